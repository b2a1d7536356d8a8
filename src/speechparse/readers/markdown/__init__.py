"""Markdown: the text as it stands, with what its marks say as hints; front matter, headings, lists, bold, tables.

Blocks and marks are read here and not by markdown-it-py, which rich brings along: that tells the lines of blocks but
not the places of marks, and by CommonMark's rules for bold Chinese sentences lose theirs (see ``inline``).
"""

from __future__ import annotations

from typing import NamedTuple

from ...source import Hint, SourceText, Table
from ..encoding import decode
from .reader import MarkReader


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text and hints. Raises ReadError."""
    text, used = decode(data, name, encoding)
    marked = marks(text)
    return SourceText(text, encoding=used, hints=marked.hints, tables=marked.tables, properties=marked.properties)


class Marked(NamedTuple):
    """What the marks of a text say; as in ``source.SourceText``."""

    hints: tuple[Hint, ...]
    tables: tuple[Table, ...]
    properties: tuple[tuple[str, str], ...]


def marks(text: str) -> Marked:
    """Read the marks of a Markdown text."""
    reader = MarkReader(text)
    reader.read()
    hints = sorted(reader.hints, key=lambda hint: (hint.start, -hint.end))
    return Marked(tuple(hints), tuple(reader.tables), tuple(reader.properties))
