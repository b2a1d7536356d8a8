"""How sure the outline is of a node: the probability that it is one and hangs where it hangs.

A logistic model over a few facts about a node's list, above all the *margin*: how much dearer the next best
explanation of its least certain member was; over what is doubtful about the lists around it; and over signs that the
whole outline is lost: a root that holds everything, marks dropped, numbers that are irregular. The weights are fitted
by ``tests/tools/calibrate.py`` on annotated speeches, as they are and in other clothes, families left out in turn.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...rules.types import Rules
from ..forms import Mark
from ..weigh import probability as odds_to_probability

_UNNUMBERED = frozenset({"plain", "plain-inner", "bold", "annex", "md1", "md2", "md3", "md4", "md5", "md6"})
_INHERITED = frozenset({"unnumbered", "irregular", "single", "margin<2"})
_PASSED_ON = frozenset({f"under-{name}" for name in _INHERITED})
_STRONG = 4.0  # a mark of this weight is hardly ever dropped for good reason
# The role model tells four roles apart; annotators hold two of them equally right where 要求 and 任务 meet.
_ROLE_LENIENCE = 0.6


def facts(marks: list[Mark], margins: list[float], irregular: bool) -> tuple[str, ...]:
    """The names of the facts that hold for a list, given its members' marks and margins."""
    first = marks[0]
    least = min(margins)
    out = ["bias"]
    if first.style in _UNNUMBERED:
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


def inherited(above: tuple[str, ...]) -> tuple[str, ...]:
    """What the facts of the list above add to those of one inside: what hangs on a doubtful node is doubtful."""
    return tuple([f"under-{name}" for name in above if name in _INHERITED] + [n for n in above if n in _PASSED_ON])


def document(marks: list[Mark], kept: list[int], depths: list[int], irregular: bool) -> list[str]:
    """What makes the whole outline doubtful: the names of the facts that hold for it.

    ``kept`` are the indices of the marks taken, ``depths`` how deep each of them stands.
    """
    taken = set(kept)
    roots = [marks[k] for k, depth in zip(kept, depths, strict=True) if depth == 0]
    out = []
    if len(roots) == 1 and len(kept) > 1:
        out.append("doc:one-root")
    if roots and roots[0].style in _UNNUMBERED:
        out.append("doc:unnumbered-root")
    if any(
        k not in taken and m.weight >= _STRONG and m.position == "paragraph" and m.ordinal for k, m in enumerate(marks)
    ):
        out.append("doc:dropped")
    if irregular:
        out.append("doc:irregular")
    return out


def with_role(placed: float, role: float) -> float:
    """The probability that a node, its place and its role are right, from those of the node and of its role."""
    return placed * float(role**_ROLE_LENIENCE)


def weights(rules: Rules) -> dict[str, float]:
    """What each fact says for a node, in log odds (rules/data/trust.toml)."""
    return rules.weights["outline.trust"]["node"]


def probability(names: Iterable[str], fitted: dict[str, float]) -> float:
    """The logistic sum of the facts' weights."""
    return odds_to_probability(sum([fitted.get(name, 0.0) for name in names]))
