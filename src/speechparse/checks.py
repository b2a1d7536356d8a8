"""What an office should look at before a document goes out: the parser's diagnostics and checks of the whole.

Codes: ordinal-gap, ordinal-repeat, count-mismatch, replacement-character, set-aside, mark-not-used (from the parser);
numbering-style, task-no-unit, task-no-deadline, deadline-past, low-confidence, doubtful-role (from here).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .model import Diagnostic, Node, Speech, Task

SEVERITIES = ("info", "warning", "error")

# GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）.
_STANDARD = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    (2, re.compile(r"（[一二三四五六七八九十百]{1,4}）")),
    (3, re.compile(r"\d{1,3}[.．]")),
    (4, re.compile(r"（\d{1,3}）")),
)
_SLIPS = (
    (re.compile(r"\d{1,3}、"), "an Arabic number takes a full point, 1."),
    (
        re.compile(r"[（(][一二三四五六七八九十百\d]{1,4}[)）][、，,.．]"),
        "no mark after the bracket, （一）",
    ),
    (re.compile(r"[一二三四五六七八九十百]{1,4}[.．,，]"), "a Chinese number takes 、, 一、"),
)
_SURE_ROLE = 0.7
_SHARE = 3  # a third of the tasks must name units (or deadlines) before a task without is remarked on


def check_all(speeches: Iterable[Speech], *, threshold: float = 0.0) -> list[Diagnostic]:
    """All diagnostics of a file in order of place. ``threshold``: remark on what is less certain than this."""
    found = (d for speech in speeches for d in check(speech, threshold=threshold))
    return sorted(found, key=lambda d: (d.span, d.code))


def check(speech: Speech, *, threshold: float = 0.0) -> list[Diagnostic]:
    """The parser's diagnostics of a speech and those of its numbering, tasks and deadlines."""
    return [
        *speech.diagnostics,
        *_numbering(speech.outline),
        *_incomplete(speech.tasks),
        *_past(speech),
        *_uncertain(speech, threshold),
        *_doubtful_roles(speech),
    ]


def _doubtful_roles(speech: Speech) -> Iterator[Diagnostic]:
    """The outermost nodes whose role is less than 0.7 sure: what they are decides most of what stands below."""
    for node in speech.outline:
        if node.role_confidence < _SURE_ROLE and node.role_second:
            second = node.role_second
            first = f"{node.role} {node.role_confidence:.0%}"
            message = f"the role is in doubt: {first}, or {second.role} {second.confidence:.0%}"
            yield Diagnostic("doubtful-role", "info", message, node.title_span)


def reaches(diagnostic: Diagnostic, severity: str) -> bool:
    """Whether it is as grave as ``severity`` or graver."""
    return SEVERITIES.index(diagnostic.severity) >= SEVERITIES.index(severity)


def _numbering(nodes: tuple[Node, ...]) -> Iterator[Diagnostic]:
    """Once a list: its first member's mark against the standard and against the lists around it."""
    pending = [(nodes, 0)]
    while pending:
        members, above = pending.pop()
        level = above
        for n, node in enumerate(members):
            marker = (node.marker or "").strip().replace("(", "（").replace(")", "）")
            rank = next((rank for rank, pattern in _STANDARD if pattern.fullmatch(marker)), 0)
            if n == 0 and (message := _slip(marker, rank, above)):
                yield Diagnostic("numbering-style", "info", message, (node.span[0], node.span[0] + len(marker)))
            level = max(above, rank)
            if node.children:
                pending.append((node.children, level))


def _slip(marker: str, rank: int, above: int) -> str | None:
    for pattern, message in _SLIPS:
        if pattern.fullmatch(marker):
            return f"the number “{marker}”: {message} (GB/T 9704)"
    if rank and rank <= above:
        return f"the number “{marker}” ranks no lower than the one above it (GB/T 9704)"
    return None


def _incomplete(tasks: tuple[Task, ...]) -> Iterator[Diagnostic]:
    """Tasks without a unit or a deadline, where the document gives them to others."""
    for code, message, has in (
        ("task-no-unit", "names no unit, though other tasks do", _has_unit),
        ("task-no-deadline", "names no deadline, though other tasks do", _has_deadline),
    ):
        stated = sum(map(has, tasks))
        if stated > 1 and stated * _SHARE >= len(tasks):
            for task in tasks:
                if not has(task):
                    yield Diagnostic(code, "warning", f"{task.id} {message}", task.span)


def _has_unit(task: Task) -> bool:
    return bool(task.units or task.people)


def _has_deadline(task: Task) -> bool:
    """A period of its list will do: 第四季度的重点工作."""
    return bool(task.deadline or task.period) or any(measure.deadline for measure in task.measures)


def _past(speech: Speech) -> Iterator[Diagnostic]:
    """Deadlines that lie before the speech: a slip of the pen, or last year's text."""
    today = speech.metadata.date
    if today is None:
        return
    for task in speech.tasks:
        seen = {m.deadline.span: m.deadline for m in task.measures if m.deadline}
        if task.deadline:
            seen[task.deadline.span] = task.deadline
        for deadline in seen.values():
            end = deadline.end
            if end and end[: len(today)] < today[: len(end)]:
                message = f"{task.id}: the deadline “{deadline.text}” ({end}) lies before the speech, {today}"
                yield Diagnostic("deadline-past", "warning", message, deadline.span)


def _uncertain(speech: Speech, threshold: float) -> Iterator[Diagnostic]:
    pending = list(speech.outline)
    while pending:
        node = pending.pop()
        if node.confidence < threshold:
            message = f"node {node.id}, {node.role}: confidence {node.confidence:.2f}"
            yield Diagnostic("low-confidence", "info", message, node.title_span)
        pending += node.children
    for task in speech.tasks:
        if task.confidence < threshold:
            message = f"task {task.id}: confidence {task.confidence:.2f}"
            yield Diagnostic("low-confidence", "info", message, task.span)
