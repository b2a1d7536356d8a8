"""A ledger in a workbook, read: whose table it is, what its columns are, what each row says (extra ``xlsx``)."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ReadError
from ..ledger.words import LANGUAGES, group, word
from ..signs import COMMAS, HALF_STOPS
from .ledger_memory import MARK

_TOP = 15  # rows that the header stands within
_BETWEEN = re.compile(rf"[{COMMAS}{HALF_STOPS}、\s]+")


class OldRow(NamedTuple):
    """A row of the sheet. ``words`` by field, ``memory`` as it was written by us (empty where it was not)."""

    sheet: Any
    number: int
    id: str
    words: dict[str, str]
    memory: dict[str, str]

    @property
    def text(self) -> str:
        """What is to be done."""
        return self.words.get("task", "")


class Table(NamedTuple):
    """A sheet that holds a ledger. ``columns``: field to column, counted from 1; ``last``: the table's last row."""

    sheet: Any
    header: int
    columns: dict[str, int]
    rows: list[OldRow]
    last: int


def opened(path: Path) -> Any:
    """The workbook. Raises ReadError where it cannot be read, is none, or openpyxl is missing."""
    try:
        import openpyxl
    except ImportError as error:
        raise ReadError(str(path), "openpyxl is not installed", "pip install 'speechparse[xlsx]'") from error
    try:
        return openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    except FileNotFoundError as error:
        raise ReadError(str(path), "no such file", "check the name") from error
    except PermissionError as error:
        raise ReadError(str(path), "cannot be opened", "close the program that has it open") from error
    except Exception as error:  # the library raises what its parts raise: zipfile, xml, its own
        raise ReadError(str(path), "is no Excel workbook (.xlsx)", "save it as .xlsx first") from error


def has_pictures(path: Path) -> bool:
    """Whether the workbook holds pictures or charts, which are not carried on."""
    with zipfile.ZipFile(path) as archive:
        return any(name.startswith(("xl/media/", "xl/charts/")) for name in archive.namelist())


def tables(book: Any, path: Path) -> list[Table]:
    """The ledgers of a workbook. Raises ReadError where it has none."""
    found = [table for sheet in book.worksheets if (table := _table(sheet)) is not None]
    if not found:
        wanted = " ".join(word(f"column.{key}") for key in ("text", "lead", "units", "when"))
        raise ReadError(str(path), "holds no ledger", f"one row must have the columns' titles ({wanted})")
    return found


def _titles() -> dict[str, str]:
    """Field by title, in every language."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        for field, title in group("column", language).items():
            known.setdefault(
                title, {"text": "task", "name": "task", "deadline": "when", "source": "text"}.get(field, field)
            )
    for field, titles in group("alias").items():
        for title in titles.split():
            known.setdefault(title, field)
    return known


def _table(sheet: Any) -> Table | None:
    known = _titles()
    merged = _merged(sheet)
    for number in range(1, min(_TOP, sheet.max_row) + 1):
        columns: dict[str, int] = {}
        for cell in sheet[number]:
            title = "".join(str(cell.value or "").split())
            if title in known:
                columns.setdefault(known[title], cell.column)
            if title == MARK:
                columns["id"] = cell.column - 1
                columns["memory"] = cell.column
        if "memory" not in columns:
            columns.pop("id", None)  # an office's own numbers
        if "task" in columns and len(columns) > 1:
            rows = list(_rows(sheet, number, columns, merged))
            return Table(sheet, number, columns, rows, rows[-1].number if rows else number)
    return None


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """The cell that holds the words of each cell of a merged range."""
    return {
        (row, column): (part.min_row, part.min_col)
        for part in sheet.merged_cells.ranges
        for row in range(part.min_row, part.max_row + 1)
        for column in range(part.min_col, part.max_col + 1)
    }


def _rows(
    sheet: Any, header: int, columns: dict[str, int], merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[OldRow]:
    hidden = columns.get("memory")
    for number in range(header + 1, sheet.max_row + 1):
        words = {}
        for field, column in columns.items():
            if field == "memory":
                continue
            at = merged.get((number, column), (number, column))
            words[field] = shown(sheet.cell(*at).value)
        if not words["task"] or merged.get((number, columns["task"]), (number, 0))[0] <= header:
            continue
        memory: dict[str, str] = {}
        if hidden:
            try:
                kept = json.loads(sheet.cell(number, hidden).value or "{}")
            except (ValueError, TypeError):
                kept = {}
            memory = kept if isinstance(kept, dict) else {}
        yield OldRow(sheet, number, words.get("id", ""), words, memory)


def shown(value: object) -> str:
    """A cell as words; a day in ISO form."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if value is not None else ""


def units_of(words: str) -> list[str]:
    """The units that a cell names."""
    return [unit for unit in _BETWEEN.split(words) if unit]
