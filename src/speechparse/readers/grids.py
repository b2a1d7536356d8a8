"""What a table is for, by its words: a table of contents and a form to be signed are no data."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAGE = re.compile(r"[0-9０-９]{1,4}")
_TO_FILL_IN = re.compile(r"[：:]\s*[_\s\u3000]*$|盖章|签[字名章]|年\s+月\s+日")

Grid = Sequence[Sequence[str]]
"""The words of the cells, row by row."""


def is_contents(rows: Grid) -> bool:
    """Headings with the numbers of their pages, rising."""
    if not rows or max(map(len, rows)) != 2:
        return False
    last = [row[-1] for row in rows if row]
    pages = [int(words) for words in last if _PAGE.fullmatch(words)]
    return len(pages) >= 2 and len(pages) * 10 >= len(last) * 9 and pages == sorted(pages)


def is_form(rows: Grid) -> bool:
    """Places for names, seals and days, to be filled in."""
    filled = [words for row in rows for words in row if words]
    return sum(_TO_FILL_IN.search(words) is not None for words in filled) * 2 >= len(filled)
