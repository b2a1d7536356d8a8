"""Lines -> paragraphs: hard-wrapped lines joined, page furniture and tables of contents set aside."""

from __future__ import annotations

from ..source import SourceText
from .ir import Block, LogicalText, Paragraph


def segment(source: SourceText) -> LogicalText:
    """The blocks of a source, which tile it, and its logical text."""
    text = source.text
    paragraphs: list[Paragraph] = []
    blocks: list[Block] = []
    starts = source.line_starts
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text[start:end]
        body = line.strip()
        blocks.append(Block("paragraph" if body else "blank", start, end))
        if body:
            first = start + len(line) - len(line.lstrip())
            paragraphs.append(Paragraph(first, first + len(body), first - start))
    return LogicalText(text, text, paragraphs, blocks)
