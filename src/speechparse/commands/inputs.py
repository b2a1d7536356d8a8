"""Reading inputs one by one, writing to stdout, talking on stderr: the commands' work, without an option parser."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .. import display
from ..errors import ReadError, RulesError
from ..model import Speech
from ..rules.types import Rules
from ..source import SourceText


class Document(NamedTuple):
    """One input file: its text and the speeches found in it."""

    source: SourceText
    speeches: list[Speech]


class Inputs:
    """Iterates over the named files, read and parsed. A bad one costs a line on stderr and counts as failed.

    So does a file that brings out a mistake of the program: the files after it are still done.
    """

    def __init__(
        self, paths: list[str], encoding: str | None = None, rules: Rules | None = None, *, explain: bool = False
    ) -> None:
        self.paths, self.encoding, self.rules, self.explain = paths, encoding, rules, explain
        self.failed = 0

    def __iter__(self) -> Iterator[Document]:
        from ..api import parse_source

        for path in self.paths:
            try:
                source = read(path, self.encoding)
                document = Document(source, parse_source(source, rules=self.rules, explain=self.explain))
            except ReadError as error:
                self._fail(str(error))
            except (OSError, MemoryError, RulesError):  # of the machine or the call, not of this file
                raise
            except Exception as error:
                self._fail(f"{path}: a mistake of speechparse: {type(error).__name__}: {error}; please report it")
            else:
                yield document

    def _fail(self, message: str) -> None:
        self.failed += 1
        say(f"speechparse: {message}")

    @property
    def exit_code(self) -> int:
        """1 if any input failed so far, else 0."""
        return 1 if self.failed else 0


def read(path: str, encoding: str | None = None) -> SourceText:
    """The file, or standard input for ``-``. Raises ReadError."""
    from ..readers.registry import read_source, source_from_bytes

    if path == "-":
        return source_from_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
    return read_source(path, encoding=encoding)


def load(rule_files: list[str] | None) -> Rules:
    """The shipped rules with the user's files laid over them. Raises RulesError."""
    from ..rules.loader import load_rules

    return load_rules(*(rule_files or ()))


def emit(chunks: Iterable[str], safe: Callable[[str], str] = display.visible) -> None:
    """Write text to stdout, made ``safe`` for a terminal. Where the reader has gone (``| head``) it ends with 0."""
    try:
        for chunk in chunks:
            sys.stdout.write(safe(chunk))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit; point it at nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


_C1 = re.compile("[\x7f-\x9f]")


def json_safe(text: str) -> str:
    """JSON with the controls that its encoder leaves raw escaped as well: the same data."""
    return _C1.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


def say(message: str) -> None:
    """One line for a person, on stderr."""
    sys.stderr.write(display.one_line(message) + "\n")
    sys.stderr.flush()
