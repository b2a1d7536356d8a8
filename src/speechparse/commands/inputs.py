"""Inputs read and parsed one by one, corrections laid over them: the commands' work, without an option parser."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ReadError, RulesError
from ..limits import DEFAULT, Limits, within
from ..messages import told, tr
from ..model import Speech
from ..rules.types import Rules
from ..source import SourceText
from .files import bytes_of, read
from .talk import detail, say

if TYPE_CHECKING:
    from ..corrections import Corrections, Outcome


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
        column, kept, table = self.corpus
        if column is None and table is None:
            yield read(path, self.encoding, self.limits)
            return
        from ..readers import corpus

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


def load(rule_files: list[str] | None) -> Rules:
    """The shipped rules with the user's files laid over them. Raises RulesError."""
    from ..rules.loader import load_rules

    return load_rules(*(rule_files or ()))
