"""What speaks for the roles: the cues seen in a list's lead-in and place, and in its members' own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import get_args

from ...model import Role
from ...rules.engine import CueSet
from ...rules.types import Rules
from ...signs import LOOSE
from ..forms import LogicalText, Outline
from ..lists.lists import lead_start, words

ROLES: tuple[Role, ...] = get_args(Role)
_BODY = 120  # characters read after a heading; of twice as many a role is no surer
_SECTION = 300  # characters from which a numbered part is a section
_REPEATS = 3  # how often a cue counts in a body
_SAME_SENTENCE, _EARLIER = 0.7, 0.35  # what a lead-in's words weigh before its last clause, before its last sentence
_BEFORE_SECTIONS = 0.8  # … what they weigh for parts with a text of their own
_HEADLINE = 30  # characters of a heading that may name a plan
_PLAN = 1.8  # nats that one row must give to tasks alone, for a heading to name a plan
_TASK, _REQUIREMENT = ROLES.index("task"), ROLES.index("requirement")
_SETS = ("title", "place", "marker", "lead-in", "heading", "opening", "body")

Evidence = dict[int, float]
"""Which rows were seen, and how strongly."""


class Rows:
    """A cue set whose row ``n`` is row ``first + n`` of the model."""

    __slots__ = ("cues", "first")

    def __init__(self, first: int, cues: CueSet) -> None:
        self.first, self.cues = first, cues

    def seen(self, words: str) -> list[int]:
        """The model's rows that ``words`` hold."""
        first = self.first
        return [first + i for i in self.cues.seen(words)]

    def opening(self, words: str) -> list[int]:
        """The model's rows that ``words`` begin with."""
        first = self.first
        return [first + i for i in self.cues.opening(words)]

    def still_seen(self, rows: list[int], words: str) -> list[int]:
        """Which of the ``rows`` that were seen in longer words these hold too."""
        return [row for row in rows if self.cues.holds(row - self.first, words)]


@dataclass(slots=True, eq=False, repr=False)
class Model:
    """The rules, ready to use.

    ``ids`` (as they are shown in reasons) and ``weights`` (in nats, one a role) of all rows, by index;
    ``sets``: the rows by what they are looked for in; ``known``: those seen in words that come again and again;
    ``bonds``: by how many times it is likelier that two neighbours are of one role, and that the lower one is
    background; ``plans``: the rows of a heading that names a plan.
    """

    ids: list[str]
    weights: list[list[float]]
    sets: dict[str, Rows]
    known: Callable[[str, str], list[int]]
    bonds: dict[str, tuple[float, float]]
    sections: frozenset[str]
    plans: set[int]


@lru_cache(maxsize=8)
def model_of(rules: Rules) -> Model:
    """The role model of a rule set."""
    sets: dict[str, Rows] = {}
    known = lru_cache(maxsize=500)(lambda name, words: sets[name].seen(words))
    model = Model([], [], sets, known, {}, frozenset(rules.words["role.section"]), set())
    for name in _SETS:
        cues = rules[f"role.{name}"]
        sets[name] = Rows(len(model.ids), cues)
        model.ids.extend(f"{name}:{cue.id}" for cue in cues.rows)
        model.weights.extend([cue.weight * (role in cue.value.split()) for role in ROLES] for cue in cues.rows)
    model.plans.update(
        row
        for row, w in enumerate(model.weights)
        if w[_TASK] >= _PLAN > w[_REQUIREMENT] and "heading:" in model.ids[row]
    )
    bonds = {cue.value: [0.0, 0.0] for cue in rules.cues["role.bond"]}
    for cue in rules.cues["role.bond"]:
        bonds[cue.value]["same" not in cue.id] += cue.weight
    model.bonds.update((name, (exp(same) - 1.0, exp(background))) for name, (same, background) in bonds.items())
    return model


