"""Blanks that a printer set and nobody wrote: 完成 1121 万吨, 3 年内, 一 、 抓 农 业. They are left out of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model import Span
from ...signs import SENTENCE_ENDS

_HAN = "\u3400-\u9fff\uf900-\ufaff\u2f00-\u2fd5"
_AFTER = f"{_HAN}〕）)】%％‰"  # what may follow a number
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(rf"\d[\d.,]{{0,12}}[ \xa0\u2000-\u200a]?[{_AFTER}]")
_ENDS = frozenset(SENTENCE_ENDS + "\r\n")
RARE_BLANKS = "\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def printers_blanks(text: str, rare: set[str]) -> Iterator[Span]:
    """The stretches of such blanks; ``rare`` are the unusual characters of the text."""
    for blank in (" ", "\u3000", *sorted(rare.intersection(RARE_BLANKS))):
        around_numbers, spaced = _patterns(blank)
        if blank != "\u3000":  # which divides columns and titles
            yield from (m.span() for m in around_numbers.finditer(text) if _is_printers(text, m.start()))
        if spaced[0].search(text):
            yield from _letter_spaced(text, blank, spaced[1])


@lru_cache(maxsize=16)
def _patterns(blank: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], re.Pattern[str]]]:
    """Blanks beside a number; a quick look for letter spacing, and all of it. A literal first makes ``re`` leap."""
    return (
        re.compile(rf"{blank}(?:(?<=\d{blank})(?=[{_AFTER}])|(?<=[{_HAN}〔（(【〕]{blank})(?=\d))"),
        (re.compile(rf"{blank}\S{blank}\S{blank}"), re.compile(rf"\S(?:{blank}\S){{3,}}(?!\S)")),
    )


def _is_printers(text: str, at: int) -> bool:
    """Whether the blank at ``at`` divides a number from a word of the same sentence."""
    if text[at - 1].isdecimal():
        start = at
        while start and (text[start - 1].isdecimal() or text[start - 1] in ".,"):
            start -= 1
        if start and text[start - 1] in "-/:：—":
            return False  # 2016-12-21 民视专访
        while start and text[start - 1] in " \t\u3000\xa0":
            start -= 1
        # 1 总则: the number is a mark.
        return text[at + 1] in "年月日" or (start > 0 and text[start - 1] not in _ENDS)
    if text[at - 1] in "〔（(【〕":
        return True
    # 王建国 2024年3月: a blank before a year may divide a name from a date.
    return _NUMBER.match(text, at + 1) is not None and not _YEAR.match(text, at + 1)


def _letter_spaced(text: str, blank: str, spaced: re.Pattern[str]) -> Iterator[Span]:
    for m in spaced.finditer(text):
        han, digits = sum(c >= "\u3400" for c in m[0]), sum(c.isdecimal() for c in m[0])
        if han and (han + digits * (han > 1)) * 4 > len(m[0]):  # not a b c d; 2 0 1 9 年 3 月
            yield from ((i, i + 1) for i in range(m.start() + 1, m.end(), 2))
