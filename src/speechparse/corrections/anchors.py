"""The place of an item in a form that can be found again: its words, the words before it, and its offset.

A text may have changed a little: the words are looked for first as they are, the nearest to the old place; then
without regard to white space and marks; then by a piece of them, if most of them still stand around it.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from ..model import Span

QUOTE, BEFORE = 48, 12
_ALIKE = 0.7
_SEED = 5
_PLACES = 50  # of the same words that are looked at


class Anchor(NamedTuple):
    """``quote`` are the first words (at most 48 characters) of an item of ``length`` characters at ``offset``.

    ``before`` are the words in front of it.
    """

    offset: int
    length: int
    quote: str
    before: str = ""


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a stretch of ``text``."""
    start, end = span
    return Anchor(start, end - start, text[start : min(end, start + QUOTE)], text[max(0, start - BEFORE) : start])


def find(text: str, sought: Anchor) -> Span | None:
    """The offset of an anchor's words in ``text`` now; None if the text has them no more."""
    start, quote = sought.offset, sought.quote
    if not quote:
        return (start, start) if start <= len(text) else None
    if text.startswith(quote, start) and text.endswith(sought.before, 0, start):
        return start, _end(text, start, sought)
    places = _places(text, quote)
    if places:
        best = min(places, key=lambda at: (-_common(text[max(0, at - BEFORE) : at], sought.before), abs(at - start)))
        return best, _end(text, best, sought)
    return _roughly(text, sought)


def _common(words: str, before: str) -> int:
    """How many characters two strings have in common at their ends."""
    count = 0
    while count < min(len(words), len(before)) and words[-1 - count] == before[-1 - count]:
        count += 1
    return count


def _end(text: str, start: int, sought: Anchor) -> int:
    return min(len(text), start + max(sought.length, 0))


def _places(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < _PLACES:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _roughly(text: str, sought: Anchor) -> Span | None:
    """The offset where most of the quote stands; a piece of it that is found in the text says where to look."""
    quote, tried = sought.quote, set[int]()
    best: tuple[float, int, Span] | None = None
    size = min(_SEED, len(quote))
    for k in range(0, max(1, len(quote) - size + 1), max(1, size - 2)):
        for at in sorted(_places(text, quote[k : k + size]), key=lambda at: abs(at - k - sought.offset))[:8]:
            begin = max(0, at - k)
            if begin // 4 in tried:
                continue
            tried.add(begin // 4)
            found = _alike(text, begin, quote)
            if found is None:
                continue
            likeness, start = found
            if best is None or (likeness, -abs(start - sought.offset)) > (best[0], -abs(best[1] - sought.offset)):
                best = likeness, start, (start, _end(text, start, sought))
    return best[2] if best else None


def _alike(text: str, at: int, quote: str) -> tuple[float, int] | None:
    """How similar the words around a place are to the quote, and their offset; None if they are too different."""
    low = max(0, at - 6)
    window = text[low : at + len(quote) + 6]
    blocks = [b for b in SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return None
    likeness = sum(block.size for block in blocks) / len(quote)
    start = low + max(0, blocks[0].b - blocks[0].a)
    return (likeness, start) if likeness >= _ALIKE else None
