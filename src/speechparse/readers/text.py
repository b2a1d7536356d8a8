"""Plain text: the text is the source as it stands. Rows of cells with tabs between them are tables."""

from __future__ import annotations

import re

from ..source import SourceText, Table
from .encoding import decode

_ROW = re.compile(r"^[^\t\r\n]*\t[^\r\n]*$", re.MULTILINE)
_LEAST_ROWS, _LEAST_CELLS = 3, 3


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Decode. Raises ReadError."""
    text, used = decode(data, name, encoding)
    return SourceText(text, encoding=used, tables=tables(text) if "\t" in text else ())


def tables(text: str) -> tuple[Table, ...]:
    """Tables of a text: three rows or more, line by line, the first of three cells or more, as a copied table has."""
    found: list[Table] = []
    rows: list[tuple[int, int]] = []
    for match in _ROW.finditer(text):
        if rows and text[rows[-1][1] : match.start()].strip("\r\n") == "" and match.start() - rows[-1][1] <= 2:
            rows.append(match.span())
        else:
            found += _table(text, rows)
            rows = [match.span()]
    return tuple(found + _table(text, rows))


def _table(text: str, rows: list[tuple[int, int]]) -> list[Table]:
    from .grids import is_contents, is_form

    grid = [_cells(text, *row) for row in rows]
    while grid and len(grid[0]) < _LEAST_CELLS:  # an indented line, a date set to the right
        grid, rows = grid[1:], rows[1:]
    words = [[text[start:end] for start, end in row] for row in grid]
    if len(grid) < _LEAST_ROWS or is_contents(words) or is_form(words):
        return []
    columns = max(map(len, grid))
    even = tuple([row + ((row[-1][1], row[-1][1]),) * (columns - len(row)) for row in grid])
    return [Table(rows[0][0], rows[-1][1], even)]


def _cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    cells = []
    for piece in text[start:end].split("\t"):
        lead = len(piece) - len(piece.lstrip())
        cells.append((start + lead, start + lead + len(piece.strip())))
        start += len(piece) + 1
    return tuple(cells)
