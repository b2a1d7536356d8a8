"""Files that hold many texts, one a record: JSON Lines, a JSON array, CSV and TSV with a column of texts.

Each record gives one SourceText: its text as it stands in the record, the columns asked for as properties. A column
named as a field of the head (title, speaker, date …) becomes a property that the parser reads as evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ReadError
from ..source import SourceText
from .damage import LOST, places
from .encoding import decode

Record = dict[str, Any]
_SAMPLE = 50
_KNOWN = ("text", "content", "body", "正文", "内容", "全文", "文本", "article")
_FILES = ("file", "path", "name", "filename", "文件", "文件名", "路径")
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")  # JSON may name half a character, which no output can hold
_LEAST = 12  # characters of a text, where its key does not say that it is one
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")


class Columns(NamedTuple):
    """Which column holds the texts, and which are kept as properties (none: those that name a field)."""

    text: str
    meta: tuple[str, ...] = ()


def is_corpus(name: str) -> bool:
    """Whether a file's suffix is one of those that can hold many texts."""
    return Path(name).suffix.lower() in SUFFIXES


def read(data: bytes, name: str, columns: Columns, encoding: str | None = None) -> Iterator[SourceText]:
    """Every text of a file, named ``name#000001`` … Raises ReadError: no such column, or no record at all."""
    text, used = decode(data, name, encoding)
    rows = records(text, name)
    if not rows:
        raise ReadError(name, "holds no records", "check that the right file was given")
    if not any(columns.text in row for row in rows):
        known = ", ".join(dict.fromkeys(key for row in rows[:_SAMPLE] for key in row))
        raise ReadError(name, f"has no column {columns.text!r}", f"name one of these with --text-column: {known}")
    for number, row in enumerate(rows, 1):
        words = row.get(columns.text)
        properties = tuple(_properties(row, columns))
        own = f"{name}#{number:06d}"
        text = _string(words)
        yield SourceText(
            text, own, "record", used, None, properties=properties, damage=places(text), columns=properties
        )


def one(data: bytes, name: str, columns: Columns) -> SourceText:
    """The text of one record, given as the bytes of a JSON object. Raises ReadError: no JSON, no such column."""
    from hashlib import sha256

    text, used = decode(data, name)
    row = _line(text, 1, name) or {}
    if columns.text not in row:
        raise ReadError(name, f"has no column {columns.text!r}", f"it has these: {', '.join(row)}")
    properties = tuple(_properties(row, columns))
    words, digest = _string(row[columns.text]), sha256(data).hexdigest()
    return SourceText(
        words, name, "record", used, digest, properties=properties, damage=places(words), columns=properties
    )


def with_known(source: SourceText, table: dict[str, tuple[tuple[str, str], ...]], path: str) -> SourceText:
    """The source with what a table says of its file."""
    known = of_file(table, path)
    if not known:
        return source
    return replace(source, properties=source.properties + known, columns=source.columns + known)


def sidecar(data: bytes, path: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """A table with one row a file: file name -> its properties. Raises ReadError.

    The files stand in the column file, path, name or filename (文件), else in the first. ``of_file`` looks them up.
    """
    rows = records(decode(data, path)[0], path)
    if not rows:
        raise ReadError(path, "holds no rows", "give a CSV, TSV or JSON Lines file with a row for each document")
    key = next((key for key in _FILES if key in rows[0]), next(iter(rows[0])))
    columns = Columns(key)
    return {_string(row.get(key)).replace("\\", "/"): tuple(_properties(row, columns)) for row in rows}


def of_file(table: dict[str, tuple[tuple[str, str], ...]], name: str) -> tuple[tuple[str, str], ...]:
    """The properties of a file: by its path as given, by the end of it, by its name without folder or suffix."""
    parts = name.replace("\\", "/").split("/")
    for length in range(len(parts), 0, -1):
        found = table.get("/".join(parts[-length:]))
        if found is not None:
            return found
    return table.get(parts[-1].rpartition(".")[0], ())


def records(text: str, name: str) -> list[Record]:
    """The records of a JSON, JSON Lines, CSV or TSV text. Raises ReadError with the line that is wrong."""
    if Path(name).suffix.lower() in (".csv", ".tsv"):
        from .delimited import parse

        rows = parse(text, name)
        head = [key.strip() for key in rows[0]] if rows else []
        return [dict(zip(head, row, strict=False)) for row in rows[1:] if any(cell.strip() for cell in row)]
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("[") or (start.startswith("{") and not _is_object(start.partition("\n")[0])):
        return _array(start, name)
    return [row for number, line in enumerate(text.split("\n"), 1) if (row := _line(line, number, name)) is not None]


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _array(text: str, name: str) -> list[Record]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(name, f"is no valid JSON ({error})", "check that the file is whole") from None
    rows = found if isinstance(found, list) else [found]
    return [row if isinstance(row, dict) else {"text": row} for row in rows]


def _line(line: str, number: int, name: str) -> Record | None:
    line = line.strip("\ufeff \t\r")
    if not line:
        return None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        problem = f"line {number} is no valid JSON ({error})"
        raise ReadError(name, problem, "each line must hold one object; mend or drop that line") from None
    return row if isinstance(row, dict) else {"text": row}


def text_key(rows: Sequence[Record]) -> str | None:
    """The key that most likely holds the texts: a known name, else the longest strings."""
    sample = rows[:_SAMPLE]
    for key in _KNOWN:
        if any(isinstance(row.get(key), str) for row in sample):
            return key
    sizes: dict[str, int] = {}
    for row in sample:
        for key, value in row.items():
            if isinstance(value, str):
                sizes[key] = sizes.get(key, 0) + len(value)
    best = max(sizes, key=lambda key: sizes[key], default=None)
    return best if best is not None and sizes[best] >= _LEAST * len(sample) else None


def _properties(row: Record, columns: Columns) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if key != columns.text and (key in columns.meta or not columns.meta) and (words := _string(value)):
            yield _string(key), words


def _string(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        words = value
    elif isinstance(value, list) and all(isinstance(part, str) for part in value):
        words = "\n".join(value)
    else:
        words = json.dumps(value, ensure_ascii=False)
    return _NO_CHARACTER.sub(LOST, words)
