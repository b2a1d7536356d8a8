"""The lines of a PDF's pages -> paragraphs, by geometry; running heads and page numbers as asides.

A line goes on in the next one where it is full, the next is not indented, and both are of one size. Running heads and
page numbers are told by their place on the page and their recurrence; they stay in the text, between two paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..signs import COLONS, FULL_STOPS, HALF_STOPS, LINE_ENDS
from ..source import Hint, SourceText
from .pdf_lines import Glyph, Line, Page, gutter, in_order, line, rows, segments, size_of

_PAGE_NUMBER = re.compile(r"[-—–─－·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/，,]*共?\s*\d{1,4}\s*页)?[-—–─－·•\s]*")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}[，、]"
)
_ENDS = FULL_STOPS + HALF_STOPS + COLONS
_EDGE_ROWS = 2  # rows at the top and bottom of a page that may be furniture
_TITLE = 1.15  # times the size of the text


class _Sheet(NamedTuple):
    page: Page
    rows: list[list[Glyph]]
    asides: list[tuple[str, str]]  # words and why


def arrange(pages: list[Page]) -> SourceText:
    """Text and hints of the pages."""
    sheets = [_Sheet(page, rows(page), _slanted(page)) for page in pages]
    _set_aside(sheets)
    parts = [[segments(row, size_of(row)) for row in sheet.rows] for sheet in sheets]
    at = gutter([row for page in parts for row in page])
    lines = [list(in_order(page, sheet.page.number, at)) for page, sheet in zip(parts, sheets, strict=True)]
    width = median(page.width for page in pages) if pages else 0.0
    writer = _Writer(_margins([one for page in lines for one in page], width), _body_size(lines), _leading(lines))
    for sheet, page_lines in zip(sheets, lines, strict=True):
        writer.page(sheet.page.number, sheet.asides, page_lines)
    return writer.close()


def _slanted(page: Page) -> list[tuple[str, str]]:
    words = "".join(glyph.char for glyph in page.glyphs if glyph.slanted).strip()
    return [(words, "watermark")] if words else []


# Running heads and page numbers


def _set_aside(sheets: list[_Sheet]) -> None:
    """Take furniture out of the pages' rows."""
    for top in (True, False):
        for _ in range(_EDGE_ROWS):
            edges = [(sheet, sheet.rows[0 if top else -1]) for sheet in sheets if len(sheet.rows) > 1]
            seen = Counter(_key(row, sheet.page) for sheet, row in edges)
            for sheet, row in edges:
                words = line(row, 0).text
                number = _PAGE_NUMBER.fullmatch(words) is not None
                again = seen[_key(row, sheet.page)] >= max(2, 0.3 * len(sheets))
                if again or _is_furniture(sheet, row, top, number):
                    sheet.rows.pop(0 if top else -1)
                    sheet.asides.append((words, "page number" if number else "running head"))


def _key(row: list[Glyph], page: Page) -> tuple[str, int]:
    """What a running head has in common on all pages: its words without numbers, its height on the page."""
    words = line(row, 0).text.replace("\u3000", "").replace(" ", "")
    return _DIGITS.sub("#", words), round(row[0].base / page.height * 50)


def _is_furniture(sheet: _Sheet, row: list[Glyph], top: bool, number: bool) -> bool:
    """Whether a row that stands on one page only is a page number, or a running head: small, apart, at the edge."""
    place = row[0].base / sheet.page.height
    if number:
        return place > 0.9 or place < 0.12
    if not top or place < 0.9:
        return False
    gaps = [a[0].base - b[0].base for a, b in pairwise(sheet.rows[1:])]
    apart = (row[0].base - sheet.rows[1][0].base) / median(gaps) if gaps and median(gaps) > 0 else 0.0
    size = size_of(row) / median(size_of(other) for other in sheet.rows[1:])
    return (apart > 1.6 and size < 0.96) or (apart > 2.2 and size < 1.03)


# Margins


class _Margin(NamedTuple):
    left: float
    right: float


def _margins(lines: list[Line], width: float) -> dict[tuple[int, int], _Margin]:
    """The edges of the text, for left and right pages and each column by themselves."""
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for one in lines:
        groups[one.page % 2, one.column].append(one)
    whole = {column: _margin([one for one in lines if one.column == column], width) for column in (0, 1, 2)}
    return {key: _margin(members, width) if len(members) > 5 else whole[key[1]] for key, members in groups.items()}


