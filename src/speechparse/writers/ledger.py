"""The task ledger (任务分解表): one table of columns for every format, and the formats themselves.

A ledger is the rows of one speech. A row is a task, or with ``finer`` each of its measures. Text formats are written
here; a workbook and a Word file by ``ledger_xlsx`` and ``ledger_docx``, which need their extras.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ..errors import WriteError
from ..model import Speech, Target, Task, TimeRef
from ..source import SourceText
from .csv_ import as_text
from .files import replacing
from .json_ import render as render_json
from .markdown import inline
from .registry import Options

_NARROW = 9
_LONGEST_NAME = 60  # of a task, before it is cut


class Row(NamedTuple):
    """One line of the table: ``number`` is ``3``, or ``3.2`` for a measure; ``place`` is line and column."""

    number: str
    task: Task
    text: str
    deadline: TimeRef | None
    targets: Sequence[Target]
    place: str


class Ledger(NamedTuple):
    """The rows of one speech under its title; ``source`` is the file's name."""

    title: str
    source: str
    rows: list[Row]

    def widths(self) -> list[int]:
        """The columns' widths; those that hold nothing shrink to their heading."""
        return [
            column.width if not self.rows or any(column.cell(row) for row in self.rows) else min(column.width, _NARROW)
            for column in COLUMNS
        ]


class Column(NamedTuple):
    """``width`` counts half-width characters; ``centred`` goes for short cells."""

    title: str
    width: int
    cell: Callable[[Row], str]
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """``merge``: neighbouring cells of the same section become one (in workbook and Word file)."""

    merge: bool = False


def _name(row: Row) -> str:
    task = row.task
    if task.action and task.object and row.text == task.text:
        return task.action + task.object
    first = row.text.split("。", 1)[0].strip("；;，, \u3000\n")
    return first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"


def _rest(task: Task) -> tuple[str, ...]:
    named = {*task.lead, *task.support}
    return tuple(unit for unit in task.units if unit not in named)


def _names(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names))


def _when(row: Row) -> str:
    when = row.deadline or row.task.deadline or row.task.period
    if when is None or when.end is None:
        return when.text if when else ""
    days = when.end if when.start in (None, when.end) else f"{when.start} 至 {when.end}"
    return f"{when.text}（{days}）"


def _goal(target: Target) -> str:
    metric = target.metric or ""
    return target.text if metric in target.text else metric + target.text


COLUMNS = (
    Column("序号", 6, lambda r: r.number, centred=True),
    Column("任务", 24, _name),
    Column("牵头单位", 11, lambda r: _names(r.task.lead)),
    Column("责任单位", 14, lambda r: _names(_rest(r.task))),
    Column("配合单位", 11, lambda r: _names(r.task.support)),
    Column("责任人", 9, lambda r: _names(r.task.people)),
    Column("完成时限", 13, _when),
    Column("量化目标", 20, lambda r: "；".join(dict.fromkeys(map(_goal, r.targets)))),
    Column("所属章节", 16, lambda r: " › ".join(r.task.section)),
    Column("原文", 48, lambda r: r.text),
    Column("原文位置", 9, lambda r: r.place, centred=True),
)
SECTION = next(i for i, column in enumerate(COLUMNS) if column.title == "所属章节")


def ledger(speech: Speech, source: SourceText | None = None, *, finer: bool = False) -> Ledger:
    """The ledger of a speech; places are line:column where the source is given, else offsets."""
    title = "".join((speech.metadata.title or speech.source.name or "讲话").split())
    return Ledger(f"{title}任务分解表", speech.source.name or "", list(_rows(speech, source, finer)))


def _rows(speech: Speech, source: SourceText | None, finer: bool) -> Iterator[Row]:
    def place(offset: int) -> str:
        return "{}:{}".format(*source.line_col(offset)) if source else str(offset)

    for n, task in enumerate(speech.tasks, 1):
        if not (finer and task.measures):
            yield Row(str(n), task, task.text, task.deadline, task.targets, place(task.span[0]))
            continue
        for k, measure in enumerate(task.measures, 1):
            yield Row(f"{n}.{k}", task, measure.text, measure.deadline, measure.targets, place(measure.span[0]))


# -- formats

FORMATS = ("xlsx", "docx", "csv", "md", "json")
_MODULES = {"xlsx": "ledger_xlsx", "docx": "ledger_docx"}
_EXTRAS = {"xlsxwriter": "xlsx", "docx": "docx"}


def format_of(path: Path) -> str:
    """The format of a file name. Raises WriteError where a ledger has none with this suffix."""
    name = {"markdown": "md"}.get(suffix := path.suffix.lower().lstrip("."), suffix)
    if name not in FORMATS:
        known = " ".join("." + name for name in FORMATS)
        raise WriteError(str(path), f"no ledger has the suffix {path.suffix or '(none)'}", f"use one of {known}")
    return name


def save(
    speeches: Iterable[tuple[Speech, SourceText | None]],
    path: Path,
    *,
    name: str | None = None,
    finer: bool = False,
    layout: Layout = Layout(),
) -> None:
    """Write the ledgers of ``speeches``, whole or not at all. Raises WriteError."""
    name = name or format_of(path)
    if name not in _MODULES:
        encoding = "utf-8-sig" if name == "csv" else "utf-8"  # Excel knows UTF-8 by the byte order mark
        with replacing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as out:
            out.writelines(render(speeches, name, finer=finer))
        return
    try:
        module = import_module(f".{_MODULES[name]}", __package__)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "", name)
        raise WriteError(
            str(path), f"{error.name} is not installed", f"pip install 'speechparse[{extra}]', or write .csv"
        ) from error
    with replacing(path) as temporary:
        module.write([ledger(speech, source, finer=finer) for speech, source in speeches], temporary, layout)


def render(speeches: Iterable[tuple[Speech, SourceText | None]], name: str, *, finer: bool = False) -> Iterator[str]:
    """The text of ``csv``, ``md`` or ``json``, in pieces."""
    if name == "json":
        return render_json((speech for speech, _ in speeches), Options(only=("metadata", "tasks")))
    ledgers = (ledger(speech, source, finer=finer) for speech, source in speeches)
    return _csv(ledgers) if name == "csv" else _markdown(ledgers)


def _csv(ledgers: Iterable[Ledger]) -> Iterator[str]:
    yield _line(["来源", *(column.title for column in COLUMNS)])
    for one in ledgers:
        for row in one.rows:
            yield _line([one.source, *(column.cell(row) for column in COLUMNS)])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([as_text(cell) for cell in cells])
    return out.getvalue()


def _markdown(ledgers: Iterable[Ledger]) -> Iterator[str]:
    for number, one in enumerate(ledgers):
        yield "\n" * bool(number) + f"# {inline(one.title)}\n\n"
        yield f"| {' | '.join(column.title for column in COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
        for row in one.rows:
            yield f"| {' | '.join(inline(column.cell(row)) for column in COLUMNS)} |\n"


def groups(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Index ranges ``[first, last)`` of neighbouring rows of the same section."""
    first = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or rows[i].task.section != rows[first].task.section:
            yield first, i
            first = i
