"""The source cut into rows and pieces: each piece of a line knows everything that was found over it.

Ranges may overlap in any way. They are not nested but cut: where one begins or ends a new piece begins, so that each
piece is one element of the page. A click on a piece opens the most telling range over it, a second click the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..source import SourceText

BODY = 7
"""The rank of a whole node. Of several over the same words only the innermost is told."""
_LONG = 1200  # a line of more characters is shown in several rows, cut at the ends of sentences
_SENTENCES = re.compile("[。！？；][”’」』）]*")
_CHUNK = 12  # rows that a browser lays out together, when they come into sight


class Mark(NamedTuple):
    """A range of the source. ``rank``: the less, the more telling; ``classes`` are those of the page's style.

    ``link``: its pieces are links to ``entry``, an element at the left. ``row``: it begins a row of its own where its
    line is long. ``badge`` is a link shown before it. The first piece bears ``id``.
    """

    start: int
    end: int
    id: str
    entry: str
    rank: int
    classes: str = ""
    hint: str = ""
    link: bool = False
    row: bool = False
    badge: str = ""


class Band(NamedTuple):
    """A node that fills whole lines: they get its colour and its depth; ``label`` names a role that is new."""

    span: tuple[int, int]
    role: str
    depth: int
    label: str


class Piece(NamedTuple):
    """Words of one line under the same ranges; ``marks`` are their ids, the most telling first.

    ``ids`` and ``badges`` are of the ranges that begin here.
    """

    text: str
    marks: str
    classes: str
    href: str
    ids: tuple[str, ...] = ()
    badges: tuple[tuple[str, str], ...] = ()


class Row(NamedTuple):
    """A line, or a part of a long one: ``number`` is the line's from 1, None where it goes on or blank lines follow.

    ``offset`` is that of its first character. ``blanks``: how many blank lines it stands for.
    """

    number: int | None
    offset: int
    classes: str
    label: str
    pieces: tuple[Piece, ...]
    blanks: int = 0


def chunks(source: SourceText, marks: Iterable[Mark], bands: Iterable[Band]) -> Iterator[list[Row]]:
    """The rows of a text, so many at once as a browser should lay out together."""
    held: list[Row] = []
    for row in rows(source, list(marks), list(bands)):
        held.append(row)
        if len(held) >= _CHUNK:
            yield held
            held = []
    if held:
        yield held


def rows(source: SourceText, marks: list[Mark], bands: list[Band]) -> Iterator[Row]:
    """Every row; runs of blank lines are one."""
    text, starts = source.text, source.line_starts
    lines = [(a, _content_end(text, a, b)) for a, b in pairwise([*starts, len(text)])]
    coloured = _coloured(starts, bands)
    sweep = _Sweep(marks)
    breaks = sorted({mark.start for mark in marks if mark.row})
    number, count = 0, len(lines)
    while number < count:
        start, end = lines[number]
        last = number
        if start == end or text[start:end].isspace():
            while last + 1 < count and text[slice(*lines[last + 1])].strip() == "":
                last += 1
        until = starts[last + 1] if last + 1 < count else len(text) + 1
        if last > number:
            yield Row(number + 1, start, "gap", "", tuple(sweep.pieces(text, start, start, until)), last - number + 1)
            number = last + 1
            continue
        classes, label = coloured.get(number, ("", ""))
        for n, (a, b) in enumerate(_pieces_of(text, start, end, breaks)):
            pieces = tuple(sweep.pieces(text, a, b, until if b == end else b))
            yield Row(
                None if n else number + 1, a, f"{classes} more".strip() if n else classes, "" if n else label, pieces
            )
        number += 1


def _content_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return end


def _coloured(starts: list[int], bands: list[Band]) -> dict[int, tuple[str, str]]:
    """Classes and label of each line inside a band; the inner band's."""
    found: dict[int, tuple[str, str]] = {}
    for band in bands:
        first = bisect_right(starts, band.span[0]) - 1
        last = bisect_right(starts, max(band.span[0], band.span[1] - 1)) - 1
        classes = f"band r-{band.role} d{min(band.depth, 6)}"
        for line in range(first, last + 1):
            found[line] = (classes, band.label if line == first else found.get(line, ("", ""))[1] * (line == first))
    return found


def _pieces_of(text: str, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
    """A line, or the rows that a long one is shown in."""
    if end - start <= _LONG:
        return [(start, end)]
    cuts = [start]
    for at in [*breaks[bisect_right(breaks, start) : bisect_right(breaks, end - 1)], end]:
        while at - cuts[-1] > _LONG:
            stop = _SENTENCES.search(text, cuts[-1] + _LONG // 2, at)
            cuts.append(stop.end() if stop and stop.end() < min(at, cuts[-1] + _LONG) else cuts[-1] + _LONG)
        if at > cuts[-1]:
            cuts.append(at)
    return list(pairwise(cuts)) if len(cuts) > 1 else [(start, end)]


class _Sweep:
    """Goes over the text once and tells the pieces of each row."""

    def __init__(self, marks: list[Mark]) -> None:
        self.coming = sorted(marks, key=lambda mark: (mark.start, -mark.end))[::-1]
        self.going: list[Mark] = []
        self.told: set[str] = set()  # ids that are used already: a title has the id of its node

    def pieces(self, text: str, start: int, end: int, until: int) -> Iterator[Piece]:
        """The pieces of ``[start, end)``, with what begins before ``until``."""
        new: list[Mark] = []
        while self.coming and self.coming[-1].start < until:
            new.append(self.coming.pop())
        over = [mark for mark in self.going if mark.end > start] + new
        edges = {start, end} | {edge for mark in over for edge in (mark.start, mark.end) if start < edge < end}
        begun = 0
        for a, b in pairwise(sorted(edges)):
            opened = begun
            while begun < len(new) and new[begun].start <= a:
                begun += 1
            here = [mark for mark in over if mark.start <= a and mark.end >= b]
            yield _piece(text[a:b], here, self._first(new[opened:begun]))
        if begun < len(new):  # without width, or inside the line end
            yield _piece("", new[begun:], self._first(new[begun:]))
        self.going = [mark for mark in over if mark.end > end]

    def _first(self, begun: list[Mark]) -> list[Mark]:
        found = []
        for mark in begun:
            if mark.id not in self.told:
                self.told.add(mark.id)
                found.append(mark)
        return found


def _piece(text: str, over: list[Mark], begun: list[Mark]) -> Piece:
    ranked = sorted(over, key=lambda mark: (mark.rank, mark.end - mark.start))
    nodes = [mark for mark in ranked if mark.rank == BODY]
    if len(nodes) > 1:  # the ids of the outer ones begin the inner one's
        ranked = [mark for mark in ranked if mark.rank != BODY or mark is nodes[0]]
    first = ranked[0] if ranked else None
    classes = " ".join(dict.fromkeys(name for mark in ranked for name in mark.classes.split()))
    return Piece(
        text,
        " ".join(dict.fromkeys(mark.id for mark in ranked)),
        classes,
        first.entry if first and first.link else "",
        tuple(mark.id for mark in begun),
        tuple((mark.badge, mark.entry) for mark in begun if mark.badge),
    )
