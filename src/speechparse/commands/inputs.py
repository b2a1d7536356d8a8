"""Reading inputs one by one, writing to stdout, talking on stderr: the commands' work, without an option parser."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from .. import display
from ..errors import ReadError, RulesError
from ..limits import DEFAULT, MB, Limits, regular, too_large, within
from ..messages import told, tr
from ..model import Speech
from ..rules.types import Rules
from ..source import SourceText

if TYPE_CHECKING:
    from ..corrections import Corrections, Outcome


_BESIDE = 50 * MB  # bytes of a file that goes with the texts
_OPEN = ("/dev/fd/", "/proc/self/fd/")  # what a shell hands over
_LONGEST_NAME = 4096  # characters of a path


class Document(NamedTuple):
    """One input file: its text and the speeches found in it."""

    source: SourceText
    speeches: list[Speech]


class Corpus(NamedTuple):
    """How files that hold many texts are read: the column of the texts, those kept beside, a table on the files."""

    text_column: str | None = None
    meta_columns: tuple[str, ...] = ()
    meta: str | None = None


class Inputs:
    """Iterates over the named files, read and parsed. A bad one costs a line on stderr and counts as failed.

    So does a file that brings out a mistake of the program: the files after it are still done.
    """

    def __init__(
        self,
        paths: list[str],
        encoding: str | None = None,
        rules: Rules | None = None,
        *,
        explain: bool = False,
        corpus: Corpus | None = None,
        limits: Limits = DEFAULT,
        corrections: Iterable[str | Path] = (),
        only: tuple[str, ...] = (),
    ) -> None:
        self.given = [corrections_of(path) for path in corrections]
        self.paths, self.encoding, self.rules = paths, encoding, rules
        self.explain, self.only = explain, only
        self.corpus, self.limits = corpus or Corpus(), limits
        self.failed = 0
        self._known: dict[str, tuple[tuple[str, str], ...]] | None = None

    def __iter__(self) -> Iterator[Document]:
        for path in self.paths:
            try:
                for source in self._sources(path):
                    document = self._parsed(source, path)
                    if document is not None:
                        yield document
            except ReadError as error:
                self._fail(told(error))

    def _sources(self, path: str) -> Iterator[SourceText]:
        from ..readers import corpus

        column, kept, table = self.corpus
        if column is not None and corpus.is_corpus(path):
            place = Path(path)
            if place.exists() and not place.is_file():  # a pipe would wait for ever
                raise ReadError(path, "is no regular file", "give the file itself")
            yield from corpus.read(bytes_of(path), path, corpus.Columns(column, kept), self.encoding)
            return
        source = read(path, self.encoding, self.limits)
        yield source if table is None else corpus.with_known(source, self._table(table), path)

    def _table(self, path: str) -> dict[str, tuple[tuple[str, str], ...]]:
        if self._known is None:
            from ..readers import corpus

            self._known = corpus.sidecar(bytes_of(path), path)
        return self._known

    def _parsed(self, source: SourceText, path: str) -> Document | None:
        from ..api import parse_source

        name = source.name or path
        parse = partial(parse_source, source, rules=self.rules, explain=self.explain, only=self.only)
        began = perf_counter()
        try:
            document = self._corrected(Document(source, within(self.limits.timeout, name, parse)))
            read_as = f"{source.format}, {source.encoding}, {len(source.text)} characters"
            spent = f"{len(document.speeches)} speeches, {perf_counter() - began:.2f} s"
            detail(f"speechparse: {name}: {read_as}, {spent}")
            settled()
            return document
        except ReadError as error:
            self._fail(told(error))
            return None
        except MemoryError:
            self._fail(f"{name}: needs more memory than there is; split the file")
            return None
        except (OSError, RulesError):  # of the machine or the call, not of this file
            raise
        except Exception as error:
            self._fail(f"{name}: a mistake of speechparse: {type(error).__name__}: {error}; please report it")
            return None

    def _corrected(self, document: Document) -> Document:
        """The document with the corrections that are of its text: by fingerprint or name, or the only ones."""
        alone = len(self.paths) == len(self.given) == 1
        source, speeches = document
        for name, one in self.given:
            if alone or one.is_of(source.name, source.sha256):
                from ..corrections import apply

                speeches, told = apply(speeches, source.text, one, self.rules)
                say(f"speechparse: {name}: {outcomes(told)}")
        return Document(source, speeches)

    def _fail(self, message: str) -> None:
        self.failed += 1
        say(f"speechparse: {tr(message)}")

    @property
    def exit_code(self) -> int:
        """1 if any input failed so far, else 0."""
        return 1 if self.failed else 0


def settled() -> None:
    """The program is loaded: the collector of cycles, which cost a tenth of the start, never looks at what it loaded.

    To be called before whatever may run for long.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def corrections_of(path: str | Path) -> tuple[str, Corrections]:
    """The corrections of a file, with its name. Raises ReadError."""
    from ..corrections import loads

    return str(path), loads(bytes_of(str(path)), str(path))


def outcomes(told: list[Outcome]) -> str:
    """What became of corrections, in a line; those that did nothing by their words."""
    done, moved, idle = (sum(one.status == status for one in told) for status in ("done", "moved", "idle"))
    lost = [one.correction for one in told if one.status == "gone"]
    words = [tr(f"{done + moved} corrections laid over")]
    words += [tr(f"{moved} of them where their words stand now")] if moved else []
    words += [tr(f"{idle} had nothing to take out")] if idle else []
    if lost:
        quotes = ", ".join(" ".join(one.at.quote.split())[:16] or one.name or "" for one in lost[:5])
        words.append(tr(f"{len(lost)} no longer find their words: {quotes}{' …' if len(lost) > 5 else ''}"))
    return "; ".join(words)


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
    except OSError as error:  # a full disk
        from ..writers.files import write_error

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise write_error(Path("-"), error) from error


_C1 = re.compile("[\x7f-\x9f]")


def json_safe(text: str) -> str:
    """JSON with the controls that its encoder leaves raw escaped as well: the same data."""
    return _C1.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


def say(message: str) -> None:
    """One line for a person, on stderr, in the user's language."""
    sys.stderr.write(display.one_line(tr(message)) + "\n")
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