def _margin(lines: list[Line], width: float) -> _Margin:
    if not lines:
        return _Margin(0.0, width)
    lefts = sorted(one.left for one in lines)
    rights = sorted(one.right for one in lines)
    size = median(one.size for one in lines)
    # The leftmost edge that several lines share: an indent is further in.
    left = next((x for i, x in enumerate(lefts) if _near(lefts, i, 0.4 * size) >= max(1, len(lefts) // 20)), lefts[0])
    right = rights[-1 - len(rights) // 50]
    shared = _near([right - x for x in reversed(rights) if x <= right], 0, 0.8 * size) > 1
    # Where a line goes on, a full one that is indented is followed by one that is not.
    hangs = any(a.right > right - 0.8 * size and a.left > b.left + size for a, b in pairwise(lines))
    if lines[0].column == 0 and not (shared and (hangs or right > 0.8 * (width - left))):
        # No line may be full: the text reaches as far to the right of the page as it does to the left.
        right = max(right, width - left)
    elif not shared:
        right += size
    return _Margin(left, right)


def _near(values: list[float], i: int, width: float) -> int:
    n = 0
    while i + n < len(values) and values[i + n] - values[i] <= width:
        n += 1
    return n


def _body_size(lines: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in lines:
        for one in page:
            sizes[round(one.size * 2) / 2] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(lines: list[list[Line]]) -> float:
    gaps = [a.base - b.base for page in lines for a, b in pairwise(page) if a.base - b.base > 0]
    return median(gaps) if gaps else 0.0


# Paragraphs


class _Writer:
    def __init__(self, margins: dict[tuple[int, int], _Margin], size: float, leading: float) -> None:
        self._margins, self._size, self._leading = margins, size, leading
        self._texts: list[str] = []
        self._hints: list[Hint] = []
        self._offset = 0
        self._open: list[Line] = []  # the lines of the paragraph at hand
        self._words = ""
        self._waiting: list[tuple[str, str]] = []
        self._pages: list[tuple[int, int]] = []  # places in the paragraph at hand where a page begins, their numbers
        self._titled = False

    def page(self, number: int, asides: list[tuple[str, str]], lines: list[Line]) -> None:
        """Add a page."""
        first = True
        for one in lines:
            joins = bool(self._open) and self._goes_on(self._open[-1], one)
            if not joins:
                self._end()
            if first:
                if joins:
                    self._pages.append((len(self._words), number))
                    self._waiting += asides
                else:
                    self._hints.append(Hint(self._offset, self._offset, "page", number))
                    self._write(asides)
                first = False
            blank = joins and self._words[-1:].isascii() and one.text[:1].isascii() and self._words[-1:] != "-"
            self._words += (" " if blank else "") + one.text
            self._open.append(one)
        if first:
            self._waiting += asides

    def close(self) -> SourceText:
        """End the last paragraph."""
        self._end()
        self._write(self._waiting)
        hints = tuple(sorted(self._hints, key=lambda hint: (hint.start, -hint.end)))
        return SourceText("\n".join(self._texts), hints=hints, hard_breaks=True)

    def _end(self) -> None:
        if self._open:
            start = self._line(self._words)
            self._hints += [Hint(start + at, start + at, "page", number) for at, number in self._pages]
            if self._is_title():
                self._hints.append(Hint(start, start + len(self._words), "title"))
                self._titled = True
        self._open, self._words, self._pages = [], "", []
        self._write(self._waiting)
        self._waiting = []

    def _write(self, asides: list[tuple[str, str]]) -> None:
        for words, why in asides:
            start = self._line(words)
            self._hints.append(Hint(start, start + len(words), "aside", value=why))

    def _line(self, words: str) -> int:
        start = self._offset
        self._texts.append(words)
        self._offset += len(words) + 1
        return start

    def _is_title(self) -> bool:
        """The first paragraph in letters larger than the text's, on the first page."""
        first = self._open[0]
        return not self._titled and first.page == 1 and first.size > _TITLE * self._size and len(self._words) > 3

    def _goes_on(self, last: Line, one: Line) -> bool:
        """Whether a line goes on in the next one."""
        if abs(last.size - one.size) > 0.12 * last.size:
            return False
        margin, before = self._margin(one), self._margin(last)
        size = one.size
        turned = (last.page, last.column) != (one.page, one.column)  # to the next column or page
        if not turned and last.base - one.base > 1.6 * max(self._leading, 1.2 * size):
            return False
        full = last.right + one.first > before.right - 0.5 * size  # the next word would not have had its place there
        if self._is_centred(one, margin) and not turned and self._is_even(last, before):
            broken = full and len(self._open) == 1 and last.text[-1:] not in LINE_ENDS
            return broken or one.size > _TITLE * self._size
        if not full:
            return False
        if one.left <= margin.left + 0.7 * size:
            # A number at the edge after the end of a sentence: Word's automatic ones stand there without an indent.
            return not (_NUMBER.match(one.text) and last.text[-1:] in _ENDS)
        if len(self._open) > 1 and not turned:
            return abs(one.left - last.left) < 0.4 * size  # a hanging indent goes on
        return one.left - last.left > 0.8 * size and last.text[-1:] not in LINE_ENDS and not turned

    def _margin(self, one: Line) -> _Margin:
        return self._margins[one.page % 2, one.column]

    def _is_centred(self, one: Line, margin: _Margin) -> bool:
        return self._is_even(one, margin) and one.left - margin.left > 0.8 * one.size

    @staticmethod
    def _is_even(one: Line, margin: _Margin) -> bool:
        """Whether a line is as far from the left as from the right edge."""
        return abs((one.left - margin.left) - (margin.right - one.right)) < 1.2 * one.size
