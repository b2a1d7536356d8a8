"""Characters with their places -> the lines of a page in reading order: rows, columns, blanks. Pure geometry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..signs import NEVER_FIRST

Segment = tuple[float, float]

_WORD = re.compile(r"[!-~]")  # what is set in words with blanks between them
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_BLANK = 0.55  # of a character's width: a gap between Chinese characters that is a blank
_WORD_GAP = 0.16  # the same between Latin letters and digits
_BREAK = 1.3  # a gap that parts what stands side by side


class Glyph(NamedTuple):
    """A character: its left and right edge, its baseline (from the page's bottom), the height of its font."""

    char: str
    left: float
    right: float
    base: float
    height: float
    slanted: bool = False


class Page(NamedTuple):
    """A page as it comes from the file."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]


class Line(NamedTuple):
    """A line of a page, or of a column of it. ``size`` is the width of a Chinese character."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0  # 1 and 2 in two columns, 0 across the page
    first: float = 0.0  # the width of what cannot be parted at the line's start


def rows(page: Page) -> list[list[Glyph]]:
    """The rows of a page from top to bottom, each from left to right; slanted characters (watermarks) left out."""
    glyphs = sorted((g for g in page.glyphs if not g.slanted), key=lambda g: (-g.base, g.left))
    out: list[list[Glyph]] = []
    base = 0.0
    for glyph in glyphs:
        if out and base - glyph.base <= 0.35 * glyph.height:
            out[-1].append(glyph)
        else:
            out.append([glyph])
            base = glyph.base
    return [row for group in out if (row := _single(sorted(group, key=lambda g: g.left)))]


def _single(row: list[Glyph]) -> list[Glyph]:
    """A row without blanks at its ends and without the second print of bold characters."""
    out: list[Glyph] = []
    for glyph in row:
        if out and glyph.char == out[-1].char and glyph.left - out[-1].left < 0.15 * glyph.height and glyph.char != " ":
            continue
        out.append(glyph)
    while out and out[-1].char.isspace():
        out.pop()
    while out and out[0].char.isspace():
        out.pop(0)
    return out


def size_of(row: list[Glyph]) -> float:
    """The width of a Chinese character of a row; where it has none, the height of its font stands in."""
    wide = [g.right - g.left for g in row if _WIDE.match(g.char) and g.right > g.left]
    return median(wide) if wide else 0.9 * median(g.height for g in row)


def segments(row: list[Glyph], size: float) -> list[list[Glyph]]:
    """A row cut where a gap is so wide that what follows may belong to another column."""
    out = [[row[0]]]
    for glyph in row[1:]:
        if glyph.char.isspace():
            continue
        if glyph.left - out[-1][-1].right > _BREAK * size:
            out.append([glyph])
        else:
            out[-1].append(glyph)
    return out


def line(row: list[Glyph], page: int, column: int = 0) -> Line:
    """A row as a line of text."""
    size = size_of(row)
    text = "".join(_characters(row, size))
    inked = [g for g in row if not g.char.isspace()]
    return Line(text, inked[0].left, inked[-1].right, inked[0].base, size, page, column, _unit(inked))


def _characters(row: list[Glyph], size: float) -> Iterator[str]:
    """The characters of a row and the blanks between them. Blanks between scripts, and letter-spacing, are none."""
    spread = _spread(row, size)
    last: Glyph | None = None
    spaced = False
    for glyph in row:
        if glyph.char.isspace():
            spaced = True
            continue
        if last is not None:
            gap = (glyph.left - last.right) / size - spread
            if _WORD.match(last.char) and _WORD.match(glyph.char):
                if gap > _WORD_GAP or (spaced and not spread):
                    yield " "
            elif gap > _BLANK:
                yield "\u3000" * max(1, min(4, round(gap)))
        yield glyph.char
        last, spaced = glyph, False


def _spread(row: list[Glyph], size: float) -> float:
    """How far the characters of a row are set apart as a rule, in widths of a character."""
    inked = [g for g in row if not g.char.isspace()]
    gaps = sorted((b.left - a.right) / size for a, b in pairwise(inked))
    return max(0.0, gaps[len(gaps) // 2]) if len(gaps) > 1 else 0.0


def _unit(inked: list[Glyph]) -> float:
    """The width of the first characters that no line end may part."""
    end = 1
    if _WORD.match(inked[0].char):
        while end < len(inked) and _WORD.match(inked[end].char):
            end += 1
    while end < len(inked) and inked[end].char in NEVER_FIRST + "—…％%":
        end += 1
    return inked[end - 1].right - inked[0].left


def gutter(parts: list[list[list[Glyph]]]) -> float | None:
    """The place between two columns, given the segments of the pages' rows; None where there is one column.

    Few segments cross it, both sides have many, those on the left reach up to it (in a table they do not), those on the
    right begin at it.
    """
    spans = [(s[0].left, s[-1].right) for row in parts for s in row]
    if len(spans) < 8:
        return None
    size = median(size_of(s) for row in parts for s in row)
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    starts, ends = sorted(a for a, _ in spans), sorted(b for _, b in spans)
    best: tuple[float, float] | None = None
    x, run = left + 0.3 * (right - left), 0.0
    while x < left + 0.7 * (right - left):
        before, after = bisect_left(ends, x), len(starts) - bisect_left(starts, x)
        crossing = len(spans) - before - after
        clear = crossing <= 0.12 * len(spans) and min(before, after) >= max(2, 0.05 * len(spans))
        run = run + 1.0 if clear else 0.0
        if run and (best is None or run > best[0]):
            best = run, x - run / 2
        x += 1.0
    if best is None or best[0] < 0.6 * size:
        return None
    at = best[1]
    return at if _is_column(spans, at, size) else None


def _is_column(spans: list[Segment], at: float, size: float) -> bool:
    lefts, rights = [s for s in spans if s[1] <= at], [s for s in spans if s[0] >= at]
    if not lefts or not rights:
        return False
    edge = sorted(b for _, b in lefts)[int(0.9 * (len(lefts) - 1))]
    begin = sorted(a for a, _ in rights)[int(0.1 * (len(rights) - 1))]
    full = sum(b > edge - 2.5 * size for _, b in lefts) / len(lefts)
    begun = sum(a < begin + 2.6 * size for a, _ in rights) / len(rights)
    return full > 0.4 and begun > 0.6


def in_order(parts: list[list[list[Glyph]]], page: int, at: float | None) -> Iterator[Line]:
    """The lines of a page, given the segments of its rows: in two columns the left one first, between full lines."""
    if at is None:
        for row in parts:
            yield line([glyph for segment in row for glyph in segment], page)
        return
    left: list[Line] = []
    right: list[Line] = []
    for row in parts:
        sides = _sides(row, at)
        if sides is None:
            yield from left
            yield from right
            left, right = [], []
            yield line([glyph for segment in row for glyph in segment], page)
            continue
        for glyphs, side, column in ((sides[0], left, 1), (sides[1], right, 2)):
            if glyphs:
                side.append(line(glyphs, page, column))
    yield from left
    yield from right


def _sides(row: Iterable[list[Glyph]], at: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """The row's characters on both sides of the gutter, None where a segment crosses it."""
    left: list[Glyph] = []
    right: list[Glyph] = []
    for segment in row:
        if segment[-1].right <= at + 2:
            left += segment
        elif segment[0].left >= at - 2:
            right += segment
        else:
            return None
    return left, right
