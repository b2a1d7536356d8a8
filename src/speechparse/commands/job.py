"""The main job: files in, their structure out, in one format. No option parser is needed for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ..writers.registry import BY_NAME, Options
from .inputs import Document, Inputs, emit, load


def default_format() -> str:
    """A preview in a terminal, JSON when piped."""
    return "preview" if sys.stdout.isatty() else "json"


def run(
    files: list[str],
    format: str,
    output: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    explain: bool = False,
    encoding: str | None = None,
    rules: list[str] | None = None,
) -> int:
    """Parse the files and write them; the exit code: 1 if one of them could not be read.

    ``format`` is a name of ``writers.registry`` or ``preview``. Raises WriteError and RulesError.
    """
    options = Options(only, explain, many=len(files) > 1)
    inputs = Inputs(files, encoding, load(rules))
    documents = iter(inputs)
    if first := next(documents, None):  # where nothing could be read nothing is written
        write = _preview if format == "preview" else _write
        write(chain((first,), documents), format, output, options)
    return inputs.exit_code


def _preview(documents: Iterator[Document], format: str, output: Path | None, options: Options) -> None:
    from .. import preview
    from ..writers import files

    if output is None:
        preview.show(documents, only=options.only)
        return
    with files.replacing(output) as temporary:
        temporary.write_text(preview.text(documents, only=options.only), encoding="utf-8")


def _write(documents: Iterator[Document], format: str, output: Path | None, options: Options) -> None:
    from ..writers import registry

    speeches = (speech for document in documents for speech in document.speeches)
    if output is None:
        emit(registry.render(speeches, BY_NAME[format], options))
    else:
        registry.save(speeches, output, BY_NAME[format], options)
