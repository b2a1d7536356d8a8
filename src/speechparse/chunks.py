"""A document in pieces for a search index or a language model: along its outline, none too long, nothing left out.

A piece holds its heading path, its text, the span it was taken from, and the roles that stand in it. The pieces of a
source, joined again, are the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .model import Node, Span, Speech
from .signs import COLONS, PAUSES, SENTENCE_ENDS

SIZE, JOIN = 1000, 300
_ENDS = (re.compile(r"\n\s*"), re.compile(rf"[{SENTENCE_ENDS}][”’』」）)]*\s*"), re.compile(rf"[{PAUSES}{COLONS}]\s*"))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text.

    ``path``: the headings above it, outermost first; ``roles``: those of the nodes in it, each once; ``nodes`` and
    ``tasks``: the ids of what begins in it; ``lines``: the first and the last line, counted from 1.
    """

    source: str | None
    part: int
    title: str | None
    speaker: str | None
    date: str | None
    path: tuple[str, ...]
    roles: tuple[str, ...]
    nodes: tuple[str, ...]
    tasks: tuple[str, ...]
    text: str
    span: Span
    lines: tuple[int, int]


class _Piece(NamedTuple):
    """A stretch with the nodes above it."""

    start: int
    end: int
    above: tuple[Node, ...]


def starts(speeches: Sequence[Speech]) -> list[int]:
    """Where each speech of a source begins: the first with the text, the others with the first thing read in them."""
    found = [0]
    for speech in speeches[1:]:
        spans = [*speech.metadata.spans.values(), *(node.span for node in speech.outline)]
        found.append(max(found[-1], min((start for start, _ in spans), default=found[-1])))
    return found


def chunks(speeches: Sequence[Speech], text: str, *, size: int = SIZE, join: int = JOIN) -> Iterator[Chunk]:
    """The pieces of a source, in order. ``size``: characters of a piece at most; neighbours are joined up to ``join``.

    Raises ValueError where ``size`` is no positive number.
    """
    if size < 1:
        raise ValueError(f"size is {size}; it must be 1 or more")
    line_ends = [match.start() for match in re.finditer(r"\r\n?|\n", text)]
    begins = [*starts(speeches), len(text)]
    for n, speech in enumerate(speeches):
        for piece in _joined(_cut(speech, text, begins[n], begins[n + 1], size), size, join):
            yield _chunk(speech, text, piece, line_ends)


def _cut(speech: Speech, text: str, start: int, end: int, size: int) -> Iterator[_Piece]:
    """The stretches between the beginnings and ends of nodes, long ones divided."""
    at = start
    held: tuple[Node, ...] = ()
    for offset, above in (*_turns(speech, start, end), (end, ())):
        if offset > at:
            yield from _divided(text, at, offset, held, size)
            at = offset
        held = above


def _turns(speech: Speech, start: int, end: int) -> Iterator[tuple[int, tuple[Node, ...]]]:
    """Each offset at which the nodes above change, and those that stand above from there on."""
    yield start, ()
    stack: list[tuple[Node, tuple[Node, ...], bool]] = [(node, (), False) for node in reversed(speech.outline)]
    while stack:
        node, above, ending = stack.pop()
        if ending:
            yield min(node.span[1], end), above
            continue
        yield max(start, min(node.span[0], end)), (*above, node)
        stack.append((node, above, True))
        stack += [(child, (*above, node), False) for child in reversed(node.children)]


def _divided(text: str, start: int, end: int, above: tuple[Node, ...], size: int) -> Iterator[_Piece]:
    while end - start > size:
        stop = _stop(text, start, start + size)
        yield _Piece(start, stop, above)
        start = stop
    if end > start:
        yield _Piece(start, end, above)


def _stop(text: str, start: int, limit: int) -> int:
    """The last good place to end before ``limit``: a line, a sentence, a clause, in the second half; else the limit."""
    for pattern in _ENDS:
        found = [match.end() for match in pattern.finditer(text, (start + limit) // 2, limit)]
        if found:
            return found[-1]
    return limit


def _joined(pieces: Iterator[_Piece], size: int, join: int) -> Iterator[_Piece]:
    held: _Piece | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif held.end - held.start < join and piece.end - held.start <= size and _near(held, piece):
            held = _Piece(held.start, piece.end, _common(held.above, piece.above))
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _near(first: _Piece, second: _Piece) -> bool:
    """Both before the outline, or under one outermost node; or a heading and what it opens."""
    a, b = first.above[:1], second.above[:1]
    return a == b or (not a and not first.above)


def _common(first: tuple[Node, ...], second: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes above both; where one stands above the other, those of the higher one."""
    return tuple(a for a, b in zip(first, second, strict=False) if a is b)


def _chunk(speech: Speech, text: str, piece: _Piece, line_ends: list[int]) -> Chunk:
    from bisect import bisect_left

    start, end, above = piece
    inside = [node for node in speech.walk() if start <= node.span[0] < end]
    roles = dict.fromkeys(node.role for node in (*above[-1:], *inside))
    known = speech.metadata
    lines = (bisect_left(line_ends, start) + 1, bisect_left(line_ends, max(start, end - 1)) + 1)
    return Chunk(
        speech.source.name,
        speech.source.part,
        known.title,
        known.speaker,
        known.date,
        tuple(_heading(node) for node in above),
        tuple(roles),
        tuple(node.id for node in inside),
        tuple(task.id for task in speech.tasks if start <= task.span[0] < end),
        text[start:end],
        (start, end),
        lines,
    )


def _heading(node: Node) -> str:
    marker = node.marker or ""
    return marker + node.title.removeprefix(marker).strip()
