"""Markdown by lines: headings, lists, quotes, code, tables, rules and paragraphs, each with its place in the text.

CommonMark's block rules as people use them who write Chinese: ``#一、`` is a heading without a blank, a paragraph set
in by four blanks is no code, a rule below a whole sentence underlines nothing, nor heads ``#`` a whole paragraph.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ...signs import SENTENCE_ENDS

Kind = Literal[
    "blank", "heading", "underline", "item", "quote", "code", "rule", "row", "delimiter", "link", "contents", "text"
]

_LINE_END = re.compile(r"\r\n?|\n")
_ATX = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t\u3000]+|(?=[^\s#!\w]|[\u4e00-\u9fff]))(.*)")
_CLOSING = re.compile(r"(?<=[ \t])#+$")
_TOPIC = re.compile(r"#[^#\s]{1,40}#")
_UNDERLINE = re.compile(r" {0,3}(={2,}|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t\u3000]+|$)")
_QUOTE = re.compile(r"[ \t]{0,3}(>[ \t]?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_CONTENTS = re.compile(r"[ \t]*(?:\[(?:TOC|toc|\[_TOC_\])\]|\{:[ ]?toc[^}]*\})[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,100}\]:[ \t]*\S")
_SENTENCES = re.compile(f"[{SENTENCE_ENDS}]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LONGEST_HEADING = 60


class Block(NamedTuple):
    """A line: ``[start, end)`` of its words, marks of its kind left out; ``mark`` is where the line itself begins."""

    kind: Kind
    mark: int
    start: int
    end: int
    level: int = 0
    stop: int = 0  # where the line ends, closing marks included


def blocks(text: str, lines: list[tuple[int, int]], begin: int) -> list[Block]:
    """A block for each line from the offset ``begin`` on."""
    reader = _Reader(text, lines)
    for index, (start, _) in enumerate(lines):
        if start >= begin:
            reader.line(index)
    return reader.found


class _Reader:
    def __init__(self, text: str, lines: list[tuple[int, int]]) -> None:
        self.text, self.lines = text, lines
        self.found: list[Block] = []
        self._fence = ""
        self._indents: list[int] = []

    def line(self, index: int) -> None:
        start, end = self.lines[index]
        line = self.text[start:end]
        block = self._code(line, start, end) or self._block(line, index, start, end)
        if block.kind in ("heading", "rule", "quote", "row") or (block.kind == "text" and self._ends_list(line)):
            self._indents.clear()
        self.found.append(block)

    def _before(self) -> Kind:
        return self.found[-1].kind if self.found else "blank"

    def _ends_list(self, line: str) -> bool:
        return self._before() == "blank" and line[:1] not in (" ", "\t")

    def _code(self, line: str, start: int, end: int) -> Block | None:
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence[1].startswith(self._fence) and not fence[2].strip():
                self._fence = ""
            return Block("code", start, start, end)
        if fence and self._closes(fence[1], end):
            self._fence = fence[1]
            return Block("code", start, start, end)
        set_in = line.startswith(("    ", "\t")) and self._before() in ("blank", "code") and not self._indents
        if set_in and line.strip() and not _CHINESE.search(line):
            return Block("code", start, start, end)
        return None

    def _closes(self, fence: str, after: int) -> bool:
        # A fence that nobody closes would take the rest of the text with it.
        return self.text.find(fence[:3], after) >= 0

    def _block(self, line: str, index: int, start: int, end: int) -> Block:
        if not line.strip():
            return Block("blank", start, start, end)
        if (heading := _ATX.match(line)) and heading[2].strip("# \t") and not _TOPIC.match(line.lstrip()):
            words = _CLOSING.sub("", heading[2].rstrip()).rstrip()
            begin = start + heading.start(2)
            block = Block("heading", start, begin, begin + len(words), len(heading[1]), end)
            return block if _heads(words) else block._replace(level=0)
        if (line_below := _UNDERLINE.match(line)) and self._underlines(line_below[1][0]):
            self.found[-1] = self.found[-1]._replace(kind="heading", level=1 if line_below[1][0] == "=" else 2)
            return Block("underline", start, start, end)
        if _RULE.match(line):
            return Block("rule", start, start, end)
        if table := self._table(line, index, start, end):
            return table
        if quote := _QUOTE.match(line):
            return Block("quote", start, start + quote.end(), end)
        if (item := _ITEM.match(line)) and line[item.end() :].strip():
            return Block("item", start, start + item.end(1), end, self._level(len(item[1].expandtabs(4))))
        if _CONTENTS.match(line):
            if line.strip().startswith("{") and self._before() == "item":  # kramdown: an item that stands for the list
                self.found[-1] = self.found[-1]._replace(kind="contents", start=self.found[-1].mark)
            return Block("contents", start, start, end)
        if _DEFINITION.match(line):
            return Block("link", start, start, end)
        return Block("text", start, start, end)

    def _underlines(self, mark: str) -> bool:
        """Whether a line of = or - stands below a line that can be a heading: one line, no whole sentence."""
        if self._before() != "text":
            return False
        above = self.found[-1]
        alone = len(self.found) < 2 or self.found[-2].kind != "text"
        words = self.text[above.start : above.end]
        return alone and "|" not in words and (_heads(words) if mark == "-" else len(words) <= 2 * _LONGEST_HEADING)

    def _table(self, line: str, index: int, start: int, end: int) -> Block | None:
        if "|" not in line:
            return None
        if self._before() in ("row", "delimiter"):
            if self._before() == "row" and _is_delimiter(line):
                return Block("delimiter", start, start, end)
            return Block("row", start, start, end)
        if index + 1 < len(self.lines):
            below = self.text[slice(*self.lines[index + 1])]
            if "|" in below and _is_delimiter(below):
                return Block("row", start, start, end)
        return None

    def _level(self, indent: int) -> int:
        while self._indents and indent <= self._indents[-1] + 1:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)


def _is_delimiter(line: str) -> bool:
    return (
        line.count("-") > 1
        and not line.strip("|:- \t")
        and all(cell.strip(" \t:") for cell in line.strip(" \t|").split("|"))
    )


def _heads(words: str) -> bool:
    """Whether words can be a heading: a whole paragraph or sentence cannot."""
    stops = len(_SENTENCES.findall(words))
    return len(words) <= _LONGEST_HEADING if not stops else len(words) <= 40 and stops == 1


def line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line, its end left out."""
    spans, start = [], 0
    for match in _LINE_END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return spans
