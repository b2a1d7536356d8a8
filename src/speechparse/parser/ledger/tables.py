"""A table that is a ledger: its rows as they stand, with the place of each cell (序号 工作任务 牵头单位 完成时限).

The format says where the cells are (``LogicalText.said.tables``); a merged cell stands in every row that it covers, so
that a body named once holds for all of them. Which column holds what is read off its headings, one row of them or
several. A table is a ledger where a column says what is done and another who or until when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ...model import Measure, Span, Task, TimeRef
from ...signs import LOOSE
from ...source import Table
from ..calendar import times
from ..numbers.targets import aims
from ..numbers.targets import find as find_targets
from . import assignments, steps
from .action import actions
from .forms import Assignment, Ground, Part, built

_HEADING_ROWS = 3
_WHO = frozenset({"lead", "units", "support", "people", "mixed"})
_WHAT = ("task", "measure", "target")
_NOTHING = "—-－/、 \u3000\n\t"

Columns = dict[int, str]
"""What the columns hold, by their number."""


class Line(NamedTuple):
    """One row of a ledger: the place of its task, the other cells by what they hold, the groups that it stands in."""

    span: Span
    cells: dict[str, list[Span]]
    groups: tuple[str, ...]


def ledgers(ground: Ground) -> list[tuple[Table, int, Columns]]:
    """The tables of the text that are ledgers, with the number of their heading rows and what their columns hold."""
    found = []
    for table in ground.text.said.tables:
        if ground.reach[0] <= table.start < ground.reach[1] and (read := columns(ground, table)):
            found.append((table, *read))
    return found


def columns(ground: Ground, table: Table) -> tuple[int, Columns] | None:
    """The heading rows and columns of a table; None where it is no ledger."""
    named: Columns = {}
    count = 0
    for row in table.rows[: max(table.headers, _HEADING_ROWS)]:
        here = {n: kind for n, cell in enumerate(row) if (kind := _kind(ground, cell))}
        if len(set(here.values())) < 2 and count >= table.headers:
            if named or count >= _HEADING_ROWS:
                break
            count += 1  # a title inside the table
            continue
        named.update(here)
        count += 1
    held = set(named.values())
    if not held & set(_WHAT) or not held & (_WHO | {"deadline"}):
        return None
    return count, named


def _kind(ground: Ground, cell: Span) -> str:
    """What a column with this heading holds; empty where it says nothing."""
    words = "".join(ground.text.text[slice(*cell)].split())
    hit = ground.rules["ledger.column"].fullmatch(words)
    return hit.value if hit else ""


# -- rows


def tasks(ground: Ground, table: Table, headings: int, held: Columns) -> list[Task]:
    """The tasks of one ledger, not yet numbered among the others."""
    lead = assignments.first_listed_leads(ground.where)
    owner = _owner(ground, table.start)
    return [_task(ground, line, owner, lead) for line in _lines(ground, table, headings, held)]


def _lines(ground: Ground, table: Table, headings: int, held: Columns) -> Iterator[Line]:
    """The rows; one whose cells are all one cell is a heading, one without a task goes on with the row before."""
    heading: tuple[str, ...] = ()
    line: Line | None = None
    for row in table.rows[headings:]:
        filled = {cell for cell in row if _words(ground, cell)}
        if not filled or _is_heading_row(ground, row, held):
            continue
        if len(filled) == 1 and len(row) > 2:
            at = [n for n, cell in enumerate(row) if cell in filled]
            if len(at) > 1 or held.get(at[0], "") not in _WHO | {"deadline"}:
                heading = (_words(ground, row[at[0]]),)
                continue
        cells: dict[str, list[Span]] = {}
        for n, cell in enumerate(row):
            kind = held.get(n, "")
            if kind and _words(ground, cell) and cell not in cells.get(kind, ()):
                cells.setdefault(kind, []).append(cell)
        span = _task_cell(cells, line)
        if span is None:
            if line is not None:  # 责任单位 on the next line
                for kind, more in cells.items():
                    line.cells.setdefault(kind, []).extend(more)
            continue
        if line is not None:
            yield line
        groups = tuple(dict.fromkeys(_words(ground, cell) for cell in cells.get("group", ())))
        line = Line(span, cells, (*heading, *groups))
    if line is not None:
        yield line


def _is_heading_row(ground: Ground, row: tuple[Span, ...], held: Columns) -> bool:
    """Whether a row repeats the headings, as on a new page."""
    return sum(_kind(ground, cell) == held.get(n, "") != "" for n, cell in enumerate(row)) >= 2


def _task_cell(cells: dict[str, list[Span]], before: Line | None) -> Span | None:
    """The cell that says what is done: that of the task, or of the measure where a merged task has several."""
    found = [cells[kind][0] for kind in _WHAT if kind in cells]
    if not found:
        return None
    task = found[0]
    merged = before is not None and task in before.cells.get("task", ())
    if merged:
        others = [cell for cell in found[1:] if before is not None and cell != before.span]
        return others[0] if others else task
    return task


def _words(ground: Ground, cell: Span) -> str:
    return ground.text.raw[slice(*cell)].strip(_NOTHING)


def _task(ground: Ground, line: Line, owner: int, first_leads: bool) -> Task:
    text, raw, place = ground.text.text, ground.text.raw, ground.text.source_span
    span, who = line.span, _who(ground, line)
    if who and first_leads:
        who = assignments.leading(who)
    hits = [hit for cell in line.cells.get("deadline", ()) for hit in _times(ground, cell)]
    own = _times(ground, span)
    dated = [hit.ref for hit in hits if hit.kind != "recurrence"] or [h.ref for h in own if h.kind == "deadline"]
    again = next((hit.ref for hit in [*hits, *own] if hit.kind == "recurrence"), None)
    deadline = _placed(ground, dated[-1] if dated else None if again else _unread(ground, line))
    period = _placed(ground, next((hit.ref for hit in own if hit.kind == "period"), None))
    # 具体措施 beside 重点事项 has the numbers; a cell may be the task and the target (目标任务).
    places = dict.fromkeys((span, *line.cells.get("measure", ()), *line.cells.get("target", ())))
    year = ground.reference.year if ground.reference else None
    found = [t for cell in places for t in find_targets(text, cell[0], cell[1], ground.rules, raw, year)]
    action, object_ = actions(ground.rules).split(text, *span, raw, ground.segmenter)
    return Task(
        id="",
        node=ground.outline.ids[owner] if owner >= 0 else None,
        section=(*_section(ground, owner), *line.groups),
        text=raw[slice(*span)],
        action=action,
        object=object_,
        units=who.units if who else (),
        lead=who.lead if who else (),
        support=who.support if who else (),
        people=who.people if who else (),
        deadline=deadline,
        period=period,
        recurrence=_placed(ground, again),
        milestones=tuple([ref for d in dated if (ref := _placed(ground, d))]) if len(dated) > 1 else (),
        due=(deadline.end if deadline else None) or (period.end if period else None),
        targets=tuple([replace(target, span=place(target.span)) for target in aims(found)]),
        measures=_measures(ground, line),
        span=place(span),
        confidence=0.95,
    )


def _who(ground: Ground, line: Line) -> Assignment | None:
    """What the columns of bodies and people hold; a cell may speak for itself (甲局牵头，乙局配合)."""
    parts = []
    for kind in ("lead", "units", "support", "mixed", "people"):
        for cell in line.cells.get(kind, ()):
            parts.append(Part(kind, *cell))
    return built(ground.where, parts, line.span, "label") if parts else None


def _unread(ground: Ground, line: Line) -> TimeRef | None:
    """The words of a deadline that names no day: 长期坚持."""
    for cell in line.cells.get("deadline", ()):
        return TimeRef(ground.text.raw[slice(*cell)], None, None, cell)
    return None


def _times(ground: Ground, cell: Span) -> list[times.TimeHit]:
    return times.find(ground.text.text, *cell, ground.reference, ground.rules, ground.text.raw)


def _placed(ground: Ground, ref: TimeRef | None) -> TimeRef | None:
    return ref and TimeRef(ground.text.quote(ref.span), ref.start, ref.end, ground.text.source_span(ref.span))


def _measures(ground: Ground, line: Line) -> tuple[Measure, ...]:
    """The steps that a column of its own lists."""
    raw, out = ground.text.raw, []
    for cell in line.cells.get("measure", ()):
        if cell != line.span:
            for piece in steps.PIECE.finditer(ground.text.text, *cell):
                out.append(Measure(raw[slice(*piece.span())], ground.text.source_span(piece.span())))
    return tuple(out)


def _owner(ground: Ground, at: int) -> int:
    """The innermost item that began before an offset and holds it; -1 if there is none."""
    found = -1
    for i, item in enumerate(ground.outline.items):
        if item.start >= at:
            break
        if at < item.end:
            found = i
    return found


def _section(ground: Ground, owner: int) -> tuple[str, ...]:
    path: list[str] = []
    while owner >= 0:
        item = ground.outline.items[owner]
        path.append(ground.text.raw[max(item.mark.end, item.title[0]) : item.title[1]].strip(LOOSE))
        owner = item.parent
    return tuple(reversed(path))
