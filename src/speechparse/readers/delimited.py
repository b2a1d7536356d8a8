"""CSV and TSV: each row a line of cells joined by tabs, whatever stood between them in the file."""

from __future__ import annotations

import csv
import io
import json

from ..errors import ReadError
from ..source import SourceText
from .encoding import decode
from .grids import Cell, compose

_SAMPLE = 50
_LONG = 200  # characters of a cell that holds a whole text
_LARGEST = 1 << 30


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """A table as text. Raises ReadError, also where a column holds whole texts: those are read one by one."""
    text, used = decode(data, name, encoding)
    rows = parse(text, name)
    column = text_column(rows)
    if column:
        raise ReadError(
            name,
            f"is a table with a text in each row, in the column {json.dumps(column, ensure_ascii=False)}",
            f"read the texts with --text-column {column}",
        )
    cells = [[Cell(words, i) for i, word in enumerate(row) if (words := " ".join(word.split()))] for row in rows]
    sheet = compose(cells)
    return SourceText(sheet.text, encoding=used, hints=sheet.hints, tables=sheet.tables, hard_breaks=True)


def parse(text: str, name: str) -> list[list[str]]:
    """The rows of a CSV or TSV text; what parts its cells is seen from its first lines. Raises ReadError."""
    before = csv.field_size_limit(_LARGEST)
    try:
        return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise ReadError(name, f"is no readable table ({error})", "save it again as CSV from Excel or WPS") from None
    finally:
        csv.field_size_limit(before)


def text_column(rows: list[list[str]]) -> str | None:
    """The name of the column whose cells are whole texts, where one is and the rows are more than one."""
    if len(rows) < 2:
        return None
    head, sample = rows[0], rows[1 : 1 + _SAMPLE]
    best, most = None, float(_LONG)
    for index, column in enumerate(head):
        sizes = [len(row[index]) for row in sample if index < len(row)]
        mean = sum(sizes) / len(sizes) if sizes else 0.0
        if mean >= most and column.strip():
            best, most = column.strip(), mean
    return best


def _delimiter(text: str) -> str:
    """The mark that parts the first line most often, else one further down: quoted cells run over several lines."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    for words in [*lines[:1], "".join(lines)]:
        best = max("\t,;|", key=words.count)
        if best in words:
            return best
    return ","
