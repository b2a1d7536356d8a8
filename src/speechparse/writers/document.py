"""The document itself as clean Markdown: title and headings by level, paragraphs, no matter of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..errors import WriteError
from ..model import Node, Span, Speech
from ..signs import LINKS
from ..source import SourceText
from .markdown import inline
from .registry import Options

_DEEPEST = 6
_LONGEST = 80  # a longer title is a paragraph
_PAGE = ("page number:", "running head:", "words of the web page:", "table of contents:", "set aside by the format")
_OPEN_END = re.compile(r"[^\s。！？!?：:；;…”』」）)]\s*$")
_COMMAS = tuple(LINKS)
_WRAPPED = 14  # a line shorter than this was not broken for its width


class _Heading(NamedTuple):
    start: int
    end: int
    level: int
    words: str


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One document a speech. Raises WriteError where ``options.source`` is not given."""
    if options.source is None:
        raise WriteError("markdown", "needs the texts that the speeches are from", "hand in Options(source=…)")
    for number, speech in enumerate(speeches):
        yield "\n" * bool(number) + "\n\n".join(_blocks(speech, options.source(speech))) + "\n"


def _blocks(speech: Speech, source: SourceText) -> Iterator[str]:
    start, end = _extent(speech, len(source.text))
    title = speech.metadata.spans.get("title")
    headings = [*_headings(speech, source.text)]
    if speech.metadata.title and title:
        headings.append(_Heading(*title, 1, speech.metadata.title))
    away = [one.span for one in speech.diagnostics if one.code == "set-aside" and one.message.startswith(_PAGE)]
    away += [(hint.start, hint.end) for hint in source.hints if hint.kind in ("markup", "field")]
    text, at = _Text(source.text, away), start
    for heading in sorted(headings):
        if heading.start < at:
            continue
        yield from text.paragraphs(at, heading.start)
        yield f"{'#' * min(heading.level, _DEEPEST)} {inline(heading.words)}"
        at = heading.end
    yield from text.paragraphs(at, end)


def _extent(speech: Speech, length: int) -> Span:
    """The whole text; of several speeches in one file the stretch of this one, as far as it is known."""
    if speech.source.parts == 1:
        return 0, length
    spans = [*speech.metadata.spans.values(), *(node.span for node in speech.outline)]
    spans += [task.span for task in speech.tasks]
    return min((s for s, _ in spans), default=0), max((e for _, e in spans), default=length)


def _headings(speech: Speech, text: str) -> Iterator[_Heading]:
    """The nodes that open a paragraph; the words after a full title stand below it."""
    for node in speech.walk():
        start = node.span[0]
        line = text.rfind("\n", 0, start) + 1
        if text[line:start].strip(" \t\u3000#*>-") or len(node.title) > _LONGEST:
            continue
        end = node.title_span[1]
        if text[end : end + 1] in _COMMAS:
            continue
        while end < len(text) and text[end] in "。．. \t*#：:":
            end += 1
        yield _Heading(start, end, node.level + 1, _words(node))


def _words(node: Node) -> str:
    marker = node.marker or ""
    return marker + node.title.removeprefix(marker).strip()


class _Text:
    """The source without what is no part of the document."""

    def __init__(self, text: str, away: list[Span]) -> None:
        self.text, self.away = text, sorted(away)

    def paragraphs(self, start: int, end: int) -> Iterator[str]:
        """The paragraphs of a stretch: lines that were broken for their width are joined."""
        paragraph = ""
        for line in self._kept(start, end).split("\n"):
            words = line.strip(" \t\r\u3000")
            if paragraph and (not words or line[:1] in " \t\u3000" or not self._goes_on(paragraph)):
                yield inline(paragraph)
                paragraph = ""
            paragraph += words
        if paragraph:
            yield inline(paragraph)

    @staticmethod
    def _goes_on(paragraph: str) -> bool:
        return len(paragraph) >= _WRAPPED and _OPEN_END.search(paragraph) is not None

    def _kept(self, start: int, end: int) -> str:
        parts, at = [], start
        for begin, stop in self.away:
            if stop <= at or begin >= end:
                continue
            parts.append(self.text[at : max(at, begin)])
            at = max(at, min(stop, end))
        parts.append(self.text[at:end])
        return "".join(parts)
