"""Speeches as flat tables: the rows of the SQLite store, of ``to_records`` and of the nested Parquet columns.

Tables and columns are listed once, in ``TABLES``; spans become two integer columns, lists of names become JSON
or rows of their own (``task_units``). ``speech`` in the dependent tables counts the speeches of one document
from 1 (its ``part``); ``task`` in ``task_units`` is the task's id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .model import Measure, Metadata, Node, Speech, Target, Task, TimeRef

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

_META = tuple(name for name in Metadata.__dataclass_fields__ if name not in ("spans", "confidence"))

# table -> column -> SQL type (TEXT, INTEGER, REAL)
TABLES: dict[str, dict[str, str]] = {
    "speeches": {
        "part": "INTEGER", "parts": "INTEGER", "name": "TEXT", "format": "TEXT", "encoding": "TEXT",
        "sha256": "TEXT", "chars": "INTEGER", **dict.fromkeys(_META, "TEXT"), "spans": "TEXT", "confidence": "TEXT",
        "text": "TEXT",
    },
    "nodes": {
        "speech": "INTEGER", "node": "TEXT", "parent": "TEXT", "level": "INTEGER", "marker": "TEXT",
        "ordinal": "INTEGER", "style": "TEXT", "role": "TEXT", "title": "TEXT", "text": "TEXT", "span_start": "INTEGER",
        "span_end": "INTEGER", "title_start": "INTEGER", "title_end": "INTEGER", "confidence": "REAL",
    },
    "tasks": {
        "speech": "INTEGER", "task": "TEXT", "node": "TEXT", "section": "TEXT", "text": "TEXT", "action": "TEXT",
        "object": "TEXT", "people": "TEXT", "deadline": "TEXT", "deadline_start": "TEXT", "deadline_end": "TEXT",
        "period": "TEXT", "period_start": "TEXT", "period_end": "TEXT", "targets": "TEXT", "measures": "TEXT",
        "span_start": "INTEGER", "span_end": "INTEGER", "confidence": "REAL", "recurrence": "TEXT",
        "milestones": "TEXT", "due": "TEXT",
    },
    "task_units": {
        "speech": "INTEGER", "task": "TEXT", "position": "INTEGER", "unit": "TEXT", "part": "TEXT",
    },
    "claims": {
        "speech": "INTEGER", "phrase": "TEXT", "count": "INTEGER", "found": "INTEGER", "ok": "INTEGER",
        "nodes": "TEXT", "span_start": "INTEGER", "span_end": "INTEGER",
    },
    "diagnostics": {
        "speech": "INTEGER", "code": "TEXT", "severity": "TEXT", "message": "TEXT", "span_start": "INTEGER",
        "span_end": "INTEGER",
    },
}  # fmt: skip

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def rows(speeches: list[Speech], text: str | None = None) -> Rows:
    """The rows of one document's speeches, table by table, in the order of the text.

    ``text`` is the document's, which the spans point into; it stands in the column of that name.
    """
    found: Rows = {table: [] for table in TABLES}
    for speech in speeches:
        part = speech.source.part
        found["speeches"].append((*_speech(speech), text))
        found["nodes"].extend(_nodes(part, speech.outline))
        for task in speech.tasks:
            found["tasks"].append(_task(part, task))
            found["task_units"].extend(_units(part, task))
        for claim in speech.claims:
            nodes = _dumps(claim.nodes)
            found["claims"].append((part, claim.phrase, claim.count, claim.found, int(claim.ok), nodes, *claim.span))
        found["diagnostics"].extend((part, d.code, d.severity, d.message, *d.span) for d in speech.diagnostics)
    return found


def records(speeches: list[Speech], table: str) -> Iterator[dict[str, Any]]:
    """The rows of one table as dicts. Raises KeyError for an unknown table."""
    columns = tuple(TABLES[table])
    return (dict(zip(columns, row, strict=True)) for row in rows(speeches)[table])


def _speech(speech: Speech) -> Row:
    source, metadata = speech.source, speech.metadata
    return (
        source.part,
        source.parts,
        source.name,
        source.format,
        source.encoding,
        source.sha256,
        source.chars,
        *(getattr(metadata, name) for name in _META),
        _dumps(metadata.spans),
        _dumps(metadata.confidence),
    )


def _nodes(part: int, outline: tuple[Node, ...]) -> Iterator[Row]:
    # A stack, not recursion: an outline may be deeper than Python's.
    stack: list[tuple[str | None, Node]] = [(None, n) for n in reversed(outline)]
    while stack:
        parent, n = stack.pop()
        stack.extend((n.id, child) for child in reversed(n.children))
        words = (n.marker, n.ordinal, n.style, n.role, n.title, n.text)
        yield (part, n.id, parent, n.level, *words, *n.span, *n.title_span, n.confidence)


def _task(part: int, task: Task) -> Row:
    return (
        part,
        task.id,
        task.node,
        _dumps(task.section),
        task.text,
        task.action,
        task.object,
        _dumps(task.people),
        *_time(task.deadline),
        *_time(task.period),
        _dumps([_target(t) for t in task.targets]),
        _dumps([_measure(m) for m in task.measures]),
        *task.span,
        task.confidence,
        task.recurrence and task.recurrence.text,
        _dumps([_moment(t) for t in task.milestones]),
        task.due,
    )


def _measure(step: Measure) -> dict[str, Any]:
    return {
        "text": step.text,
        "span": step.span,
        "units": step.units,
        "lead": step.lead,
        "support": step.support,
        "people": step.people,
        "deadline": step.deadline and _moment(step.deadline),
        "period": step.period and _moment(step.period),
        "targets": [_target(t) for t in step.targets],
    }


def _moment(time: TimeRef) -> dict[str, str | None]:
    return dict(zip(("text", "start", "end"), _time(time), strict=True))


def _time(time: TimeRef | None) -> tuple[str | None, str | None, str | None]:
    return (time.text, time.start, time.end) if time else (None, None, None)


def _target(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in Target.__dataclass_fields__}


def _units(part: int, task: Task) -> Iterator[Row]:
    stated = {**dict.fromkeys(task.support, "support"), **dict.fromkeys(task.lead, "lead")}
    units = dict.fromkeys((*task.lead, *task.units, *task.support))
    return ((part, task.id, i, unit, stated.get(unit, "unit")) for i, unit in enumerate(units, 1))


def nested(speeches: list[Speech], text: str | None = None) -> Iterator[dict[str, Any]]:
    """A record a speech: the columns of ``speeches``, and each other table as a list of records."""
    found = rows(speeches, text)
    for speech in found.pop("speeches"):
        record = dict(zip(TABLES["speeches"], speech, strict=True))
        for table, members in found.items():
            columns = tuple(TABLES[table])[1:]
            record[table] = [dict(zip(columns, row[1:], strict=True)) for row in members if row[0] == speech[0]]
        yield record
