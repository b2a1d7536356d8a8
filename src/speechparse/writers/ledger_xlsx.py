"""The ledger as an Excel workbook that can be sent out as it is: one sheet a table, then a summary.

The last column of a sheet is hidden: it holds the rows' ids, by which ``ledger_update`` knows them again. Deadlines are
days that show as offices write them, so that they can be sorted and coloured.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from ..ledger.dates import day, number_format, official
from ..ledger.words import group, word
from .ledger_columns import Column, Row
from .ledger_memory import MARK, memory
from .ledger_summary import Summary, summary
from .ledger_table import Layout, Ledger, grouped, half_pages, merged

_LONGEST_NAME = 31  # of a sheet
_LONGEST_CELL = 32_767  # Excel's limit
_TITLE, _HEADER = 0, 1  # rows
_SIZE, _SMALL = 11.0, 8.0  # points; the small one where a cell would be higher than Excel allows
_HIGHEST = 409.0
_BODY, _HEAD, _TITLE_FONT = "仿宋_GB2312", "黑体", "方正小标宋简体"
_NO_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STILL = datetime(2000, 1, 1)  # the same ledger gives the same bytes
_SOON = 30  # days before a deadline
_NAMES = {"lead", "units", "support", "leaders", "people", "recurrence"}  # centred where they take one line
_RED, _AMBER, _SHADE = "#F8CBAD", "#FFE699", "#D9E2F3"
_PAPER = (11.69, 8.27)  # inches, A4 on its side
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches
_SMALLEST = 0.4  # of the usual size, in print
_TITLE_HIGH, _HEADER_HIGH = 40, 28  # points


def write(ledgers: list[Ledger], path: Path, layout: Layout) -> None:
    """Write the workbook. OSError where that fails."""
    # Cells are text whatever they look like: =1+1 is no formula, a web address no link.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), plain)
    ledgers = ledgers or [Ledger(word("title.ledger", layout.language), "", [], layout.columns)]
    book.set_properties({"title": _safe(ledgers[0].title), "created": _STILL})
    formats = Formats(book)
    names: set[str] = set()
    for one in ledgers:
        _sheet(book.add_worksheet(_sheet_name(one, names)), one, formats, layout)
    if any(one.rows for one in ledgers) and not layout.split:
        _summary_sheet(book.add_worksheet(word("title.summary", layout.language)), summary(ledgers), formats, layout)
    if layout.missed and any(one.missed for one in ledgers):
        _missed_sheet(book.add_worksheet(word("title.missed", layout.language)), ledgers, formats, layout)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(*error.args)) from error


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **wish: Any) -> Any:
        """A cell's format: the usual one with what is wished."""
        usual = {"font_name": _BODY, "font_size": _SIZE, "valign": "vcenter", "text_wrap": True, "border": 1}
        key = tuple(sorted({**usual, **wish}.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(key))
        return self.made[key]

    @property
    def title(self) -> Any:
        """Of the line above the table."""
        return self.get(font_name=_TITLE_FONT, font_size=20.0, align="center", border=0)

    @property
    def header(self) -> Any:
        """Of the columns' titles."""
        return self.get(font_name=_HEAD, align="center", bg_color=_SHADE)


def _sheet(sheet: Any, one: Ledger, formats: Formats, layout: Layout) -> None:
    last = len(one.columns) - 1
    title = _safe(one.title)
    if last:
        sheet.merge_range(_TITLE, 0, _TITLE, last, "", formats.title)
    sheet.write_string(_TITLE, 0, title, formats.title)
    sheet.set_row(_TITLE, _TITLE_HIGH)
    sheet.set_row(_HEADER, _HEADER_HIGH)
    widths = one.widths()
    for i, (column, width) in enumerate(zip(one.columns, widths, strict=True)):
        sheet.set_column(i, i, width)
        sheet.write_string(_HEADER, i, _safe(column.title), formats.header)
    sheet.write_string(_HEADER, last + 1, word("column.id", layout.language), formats.header)
    sheet.write_string(_HEADER, last + 2, MARK, formats.header)
    sheet.set_column(last + 1, last + 2, 10, None, {"hidden": True})
    plain = formats.get(text_wrap=False, border=0)
    heights = []
    for n, row in enumerate(one.rows, _HEADER + 1):
        heights.append(_write_row(sheet, n, row, one.columns, widths, formats))
        sheet.write_string(n, last + 1, row.row.id, plain)
        sheet.write_string(n, last + 2, _safe(memory(row)), plain)
    scale = max(_SMALLEST, min(1.0, (_PAPER[0] - 1.0) * 72 / sum(0.75 * (7 * width + 5) for width in widths)))
    page = (_PAPER[1] - _MARGINS["top"] - _MARGINS["bottom"]) * 72 / scale - _TITLE_HIGH - _HEADER_HIGH
    breaks = half_pages(heights, page)
    _raise(sheet, one, breaks, heights, widths, layout)
    _merge(sheet, one, breaks, formats, layout)
    sheet.freeze_panes(_HEADER + 1, min(2, last))
    sheet.autofilter(_HEADER, 0, _HEADER + max(1, len(one.rows)), last)
    _live(sheet, one, formats, layout)
    _page(sheet, layout)
    sheet.repeat_rows(_TITLE, _HEADER)
    sheet.print_area(_TITLE, 0, _HEADER + max(1, len(one.rows)), last)


def _merge(sheet: Any, one: Ledger, breaks: list[int], formats: Formats, layout: Layout) -> None:
    form = formats.get(align="center")
    for at, first, end, text in merged(one, layout, breaks):
        sheet.merge_range(_HEADER + 1 + first, at, _HEADER + end, at, "", form)
        sheet.write_string(_HEADER + 1 + first, at, _safe(text), form)


def _raise(sheet: Any, one: Ledger, breaks: list[int], heights: list[float], widths: list[int], layout: Layout) -> None:
    """Rows that share a heading are together as high as its words need."""
    for at, first, end, text in grouped(one, layout, breaks):
        lacks = min(_height(text, widths[at], _SIZE) + 6, _HIGHEST) - sum(heights[first:end])
        if lacks > 0:
            heights[end - 1] += lacks
            sheet.set_row(_HEADER + end, heights[end - 1])


def _write_row(sheet: Any, n: int, row: Row, columns: tuple[Column, ...], widths: list[int], formats: Formats) -> float:
    """One line, as high as its longest cell: programs differ in whether they fit the height themselves."""
    highest = 0.0
    for i, (column, width) in enumerate(zip(columns, widths, strict=True)):
        text = _safe(column.shown(row))
        when = row.row.deadline or row.row.period
        if column.field == "when" and not row.notes.get("when") and (last := day(when)) and last.year >= 1901:
            shown = number_format(official(when), last)
            sheet.write_datetime(n, i, _midnight(last), formats.get(align="center", num_format=shown))
            highest = max(highest, _height("2" * len(official(when)) * 2, width, _SIZE))
            continue
        size, height = _SIZE, _height(text, width, _SIZE)
        if height > _HIGHEST:
            size, height = _SMALL, _height(text, width, _SMALL)
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


def _midnight(last: date) -> datetime:
    return datetime(last.year, last.month, last.day)


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


def _page(sheet: Any, layout: Layout) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + word("cell.page", layout.language, page="&P", pages="&N"))


