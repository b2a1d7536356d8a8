"""The cut that offices make of a report: rows that one unit can answer for.

A list's items are rows each. Prose is cut where the responsible unit changes; otherwise neighbouring sentences of a
paragraph are joined (see ``sentences``). A paragraph of goals gives a row an indicator.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from ..model import Node, Span, Speech, Target, Task
from ..signs import CLAUSE_ENDS, COLONS, COMMAS, FULL_STOPS, HALF_STOPS, LINKS
from .sentences import LONGEST, joined

Piece = tuple[str, Span]
_SENTENCE = re.compile(rf"[^{FULL_STOPS}\n]+[{FULL_STOPS}”’）]{{0,3}}|\n+")
_CLAUSE = re.compile(rf"[^{CLAUSE_ENDS}]+[{CLAUSE_ENDS}]*")
_OPEN, _CLOSED = "“‘（《([", "”’）》)]"
_AIM_TITLE = re.compile(r"(?:目标|指标)$")
_AIM_LEAD = re.compile(rf"(?:目标|指标)[^{CLAUSE_ENDS}]{{0,8}}[是为：:]")
_LEAD = 80  # characters that 目标是 stands within
_DESCRIBED = 20  # characters in front of a first indicator that are a row
_OPENING = 10  # characters in front of a first indicator that belong to it
_PRINTED = "、.．)）:："
_THAT_IS = re.compile(rf"即[{COMMAS}{COLONS}]?(?!将|使|便|可)")
_ALSO = re.compile(rf"(?:同时|此外|另外)[{COMMAS}]")
_SKIPPED = " \u3000\t\r\n"


def pieces(speech: Speech, text: str | None, *, keep_leads: bool = False) -> list[list[Piece]]:
    """Words and span of the rows of each task."""
    nodes = sorted(_walk(speech.outline), key=lambda node: node.span[0])
    by_id = {node.id: node for node in nodes}
    starts = [node.span[0] for node in nodes]
    out = []
    for task, which in zip(speech.tasks, _goals(speech.tasks, text), strict=True):
        inner = nodes[bisect_right(starts, task.span[0]) : bisect_left(starts, task.span[1])]
        found = _task(task, inner, text, which, keep_leads) or [(task.text, task.span)]
        out.append(_with_mark(found, by_id.get(task.node or ""), text) if keep_leads and text else found)
    return out


def _with_mark(found: list[Piece], node: Node | None, text: str) -> list[Piece]:
    """The first row with the spoken mark of its item (一是, but not （一）)."""
    words, (start, end) = found[0]
    if node is None or not node.marker or node.marker[-1] in _PRINTED or start <= node.span[0]:
        return found
    before = text[node.span[0] : start]
    if before.strip(_SKIPPED) != node.marker.strip(_SKIPPED):
        return found
    return [(before + words, (node.span[0], end)), *found[1:]]


def _walk(outline: tuple[Node, ...]) -> Iterator[Node]:
    pending = list(outline)
    while pending:
        node = pending.pop()
        yield node
        pending += node.children


def _task(task: Task, inner: list[Node], text: str | None, which: str, keep_leads: bool) -> list[Piece]:
    places = _places(task, text)
    if not places or _is_assigned(task):
        return []
    # The text's own offsets of everything that a row may begin at or must not lose.
    at = {place: i for i, place in enumerate(places)}
    marks = {at[node.span[0]]: len(node.marker or "") for node in inner if node.span[0] in at}
    changes = _owner_changes(task, at)
    numbers = sorted(bisect_left(places, target.span[0]) for target in task.targets)
    goals = _indicators(task, places, min(marks, default=len(places)), which)
    rows: list[Span] = []
    for start, end in _blocks(task.text, sorted({0, *marks, *changes, *goals}), len(task.text)):
        if not keep_leads and end in goals and _is_lead(task.text, start, end, numbers):
            continue  # 预期目标是：“五增两降”，
        if start in goals or (start in marks and end - start <= 2 * LONGEST):
            rows.append((start, end))
        else:
            rows += joined(task.text, start, end, numbers)
    return list(_words(task.text, rows, places, {} if keep_leads else marks, keep_leads))


def _is_assigned(task: Task) -> bool:
    """Whether somebody has cut the row already: a bracket, label or cell beside it says who answers for all of it."""
    return any(name not in task.text for name in (*task.units, *task.lead, *task.people))


def _places(task: Task, text: str | None) -> list[int]:
    """The source offset of each character of the task's text, which leaves out what broke its lines."""
    start, end = task.span
    if text is None:
        return list(range(start, start + len(task.text))) if end - start >= len(task.text) else []
    places = []
    for char in task.text:
        found = text.find(char, start, end)
        if found < 0:
            return []
        places.append(found)
        start = found + 1
    return places


