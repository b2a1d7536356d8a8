"""The ledger as an Excel workbook that can be sent out as it is: one sheet a table, then a summary.

The last column of a sheet is hidden: it holds the rows' ids, by which ``ledger_update`` knows them again. Deadlines are
days that show as offices write them, so that they can be sorted and coloured.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import xlsxwriter

from ..ledger.dates import day, number_format, official
from ..ledger.words import group, word
from .ledger_columns import Column, Row, stated_time
from .ledger_formats import MARGINS, SIZE, SMALL, STILL, Formats, midnight, page_setup, safe
from .ledger_groups import grouped, half_pages, merged
from .ledger_memory import MARK, memory
from .ledger_summary import summary
from .ledger_summary_sheets import missed_sheet, summary_sheet
from .ledger_table import Layout, Ledger

_LONGEST_NAME = 31  # of a sheet
_TITLE, _HEADER = 0, 1  # rows
_HIGHEST = 409.0
_RED, _AMBER = "#F8CBAD", "#FFE699"
_SOON = 30  # days before a deadline
_NAMES = {"lead", "units", "support", "leaders", "people", "recurrence"}  # centred where they take one line
_PAPER = (11.69, 8.27)  # inches, A4 on its side
_SMALLEST = 0.4  # of the usual size, in print
_TITLE_HIGH, _HEADER_HIGH = 40, 28  # points


def write(ledgers: list[Ledger], path: Path, layout: Layout) -> None:
    """Write the workbook. OSError where that fails."""
    # Cells are text whatever they look like: =1+1 is no formula, a web address no link.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), plain)
    ledgers = ledgers or [Ledger(word("title.ledger", layout.language), "", [], layout.columns)]
    book.set_properties({"title": safe(ledgers[0].title), "created": STILL})
    formats = Formats(book)
    names: set[str] = set()
    for one in ledgers:
        _sheet(book.add_worksheet(_sheet_name(one, names)), one, formats, layout)
    if any(one.rows for one in ledgers) and not layout.split:
        summary_sheet(book.add_worksheet(word("title.summary", layout.language)), summary(ledgers), formats, layout)
    if layout.missed and any(one.missed for one in ledgers):
        missed_sheet(book.add_worksheet(word("title.missed", layout.language)), ledgers, formats, layout)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(*error.args)) from error


def _sheet(sheet: Any, one: Ledger, formats: Formats, layout: Layout) -> None:
    last = len(one.columns) - 1
    title = safe(one.title)
    if last:
        sheet.merge_range(_TITLE, 0, _TITLE, last, "", formats.title)
    sheet.write_string(_TITLE, 0, title, formats.title)
    sheet.set_row(_TITLE, _TITLE_HIGH)
    sheet.set_row(_HEADER, _HEADER_HIGH)
    widths = one.widths()
    for i, (column, width) in enumerate(zip(one.columns, widths, strict=True)):
        sheet.set_column(i, i, width)
        sheet.write_string(_HEADER, i, safe(column.title), formats.header)
    sheet.write_string(_HEADER, last + 1, word("column.id", layout.language), formats.header)
    sheet.write_string(_HEADER, last + 2, MARK, formats.header)
    sheet.set_column(last + 1, last + 2, 10, None, {"hidden": True})
    plain = formats.get(text_wrap=False, border=0)
    heights = []
    for n, row in enumerate(one.rows, _HEADER + 1):
        heights.append(_write_row(sheet, n, row, one.columns, widths, formats))
        sheet.write_string(n, last + 1, row.row.id, plain)
        sheet.write_string(n, last + 2, safe(memory(row)), plain)
    scale = max(_SMALLEST, min(1.0, (_PAPER[0] - 1.0) * 72 / sum(0.75 * (7 * width + 5) for width in widths)))
    page = (_PAPER[1] - MARGINS["top"] - MARGINS["bottom"]) * 72 / scale - _TITLE_HIGH - _HEADER_HIGH
    breaks = half_pages(heights, page)
    _raise(sheet, one, breaks, heights, widths, layout)
    _merge(sheet, one, breaks, formats, layout)
    sheet.freeze_panes(_HEADER + 1, min(2, last))
    sheet.autofilter(_HEADER, 0, _HEADER + max(1, len(one.rows)), last)
    _live(sheet, one, formats, layout)
    page_setup(sheet, layout)
    sheet.repeat_rows(_TITLE, _HEADER)
    sheet.print_area(_TITLE, 0, _HEADER + max(1, len(one.rows)), last)


def _merge(sheet: Any, one: Ledger, breaks: list[int], formats: Formats, layout: Layout) -> None:
    form = formats.get(align="center")
    for at, first, end, text in merged(one, layout, breaks):
        sheet.merge_range(_HEADER + 1 + first, at, _HEADER + end, at, "", form)
        sheet.write_string(_HEADER + 1 + first, at, safe(text), form)


def _raise(sheet: Any, one: Ledger, breaks: list[int], heights: list[float], widths: list[int], layout: Layout) -> None:
    """Rows that share a heading are together as high as its words need."""
    for at, first, end, text in grouped(one, layout, breaks):
        lacks = min(_height(text, widths[at], SIZE) + 6, _HIGHEST) - sum(heights[first:end])
        if lacks > 0:
            heights[end - 1] += lacks
            sheet.set_row(_HEADER + end, heights[end - 1])


def _write_row(sheet: Any, n: int, row: Row, columns: tuple[Column, ...], widths: list[int], formats: Formats) -> float:
    """One line, as high as its longest cell: programs differ in whether they fit the height themselves."""
    highest = 0.0
    for i, (column, width) in enumerate(zip(columns, widths, strict=True)):
        text = safe(column.shown(row))
        when = stated_time(row.row)
        if column.field == "when" and not row.notes.get("when") and (last := day(when)) and last.year >= 1901:
            shown = number_format(official(when), last)
            sheet.write_datetime(n, i, midnight(last), formats.get(align="center", num_format=shown))
            highest = max(highest, _height("2" * len(official(when)) * 2, width, SIZE))
            continue
        size, height = SIZE, _height(text, width, SIZE)
        if height > _HIGHEST:
            size, height = SMALL, _height(text, width, SMALL)
        align = "center" if column.centred or (column.field in _NAMES and len(text) < width / 2) else "left"
        if not text:
            sheet.write_blank(n, i, None, formats.get(align=align))
        elif column.field == "number" and text.isdigit():
            sheet.write_number(n, i, int(text), formats.get(align=align))
        else:
            sheet.write_string(n, i, text, formats.get(align=align, font_size=size))
        if not column.merge:
            highest = max(highest, height)
    height = min(highest + 6, _HIGHEST)
    sheet.set_row(n, height)
    return height


def _height(text: str, width: int, size: float) -> float:
    """In points. A column's width counts digits of the usual size; a Chinese character takes two."""
    room = max(2.0, (width - 1.5) * 11.0 / size)
    lines = sum(max(1, math.ceil(sum(1 if c < "\u0300" else 2 for c in line) / room)) for line in text.split("\n"))
    return lines * size * 1.35


