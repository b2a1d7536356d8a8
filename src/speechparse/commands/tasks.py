"""``speechparse tasks``, ``check`` and ``diff``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DEFAULT, Corrected, Encoding, Files, Inputs, Limits, MaxSize, RuleFiles, Timeout, emit, load

if TYPE_CHECKING:
    from ..compare import Comparison
    from ..source import SourceText


def tasks(
    files: Files,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here: .xlsx .docx .csv .md .json .ics."),
    ] = None,
    format: Annotated[
        str | None, typer.Option("-f", "--format", help="xlsx docx csv md json ics preview; else by -o's suffix.")
    ] = None,
    rows: Annotated[
        str | None,
        typer.Option(
            "--rows",
            metavar="task|step|office",
            help="One row a task, a step of it, or as offices cut (default of xlsx and docx).",
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="task|measure", help="As --rows task or step.")] = None,
    template: Annotated[
        str | None,
        typer.Option(metavar="office|full|FILE", help="The columns: office, full, or a TOML file of your own."),
    ] = None,
    merge_sections: Annotated[
        bool, typer.Option("--merge-sections", help="Merge the cells of rows of the same section (xlsx, docx).")
    ] = False,
    keep_leads: Annotated[
        bool, typer.Option("--keep-leads", help="Keep 一是 and lead-ins in the rows of the office cut.")
    ] = False,
    quantified: Annotated[
        bool, typer.Option("--quantified", help="Only rows with a number, a date or somebody responsible.")
    ] = False,
    missed: Annotated[
        bool, typer.Option("--missed", help="List the dated or assigned sentences that are no rows.")
    ] = False,
    unclear: Annotated[
        bool, typer.Option("--unclear", help="Write 需明确 where a unit or a deadline is not stated.")
    ] = False,
    together: Annotated[bool, typer.Option("--together", help="All speeches in one table, repeats marked.")] = False,
    split_by: Annotated[
        str | None,
        typer.Option(metavar="unit", help="A table a unit: sheets of one file, or files where -o is a folder."),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option(metavar="OLD.xlsx", help="Carry a ledger on: what people filled in stays, changes are marked."),
    ] = None,
    suggest: Annotated[
        Path | None,
        typer.Option(metavar="LAST.xlsx", help="Suggest units from last year's ledger, marked 建议."),
    ] = None,
    ics: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the deadlines as a calendar.")] = None,
    corrections: Corrected = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """List the tasks of speeches and notices: who, until when, how much, and where it is written.

    A table in a terminal, JSON when piped, a ledger to send out with -o 台账.xlsx. A speech without tasks gives a
    ledger with nothing but its header. Exit code 0: fine; 1: an input or the output failed; 2: usage.

    The words of a ledger are Chinese, with --lang en English.
    """
    from .ledgers import Wish, make

    wish = Wish(
        output, format, rows or {"measure": "step"}.get(by or "", by), template, merge_sections, keep_leads, quantified,
        missed, unclear, together, split_by, update, suggest, ics,
    )  # fmt: skip
    limits = Limits(timeout, max_size)
    inputs = Inputs(_files(files), encoding, load(rules), limits=limits, corrections=corrections or ())
    raise typer.Exit(make(inputs, wish))


def _files(paths: list[str]) -> list[str]:
    """The paths, each folder replaced by the documents in it."""
    found: list[str] = []
    for path in paths:
        if not Path(path).is_dir():
            found.append(path)
            continue
        from ..batch.discover import Wanted, discover
        from ..readers.registry import READERS

        suffixes = frozenset(suffix for row in READERS for suffix in row.suffixes)
        found += [document.path for document in discover([path], Wanted(suffixes))]
    return found


def check(
    files: Files,
    format: Annotated[str, typer.Option("--format", metavar="text|json|sarif", help="How to print.")] = "text",
    fail_on: Annotated[
        str, typer.Option(metavar="info|warning|error|never", help="Exit with 1 from this severity on.")
    ] = "warning",
    threshold: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Remark on nodes and tasks less certain than this.")
    ] = 0.0,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Check the numbering, the announced counts, deadlines and responsibilities of documents.

    Prints `file:line:col: code message`. Exit code 0: nothing as grave as --fail-on; 1: something, or an input
    failed; 2: usage.
    """
    from .. import checks
    from ..writers import findings

    if fail_on not in (*checks.SEVERITIES, "never"):
        raise typer.BadParameter(f"no severity {fail_on!r}; info warning error never", param_hint="--fail-on")
    if format not in findings.FORMATS:
        names = " ".join(findings.FORMATS)
        raise typer.BadParameter(f"no format {format!r}; it is one of {names}", param_hint="--format")
    inputs = Inputs(_files(files), encoding, load(rules), limits=Limits(timeout, max_size))
    failed = False

    def found() -> Iterator[findings.Finding]:
        nonlocal failed
        for source, speeches in inputs:
            for diagnostic in checks.check_all(speeches, threshold=threshold):
                failed |= fail_on != "never" and checks.reaches(diagnostic, fail_on)
                yield findings.Finding(source, diagnostic)

    emit(findings.FORMATS[format](found()))
    raise typer.Exit(1 if failed else inputs.exit_code)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier speech; - is standard input.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later speech.")],
    format: Annotated[
        str | None, typer.Option("-f", "--format", metavar="text|json|html", help="Text in a terminal, else JSON.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here: .html (two columns), .json, .txt."),
    ] = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Show which tasks, targets and requirements are new, changed, or not named again in a later speech.

    They are matched by section and wording; both places are told. Where a file holds several speeches its first is
    taken. Exit code 0: compared; 1: an input or the output failed; 2: usage.
    """
    from ..compare import compare

    suffixes = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}
    if format is None and output is not None:
        format = suffixes.get(output.suffix.lower(), "")
    if format not in (None, "text", "json", "html"):
        raise typer.BadParameter(
            f"no format {format or output!r}; it is text, json or html, or -o with one of {' '.join(suffixes)}",
            param_hint="--format",
        )
    inputs = Inputs([old, new], encoding, load(rules), limits=Limits(timeout, max_size))
    documents = list(inputs)
    if len(documents) < 2:
        raise typer.Exit(1)
    first, second = documents
    places = (_place(first.source), _place(second.source))
    result = compare(first.speeches[0], second.speeches[0], places)
    if output is None and sys.stdout.isatty() and format in (None, "text"):
        from .. import preview

        preview.changes(result)
        return
    page = _changes(result, format or "json", first.source, second.source)
    if output is None:
        emit([page])
        return
    from ..writers.files import replacing

    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        out.write(page)


def _place(source: SourceText) -> Callable[[int], str]:
    return lambda offset: "{}:{}:{}".format(source.name or "-", *source.line_col(offset))


def _changes(result: Comparison, format: str, old: SourceText, new: SourceText) -> str:
    if format == "json":
        from ..writers.json_ import dumps

        return dumps(result.to_dict()) + "\n"
    if format == "html":
        from ..pages.compare import page

        return "".join(page(result, old, new))
    from .. import preview

    return preview.changes(result, width=100) or ""
