"""What the ledger's modules hand on: who a phrase names (``Assignment``), and the parts it is read in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from ...model import Span, Target
from ...rules.engine import END
from ...rules.types import Rules
from ..calendar.times import TimeHit
from ..forms import LogicalText, Outline, RoleDecision
from ..people.entries import shown
from ..people.organisations import Bodies, bodies

_NEXT_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年(?!底|末|前)")
_LONGEST_HEADING = 40
_NOTE = re.compile(r"[（(]([^（()）]{2,6})[)）]$")
Kind = Literal["label", "bracket", "prose", "duty", "deed"]
"""How somebody is named: by a label, in a bracket, by a verb (由甲局牵头), as who is told to act (甲局要…), or by
what it does (甲局组织…)."""


class Assignment(NamedTuple):
    """``units`` holds every body, ``lead`` and ``support`` those whose part is stated; ``people`` are names.

    ``span`` covers the whole phrase (a bracket with its signs); ``deadline`` the words after 完成时限：.
    """

    units: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    people: tuple[str, ...]
    span: Span
    kind: Kind
    deadline: Span | None = None


class Part(NamedTuple):
    """A list of names and the part they have: lead, units, support, people, mixed, deadline or contact."""

    role: str
    start: int
    end: int


@dataclass(slots=True, eq=False, repr=False)
class Place:
    """The text that is read, as folded and as written, and the rules that read it.

    ``openings`` is where the words of items begin, after their markers.
    """

    text: str
    raw: str
    rules: Rules
    bodies: Bodies
    openings: frozenset[int] = frozenset()


def covered(spans: list[Span], start: int, end: int) -> bool:
    """Whether one of ``spans`` (in order) overlaps ``[start, end)``."""
    i = bisect_left(spans, (end, 0))
    return i > 0 and spans[i - 1][1] > start


def holds(places: list[int], start: int, end: int) -> bool:
    """Whether one of the places (in order) lies in ``[start, end)``."""
    i = bisect_left(places, start)
    return i < len(places) and places[i] < end


def within(said: Sequence[Assignment], start: int, end: int) -> Sequence[Assignment]:
    """Those of ``said`` (in order) that begin in ``[start, end)``."""
    low = bisect_left(said, start, key=_start)
    return said[low : bisect_left(said, end, low, key=_start)]


def _start(one: Assignment) -> int:
    return one.span[0]


def place(text: str, raw: str | None, rules: Rules, openings: frozenset[int] = frozenset()) -> Place:
    """The place of a text; ``raw`` has the same length."""
    return Place(text, text if raw is None else raw, rules, bodies(rules), openings)


def built(where: Place, parts: list[Part], span: Span, kind: Kind) -> Assignment | None:
    """The assignment that parts make; None where they name nobody and no time."""
    roles: dict[str, list[str]] = {"units": [], "lead": [], "support": [], "people": []}
    deadline: Span | None = None
    for part in parts:
        if part.role == "deadline":
            deadline = (part.start, part.end)
        elif part.role == "people":
            roles["people"] += _people(where, part)
        elif part.role != "contact":
            _file(where, part, kind, roles)
    if not any(roles.values()) and deadline is None:
        return None
    units, lead, support, people = (tuple(roles[key]) for key in ("units", "lead", "support", "people"))
    return Assignment(units, lead, support, people, span, kind, deadline)


def _people(where: Place, part: Part) -> list[str]:
    """The names of a list of people; a post stands only where no name does (各镇镇长)."""
    spans = where.bodies.spans(where.text, part.start, part.end)
    entries = [shown(where.raw, *span) for span in spans]
    return [name for entry in entries if (name := where.bodies.person(entry))] or entries


def _noted(where: Place, name: str, role: str) -> tuple[str, str]:
    """The part and the name of an entry that says its part itself: 县水利局（牵头）."""
    note = _NOTE.search(name)
    hit = where.rules["assignment.verb"].fullmatch(note[1]) if note else None
    if note is None or hit is None or hit.value not in ("lead", "support"):
        return role, name
    return hit.value, name[: note.start()]


def _is_first_post(where: Place, span: Span, following: Span) -> bool:
    """Whether an entry is the first of two posts of the person after it: 县委常委、组织部部长林一鸣."""
    name, person = where.text[slice(*span)], where.text[slice(*following)]
    return where.bodies.is_post(name) and name[-1] != "长" and where.bodies.person(person) not in (None, person)


def _file(where: Place, part: Part, kind: Kind, roles: dict[str, list[str]]) -> None:
    """The names of one part under their roles: what a label announces as written, elsewhere people told from bodies."""
    bodies = where.bodies
    loose = kind != "label" or part.role == "mixed"
    spans = bodies.spans(where.text, part.start, part.end, written=kind == "label")
    for n, span in enumerate(spans):
        if loose and n + 1 < len(spans) and _is_first_post(where, span, spans[n + 1]):
            continue
        entry, folded = shown(where.raw, *span), shown(where.text, *span)
        if sum(map(str.isalnum, entry)) < 2:  # no name is so short
            continue
        role, folded = _noted(where, folded, part.role)
        entry = entry[: len(folded)] if len(entry) >= len(folded) else entry
        body = bodies.headless(folded) if loose else folded
        if loose and body == folded and not bodies.is_unit(folded):
            if name := bodies.person(folded):
                at = folded.rfind(name)
                roles["people"].append(entry[at : at + len(name)] if len(entry) == len(folded) else name)
                continue
            if bodies.is_post(folded):
                roles["people"].append(entry)
                continue
        names = bodies.alias.get(body) or (entry[: len(body)] if len(entry) == len(folded) else entry,)
        roles["units"] += names
        if role in ("lead", "support"):
            roles[role] += names


Evidence = tuple[str, Span, float]
"""One reason for or against a row: the rule that gave it, where it stands (logical), what it is worth."""


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """A stretch of text that may be a row of the ledger.

    ``owner`` is an item of the outline or -1; ``first`` tells that the row begins at its marker. ``cuts`` are the
    starts of inline children; ``assigned`` the stated assignments that belong to the row, and ``apart`` tells that
    they stand in a paragraph of their own. ``said``, ``hits`` and ``targets`` are who, when and how
    much the row's own words name. ``reasons`` are what the row rests on,
    ``score`` their sum: log odds, a row is a task from 0 on. ``begins``: where the words begin that tell what it is;
    -1 where nobody has asked.
    """

    owner: int
    start: int
    end: int
    first: bool
    cuts: Sequence[int] = ()
    assigned: tuple[Assignment, ...] = ()
    apart: bool = False
    said: Sequence[Assignment] = ()
    hits: Sequence[TimeHit] = ()
    targets: Sequence[Target] = ()
    reasons: list[Evidence] = field(default_factory=list)
    score: float = 0.0
    begins: int = -1
    leaf: int = -1
    """Whether it is all that its item says, or all below the heading (1), or not (0); -1 where nobody has asked."""


@dataclass(slots=True, eq=False, repr=False)
class Ground:
    """What the rows of one speech are judged and read against.

    ``reference`` is the date that 今年 is read against; ``kind`` the document's kind; ``body`` and ``end`` are where
    the speech proper stands, logical offsets; ``reach`` is all that belongs to it, what is set below its end too.
    """

    text: LogicalText
    outline: Outline
    roles: list[RoleDecision]
    rules: Rules
    where: Place
    body: int
    end: int
    reach: Span = (0, END)
    reference: date | None = None
    kind: str | None = None
    segmenter: Callable[[str], list[str]] | None = None
    kin: dict[int, float] = field(default_factory=dict)
    """How many of an item's children are tasks, from 0 to 1; filled where it is asked."""
    years: dict[int, date | None] = field(default_factory=dict)

    def reference_at(self, owner: int) -> date | None:
        """The date that words in an item are read against: the speech's, or the new year that a heading above names.

        In a speech of December 年内 is of the year of 三、2027年重点工作.
        """
        if owner < 0 or self.reference is None:
            return self.reference
        if owner not in self.years:
            item, said = self.outline.items[owner], None
            sentence = "。" in self.text.text[item.title[1] - 1 : item.title[1] + 1]
            heads = self.outline.children[owner] or not sentence  # 申报2027年项目。 is work of this year
            if heads and item.title[1] - item.title[0] <= _LONGEST_HEADING:
                said = _NEXT_YEAR.search(self.text.text, *item.title)
            if said and int(said[1]) == self.reference.year + 1:
                self.years[owner] = date(self.reference.year + 1, 1, 1)
            else:
                self.years[owner] = self.reference_at(item.parent)
        return self.years[owner]
