"""Where a text turns away from its lists: 最后，强调…; 同志们，让我们…; 以上四点….

A turn closes all open lists, except one that continues after it. The turns are found once, before the outline is
searched for; ``ends`` says which of them end a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from ...rules.engine import Hit
from ...rules.types import Rules
from ...signs import SENTENCE_ENDS
from ..forms import LogicalText
from . import tail

_TURNS_BACK = 12  # turns looked at before a mark; a text of nothing but turns must not cost more
_PERORATION = 1.5
_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}”）]")


@dataclass(slots=True, eq=False, repr=False)
class Turn:
    """A cue at ``start``. ``out``: it leads out of everything; ``leads``: it opens its paragraph."""

    start: int
    paragraph: int
    weight: float
    out: bool
    leads: bool
    rule: str


@dataclass(slots=True, eq=False, repr=False)
class Discourse:
    """One speech from ``body`` to ``end``, in paragraphs ``[first, last)``, and its turns in order.

    What follows ``end`` is the tail (signature, date, source line, notes): it belongs to no list and holds no marks.
    """

    text: LogicalText
    rules: Rules
    body: int
    end: int
    first: int
    last: int
    turns: list[Turn]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [turn.start for turn in self.turns]


def inside(text: str, start: int, end: int, rules: Rules) -> Iterator[Hit]:
    """The turns at the start of a sentence in ``[start, end)``, ``start`` left out."""
    match = rules["close"].match
    for stop in _openings(rules).finditer(text, start, end):
        if hit := match(text, stop.end(), end):
            yield hit


@lru_cache(maxsize=8)
def _openings(rules: Rules) -> re.Pattern[str]:
    """The end of a sentence right before a turn."""
    return re.compile(f"{_SENTENCE_END.pattern}(?={rules['close'].pattern})")


def read(text: LogicalText, body: int, stop: int, rules: Rules) -> Discourse:
    """The turns of the speech between the logical offsets ``body`` and ``stop``, its tail left out."""
    first = max(0, text.paragraph_at(body))
    last = tail.start(text, first, max(first, text.paragraphs_before(stop)), rules)
    end = tail.without_trailer(text, last, body, rules) if last > first else stop
    turns = _turns(text, body, first, last, rules)
    turns = sorted([*turns, *_peroration(text, first, last, turns)], key=attrgetter("start"))
    return Discourse(text, rules, body, end, first, last, turns)


def _turns(text: LogicalText, body: int, first: int, last: int, rules: Rules) -> list[Turn]:
    source, close = text.text, rules["close"]
    turns: list[Turn] = []
    for index, (start, end) in enumerate(text.paragraphs[first:last], first):
        if start < body:  # in a text of one line the head matter stands in the same paragraph
            start = body
        hits = [hit] if (hit := close.match(source, start, end)) else []
        if text.has_lost_breaks(start, end):
            hits += inside(source, start, end, rules)
        turns += [_turn(hit, index, hit.start == start) for hit in hits]
    return turns


def _turn(hit: Hit, paragraph: int, leads: bool) -> Turn:
    return Turn(hit.start, paragraph, hit.weight, hit.value == "all", leads, hit.row.id)


def _peroration(text: LogicalText, first: int, last: int, turns: list[Turn]) -> list[Turn]:
    """A last paragraph that ends in an exclamation speaks to everyone, whatever its words."""
    if last - first < 4:
        return []
    start, end = text.paragraphs[last - 1]
    if text.text[end - 1] not in "！!" or any(t.out and t.paragraph >= last - 3 for t in turns):
        return []
    return [Turn(start, last - 1, _PERORATION, True, True, "close.exclamation")]


def between(discourse: Discourse, start: int, last: int) -> tuple[float, float]:
    """The strongest of the first ``last`` turns that stand at ``start`` or after: (out of everything, of any kind)."""
    starts = discourse.starts
    if last == 0 or starts[last - 1] < start:
        return 0.0, 0.0
    first = max(bisect_left(starts, start, 0, last), last - _TURNS_BACK)
    turns = discourse.turns[first:last]
    return max([turn.weight for turn in turns if turn.out], default=0.0), max([turn.weight for turn in turns])


def opening(discourse: Discourse, first: int, limit: int) -> Iterator[Turn]:
    """The turns that open the paragraphs from ``first`` on, before the offset ``limit``; one for each."""
    paragraphs, turns = discourse.text.paragraphs, discourse.turns
    k = bisect_left(discourse.starts, paragraphs[first].start) if first < discourse.last else len(turns)
    before = -1
    while k < len(turns) and turns[k].start < limit and turns[k].paragraph < discourse.last:
        turn = turns[k]
        if turn.start == paragraphs[turn.paragraph].start and turn.start != before:
            yield turn
        before = turn.start
        k += 1
