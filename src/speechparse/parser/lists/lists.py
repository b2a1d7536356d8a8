"""Lists as they were spoken: siblings that follow one another without a break, and the words that lead in to them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from ...signs import FULL_STOPS, LOOSE, SENTENCE_END
from ..forms import Item, LogicalText, Outline

LEAD = 220
"""Characters before a list that may lead in to it."""

_NO_WORDS = " \t\r\n\u3000#*"  # blanks and the marks of Markdown headings


class Run(NamedTuple):
    """A list: the indices of its members, and where the words that lead in to it may begin."""

    members: list[int]
    lead: int


def find(text: LogicalText, outline: Outline, body: int = 0) -> list[Run]:
    """The lists of an outline in order of their first members. No lead-in reaches back before ``body``."""
    return [Run(members, _lead_start(text, outline, members, body)) for members in _members(text, outline)]


def _members(text: LogicalText, outline: Outline) -> list[list[int]]:
    out = []
    items = outline.items
    for siblings in (outline.roots, *outline.children):
        if siblings:
            run = [siblings[0]]
            for i, j in pairwise(siblings):
                if _restarts(text.text, items[i], items[j]):
                    out.append(run)
                    run = []
                run.append(j)
            out.append(run)
    return sorted(out)


def _restarts(text: str, a: Item, b: Item) -> bool:
    """Does ``b``, the next sibling of ``a``, begin another list? Words between the two break a list without numbers."""
    broken = b.start > a.end and text[a.end : min(b.start, a.end + 80)].strip(_NO_WORDS) != ""
    before, after = a.mark.ordinal, b.mark.ordinal
    if before is not None and after is None:
        return True
    if before is None and after == 1:
        return True
    if b.steps:
        return False  # a number left out or given twice is a slip within one list
    if before and after and after != before + 1:
        return after <= before or broken
    return broken and not (before and after)


def _lead_start(text: LogicalText, outline: Outline, run: list[int], body: int) -> int:
    """Where the words that lead in to a list may begin: after the heading above, or the sibling before.

    Never before ``body``, where the speech proper begins.
    """
    items = outline.items
    first = items[run[0]]
    siblings = outline.children[first.parent] if first.parent >= 0 else outline.roots
    floor = max(min(body, first.start), first.start - LEAD)
    if siblings[0] == run[0]:
        if first.parent < 0:
            return floor
        start, stop = words(text.text, items[first.parent])
        # 主要看两点，一是… in one sentence
        run_in = stop >= first.start or SENTENCE_END.match(text.text, stop - 1) is None
        return max(floor, start if run_in else stop)
    end = items[siblings[bisect_left(siblings, run[0]) - 1]].end
    if text.text[end : first.start].strip():
        return max(floor, end)
    # No word between the lists: only a colon at the end of the one before announces this one.
    tail = text.text[floor : first.start].rstrip()
    if not tail.endswith(("：", ":")):
        return first.start
    return floor + _after_last_stop(tail)


_HEADING = 60


def words(text: str, item: Item) -> tuple[int, int]:
    """Where an item's own words begin (after its marker), and where its heading or first sentence ends."""
    start = max(item.start, item.mark.end)
    while start < item.end and text[start] in "，、,.．:： 　是":
        start += 1
    limit = min(item.end, start + _HEADING)
    stop = SENTENCE_END.search(text, start, limit)
    return start, stop.end() if stop else limit


def lead_start(lead: str) -> int:
    """Where the last sentence of a lead-in begins."""
    return _after_last_stop(lead.rstrip(LOOSE + "！—"))


def _after_last_stop(words: str) -> int:
    return max(map(words.rfind, FULL_STOPS + "\n")) + 1
