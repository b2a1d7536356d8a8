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

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from operator import add, sub
from typing import Any, get_args

from ...model import Role
from ...rules.prefilter import Gate
from ...rules.types import Rules
from ..forms import LogicalText, Outline, RoleDecision
from ..lists.lists import Run, sentence_start, words

ROLES: tuple[Role, ...] = get_args(Role)
_BACKGROUND = ROLES.index("background")
_BODY = 120  # characters read behind a heading; of twice as many a role is no surer
_PATIENCE = 50  # stretches before the cues are gated
_READ = 5  # members of a list that are read; more make a role no surer
_SECTION = 300  # characters from which a numbered part is a section
_REPEATS = 3  # how often a cue counts in a body
_SAME_SENTENCE, _EARLIER = 0.7, 0.35  # what a lead-in's words weigh before its last clause, before its last sentence
_BEFORE_SECTIONS = 0.8  # … what they weigh for parts with a text of their own
_SHARPNESS = 1.5
"""The model's beliefs to this power are probabilities (cross-validated: it is surer than it says)."""

Evidence = dict[int, float]
"""Which rows were seen, and how strongly."""


@dataclass(slots=True, eq=False)
class CueSet:
    """The rows ``first``, ``first + 1`` … of the model, and how each is looked for once the gate lets it pass."""

    first: int
    looks: list[Callable[[str], Any]]
    gate: Gate

    def seen(self, words: str) -> list[int]:
        """The rows that ``words`` hold."""
        first, looks = self.first, self.looks
        return [first + i for i in self.gate.rows(words) if looks[i](words)] if words else []

    def still_seen(self, rows: list[int], words: str) -> list[int]:
        """Which of the ``rows`` that were seen in longer words these hold too."""
        return [row for row in rows if self.looks[row - self.first](words)]


@dataclass(slots=True, eq=False)
class Model:
    """The rules, ready to use.

    ``ids`` (as they are shown in reasons) and ``weights`` (in nats, one a role) of all rows, by index;
    ``sets``: the rows by what they are looked for in; ``known``: those seen in words that come again and again;
    ``bonds``: by how many times it is likelier that two neighbours are of one role, and how much likelier that the
    lower one is background (in nats).
    """

    ids: list[str]
    weights: list[list[float]]
    sets: dict[str, CueSet]
    known: Callable[[str, str], list[int]]
    bonds: dict[str, tuple[float, float]]
    sections: frozenset[str]


@dataclass(slots=True, eq=False)
class Unit:
    """Items decided as a whole. ``above`` is the unit it hangs on (-1: none), ``bond`` in which way.

    ``shared`` is the evidence of the list that the members stand in, ``scores`` what it comes to for each role.
    """

    members: list[int]
    above: int
    bond: str
    own: Evidence
    shared: Evidence
    scores: list[float]


def assign(
    text: LogicalText,
    outline: Outline,
    lists: list[Run],
    rules: Rules,
    title: str | None = None,
    kind: str | None = None,
    *,
    explain: bool = False,
) -> list[RoleDecision]:
    """The role of each item of the outline, parallel to ``outline.items``; ``lists`` are its lists.

    ``title`` and ``kind`` are those of the document, where they are known. Reasons are given with ``explain`` only.
    """
    model = _model(rules)
    found = units(text, outline, lists, model, title, kind)
    decisions: list[RoleDecision] = [RoleDecision("background", 0.0, ())] * len(outline.items)
    for unit, belief, bonded in zip(found, *_infer(found, model), strict=True):
        best = belief.index(max(belief))
        sharp = [b**_SHARPNESS for b in belief]
        reasons = _reasons(unit, best, bonded, model) if explain else ()
        decision = RoleDecision(ROLES[best], round(sharp[best] / sum(sharp), 3), reasons)
        for i in unit.members:
            decisions[i] = decision
    return decisions


