"""Parquet: a row a speech; its nodes, tasks, units, claims and diagnostics are nested lists (extra ``parquet``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import WriteError
from ..model import Speech
from ..records import TABLES, nested
from .files import replacing
from .registry import Options

# Bytes of JSON: counted, so that the same rows give the same file. As Python objects they take ten times as much.
_GROUP = 8 << 20
_SLICE = 256 << 10


def save(speeches: Iterable[Speech], path: Path, options: Options) -> None:
    """Write a file, whole or not at all. Raises WriteError."""
    lines = (
        json.dumps(row, ensure_ascii=False).encode()
        for speech in speeches
        for row in nested([speech], *_beside(speech, options))
    )
    with replacing(path) as temporary:
        build(lines, temporary)


def _beside(speech: Speech, options: Options) -> tuple[str | None, None, tuple[tuple[str, str], ...]]:
    """The text where it is to be written, no lines, and the columns that stand beside it."""
    source = options.source(speech) if options.source else None
    return source.text if source and options.with_text else None, None, source.columns if source else ()


def build(lines: Iterable[bytes], path: Path) -> None:
    """Write rows that come as JSON, a row a line (see ``records.nested``). Raises OSError, WriteError."""
    pa, parquet = _pyarrow(path)
    schema = _schema(pa)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        tables, size = [], 0
        for rows, length in _slices(lines):
            tables.append(pa.Table.from_pylist(rows, schema=schema))
            size += length
            if size >= _GROUP:
                writer.write_table(pa.concat_tables(tables))
                tables, size = [], 0
        if tables:
            writer.write_table(pa.concat_tables(tables))


def _slices(lines: Iterable[bytes]) -> Iterator[tuple[list[dict[str, Any]], int]]:
    rows: list[dict[str, Any]] = []
    size = 0
    for line in lines:
        rows.append(_dated(json.loads(line)))
        size += len(line)
        if size >= _SLICE:
            yield rows, size
            rows, size = [], 0
    if rows:
        yield rows, size


_DATES = {table: [n for n, kind in columns.items() if kind == "DATE"] for table, columns in TABLES.items()}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """The record with days in place of their text."""
    for table, names in _DATES.items():
        for member in row.get(table) or () if names else ():
            for name in names:
                if member[name] is not None:
                    member[name] = date.fromisoformat(member[name])
    return row


def _schema(pa: Any) -> Any:
    kinds = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64(), "DATE": pa.date32()}
    fields = [(name, kinds[kind]) for name, kind in TABLES["speeches"].items()]
    for table, columns in TABLES.items():
        if table != "speeches":
            members = [(name, kinds[kind]) for name, kind in columns.items() if name != "speech"]
            fields.append((table, pa.list_(pa.struct(members))))
    return pa.schema(fields)


def _pyarrow(path: Path) -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise WriteError(str(path), "Parquet needs pyarrow", 'pip install "speechparse[parquet]"') from error
    return pyarrow, parquet
