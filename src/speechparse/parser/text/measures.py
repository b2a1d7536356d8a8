"""The source lines of a text, and what is asked of each again and again: how it ends, its indent, its mark."""

from __future__ import annotations

import re

from ...rules.types import Rules
from ...signs import COMMAS, FULL_STOPS, HALF_STOPS, LINE_ENDS
from ..forms import BlockKind
from .openers import opener

SENTENCE_END = frozenset(LINE_ENDS)
_STOP = frozenset(FULL_STOPS + "…")
_INSIDE_PROSE = re.compile(f"[{COMMAS}{HALF_STOPS}。]")
_GAP = re.compile("[ \t\u3000]")
_NAME = 16  # characters of an office and a name
_WIDEST_INDENT = 8


class Line:
    """A source line: ``[start, end)`` with its line break, ``[first, last)`` without blanks at both ends.

    ``end`` counts a line feed after the last line too, where there is none. ``left`` is what stands before it on
    the same line of the page, in characters: only runs of blanks divide them.
    """

    __slots__ = ("end", "first", "last", "left", "start")

    def __init__(self, start: int, end: int, first: int, last: int, left: int = 0) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.left = left


class Measures:
    """The lines of a text with what is asked of them again and again.

    By line: ``lengths`` (without the blanks at both ends), ``indents`` (the blanks before it), both in characters, and
    ``last`` (its last sign). ``solid`` are the lines of text.
    """

    def __init__(self, text: str, lines: list[Line], kinds: list[BlockKind], rules: Rules) -> None:
        self.text, self.lines, self.kinds, self.rules = text, lines, kinds, rules
        self.solid = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
        self.lengths = [line.last - line.first for line in lines]
        self.indents = [line.first - line.start for line in lines]
        self.last = [text[line.last - 1] for line in lines]
        self._opens: dict[int, tuple[str, str]] = {}

    def opens(self, i: int) -> str:
        """The family of the mark that a line begins with."""
        return (self._opens.get(i) or self.opener(i))[0]

    def opener(self, i: int) -> tuple[str, str]:
        """The family and the style of that mark."""
        found = self._opens.get(i)
        if found is None:
            line = self.lines[i]
            found = self._opens[i] = opener(self.text, line.first, line.last, self.rules)
        return found

    def ends(self, i: int) -> bool:
        """Whether a line ends with a sign that may end a sentence or a clause of one."""
        return self.last[i] in SENTENCE_END

    def stops(self, i: int) -> bool:
        """Whether a line ends a sentence."""
        return self.last[i] in _STOP

    def margin(self, i: int) -> int:
        """The characters to the left of a line: its indent as far as it is one, or what stands before it."""
        left, indent = self.lines[i].left, self.indents[i]
        return left + indent if left or indent < _WIDEST_INDENT else _WIDEST_INDENT

    def is_apart(self, i: int) -> bool:
        """Whether the line is short and divided by a blank: 县长　沈月波."""
        line = self.lines[i]
        return self.lengths[i] <= _NAME and _GAP.search(self.text, line.first, line.last) is not None

    def is_prose(self, i: int) -> bool:
        """Whether punctuation divides the line: no heading."""
        line = self.lines[i]
        return _INSIDE_PROSE.search(self.text, line.first, line.last) is not None
