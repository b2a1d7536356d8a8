"""Output formats: one row each; the module is imported when the format is asked for.

A *text* format's module has ``render(speeches, options) -> Iterator[str]`` (streams); a *file* format's module has
``save(speeches, path, options) -> None`` and writes through ``files.replacing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from ..errors import WriteError
from ..model import Speech
from ..source import SourceText
from .files import replacing


class Format(NamedTuple):
    """``encoding`` is that of the file; None marks a file format. ``shows_text``: it needs ``Options.source``."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    encoding: str | None = "utf-8"
    shows_text: bool = False


FORMATS = (
    Format("json", (".json",), "json_"),
    Format("jsonl", (".jsonl", ".ndjson"), "jsonl"),
    Format("yaml", (".yaml", ".yml"), "yaml_"),
    Format("markdown", (".md", ".markdown"), "document", shows_text=True),
    Format("report", (".report.md",), "markdown"),
    # Excel takes a CSV file for the local code page unless it begins with a byte order mark.
    Format("csv", (".csv",), "csv_", "utf-8-sig"),
    Format("html", (".html", ".htm"), "html", shows_text=True),
)
# What other commands write.
_LEDGERS = (".xlsx", ".xlsm", ".docx", ".ics")
_CORPORA = (".sqlite", ".sqlite3", ".db", ".parquet")
BY_NAME = {row.name: row for row in FORMATS}
ALIASES = {"md": "markdown", "markdown-doc": "markdown", "yml": "yaml", "ndjson": "jsonl"}
BY_SUFFIX = {suffix: row for row in FORMATS for suffix in row.suffixes}


class Options(NamedTuple):
    """What to write. ``only``: top-level keys to keep (all where empty). ``explain``: nodes keep ``reasons``.

    ``many``: more than one speech may come, so JSON is an array even if only one does. ``extra``: further keys of
    a speech, which stand at the end. ``source``: the text that a speech is from; it is asked once a speech.
    ``bulk``: so many speeches come that it pays to make functions for them first. ``with_text``: the text that the
    spans point into is written too; ``source`` gives it.
    """

    only: tuple[str, ...] = ()
    explain: bool = False
    many: bool = False
    extra: Callable[[Speech], dict[str, object]] | None = None
    source: Callable[[Speech], SourceText] | None = None
    bulk: bool = False
    with_text: bool = False


EVERYTHING = Options()


def by_path(path: Path) -> Format:
    """The format of a file name. Raises WriteError where the suffix is unknown."""
    row = BY_SUFFIX.get("".join(path.suffixes[-2:]).lower()) or BY_SUFFIX.get(path.suffix.lower())
    if row is None:
        known = " ".join(BY_SUFFIX)
        suffix = path.suffix.lower()
        if suffix in _LEDGERS:
            raise WriteError(str(path), "is a ledger", f"write it with `speechparse tasks FILE -o {path.name}`")
        if suffix in _CORPORA:
            raise WriteError(str(path), "is a corpus", f"write it with `speechparse batch FILE -o {path.name}`")
        raise WriteError(str(path), f"no format has the suffix {path.suffix or '(none)'}", f"use one of {known}, or -f")
    return row


def render(speeches: Iterable[Speech], row: Format, options: Options = EVERYTHING) -> Iterator[str]:
    """The text of a text format, in pieces. Raises WriteError for a file format."""
    if row.encoding is None:
        raise WriteError(row.name, "is a file format and cannot go to standard output", "name a file with -o")
    chunks: Iterator[str] = import_module(f".{row.module}", __package__).render(speeches, options)
    return chunks


def save(speeches: Iterable[Speech], path: Path, row: Format, options: Options = EVERYTHING) -> None:
    """Write a file, whole or not at all. Raises WriteError."""
    if row.encoding is None:
        import_module(f".{row.module}", __package__).save(speeches, path, options)
        return
    with replacing(path) as temporary, temporary.open("w", encoding=row.encoding, newline="") as out:
        out.writelines(render(speeches, row, options))


def in_bulk(options: Options) -> bool:
    """Whether speeches are written whole and in bulk, by the functions of ``serializer``."""
    return options.bulk and not (options.only or options.explain or options.extra or options.with_text)


def selected(speech: Speech, options: Options) -> dict[str, object]:
    """The speech as plain data, cut down to what ``options.only`` names (version and source always stay)."""
    data = speech.to_dict(explain=options.explain)
    if options.only:
        data = {k: v for k, v in data.items() if k in ("schema_version", "source", *options.only)}
    source = options.source(speech) if options.source else None
    if options.with_text:
        data["text"] = source.text if source else None
    if source and source.columns:
        data["columns"] = dict(source.columns)
    return data | options.extra(speech) if options.extra else data


def arranged(speeches: Iterable[Speech], options: Options) -> tuple[bool, Iterator[Speech]]:
    """Whether to write an array (more than one speech, or ``options.many``), and the speeches."""
    iterator = iter(speeches)
    head = list(islice(iterator, 2))
    return options.many or len(head) != 1, chain(head, iterator)
