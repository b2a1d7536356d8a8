"""``speechparse tasks``, ``check`` and ``diff``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Document, Encoding, Files, Inputs, RuleFiles, emit, load, say

if TYPE_CHECKING:
    from ..model import Speech
    from ..source import SourceText


def tasks(
    files: Files,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here: .xlsx .docx .csv .md .json."),
    ] = None,
    format: Annotated[
        str | None, typer.Option("-f", "--format", help="xlsx docx csv md json preview; else by -o's suffix.")
    ] = None,
    by: Annotated[str, typer.Option(metavar="task|measure", help="One row a task, or one a measure of it.")] = "task",
    merge_sections: Annotated[
        bool, typer.Option("--merge-sections", help="Merge the cells of rows of the same section (xlsx, docx).")
    ] = False,
    encoding: Encoding = None,
    rules: RuleFiles = None,
) -> None:
    """List the tasks of speeches and notices: who, until when, how much, and where it is written.

    A table in a terminal, JSON when piped, a ledger to send out with -o 台账.xlsx. A speech without tasks gives a
    ledger with nothing but its header. Exit code 0: fine; 1: an input or the output failed; 2: usage.
    """
    from ..writers import ledger

    if by not in ("task", "measure"):
        raise typer.BadParameter(f"{by!r} is neither task nor measure", param_hint="--by")
    if format is not None and format not in (*ledger.FORMATS, "preview"):
        names = " ".join((*ledger.FORMATS, "preview"))
        raise typer.BadParameter(f"no format {format!r}; it is one of {names}", param_hint="--format")
    name = format or (ledger.format_of(output) if output else "preview" if sys.stdout.isatty() else "json")
    if output is None and name in ("xlsx", "docx"):
        raise typer.BadParameter(f"{name} cannot go to standard output; name a file with -o", param_hint="--format")
    inputs = Inputs(_files(files), encoding, load(rules))
    documents = list(_noting_empty(inputs))
    if not documents:
        raise typer.Exit(inputs.exit_code)
    speeches: list[tuple[Speech, SourceText | None]] = [(s, d.source) for d in documents for s in d.speeches]
    if name == "preview":
        _preview(documents, output)
    elif output is None:
        emit(ledger.render(speeches, name, finer=by == "measure"))
    else:
        ledger.save(speeches, output, name=name, finer=by == "measure", layout=ledger.Layout(merge_sections))
    raise typer.Exit(inputs.exit_code)


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


def _noting_empty(inputs: Inputs) -> Iterator[Document]:
    for document in inputs:
        if not any(speech.tasks for speech in document.speeches):
            say(f"speechparse: {document.source.name or '-'}: no tasks found; its ledger is empty")
        yield document


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
    inputs = Inputs(_files(files), encoding, load(rules))
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
        str | None, typer.Option("-f", "--format", metavar="text|json", help="Text in a terminal, else JSON.")
    ] = None,
    encoding: Encoding = None,
    rules: RuleFiles = None,
) -> None:
    """Show which tasks, targets and requirements are new, gone, or changed between two speeches.

    They are matched by section and wording. Where a file holds several speeches its first is taken.
    Exit code 0: compared; 1: an input failed; 2: usage.
    """
    from ..compare import compare

    if format not in (None, "text", "json"):
        raise typer.BadParameter(f"no format {format!r}; it is text or json", param_hint="--format")
    inputs = Inputs([old, new], encoding, load(rules))
    documents = list(inputs)
    if len(documents) < 2:
        raise typer.Exit(1)
    result = compare(documents[0].speeches[0], documents[1].speeches[0])
    if format == "json" or (format is None and not sys.stdout.isatty()):
        from ..writers.json_ import dumps

        emit([dumps(result.to_dict()) + "\n"])
        return
    from .. import preview

    if sys.stdout.isatty():
        preview.changes(result)
    else:
        emit([preview.changes(result, width=100) or ""])