@lru_cache(maxsize=8)
def _model(rules: Rules) -> Model:
    sets: dict[str, CueSet] = {}
    known = lru_cache(maxsize=500)(lambda name, words: sets[name].seen(words))
    model = Model([], [], sets, known, {}, frozenset(rules.words["role.section"]))
    for names in (("title",), ("place",), ("marker",), ("lead-in",), ("heading", "opening"), ("body",)):
        cues = [(name, cue) for name in names for cue in rules.cues[f"role.{name}"]]
        gate = Gate([cue.pattern for _, cue in cues], _PATIENCE)
        sets[names[0]] = CueSet(len(model.ids), [_look(name, cue.pattern) for name, cue in cues], gate)
        model.ids.extend(f"{name}:{cue.id}" for name, cue in cues)
        model.weights.extend([cue.weight * (role in cue.value.split()) for role in ROLES] for _, cue in cues)
    bonds = {cue.value: [0.0, 0.0] for cue in rules.cues["role.bond"]}
    for cue in rules.cues["role.bond"]:
        bonds[cue.value]["same" not in cue.id] += cue.weight
    model.bonds.update((name, (exp(same) - 1.0, background)) for name, (same, background) in bonds.items())
    return model


def _look(name: str, pattern: str) -> Callable[[str], Any]:
    """An opening stands first, a body's cues are counted."""
    compiled = re.compile(pattern)
    return compiled.match if name == "opening" else compiled.findall if name == "body" else compiled.search


def units(
    text: LogicalText, outline: Outline, lists: list[Run], model: Model, title: str | None, kind: str | None
) -> list[Unit]:
    """What is decided as a whole, in an order that puts what a unit hangs on before it."""
    reader = _Reader(text, outline, model, title, kind)
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


class _Reader:
    """Sees the cues: those of a list (its lead-in, its place) and those of an item's own words."""

    def __init__(self, text: LogicalText, outline: Outline, model: Model, title: str | None, kind: str | None) -> None:
        self.text = text.text
        self.outline = outline
        self.model = model
        self.document = model.sets["title"].seen(title or "")
        self.kind = kind

    def sections(self, run: list[int]) -> bool:
        """Parts with a heading and a text of their own, which may differ in role."""
        items = [self.outline.items[i] for i in run]
        if items[0].mark.style not in self.model.sections:
            return False
        if items[0].mark.heading or any(self.outline.children[i] for i in run):
            return True
        return sum([item.end - item.start for item in items]) > _SECTION * len(items)

    def shared(self, run: list[int], lead: int, sections: bool) -> Evidence:
        """What speaks for all members alike. ``lead`` is where the words that lead in to them may begin."""
        items = [self.outline.items[i] for i in run]
        first = items[0]
        mean = sum([item.end - item.start for item in items]) / len(items)
        length = "short" if mean < 80 else "long" if mean > 400 else "middle"
        place = f"kind={self.kind or 'unknown'} level={first.level} size={len(run)} length={length}"
        found = dict.fromkeys(self.model.known("place", f"{place} at={first.mark.position}"), 1.0)
        if first.level == 1:
            found |= dict.fromkeys(self.document, 1.0)
        announced = self._announced(self.text[lead : first.start].rstrip())
        if sections:  # with headings of their own; before unnumbered ones nothing announces
            less = _EARLIER if first.mark.ordinal is None else _BEFORE_SECTIONS
            announced = {row: strength * less for row, strength in announced.items()}
        return found | announced

    def _announced(self, lead: str) -> Evidence:
        """The announcing words: most weight has the clause before the list, less what stands farther off."""
        cut = sentence_start(lead)
        before, sentence = lead[max(0, cut - 110) : cut], lead[cut:].strip()
        clause = sentence[sentence.rstrip("。！:：，,；;").rfind("，") + 1 :]
        rows = self.model.sets["lead-in"]
        whole = rows.seen(sentence)
        last = rows.still_seen(whole, clause)
        if len(sentence) < 15 and not last:  # 具体是： says nothing; the sentence before it announces
            before, whole = "", rows.seen(before + sentence)
        found = dict.fromkeys(rows.seen(before), _EARLIER)
        return found | dict.fromkeys(whole, _SAME_SENTENCE) | dict.fromkeys(last, 1.0)

    def own(self, members: list[int]) -> Evidence:
        """The mean of what each member's marker, heading and next sentences say."""
        text, n, sets, known = self.text, len(members), self.model.sets, self.model.known
        first, looks, gate = sets["body"].first, sets["body"].looks, sets["body"].gate
        found: Evidence = {}
        for item in map(self.outline.items.__getitem__, members):
            start, stop = words(text, item)
            heading = text[start:stop].strip()
            marker = text[item.start : start].strip() + ("要" if heading.startswith("要") else "")
            for row in (*sets["heading"].seen(heading), *known("marker", marker)):
                found[row] = found.get(row, 0.0) + 1 / n
            body = text[stop : min(item.end, stop + _BODY)]
            for k in gate.rows(body):
                if count := len(looks[k](body)):
                    found[first + k] = found.get(first + k, 0.0) + min(count, _REPEATS) / n
        return found


