"""The marks of a Markdown text, block by block, as hints, tables and properties."""

from __future__ import annotations

import re
from itertools import pairwise

from ...source import Hint, Table
from ..grids import is_contents, is_form
from . import front_matter, inline
from .blocks import Block, blocks, line_spans

_LETTERS = re.compile(r"\W+|_+")
_PIPE = re.compile(r"(?<!\\)\|")
_LONGEST_TITLE = 300
_PROSE = 40  # characters of a line that is no longer head matter
_NUMBERED = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）]|第[一二三四五六七八九十]{1,3}[章节部]")
_CAPTION = re.compile(
    r"\s{0,9}!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)[ \t]{0,9}\r?\n[ \t]{0,9}(\*|_)[^*_\n]{1,200}\1[ \t]{0,9}\Z"
)
_FRAME = re.compile(
    r"^[^》\s]{1,20}->|\s*[|｜]\s*[\w.-]+\.[a-z]{2,6}\s*$|\s+[|｜_-]\s+[^|｜]{2,20}(?:网|站|博客|首页)$"
)


class MarkReader:
    """Collects what the marks of a text say, in order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.hints: list[Hint] = []
        self.tables: list[Table] = []
        self.properties: list[tuple[str, str]] = []
        self._closed: dict[str, int] = {}
        self._done = 0  # up to here marks are read: a figure may run over several lines

    def read(self) -> None:
        """Read all marks."""
        lines = line_spans(self.text)
        front = front_matter.read(self.text, lines)
        found = blocks(self.text, lines, front.end if front else 0)
        found = self._quotes(found)
        paragraph: list[Block] = []
        rows: list[Block] = []
        for block in [*found, Block("blank", len(self.text), len(self.text), len(self.text))]:
            if block.kind not in ("row", "delimiter") and rows:
                self._table(rows)
                rows = []
            if block.kind in ("row", "delimiter"):
                rows.append(block)
            if block.kind != "text" and paragraph:
                self._paragraph(paragraph)
                paragraph = []
            if block.kind == "text":
                paragraph.append(block)
                if self._breaks_after(block):
                    self._paragraph(paragraph)
                    paragraph = []
            else:
                self._block(block)
        title = self._title(found)
        if front:
            self._front(front, found, title)

    def _breaks_after(self, block: Block) -> bool:
        return self.text[block.end - 2 : block.end] == "  " or self._escaped_end(block)

    def _escaped_end(self, block: Block) -> bool:
        return self.text[block.end - 1 : block.end] == "\\"

    def _quotes(self, found: list[Block]) -> list[Block]:
        """Quotes as text: those above all prose, which tell what the speech is, and all where most is quoted."""
        quoted = sum(block.end - block.start for block in found if block.kind == "quote")
        plain = sum(block.end - block.start for block in found if block.kind in ("text", "item"))
        out = []
        opening = True
        for block in found:
            opening = opening and not (block.kind in ("text", "item") and block.end - block.start > _PROSE)
            if block.kind == "quote" and (opening or quoted > plain):
                self._markup(block.mark, block.start, "quote")
                words = self.text[block.start : block.end].strip()
                out.append(block._replace(kind="text" if words else "blank"))
            else:
                out.append(block)
        return out

    def _markup(self, start: int, end: int, what: str) -> None:
        if end > start:
            self.hints.append(Hint(start, end, "markup", 0, what))

    def _block(self, block: Block) -> None:
        if block.kind == "heading":
            self._markup(block.mark, block.start, "heading")
            self._inline(block.start, block.end)
            self._markup(block.end, block.stop, "heading")
            if block.level:
                self.hints.append(Hint(block.start, block.end, "heading", block.level))
            else:
                self.hints.append(Hint(block.start, block.end, "paragraph"))
        elif block.kind == "underline":
            self._markup(block.start, block.end, "heading")
        elif block.kind == "rule":
            self._markup(block.start, block.end, "rule")
        elif block.kind == "item":
            self.hints.append(Hint(block.start, block.end, "item", block.level))
            self._inline(block.start, block.end)
        elif block.kind in ("quote", "code", "link", "contents"):
            self.hints.append(Hint(block.mark, block.end, "aside", 0, block.kind))

    def _paragraph(self, lines: list[Block]) -> None:
        start, end = lines[0].start, lines[-1].end
        if _CAPTION.match(self.text, start, end):  # a picture, and below it words in italics
            self.hints.append(Hint(start, end, "aside", 0, "figure"))
            return
        if self._escaped_end(lines[-1]):
            self._markup(end - 1, end, "escape")
            end -= 1
        breaks = self._inline(start, end)
        for stop in [*breaks, end]:
            if self.text[start:stop].strip():
                self.hints.append(Hint(start, stop, "paragraph"))
            start = stop

    def _inline(self, start: int, end: int) -> list[int]:
        start = max(start, self._done)
        if start >= end:
            return []
        found = inline.read(self.text, start, end, self._closed)
        self.hints += found.hints
        self._done = max((hint.end for hint in found.hints), default=0)
        return [place for place in found.breaks if start < place < end]

    def _table(self, rows: list[Block]) -> None:
        grid: list[tuple[tuple[int, int], ...]] = []
        for block in rows:
            if block.kind == "delimiter":
                self._markup(block.start, block.end, "table")
                continue
            self._inline(block.start, block.end)
            grid.append(self._cells(block))
        columns = max(map(len, grid), default=0)
        even = [row + ((row[-1][1], row[-1][1]),) * (columns - len(row)) for row in grid if row]
        words = [[self.text[s:e] for s, e in row] for row in even]
        if len(even) > 1 and columns > 1 and not is_contents(words) and not is_form(words):
            self.tables.append(Table(rows[0].start, rows[-1].end, tuple(even), 1))

    def _cells(self, block: Block) -> tuple[tuple[int, int], ...]:
        pipes = [match.start() for match in _PIPE.finditer(self.text, block.start, block.end)]
        edges = [block.start - 1, *pipes, block.end]
        spans = [self._trimmed(left + 1, right) for left, right in pairwise(edges)]
        if pipes and not self.text[block.start : pipes[0]].strip():
            self._markup(pipes[0], pipes[0] + 1, "table")
            spans = spans[1:]
        if len(pipes) > 1 and not self.text[pipes[-1] + 1 : block.end].strip():
            self._markup(pipes[-1], pipes[-1] + 1, "table")
            spans = spans[:-1]
        return tuple(spans)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _title(self, found: list[Block]) -> tuple[int, int] | None:
        """The first heading is the title where no text stands before it, no higher one after it, no number in it."""
        for block in found:
            if block.kind == "heading" and block.level:
                words = self.text[block.start : block.end].strip("*_ ")
                others = any(b.kind == "heading" and 0 < b.level < block.level for b in found)
                alone = sum(b.kind == "heading" and b.level == block.level for b in found) == 1
                if others or _NUMBERED.match(words) or not (alone or block.level == 1):
                    return None
                self.hints = [
                    Hint(hint.start, hint.end, "title")
                    if hint.kind == "heading" and hint.start == block.start
                    else hint
                    for hint in self.hints
                ]
                return block.start, block.end
            if block.kind in ("text", "item", "row") and len(self.text[block.start : block.end].strip()) > _PROSE:
                return None
        return None

    def _front(self, front: front_matter.FrontMatter, found: list[Block], title: tuple[int, int] | None) -> None:
        """Front matter: values that are fields of the head stay text, each on its line; the rest is set aside.

        The title is text only where the body has none: one that the front matter's holds is the better one.
        """
        self.properties += front.properties
        start = front.hints[0].start
        for name, low, high in front.values:
            if name in ("title", "subtitle", "speaker", "position", "date", "occasion", "source", "number"):
                if name == "title":
                    low, high = self._framed(low, high)
                    if self._said_below(low, high, found, title):
                        continue
                    self.hints.append(Hint(low, high, "title"))
                self.hints.append(Hint(low, high, "field", 0, name))
                line = max(self.text.rfind("\n", 0, low), self.text.rfind("\r", 0, low)) + 1
                self._front_aside(start, line - 1)
                self._front_aside(line, low)
                start = high
        self._front_aside(start, front.end)

    def _front_aside(self, start: int, end: int) -> None:
        if self.text[max(start, 0) : max(end, 0)].strip():
            self.hints.append(Hint(start, end, "aside", 0, "front matter"))

    def _framed(self, low: int, high: int) -> tuple[int, int]:
        """A title without the frame of the site it is from: 青川大学->… | qcu.example.cn"""
        words = self.text[low:high]
        if len(words) > _LONGEST_TITLE:
            return low, high
        start, end = 0, len(words)
        for match in _FRAME.finditer(words):
            if match.start():
                end = min(end, match.start())
            else:
                start = match.end()
        return self._trimmed(low + start, low + end)

    def _said_below(self, low: int, high: int, found: list[Block], title: tuple[int, int] | None) -> bool:
        own = _LETTERS.sub("", self.text[low:high])
        if title is not None:
            return True
        for block in [b for b in found if b.kind in ("text", "heading")][:4]:
            words = _LETTERS.sub("", self.text[block.start : block.end])
            if len(words) >= 6 and (words in own or (own in words and len(words) < len(own) + 12)):
                self.hints.append(Hint(block.start, block.end, "title"))
                return True
        return False
