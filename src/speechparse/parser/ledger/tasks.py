"""The task ledger (任务分解表): every stretch of text -> evidence -> rows -> tasks with who, when, how much, what.

No role and no place shuts a row out; see ``evidence``. What names a body or a day and is no row all the same is handed
back too, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ...model import Span, Task
from ...rules.types import Rules
from ..forms import LogicalText, Outline, RoleDecision
from . import assignments, evidence, fields, left_out, stretches, tables
from .forms import Ground, Row, place


class Ledger(NamedTuple):
    """The tasks, the rows that were judged (for those who ask why), and the spans left out, logical."""

    tasks: list[Task]
    rows: list[Row]
    left_out: list[Span]


def find(
    text: LogicalText,
    outline: Outline,
    roles: list[RoleDecision],
    reference: date | None,
    body: int,
    end: int,
    rules: Rules,
    segmenter: Callable[[str], list[str]] | None = None,
    kind: str | None = None,
) -> list[Task]:
    """The tasks of ``text`` between ``body`` and ``end`` (logical offsets), in order, with source spans.

    ``reference`` is the date that words like 今年 are read against, ``kind`` the document's. ``segmenter`` cuts words;
    with it the border between ``action`` and ``object`` falls between words.
    """
    where = place(text.text, text.raw, rules)
    reach = (0, len(text.text))
    return read(Ground(text, outline, roles, rules, where, body, end, reach, reference, kind, segmenter)).tasks


def read(ground: Ground) -> Ledger:
    """The ledger of a speech: rows found, named, judged and read."""
    tabled = tables.ledgers(ground) if ground.text.said.tables else []
    stated = assignments.stated(ground.where, ground.body, ground.end)
    if stated and assignments.first_listed_leads(ground.where):
        stated = [assignments.leading(one) for one in stated]
    found = stretches.find(ground, stated)
    if tabled:
        found = [row for row in found if not any(t.start <= row.start < t.end for t, _, _ in tabled)]
    found = evidence.judge(ground, found)
    kept = [row for row in found if row.score >= 0]
    _spread(kept, ground.outline)
    missed = left_out.find(ground, found)
    written = fields.tasks(ground, kept)
    for table, headings, held in tabled:
        written += tables.tasks(ground, table, headings, held)
    if tabled:
        written = [replace(task, id=f"T{n}") for n, task in enumerate(sorted(written, key=_place), 1)]
    return Ledger(written, found, missed)


def _place(task: Task) -> Span:
    return task.span


def _spread(found: list[Row], outline: Outline) -> None:
    """责任单位 in a paragraph of its own below a list whose members name nobody holds for the whole list."""
    lists: dict[int, list[Row]] = {}
    for row in found:
        if row.owner >= 0 and row.first:
            lists.setdefault(outline.items[row.owner].parent, []).append(row)
    for members in lists.values():
        last = members[-1]
        if last.apart and len(members) > 1 and not any(row.assigned for row in members[:-1]):
            for row in members[:-1]:
                row.assigned = last.assigned
