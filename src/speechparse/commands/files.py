"""The files that a command opens, each within its limits: texts, lists of names, what goes with the texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReadError
from ..limits import DEFAULT, MB, Limits, regular, too_large, within
from ..source import SourceText

if TYPE_CHECKING:
    pass

_BESIDE = 50 * MB  # bytes of a file that goes with the texts
_OPEN = ("/dev/fd/", "/proc/self/fd/")  # what a shell hands over
_LONGEST_NAME = 4096  # characters of a path


def read(path: str, encoding: str | None = None, limits: Limits = DEFAULT) -> SourceText:
    """The file, or standard input for ``-``, within the limits. Raises ReadError."""
    return within(limits.timeout, path, lambda: _read(path, encoding, limits))


def _read(path: str, encoding: str | None, limits: Limits) -> SourceText:
    from ..readers.registry import read_source, source_from_bytes

    if path != "-":
        return read_source(path, encoding=encoding, max_bytes=limits.max_bytes)
    data = sys.stdin.buffer.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise too_large("-", None, limits.max_bytes)
    return source_from_bytes(data, "-", encoding=encoding)


def bytes_of(path: str) -> bytes:
    """The bytes of a file that goes with the texts: corrections, tables, lists. Raises ReadError."""
    try:
        regular(path)
        with Path(path).open("rb") as file:
            data = file.read(_BESIDE + 1)
        if len(data) <= _BESIDE:
            return data
        raise ReadError(path, f"has more than {_BESIDE // MB} MB", "it is larger than any such file; look at it")
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise ReadError(path, f"cannot be read ({problem})", "check the name and the folder") from error


def listed(path: str) -> list[str]:
    """The files that a list names, one a line; ``-`` is standard input. Raises ReadError."""
    from ..readers.encoding import decode

    if path == "-" or path.startswith(_OPEN):  # <(find …)
        with sys.stdin.buffer if path == "-" else Path(path).open("rb") as stream:
            data = stream.read(_BESIDE + 1)
        if len(data) > _BESIDE:
            raise ReadError(path, f"has more than {_BESIDE // MB} MB", "it is larger than any such file; look at it")
    else:
        data = bytes_of(path)
    text = decode(data, path)[0] if data else ""
    lines = [line for line in (line.strip("\ufeff\r") for line in text.split("\n")) if line.strip()]
    if any(len(line) > _LONGEST_NAME for line in lines):
        raise ReadError(path, "is no list of files", "give a text file with a file's name on each line")
    return lines
