"""``speechparse FILE…``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..sections import SECTIONS
from . import job
from .common import (
    DEFAULT,
    Corpus,
    Encoding,
    FilesFrom,
    Format,
    Limits,
    MaxSize,
    MetaColumns,
    MetaTable,
    Output,
    RuleFiles,
    TextColumn,
    Timeout,
    WithText,
    listed,
    names,
)


def parse(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE…", help="Files to read; - is standard input.")
    ] = None,
    format: Format = None,
    output: Output = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help=f"Keep this section only ({' '.join(SECTIONS)}).")
    ] = None,
    encoding: Encoding = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name the rules that each node and role rests on.")
    ] = False,
    keywords: Annotated[
        int, typer.Option("--keywords", metavar="N", min=0, help="Add the N weightiest words, of sections too.")
    ] = 0,
    text_column: TextColumn = None,
    meta_columns: MetaColumns = None,
    meta: MetaTable = None,
    files_from: FilesFrom = None,
    with_text: WithText = False,
    array: Annotated[bool, typer.Option("--array", help="JSON is an array also where one speech comes.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Preview the whole, however long it is.")] = False,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Turn Chinese official speeches into structured data.

    Prints a preview in a terminal and JSON when piped: an object for one speech, an array for several or for
    several files. Exit code 0: fine; 1: an input or the output failed (the others are still done); 2: usage.
    `speechparse --version` prints the version.

    Output to a pipe or file is always UTF-8, unless PYTHONIOENCODING names another encoding.
    """
    unknown = [name for name in only or () if name not in SECTIONS]
    if unknown:
        raise typer.BadParameter(f"no section {unknown[0]!r}; it is one of {' '.join(SECTIONS)}", param_hint="--only")
    paths = [*(files or []), *(listed(files_from) if files_from else [])]
    if not paths:
        raise typer.BadParameter("no file is named", param_hint="FILE…")
    name = _format(format, output)
    if name == "csv" and only and set(only) != {"tasks"}:
        message = "csv holds tasks only; for other sections write json, jsonl or yaml"
        raise typer.BadParameter(message, param_hint="--only")
    raise typer.Exit(
        job.run(
            paths,
            name,
            output,
            only=tuple(only or ()),
            explain=explain,
            encoding=encoding,
            rules=rules,
            keywords=keywords,
            corpus=Corpus(text_column, names(meta_columns), meta),
            with_text=with_text,
            array=array,
            full=full,
            limits=Limits(timeout, max_size),
        )
    )


def _format(name: str | None, output: Path | None) -> str:
    from ..writers.registry import ALIASES, BY_NAME, by_path

    if name is None:
        return job.default_format() if output is None else by_path(output).name
    name = ALIASES.get(name, name)
    if name not in (*BY_NAME, "preview"):
        raise typer.BadParameter(f"no format {name!r}; it is one of {' '.join(BY_NAME)} preview", param_hint="--format")
    return name
