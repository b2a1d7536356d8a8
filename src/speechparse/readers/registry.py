"""Input formats: one row each; the content decides before the suffix, the module is imported when needed.

A reader's module has ``read(data, name, encoding) -> SourceText`` and raises ReadError only. Name, format,
checksum and damaged places of the text are filled in here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import ReadError
from ..limits import printable, regular
from ..source import SourceText
from .damage import places
from .recognise import format_of, is_page
from .sniff import is_mail, is_odt, is_word_xml


class Reader(NamedTuple):
    """``sniff`` decides by the first bytes (of an archive, the last ones too); ``suffixes`` where no ``sniff`` does."""

    format: str
    suffixes: tuple[str, ...]
    module: str
    sniff: Callable[[bytes], bool] = lambda head: False


READERS = (
    Reader("pdf", (".pdf",), "pdf", lambda head: head.startswith(b"%PDF-")),
    Reader("odt", (".odt", ".ott"), "odt", is_odt),
    Reader("xlsx", (".xlsx", ".xlsm"), "xlsx", lambda ends: ends.startswith(b"PK") and b"xl/workbook.xml" in ends),
    Reader("docx", (".docx", ".docm", ".dotx"), "docx", lambda head: head.startswith(b"PK\x03\x04")),
    Reader("legacy", (), "legacy", lambda head: head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"))),
    Reader("wordxml", (), "word_xml", is_word_xml),
    Reader("mail", (".eml", ".mht", ".mhtml"), "mail", is_mail),
    Reader("html", (".html", ".htm", ".xhtml", ".shtml"), "html", is_page),
    Reader("jsonl", (), "jsonl"),
    Reader("csv", (".csv", ".tsv"), "delimited"),
    Reader("markdown", (".md", ".markdown", ".mdown"), "markdown"),
    Reader("text", (".txt", ".text"), "text"),
)
_TEXT = READERS[-1]
_DIRECTORY = 20_000  # bytes: an archive's list of contents stands at its end
_OWN_CHECKSUM = 1_000_000  # bytes


def reader_for(name: str, data: bytes) -> Reader:
    """The row for a file: by its first bytes, else by its suffix, else by what a text plainly is, else text."""
    ends = data[:512] + (data[512:][-_DIRECTORY:] if data.startswith(b"PK") else b"")
    for row in READERS:
        if row.sniff(ends):
            return row
    suffix = Path(name).suffix.lower()
    row = next((row for row in READERS if suffix in row.suffixes), _TEXT)
    format = format_of(data) if row is _TEXT else None
    return next((row for row in READERS if row.format == format), row)


Readable = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A path, the bytes of a file, or a file object opened for bytes."""


def read_source(
    path: Readable, *, name: str | None = None, encoding: str | None = None, max_bytes: int | None = None
) -> SourceText:
    """The text of a file of any known format, with what the format says of it.

    ``path`` is a path, the file's bytes, or a file object opened for bytes; ``name`` stands for it in messages, and its
    suffix serves where the content does not tell the format. Raises ReadError: missing, a folder, a pipe or device,
    more than ``max_bytes``, no permission, empty, binary, damaged.
    """
    if isinstance(path, bytes | bytearray | memoryview):
        return source_from_bytes(bytes(path), name or "-", encoding=encoding)
    if not isinstance(path, str | os.PathLike):
        data = path.read()
        if not isinstance(data, bytes):
            raise TypeError("a file object opened for text; open it with mode 'rb', or parse its text with parse()")
        return source_from_bytes(data, name or str(getattr(path, "name", "-")), encoding=encoding)
    data = _bytes_of(path, max_bytes)
    return source_from_bytes(data, os.fspath(path) if name is None else name, encoding=encoding)


def _bytes_of(path: str | os.PathLike[str], limit: int | None) -> bytes:
    name = os.fspath(path)
    try:
        regular(path, limit)
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(printable(name), "no such file", "check the name and the folder") from None
    except IsADirectoryError:
        raise ReadError(printable(name), "is a folder", "name files, or use `speechparse batch` for folders") from None
    except PermissionError as error:
        if Path(path).is_dir():  # Windows says so
            raise ReadError(printable(name), "is a folder", "name files, or use `speechparse batch`") from None
        advice = "ask for the right to read it, or copy it to a folder of yours"
        raise ReadError(printable(name), "no permission to read it", advice) from error
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise ReadError(printable(name), f"cannot be read ({problem})", "check the name and the disk") from error


def source_from_bytes(data: bytes, name: str, *, encoding: str | None = None) -> SourceText:
    """A file's bytes -> its text, with the format and encoding recognised. Raises ReadError."""
    name = printable(name)
    if not data:
        raise ReadError(name, "the file is empty", "check that it was saved or downloaded whole")
    row = reader_for(name, data)
    found: SourceText = import_module(f".{row.module}", __package__).read(data, name, encoding)
    damage = found.damage or places(found.text)
    return replace(found, name=name, format=row.format, sha256=_sha256(data), damage=damage)


def _sha256(data: bytes) -> str:
    """A file's checksum. hashlib loads OpenSSL, 3 ms of a start; Python's own code for it takes 3 ms for a megabyte."""
    if len(data) < _OWN_CHECKSUM and "hashlib" not in sys.modules:
        with suppress(ImportError, AttributeError):  # no public module
            own: str = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256(data).hexdigest()
            return own
    from hashlib import sha256

    return sha256(data).hexdigest()
