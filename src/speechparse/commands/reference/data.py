"""The keys of the output and the columns of the tables: a data dictionary, made from the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from ... import model
from ...records import TABLES
from ...schema.descriptions import DESCRIPTIONS

_CLASSES = (
    "Speech",
    "Source",
    "Metadata",
    "Node",
    "RoleGuess",
    "Task",
    "Measure",
    "TimeRef",
    "Target",
    "Claim",
    "Diagnostic",
)

# table: (what a row is, the class of the model that its columns come from)
ROWS = {
    "speeches": ("A speech.", ("Source", "Metadata")),
    "metadata": ("A stated field of a head.", ()),
    "nodes": ("A node of an outline.", ("Node",)),
    "tasks": ("A task.", ("Task",)),
    "task_units": ("A body that a task or a measure names.", ()),
    "measures": ("A step of a task.", ("Measure",)),
    "targets": ("A quantified goal or result of a task.", ("Target",)),
    "milestones": ("One of several deadlines of a task.", ()),
    "claims": ("An announced number of items.", ("Claim",)),
    "claim_nodes": ("A node that a claim counts.", ()),
    "diagnostics": ("What a reader should know.", ("Diagnostic",)),
}
# Columns that are no field of the model, or are written otherwise.
COLUMNS = {
    "speech": "The speech of the document, counted from 1; in SQLite speech_id, the key of speeches.",
    "text": "The words.",
    "tasks.section": "The headings above it, joined by ›.",
    "tasks.people": "Responsible persons, joined by 、.",
    "measures.people": "Responsible persons, joined by 、.",
    "speeches.text": "The text that the spans point into, with --with-text.",
    "node": "The id of the node.",
    "parent": "The id of the node above it.",
    "task": "The id of the task.",
    "measure": "The measure, counted from 1 within the task; null where the whole task is meant.",
    "target": "The target, counted from 1 within the task.",
    "milestone": "The deadline, counted from 1 within the task.",
    "claim": "The claim, counted from 1 within the speech.",
    "position": "Counted from 1, leading bodies first.",
    "speeches.position": "The speaker's office.",
    "unit": "The body.",
    "targets.unit": "The unit as written.",
    "part": "lead, support, or unit where no part is stated.",
    "columns": "What stood beside the text in a corpus (--meta-columns) or in a table on the files (--meta): JSON.",
    "speeches.part": "Which speech of the file this is, counted from 1.",
    "field": "The field's name.",
    "value": "What it is.",
    "targets.value": "The number, in single units.",
    "indicator": "The usual name of the metric (地区生产总值 for 生产总值, GDP …), by the rule set indicator.",
    "year": "The year of the speech's date.",
    "tasks.year": "The year of the due day.",
    "targets.year": "The year of the due day of the measure or task.",
    "span_start": "Where it begins: code points of the decoded text.",
    "span_end": "Where it ends.",
    "title_start": "Where the title begins.",
    "title_end": "Where the title ends.",
    "line": "The line it begins on, counted from 1.",
    "deadline": "The words of the deadline.",
    "deadline_start": "First day.",
    "deadline_end": "Last day.",
    "period": "The words of the period.",
    "period_start": "First day.",
    "period_end": "Last day.",
    "due": "The last day: the deadline's, else the period's.",
    "recurrence": "The words of what comes again.",
    "date_start": "First day.",
    "date_end": "Last day.",
    "ok": "1 where both numbers are equal, else 0.",
    "confidence": "How sure it is, 0 to 1.",
}


def described(table: str, column: str) -> str:
    """What a column holds."""
    own = COLUMNS.get(f"{table}.{column}")
    if own:
        return own
    for kind in ROWS[table][1]:
        if column not in COLUMNS and (words := DESCRIPTIONS.get(f"{kind}.{column}")):
            return words
    return COLUMNS[column]


def tables_page() -> str:
    """The tables."""
    return "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    yield "# Tables"
    yield ""
    yield "The tables of SQLite, of `to_records`, and the nested columns of Parquet; CSV takes its column names from `tasks`."
    yield "A DATE is a whole day: ISO text in SQLite, which has no type for it, and a typed day in Parquet."
    yield "Made by `python -m speechparse.commands.reference`."
    for table, columns in TABLES.items():
        yield from ("", f"## {table}", "", ROWS[table][0], "", "| column | kind | holds |", "| --- | --- | --- |")
        yield from (f"| `{column}` | {kind} | {described(table, column)} |" for column, kind in columns.items())
    yield from ("", "## Views", "", "| view | a row is |", "| --- | --- |")
    yield from (f"| `{name}` | {words} |" for name, words in VIEWS.items())


VIEWS = {
    "ledger": "a task with its units joined (任务台账)",
    "points": "an outermost highlight or requirement (亮点、要求), with its year",
    "goals": "a target that is to be reached, results left out, with its indicator and year",
    "unit_tasks": "a body, how many tasks it has and how many it leads",
    "broken_claims": "an announced number that does not agree with what was found",
    "doubtful": "a node that a reviewer should look at first",
}


def output_page() -> str:
    """The keys of the output."""
    return "\n".join(_output()) + "\n"


def _output() -> Iterator[str]:
    yield "# Keys of the output"
    yield ""
    yield "`-f json` gives one object for one speech, an array for several; with `--array` always an array. JSON Lines is"
    yield "always one object a line. `speechparse schema` prints the JSON Schema, with `--array` and `--only` those shapes."
    yield "Made by `python -m speechparse.commands.reference`."
    for name in _CLASSES:
        kind: Any = getattr(model, name)
        yield from ("", f"## {name}", "", " ".join((kind.__doc__ or "").split("\n\n")[0].split()), "")
        yield from ("| key | type | holds |", "| --- | --- | --- |")
        for field in dataclasses.fields(kind):
            described = DESCRIPTIONS[f"{name}.{field.name}"]
            yield f"| `{field.name}` | `{str(field.type).replace('|', chr(92) + '|')}` | {described} |"
