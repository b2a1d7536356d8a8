"""Speeches as flat tables: the rows of the SQLite store, of ``to_records`` and of the nested Parquet columns.

Tables and columns are listed once, in ``TABLES``; the CSV of tasks takes its column names from here too. Spans become
two integer columns, several values rows of a table of their own or, where they are only read, one text joined by ``、``
(names) or ``›`` (headings). ``speech`` in the dependent tables counts the speeches of one document from 1 (its
``part``); ``task``, ``measure``, ``node`` and ``claim`` name a row of those tables. A column of kind DATE holds a whole
day: the first one of a start that is a month or year, the last one of an end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from .indicators import indicator
from .isodates import day, year
from .model import Diagnostic, Measure, Metadata, Node, Speech, Target, Task, TimeRef
from .rules.types import Rules

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
Line = Callable[[int], "int | None"]
"""The line of an offset, counted from 1."""

_META = tuple(name for name in Metadata.__dataclass_fields__ if name not in ("spans", "confidence"))
_SPAN = {"span_start": "INTEGER", "span_end": "INTEGER"}
_TIMES = {
    "deadline": "TEXT", "deadline_start": "DATE", "deadline_end": "DATE", "period": "TEXT", "period_start": "DATE",
    "period_end": "DATE",
}  # fmt: skip

# table -> column -> kind (TEXT, INTEGER, REAL, DATE)
TABLES: dict[str, dict[str, str]] = {
    "speeches": {
        "part": "INTEGER", "parts": "INTEGER", "name": "TEXT", "format": "TEXT", "encoding": "TEXT",
        "sha256": "TEXT", "chars": "INTEGER", **dict.fromkeys(_META, "TEXT"), "year": "INTEGER", "text": "TEXT",
        "columns": "TEXT",
    },
    "metadata": {"speech": "INTEGER", "field": "TEXT", "value": "TEXT", **_SPAN, "confidence": "REAL"},
    "nodes": {
        "speech": "INTEGER", "node": "TEXT", "parent": "TEXT", "level": "INTEGER", "marker": "TEXT",
        "ordinal": "INTEGER", "style": "TEXT", "role": "TEXT", "title": "TEXT", "text": "TEXT", **_SPAN,
        "title_start": "INTEGER", "title_end": "INTEGER", "confidence": "REAL", "line": "INTEGER",
    },
    "tasks": {
        "speech": "INTEGER", "task": "TEXT", "node": "TEXT", "section": "TEXT", "text": "TEXT", "action": "TEXT",
        "object": "TEXT", "people": "TEXT", **_TIMES, "recurrence": "TEXT", "due": "DATE", "year": "INTEGER", **_SPAN,
        "confidence": "REAL", "line": "INTEGER",
    },
    "task_units": {
        "speech": "INTEGER", "task": "TEXT", "measure": "INTEGER", "position": "INTEGER", "unit": "TEXT",
        "part": "TEXT",
    },
    "measures": {
        "speech": "INTEGER", "task": "TEXT", "measure": "INTEGER", "text": "TEXT", "people": "TEXT", **_TIMES,
        "due": "DATE", **_SPAN, "line": "INTEGER",
    },
    "targets": {
        "speech": "INTEGER", "task": "TEXT", "measure": "INTEGER", "target": "INTEGER", "text": "TEXT",
        "metric": "TEXT", "indicator": "TEXT", "value": "REAL", "value_max": "REAL", "unit": "TEXT",
        "comparator": "TEXT", "bound": "TEXT", "kind": "TEXT", "year": "INTEGER", **_SPAN,
    },
    "milestones": {
        "speech": "INTEGER", "task": "TEXT", "milestone": "INTEGER", "text": "TEXT", "date_start": "DATE",
        "date_end": "DATE", **_SPAN,
    },
    "claims": {
        "speech": "INTEGER", "claim": "INTEGER", "phrase": "TEXT", "count": "INTEGER", "found": "INTEGER",
        "ok": "INTEGER", **_SPAN,
    },
    "claim_nodes": {"speech": "INTEGER", "claim": "INTEGER", "node": "TEXT"},
    "diagnostics": {
        "speech": "INTEGER", "code": "TEXT", "severity": "TEXT", "message": "TEXT", **_SPAN, "line": "INTEGER",
    },
}  # fmt: skip


def rows(
    speeches: list[Speech],
    text: str | None = None,
    line: Line | None = None,
    beside: tuple[tuple[str, str], ...] = (),
) -> Rows:
    """The rows of one document's speeches, table by table, in the order of the text.

    ``text`` is the document's, which the spans point into; it stands in the column of that name. ``line`` tells the
    line of an offset; without it the columns of that name are empty. ``beside`` are the columns beside the text in
    a corpus or a table on the files; they stand as a JSON object in the column ``columns``.
    """
    from .rules.loader import load_rules

    found: Rows = {table: [] for table in TABLES}
    at = line or _nowhere
    rules = load_rules()
    kept = json.dumps(dict(beside), ensure_ascii=False) if beside else None
    for speech in speeches:
        part = speech.source.part
        found["speeches"].append((*_speech(speech), text, kept))
        found["metadata"].extend(_fields(part, speech.metadata))
        found["nodes"].extend(_nodes(part, speech.outline, at))
        for task in speech.tasks:
            _add_task(found, part, task, at, rules)
        for number, claim in enumerate(speech.claims, 1):
            counts = (claim.count, claim.found, int(claim.ok))
            found["claims"].append((part, number, claim.phrase, *counts, *claim.span))
            found["claim_nodes"].extend((part, number, node) for node in claim.nodes)
        found["diagnostics"].extend(_diagnostic(part, one, at) for one in speech.diagnostics)
    return found


def _nowhere(_: int) -> None:
    return None


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
        year(metadata.date),
    )


def _fields(part: int, metadata: Metadata) -> Iterator[Row]:
    for name in _META:
        value = getattr(metadata, name)
        if value is not None:
            span = metadata.spans.get(name, (None, None))
            yield (part, name, value, *span, metadata.confidence.get(name))


def _nodes(part: int, outline: tuple[Node, ...], at: Line) -> Iterator[Row]:
    # A stack, not recursion: an outline may be deeper than Python's.
    stack: list[tuple[str | None, Node]] = [(None, n) for n in reversed(outline)]
    while stack:
        parent, n = stack.pop()
        stack.extend((n.id, child) for child in reversed(n.children))
        words = (n.marker, n.ordinal, n.style, n.role, n.title, n.text)
        yield (part, n.id, parent, n.level, *words, *n.span, *n.title_span, n.confidence, at(n.span[0]))


def _add_task(found: Rows, part: int, task: Task, at: Line, rules: Rules) -> None:
    found["tasks"].append(_task(part, task, at))
    found["task_units"].extend(_units(part, task.id, None, task))
    for number, measure in enumerate(task.measures, 1):
        found["measures"].append(_measure(part, task.id, number, measure, at))
        found["task_units"].extend(_units(part, task.id, number, measure))
    found["targets"].extend(_targets(part, task, rules))
    for number, when in enumerate(task.milestones, 1):
        found["milestones"].append((part, task.id, number, *_time(when), *when.span))


def _task(part: int, task: Task, at: Line) -> Row:
    return (
        part,
        task.id,
        task.node,
        " › ".join(task.section),
        task.text,
        task.action,
        task.object,
        "、".join(task.people),
        *_time(task.deadline),
        *_time(task.period),
        task.recurrence and task.recurrence.text,
        day(task.due, last=True),
        year(task.due),
        *task.span,
        task.confidence,
        at(task.span[0]),
    )


def _measure(part: int, task: str, number: int, step: Measure, at: Line) -> Row:
    times = (*_time(step.deadline), *_time(step.period))
    due = times[2] or times[5]
    return (part, task, number, step.text, "、".join(step.people), *times, due, *step.span, at(step.span[0]))


def _time(time: TimeRef | None) -> tuple[str | None, str | None, str | None]:
    return (time.text, day(time.start, last=False), day(time.end, last=True)) if time else (None, None, None)


def _targets(part: int, task: Task, rules: Rules) -> Iterator[Row]:
    """The task's targets and those that only a measure states, in the order of the text; each names its measure."""
    inside = {target.span: n for n, measure in enumerate(task.measures, 1) for target in measure.targets}
    found = {target.span: target for measure in task.measures for target in measure.targets}
    found |= {target.span: target for target in task.targets}
    for number, span in enumerate(sorted(found), 1):
        yield _target(part, task, inside.get(span), number, found[span], rules)


