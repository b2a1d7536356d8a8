"""Sentences that were written before they were run, below every mark: who, when and how much the task has."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechparse.api import parse
from speechparse.model import Task

DATA = Path(__file__).with_name("data")
MARKS = [("一、", "二、"), ("（一）", "（二）"), ("1.", "2."), ("一是", "二是")]
SPEECH = """在石桥县2026年重点工作推进会上的讲话
县长　何立群
（2026年3月10日）

同志们：
下面，安排下一步的重点工作任务。
{0}{2}
{1}抓好防火。
"""


def rows(name: str) -> list[tuple[str, list[str]]]:
    """The sentences of all tables of a name, with the readings that are right."""
    tables = sorted(DATA.glob(f"fresh-{name}*.tsv"))
    lines = [line for table in tables for line in table.read_text("utf-8").splitlines()]
    return [(cells[0], cells[1].split("|")) for line in lines if line and line[0] != "#" if (cells := line.split("\t"))]


def tasks(sentence: str, marks: tuple[str, str]) -> list[Task]:
    found = parse(SPEECH.format(*marks, sentence)).tasks
    return [task for task in found if "抓好防火" not in task.text]


def goals(found: list[Task]) -> list[str]:
    out = []
    for task in found:
        for t in task.targets:
            value = f"{t.value:.6g}" if isinstance(t.value, float) else str(t.value)
            value += "" if t.value_max is None else f"~{t.value_max}"
            words = [t.metric or "-", t.comparator, value, t.unit or "-", t.bound or "", "r" * (t.kind == "result")]
            out.append(" ".join(filter(None, words)))
    return sorted(out)


def times(found: list[Task]) -> set[str]:
    out = set()
    for task in found:
        days = task.milestones or ((task.deadline,) if task.deadline else ())
        out |= {f"d {day.end or '-'}" for day in days}
        if task.period:
            out.add(f"p {task.period.start or '-'}~{task.period.end or '-'}")
        if task.recurrence:
            out.add("r")
    return out


def names(found: list[Task]) -> dict[str, set[str]]:
    every = {"u": set[str](), "l": set[str](), "s": set[str](), "p": set[str]()}
    for task in found:
        for key, values in zip("ulsp", (task.units, task.lead, task.support, task.people), strict=True):
            every[key] |= set(values)
    return {key: values for key, values in every.items() if values}


@pytest.mark.parametrize("marks", MARKS, ids=lambda marks: marks[0])
def test_how_much(marks: tuple[str, str]) -> None:
    table = rows("how-much")
    assert len(table) >= 240
    wrong = []
    for sentence, cells in table:
        want = [sorted(cell.split(";")) if cell != "none" else [] for cell in cells]
        want += [[goal for goal in one if not goal.endswith(" r")] for one in want]
        if (got := goals(tasks(sentence, marks))) not in want:
            wrong.append((sentence, cells, got))
    assert not wrong


@pytest.mark.parametrize("marks", MARKS, ids=lambda marks: marks[0])
def test_when(marks: tuple[str, str]) -> None:
    table = rows("when")
    assert len(table) >= 240
    wrong = []
    for sentence, cells in table:
        want = [set(cell.split(";")) - {"n"} for cell in cells]
        want += [one - {"p -~-"} for one in want]  # a period without days may as well be none
        if (got := times(tasks(sentence, marks))) not in want:
            wrong.append((sentence, cells, got))
    assert not wrong


@pytest.mark.parametrize("marks", MARKS, ids=lambda marks: marks[0])
def test_who(marks: tuple[str, str]) -> None:
    wrong = []
    for sentence, cells in rows("who"):
        want = []
        for cell in cells:
            parts = (part.partition(" ") for part in cell.split(";") if part != "-")
            want.append({key: set(values.split()) for key, _, values in parts})
        if (got := names(tasks(sentence, marks))) not in want:
            wrong.append((sentence, cells, got))
    assert not wrong
