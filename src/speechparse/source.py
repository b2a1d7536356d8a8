"""The decoded source text and its lines. The text is never altered; every offset points into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

_LINE_END = re.compile(r"\r\n?|\n")


class Hint(NamedTuple):
    """What a file format says of a paragraph: a heading of a level, or a list item (docx, HTML)."""

    start: int
    kind: Literal["title", "heading", "item"]
    level: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded text with its origin. ``hints`` stand in order of ``start``."""

    text: str
    name: str | None = None
    format: str = "text"
    encoding: str | None = None
    sha256: str | None = None
    hints: tuple[Hint, ...] = ()
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
