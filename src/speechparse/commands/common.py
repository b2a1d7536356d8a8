"""What the commands share: reading inputs one by one, writing to stdout, talking on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

import typer

from ..errors import ReadError
from ..model import Speech
from ..rules.types import Rules
from ..source import SourceText

Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files to read; - is standard input.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The files' encoding, where it is not recognised (gb18030, big5 …).")
]
RuleFiles = Annotated[
    list[str] | None, typer.Option("--rules", metavar="FILE", help="A rule file (TOML) to lay over the shipped rules.")
]


class Document(NamedTuple):
    """One input file: its text and the speeches found in it."""

    source: SourceText
    speeches: list[Speech]


@dataclass
class Inputs:
    """Iterates over the named files, read and parsed. A bad one costs a line on stderr and counts as failed."""

    paths: list[str]
    encoding: str | None = None
    rules: Rules | None = None
    failed: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[Document]:
        from ..api import parse_source

        for path in self.paths:
            try:
                source = read(path, self.encoding)
            except ReadError as error:
                self.failed += 1
                say(f"speechparse: {error}")
            else:
                yield Document(source, parse_source(source, rules=self.rules))

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


def emit(chunks: Iterable[str]) -> None:
    """Write text to stdout. When the reader has gone (``| head``) the program ends quietly with 0."""
    try:
        for chunk in chunks:
            sys.stdout.write(chunk)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit; point it at nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def say(message: str) -> None:
    """One line for a person, on stderr."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
