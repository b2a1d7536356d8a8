"""Which marks and paragraphs stand inside a quotation."""

from __future__ import annotations

import re
from functools import cache

from ..forms import LogicalText

_QUOTES = (("“", "”"), ("「", "」"))
_LONGEST_QUOTATION = 8  # paragraphs


def quoted_paragraphs(text: LogicalText, first: int, last: int) -> set[int]:
    """The paragraphs inside a quotation that one paragraph opens and a later one closes: a rule's own wording.

    In speeches each paragraph of a quotation opens it anew; such ones, and quotations never closed, are left alone.
    """
    out: set[int] = set()
    start, stop = (text.paragraphs[first].start, text.paragraphs[last - 1].end) if first < last else (0, 0)
    for opening, closing in _QUOTES:
        if _runs_on(opening, closing).search(text.text, start, stop):
            out |= _inside_quotes(text, first, last, opening, closing)
    return out


@cache
def _runs_on(opening: str, closing: str) -> re.Pattern[str]:
    """The last quotation of a paragraph, not closed in it."""
    return re.compile(rf"{opening}[^{opening}{closing}\n]*(?:\n|\Z)")


def _inside_quotes(text: LogicalText, first: int, last: int, opening: str, closing: str) -> set[int]:
    out: set[int] = set()
    source, paragraphs = text.text, text.paragraphs
    opened = -1
    for index in range(first, last):
        start, end = paragraphs[index]
        at = source.rfind(opening, start, end)
        if opened >= 0:
            stop = source.find(closing, start, end)
            if stop >= 0 and (at < 0 or stop < source.find(opening, start, end)):
                out.update(range(opened + 1, index + 1))
                opened = -1
            elif at >= 0 or index - opened > _LONGEST_QUOTATION:
                opened = -1
        if at >= 0 and source.find(closing, at, end) < 0:
            opened = index
    return out


def is_quoted(text: str, start: int, offset: int) -> bool:
    """Whether an opened quotation is still open at ``offset``; quotations seldom run over 400 characters."""
    start = max(start, offset - 400)
    opened = max(text.rfind("“", start, offset), text.rfind("「", start, offset))
    return opened >= 0 and text.find("”", opened, offset) < 0 and text.find("」", opened, offset) < 0