def _target(part: int, task: Task, measure: int | None, number: int, target: Target, rules: Rules) -> Row:
    named = (target.text, target.metric, indicator(target.metric, rules))
    values = (target.value, target.value_max, target.unit, target.comparator, target.bound, target.kind)
    step = task.measures[measure - 1] if measure else None
    due = (step.deadline and step.deadline.end) if step else None
    return (part, task.id, measure, number, *named, *values, year(due or task.due), *target.span)


def _units(part: int, task: str, measure: int | None, who: Task | Measure) -> Iterator[Row]:
    stated = {**dict.fromkeys(who.support, "support"), **dict.fromkeys(who.lead, "lead")}
    units = dict.fromkeys((*who.lead, *who.units, *who.support))
    return ((part, task, measure, i, unit, stated.get(unit, "unit")) for i, unit in enumerate(units, 1))


def _diagnostic(part: int, found: Diagnostic, at: Line) -> Row:
    return (part, found.code, found.severity, found.message, *found.span, at(found.span[0]))


def nested(
    speeches: list[Speech],
    text: str | None = None,
    line: Line | None = None,
    beside: tuple[tuple[str, str], ...] = (),
) -> Iterator[dict[str, Any]]:
    """A record a speech: the columns of ``speeches``, and each other table as a list of records."""
    found = rows(speeches, text, line, beside)
    for speech in found.pop("speeches"):
        record = dict(zip(TABLES["speeches"], speech, strict=True))
        for table, members in found.items():
            columns = tuple(TABLES[table])[1:]
            record[table] = [dict(zip(columns, row[1:], strict=True)) for row in members if row[0] == speech[0]]
        yield record
