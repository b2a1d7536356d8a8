"""Tables as rows of words: what they are for (contents and forms are no data), and how they are laid out as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..source import Hint, Table

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


class Sheet(NamedTuple):
    """Rows as a text, one line each, with their tables and the title above them."""

    text: str
    hints: tuple[Hint, ...]
    tables: tuple[Table, ...]


class Cell(NamedTuple):
    """A cell with words: its column, and the columns and rows that it covers."""

    words: str
    column: int
    width: int = 1
    height: int = 1


def compose(rows: Sequence[Sequence[Cell]], titles: bool = True) -> Sheet:
    """Lay rows out as lines, cells joined by tabs. Rows of a single cell above and below a table are lines of text.

    The first of them, above the first table, is the title, where ``titles`` allows for one.
    """
    composer = _Composer(titles)
    block: list[Sequence[Cell]] = []
    for row in [*rows, []]:
        if row:
            block.append(row)
        elif block:
            composer.block(block)
            block = []
    return Sheet("\n".join(composer.lines), tuple(composer.hints), tuple(composer.tables))


class _Composer:
    def __init__(self, titles: bool) -> None:
        self.lines: list[str] = []
        self.hints: list[Hint] = []
        self.tables: list[Table] = []
        self._size = 0
        self._titles = titles

    def block(self, rows: list[Sequence[Cell]]) -> None:
        first, last = 0, len(rows)
        while first < last and len(rows[first]) < 2:
            first += 1
        while last > first and len(rows[last - 1]) < 2:
            last -= 1
        for row in rows[:first]:
            if self._titles and not self.hints and not self.tables and 4 <= len(row[0].words) <= 80:
                self.hints.append(Hint(self._size, self._size + len(row[0].words), "title"))
            self._line(row[0].words)
        if last - first > 1:
            self._table(rows[first:last])
        else:
            for row in rows[first:last]:
                self._line("\t".join(cell.words for cell in row))
        for row in rows[last:]:
            self._line(row[0].words)

    def _line(self, words: str) -> int:
        start = self._size
        self.lines.append(words)
        self._size += len(words) + 1
        return start

    def _table(self, rows: list[Sequence[Cell]]) -> None:
        columns = max(cell.column + cell.width for row in rows for cell in row)
        above: dict[int, tuple[tuple[int, int], int]] = {}  # column -> a merged cell and the rows that it still covers
        spans = []
        begin = self._size
        for row in rows:
            text, places = "", {}
            column = 0
            for cell in row:
                text += "\t" * (cell.column - column)
                places[cell.column] = (len(text), len(text) + len(cell.words))
                text += cell.words
                column = cell.column
            start = self._line(text)
            cells = {column: span for column, (span, _) in above.items()}
            above = {column: (span, left - 1) for column, (span, left) in above.items() if left > 1}
            for cell in row:
                span = start + places[cell.column][0], start + places[cell.column][1]
                for column in range(cell.column, cell.column + cell.width):
                    cells[column] = span
                    if cell.height > 1:
                        above[column] = (span, cell.height - 1)
            end = start + len(text)
            spans.append(tuple(cells.get(column, (end, end)) for column in range(columns)))
        words = [[cell.words for cell in row] for row in rows]
        if not is_contents(words) and not is_form(words):
            self.tables.append(Table(begin, self._size - 1, tuple(spans)))
