"""The cut that offices make of a report: rows that one unit can answer for.

A list's items are rows each. Prose is cut where the responsible unit changes; otherwise neighbouring sentences of a
paragraph are joined to about a hundred and twenty characters. A sentence that sets dated goals is a row by itself, and
a paragraph of goals gives a row an indicator. A sentence is cut at semicolons only, where it is longer than a row.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from ..model import Node, Span, Speech, Target, Task

Piece = tuple[str, Span]
LONGEST = 120  # characters that neighbouring sentences are joined to
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?”’）]{0,3}|\n+")
_PART = re.compile(r"[^；;]+[；;]?")
_CLAUSE = re.compile(r"[^，,；;：:。]+[，,；;：:。]*")
_OPEN, _CLOSED = "“‘（《([", "”’）》)]"
_LEANS = re.compile(r"其中|并|使|从而|确保|以此|为此|为[^，]{2,20}(?:打下|奠定|提供)")
_DATED = re.compile(r"(?:力争|争取|确保)?(?:到|至)?(?:20\d\d年|[今明]年|全年|年内|年底)")
_AIM_TITLE = re.compile(r"(?:目标|指标)$")
_AIM_LEAD = re.compile(r"(?:目标|指标)[^。，]{0,8}[是为：:]")
_LEAD = 80  # characters that 目标是 stands within
_PRINTED = "、.．)）:："
_THAT_IS = re.compile(r"即[，,：:]?(?!将|使|便|可)")
_LEAD_SENTENCE = 20  # characters of a first sentence that only names what follows
_SKIPPED = " \u3000\t\r\n"


def pieces(speech: Speech, text: str | None, *, keep_leads: bool = False) -> list[list[Piece]]:
    """Words and span of the rows of each task."""
    nodes = sorted(_walk(speech.outline), key=lambda node: node.span[0])
    by_id = {node.id: node for node in nodes}
    starts = [node.span[0] for node in nodes]
    out = []
    for task in speech.tasks:
        inner = nodes[bisect_right(starts, task.span[0]) : bisect_left(starts, task.span[1])]
        found = _task(task, inner, text, keep_leads) or [(task.text, task.span)]
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


def _task(task: Task, inner: list[Node], text: str | None, keep_leads: bool) -> list[Piece]:
    places = _places(task, text)
    if not places or _is_assigned(task):
        return []
    # The text's own offsets of everything that a row may begin at or must not lose.
    at = {place: i for i, place in enumerate(places)}
    marks = {at[node.span[0]]: len(node.marker or "") for node in inner if node.span[0] in at}
    changes = _owner_changes(task, at)
    numbers = sorted(bisect_left(places, target.span[0]) for target in task.targets)
    goals = _indicators(task, places, min(marks, default=len(places)))
    rows: list[Span] = []
    for start, end in _blocks(task.text, sorted({0, *marks, *changes, *goals}), len(task.text)):
        if not keep_leads and end in goals and _is_lead(task.text, start, end, numbers):
            continue  # 预期目标是：“五增两降”，
        if start in goals or (start in marks and end - start <= 2 * LONGEST):
            rows.append((start, end))
        else:
            rows += _joined(task.text, start, end, numbers)
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


def _indicators(task: Task, places: list[int], stop: int) -> set[int]:
    """Where the indicators of a paragraph of goals begin: clauses that open with what they measure.

    A list's items from ``stop`` on are rows as they stand.
    """
    aims = [t for t in task.targets if t.kind == "goal" and t.metric]
    if len(aims) < 2 or not (_AIM_TITLE.search("".join(task.section[-1:])) or _AIM_LEAD.search(task.text, 0, _LEAD)):
        return set()
    found: set[int] = set()
    for sentence in _SENTENCE.finditer(task.text, 0, stop):
        clauses = [m.span() for m in _CLAUSE.finditer(task.text, *sentence.span())]
        heads = [span[0] for span in clauses if _is_indicator(task.text, span, aims, places)]
        if len(heads) > 1 and len(heads) >= 0.6 * len(clauses):
            found.update(heads)
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


def _joined(text: str, start: int, end: int, numbers: list[int]) -> Iterator[Span]:
    """Sentences of one paragraph, joined while the row stays short; a sentence that sets dated goals stands alone."""
    begin = stop = start
    for a, b in _sentences(text, start, end):
        alone = _sets_goals(text, a, b, numbers)
        full = b - begin > LONGEST and stop - begin > _LEAD_SENTENCE
        if stop > begin and (alone or full) and not _LEANS.match(text, a, b):
            yield begin, stop
            begin = a
        stop = b
        if alone:
            yield begin, stop
            begin = stop
    if stop > begin:
        yield begin, stop


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for m in _SENTENCE.finditer(text, start, end):
        a, b = m.span()
        if b - a <= LONGEST:
            yield a, b
        else:
            yield from (part.span() for part in _PART.finditer(text, a, b))


def _sets_goals(text: str, a: int, b: int, numbers: list[int]) -> bool:
    count = bisect_left(numbers, b) - bisect_left(numbers, a)
    return count > 0 and bool(_DATED.match(text, a, b))


def _words(text: str, rows: list[Span], places: list[int], marks: dict[int, int], keep_leads: bool) -> Iterator[Piece]:
    for a, b in rows:
        a += marks.get(a, 0)
        if that_is := _THAT_IS.match(text, a, b):
            a = that_is.end()
        while a < b and text[a] in _SKIPPED + "；;，,":
            a += 1
        while b > a and text[b - 1] in _SKIPPED + "；;，,、":
            b -= 1
        if a < b and (keep_leads or text[b - 1] not in "：:"):
            yield text[a:b], (places[a], places[b - 1] + 1)
