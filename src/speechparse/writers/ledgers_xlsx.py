"""The ledgers of a whole corpus as one Excel table: a task a row, with the speech it comes from (extra ``xlsx``).

A sheet a speech, as ``ledger_xlsx`` makes them, would be thousands of sheets. Rows go out as they come: memory does
not grow with their number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import WriteError
from ..model import Speech
from ..source import SourceText
from .ledger import COLUMNS, ledger

_SHEET, _SHEET_ROWS = "任务台账", 1_000_000  # Excel takes 1,048,576
_SPEECH = (("来源", 24), ("讲话", 28), ("讲话人", 9), ("日期", 12))


def rows(speech: Speech, source: SourceText | None) -> Iterator[list[str]]:
    """The cells of each row: file, title, speaker, date, then the ledger's columns."""
    metadata = speech.metadata
    head = [speech.source.name or "", metadata.title or "", metadata.speaker or "", metadata.date or ""]
    for row in ledger(speech, source).rows:
        yield [*head, *(column.cell(row) for column in COLUMNS)]


def build(lines: Iterable[bytes], path: Path) -> None:
    """Write rows that come as JSON arrays, one a line. Raises OSError, WriteError."""
    try:
        import xlsxwriter

        from .ledger_formats import STILL, Formats, safe
    except ImportError as error:
        raise WriteError(
            str(path), "Excel needs xlsxwriter", 'pip install "speechparse[xlsx]", or write .csv'
        ) from error
    # Cells are text whatever they look like: =1+1 is no formula, a web address no link.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**plain, "constant_memory": True})
    book.set_properties({"title": _SHEET, "created": STILL})
    formats = Formats(book)
    sheets = _sheets(book, formats)
    text = formats.get(align="left")
    sheet, number = next(sheets), 0
    for line in lines:
        if number == _SHEET_ROWS:
            _close(sheet, number)
            sheet, number = next(sheets), 0
        number += 1
        for i, cell in enumerate(json.loads(line)):
            if cell:
                sheet.write_string(number, i, safe(cell), text)
    _close(sheet, number)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(*error.args)) from error


def _sheets(book: Any, formats: Any) -> Iterator[Any]:
    titles = (*_SPEECH, *((column.title, column.width) for column in COLUMNS))
    number = 0
    while True:
        number += 1
        sheet = book.add_worksheet(_SHEET if number == 1 else f"{_SHEET}_{number}")
        for i, (title, width) in enumerate(titles):
            sheet.set_column(i, i, width)
            sheet.write_string(0, i, title, formats.header)
        sheet.freeze_panes(1, 0)
        yield sheet


def _close(sheet: Any, rows: int) -> None:
    sheet.autofilter(0, 0, max(1, rows), len(_SPEECH) + len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
