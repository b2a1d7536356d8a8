"""``speechparse FILE…``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Document, Encoding, Files, Inputs, RuleFiles, emit, load

if TYPE_CHECKING:
    from ..writers.registry import Format, Options

SECTIONS = ("metadata", "outline", "highlights", "requirements", "tasks", "claims", "diagnostics")


def parse(
    files: Files,
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="NAME", help="json, jsonl, yaml, md, csv … or preview."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here; the suffix gives the format.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help=f"Keep this section only ({' '.join(SECTIONS)}).")
    ] = None,
    encoding: Encoding = None,
    explain: Annotated[bool, typer.Option("--explain", help="Name the rules behind each node and role.")] = False,
    rules: RuleFiles = None,
) -> None:
    """Turn Chinese official speeches into structured data.

    Prints a preview in a terminal and JSON when piped: an object for one speech, an array for several or for
    several files. Exit code 0: fine; 1: an input or the output failed (the others are still done); 2: usage.
    `speechparse --version` prints the version.
    """
    from ..writers import registry

    unknown = [name for name in only or () if name not in SECTIONS]
    if unknown:
        raise typer.BadParameter(f"no section {unknown[0]!r}; it is one of {' '.join(SECTIONS)}", param_hint="--only")
    options = registry.Options(tuple(only or ()), explain, many=len(files) > 1)
    if format is None and output is None and sys.stdout.isatty():
        format = "preview"
    row = None if format == "preview" else _format(format, output)
    inputs = Inputs(files, encoding, load(rules))
    documents = iter(inputs)
    if first := next(documents, None):  # where nothing could be read nothing is written
        _write(chain((first,), documents), row, output, options)
    raise typer.Exit(inputs.exit_code)


def _format(name: str | None, output: Path | None) -> Format:
    from ..writers.registry import BY_NAME, by_path

    if name is None:
        return BY_NAME["json"] if output is None else by_path(output)
    if name not in BY_NAME:
        raise typer.BadParameter(f"no format {name!r}; it is one of {' '.join(BY_NAME)} preview", param_hint="--format")
    return BY_NAME[name]


def _write(documents: Iterator[Document], row: Format | None, output: Path | None, options: Options) -> None:
    from ..writers import files, registry

    if row is None:
        from .. import preview

        if output is None:
            preview.show(documents, only=options.only)
            return
        with files.replacing(output) as temporary:
            temporary.write_text(preview.text(documents, only=options.only), encoding="utf-8")
        return
    speeches = (speech for document in documents for speech in document.speeches)
    if output is None:
        emit(registry.render(speeches, row, options))
    else:
        registry.save(speeches, output, row, options)
