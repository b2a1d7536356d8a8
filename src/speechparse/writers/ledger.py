"""The task ledger (任务分解表) in its formats: a workbook, a Word file, CSV, Markdown, JSON, a calendar.

What stands in it is made by ``ledger_table`` and ``ledger_columns``. Text formats are written here; a workbook and a
Word file by ``ledger_xlsx`` and ``ledger_docx``, which need their extras.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import WriteError
from ..ledger.rows import rows
from ..ledger.words import word
from ..model import Speech
from .csv_ import as_text
from .files import closed, replacing
from .json_ import render as render_json
from .ledger_columns import shipped
from .ledger_table import PLAIN, Read, tables
from .ledger_table import Layout as Layout
from .ledger_table import Ledger as Ledger
from .ledger_table import ledger as ledger
from .markdown import inline
from .registry import Options

COLUMNS = shipped("full").columns
FORMATS = ("xlsx", "docx", "csv", "md", "json", "ics")
OFFICE = ("xlsx", "docx")
"""Formats that are sent out: the office cut and its columns are their default."""
_MODULES = {"xlsx": "ledger_xlsx", "docx": "ledger_docx"}
_EXTRAS = {"xlsxwriter": "xlsx", "docx": "docx", "openpyxl": "xlsx"}


def format_of(path: Path) -> str:
    """The format of a file name. Raises WriteError where a ledger has none with this suffix."""
    name = {"markdown": "md"}.get(suffix := path.suffix.lower().lstrip("."), suffix)
    if name not in FORMATS:
        known = " ".join("." + name for name in FORMATS)
        raise WriteError(str(path), f"no ledger has the suffix {path.suffix or '(none)'}", f"use one of {known}")
    return name


def save(speeches: Iterable[Read], path: Path, *, name: str | None = None, layout: Layout = PLAIN) -> None:
    """Write the ledgers of ``speeches``, whole or not at all. Raises WriteError."""
    name = name or format_of(path)
    if name not in _MODULES:
        encoding = "utf-8-sig" if name == "csv" else "utf-8"  # Excel knows UTF-8 by the byte order mark
        with replacing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as out:
            out.writelines(render(speeches, name, layout=layout))
        return
    layout = layout.settled(office=True)
    save_tables(tables(speeches, layout), path, name, layout)


def save_tables(found: list[Ledger], path: Path, name: str, layout: Layout) -> None:
    """Write tables that are made already as a workbook or a Word file. Raises WriteError."""
    module = _needed(_MODULES[name], path)
    closed(path)
    with replacing(path) as temporary:
        module.write(found, temporary, layout)


def _needed(module: str, path: Path) -> Any:
    """A module of ours whose package may not be there. Raises WriteError."""
    try:
        return import_module(f".{module}", __package__)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "", "xlsx")
        problem = f"{error.name} is not installed"
        raise WriteError(str(path), problem, f"pip install 'speechparse[{extra}]', or write .csv") from error


def save_split(speeches: Iterable[Read], folder: Path, name: str, layout: Layout) -> list[Path]:
    """A file a unit in ``folder``, made where missing. Raises WriteError."""
    layout = layout.settled(office=True)
    paths: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(folder), error.strerror or "cannot be made", "choose another folder") from error
    for one in tables(speeches, layout):
        stem = "".join("_" if c in '\\/:*?"<>|\n' else c for c in one.title)[:80].strip(" .") or "_"
        path = folder / f"{stem}.{name}"
        k = 1
        while path in paths:
            k += 1
            path = folder / f"{stem}_{k}.{name}"
        save_tables([one], path, name, layout)
        paths.append(path)
    return paths


def render(speeches: Iterable[Read], name: str, *, layout: Layout = PLAIN) -> Iterator[str]:
    """The text of ``csv``, ``md``, ``json`` or ``ics``, in pieces."""
    layout = layout.settled(office=False)
    if name == "json":
        return _json(speeches, layout)
    found = tables(speeches, layout)
    if name == "ics":
        from .ledger_ics import calendar

        return calendar(found)
    return _csv(found, layout) if name == "csv" else _markdown(found)


def _json(speeches: Iterable[Read], layout: Layout) -> Iterator[str]:
    texts: dict[int, str | None] = {}

    def each() -> Iterator[Speech]:
        for speech, source in speeches:
            texts[id(speech)] = source.text if source else None
            yield speech

    def exported(speech: Speech) -> dict[str, object]:
        text = texts.pop(id(speech), None)
        return {
            "rows": [one.to_dict() for one in rows(speech, text, layout.cut or "task", keep_leads=layout.keep_leads)]
        }

    return render_json(each(), Options(only=("metadata", "tasks"), extra=exported))


def _csv(found: Iterable[Ledger], layout: Layout) -> Iterator[str]:
    columns = [column for column in layout.columns if column.field != "file"]
    yield _line([word("column.file", layout.language), *(column.title for column in columns)])
    for one in found:
        for row in one.rows:
            yield _line([row.file, *(column.cell(row) for column in columns)])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([as_text(cell) for cell in cells])
    return out.getvalue()


def _markdown(found: Iterable[Ledger]) -> Iterator[str]:
    for number, one in enumerate(found):
        yield "\n" * bool(number) + f"# {inline(one.title)}\n\n"
        yield f"| {' | '.join(column.title for column in one.columns)} |\n|{' --- |' * len(one.columns)}\n"
        for row in one.rows:
            yield f"| {' | '.join(_md_cell(column.field, column.cell(row)) for column in one.columns)} |\n"


def _md_cell(field: str, text: str) -> str:
    return text if field == "number" else inline(text)  # 1.1 begins no list within a table
