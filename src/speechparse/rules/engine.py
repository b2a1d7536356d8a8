"""How a cue set is looked for: ``rules["close"].search(text, start, end)`` gives a hit with its row.

A set's rows are tried in order at each place; the leftmost place wins, then the first row. In front of that stands the
*prefilter*, which no caller sees: the characters that a match begins with, so that ``re`` leaps from one to the next,
and, where many short stretches are asked for all their rows, one pass that looks for what each row cannot do without.
``Rules.prefilter`` switches it off; what is found is the same (tests/test_engine.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from .patterns import hurried, leaping, look, merged
from .prefilter import Gate
from .rows import Cue

# Stretches that ``seen`` reads row by row before the prefilter is made: it costs more than one text saves.
_PATIENCE = 50


END = (1 << 31) - 1
"""The end of any text, also where Python counts characters in 32 bits (an old Windows, a browser)."""


class Hit(NamedTuple):
    """A match of a cue set: ``[start, end)`` and the row that matched."""

    start: int
    end: int
    row: Cue

    @property
    def value(self) -> str:
        """What the row stands for."""
        return self.row.value

    @property
    def weight(self) -> float:
        """How strongly it does."""
        return self.row.weight


# A match of a set comes for every few characters: without the call of Hit.__new__ it is made in half the time.
_made = tuple.__new__


class CueSet:
    """The rows of one cue set, ready to look for.

    ``starts`` holds for each row the characters that its matches begin with, and those that follow them.
    Patterns hold no capturing groups (the loader refuses them): the set's own groups tell the row.
    """

    __slots__ = (
        "_by_first",
        "_each",
        "_firsts",
        "_inner",
        "_open",
        "_passing",
        "_prefilter",
        "_rest",
        "_searched",
        "_starts",
        "_union",
        "_whole",
        "first",
        "rows",
    )

    def __init__(
        self, rows: Sequence[Cue], starts: Sequence[tuple[str, str]], prefilter: bool = True, inner: str = ""
    ) -> None:
        self.rows = tuple(rows)
        self._starts = list(starts) if prefilter and starts else [("", "")] * len(self.rows)
        self._prefilter = prefilter
        self.first = merged(first for first, _ in self._starts)
        """The characters that a match begins with; empty where that may be anything."""
        self._inner = inner if prefilter and not self.first else ""
        # Most places begin with no character that some row asks for: only the rows that ask for none are tried there.
        self._open = tuple(row for row, (first, _) in zip(self.rows, self._starts, strict=True) if not first)
        self._firsts = frozenset("".join([first for first, _ in self._starts]))
        self._rest: re.Pattern[str] | None = None
        self._union: re.Pattern[str] | None = None
        self._searched: re.Pattern[str] | None = None
        self._whole: re.Pattern[str] | None = None
        self._passing: Callable[[str], Sequence[int]] | None = None
        self._each: list[re.Pattern[str]] = []
        self._by_first: dict[str, list[int]] = {}  # the rows that may begin with a character, once it was asked for

    @property
    def pattern(self) -> str:
        """The set as one pattern for a look ahead; group ``n`` is its row ``n - 1``.

        Each row stands after a look at its first character: ``re`` takes that look before it enters an alternative.
        """
        return "|".join(
            [
                leaping(first, self._row(row), second)
                for row, (first, second) in zip(self.rows, self._starts, strict=True)
            ]
        )

    @property
    def second(self) -> str:
        """The characters that follow the first; empty where that may be anything."""
        return merged(second for _, second in self._starts)

    def match(self, text: str, start: int = 0, end: int = END) -> Hit | None:
        """The row that matches at ``start``."""
        if self._firsts and start < len(text) and text[start] not in self._firsts:
            m = (self._rest or self._compiled_rest()).match(text, start, end) if self._open else None
            return self._hit(m, self._open) if m else None
        m = (self._union or self._compiled()).match(text, start, end)
        return self._hit(m) if m else None

    def fullmatch(self, text: str, start: int = 0, end: int = END) -> Hit | None:
        """The row that matches ``text[start:end]`` as a whole."""
        if self._firsts and start < len(text) and text[start] not in self._firsts:
            m = (self._rest or self._compiled_rest()).fullmatch(text, start, end) if self._open else None
            return self._hit(m, self._open) if m else None
        m = (self._whole or self._consuming()).fullmatch(text, start, end)
        return self._hit(m) if m else None

    def search(self, text: str, start: int = 0, end: int = END) -> Hit | None:
        """The first place in ``text[start:end]`` that a row matches at."""
        searched = self._searched or self._leaping()
        if self._inner and start == 0 and (opening := (self._union or self._compiled()).match(text, 0, end)):
            return self._hit(opening)
        m = searched.search(text, start, end)
        return self._hit(m) if m else None

    def found(self, text: str, start: int = 0, end: int = END) -> bool:
        """Whether a row matches somewhere in ``text[start:end]``."""
        searched = self._searched or self._leaping()
        if self._inner and start == 0 and (self._union or self._compiled()).match(text, 0, end):
            return True
        return searched.search(text, start, end) is not None

    def places(self, text: str, start: int = 0, end: int = END) -> list[int]:
        """Where matches begin in ``text[start:end]``, in order; where it is plain what begins one, they may overlap."""
        searched = self._union or self._compiled() if self._inner else self._searched or self._leaping()
        return [m.start(m.lastindex or 1) for m in searched.finditer(text, start, end)]

    def at(self, text: str, places: Iterable[int], end: int) -> list[Hit]:
        """The matches that begin at some of the places (in order) and lie before ``end``, apart from one another."""
        found: list[Hit] = []
        done = 0
        for place in places:
            if place >= done and (hit := self.match(text, place, end)):
                found.append(hit)
                done = hit.end
        return found

    def finditer(self, text: str, start: int = 0, end: int = END) -> Iterator[Hit]:
        """All matches in ``text[start:end]``, left to right, apart from one another."""
        return map(self._hit, (self._whole or self._consuming()).finditer(text, start, end))

    def seen(self, words: str) -> list[int]:
        """The indices of all rows that match somewhere in ``words``; ``^`` and ``$`` are its ends."""
        if not words:
            return []
        passing = self._passing or self._gated()
        each = self._each
        return [i for i in passing(words) if each[i].search(words)]

    def opening(self, words: str) -> list[int]:
        """The indices of all rows that match at the beginning of ``words``."""
        if not words:
            return []
        each, rows = self._each or self._rows(), self._by_first.get(words[0])
        if rows is None:
            rows = [i for i, (first, _) in enumerate(self._starts) if not first or words[0] in first]
            self._by_first[words[0]] = rows
        return [i for i in rows if each[i].match(words)]

    def counted(self, words: str) -> list[tuple[int, int]]:
        """The rows that match in ``words``, with how often each does."""
        if not words:
            return []
        passing = self._passing or self._gated()
        each = self._each
        return [(i, n) for i in passing(words) if (n := len(each[i].findall(words)))]

    def holds(self, row: int, words: str) -> bool:
        """Whether row ``row`` matches somewhere in ``words``."""
        return self._each[row].search(words) is not None

    def _rows(self) -> list[re.Pattern[str]]:
        """The rows one by one, compiled once."""
        if not self._each:
            self._each += [re.compile(row.pattern) for row in self.rows]
        return self._each

    def _gated(self) -> Callable[[str], Sequence[int]]:
        """Gives the rows that the prefilter lets pass."""
        self._rows()
        gate = Gate([row.pattern for row in self.rows], _PATIENCE if self._prefilter else math.inf)
        self._passing = gate.rows
        return self._passing

    def _compiled(self) -> re.Pattern[str]:
        self._union = re.compile(leaping(self.first, self.pattern, self.second))
        return self._union

    def _leaping(self) -> re.Pattern[str]:
        """The pattern to search with; where ``_inner`` is known it leaves out what opens the text."""
        union = self._union or self._compiled()
        self._searched = re.compile(leaping(self._inner, self.pattern)) if self._inner else union
        return self._searched

    def _consuming(self) -> re.Pattern[str]:
        """The rows as they are, each after a look at what it begins with, and all after one such look."""
        rows = [look(a, b) + self._row(row) for row, (a, b) in zip(self.rows, self._starts, strict=True)]
        self._whole = re.compile(f"{look(self.first)}(?:{'|'.join(rows)})")
        return self._whole

    def _row(self, row: Cue) -> str:
        """A row's pattern in a group of its own."""
        return f"({hurried(row.pattern) if self._prefilter else row.pattern})"

    def _compiled_rest(self) -> re.Pattern[str]:
        """The rows that may begin with anything."""
        self._rest = re.compile("|".join(map(self._row, self._open)))
        return self._rest

    def _hit(self, m: re.Match[str], rows: Sequence[Cue] = ()) -> Hit:
        """What a pattern of ``rows`` has found, where that are not all."""
        group = m.lastindex or 1
        start, end = m.span(group)
        return _made(Hit, (start, end, (rows or self.rows)[group - 1]))
