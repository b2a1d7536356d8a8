"""The work of ``speechparse tasks``: the wishes checked, the ledgers made and written."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from ..extras import WRITES, require
from ..messages import explicit, language
from .common import Document, Inputs, emit, note, say

if TYPE_CHECKING:
    from ..writers.ledger_table import Layout, Read


class Wish(NamedTuple):
    """The options of the command."""

    output: Path | None
    format: str | None
    rows: str | None
    template: str | None
    merge_sections: bool
    keep_leads: bool
    quantified: bool
    missed: bool
    unclear: bool
    together: bool
    split_by: str | None
    update: Path | None
    suggest: Path | None
    ics: Path | None


def make(inputs: Inputs, wish: Wish) -> int:
    """Read, write, and say what was left out. The exit code. Raises WriteError, RulesError, BadParameter."""
    from ..writers import ledger

    name = _format(wish)
    layout = _layout(wish, name)
    place = str(wish.output or wish.update or name)
    if name in WRITES:
        require(WRITES[name], place)
    if wish.update or wish.suggest:
        require("openpyxl", place)
    documents = list(_noting_empty(inputs))
    if not documents:
        return inputs.exit_code
    speeches: list[Read] = [(s, d.source) for d in documents for s in d.speeches]
    if wish.suggest:
        from ..writers.ledger_update import suggestions

        layout = suggestions(speeches, wish.suggest, layout.settled(name in ledger.OFFICE))
    if wish.update:
        from ..writers.ledger_sheet import has_pictures
        from ..writers.ledger_update import update

        pictures = wish.update.is_file() and zipfile.is_zipfile(wish.update) and has_pictures(wish.update)
        told = update(speeches, wish.update, wish.output or wish.update, layout.settled(office=True))
        note(f"speechparse: {wish.output or wish.update}: {told.said(language())}")
        if pictures:
            say(f"speechparse: {wish.update}: its pictures and charts were not carried on; put them in again")
    elif name == "preview":
        _preview(documents, wish.output)
    elif wish.output is None:
        emit(ledger.render(speeches, name, layout=layout))
    elif wish.split_by and (wish.output.is_dir() or not wish.output.suffix):
        paths = ledger.save_split(speeches, wish.output, name, layout)
        note(f"speechparse: {wish.output}: {len(paths)} files")
    else:
        ledger.save(speeches, wish.output, name=name, layout=layout)
    if wish.ics:
        ledger.save(speeches, wish.ics, name="ics", layout=layout)
        if not any(task.due for speech, _ in speeches for task in speech.tasks):
            note(f"speechparse: {wish.ics}: no task has a day, so the calendar is empty")
    if wish.missed:
        _tell_missed(documents)
    return inputs.exit_code


def _format(wish: Wish) -> str:
    from ..writers import ledger

    if wish.format is not None and wish.format not in (*ledger.FORMATS, "preview"):
        names = " ".join((*ledger.FORMATS, "preview"))
        raise typer.BadParameter(f"no format {wish.format!r}; it is one of {names}", param_hint="--format")
    if wish.update:
        if (wish.output or wish.update).suffix.lower() not in (".xlsx", ".xlsm") or wish.format not in (None, "xlsx"):
            raise typer.BadParameter("an updated ledger is an .xlsx; name it so with -o", param_hint="--update")
        return "xlsx"
    if wish.split_by and wish.output and (wish.output.is_dir() or not wish.output.suffix):
        return wish.format or "xlsx"
    if wish.format:
        name = wish.format
    elif wish.output:
        name = ledger.format_of(wish.output)
    else:
        name = "preview" if sys.stdout.isatty() else "json"
    if wish.output is None and name in ledger.OFFICE:
        raise typer.BadParameter(f"{name} cannot go to standard output; name a file with -o", param_hint="--format")
    return name


def _layout(wish: Wish, name: str) -> Layout:
    from ..ledger.rows import CUTS
    from ..writers.ledger_columns import template
    from ..writers.ledger_table import Layout

    cut = next((one for one in CUTS if one == wish.rows), None)
    if wish.rows is not None and cut is None:
        raise typer.BadParameter(f"{wish.rows!r} is none of {' '.join(CUTS)}", param_hint="--rows")
    language = explicit() or "zh"  # a ledger is for the offices that the text is from
    if wish.split_by not in (None, "unit"):
        raise typer.BadParameter(f"{wish.split_by!r} is not unit", param_hint="--split-by")
    if wish.split_by and name not in ("xlsx", "docx"):
        raise typer.BadParameter("it needs -o with .xlsx, .docx or a folder", param_hint="--split-by")
    return Layout(
        cut=cut,
        template=template(wish.template, language) if wish.template else None,
        merge=wish.merge_sections,
        language=language,
        keep_leads=wish.keep_leads,
        quantified=wish.quantified,
        unclear=wish.unclear,
        together=wish.together,
        split=wish.split_by is not None,
        missed=wish.missed,
    )


def _left_out(document: Document) -> list[str]:
    """``line:col words`` of each dated or assigned sentence that is no row."""
    source = document.source
    found = []
    for one in (d for speech in document.speeches for d in speech.diagnostics if d.code == "unlisted-task"):
        line, column = source.line_col(one.span[0])
        words = " ".join(source.text[slice(*one.span)].split())
        found.append(f"{source.name or '-'}:{line}:{column}: {words[:80]}{'…' * (len(words) > 80)}")
    return found


def _noting_empty(inputs: Inputs) -> Iterator[Document]:
    for document in inputs:
        if not any(speech.tasks for speech in document.speeches):
            note(f"speechparse: {document.source.name or '-'}: no tasks found; its ledger is empty")
            for line in _left_out(document):
                note(f"  {line}")
        yield document


def _tell_missed(documents: list[Document]) -> None:
    for document in documents:
        if any(speech.tasks for speech in document.speeches):
            for line in _left_out(document):
                say(line)


def _preview(documents: list[Document], output: Path | None) -> None:
    from .. import preview
    from ..writers.files import replacing

    if output is not None:
        with replacing(output) as temporary, temporary.open("w", encoding="utf-8") as out:
            out.write(preview.text(documents, only=("tasks",), width=100))
    elif sys.stdout.isatty():
        preview.show(documents, only=("tasks",))
    else:
        emit([preview.text(documents, only=("tasks",))])
