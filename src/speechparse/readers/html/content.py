"""Which lines of a page are its text: from the title or the first prose to the last line before the page's own.

    lines -> how much each looks like prose, how much like the page's own (``evidence``)
          -> the element that holds the prose (``boxes``)
          -> its edges: the title above, the last line before links and imprints below

No single sign decides. The names of elements and the words come from ``rules/data/pages.toml``.
"""

from __future__ import annotations

from typing import NamedTuple

from .evidence import EDGE, MIDDLE, STOPS, Judged, page_words
from .fields import has_key
from .lines import Line

_SURE = 1.6
_LITTLE = 0.2  # of the prose, after words like 免责声明


class Region(NamedTuple):
    """The text of a page: the indices of its lines, in order, and where its prose begins among all lines."""

    kept: list[int]
    first: int


def region(lines: list[Line], judged: Judged, inside: tuple[int, int], heads: range, first: int) -> Region:
    """The lines of the text: from the title or the first prose to the last line before the page's own.

    ``heads``: the lines of the title. ``first``: the first line of prose that is neither title nor field.
    """
    prose, frame = judged
    good = [i for i in range(*inside) if prose[i]] or [i for i in range(*inside) if frame[i] < EDGE]
    if not good:
        return Region(sorted({*range(*inside), *heads}), inside[0])
    last = _tail_cut(lines, judged, good)
    while last + 1 < inside[1] and frame[last + 1] < EDGE:
        last += 1
    while last > first and last > good[0] and _heads_nothing(lines[last]):
        last -= 1
    start = min(first, heads[0]) if heads else min(first, good[0])
    while start > inside[0] and frame[start - 1] < EDGE and len(lines[start - 1].text) <= 40:
        start -= 1
    kept = [
        i
        for i in range(start, last + 1)
        if i in heads or frame[i] < (EDGE if i < first else MIDDLE) or (i < first and _may_be_fields(lines[i]))
    ]
    kept += [i for i in heads if i > last]  # the title goes on below what little text there is
    return Region(kept, first)


def _tail_cut(lines: list[Line], judged: Judged, good: list[int]) -> int:
    """The last line of prose before the first line of the page's own words that little prose follows."""
    left = sum(judged.prose[i] for i in good) * _LITTLE
    last = good[-1]
    for at in range(len(good) - 1, 0, -1):
        left -= judged.prose[good[at]]
        if left < 0:
            break
        if any(
            judged.frame[i] >= EDGE and page_words(lines[i].text) >= _SURE for i in range(good[at - 1] + 1, good[at])
        ):
            last = good[at - 1]
    return last


def _heads_nothing(line: Line) -> bool:
    """A heading at the end of the text: of what is not here. Prose in an unclosed heading is none."""
    return line.level > 0 and not STOPS.search(line.text)


def _may_be_fields(line: Line) -> bool:
    return has_key(line.text)
