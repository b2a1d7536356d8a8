"""What a command writes: data on stdout, words for a person on stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..messages import tr
from ..terminal import one_line, visible

if TYPE_CHECKING:
    pass


def emit(chunks: Iterable[str], safe: Callable[[str], str] = visible) -> None:
    """Write text to stdout, made ``safe`` for a terminal. Where the reader has gone (``| head``) it ends with 0."""
    try:
        for chunk in chunks:
            sys.stdout.write(safe(chunk))
        sys.stdout.flush()
    except OSError as error:  # the reader has gone, or a full disk
        # Python flushes stdout once more at exit; point it at nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        from ..writers.files import gone, write_error

        if gone(error):
            raise SystemExit(0) from None
        raise write_error(Path("-"), error) from error


_C1 = re.compile("[\x7f-\x9f]")


def json_safe(text: str) -> str:
    """JSON with the controls that its encoder leaves raw escaped as well: the same data."""
    return _C1.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


def say(message: str) -> None:
    """One line for a person, on stderr, in the user's language."""
    sys.stderr.write(one_line(tr(message)) + "\n")
    sys.stderr.flush()


def note(message: str) -> None:
    """What a person may like to know; with ``-q`` it is not said."""
    if talk.level >= 0:
        say(message)


def detail(message: str) -> None:
    """What is said with ``-v`` only."""
    if talk.level > 0:
        say(message)


class _Talk:
    level = 0  # -1 with --quiet, 1 with --verbose


talk = _Talk()
