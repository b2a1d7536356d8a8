"""Cells of an open workbook that is carried on: words put in, changes told, new rows below, areas made longer."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from ..ledger.dates import day, number_format, official
from ..ledger.words import word
from .ledger_columns import Row, stated_time
from .ledger_memory import fresh, memory
from .ledger_sheet import Table
from .ledger_table import Layout

_HIGHEST = 409  # points of a row in a workbook


def put(table: Table, number: int, field: str, row: Row, words: str) -> None:
    """Write the words of a field into its cell; a day as a day, a number as a number."""
    cell = table.sheet.cell(number, table.columns[field])
    if type(cell).__name__ == "MergedCell":
        return
    last = day(stated_time(row.row)) if field == "when" and not row.notes.get("when") else None
    if last:
        cell.value = datetime(last.year, last.month, last.day)
        cell.number_format = number_format(official(stated_time(row.row)), last)
    elif field == "number" and words.isdigit():
        cell.value = int(words)
    else:
        cell.value = words
        cell.data_type = "s"  # =1+1 is no formula


def mark_column(table: Table, layout: Layout) -> int:
    """The column 变更情况, made at the right of all others where it is missing."""
    if "change" in table.columns:
        return table.columns["change"]
    sheet = table.sheet
    column = 1 + max(sheet.max_column, table.columns.get("memory", 0))
    head = sheet.cell(table.header, column, word("column.change", layout.language))
    _like(head, sheet.cell(table.header, table.columns["task"]))
    sheet.column_dimensions[head.column_letter].width = 28
    for row in table.rows:
        _like(sheet.cell(row.number, column), sheet.cell(row.number, table.columns["task"]))
    table.columns["change"] = column
    return int(column)


def mark(table: Table, number: int, marks: dict[int, int], words: str) -> None:
    """Say in the column 变更情况 what became of a row, above what was said earlier."""
    cell = table.sheet.cell(number, marks[id(table.sheet)])
    earlier = str(cell.value or "")
    if words not in earlier:
        cell.value = words + (f"\n{earlier}" if earlier else "")
        _make_room(table.sheet, cell)


def _make_room(sheet: Any, cell: Any) -> None:
    """The row as high as what has been added to it needs, where its height is fixed."""
    row, width = sheet.row_dimensions[cell.row], sheet.column_dimensions[cell.column_letter].width
    if row.height:
        lines = sum(-(-2 * len(line) // max(4, int(width) - 2)) or 1 for line in str(cell.value).split("\n"))
        row.height = min(_HIGHEST, max(row.height, 15 * lines + 6))


def named_again(table: Table, number: int, marks: dict[int, int], layout: Layout) -> None:
    """Take back 未再提及."""
    cell = table.sheet.cell(number, marks[id(table.sheet)])
    lines = str(cell.value or "").split("\n")
    if word("change.gone", layout.language) in lines:
        cell.value = "\n".join(line for line in lines if line != word("change.gone", layout.language)) or None


def _like(cell: Any, other: Any) -> None:
    cell._style = copy(other._style)  # all of it at once; the public attributes take twenty times as long


def append(table: Table, rows: list[Row], marks: dict[int, int], layout: Layout) -> None:
    """New rows, below everything that stands in the sheet."""
    sheet = table.sheet
    end = table.header
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(value not in (None, "") for value in cells):
            end = number
    highest = max([int(row.words["number"]) for row in table.rows if row.words.get("number", "").isdigit()], default=0)
    width = max(sheet.max_column, marks[id(sheet)])
    for n, row in enumerate(rows, 1):
        number = end + n
        for column in range(1, width + 1) if table.rows else ():
            _like(sheet.cell(number, column), sheet.cell(table.last, column))
        for field in table.columns:
            if field == "number":
                sheet.cell(number, table.columns[field]).value = highest + n
            elif field not in ("id", "memory", "change", "text") and (words := fresh(row, field)):
                put(table, number, field, row, words)
        if hidden := table.columns.get("id"):
            sheet.cell(number, hidden).value = row.row.id
            sheet.cell(number, hidden + 1).value = memory(row)
        mark(table, number, marks, word("change.new", layout.language))
    _stretch(table, end + len(rows), marks[id(sheet)])


def _stretch(table: Table, last: int, mark: int) -> None:
    """Filter, states to choose from, colours and what is printed reach to the last row."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import CellRange

    sheet = table.sheet
    first = table.header + 1

    def longer(reference: str) -> str:
        parts = [CellRange(part) for part in str(reference).split()]
        for part in parts:
            if part.min_row <= first <= part.max_row and part.max_row >= table.last:
                part.max_row = max(part.max_row, last)
        return " ".join(part.coord for part in parts)

    for choice in sheet.data_validations.dataValidation:
        choice.sqref = type(choice.sqref)(longer(choice.sqref))
    rules = ConditionalFormattingList()
    for group in sheet.conditional_formatting:
        for rule in group.rules:
            rules.add(longer(group.sqref), rule)
    sheet.conditional_formatting = rules
    if sheet.auto_filter.ref:
        area = CellRange(sheet.auto_filter.ref)
        sheet.auto_filter.ref = CellRange(
            min_row=area.min_row, min_col=area.min_col, max_row=max(last, area.max_row), max_col=area.max_col
        ).coord
    if sheet.print_area:
        sheet.print_area = f"A1:{get_column_letter(mark)}{max(last, sheet.max_row)}"
