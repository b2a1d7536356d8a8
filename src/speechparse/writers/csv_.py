"""CSV of the tasks: one row a task, for a spreadsheet or a data frame. The columns are named as in ``records``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from .. import display
from ..isodates import day
from ..model import Speech, Task, TimeRef
from .registry import Options

COLUMNS = (
    *("name", "part", "title", "task", "node", "section", "text", "action", "object", "lead", "support", "units"),
    *("people", "deadline", "deadline_start", "deadline_end", "period", "period_start", "period_end"),
    *("recurrence", "milestones", "due", "targets", "span_start", "span_end", "confidence"),
)


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """A head row, then the tasks. Lists are joined by 、, headings by ``›``."""
    yield _row(COLUMNS)
    for speech in speeches:
        for task in speech.tasks:
            yield _row((speech.source.name, speech.source.part, speech.metadata.title, *_cells(task)))


def as_text(cell: object) -> object:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front, which shows as text."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")):
        return "'" + cell
    return cell


def _cells(task: Task) -> Iterator[object]:
    yield from (task.id, task.node, " › ".join(task.section), task.text, task.action, task.object)
    yield from ("、".join(names) for names in (task.lead, task.support, task.units, task.people))
    yield from (*_time(task.deadline), *_time(task.period))
    yield task.recurrence.text if task.recurrence else None
    yield from ("；".join(when.text for when in task.milestones), day(task.due, last=True), display.targets(task))
    yield from (*task.span, task.confidence)


def _time(when: TimeRef | None) -> tuple[str | None, str | None, str | None]:
    return (when.text, day(when.start, last=False), day(when.end, last=True)) if when else (None, None, None)


def _row(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([as_text(cell) for cell in cells])
    return out.getvalue()
