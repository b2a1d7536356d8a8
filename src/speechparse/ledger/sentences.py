"""Neighbouring sentences of a paragraph joined into rows of about the length that offices give theirs.

Of all ways to join them the one is taken whose rows differ least from that length (squares added up). A sentence that
only names what follows (兴修水利。) stays with the next one. One that leans on the one before it (其中…) stays there.
One that sets dated goals stands alone. A sentence is cut at semicolons only, where it is longer than a row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ..model import Span
from ..signs import FULL_STOPS, HALF_STOPS

USUAL = 80  # characters of a row: the tables of eight offices have means from 63 to 93
LONGEST = 120  # characters that a sentence may have before it is cut
_WIDEST = 180  # characters that sentences are joined to
_MOST = 8  # sentences
_LEAD = 20  # characters of a sentence that only names what follows
_TORN = 4.0  # what it costs to tear a sentence from the one that it belongs to
_SENTENCE = re.compile(rf"[^{FULL_STOPS}\n]+[{FULL_STOPS}”’）]{{0,3}}|\n+")
_PART = re.compile(f"[^{HALF_STOPS}]+[{HALF_STOPS}]?")
_LEANS = re.compile(r"其中|并|使|从而|确保|以此|为此|为[^，]{2,20}(?:打下|奠定|提供)")
_DATED = re.compile(r"(?:力争|争取|确保)?(?:到|至)?(?:20\d\d年|[今明]年|全年|年内|年底)")


def joined(text: str, start: int, end: int, numbers: list[int]) -> Iterator[Span]:
    """The rows of ``text[start:end]``. ``numbers`` are the offsets of all quantified goals, in order."""
    found = list(sentences(text, start, end))
    last = len(found)
    alone = [_sets_goals(text, a, b, numbers) for a, b in found]
    leads = [_is_lead(text, found, n) for n in range(last)]
    leans = [n > 0 and (leads[n - 1] or _LEANS.match(text, *span) is not None) for n, span in enumerate(found)]
    best, back = [0.0] + [float("inf")] * last, [0] * (last + 1)
    for j in range(1, last + 1):
        torn = _TORN if j < last and leans[j] else 0.0
        for i in range(j - 1, max(-1, j - _MOST), -1):
            length = found[j - 1][1] - found[i][0]
            parted = i < j - 1 and (alone[i] or alone[i + 1]) and not leans[i + 1]
            if parted or (length > _WIDEST and i < j - 1 and not (leads[i] and i == j - 2)):
                break
            cost = best[i] + ((length - USUAL) / USUAL) ** 2 + torn
            if cost < best[j]:
                best[j], back[j] = cost, i
    ends = [last]
    while ends[-1] > 0:
        ends.append(back[ends[-1]])
    for j, i in zip(ends[-2::-1], ends[:0:-1], strict=True):
        yield found[i][0], found[j - 1][1]


def _is_lead(text: str, found: list[Span], n: int) -> bool:
    """Whether the sentence opens a paragraph and only names what it is about: 兴修水利。"""
    a, b = found[n]
    return b - a <= _LEAD and text[a] != "\n" and (n == 0 or text[found[n - 1][0]] == "\n")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences; the parts between semicolons of one that is longer than a row."""
    for m in _SENTENCE.finditer(text, start, end):
        a, b = m.span()
        if b - a <= LONGEST:
            yield a, b
        else:
            yield from (part.span() for part in _PART.finditer(text, a, b))


def _sets_goals(text: str, a: int, b: int, numbers: list[int]) -> bool:
    count = bisect_left(numbers, b) - bisect_left(numbers, a)
    return count > 0 and bool(_DATED.match(text, a, b))
