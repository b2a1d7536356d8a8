"""How sure the outline is of a node: the probability that it is one and hangs where it hangs.

A logistic model over a few facts about a node's list, above all the *margin*: how much dearer the next best
explanation of its least certain member was. The weights are fitted on annotated speeches, cross-validated over
documents, by ``tests/tools/calibrate.py``; ``docs/accuracy.md`` holds the reliability table.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from ..forms import Mark

WEIGHTS = {
    "bias": 5.53,
    "bullet": 0.78,
    "inline": -0.46,
    "irregular": -0.41,
    "label": 0.02,
    "late": 0.58,
    "margin<1": -0.04,
    "margin<2": -1.83,
    "margin<4": -1.80,
    "mixed": 0.35,
    "pair": -0.26,
    "run-in": -0.58,
    "single": -0.53,
    "unnumbered": -1.20,
}
# The role model tells four roles apart; annotators hold two of them equally right where 要求 and 任务 meet.
_ROLE_LENIENCE = 0.6


def facts(marks: list[Mark], margins: list[float], irregular: bool) -> tuple[str, ...]:
    """The names of the facts that hold for a list, given its members' marks and margins."""
    first = marks[0]
    least = min(margins)
    out = ["bias"]
    if first.style.startswith(("plain", "bold")):
        out.append("unnumbered")
    elif first.style == "label":
        out.append("label")
    elif first.ordinal is None:
        out.append("bullet")
    elif first.position != "paragraph":
        out.append("inline")
    elif not first.heading:
        out.append("run-in")
    if len(marks) <= 2:
        out.append("single" if len(marks) == 1 else "pair")
    for bound in (1, 2, 4):
        if least < bound:
            out.append(f"margin<{bound}")
    if irregular:
        out.append("irregular")
    if first.ordinal is not None and first.ordinal != 1:
        out.append("late")
    if any(mark.style != first.style for mark in marks):
        out.append("mixed")
    return tuple(out)


def with_role(placed: float, role: float) -> float:
    """The probability that a node, its place and its role are right, from those of the node and of its role."""
    return placed * float(role**_ROLE_LENIENCE)


def probability(names: Iterable[str]) -> float:
    """The logistic sum of the facts' weights."""
    return 1 / (1 + exp(-sum([WEIGHTS.get(name, 0.0) for name in names])))
