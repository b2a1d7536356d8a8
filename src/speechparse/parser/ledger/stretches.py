"""The outline -> candidate ledger rows: stretches of text that one node owns, cut where responsibility changes hands.

A row lies within one paragraph. It is a node's own text (what stands between its marker and its first child, or
between children), or a whole short item with its inline children (（一）…。一是…；二是…), which become its measures.
A bracket that names who is responsible ends a row and belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from ...model import Span
from ...rules.types import Rules
from ...signs import LOOSE, SENTENCE_ENDS
from ..forms import LogicalText, Outline
from .forms import Assignment, Ground, Row, holds

LONGEST_ROW = 1000  # an item with inline children is one row up to this length, else each child is
_LONG_PARAGRAPH = 300
_INNER_LEAD = re.compile(rf"[{SENTENCE_ENDS}][一-龥“”]{{4,10}}。")
_OPENING_LEAD = re.compile(r"[一-龥“”]{4,12}。")
_LEAD_IN = 80
_GOAL = 20  # characters before a row that may say that it states goals
_NUMBER = re.compile(r"\d")
_FULL_STOP = re.compile("。")
_LAST_SENTENCE_END = re.compile(r"(?s:.*)[。！？；\n]")
_TRIM = LOOSE
_TRIM_END = " \u3000\t\n，,；;、"
_PLACE = attrgetter("start", "owner")


def find(ground: Ground, stated: list[Assignment]) -> list[Row]:
    """The candidate rows in order of their place, of all items and of what stands outside them.

    ``stated`` are the labels and brackets of the whole text, in order.
    """
    text, outline = ground.text, ground.outline
    owners = range(-1, len(outline.items))
    whole = _whole_items(ground, stated, owners)
    rows: list[Row] = []
    goals = ground.rules["task.goal"].places(text.text, max(0, ground.body - _GOAL), ground.end)
    for row in sorted(_pieces(ground, owners, whole), key=_PLACE):
        for part in _by_assignment(text, row, stated) if stated else (_bare(text, row),):
            if part.start < part.end:
                # The words may stand in the heading right before (**预期目标**是：…).
                if goals and holds(goals, part.start - _GOAL, part.end):
                    part = _as_far_as_goals(text, part, ground.rules)
                if part.end - part.start >= _LONG_PARAGRAPH:
                    rows += _by_lead(text, part)
                else:
                    rows.append(part)
            elif rows and rows[-1].end <= part.start:
                rows[-1].assigned += part.assigned
                rows[-1].apart = True
    return rows


def lead_ins(text: LogicalText, outline: Outline, owner: int, body: int) -> dict[int, Span]:
    """For each item right below ``owner`` the sentence that leads in to its list, where one stands before the list."""
    found: dict[int, Span] = {}
    kids, pos = (outline.roots, body) if owner < 0 else (outline.children[owner], outline.items[owner].mark.end)
    current: Span | None = None
    for kid in kids:
        start = outline.items[kid].start
        if text.text[pos:start].strip(_TRIM):
            current = _last_sentence(text.text, pos, start)
        if current:
            found[kid] = current
        pos = outline.items[kid].end
    return found


def _last_sentence(text: str, start: int, end: int) -> Span:
    stop = end
    while stop > start and text[stop - 1] in _TRIM:
        stop -= 1
    near = max(start, stop - _LEAD_IN)
    sign = _LAST_SENTENCE_END.match(text, near, stop)
    return sign.end() if sign else near, stop


def _whole_items(ground: Ground, stated: list[Assignment], owners: range) -> set[int]:
    """The items that are rows with all their children: short, the children inline, leaves, and of the same role."""
    text, outline, roles, rules = ground.text, ground.outline, ground.roles, ground.rules
    headings, starts = _headings(rules), [a.span[0] for a in stated]
    whole = set()
    for i in owners:
        if i < 0:
            continue
        item, kids = outline.items[i], outline.children[i]
        if not kids or item.end - item.mark.end > LONGEST_ROW:
            continue
        if any(
            outline.children[k]
            or outline.items[k].mark.paragraph != item.mark.paragraph
            or outline.items[k].mark.style in headings  # （1）…（2）… with headings of their own are rows
            or roles[k].role != roles[i].role
            for k in kids
        ):
            continue
        inside = starts[bisect_left(starts, item.start) : bisect_left(starts, outline.items[kids[-1]].start)]
        if not inside and not gathers(text.text, item.mark.end, item.title[1], rules):
            whole.add(i)
    return whole


@lru_cache(maxsize=8)
def _headings(rules: Rules) -> frozenset[str]:
    """The styles of headings."""
    return frozenset(style.id for style in rules.styles if style.family == "heading")


def _pieces(ground: Ground, owners: range, whole: set[int]) -> Iterator[Row]:
    """The own text of every owner, and of the root (-1), paragraph by paragraph."""
    text, outline, body, end = ground.text, ground.outline, ground.body, ground.end
    items, starts = outline.items, text.paragraph_starts
    for owner in owners:
        item = items[owner] if owner >= 0 else None
        if item and item.parent in whole:
            continue
        kids = outline.roots if item is None else outline.children[owner]
        if item and not kids and item.end <= text.paragraphs[item.mark.paragraph].end:
            start, stop = item.mark.end, item.end  # most items are a line, or less
            if start < stop and text.text[start:stop].strip(_TRIM):
                yield Row(owner, start, stop, True)
            continue
        pos, stop = (body, end) if item is None else (item.mark.end, item.end)
        first = item is not None
        if owner in whole and item is not None:
            line = min(stop, text.paragraphs[item.mark.paragraph].end)
            yield Row(owner, pos, line, True, [items[k].start for k in kids])
            pos, kids, first = line, [], False
        for kid in kids:
            gap = items[kid]
            if text.text[pos : gap.start].strip(_TRIM):  # mostly only a line end stands between two items
                for a, b in _lines(text, starts, pos, min(stop, gap.start)):
                    yield Row(owner, a, b, first)
                    first = False
            pos = max(pos, gap.end)
        for a, b in _lines(text, starts, pos, stop):
            yield Row(owner, a, b, first)
            first = False


def _lines(text: LogicalText, starts: list[int], start: int, end: int) -> list[Span]:
    """The parts of paragraphs (they begin at ``starts``) in ``[start, end)`` that hold more than punctuation."""
    spans: list[Span] = []
    if start >= end:
        return spans
    words = text.text
    for a, b in text.paragraphs[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]:
        a, b = a if a > start else start, b if b < end else end
        if a < b and (words[a] not in _TRIM or words[a:b].strip(_TRIM)):
            spans.append((a, b))
    return spans


def _bare(text: LogicalText, row: Row) -> Row:
    """The row where nobody is named: trimmed."""
    row.start, row.end = _trimmed(text.text, row.start, row.end)
    if row.cuts:
        row.cuts = [c for c in row.cuts if row.start <= c < row.end]
    return row


def _as_far_as_goals(text: LogicalText, row: Row, rules: Rules) -> Row:
    """Where a paragraph states goals between words of another kind, the goals are the row.

    今年是开局之年。目标是增长6%。 · 今年的目标是增长6%。围绕目标，抓好以下工作：
    """
    stated = rules["task.goal"].search(text.text, max(0, row.start - _GOAL), row.end)
    if stated is None or row.cuts or row.assigned:
        return row
    full_stops = [row.start, *[m.end() for m in _FULL_STOP.finditer(text.text, row.start, row.end - 1)]]
    first = bisect_right(full_stops, max(row.start, stated.start)) - 1
    last = first
    follows = gathers(text.text, row.start, row.end, rules)
    announces = follows == "announces" or (follows != "" and text.text[row.end - 1] in "：:")
    bounds = full_stops if announces else [*full_stops, row.end]
    while last + 1 < len(bounds) and _NUMBER.search(text.text, bounds[last], bounds[last + 1]):
        last += 1
    if last > first and (announces or rules["task.background"].search(text.text, row.start, bounds[first])):
        row.first, row.start, row.end = row.first and first == 0, bounds[first], bounds[last]
    return row


def gathers(text: str, start: int, end: int, rules: Rules) -> str:
    """How the end of ``text[start:end]`` speaks of what follows: ``announces`` a list, ``gathers`` work, or ``""``."""
    hit = rules["task.gathers"].search(text, max(start, end - _LEAD_IN), end)
    return hit.value if hit else ""


def _by_assignment(text: LogicalText, row: Row, stated: list[Assignment]) -> Iterator[Row]:
    """The row cut after each assignment; a part without text of its own carries assignments for the row before."""
    i = bisect_left(stated, row.start, key=lambda a: a.span[0])
    pos, part = row.start, None
    if i and stated[i - 1].span[1] > row.start:  # 责任单位：⏎县水利局
        pos = min(row.end, stated[i - 1].span[1])
    while i < len(stated) and stated[i].span[0] < row.end:
        assignment = stated[i]
        between = _trimmed(text.text, pos, min(assignment.span[0], row.end))
        if between[0] < between[1] or part is None:
            if part:
                yield part
            part = _part(row, *between, first=pos == row.start)
        part.assigned += (assignment,)
        pos = max(pos, assignment.span[1])
        i += 1
    if part:
        yield part
    rest = _trimmed(text.text, pos, row.end)
    if rest[0] < rest[1]:
        yield _part(row, *rest, first=pos == row.start)


def _part(row: Row, start: int, end: int, *, first: bool) -> Row:
    return Row(row.owner, start, end, row.first and first, [c for c in row.cuts if start <= c < end])


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without blanks and joining signs at both ends; a full stop stays."""
    end = max(start, end)
    if text.startswith(("是：", "是:"), start, end):  # its heading is the subject
        start += 2
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM_END:
        end -= 1
    return start, end


def _by_lead(text: LogicalText, row: Row) -> list[Row]:
    """A long paragraph of several topics (推动产业升级。…) cut at the leads inside it, if it opens with such a lead."""
    if row.cuts or row.assigned or not _OPENING_LEAD.match(text.text, row.start, row.end):
        return [row]
    pos = row.start
    parts: list[Row] = []
    for match in _INNER_LEAD.finditer(text.text, row.start, row.end):
        cut = match.start() + 1
        if cut - pos >= _LONG_PARAGRAPH // 2 and row.end - cut >= _LONG_PARAGRAPH // 3:
            parts.append(_part(row, pos, cut, first=pos == row.start))
            pos = cut
    parts.append(_part(row, pos, row.end, first=pos == row.start))
    return parts
