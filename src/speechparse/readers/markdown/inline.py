"""Marks inside a paragraph of Markdown: bold and italic, escapes, links, pictures, code, tags. Linear.

Bold ends at the next mark of its kind, wherever that stands: by CommonMark ``**一、看清形势。**各区`` is not bold, as a
full stop stands inside and a letter outside.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...signs import COLONS, SENTENCE_ENDS
from ...source import Hint

_MARKS = re.compile(
    r"""\\(?P<escape>[!-/:-@\[-`{-~])
    | (?P<code>`{1,3})
    | (?P<stars>\*{4}|\*{1,3}|__|~~)
    | !\[(?P<picture>[^\]\n]{0,300})\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,100}\])
    | (?P<box>(?<=[-*+]\ )\[[\ xX]\])
    | (?P<open>\[)
    | (?P<close>\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\]\n]{0,60}\])?)
    | (?P<comment><!--)
    | (?P<tag></?[A-Za-z][^<>]{0,800}>)
    | <(?P<url>(?:https?|ftp|mailto):[^<>\s]{1,500})>
    | &(?P<entity>nbsp|emsp|ensp|thinsp|zwnj|zwj|\#160|\#8195|\#12288);
    | \{\{[<%][^{}]{0,300}[>%]\}\} | \{%[^{}]{0,300}%\} | \{:[^{}\n]{0,200}\}
    """,
    re.VERBOSE,
)
_ASIDE_TAGS = ("figure", "script", "style", "video", "iframe", "audio", "svg", "head", "button")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:]*)")
_LINE_BEFORE = re.compile(rf"([^{SENTENCE_ENDS}{COLONS}\s.>])[ \t]*(?:\r\n?|\n)[ \t]*\Z")
_LINE_AFTER = re.compile(r"[ \t]*(?:\r\n?|\n)(?=\S)")
_FOOTNOTE = re.compile(r"\^")


class Marks(NamedTuple):
    """What stands in a stretch of text: hints, and where a line is broken by ``<br>``."""

    hints: list[Hint]
    breaks: list[int]


def read(text: str, start: int, end: int, closed: dict[str, int]) -> Marks:
    """The marks of ``[start, end)``. ``closed`` remembers, for tags and comments, how far was looked for their ends."""
    reader = _Inline(text, end, closed)
    at = start
    while at < end and (match := _MARKS.search(text, at, end)):
        at = reader.mark(match)
    reader.finish()
    return Marks(reader.hints, reader.breaks)


class _Inline:
    def __init__(self, text: str, end: int, closed: dict[str, int]) -> None:
        self.text, self.end, self.closed = text, end, closed
        self.hints: list[Hint] = []
        self.breaks: list[int] = []
        self._stars: dict[str, tuple[int, int]] = {}
        self._links: list[tuple[int, int]] = []

    def mark(self, match: re.Match[str]) -> int:
        """Take one mark; where to go on."""
        kind, (start, end) = match.lastgroup, match.span()
        if kind == "escape":
            self._markup(start, start + 1, "escape")
        elif kind == "code":
            return self._code(match)
        elif kind == "stars":
            self._star(match["stars"], start, end)
        elif kind == "picture":
            self.hints.append(Hint(start, end, "aside", 0, "picture"))
        elif kind == "box":
            self._markup(start, end, "item")
        elif kind == "open":
            self._links.append((start, end))
        elif kind == "close":
            self._link(start, end)
        elif kind == "comment":
            return self._comment(start)
        elif kind == "tag":
            return self._tag(start, end)
        elif kind == "url":
            self.hints.append(Hint(start, end, "aside", 0, "link"))
        else:
            self._markup(start, end, "entity" if kind == "entity" else "tag")
        return end

    def finish(self) -> None:
        """Bold that was opened and not closed is no bold."""
        self._stars.clear()

    def _markup(self, start: int, end: int, what: str) -> None:
        self.hints.append(Hint(start, end, "markup", 0, what))

    def _code(self, match: re.Match[str]) -> int:
        ticks, start = match[0], match.end()
        end = self.text.find(ticks, start, min(self.end, start + 2000))
        if end < 0:
            return start
        self._markup(match.start(), start, "code")
        self._markup(end, end + len(ticks), "code")
        return end + len(ticks)

    def _star(self, stars: str, start: int, end: int) -> None:
        if stars == "****":  # one ends, the next begins
            self._star("**", start, start + 2)
            self._star("**", start + 2, end)
            return
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if stars == "*" and ((before.isdigit() and after.isdigit()) or (before.isspace() and after.isspace())):
            return
        opened = self._stars.pop(stars, None)
        if opened is None:
            if end < self.end or stars != "*":
                self._stars[stars] = (start, end)
            return
        if stars == "~~":
            self.hints.append(Hint(opened[0], end, "aside", 0, "struck"))
            return
        what = "emphasis" if stars == "*" else "strong"
        self._markup(*opened, what)
        if what == "strong" and opened[1] < start:
            self.hints.append(Hint(opened[1], start, "strong"))
        self._markup(start, end, what)

    def _link(self, start: int, end: int) -> None:
        opened = self._links.pop() if self._links else None
        if opened is None:
            return
        if _FOOTNOTE.match(self.text, opened[1]):
            self._markup(opened[0], end, "note")
            return
        if end - start == 1:  # [方括号] of the text itself
            return
        self._markup(*opened, "link")
        self._markup(start, end, "link")

    def _comment(self, start: int) -> int:
        end = self._find("-->", start)
        end = end + 3 if end >= 0 else min(start + 4, self.end)
        before, after = _LINE_BEFORE.search(self.text, max(start - 60, 0), start), _LINE_AFTER.match(self.text, end)
        if before and after:  # …的第 <!--more--> 三个年头: the sentence goes on
            self._markup(before.end(1), after.end(), "comment")
        else:
            self._markup(start, end, "comment")
        return end

    def _tag(self, start: int, end: int) -> int:
        name = _NAME.match(self.text, start)
        what = name[1].lower() if name else ""
        if what in _ASIDE_TAGS and self.text[start + 1] != "/":
            close = self._find(f"</{what}>", end)
            if close >= 0:
                end = close + len(what) + 3
                self.hints.append(Hint(start, end, "aside", 0, "figure" if what == "figure" else "tag"))
                return end
        if what == "br":
            self.breaks.append(end)
        self._markup(start, end, "tag")
        return end

    def _find(self, what: str, start: int) -> int:
        if self.closed.get(what, 0) < 0:
            return -1
        found = self.text.find(what, start)
        self.closed[what] = found
        return found
