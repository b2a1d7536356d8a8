"""The role of each item: a small additive model, and one pass up and one down the tree.

Evidence is a row of ``rules/data/roles.toml``: a cue that was seen speaks for one or more roles with a weight.
It is added up over the *unit* that is decided as a whole. Members of one list share their role, so a list is one
unit and its members' evidence is averaged; sections (一、 二、 with text of their own) are units for themselves.
Units hang together by *bonds*: a list mostly has the role of the item that holds it, or explains it
(background); a section often goes on as the one before it. What a unit is, given its own evidence and that of
all units it hangs together with, is then exact arithmetic on a tree (the sum-product rule), linear in its size.

Only headings, first sentences and the words that lead in to a list are read, never whole bodies.
"""

from __future__ import annotations

from math import exp, log
from operator import add, mul

from ...model import RoleGuess
from ...rules.types import Rules
from ..forms import LogicalText, Outline, RoleDecision
from ..lists.lists import Run
from .evidence import ROLES, Evidence, Model, Reader, model_of

_READ = 5  # members of a list that are read; more make a role no surer
_SHARPNESS = 1.5
"""The model's beliefs to this power are probabilities (cross-validated: it is surer than it says)."""


class Unit:
    """Items decided as a whole. ``above`` is the unit it hangs on (-1: none), ``bond`` in which way.

    ``shared`` is the evidence of the list that the members stand in, ``scores`` what it comes to for each role.
    """

    __slots__ = ("above", "bond", "members", "own", "scores", "shared")

    def __init__(
        self, members: list[int], above: int, bond: str, own: Evidence, shared: Evidence, scores: list[float]
    ) -> None:
        self.members = members
        self.above = above
        self.bond = bond
        self.own = own
        self.shared = shared
        self.scores = scores


def assign(
    text: LogicalText,
    outline: Outline,
    lists: list[Run],
    rules: Rules,
    title: str | None = None,
    kind: str | None = None,
    voice: bool = True,
    *,
    explain: bool = False,
) -> list[RoleDecision]:
    """The role of each item of the outline, parallel to ``outline.items``; ``lists`` are its lists.

    ``title`` and ``kind`` are those of the document, where they are known; ``voice`` tells whether its head names
    somebody who speaks or an office that writes. Reasons are given with ``explain`` only.
    """
    model = model_of(rules)
    found = units(text, outline, lists, model, title, kind, voice)
    decisions: list[RoleDecision] = [RoleDecision("background", 0.0, None, ())] * len(outline.items)
    for unit, belief, bonded in zip(found, *_infer(found, model), strict=True):
        sharp = [b**_SHARPNESS for b in belief]
        whole = sum(sharp)
        highest = max(sharp)
        best = sharp.index(highest)
        sharp[best] = -1.0
        next_highest = max(sharp)
        reasons = _reasons(unit, best, bonded, model) if explain else ()
        next_best = RoleGuess(ROLES[sharp.index(next_highest)], round(next_highest / whole, 3))
        decision = RoleDecision(ROLES[best], round(highest / whole, 3), next_best, reasons)
        for i in unit.members:
            decisions[i] = decision
    return decisions


def units(
    text: LogicalText,
    outline: Outline,
    lists: list[Run],
    model: Model,
    title: str | None,
    kind: str | None,
    voice: bool = True,
) -> list[Unit]:
    """What is decided as a whole, in an order that puts what a unit hangs on before it."""
    reader = Reader(text, outline, model, title, kind, voice)
    found: list[Unit] = []
    unit_of = [-1] * len(outline.items)
    for run, lead in lists:
        parent = outline.items[run[0]].parent
        above = unit_of[parent] if parent >= 0 else -1
        sections = reader.sections(run)
        shared = reader.shared(run, lead, sections)
        scores = _scores(shared, model)
        if sections:
            previous = -1
            for i in run:
                bond, hangs_on = ("section", above) if parent >= 0 else ("next", previous)
                unit_of[i] = previous = len(found)
                found.append(Unit([i], hangs_on, bond, reader.own([i]), shared, scores))
        else:
            for i in run:
                unit_of[i] = len(found)
            found.append(Unit(run, above, "list", reader.own(run[:_READ]), shared, scores))
    return found


Belief = tuple[float, float, float, float]
"""How likely each role is beside the likeliest: one number a role, in the order of ``ROLES``, the greatest 1."""


def _infer(found: list[Unit], model: Model) -> tuple[list[Belief], list[Belief]]:
    """Each unit's belief, and what the unit that it hangs on says about it."""
    inner = [_belief(unit.scores, _scores(unit.own, model)) for unit in found]
    messages = [_EVEN] * len(found)
    for i in range(len(found) - 1, -1, -1):  # upwards: what hangs on a unit speaks for it
        unit = found[i]
        if unit.above >= 0:
            gain, background = model.bonds[unit.bond]
            a, b, c, d = inner[i]
            messages[i] = across = _across((a, b, c, d * background), gain)
            inner[unit.above] = _both(inner[unit.above], across)
    totals: list[Belief] = []
    bonded: list[Belief] = []
    for i, unit in enumerate(found):  # downwards: all else that is known of the unit above
        outer = _EVEN
        if unit.above >= 0:
            gain, background = model.bonds[unit.bond]
            a, b, c, d = totals[unit.above]
            p, q, r, s = messages[i]
            a, b, c, d = _across((a / p, b / q, c / r, d / s), gain)
            outer = a, b, c, d * background
        totals.append(_both(inner[i], outer))
        bonded.append(outer)
    return totals, bonded


_EVEN: Belief = (1.0, 1.0, 1.0, 1.0)


def _belief(shared: list[float], own: list[float]) -> Belief:
    """What the evidence comes to; its scores are in nats."""
    a, b, c, d = map(add, shared, own)
    top = max(a, b, c, d)
    return exp(a - top), exp(b - top), exp(c - top), exp(d - top)


def _both(one: Belief, other: Belief) -> Belief:
    """What two that know nothing of each other believe together."""
    a, b, c, d = map(mul, one, other)
    top = max(a, b, c, d)
    return a / top, b / top, c / top, d / top


def _across(belief: Belief, gain: float) -> Belief:
    """What a unit of this belief says to a neighbour, whose own role is likelier by ``gain`` times beside it."""
    a, b, c, d = belief
    whole = a + b + c + d
    return whole + gain * a, whole + gain * b, whole + gain * c, whole + gain * d


def _scores(evidence: Evidence, model: Model) -> list[float]:
    """The sum of the evidence for each role."""
    weights = model.weights
    a = b = c = d = 0.0
    for row, strength in evidence.items():
        p, q, r, s = weights[row]
        a += strength * p
        b += strength * q
        c += strength * r
        d += strength * s
    return [a, b, c, d]


def _reasons(unit: Unit, role: int, bonded: Belief, model: Model) -> tuple[str, ...]:
    """What spoke for the role, strongest first."""
    weights, ids, evidence = model.weights, model.ids, unit.shared | unit.own
    said = [(-weight * strength, ids[row]) for row, strength in evidence.items() if (weight := weights[row][role])]
    if unit.above >= 0:
        said.append((log(min(bonded) / bonded[role]), "neighbour" if unit.bond == "next" else "parent"))
    strong = sorted([reason for reason in said if reason[0] <= -0.3])
    return tuple([name for _, name in strong[:5]])
