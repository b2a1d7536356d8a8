"""Which lines carry on in the next one: hard-wrapped text, and paragraphs broken by accident.

The wrap width is measured, not assumed: a text is hard-wrapped when many of its lines break off in the middle of a
sentence at nearly the same width. Some programs wrapped by columns (a Chinese character takes two), some by
characters; the measure under which the broken lines agree better is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ..forms import BlockKind

_SENTENCE_END = frozenset("。！？：；…!?:;”」』）)】》.")
_NEVER_FIRST = frozenset("，。；、）”！？：》」』,;)!?")
_CARRIES_ON = frozenset("，、,")
_WIDEST_INDENT = 8
_OPENS_PARAGRAPH = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、是要]|第[一二三四五六七八九十百]{1,4}[，、,章节条部是]|\d{1,2}[.．、](?!\d)"
    r"|[（(]\d{1,2}[）)]|[①-⑳●■◆★•▪#]|——|首先|其次|再次|最后|其[一二三四五]"
)


@dataclass(slots=True, eq=False)
class Line:
    """A source line: ``[start, end)`` with its line break, ``[first, last)`` without blanks at both ends.

    ``end`` counts a line feed behind the last line too, where there is none.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True, eq=False)
class Wrap:
    """A hard-wrapped text: the lines that fill its width, nearly (``full``) or to the last character (``brim``).

    ``flush`` is the usual indent of the line behind a full one; ``set_in`` tells that paragraphs begin further in.
    """

    full: frozenset[int]
    brim: frozenset[int]
    flush: int
    set_in: bool


def joins(text: str, lines: list[Line], kinds: list[BlockKind]) -> list[bool]:
    """For each line whether its text carries on in the next line of text."""
    solid = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
    out = [False] * len(lines)
    if len(solid) < 2:
        return out
    apart = {i for i, j in pairwise(solid) if lines[j].start > lines[i].end}
    # With a blank line after nearly every line, blank lines say nothing about paragraphs.
    spaced = len(apart) >= 0.9 * (len(solid) - 1)
    wrap = _measure(text, lines, solid, set() if spaced else apart)
    for i, j in pairwise(solid):
        if i in apart and not (spaced and wrap) and "furniture" not in kinds[i + 1 : j]:
            continue
        line, after = lines[i], lines[j]
        if text[after.first] in _NEVER_FIRST:
            out[i] = True
        elif wrap:  # a page break may stand between paragraphs as well as inside one
            out[i] = _wrapped(text, line, after, i, wrap, across=i in apart and not spaced)
        elif text[line.last - 1] not in _SENTENCE_END:
            out[i] = _broken(text, line, after)
    return out


def _measure(text: str, lines: list[Line], solid: list[int], apart: set[int]) -> Wrap | None:
    broken = [
        i
        for i in solid[:-1]
        if text[lines[i].last - 1] not in _SENTENCE_END and i not in apart and lines[i].last - lines[i].first >= 12
    ]
    if len(broken) < 3:
        return None
    few = len(broken) < 6 or len(broken) < 0.3 * len(solid)  # they show the width only when they all agree
    best: tuple[int, int, dict[int, int], int] | None = None
    for slack, measure in ((8, _columns), (4, _characters)):
        widths = measure(text, lines, broken if few else solid)
        counts = Counter(widths[i] for i in broken)
        agree = slack if len(broken) >= 6 else 2
        if few and max(counts) - min(counts) > 2 * agree:
            continue
        width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(slack // 2)), w))
        near = sum(n for w, n in counts.items() if abs(w - width) <= agree)
        if few and near < len(broken):
            continue
        widths = measure(text, lines, solid) if few else widths
        over = sum(n for w, n in Counter(widths.values()).items() if w > width + slack + 4)
        if near >= 0.5 * len(broken) and over <= 0.1 * len(solid) and (best is None or near > best[0]):
            best = near, width - slack, widths, slack
    if best is None:
        return None
    _, least, widths, slack = best
    full = frozenset(i for i in solid if widths[i] >= least)
    brim = frozenset(i for i in solid if widths[i] >= least + slack - 3)
    indents = Counter(lines[j].first - lines[j].start for i, j in pairwise(solid) if widths[i] >= least + slack // 2)
    flush = indents.most_common(1)[0][0] if indents else 0
    opening = [j for i, j in pairwise(solid) if i not in full]
    set_in = sum(lines[j].first - lines[j].start > flush + 1 for j in opening) >= max(2, 0.8 * len(opening))
    return Wrap(full, brim, flush, set_in)


def _characters(text: str, lines: list[Line], solid: list[int]) -> dict[int, int]:
    """The width of each line, its indent included as far as it is one."""
    widths = {}
    for i in solid:
        line = lines[i]
        indent = line.first - line.start
        widths[i] = line.last - line.first + (indent if indent < _WIDEST_INDENT else _WIDEST_INDENT)
    return widths


def _columns(text: str, lines: list[Line], solid: list[int]) -> dict[int, int]:
    """The same in columns. In UTF-8 a wide character takes three bytes and counts two: their mean."""
    widths = {}
    for i in solid:
        line = lines[i]
        indent, words = line.first - line.start, text[line.first : line.last]
        columns = (len(words) + len(words.encode("utf-8", "surrogatepass"))) // 2
        widths[i] = columns + (indent if indent < _WIDEST_INDENT else _WIDEST_INDENT)
    return widths


def _wrapped(text: str, line: Line, after: Line, i: int, wrap: Wrap, across: bool) -> bool:
    ends = text[line.last - 1] in _SENTENCE_END
    indent, before = after.first - after.start, line.first - line.start
    if wrap.flush + 6 <= indent <= before and _opens(text, line) and not _opens(text, after):
        return not ends and not across  # a heading set in from the margin, broken over two lines
    if i not in wrap.full or indent > wrap.flush + 1 or (across and ends):
        return False
    if not ends or wrap.set_in:
        return True
    # Where nothing is set in, a sentence that ends a line ends the paragraph unless the line is full to the brim.
    return i in wrap.brim and not _opens(text, after)


def _opens(text: str, line: Line) -> bool:
    return _OPENS_PARAGRAPH.match(text, line.first) is not None


def _broken(text: str, line: Line, after: Line) -> bool:
    """A paragraph broken by accident: a long line without any end, and nothing that opens a paragraph after it."""
    if text[line.last - 1] not in _CARRIES_ON:
        same_indent = after.first - after.start <= line.first - line.start
        if not same_indent or line.last - line.first < 60:
            return False
    return not _opens(text, after)
