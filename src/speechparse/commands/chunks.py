"""``speechparse chunks``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated

import typer

from .common import (
    DEFAULT,
    Encoding,
    Files,
    Inputs,
    Limits,
    MaxSize,
    OutputFile,
    RuleFiles,
    Timeout,
    emit,
    json_safe,
    load,
)


def chunks(
    files: Files,
    size: Annotated[int, typer.Option("--size", metavar="N", min=50, help="Characters of a piece at most.")] = 1000,
    join: Annotated[
        int, typer.Option("--join", metavar="N", min=0, help="Small neighbours are joined up to so many.")
    ] = 300,
    output: OutputFile = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Cut documents into pieces for a search index or a language model, a JSON object a line.

    A piece holds its heading path, its text, the span it was taken from, and the roles that stand in it. Pieces
    follow the outline, none is longer than --size, and joined again they give the whole text. Exit code 0: fine;
    1: an input or the output failed; 2: usage.
    """
    from ..writers.files import keep_apart, replacing

    if output is not None:
        keep_apart(files, output)
    inputs = Inputs(files, encoding, load(rules), limits=Limits(timeout, max_size))
    if output is None:
        emit(_lines(inputs, size, join), json_safe)
    else:
        with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(_lines(inputs, size, join))
    raise typer.Exit(inputs.exit_code)


def _lines(inputs: Inputs, size: int, join: int) -> Iterator[str]:
    from ..chunks import Chunk
    from ..chunks import chunks as cut

    names = [field.name for field in fields(Chunk)]
    for source, speeches in inputs:
        for chunk in cut(speeches, source.text, size=size, join=join):
            yield json.dumps({name: getattr(chunk, name) for name in names}, ensure_ascii=False) + "\n"
