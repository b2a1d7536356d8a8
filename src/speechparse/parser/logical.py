"""The text as the phases read it. All their offsets are *logical*: into LogicalText.text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from operator import sub
from typing import Literal, NamedTuple

from ..model import Span
from ..source import Table

BlockKind = Literal["paragraph", "blank", "furniture", "contents"]
_GIANT = 1500
_MOST, WHOLE = 0.7, 160  # a line that is most of the text, and so long, is its body; no shorter one is divided


def may_be_divided(length: int, whole: int) -> bool:
    """Whether a line of this length, in a text of ``whole`` characters, may have lost the breaks between paragraphs."""
    return length > _GIANT or (length > WHOLE and length > _MOST * whole)


class Block(NamedTuple):
    """A stretch of whole source lines, ``[start, end)`` in the *source*; blocks tile it."""

    kind: BlockKind
    start: int
    end: int


class Paragraph(NamedTuple):
    """``[start, end)`` in the logical text, white space at both ends left out."""

    start: int
    end: int


class Aside(NamedTuple):
    """Words of the *source* that are no part of the speech, ``[start, end)``, and why they are not."""

    start: int
    end: int
    reason: str


@dataclass(slots=True, eq=False, repr=False)
class Said:
    """What the format says of the text, in logical offsets and indices of paragraphs: evidence, no verdict.

    ``headings`` and ``items`` give a paragraph's level, from 1; ``title`` is where the document's own title stands.
    ``fields`` are (name, value's span) pairs, ``properties`` (name, value) pairs without a place in the text; see
    ``source.Hint`` for the names. ``strong`` are spans in bold, ``rules`` the paragraphs that a rule stands before.
    ``hard_breaks``: each paragraph is one of the format. ``titled``: the properties say the same title.
    """

    title: Span | None = None
    titled: bool = False
    headings: dict[int, int] = field(default_factory=dict)
    items: dict[int, int] = field(default_factory=dict)
    strong: list[Span] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    fields: tuple[tuple[str, Span], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    hard_breaks: bool = False


@dataclass(slots=True, eq=False, repr=False)
class LogicalText:
    """``text`` to match on and ``raw`` to show (same length, not folded), with the way back to the source.

    ``pieces`` holds (logical start, source start) of each run copied unchanged; identity is ``[(0, 0)]``.
    ``cuts`` are the logical starts of those after words left out (page furniture, signs of a format).
    ``breaks`` are the logical starts of the source's lines inside a paragraph (soft breaks).
    ``said`` is what the format says, ``asides`` what is left out. ``source`` is the whole source.
    ``rare`` are the numbering styles without plain first characters that it may hold, once they are looked for.
    ``divided`` is from where to where paragraphs begin that were divided on one line, only their numbers telling.
    """

    text: str
    raw: str
    paragraphs: list[Paragraph]
    piece_starts: list[int] = field(default_factory=lambda: [0])
    piece_sources: list[int] = field(default_factory=lambda: [0])
    cuts: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    said: Said = field(default_factory=Said)
    asides: list[Aside] = field(default_factory=list)
    source: str = ""
    divided: Span = (0, -1)
    rare: list[int] | None = field(init=False)
    paragraph_starts: list[int] = field(init=False)
    _shifts: list[int] = field(init=False)
    _stops: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rare = None  # as a default it is not there in machine code
        self.paragraph_starts = [paragraph[0] for paragraph in self.paragraphs]
        self._shifts = list(map(sub, self.piece_sources, self.piece_starts))
        self._stops = [*self.piece_starts[1:], len(self.text)]

    def source_offset(self, offset: int) -> int:
        """The source offset of the logical character at ``offset``."""
        return offset + self._shifts[bisect_right(self.piece_starts, offset) - 1]

    def source_span(self, span: Span) -> Span:
        """The source span of a logical span; an end maps to just after the last character."""
        start, end = span
        i = bisect_right(self.piece_starts, start) - 1
        shift = self._shifts[i]
        return start + shift, end + shift if end <= self._stops[i] else self.source_offset(end - 1) + 1

    def shift(self, start: int, end: int) -> int | None:
        """What leads from each logical offset in ``[start, end]`` to its source offset; None where that changes."""
        i = bisect_right(self.piece_starts, start) - 1
        return self._shifts[i] if end <= self._stops[i] else None

    def quote(self, span: Span) -> str:
        """The words of a logical span, with the printer's blanks of the source (1 年内) that matching leaves out."""
        start, end = self.source_span(span)
        raw = self.raw[span[0] : span[1]]
        if end - start == len(raw) or end > len(self.source):
            return raw
        words = self.source[start:end]
        return words if "\n" not in words and "".join(words.split()) == "".join(raw.split()) else raw

    def whole(self, span: Span) -> Span:
        """The part of a logical span up to the first place where the source does not read on."""
        i = bisect_right(self.piece_starts, span[0])
        return span[0], min(span[1], self.piece_starts[i]) if i < len(self.piece_starts) else span[1]

    def uncut(self, span: Span) -> list[Span]:
        """The parts of a logical span between which words of the source are left out."""
        start, end = span
        inside = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        return list(pairwise([start, *inside, end])) if inside else [span]

    def paragraph_at(self, offset: int) -> int:
        """Index of the last paragraph that starts at or before ``offset``."""
        return bisect_right(self.paragraph_starts, offset) - 1

    def paragraphs_before(self, offset: int) -> int:
        """How many paragraphs start before ``offset``."""
        return bisect_left(self.paragraph_starts, offset)

    def has_lost_breaks(self, start: int, end: int) -> bool:
        """Whether a paragraph may hold several: it is very long, or the breaks of its line are lost."""
        if end - start > WHOLE and may_be_divided(end - start, len(self.text)):
            return True
        return self.divided[0] <= start <= self.divided[1]
