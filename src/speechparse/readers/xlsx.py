"""Excel workbooks (.xlsx) by the standard library: the visible sheets, a row a line, merged cells, dates as dates.

A workbook's own title rows (one cell over all columns) are lines of text above the table. Formulas give the value that
was saved with them. Parts with a DTD are refused, and what unpacks to more than any table needs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

from ..errors import ReadError
from ..source import SourceText
from .grids import Cell, compose
from .zipped import DAMAGE

_MAX_PART = 100_000_000
_MAX_CELLS = 2_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATE_FORMATS = frozenset([*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)])
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_EPOCH = date(1899, 12, 30)
_ADVICE = "open it in Excel or WPS and save it again"


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """The tables of a workbook as text. Raises ReadError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            rows = _Workbook(archive, name).rows()
    except DAMAGE as error:
        raise ReadError(name, f"the workbook is damaged ({error})", _ADVICE) from None
    sheet = compose(rows)
    if not sheet.text.strip():
        raise ReadError(name, "the workbook is empty", "check that the right file was saved")
    return SourceText(sheet.text, hints=sheet.hints, tables=sheet.tables, hard_breaks=True)


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._parts = {part.filename.lstrip("/"): part for part in archive.infolist()}
        self._strings = [_text(item) for item in self._items("xl/sharedStrings.xml", "si")]
        self._dates = self._date_styles()
        self._cells = 0

    def rows(self) -> list[list[Cell]]:
        """The rows of all visible sheets, an empty one between two sheets."""
        rows: list[list[Cell]] = []
        for path in self._sheets():
            if rows:
                rows.append([])
            rows += self._sheet(path)
        return rows

    def _xml(self, path: str) -> ElementTree.Element | None:
        part = self._parts.get(path)
        if part is None:
            return None
        if part.file_size > _MAX_PART:
            raise ReadError(self._name, f"{path} unpacks to more than {_MAX_PART // 1_000_000} MB", _ADVICE)
        data = self._archive.read(part)
        if b"<!DOCTYPE" in data[:1000]:
            raise ReadError(self._name, "the workbook holds a DTD, which Excel never writes", _ADVICE)
        return ElementTree.fromstring(data)

    def _items(self, path: str, tag: str) -> Iterator[ElementTree.Element]:
        root = self._xml(path)
        return iter(()) if root is None else (item for item in root if _tag(item) == tag)

    def _date_styles(self) -> set[int]:
        root = self._xml("xl/styles.xml")
        if root is None:
            return set()
        own = {
            int(item.get("numFmtId") or 0): item.get("formatCode") or ""
            for item in root.iter()
            if _tag(item) == "numFmt"
        }
        crosses = next((item for item in root if _tag(item) == "cellXfs"), ())
        formats = [int(item.get("numFmtId") or 0) for item in crosses]
        return {i for i, number in enumerate(formats) if number in _DATE_FORMATS or _is_date(own.get(number, ""))}

    def _sheets(self) -> list[str]:
        root, relations = self._xml("xl/workbook.xml"), self._xml("xl/_rels/workbook.xml.rels")
        if root is None or relations is None:
            raise ReadError(self._name, "is no Excel workbook", "give a .xlsx, .csv or .docx file")
        targets = {item.get("Id"): (item.get("Target") or "") for item in relations}
        paths = []
        for sheet in root.iter():
            if _tag(sheet) == "sheet" and sheet.get("state", "visible") == "visible":
                key = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
                target = targets.get(key, "").lstrip("/")
                paths.append(target if target.startswith("xl/") else f"xl/{target}")
        return [path for path in paths if path in self._parts]

    def _sheet(self, path: str) -> list[list[Cell]]:
        root = self._xml(path)
        if root is None:
            return []
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for item in root.iter():
            if _tag(item) == "mergeCell":
                (top, left), (bottom, right) = (_place(ref) for ref in (item.get("ref") or "A1:A1").split(":"))
                merged[top, left] = (right - left + 1, bottom - top + 1)
        found: list[list[Cell]] = []
        at = 0
        for row in (item for part in root if _tag(part) == "sheetData" for item in part):
            number = int(row.get("r") or at + 1)
            if number > at + 1 and found:
                found.append([])
            at = number
            if row.get("hidden") in ("1", "true"):
                continue
            found.append(self._row(row, number, merged))
        return found

    def _row(self, row: ElementTree.Element, number: int, merged: dict[tuple[int, int], tuple[int, int]]) -> list[Cell]:
        cells: list[Cell] = []
        column = -1
        for item in row:
            if _tag(item) != "c":
                continue
            column = _place(item.get("r") or "")[1] if item.get("r") else column + 1
            words = " ".join(self._value(item).split())
            self._cells += 1
            if self._cells > _MAX_CELLS:
                raise ReadError(
                    self._name, f"has more than the limit of {_MAX_CELLS:,} cells", "keep the part you need"
                )
            if words:
                width, height = merged.get((number, column), (1, 1))
                cells.append(Cell(words, column, min(width, 200), min(height, 10_000)))
        return cells

    def _value(self, cell: ElementTree.Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        value = next((item.text or "" for item in cell if _tag(item) == "v"), "")
        if kind == "s":
            return self._strings[int(value)] if value else ""
        if kind in ("str", "e", "b", "d"):
            return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value
        if not value:
            return ""
        number = float(value)
        if int(cell.get("s") or 0) in self._dates and 1 <= number < 2_958_466:
            return (_EPOCH + timedelta(days=int(number))).isoformat()
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.12g}"


def _is_date(code: str) -> bool:
    plain = _QUOTED.sub("", code).lower()
    return "y" in plain or ("m" in plain and "d" in plain)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: ElementTree.Element) -> str:
    """The words of a string: its runs, without the readings above them."""
    pieces = []
    for item in element:
        if _tag(item) == "t":
            pieces.append(item.text or "")
        elif _tag(item) in ("r", "is"):
            pieces.append(_text(item))
    return "".join(pieces)


def _place(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of a reference such as B7."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise ValueError(f"no cell {reference!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
