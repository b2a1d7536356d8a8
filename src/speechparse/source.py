"""The decoded source text and its lines. The text is never altered; every offset points into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

_LINE_END = re.compile(r"\r\n?|\n")


HintKind = Literal["title", "heading", "item", "field", "markup", "aside", "page", "paragraph", "strong"]


class Hint(NamedTuple):
    """What a file format says of ``[start, end)`` of the text: evidence for the parser, no verdict.

    ``title``    the document's own title (Word's Title style, the h1 of a page).
    ``heading``  a heading of ``level`` 1 to 9, without its marks.
    ``item``     a list item, ``level`` 1 in the outermost list.
    ``field``    the value of a key field; ``value`` is its name as in ``model.Metadata`` or, where none
                 fits, the key as written.
    ``markup``   characters that belong to the format and are no text (``**``, ``#``, ``<!--more-->``); ``value`` says
                 of what: strong, emphasis, heading, item, link, picture, tag, comment, rule, escape, table, code.
    ``aside``    words that are no part of the speech; ``value`` says why: front matter, code, quote, figure, note …
    ``page``     where a page begins; ``level`` is its number.
    ``paragraph`` a paragraph of the format, of one line or several: line ends at its edges are hard, those inside soft.
                 Where ``hard_breaks`` is set it goes without saying.
    ``strong``   words set apart in bold: a run-in heading, or a heading without a style.

    Hints may stand inside one another: a front matter's fields stand in its aside, marks in paragraphs and headings.
    """

    start: int
    end: int
    kind: HintKind
    level: int = 0
    value: str = ""


class Table(NamedTuple):
    """A table of the source: each row one line (or stretch) of the text, cells as spans in order of columns.

    A merged cell's span stands in every row and column that it covers. An empty cell is ``(n, n)``.
    ``headers`` is the number of first rows that the format marks as headings, 0 where it says nothing.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int], ...], ...]
    headers: int = 0


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded text with its origin, and what its format says of it.

    ``hints`` stand in order of ``start``, the longer ones first; ``tables`` too. ``properties`` are (name, value)
    pairs that the format states without a place in the text (a document's title and author, og:title); names as for
    ``field`` hints.
    ``columns`` are those of the properties that stand beside the text in a corpus or in a table on the files: output
    carries them on.
    ``hard_breaks`` tells that each line is a paragraph of the format (docx, HTML): no lines are joined.
    ``damage`` holds spans of characters that could not be decoded (U+FFFD).
    ``notes`` are (code, sentence) pairs for the diagnostics: what the reader left out of the text, or could not read.
    """

    text: str
    name: str | None = None
    format: str = "text"
    encoding: str | None = None
    sha256: str | None = None
    hints: tuple[Hint, ...] = ()
    tables: tuple[Table, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    hard_breaks: bool = False
    damage: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    _lines: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line. Only CR, LF and CRLF end a line."""
        if not self._lines:
            self._lines.extend(_line_starts(self.text))
        return self._lines

    def line_col(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1 in code points."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


def _line_starts(text: str) -> list[int]:
    # Not str.splitlines: that also splits at \x0b, \x0c, \x1c, \x85 and \u2028.
    return [0, *(match.end() for match in _LINE_END.finditer(text))]
