"""The lines of the head matter.

A head is read line by line; a paragraph may hold several lines (a field table run together, a document on a
single line). ``Lines`` looks at each line alone; what follows from the order of lines is for ``regions``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from ..forms import LogicalText
from .cuts import REACH, cut_lines
from .kinds import ADDRESS, BLANKS, TITLE, Kind, Line, is_menu, read_line
from .wordings import words

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]{4}")
_FEW = 9  # lines of a head that a translation stands between
_AGAIN = 40  # characters of a line that may come again
_WRAPPED = 70  # characters of joined lines that may be a head's
# The names of the format's fields (source.Hint) that are read as another key, or as a line of another kind.
_FIELD_KEYS = {
    **{name: name for name in ("title", "speaker", "date", "occasion", "source", "number", "place")},
    "published": "printed",
    "issued": "printed",
}
_FIELD_KINDS: dict[str, Kind] = {"position": "office", "subtitle": "subtitle"}


def _is_bilingual(text: str, cuts: list[int]) -> bool:
    """Whether some of the lines are Chinese and others Latin: a head with its translation."""
    latin = [not _HAN.search(text, *span) and _LATIN.search(text, *span) is not None for span in pairwise(cuts)]
    return any(latin) and not all(latin)


class Above(NamedTuple):
    """What stands above the first title of a file, for all speeches that begin after the paragraph ``reach``."""

    reach: int
    before: list[Line]


class Lines:
    """The lines of a text's paragraphs. What splits a file reads much the same ones as what reads a head: each is
    looked at once.
    """

    def __init__(self, text: LogicalText, rules: Rules, source: str = "") -> None:
        """``source``: the text of the source, in which the line ends stand; without it no joined lines are parted."""
        self.text, self.rules, self._source = text, rules, source
        self.above: Above | None = None
        self._known: dict[tuple[int, bool], list[Line]] = {}
        # Short lines that come again (同志们： of each speech, the lines of a table), with where they stood at first.
        self._again: dict[tuple[str, bool], tuple[int, list[Line]]] = {}
        self._fields: dict[int, list[tuple[str, Span]]] = {}
        for name, span in text.said.fields:
            self._fields.setdefault(text.paragraph_at(span[0]), []).append((name, span))
        title = text.said.title
        self._title = text.paragraph_at(title[0]) if title and title[1] - title[0] <= TITLE else -1

    def between(self, first: int, last: int) -> Iterator[Line]:
        """The lines of the paragraphs ``first`` to ``last``; stop taking them where the speech begins."""
        key = ""
        spoken = 0
        for index in range(first, last):
            for line in self.of(index, spoken < 2):
                if key and line.kind != "key":  # the value stands on the line below: 来源： | 四川日报
                    line = replace(line, kind="key", key=key)
                yield line
                key = line.key if line.start == line.end and line.key not in ("other", "annex", "chair") else ""
                spoken += line.kind == "text"

    def of(self, index: int, head: bool) -> list[Line]:
        """The lines of one paragraph; ``head`` is false where the speech has begun."""
        found = self._known.get((index, head))
        if found is None:
            found = self._stated(index) if index in self._fields else self._read(index, head)
            self._known[index, head] = found
        return found

    def _read(self, index: int, head: bool) -> list[Line]:
        start, end = self.text.paragraphs[index]
        if index == self._title or end - start > _AGAIN or self.text.breaks:
            return self._looked_at(index, head)
        words = self.text.text[start:end]
        if (known := self._again.get((words, head))) is None:
            known = self._again[words, head] = start, self._looked_at(index, head)
            return known[1]
        on = start - known[0]
        return [Line(line.start + on, line.end + on, line.kind, index, line.key) for line in known[1]]

    def _looked_at(self, index: int, head: bool) -> list[Line]:
        start, end = self.text.paragraphs[index]
        found: list[Line] = []
        if index == self._title and self.text.said.titled:
            return [Line(start, end, "short", index, "title")]
        for first, last in self._parted(start, end) if head else [(start, end)]:
            cut = cut_lines(self.text.text, first, last, head, self.rules)
            found += [line for span in cut if (line := read_line(self.text.text, *span, index, self.rules))]
        if index == self._title and len(found) == 1 and found[0].kind in ("short", "text", "note", "heading"):
            found = [replace(found[0], kind="short", key="title")]
        return found

    def _parted(self, start: int, end: int) -> list[Span]:
        """The source's lines again, where they are no sentence, or one is an address or the rest of a tag.

        Lines of about one length, which the text phase takes for a wrapped paragraph, may be the lines of a head.
        """
        short = end - start <= _WRAPPED and self.text.text[end - 1] not in CLAUSE_ENDS
        if self.text.text[start] in "（(" or not self._source:
            return [(start, end)]
        starts = self.text.breaks
        inner = starts[bisect_right(starts, start) : bisect_left(starts, min(end, start + REACH))]
        if not inner:
            return [(start, end)]
        if len(inner) < _FEW and _is_bilingual(self.text.text, [start, *inner, end]):
            return list(pairwise([start, *inner, end]))
        addressed = short or ADDRESS.search(self.text.text, start, min(end, start + REACH)) is not None
        if not addressed and not is_menu(self.text.text, start, inner[0]):
            return [(start, end)]
        return list(pairwise([start, *inner, end]))

    def _stated(self, index: int) -> list[Line]:
        """The lines of a paragraph that holds key fields of the format: each value, and the words between."""
        start, end = self.text.paragraphs[index]
        found: list[Line] = []
        for name, (first, last) in sorted(self._fields[index], key=itemgetter(1)):
            found += self._between(start, first, index)
            key = _FIELD_KEYS.get(name) or words(self.rules).key(name) or "other"
            found.append(Line(first, last, _FIELD_KINDS.get(name, "key"), index, key))
            start = last
        return found + self._between(start, end, index)

    def _between(self, start: int, end: int, index: int) -> list[Line]:
        """What stands between two fields, if it is more than the next one's key: 来源："""
        words_ = self.text.text[start:end].strip(BLANKS + "-|·")
        if len(words_) < 2 or words_[-1] in "：:=":
            return []
        line = read_line(self.text.text, start, end, index, self.rules)
        return [line] if line else []