def _summary_sheet(sheet: Any, found: Summary, formats: Formats, layout: Layout) -> None:
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
        sheet.write_string(n, 0, _safe(unit), formats.get(align="left"))
        for i, count in enumerate(counts, 1):
            sheet.write_number(n, i, count, centred)
    if not found.units:
        sheet.write_string(2, 0, said("nobody"), formats.get(align="left"))
    month = formats.get(align="center", num_format=said("date_format"))
    for n, (first, count) in enumerate(found.months, 2):
        sheet.write_datetime(n, 6, _midnight(first), month)
        sheet.write_number(n, 7, count, centred)
    if found.undated:
        sheet.write_string(2 + len(found.months), 6, said("undated"), centred)
        sheet.write_number(2 + len(found.months), 7, found.undated, centred)
    sheet.freeze_panes(2, 0)
    _page(sheet, layout)
    sheet.set_portrait()
    sheet.repeat_rows(0, 1)


def _missed_sheet(sheet: Any, ledgers: list[Ledger], formats: Formats, layout: Layout) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    for i, key in enumerate(("place", "source")):
        sheet.write_string(0, i, word(f"column.{key}", layout.language), formats.header)
    lines = [item for one in ledgers for item in one.missed]
    for n, (place, text) in enumerate(lines, 1):
        sheet.write_string(n, 0, place, formats.get(align="center"))
        sheet.write_string(n, 1, _safe(text), formats.get(align="left"))
    _page(sheet, layout)
    sheet.repeat_rows(0)


def _safe(text: str) -> str:
    text = _NO_CONTROL.sub("", text)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _sheet_name(one: Ledger, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, unlike the other sheets' names."""
    base = re.sub(r"[\[\]:*?/\\']", "", _safe(one.title)).strip() or "Sheet"
    if len(base) > _LONGEST_NAME and "》" in base:
        base = base.rpartition("》")[2] or base  # 重点工作任务分解表, and not a title cut off
    name, n = base[:_LONGEST_NAME], 1
    while name.lower() in taken:
        n += 1
        name = f"{base[: 30 - len(str(n))]}_{n}"
    taken.add(name.lower())
    return name
