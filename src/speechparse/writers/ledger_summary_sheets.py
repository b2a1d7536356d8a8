"""The sheets beside a workbook's tables: how much each unit has to do, and what the ledger leaves out."""

from __future__ import annotations

from typing import Any

from ..ledger.words import word
from .ledger_formats import Formats, midnight, page_setup, safe
from .ledger_summary import Summary
from .ledger_table import Layout, Ledger


def summary_sheet(sheet: Any, found: Summary, formats: Formats, layout: Layout) -> None:
    """How much each unit has to do, beside what is due in each month."""

    def said(key: str) -> str:
        return word(f"summary.{key}", layout.language)

    centred = formats.get(align="center")
    for column, width in enumerate((26, 9, 9, 9, 9, 4, 20, 10)):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 4, said("by_unit"), formats.title)
    sheet.merge_range(0, 6, 0, 7, said("by_month"), formats.title)
    sheet.set_row(0, 36)
    for i, key in enumerate(("unit", "lead", "duty", "support", "all")):
        sheet.write_string(1, i, said(key), formats.header)
    for i, key in enumerate(("month", "tasks")):
        sheet.write_string(1, 6 + i, said(key), formats.header)
    for n, (unit, *counts) in enumerate(found.units, 2):
        sheet.write_string(n, 0, safe(unit), formats.get(align="left"))
        for i, count in enumerate(counts, 1):
            sheet.write_number(n, i, count, centred)
    if not found.units:
        sheet.write_string(2, 0, said("nobody"), formats.get(align="left"))
    month = formats.get(align="center", num_format=said("date_format"))
    for n, (first, count) in enumerate(found.months, 2):
        sheet.write_datetime(n, 6, midnight(first), month)
        sheet.write_number(n, 7, count, centred)
    others = [*found.worded, *([(said("undated"), found.undated)] if found.undated else [])]
    for n, (words, count) in enumerate(others, 2 + len(found.months)):
        sheet.write_string(n, 6, safe(words), centred)
        sheet.write_number(n, 7, count, centred)
    sheet.freeze_panes(2, 0)
    page_setup(sheet, layout)
    sheet.set_portrait()
    sheet.repeat_rows(0, 1)


def missed_sheet(sheet: Any, ledgers: list[Ledger], formats: Formats, layout: Layout) -> None:
    """The dated or assigned sentences that are no rows, with their places."""
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    for i, key in enumerate(("place", "source")):
        sheet.write_string(0, i, word(f"column.{key}", layout.language), formats.header)
    lines = [item for one in ledgers for item in one.missed]
    for n, (place, text) in enumerate(lines, 1):
        sheet.write_string(n, 0, place, formats.get(align="center"))
        sheet.write_string(n, 1, safe(text), formats.get(align="left"))
    page_setup(sheet, layout)
    sheet.repeat_rows(0)
