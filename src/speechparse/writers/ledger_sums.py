"""The summary sheet of a workbook, counted anew from its tables (extra ``xlsx``)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from ..ledger.words import word
from .ledger_sheet import Table, units_of
from .ledger_summary import Duty, counted
from .ledger_table import Layout


def sum_up(book: Any, known: list[Table], layout: Layout) -> None:
    """The summary counts what the tables say now, rows that are not named again left out."""
    title = word("title.summary", layout.language)
    sheet = book[title] if title in book.sheetnames else None
    if sheet is None or sheet["A2"].value != word("summary.unit", layout.language):
        return
    gone = word("change.gone", layout.language)
    rows = [row.words for table in known for row in table.rows if not row.words.get("change", "").startswith(gone)]
    found = counted(map(_duty, rows))
    months: list[tuple[object, ...]] = [(datetime(first.year, first.month, 1), count) for first, count in found.months]
    months += found.worded
    if found.undated:
        months.append((word("summary.undated", layout.language), found.undated))
    _fill(sheet, 1, found.units)
    _fill(sheet, 7, months)


def _duty(words: dict[str, str]) -> Duty:
    lead, units, support = (units_of(words.get(field, "")) for field in ("lead", "units", "support"))
    return lead, units, support, _time(words.get("when", ""))


def _time(words: str) -> date | str | None:
    """The day of a cell, or its words."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words or None


def _fill(sheet: Any, column: int, lines: Sequence[tuple[object, ...]]) -> None:
    """Lines from the third row on, in the look of the first, in place of those that stood there."""
    width = len(lines[0]) if lines else 0
    for n in range(max(len(lines), sheet.max_row - 2)):
        for i in range(width):
            cell = sheet.cell(3 + n, column + i)
            cell.value = lines[n][i] if n < len(lines) else None
            if n < len(lines):
                cell._style = copy(sheet.cell(3, column + i)._style)
