"""What an office should look at before a document goes out: the parser's diagnostics and checks of the whole.

Codes: ordinal-gap, ordinal-repeat, count-mismatch, replacement-character, set-aside, mark-not-used (from the parser);
numbering-style, task-no-unit, task-no-deadline, deadline-past, low-confidence, doubtful-role (from here).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .display import ROLES
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
    (re.compile(r"\d{1,3}、"), "阿拉伯数字后用下圆点 an Arabic number takes a full point: 1."),
    (
        re.compile(r"[（(][一二三四五六七八九十百\d]{1,4}[)）][、，,.．]"),
        "括号后不加标点 nothing behind the bracket: （一）",
    ),
    (re.compile(r"[一二三四五六七八九十百]{1,4}[.．,，]"), "汉字序号后用顿号 a Chinese number takes 、: 一、"),
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
            first, second = (ROLES[name] for name in (node.role, node.role_second.role))
            message = (
                f"角色存疑 {node.marker or ''}：{first} {node.role_confidence:.0%}，"
                f"或为{second} {node.role_second.confidence:.0%} ({node.role} or {node.role_second.role})"
            )
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
            return f"序号“{marker}”：{message} (GB/T 9704)"
    if rank and rank <= above:
        return f"序号“{marker}”的层次不低于其上级 this mark ranks no lower than the one above it (GB/T 9704)"
    return None


def _incomplete(tasks: tuple[Task, ...]) -> Iterator[Diagnostic]:
    """Tasks without a unit or a deadline, where the document gives them to others."""
    for code, message, has in (
        ("task-no-unit", "任务没有责任单位，同一文件的其他任务有 no unit, though other tasks have one", _has_unit),
        (
            "task-no-deadline",
            "任务没有完成时限，同一文件的其他任务有 no deadline, though other tasks have one",
            _has_deadline,
        ),
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
                message = (
                    f"{task.id} 时限“{deadline.text}”（{end}）早于讲话日期 {today} the deadline lies before the speech"
                )
                yield Diagnostic("deadline-past", "warning", message, deadline.span)


def _uncertain(speech: Speech, threshold: float) -> Iterator[Diagnostic]:
    pending = list(speech.outline)
    while pending:
        node = pending.pop()
        if node.confidence < threshold:
            message = f"节点 {node.id} {node.role} 置信度 {node.confidence:.2f} node of low confidence"
            yield Diagnostic("low-confidence", "info", message, node.title_span)
        pending += node.children
    for task in speech.tasks:
        if task.confidence < threshold:
            message = f"任务 {task.id} 置信度 {task.confidence:.2f} task of low confidence"
            yield Diagnostic("low-confidence", "info", message, task.span)
