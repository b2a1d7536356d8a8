"""Lines of the head that their neighbours tell to be the page's: links of one form, the lines of a translation."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from ...numerals import CHINESE
from ..forms import LogicalText
from .kinds import SPOKEN, Line

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")
_NUMERALS = str.maketrans("", "", "0123456789" + CHINESE)
_LOOKED = 120  # characters of a line
_LINKS = 4  # lines of one form that no text has above its title
_SHORTEST = 5  # characters of a link that tell its form


def without_page(text: LogicalText, rows: list[Line]) -> list[Line]:
    """A copy of the lines in which links and translations are page matter.

    第十九次代表大会 | 第十八次代表大会 | …; Speech by the Librarian | 31 July 2031 between two Chinese lines.
    """
    out = list(rows)
    for i in (*_links(text, rows), *_translated(text, rows)):
        out[i] = replace(rows[i], kind="furniture")
    return out


def _links(text: LogicalText, rows: list[Line]) -> list[int]:
    """Lines that are the same but for their numbers; a title that a page says four times is no link."""
    forms: dict[str, set[str]] = defaultdict(set)
    form_of: dict[int, str] = {}
    for i, row in enumerate(rows):
        if row.kind == "short" and row.end - row.start >= _SHORTEST:
            words = text.text[row.start : row.end]
            form_of[i] = words.translate(_NUMERALS)
            forms[form_of[i]].add(words)
    return [i for i, form in form_of.items() if len(forms[form]) >= _LINKS]


def _translated(text: LogicalText, rows: list[Line]) -> list[int]:
    """Lines with hardly a Chinese character between lines that have some."""
    found: list[int] = []
    waiting: list[int] = []
    chinese = False
    for i, row in enumerate(rows):
        words = text.text[row.start : min(row.end, row.start + _LOOKED)]
        if _LATIN.search(words) is None or len(_HAN.findall(words)) * 4 > len(words):
            if row.kind in SPOKEN and row.end - row.start > 30 and not waiting:
                break  # the speech has begun
            found += waiting
            waiting = []
            chinese = True
        elif (
            chinese
            and (row.kind == "short" or row.kind in SPOKEN)
            and row.paragraph == rows[i - 1].paragraph + 1
            and row.end - row.start > 12
        ):
            waiting.append(i)
    return found
