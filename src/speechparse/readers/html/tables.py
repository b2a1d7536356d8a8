"""Tables of a page: those that hold data as rows of cells; those that only place text on the page stay text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..grids import is_contents, is_form
from .tree import Element

CellText = Callable[[Element], tuple[list[str], int]]
_MAX_SPAN = 100
_ALONE = frozenset({"h1", "h2", "input", "form", "iframe"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Row(NamedTuple):
    """A row as a line: cells joined by tabs. ``cells``: start, end, column, and how many rows it stands in."""

    text: str
    cells: tuple[tuple[int, int, int, int], ...]
    linked: int
    heads: bool = False  # marked as a row of headings


class _Cell(NamedTuple):
    lines: list[str]
    linked: int
    column: int
    width: int
    height: int


def data(table: Element, cell_text: CellText) -> list[Row] | None:
    """The rows of a data table; None where the table is a frame for text, a form to be signed, a table of contents."""
    depth = _depth(table)
    if depth > 1 or table.get("role") == "presentation":
        return None
    rows = _rows(table)
    if len(rows) < 2:
        return None
    grid = _grid(rows, cell_text)
    if not grid or not _is_data(table, rows, grid):
        return None
    return [_row(cells)._replace(heads=_heads(row)) for cells, row in zip(grid, rows, strict=True)]


def flatten(row: Element) -> None:
    """Let a row of short cells, each of one line, be one line: they and their paragraphs are no blocks any more."""
    cells = [child for child in row.children if isinstance(child, Element) and child.name in ("td", "th")]
    blocks = []
    for cell in cells:
        own, size = 0, 0
        for count, element in enumerate(cell.elements()):
            own += element.block or element.name == "br"
            size += sum(len(child.strip()) for child in element.children if isinstance(child, str))
            if own > 2 or count > 30 or size > 60 or element.name in _HEADINGS:
                return
            blocks.append(element)
    if len(cells) > 1:
        for element in blocks:
            element.block = False


def _depth(table: Element) -> int:
    """0: no table inside; 1: tables without tables; 2: more than that, or a page."""
    nested = [e for e in _below(table, 20) if e.name == "table"]
    if len(nested) > 20:
        return 2
    inner = set(map(id, nested))
    for element in nested:
        node = element.parent
        while node is not None and node is not table:
            if id(node) in inner:
                return 2
            node = node.parent
    return 1 if nested else 0


def _below(table: Element, limit: int) -> list[Element]:
    """The elements of a table, up to the table in it after the ``limit``-th."""
    found, tables = [], 0
    for element in table.elements():
        if element is table:
            continue
        found.append(element)
        tables += element.name == "table"
        if tables > limit:
            break
    return found


def _rows(table: Element) -> list[list[Element]]:
    rows: list[list[Element]] = []
    for child in table.children:
        if isinstance(child, Element):
            groups = child.children if child.name in ("thead", "tbody", "tfoot") else [child]
            for row in groups:
                if isinstance(row, Element) and row.name == "tr":
                    cells = [c for c in row.children if isinstance(c, Element) and c.name in ("td", "th")]
                    rows.append(cells)
    return [row for row in rows if row]


def _heads(row: list[Element]) -> bool:
    group = row[0].parent.parent if row[0].parent is not None else None
    return all(cell.name == "th" for cell in row) or (group is not None and group.name == "thead")


def _grid(rows: list[list[Element]], cell_text: CellText) -> list[list[_Cell]]:
    grid: list[list[_Cell]] = []
    left: dict[int, int] = {}  # column -> rows that a merged cell of a row above still covers
    for row in rows:
        cells: list[_Cell] = []
        fresh: dict[int, int] = {}
        column = 0
        for element in row:
            while left.get(column, 0):
                column += 1
            width, height = _span(element, "colspan"), _span(element, "rowspan")
            cells.append(_Cell(*cell_text(element), column, width, height))
            if height > 1:
                fresh.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
        left = {c: n - 1 for c, n in left.items() if n > 1} | fresh
        grid.append(cells)
    return grid


def _span(element: Element, name: str) -> int:
    value = element.get(name)
    return min(max(int(value), 1), _MAX_SPAN) if re.fullmatch(r"[0-9]{1,4}", value) else 1


def _is_data(table: Element, rows: list[list[Element]], grid: list[list[_Cell]]) -> bool:
    cells = [cell for row in grid for cell in row]
    texts = [" ".join(cell.lines) for cell in cells]
    sizes = list(map(len, texts))
    total = sum(sizes)
    columns = max(cell.column + cell.width for cell in cells)
    filled = sum(map(bool, texts))
    if columns < 2 or filled < 3 or not total or any(e.name in _ALONE for e in table.elements()):
        return False
    words = [[" ".join(cell.lines) for cell in row] for row in grid]
    if is_contents(words) or is_form(words):
        return False
    heads = any(cell.name == "th" for row in rows for cell in row) or any(
        isinstance(c, Element) and c.name in ("thead", "caption") for c in table.children
    )
    first = [text for text, cell in zip(texts, cells, strict=True) if any(cell is c for c in grid[0])]
    widths = [sum(cell.width for cell in row) for row in grid]
    score = 2.0 * heads + (len(grid) >= 3) + (table.get("border") not in ("", "0")) + _ruled(rows)
    score += 1.0 if all(0 < len(text) <= 14 for text in first) and len(first) == len(set(first)) > 1 else -0.5
    score += 0.5 if max(widths) == columns and columns > 2 else 0
    score -= 2 * (max(sizes) > 300 and max(sizes) * 2 > total) + 2 * (filled * 3 < len(cells))
    score -= 2 * (sum(cell.linked for cell in cells) * 2 > total)
    return score >= 2


def _ruled(rows: list[list[Element]]) -> bool:
    styles = [cell.get("style").lower() for row in rows[:3] for cell in row]
    return sum("border" in style and "border:none" not in style.replace(" ", "") for style in styles) * 2 > len(styles)


def _row(cells: list[_Cell]) -> Row:
    text, column = "", 0
    spans: list[tuple[int, int, int, int]] = []
    for cell in cells:
        text += "\t" * (cell.column - column)
        words = " ".join(cell.lines).replace("\t", " ")
        spans.extend((len(text), len(text) + len(words), cell.column + i, cell.height) for i in range(cell.width))
        text += words
        column = cell.column
    stripped = text.rstrip("\t")
    spans = [(min(s, len(stripped)), min(e, len(stripped)), c, h) for s, e, c, h in spans]
    return Row(stripped, tuple(spans), sum(cell.linked for cell in cells))