Beliefs = list[list[float]]


def _infer(found: list[Unit], model: Model) -> tuple[Beliefs, list[list[float]]]:
    """Each unit's probabilities, and what the unit it hangs on says about it (log, one number a role)."""
    inner = [list(map(add, unit.scores, _scores(unit.own, model))) for unit in found]
    messages: Beliefs = [[] for _ in found]
    for i in range(len(found) - 1, -1, -1):  # upwards: what hangs on a unit speaks for it
        unit = found[i]
        if unit.above >= 0:
            gain, background = model.bonds[unit.bond]
            own = inner[i].copy()
            own[_BACKGROUND] += background
            messages[i] = _across(own, gain)
            inner[unit.above] = list(map(add, inner[unit.above], messages[i]))
    totals: Beliefs = []
    bonded: list[list[float]] = []
    for i, unit in enumerate(found):  # downwards: all else that is known of the unit above
        outer = [0.0] * len(ROLES)
        if unit.above >= 0:
            gain, background = model.bonds[unit.bond]
            outer = _across(map(sub, totals[unit.above], messages[i]), gain)
            outer[_BACKGROUND] += background
        totals.append(list(map(add, inner[i], outer)))
        bonded.append(outer)
    return [_normal(t) for t in totals], bonded


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


def _across(scores: Iterable[float], gain: float) -> list[float]:
    """What a unit with these scores says to a neighbour, whose own role is likelier by ``gain`` times beside it."""
    a, b, c, d = scores
    top = max(a, b, c, d)
    a, b, c, d = exp(a - top), exp(b - top), exp(c - top), exp(d - top)
    whole = a + b + c + d
    return [
        top + log(whole + gain * a),
        top + log(whole + gain * b),
        top + log(whole + gain * c),
        top + log(whole + gain * d),
    ]


def _normal(scores: list[float]) -> list[float]:
    a, b, c, d = scores
    top = max(a, b, c, d)
    a, b, c, d = exp(a - top), exp(b - top), exp(c - top), exp(d - top)
    whole = a + b + c + d
    return [a / whole, b / whole, c / whole, d / whole]


def _reasons(unit: Unit, role: int, bonded: list[float], model: Model) -> tuple[str, ...]:
    """What spoke for the role, strongest first."""
    weights, ids, evidence = model.weights, model.ids, unit.shared | unit.own
    said = [(-weight * strength, ids[row]) for row, strength in evidence.items() if (weight := weights[row][role])]
    if unit.above >= 0:
        said.append((min(bonded) - bonded[role], "neighbour" if unit.bond == "next" else "parent"))
    strong = sorted([reason for reason in said if reason[0] <= -0.3])
    return tuple([name for _, name in strong[:5]])