def _live(sheet: Any, one: Ledger, formats: Formats, layout: Layout) -> None:
    """What works while the table is in use: the states to choose from, colours by the day of opening."""
    at = {column.field: i for i, column in enumerate(one.columns)}
    first, end = _HEADER + 1, _HEADER + max(1, len(one.rows))
    states = group("status", layout.language)
    if "status" in at:
        column = at["status"]
        sheet.data_validation(
            first, column, end, column, {"validate": "list", "source": list(states.values()), "ignore_blank": True}
        )
    if "when" not in at or not one.rows:
        return
    cell = xlsxwriter.utility.xl_rowcol_to_cell(first, at["when"], col_abs=True)
    open_task = ""
    if "status" in at:
        state = xlsxwriter.utility.xl_rowcol_to_cell(first, at["status"], col_abs=True)
        open_task = f',{state}<>"{states["done"]}",{state}<>"{states["closed"]}"'
    for test, colour in ((f"{cell}<TODAY()", _RED), (f"{cell}<=TODAY()+{_SOON}", _AMBER)):
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({cell}),{test}{open_task})",
            "format": formats.book.add_format({"bg_color": colour}),
            "stop_if_true": True,
        }
        sheet.conditional_format(first, at["when"], end, at["when"], rule)


def _sheet_name(one: Ledger, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, unlike the other sheets' names."""
    base = re.sub(r"[\[\]:*?/\\']", "", safe(one.title)).strip() or "Sheet"
    if len(base) > _LONGEST_NAME and "》" in base:
        base = base.rpartition("》")[2] or base  # 重点工作任务分解表, and not a title cut off
    name, n = base[:_LONGEST_NAME], 1
    while name.lower() in taken:
        n += 1
        name = f"{base[: 30 - len(str(n))]}_{n}"
    taken.add(name.lower())
    return name
