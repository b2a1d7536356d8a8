"""The steps of a ledger row: its sentences, or the inline items it holds.

A single sentence is cut at its semicolons, and one that sets several goals where its numbers begin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

from ...model import Span
from ...signs import COMMAS, FULL_STOPS, HALF_STOPS, SENTENCE_ENDS
from .forms import Row, within

SENTENCE = re.compile(rf"[^{FULL_STOPS}\n]+[{FULL_STOPS}”’）]{{0,3}}")
PIECE = re.compile(rf"[^{SENTENCE_ENDS}\n]+[{SENTENCE_ENDS}”’）]{{0,3}}")
_CLAUSE = re.compile(rf"[{COMMAS}{HALF_STOPS}]")
_LAST_CLAUSE = re.compile(rf"(?s:.*)[{COMMAS}{HALF_STOPS}]")
_LABEL_LEAD = 16  # a first sentence up to this length is the row's name, not a measure
_SHORTEST = 12
_FEWEST_GOALS = 3
_GOVERNS = re.compile(r"围绕|按照|以|在|通过|结合|依托|根据|对|为|到|使|把|将|同时|至|\d|[今明本]年|全年|年内")
_LEANS = re.compile(r"即|其中|使|并|且|让|从而|同时|也|还")


def spans(text: str, row: Row, title: int, numbers: list[int], arranges: Callable[[str], bool]) -> list[Span]:
    """Where the measures of a row stand, in order; fewer than two are none.

    ``title`` is where the row's heading ends (-1: it has none), ``numbers`` are the starts of its targets, and
    ``arranges`` tells whether words give out work.
    """
    found: list[Span] = []
    for a, b in pairwise([row.start, *row.cuts, row.end]):
        found += [m.span() for m in SENTENCE.finditer(text, a, b)]
    if len(found) > 1 and _is_name(text, found[0], title, numbers):
        del found[0]
    if row.said:
        found = [span for span in found if not _says_only_who(text, row, span)]
    if len(found) == 1:
        found = [m.span() for m in PIECE.finditer(text, *found[0])]
    if not numbers:
        return found
    if len(found) == 1 and (each := _indicators(text, found[0], numbers)):
        return each
    return [part for span in found for part in _goals(text, span, numbers, arranges)]


def _indicators(text: str, span: Span, numbers: list[int]) -> list[Span]:
    """地区生产总值增长6%，财政收入8亿元，就业3000人: three goals or more in a row, each a clause with its number."""
    cuts = [span[0], *[m.end() for m in _CLAUSE.finditer(text, *span)], span[1]]
    parts = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip("。 \u3000\n")]
    holds = [bisect_left(numbers, a) < bisect_left(numbers, b) for a, b in parts]
    return parts if len(parts) >= _FEWEST_GOALS and all(holds) else []


def _says_only_who(text: str, row: Row, span: Span) -> bool:
    return any(only_who(text, one.span, span) for one in within(row.said, *span) if one.kind not in ("duty", "deed"))


def only_who(text: str, named: Span, span: Span) -> bool:
    """Whether a stretch says nothing but who does it: 由水利局牵头，财政局配合。"""
    if not (span[0] <= named[0] and named[1] <= span[1]):
        return False
    return not (text[span[0] : named[0]] + text[named[1] : span[1]]).strip("，,。；;、 \u3000\n")


def _is_name(text: str, sentence: Span, title: int, numbers: list[int]) -> bool:
    """Whether a first sentence only names the row: a heading, or a short lead."""
    a, b = sentence
    if bisect_left(numbers, a) < bisect_left(numbers, b):
        return False
    return b <= title + 1 or (b - a <= _LABEL_LEAD and not _CLAUSE.search(text, a, b))


def _goals(text: str, span: Span, numbers: list[int], arranges: Callable[[str], bool]) -> list[Span]:
    """A sentence cut where its numbers begin, if what stands before them arranges nothing and governs nothing."""
    a, b = span
    i = bisect_left(numbers, a)
    first = numbers[i] if i < len(numbers) and numbers[i] < b else None
    if first is None or _GOVERNS.match(text, a, b):
        return [span]
    comma = _LAST_CLAUSE.match(text, a, first)
    cut = comma.end() if comma else 0
    if min(cut - a, b - cut) < _SHORTEST or _LEANS.match(text, cut, b) or arranges(text[a:cut]):
        return [span]
    return [(a, cut), (cut, b)]