def _is_lead(text: str, start: int, end: int, numbers: list[int]) -> bool:
    """Whether words in front of the first indicator only announce it."""
    return bisect_left(numbers, start) == bisect_left(numbers, end) and bool(_AIM_LEAD.search(text, start, end))


def _owner_changes(task: Task, at: dict[int, int]) -> set[int]:
    """Where a step begins that another unit than the last named one answers for."""
    found: set[int] = set()
    last: tuple[str, ...] = ()
    for step in task.measures:
        own = step.lead or step.units
        if own and last and own != last and step.span[0] in at:
            found.add(at[step.span[0]])
        last = own or last
    return found


def _goals(tasks: tuple[Task, ...], text: str | None) -> Iterator[str]:
    """Which tasks are goals: ``all``, by heading or lead; ``end``, where a paragraph below a lead opens with no verb.

    Below 总体目标是…： the paragraphs describe and end in indicators.
    """
    below: tuple[str, ...] | None = None
    for task in tasks:
        leads = _AIM_LEAD.search(task.text, 0, _LEAD) is not None
        if task.section != below or task.action is not None or leads:
            below = task.section if leads and task.text[-1:] in "：:" else None
        if below is None and text and _is_below_aims(text, task.span[0]):
            below = task.section
        if leads or _AIM_TITLE.search("".join(task.section[-1:])):
            yield "all"
        else:
            yield "end" if task.section == below and task.action is None else ""


def _is_below_aims(text: str, start: int) -> bool:
    """Whether the words in front of an offset announce goals: 总体目标是实现“两个提高”：."""
    before = text[max(0, start - _LEAD) : start].rstrip(_SKIPPED)
    return before[-1:] in ("：", ":") and _AIM_LEAD.search(before) is not None


def _indicators(task: Task, places: list[int], stop: int, which: str) -> set[int]:
    """Where the indicators of a paragraph of goals begin: clauses that open with what they measure.

    ``which`` is what ``_goals`` says of it. Where it is ``end``, the last clauses of a sentence are a row, if they are
    indicators but for one and more than a few words stand before them. A list's items from ``stop`` on stay rows.
    """
    aims = [t for t in task.targets if t.kind == "goal" and t.metric] if which else []
    found: set[int] = set()
    for sentence in _SENTENCE.finditer(task.text, 0, stop) if aims else ():
        clauses = [m.span() for m in _CLAUSE.finditer(task.text, *sentence.span())]
        heads = [n for n, span in enumerate(clauses) if _is_indicator(task.text, span, aims, places)]
        if not heads:
            continue
        first = clauses[heads[0]][0]
        tail = len(clauses) - heads[0]
        if which == "all" and len(aims) > 1 and len(heads) > 1 and len(heads) >= 0.6 * tail:
            found.update(clauses[n][0] for n in heads)
            opening = clauses[heads[0] - 1] if heads[0] else (first, first)
            if 0 < opening[1] - opening[0] <= _OPENING and task.text[opening[1] - 1] in COMMAS:  # 同时，…; 2027年，…
                found = (found - {first}) | {opening[0]}
        elif which == "end" and tail <= len(heads) + 1 and first - sentence.start() > _DESCRIBED:
            found.add(first)
    return found


def _is_indicator(text: str, clause: Span, aims: list[Target], places: list[int]) -> bool:
    first = places[clause[0]], places[clause[1] - 1] + 1
    for target in aims:
        if first[0] <= target.span[0] < first[1]:
            metric = target.metric or ""
            return text[clause[0] : clause[1]].find(metric[:4]) in range(6)
    return False


def _blocks(text: str, starts: list[int], end: int) -> Iterator[Span]:
    """From each start to the next."""
    for a, b in pairwise([*starts, end]):
        if text[a:b].strip(_SKIPPED):
            yield a, b


def _words(text: str, rows: list[Span], places: list[int], marks: dict[int, int], keep_leads: bool) -> Iterator[Piece]:
    for a, b in rows:
        a += marks.get(a, 0)
        if that_is := _THAT_IS.match(text, a, b):
            a = that_is.end()
        if not keep_leads and (also := _ALSO.match(text, a, b)):
            a = also.end()
        while a < b and text[a] in _SKIPPED + HALF_STOPS + COMMAS:
            a += 1
        while b > a and text[b - 1] in _SKIPPED + LINKS:
            b -= 1
        if a < b and (keep_leads or text[b - 1] not in "：:"):
            yield text[a:b], (places[a], places[b - 1] + 1)
