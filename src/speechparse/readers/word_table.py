"""A Word table: a row is a line, tabs between its cells; merged cells repeat their span.

A table of one column is only a frame, so its paragraphs stay paragraphs. Tables that hold a table of contents, and
blocks of signatures, are lines of text and no ``Table``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..source import Table
from .word_body import Writer, inner_blocks
from .word_numbering import attr, child, tag, val
from .word_runs import SKIPPED

Span = tuple[int, int]

_MOST_COLUMNS = 63  # as many as Word has
_DEEPEST = 8  # tables within tables; what stands deeper is read as words
_KEYED = re.compile(r"\S{1,12}\s?[：:].*", re.DOTALL)
_SIGNATURE_ROWS = 4


class _Cell(NamedTuple):
    element: Element
    columns: int
    goes_on: bool  # merged with the cell above


def write(writer: Writer, element: Element, depth: int, contents: bool) -> None:
    """Write a table's rows as lines, and the table itself where it is one."""
    rows = [(row, list(_cells(row))) for row in find(element, "tr") if not _is_deleted(row)]
    columns = min(_MOST_COLUMNS, max((_before(row) + sum(c.columns for c in cells) for row, cells in rows), default=0))
    if columns <= 1 or depth >= _DEEPEST:
        for _, cells in rows:
            for cell in cells:
                writer.blocks(cell.element, depth + 1, contents)
        return
    start, marked = writer.offset, writer.marked
    above: list[Span | None] = [None] * columns
    texts: list[list[str]] = []
    spans = [_row(writer, row, cells, above, texts, depth, contents) for row, cells in rows]
    table = Table(start, max(start, writer.offset - 1), tuple(spans), _headers([row for row, _ in rows]))
    if writer.marked == marked and _is_table(texts):
        writer.tables.append(table)


def find(element: Element, name: str) -> Iterator[Element]:
    """The nearest descendants of a name, deletions left out."""
    stack = [iter(element)]
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
        elif tag(inner) == name:
            yield inner
        elif tag(inner) not in SKIPPED:
            stack.append(iter(inner))


def _row(
    writer: Writer,
    row: Element,
    cells: list[_Cell],
    above: list[Span | None],
    words: list[list[str]],
    depth: int,
    contents: bool,
) -> tuple[Span, ...]:
    """Write one row, add its cells' words to ``words``; the span of each column."""
    start, out = writer.offset, [(writer.offset, writer.offset)] * _before(row)
    if len(cells) == 1 and not cells[0].goes_on and _is_long(cells[0].element):
        # A cell over the whole width that holds paragraphs: they stay paragraphs.
        writer.blocks(cells[0].element, depth + 1, contents)
        spans = [(start, max(start, writer.offset - 1))] * cells[0].columns
        words.append([""])
        return _filled(out + spans, above, cells, _before(row))
    found = [[] if cell.goes_on else list(_paragraphs(writer, cell.element)) for cell in cells]
    texts = [" ".join(text for text, _ in paragraphs) for paragraphs in found]
    contents |= any(listed for paragraphs in found for _, listed in paragraphs)
    at = start
    for cell, text in zip(cells, texts, strict=True):
        out += [(at, at + len(text))] * cell.columns
        at += len(text) + 1
    writer.line("\t".join(texts), contents=contents)
    words.append(texts)
    return _filled(out, above, cells, _before(row))


def _filled(spans: list[Span], above: list[Span | None], cells: list[_Cell], column: int = 0) -> tuple[Span, ...]:
    """As many spans as the table has columns; a cell merged with the one above has the span of that."""
    end = spans[-1][1] if spans else 0
    spans = [*spans, *[(end, end)] * len(above)][: len(above)]
    for cell in cells:
        for n in range(column, min(column + cell.columns, len(above))):
            if cell.goes_on and (merged := above[n]) is not None:
                spans[n] = merged
            above[n] = spans[n]
        column += cell.columns
    return tuple(spans)


def _cells(row: Element) -> Iterator[_Cell]:
    for cell in find(row, "tc"):
        properties = child(cell, "tcPr")
        merge = None if properties is None else child(properties, "vMerge")
        if merge is None and properties is not None:
            merge = child(properties, "vmerge")  # Word 2003
        yield _Cell(cell, _int(val(properties, "gridSpan"), 1), merge is not None and attr(merge, "val") != "restart")


def _before(row: Element) -> int:
    return _int(val(child(row, "trPr"), "gridBefore"), 0)


def _int(text: str | None, least: int) -> int:
    return (
        max(least, min(int(text), _MOST_COLUMNS)) if text is not None and text.isdecimal() and len(text) < 6 else least
    )


def _is_deleted(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _headers(rows: list[Element]) -> int:
    count = 0
    for row in rows:
        properties = child(row, "trPr")
        mark = None if properties is None else child(properties, "tblHeader")
        if mark is None or attr(mark, "val") in ("0", "false", "off"):
            break
        count += 1
    return count


def _is_long(cell: Element) -> bool:
    """Whether a cell holds several paragraphs or a table."""
    blocks = [tag(block) for block, _ in inner_blocks(cell)]
    return len(blocks) > 1


def _paragraphs(writer: Writer, cell: Element) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a cell that have words or a number, those of tables in it too; line breaks as blanks.

    With each goes whether it is a line of a table of contents.
    """
    stack = [inner_blocks(cell)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
        elif tag(block[0]) == "tbl":
            stack.append(inner_blocks(block[0]))
        elif tag(block[0]) == "p":
            _, words, label = writer.labelled(block[0])
            if text := (label + words.text).strip():
                yield text.replace("\n", " ").replace("\t", " "), words.contents
            stack += [inner_blocks(box) for box in reversed(words.boxes)]


def _is_table(texts: list[list[str]]) -> bool:
    """Two rows of two cells at least, and no block of signatures (签发：　　日期：)."""
    filled = [[text for text in row if text.strip()] for row in texts]
    if sum(len(row) > 1 for row in filled) < 2:
        return False
    words = [text for row in filled for text in row]
    keyed = sum(_KEYED.fullmatch(text) is not None for text in words)
    return len(filled) > _SIGNATURE_ROWS or keyed * 2 <= len(words)
