"""What speaks for and against a row: who, when, how much, a verb of doing, a directive; past, background, announcing.

Each reason is worth points, log odds in ``rules/data/tasks.toml``: the role's belief is a prior among them and shuts
nothing out. A row is a task where the sum is not below zero.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..calendar import times
from ..numbers.targets import aims
from ..numbers.targets import find_all as find_targets
from . import assignments, cutting
from .content import Content
from .forms import Ground, Row
from .framed import Frames
from .glance import DATED, NAMED, Glance
from .points import add, most, weights
from .priors import Priors

# What a heading does not say.
_OWN = frozenset({"named", "spoken", "told", "does", "opens", "dated", "soon", "repeated", "measured"})
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百两]")


def judge(ground: Ground, rows: list[Row]) -> list[Row]:
    """The rows, in order, with their reasons and scores; those of several bodies are cut where another one is named."""
    # One kind of evidence for all rows and then the next: the same few patterns run in a row, which is a third faster
    # than all of them in turns for each row.
    priors, frames, words = Priors(ground), Frames(ground), _Words(ground, rows)
    priors.weigh(rows)
    late = frames.weigh(rows)
    held = words.held(rows)
    out: list[Row] = []
    read: list[tuple[Row, int]] = []  # the rows whose words are read, with the kinds of words that they may hold
    for row, after, kinds in zip(rows, late, held, strict=True):
        if kinds < 0:
            out.append(row)
        elif len(row.said) < 2 or len(parts := cutting.by_body(ground.text.text, row)) < 2:
            out.append(row)
            read.append((row, kinds))
        else:
            out += parts
            frames.after = after
            priors.weigh(parts)
            frames.weigh(parts)
            read += [(part, words.seen.kinds(part.start, part.end)) for part in parts]
    Content(ground).weigh([row for row, _ in read])
    words.dates(read)
    words.goals([row for row, _ in read])
    _headings(out, words.found["headed"])
    return out


def _headings(rows: list[Row], worth: float) -> None:
    """A heading that only names what the paragraph below it does: （三）支持融合发展。⏎促进…."""
    for row, following in pairwise(rows):
        if row.first and row.score >= 0 and following.owner == row.owner and following.score >= 0:
            rules = {rule for rule, _, _ in row.reasons}
            if "sentence-above-others" in rules and rules.isdisjoint(_OWN):
                add(row, "headed", (row.start, row.end), worth)


class _Words:
    """Who, when and how much the words of the rows of one speech name; looked for where it may still decide."""

    __slots__ = ("_ground", "_text", "found", "seen")

    def __init__(self, ground: Ground, rows: list[Row]) -> None:
        self._ground, self._text, self.found = ground, ground.text.text, weights(ground.rules)
        first, last = (min([r.start for r in rows]), max([r.end for r in rows])) if rows else (0, 0)
        self.seen = Glance(ground.where, first, last)

    def held(self, rows: list[Row]) -> list[int]:
        """The kinds of words that each row may hold, whose names are read; -1 where none can make it a task."""
        at_most, seen = most(self.found), self.seen.kinds
        kinds = [seen(row.start, row.end) if row.score + at_most >= 0 else -1 for row in rows]
        self._names([row for row, held in zip(rows, kinds, strict=True) if held > 0 and held & NAMED])
        return [
            held if held >= 0 and (row.said or self._has_hope(row, held)) else -1
            for row, held in zip(rows, kinds, strict=True)
        ]

    def _names(self, rows: list[Row]) -> None:
        """Who is named in the words."""
        spans = [(row.start, row.end) for row in rows]
        taken = [[one.span for one in row.assigned] for row in rows]
        for row, said in zip(rows, assignments.said(self._ground.where, spans, taken, self.seen), strict=True):
            # 各部门密切配合: there is nobody whom they support
            if row.assigned or not all(one.support and one.units == one.support for one in said):
                row.said = said

    def _has_hope(self, row: Row, held: int) -> bool:
        """Whether the words of a row that names nobody can still make it a task, after a glance at it."""
        found = self.found
        points = found["verb"] + found["directive"]
        if held & DATED and row.score + points < 0:
            points += found["dated"]
        if row.score + points >= 0:
            return True
        if row.score + (points + found["measured"]) < 0:
            return False
        return _NUMERAL.search(self._text, row.start, row.end) is not None

    def dates(self, rows: list[tuple[Row, int]]) -> None:
        """A deadline, something that comes again."""
        ground, least = self._ground, -(self.found["dated"] + self.found["measured"])
        read = [row for row, held in rows if row.score >= 0 or (held & DATED and row.score >= least)]
        spans = [(row.start, row.end, ground.reference_at(row.owner)) for row in read]
        for row, hits in zip(read, times.find_all(self._text, spans, ground.rules, ground.text.raw), strict=True):
            hits = [hit for hit in hits if not times.is_over(hit, ground.rules)]  # 上年度结果 is no time of the work
            if hits:
                row.hits = hits
                self._dated(row)

    def _dated(self, row: Row) -> None:
        """The first deadline of a row, and the first thing that comes again."""
        for kind, name in (("deadline", "dated"), ("recurrence", "repeated")):
            for hit in row.hits:
                if hit.kind == kind:
                    vague = self._ground.rules["time.vague"].match(hit.ref.text) if name == "dated" else None
                    name = "soon" if vague and vague.row.id == "vague-soon" else name  # 尽快 tells how, not when
                    add(row, name, hit.ref.span, self.found[name])
                    break

    def goals(self, rows: list[Row]) -> None:
        """A goal with a number."""
        worth, ground = self.found["measured"], self._ground
        rows = [row for row in rows if row.score + worth >= 0]
        year = ground.reference.year if ground.reference else None
        spans = [(row.start, row.end) for row in rows]
        found = find_targets(self._text, spans, ground.rules, ground.text.raw, year)
        for row, targets in zip(rows, found, strict=True):
            if targets:
                row.targets = aims(targets)
                if goal := next((target for target in row.targets if target.kind == "goal"), None):
                    add(row, "measured", goal.span, worth)