class Reader:
    """Sees the cues: those of a list (its lead-in, its place) and those of an item's own words."""

    def __init__(
        self, text: LogicalText, outline: Outline, model: Model, title: str | None, kind: str | None, voice: bool
    ) -> None:
        self.text = text.text
        self.outline = outline
        self.model = model
        self.document = model.sets["title"].seen(title or "")
        self.place = f"kind={kind or 'unknown'} voice={'office' if voice else 'none'}"
        self._planned: dict[int, bool] = {-1: False}
        # What was seen in words that come again: a text may say the same in each item.
        self._headings: dict[str, list[int]] = {}
        self._leads: dict[str, Evidence] = {}
        self._items: dict[tuple[str, str, str], Evidence] = {}

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
        place = f"{self.place} level={first.level} size={len(run)} length={length}"
        if first.mark.ordinal is None:
            place += " mark=plain"
        if self.planned(first.parent):
            place += " under=plan"
        found = dict.fromkeys(self.model.known("place", f"{place} at={first.mark.position}"), 1.0)
        if first.level == 1:
            found |= dict.fromkeys(self.document, 1.0)
        announced = self._announced(self.text[lead : first.start].rstrip())
        if sections:  # with headings of their own; before unnumbered ones nothing announces
            less = _EARLIER if first.mark.ordinal is None else _BEFORE_SECTIONS
            announced = {row: strength * less for row, strength in announced.items()}
        return found | announced

    def planned(self, i: int) -> bool:
        """Whether an item, or one that holds it, is headed as work to come (下半年重点工作)."""
        chain = []
        while i not in self._planned:
            chain.append(i)
            i = self.outline.items[i].parent
        known = self._planned[i]
        for i in reversed(chain):
            known = self._planned[i] = known or self._is_plan(i)
        return known

    def _is_plan(self, i: int) -> bool:
        start, stop = words(self.text, self.outline.items[i])
        if stop - start > _HEADLINE:
            return False
        return not self.model.plans.isdisjoint(self._heading(self.text[start:stop].strip()))

    def _heading(self, heading: str) -> list[int]:
        """The rows that a heading holds; looked for once."""
        rows = self._headings.get(heading)
        if rows is None:
            rows = self._headings[heading] = self.model.sets["heading"].seen(heading)
        return rows

    def _announced(self, lead: str) -> Evidence:
        """The announcing words: most weight has the clause before the list, less what stands farther off."""
        found = self._leads.get(lead)
        if found is None:
            found = self._leads[lead] = self._announcing(lead)
        return found

    def _announcing(self, lead: str) -> Evidence:
        cut = lead_start(lead)
        before, sentence = lead[max(0, cut - 110) : cut], lead[cut:].strip()
        clause = sentence[sentence.rstrip(LOOSE + "！").rfind("，") + 1 :]
        rows = self.model.sets["lead-in"]
        whole = rows.seen(sentence)
        last = rows.still_seen(whole, clause)
        if len(sentence) < 15 and not last:  # 具体是： says nothing; the sentence before it announces
            before, whole = "", rows.seen(before + sentence)
        found = dict.fromkeys(rows.seen(before), _EARLIER)
        return found | dict.fromkeys(whole, _SAME_SENTENCE) | dict.fromkeys(last, 1.0)

    def own(self, members: list[int]) -> Evidence:
        """The mean of what each member's marker, heading and next sentences say."""
        if len(members) == 1:
            return self._said(members[0])
        n = len(members)
        found: Evidence = {}
        for i in members:
            for row, strength in self._said(i).items():
                found[row] = found.get(row, 0.0) + strength / n
        return found

    def _said(self, i: int) -> Evidence:
        """What an item's own words say."""
        text, item = self.text, self.outline.items[i]
        start, stop = words(text, item)
        heading, body = text[start:stop].strip(), text[stop : min(item.end, stop + _BODY)]
        marker = text[item.start : start].strip() + ("要" if heading.startswith("要") else "")
        found = self._items.get((marker, heading, body))
        if found is None:
            sets = self.model.sets
            rows = *self._heading(heading), *sets["opening"].opening(heading), *self.model.known("marker", marker)
            found = self._items[marker, heading, body] = dict.fromkeys(rows, 1.0)
            first = sets["body"].first
            for k, count in sets["body"].cues.counted(body):
                found[first + k] = min(count, _REPEATS)
        return found
