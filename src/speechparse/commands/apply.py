"""``speechparse apply`` and ``corrections``: what people set right on the review page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import job
from .common import (
    DEFAULT,
    Encoding,
    Format,
    Limits,
    MaxSize,
    Output,
    OutputFile,
    RuleFiles,
    Timeout,
    emit,
    load,
    read,
    say,
)

File = Annotated[str, typer.Argument(metavar="FILE", help="The text that was reviewed; - is standard input.")]
Given = Annotated[Path, typer.Argument(metavar="CORRECTIONS", help="Its NAME.corrections.json.")]


def apply(
    file: File,
    corrections: Given,
    format: Format = None,
    output: Output = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Read a text and lay over it what people set right: the corrected output, in every format.

    A correction finds its words where they stand now, also when the text has changed a little. How many were laid
    over, and which of them no longer find their words, is told on stderr. Exit code 0: fine; 1: the input, the
    corrections or the output failed; 2: usage.
    """
    from .parse import _format

    limits = Limits(timeout, max_size)
    name = _format(format, output)
    code = job.run(
        [file],
        name,
        output,
        encoding=encoding,
        rules=rules,
        limits=limits,
        corrections=[corrections],
    )
    raise typer.Exit(code)


def corrections(
    file: File,
    corrections: Given,
    as_annotation: Annotated[
        bool,
        typer.Option("--as-annotation", help="Write the corrected text as a gold standard: .tsv, or .json to score."),
    ] = False,
    output: OutputFile = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Tell for each correction where its words stand now, as `file:line:col: what`.

    With --as-annotation everything that stands after them counts as right, so that the program can be measured on
    texts of your own: go through the whole text first. Exit code 0: fine; 1: a correction no longer finds its words,
    or an input failed; 2: usage.
    """
    from ..api import parse_source
    from ..corrections import annotation, apply
    from ..corrections.fields import ACTIONS, LABELS
    from .inputs import corrections_of, outcomes

    source = read(file, encoding, Limits(timeout, max_size))
    _, given = corrections_of(corrections)
    laid = load(rules)
    speeches, told = apply(parse_source(source, rules=laid), source.text, given, laid)
    if as_annotation:
        say(f"speechparse: {corrections}: {outcomes(told)}")
        if output is not None and output.suffix == ".json":
            out = [annotation.scored(speeches, source, Path(file).name)]
        else:
            out = list(annotation.lines(speeches, source))
    else:
        out = []
        for one in told:
            line, column = source.line_col(one.span[0]) if one.span else (0, 0)
            what = f"{ACTIONS[one.correction.action]}{LABELS[one.correction.kind]} {one.correction.action} {one.status}"
            out.append(
                f"{source.name or '-'}:{line}:{column}: {what} {' '.join(one.correction.at.quote.split())[:24]}\n"
            )
    if output is None:
        emit(out)
    else:
        from ..writers.files import replacing

        with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="") as file_:
            file_.writelines(out)
    raise typer.Exit(1 if any(one.status == "gone" for one in told) else 0)
