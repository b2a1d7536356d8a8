"""``speechparse text``: the decoded text of a file, that which all spans count in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..errors import ReadError
from ..messages import told
from ..terminal import visible
from .common import DEFAULT, Encoding, Limits, MaxSize, Timeout, emit, read, say


def text(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files to read; - is standard input.")],
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
) -> None:
    """Print the text of a file as the parser sees it: the text that all offsets of the output point into.

    Nothing is added, no line feed at the end either: character n of the output is offset n. Several files follow one
    another. Exit code 0: fine; 1: a file could not be read; 2: usage.
    """
    failed, limits = False, Limits(timeout, max_size)
    for path in files:
        try:
            source = read(path, encoding, limits)
        except ReadError as error:
            failed = True
            say(f"speechparse: {told(error)}")
        else:
            emit([source.text], visible if sys.stdout.isatty() else str)
    raise typer.Exit(1 if failed else 0)
