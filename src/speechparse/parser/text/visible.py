"""What of a source is text: invisible characters, a format's own signs and its asides are left out.

The rest keeps its order, so pieces of unchanged text lead every offset back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ...source import SourceText
from .fold import INVISIBLE
from .spacing import printers_blanks

_ACCENT = "\u0300-\u036f\ufe00-\ufe0f"  # an accent is part of a Latin letter, and of nothing else here
# The blanks of a web page that a copy has kept by name.
ENTITIES = re.compile(r"(?:&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#xa0|#x3000)(?:;|(?![A-Za-z0-9])|(?=&)))+", re.I)
_LEFT_OUT = re.compile(f"(?:[{INVISIBLE}]|(?<![A-Za-z\u00c0-\u024f{_ACCENT}])[{_ACCENT}]+)+")


class Visible:
    """``text`` in pieces copied from the source: where each starts in the text and in the source.

    ``cuts`` are the starts, in the text, of those before which the format has something else.
    """

    __slots__ = ("cuts", "sources", "starts", "text")

    def __init__(self, text: str, starts: list[int], sources: list[int]) -> None:
        self.text = text
        self.starts = starts
        self.sources = sources
        self.cuts: list[int] = []

    def source(self, offset: int) -> int:
        """The place in the source of a character of the text."""
        i = bisect_right(self.starts, offset) - 1
        return offset - self.starts[i] + self.sources[i]

    def source_end(self, end: int) -> int:
        """The place in the source right after the character that ends at ``end``; 0 for 0."""
        return self.source(end - 1) + 1 if end else 0


def visible(source: SourceText, signs: set[str]) -> Visible:
    """The text of a source; ``signs`` are the unusual characters that it holds (see ``fold``)."""
    text = source.text
    out = [(hint.start, hint.end, True) for hint in source.hints if hint.kind in ("markup", "aside")]
    if any(map(_LEFT_OUT.fullmatch, signs)):
        out += [(m.start(), m.end(), False) for m in _LEFT_OUT.finditer(text)]
    out += [(start, end, False) for start, end in printers_blanks(text, signs)]
    if "&" in text:
        out += [(m.start(), m.end(), False) for m in ENTITIES.finditer(text)]
    return _without(text, sorted(out)) if out else Visible(text, [0], [0])


def _without(text: str, left_out: list[tuple[int, int, bool]]) -> Visible:
    """The text without these stretches; ``True``: the format's own."""
    parts: list[str] = []
    out = Visible("", [], [])
    at, length = 0, 0
    cut = False
    for start, end, own in [*left_out, (len(text), len(text), False)]:
        if start > at:
            parts.append(text[at:start])
            out.starts.append(length)
            out.sources.append(at)
            if cut:
                out.cuts.append(length)
            length += start - at
            cut = False
        cut = cut or own
        at = max(at, end)
    if not parts:
        return Visible("", [0], [0])
    out.text = "".join(parts)
    return out


def through(
    seen: Visible, starts: list[int], places: list[int], raw: str, in_order: int
) -> tuple[list[int], list[int], list[int], int]:
    """Pieces (``starts``) of the visible text, at its ``places``, as pieces of the source, divided where it has more.

    ``raw`` is what they make up. Returns their starts, their places in the source, the starts that something of
    the format's own stands before, and how many come of the first ``in_order`` pieces.
    """
    out: list[int] = []
    sources: list[int] = []
    cuts: list[int] = []
    count, end = 0, 0
    known = [*seen.starts, len(seen.text) + 1]
    for i, (start, place) in enumerate(zip(starts, places, strict=True)):
        stop = starts[i + 1] if i + 1 < len(starts) else len(raw)
        if raw[stop - 1 : stop].isspace():
            stop -= 1  # this stands for the gap to the next piece
        k = bisect_right(seen.starts, place)
        out.append(start)
        sources.append(place - known[k - 1] + seen.sources[k - 1])
        if seen.cuts and start and bisect_right(seen.cuts, end) < bisect_right(seen.cuts, place):
            cuts.append(start)
        end = place + stop - start
        while known[k] < end:
            out.append(start + known[k] - place)
            sources.append(seen.sources[k])
            k += 1
        if seen.cuts:
            inside = seen.cuts[bisect_right(seen.cuts, place) : bisect_left(seen.cuts, end)]
            cuts += [start + cut - place for cut in inside]
        end -= 1
        if i < in_order:
            count = len(out)
    return out, sources, cuts, count
