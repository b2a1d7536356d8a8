"""The ledger as an Excel workbook that can be sent out as it is: one sheet a speech."""

from __future__ import annotations

import math
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from .ledger import COLUMNS, SECTION, Layout, Ledger, Row, groups

_LONGEST_CELL = 32_767  # Excel's limit
_TITLE, _HEADER = 0, 1  # rows
_SIZE, _SMALL = 10.5, 8.0  # points; the small one where a cell would be higher than Excel allows
_HIGHEST = 409.0
_FONT = "宋体"
_NO_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STILL = datetime(2000, 1, 1)  # the same ledger gives the same bytes


def write(ledgers: list[Ledger], path: Path, layout: Layout) -> None:
    """Write the workbook. OSError where that fails."""
    # Cells are text whatever they look like: =1+1 is no formula, a web address no link.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), plain)
    book.set_properties({"title": ledgers[0].title if ledgers else "任务分解表", "created": _STILL})
    formats = _formats(book)
    names: set[str] = set()
    for one in ledgers or [Ledger("任务分解表", "", [])]:
        _sheet(book.add_worksheet(_sheet_name(one, names)), one, formats, layout)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(*error.args)) from error


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": _FONT, "font_size": _SIZE, "valign": "vcenter", "text_wrap": True, "border": 1}
    head = {"bold": True, "align": "center"}
    return {
        "title": book.add_format({**cell, **head, "font_size": 18, "border": 0}),
        "header": book.add_format({**cell, **head, "bg_color": "#D9E2F3"}),
        "text": book.add_format({**cell, "align": "left"}),
        "small": book.add_format({**cell, "align": "left", "font_size": _SMALL}),
        "centred": book.add_format({**cell, "align": "center"}),
    }


def _sheet(sheet: Any, one: Ledger, formats: dict[str, Any], layout: Layout) -> None:
    last = len(COLUMNS) - 1
    sheet.merge_range(_TITLE, 0, _TITLE, last, "", formats["title"])
    sheet.write_string(_TITLE, 0, _safe(one.title), formats["title"])
    sheet.set_row(_TITLE, 36)
    sheet.set_row(_HEADER, 24)
    widths = one.widths()
    for i, (column, width) in enumerate(zip(COLUMNS, widths, strict=True)):
        sheet.set_column(i, i, width)
        sheet.write_string(_HEADER, i, column.title, formats["header"])
    for n, row in enumerate(one.rows, _HEADER + 1):
        _write_row(sheet, n, row, widths, formats, layout)
    for first, end in groups(one.rows) if layout.merge else ():
        text = _safe(COLUMNS[SECTION].cell(one.rows[first]))
        if end - first > 1:
            sheet.merge_range(_HEADER + 1 + first, SECTION, _HEADER + end, SECTION, "", formats["text"])
        sheet.write_string(_HEADER + 1 + first, SECTION, text, formats["text"])
    sheet.freeze_panes(_HEADER + 1, 2)
    sheet.autofilter(_HEADER, 0, _HEADER + max(1, len(one.rows)), last)
    _print_setup(sheet, len(one.rows), last)


def _write_row(sheet: Any, n: int, row: Row, widths: list[int], formats: dict[str, Any], layout: Layout) -> None:
    """One line, as high as its longest cell: programs differ in whether they fit the height themselves."""
    highest = 0.0
    for i, (column, width) in enumerate(zip(COLUMNS, widths, strict=True)):
        if layout.merge and i == SECTION:
            continue
        text = _safe(column.cell(row))
        format, height = "centred" if column.centred else "text", _height(text, width, _SIZE)
        if height > _HIGHEST:
            format, height = "small", _height(text, width, _SMALL)
        sheet.write_string(n, i, text, formats[format])
        highest = max(highest, height)
    sheet.set_row(n, min(highest + 5, _HIGHEST))


def _height(text: str, width: int, size: float) -> float:
    """In points. A column's width counts digits of the usual size; a Chinese character takes two."""
    room = (width - 1) * 10.5 / size
    lines = sum(max(1, math.ceil(sum(1 if c < "\u0300" else 2 for c in line) / room)) for line in text.split("\n"))
    return lines * size * 1.25


def _print_setup(sheet: Any, rows: int, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TITLE, _HEADER)
    sheet.print_area(_TITLE, 0, _HEADER + max(1, rows), last)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _safe(text: str) -> str:
    text = _NO_CONTROL.sub("", text)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _sheet_name(one: Ledger, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, unlike the other sheets' names."""
    base = re.sub(r"[\[\]:*?/\\']", "", _safe(one.title)).strip() or "任务分解表"
    name, n = base[:31], 1
    while name.lower() in taken:
        n += 1
        name = f"{base[: 30 - len(str(n))]}_{n}"
    taken.add(name.lower())
    return name
