"""The table in a terminal and ``docs/benchmarks.md``."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from .rows import Row

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_INTRO = """\
# Benchmarks

Made by `python -m benchmarks`; don't edit. Figures of one machine say little, so every time stands as a ratio to a
yardstick taken in the same run: **U** is one pass of Python's `re` over the same text with a plain alternation of
enumeration marks (一、 （一） 1. 第一， 一是 …). Less is better; a goal is the most that a ratio may be. All are
ratios of one run; a part that it left out has no table.

    python -m benchmarks                     everything (a quarter of an hour; installs into a cache folder)
    python -m benchmarks --quick             smaller texts, fewer rounds
    python -m benchmarks --only parse,start  some parts: {parts}
    python -m benchmarks.guard               what continuous integration runs

In the process the least processor time of several rounds counts, taken in turn with the yardsticks; of whole
processes the median of alternating runs.
"""


@dataclass
class Table:
    """A titled list of rows, and a remark under it."""

    title: str
    rows: list[Row]
    remark: str = ""


@dataclass
class Report:
    """All tables of a run."""

    corpus: str
    tables: list[Table] = field(default_factory=list)


def cells(row: Row) -> list[str]:
    """What, figure, ratio, goal, held."""
    ratio = "" if row.ratio is None else f"{row.ratio:.3g} {row.unit}"
    goal = "" if row.goal is None else f"≤ {row.goal:g}"
    held = {None: "", True: "yes", False: "**no**"}[row.held]
    return [row.what, row.figure + (f" ({row.note})" if row.note else ""), ratio, goal, held]


def plain(table: Table) -> str:
    """For a terminal."""
    grid = [["", "measured", "ratio", "goal", "held"], *(cells(row) for row in table.rows)]
    widths = [max(_width(line[i]) for line in grid) for i in range(5)]
    lines = [
        "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(line, widths, strict=True)).rstrip()
        for line in grid
    ]
    return "\n".join([f"\n{table.title}", *lines, *([table.remark] if table.remark else [])]).replace("**", "")


def _width(text: str) -> int:
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)


def markdown(report: Report, parts: str) -> str:
    """For ``docs/benchmarks.md``."""
    lines = [_INTRO.format(parts=parts), f"Machine: {machine()}. Corpus: {report.corpus}.\n"]
    for table in report.tables:
        lines += [f"## {table.title}\n", "| | measured | ratio | goal | held |", "| --- | --- | --- | --- | --- |"]
        lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells(row)) + " |" for row in table.rows]
        lines.append(f"\n{table.remark}\n" if table.remark else "")
    return "\n".join(lines).rstrip() + "\n"


def machine() -> str:
    """Processor, cores, Python."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        name = models[0] if models else name
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, {python}"
