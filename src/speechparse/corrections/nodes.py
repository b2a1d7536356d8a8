"""Corrections of the outline: nodes taken out, moved, renamed, added; then the tree is built anew from the rows.

A row is a node without its children, at a level. What is taken out leaves its words and its children to what stands
around it. A role goes down to the nodes below that had the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model import Node, Role, Span
from ..numerals import to_int
from .fields import Values

_NEAR = 3  # characters that a node's start may differ by
_HALF = 0.5


@dataclass(slots=True)
class Row:
    """A node at a level of its own; ``was`` is its id before."""

    level: int
    node: Node
    was: str


def rows_of(outline: tuple[Node, ...]) -> list[Row]:
    """The nodes of an outline in the order of the text."""
    found: list[Row] = []
    pending = [(node, 1) for node in reversed(outline)]
    while pending:
        node, level = pending.pop()
        found.append(Row(level, replace(node, children=()), node.id))
        pending += [(child, level + 1) for child in reversed(node.children)]
    return found


def at(rows: list[Row], span: Span, quote: int) -> int | None:
    """The number of the row that stands at a place: it begins there, or its heading shares most of the ``quote``."""
    start, stop = span[0], span[0] + quote
    near = [k for k, row in enumerate(rows) if abs(row.node.span[0] - start) <= _NEAR]
    if near:
        return min(near, key=lambda k: (abs(rows[k].node.span[0] - start), abs(_length(rows[k]) - (span[1] - start))))
    for k, row in enumerate(rows):
        a, b = row.node.span[0], max(row.node.title_span[1], row.node.span[0] + 1)
        if min(b, stop) - max(a, start) >= _HALF * min(b - a, max(1, stop - start)):
            return k
    return None


def _length(row: Row) -> int:
    return row.node.span[1] - row.node.span[0]


def below(rows: list[Row], k: int) -> range:
    """The numbers of the rows under row ``k``."""
    end = k + 1
    while end < len(rows) and rows[end].level > rows[k].level:
        end += 1
    return range(k + 1, end)


def confirm(rows: list[Row], k: int) -> None:
    """The node is right as it is."""
    rows[k].node = replace(rows[k].node, confidence=1.0, role_confidence=1.0, role_second=None)


def reject(rows: list[Row], k: int) -> None:
    """The node is none: its words belong to the node above, its children one level higher."""
    row = rows[k]
    for n in below(rows, k):
        rows[n].level -= 1
    above = _above(rows, k)
    if above is not None:
        node = rows[above].node
        rows[above].node = replace(node, text="", text_spans=tuple(sorted({*node.text_spans, *row.node.text_spans})))
    del rows[k]


def _above(rows: list[Row], k: int) -> int | None:
    return next((n for n in range(k - 1, -1, -1) if rows[n].level < rows[k].level), None)


def change(rows: list[Row], k: int, values: Values, text: str) -> None:
    """Role, level and title as told."""
    row, old = rows[k], rows[k].node.role
    role: Role | None = values.get("role")
    if role in ("highlight", "requirement", "task", "background") and role != old:
        following = below(rows, k)
        changed = {k}
        for n in following:
            parent = _above(rows, n)
            if rows[n].node.role == old and parent in changed:
                changed.add(n)
        for n in changed:
            rows[n].node = replace(rows[n].node, role=role, role_confidence=1.0, role_second=None)
    level = values.get("level")
    if isinstance(level, int) and level >= 1 and level != row.level:
        step = level - row.level
        for n in below(rows, k):
            rows[n].level += step
        row.level = level
    if title := values.get("title"):
        row.node = _titled(row.node, title, text)
    row.node = replace(row.node, confidence=1.0)


def _titled(node: Node, title: str, text: str) -> Node:
    """The node with other words as its title: their place if they stand in it, else that of the old title."""
    found = text.find(title, *node.span)
    return replace(node, title=title, title_span=(found, found + len(title)) if found >= 0 else node.title_span)


def add(rows: list[Row], span: Span, values: Values, text: str) -> int:
    """A node that the program has not seen. The words belong to it and to no other any more. Its number."""
    start, end = span
    k = next((n for n, row in enumerate(rows) if row.node.span[0] > start), len(rows))
    first = text[start:end].split("\n", 1)[0].strip()
    title = values.get("title") or first[:40]
    place = text.find(title, start, end)
    lead = text[start:place].strip() if place > start else ""
    marker = lead or None
    role: Role = values.get("role") or "task"
    node = Node(
        id="", level=1, marker=marker, ordinal=_ordinal(marker), style="reviewed", role=role, title=title,
        text="", span=span, title_span=(place, place + len(title)) if place >= 0 else (start, start),
        text_spans=(span,), confidence=1.0,
    )  # fmt: skip
    for row in rows:
        spans = row.node.text_spans
        if any(a < end and start < b for a, b in spans):
            row.node = replace(
                row.node, text="", text_spans=tuple(piece for one in spans for piece in _without(one, span))
            )
    rows.insert(k, Row(int(values.get("level") or 1), node, ""))
    return k


def _ordinal(marker: str | None) -> int | None:
    return to_int((marker or "").strip("第（）()、.．是要 ")) if marker else None


def _without(span: Span, cut: Span) -> list[Span]:
    pieces = [(span[0], min(span[1], cut[0])), (max(span[0], cut[1]), span[1])]
    return [piece for piece in pieces if piece[0] < piece[1]] if cut[0] < span[1] and span[0] < cut[1] else [span]


def build(rows: list[Row], text: str) -> tuple[tuple[Node, ...], dict[str, str]]:
    """The tree of the rows, and the new ids of the old ones. A level is at most one more than the one above."""
    levels: list[int] = []
    stack: list[tuple[int, int]] = []  # level as told, level as it is
    for row in rows:
        while stack and stack[-1][0] >= row.level:
            stack.pop()
        depth = stack[-1][1] + 1 if stack else 1
        stack.append((row.level, depth))
        levels.append(depth)
    ids = _ids(levels)
    made: list[Node] = [row.node for row in rows]
    children: dict[int, list[int]] = {}
    parent = _parents(levels)
    for k in range(len(rows) - 1, -1, -1):
        node, kids = rows[k].node, children.pop(k, [])[::-1]
        limit = next((rows[n].node.span[0] for n in range(k + 1, len(rows)) if levels[n] <= levels[k]), len(text))
        floor = max([node.span[0], *(made[kid].span[1] for kid in kids)])
        end = max(floor, min(node.span[1], limit))
        while end > floor and text[end - 1].isspace():
            end -= 1
        spans = tuple((a, min(b, end)) for a, b in node.text_spans if a < end)
        own = spans if spans != node.text_spans or not node.text else None
        whole = replace(
            _headed(node, end, text), id=ids[k], level=levels[k], span=(node.span[0], end), text_spans=spans,
            children=tuple(made[kid] for kid in kids),
        )  # fmt: skip
        made[k] = whole if own is None else replace(whole, text="\n".join(text[a:b] for a, b in spans))
        if parent[k] is not None:
            children.setdefault(parent[k], []).append(k)  # type: ignore[arg-type]
    roots = tuple(made[k] for k in range(len(rows)) if levels[k] == 1)
    return roots, {row.was: ids[k] for k, row in enumerate(rows) if row.was}


def _headed(node: Node, end: int, text: str) -> Node:
    """The node with as much of its title as stands before ``end``."""
    a, b = node.title_span
    if b <= end:
        return node
    a = min(a, end)
    return replace(node, title=text[a:end], title_span=(a, end))


def _parents(levels: list[int]) -> list[int | None]:
    last: dict[int, int] = {}
    found: list[int | None] = []
    for k, level in enumerate(levels):
        found.append(last.get(level - 1) if level > 1 else None)
        last[level] = k
    return found


def _ids(levels: list[int]) -> list[str]:
    counts: list[int] = []
    found = []
    for level in levels:
        del counts[level:]
        if len(counts) < level:
            counts.append(0)
        counts[level - 1] += 1
        found.append(".".join(map(str, counts)))
    return found
