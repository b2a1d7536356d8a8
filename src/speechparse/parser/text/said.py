"""What the format says (``SourceText.hints``, ``tables``, ``properties``), in logical offsets."""

from __future__ import annotations

from bisect import bisect_right

from ...model import Span
from ...source import SourceText, Table
from ..forms import LogicalText, Said


def said(source: SourceText, text: LogicalText, pieces: int) -> Said:
    """What the format says of a text whose first ``pieces`` pieces stand in the source's order."""
    out = Said(properties=source.properties, hard_breaks=source.hard_breaks)
    if not source.hints and not source.tables:
        return out
    place = _Place(text, pieces)
    fields = []
    for hint in source.hints:
        if hint.kind == "markup" and hint.value == "rule":
            out.rules.append(text.paragraphs_before(place.offset(hint.start)))
            continue
        span = place.span(hint.start, hint.end)
        if span is None:
            continue
        if hint.kind == "title":
            out.title = out.title or span
        elif hint.kind == "heading":
            for index in range(text.paragraph_at(span[0]), text.paragraph_at(span[1] - 1) + 1):
                out.headings[index] = hint.level
        elif hint.kind == "item":  # whatever more stands in it, its first paragraph is the item
            out.items[text.paragraph_at(span[0])] = hint.level
        elif hint.kind == "strong":
            out.strong.append(span)
        elif hint.kind == "field":
            fields.append((hint.value, span))
    out.fields = tuple(fields)
    if out.title:
        told = next((value for name, value in source.properties if name == "title"), "")
        out.titled = letters(told) == letters(text.text[slice(*out.title)])
    out.tables = tuple([place.table(table) for table in source.tables])
    return out


def letters(words: str) -> str:
    """The letters and digits of some words, by which two ways to write them are the same."""
    return "".join([sign for sign in words if sign.isalnum()])


class _Place:
    """The way from the source to the logical text."""

    def __init__(self, text: LogicalText, pieces: int) -> None:
        self.text = text
        self.sources = text.piece_sources[:pieces]
        self.starts = text.piece_starts[:pieces]
        self.stop = text.piece_starts[pieces] if pieces < len(text.piece_starts) else len(text.text)

    def offset(self, offset: int) -> int:
        """Where a place of the source went; that of what was left out is where the next words stand."""
        i = bisect_right(self.sources, offset) - 1
        if i < 0:
            return 0
        stop = self.starts[i + 1] if i + 1 < len(self.starts) else self.stop
        return min(offset - self.sources[i] + self.starts[i], stop)

    def span(self, start: int, end: int) -> Span | None:
        """The words of a stretch of the source, without blanks at both ends; None where none are left."""
        words = self.text.raw
        first, last = self.offset(start), self.offset(end)
        while first < last and words[first].isspace():
            first += 1
        while last > first and words[last - 1].isspace():
            last -= 1
        return (first, last) if first < last else None

    def cell(self, start: int, end: int) -> Span:
        at = self.offset(start)
        return self.span(start, end) or (at, at)

    def table(self, table: Table) -> Table:
        start, end = self.cell(table.start, table.end)
        rows = tuple([tuple([self.cell(*cell) for cell in row]) for row in table.rows])
        return Table(start, end, rows, table.headers)
