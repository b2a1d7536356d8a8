"""The right side of the HTML report: the source, letter by letter, with everything that was found marked in it.

A node that fills whole lines becomes a block around them, so that blocks nest as the nodes do. All else (nodes
inside a line, titles, tasks, deadlines, targets, claims, diagnostics) is an inline range. Ranges may overlap in any
way: where one ends inside another, the inner one is closed and taken up again behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from ..display import LABELS, ROLES
from ..model import Diagnostic, Node, Span, Speech
from ..source import SourceText

_BEFORE, _AFTER = re.compile(r"[\s#*]*"), re.compile(r"[\s*]*")  # Markdown's marks are no words
_UNSHOWN = re.compile("[\0-\x08\x0b\x0e-\x1f\ud800-\udfff]")

_UNDERLINED = 24  # a longer diagnostic would bury its words
_LONG = 240  # a longer node inside a line is set as a block, as one of its own lines would be


class Range(NamedTuple):
    """``[start, end)`` with its CSS classes; the first piece of it bears the ``id``.

    It links to ``href``, or the ``badge`` before it does; ``hint`` is shown when the pointer rests on it. Neither
    badge nor hint is text: they are not copied.
    """

    start: int
    end: int
    classes: str
    id: str = ""
    href: str = ""
    badge: str = ""
    hint: str = ""


class Block(NamedTuple):
    """A node that fills the lines ``first`` to ``last``; ``label`` names its role where that is a new one."""

    first: int
    last: int
    node: Node
    id: str
    label: str


def words(text: str) -> str:
    """Text made harmless for HTML; what no page may hold is shown as U+FFFD."""
    return escape(_UNSHOWN.sub("\ufffd", text))


def nodes(outline: tuple[Node, ...]) -> Iterator[tuple[Node, Node | None]]:
    """Every node with its parent, in the order of the text."""
    stack: list[tuple[Node, Node | None]] = [(node, None) for node in reversed(outline)]
    while stack:
        node, parent = stack.pop()
        yield node, parent
        stack += [(child, node) for child in reversed(node.children)]


def pane(source: SourceText, speeches: Iterable[tuple[int, Speech, list[Diagnostic]]]) -> Iterator[str]:
    """The text of one file, a ``div`` a line. Each speech comes with its number in the report and its diagnostics."""
    text = source.text
    starts = source.line_starts
    ends = [_content_end(text, a, b) for a, b in pairwise([*starts, len(text)])]
    blocks: list[Block] = []
    ranges: list[Range] = []
    for number, speech, diagnostics in speeches:
        ranges += _ranges(text, number, speech, diagnostics)
        for node, parent in nodes(speech.outline):
            id = f"n{number}-{node.id}"
            label = ROLES[node.role] if parent is None or parent.role != node.role else ""
            lines = _whole_lines(text, starts, ends, node.span)
            if lines is None:
                long = " long" if node.span[1] - node.span[0] > _LONG else ""
                ranges.append(Range(*node.span, f"n r-{node.role}{long}", id))
            else:
                blocks.append(Block(*lines, node, id, label))
    return _lines(text, starts, ends, blocks, ranges)


def _content_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return end


def _whole_lines(text: str, starts: list[int], ends: list[int], span: Span) -> tuple[int, int] | None:
    """The first and last line (from 0) of a span that shares its lines with nothing else."""
    start, end = span
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)) - 1
    alone = _BEFORE.fullmatch(text, starts[first], start) and _AFTER.fullmatch(text, end, max(end, ends[last]))
    return (first, last) if alone else None


def _ranges(text: str, number: int, speech: Speech, diagnostics: list[Diagnostic]) -> Iterator[Range]:
    metadata = speech.metadata
    for name, span in metadata.spans.items():
        yield Range(*span, f"meta {name}", f"m{number}-{name}", hint=f"{LABELS.get(name, '')} {name}".strip())
    for node, _ in nodes(speech.outline):
        yield Range(*node.title_span, "t")
        start, marker = node.span[0], node.marker or ""
        marked = marker and text.startswith(marker, start)
        link = (start, start + len(marker)) if marked else node.title_span
        yield Range(*link, "m", href=f"o{number}-{node.id}")
    for task in speech.tasks:
        yield Range(*task.span, "task", f"t{number}-{task.id}", f"l{number}-{task.id}", badge=task.id)
    yield from (Range(*span, "when", place(number, span)) for span in _times(speech))
    yield from (Range(*span, "goal", place(number, span)) for span in _targets(speech))
    for n, claim in enumerate(speech.claims, 1):
        yield Range(*claim.span, "claim" if claim.ok else "claim bad", f"c{number}-{n}")
    for n, found in enumerate(diagnostics, 1):
        short = found.span[1] - found.span[0] <= _UNDERLINED
        classes = f"d {found.severity}" if short else "d"
        yield Range(*found.span, classes, f"d{number}-{n}", hint=f"{found.code} {found.message}")


def place(number: int, span: Span) -> str:
    """The id of a deadline or target, by its place."""
    return f"p{number}-{span[0]}-{span[1]}"


def _times(speech: Speech) -> dict[Span, None]:
    found = [t for task in speech.tasks for t in (task.period, task.deadline, *(m.deadline for m in task.measures))]
    return dict.fromkeys(time.span for time in found if time)


def _targets(speech: Speech) -> dict[Span, None]:
    times = _times(speech)
    return dict.fromkeys(t.span for task in speech.tasks for t in task.targets if t.span not in times)


def _lines(text: str, starts: list[int], ends: list[int], blocks: list[Block], ranges: list[Range]) -> Iterator[str]:
    opening: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        opening[block.first].append(block)
    coming = sorted(ranges, key=lambda r: (r.start, -r.end))[::-1]
    going: list[Range] = []  # ranges that earlier lines began
    open_blocks: list[int] = []  # their last lines
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for block in sorted(opening[i], key=lambda b: -b.last):
            label = f' data-l="{block.label}"' if block.label else ""
            yield f'<div class="n r-{block.node.role}" id="{escape(block.id)}"{label}>'
            open_blocks.append(min([block.last, *open_blocks[-1:]]))
        new = []
        stop = starts[i + 1] if i + 1 < len(starts) else len(text) + 1
        while coming and coming[-1].start < stop:
            one = coming.pop()
            new.append(one._replace(start=min(one.start, end)))
        yield f'<div class="line">{inline(text, start, end, going if start < end else [], new)}</div>\n'
        going = [r for r in (*going, *new) if r.end > stop]
        while open_blocks and open_blocks[-1] <= i:
            open_blocks.pop()
            yield "</div>"


def inline(text: str, start: int, end: int, going: list[Range], new: list[Range]) -> str:
    """One line with its ranges as nested elements: those that earlier lines began, and its own in order.

    Where a link is open already a further one is plain, and so are links that an earlier line began.
    """
    stack = [r._replace(href="", badge="") for r in going]
    out = [_open(r, again=True) for r in stack]
    cuts = sorted({start, end} | {min(c, end) for r in (*going, *new) for c in (r.start, r.end) if c > start})
    waiting = new[::-1]
    linked = False
    for at, following in zip(cuts, [*cuts[1:], end], strict=True):
        ended = [k for k, r in enumerate(stack) if r.end <= at]
        if ended:
            rest = stack[ended[0] :]
            out += [_close(r) for r in reversed(rest)]
            del stack[ended[0] :]
            for r in rest:
                if r.end > at:
                    out.append(_open(r, again=True))
                    stack.append(r)
            linked = any(map(_is_link, stack))
        while waiting and waiting[-1].start <= at:
            one = waiting.pop()
            if linked:
                one = one._replace(href="", badge="")
            out.append(_open(one))
            if one.end > at:
                stack.append(one)
                linked = linked or _is_link(one)
            else:
                out.append(_close(one))
        out.append(words(text[at:following]))
    out += [_close(r) for r in reversed(stack)]
    return "".join(out)


def _is_link(one: Range) -> bool:
    return bool(one.href) and not one.badge


def _open(one: Range, again: bool = False) -> str:
    id, href = escape(one.id), escape(one.href)
    name = "" if not id else f' data-r="{id}"' if again else f' id="{id}" data-r="{id}"'
    hint = f' title="{words(one.hint)}"' if one.hint else ""
    if _is_link(one):
        return f'<a class="{one.classes}"{name} href="#{href}"{hint}>'
    badge = ""
    if one.badge and not again:
        label = escape(one.badge)
        badge = f'<a class="badge" href="#{href}" data-b="{label}" aria-label="任务 {label}"></a>'
    return f'{badge}<span class="{one.classes}"{name}{hint}>'


def _close(one: Range) -> str:
    return "</a>" if _is_link(one) else "</span>"
