"""The worker's half of a sink: the speeches of one document as the bytes that the sink will put down."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from ..model import Speech
from ..source import SourceText
from .job import Job

if TYPE_CHECKING:
    from ..records import Line
    from ..writers.registry import Options

Encode = Callable[[list[Speech], SourceText | None], bytes]
ROWS_VERSION = 4  # of marshal's format, the same in all Pythons: shards may come from several
_NAME_MAX = 240  # bytes; file systems take 255, and the temporary name needs none of them


def encoder(job: Job) -> Encode:
    """The encoding that the job's sink wants."""
    return {
        "folder": _text,
        "jsonl": _lines,
        "csv": _ledger_lines,
        "xlsx": _ledger_rows,
        "sqlite": _rows,
        "parquet": _nested,
        "objects": _objects,
    }[job.sink](job)


def target_name(name: str, format: str) -> str:
    """Where a folder sink puts a document: the whole name and the format's suffix, so a.txt and a.docx both fit."""
    from ..writers.registry import BY_NAME

    folder, slash, own = name.rpartition("/")
    suffix = BY_NAME[format].suffixes[0]
    if len(own.encode()) + len(suffix) > _NAME_MAX:
        digest = sha256(own.encode()).hexdigest()[:12]
        own = own.encode()[: _NAME_MAX - 20 - len(suffix)].decode("utf-8", "ignore") + f"~{digest}"
    return f"{folder}{slash}{own}{suffix}"


def _text(job: Job) -> Encode:
    from ..writers.registry import BY_NAME, render

    row = BY_NAME[job.format]

    def encode(speeches: list[Speech], source: SourceText | None) -> bytes:
        return "".join(render(speeches, row, _options(job, source))).encode(row.encoding or "utf-8")

    return encode


def _lines(job: Job) -> Encode:
    from ..writers.jsonl import line

    def encode(speeches: list[Speech], source: SourceText | None) -> bytes:
        options = _options(job, source)
        return "".join(line(speech, options) + "\n" for speech in speeches).encode()

    return encode


def _options(job: Job, source: SourceText | None) -> Options:
    from ..writers.registry import Options

    known = (lambda _: source) if source else None
    bulk = not (source and source.columns)
    return Options(job.only, job.explain, source=known, bulk=bulk, with_text=job.with_text)


def _source_text(job: Job, source: SourceText | None) -> str | None:
    return source.text if job.with_text and source else None


def _columns(source: SourceText | None) -> tuple[tuple[str, str], ...]:
    return source.columns if source else ()


def _lines_of(source: SourceText | None) -> Line | None:
    return (lambda offset: source.line_col(offset)[0]) if source else None


def _objects(_: Job) -> Encode:
    import pickle

    return lambda speeches, _: pickle.dumps(speeches, pickle.HIGHEST_PROTOCOL)


def _rows(job: Job) -> Encode:
    import marshal

    from ..records import rows

    # Plain values, read again by this program only: a third of the time of JSON on both sides, and tuples stay tuples.
    def encode(speeches: list[Speech], source: SourceText | None) -> bytes:
        return marshal.dumps(
            rows(speeches, _source_text(job, source), _lines_of(source), _columns(source)), ROWS_VERSION
        )

    return encode


def _nested(job: Job) -> Encode:
    import json

    from ..records import nested

    def encode(speeches: list[Speech], source: SourceText | None) -> bytes:
        found = nested(speeches, _source_text(job, source), _lines_of(source), _columns(source))
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in found)
        return "".join(lines).encode()

    return encode


def _ledger_lines(job: Job) -> Encode:
    from ..writers.csv_ import render
    from ..writers.registry import Options

    def encode(speeches: list[Speech], _: SourceText | None) -> bytes:
        lines = render(speeches, Options(job.only, job.explain))
        next(lines)  # the head stands at the top of the whole file
        return "".join(lines).encode()

    return encode


def _ledger_rows(_: Job) -> Encode:
    import json

    from ..writers.ledgers_xlsx import rows

    def encode(speeches: list[Speech], source: SourceText | None) -> bytes:
        cells = (row for speech in speeches for row in rows(speech, source))
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in cells).encode()

    return encode
