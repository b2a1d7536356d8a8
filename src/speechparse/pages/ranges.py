"""Everything that was found in a text as ranges of it: what is coloured, what a click on it opens, what it says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..display import LABELS, ROLES
from ..messages import tr
from ..model import Diagnostic, Node, Span, Speech, Task
from ..source import SourceText
from . import places
from .marks import BODY, Band, Mark

_BEFORE, _AFTER = re.compile(r"[\s#*]*"), re.compile(r"[\s*]*")  # Markdown's marks are no words
_UNDERLINED = 24  # a longer remark would hide its words
_LONG = 240  # a longer node inside a long line begins a row of its own


def speech_marks(source: SourceText, number: int, speech: Speech, remarks: list[Diagnostic]) -> Iterator[Mark]:
    """The ranges of one speech. The number of the speech stands in every id."""
    n = number
    for name, span in speech.metadata.spans.items():
        if getattr(speech.metadata, name, None) is None or (name == "date_text" and speech.metadata.date):
            continue  # the words of the date are its
        hint = f"{LABELS.get(name, name)} {sure(speech.metadata.confidence.get(name))}"
        yield Mark(*span, f"m{n}-{name}", f"f{n}-{name}", 2, f"meta {name}", hint, link=True)
    for node in speech.walk():
        yield from _node(source.text, n, node)
    by_id = {node.id: node for node in speech.walk()}
    for task in speech.tasks:
        yield from _task(source.text, n, task, by_id.get(task.node or ""))
    for k, claim in enumerate(speech.claims, 1):
        classes = "claim" if claim.ok else "claim bad"
        hint = f"点题：应有 {claim.count}，找到 {claim.found}"
        yield Mark(*claim.span, f"c{n}-{k}", f"k{n}-{k}", 3, classes, hint, link=True)
    for k, found in enumerate(remarks, 1):
        short = found.span[1] - found.span[0] <= _UNDERLINED
        classes = f"remark {found.severity}" if short else f"remark wide {found.code}"
        yield Mark(
            *found.span,
            f"d{n}-{k}",
            f"r{n}-{k}",
            4 if short else 8,
            classes,
            f"{found.code}：{tr(found.message, 'zh')}",
            link=short,
        )


def sure(confidence: float | None) -> str:
    """A confidence in words."""
    return "" if confidence is None else f"置信度 {confidence:.0%}"


def node_hint(node: Node) -> str:
    """What a node was taken for, how sure that is, and by which rules."""
    second = node.role_second
    other = f"，或为{ROLES[second.role]} {second.confidence:.0%}" if second and second.confidence >= 0.05 else ""
    rules = f" · 依据 {'、'.join(node.reasons)}" if node.reasons else f" · 编号式样 {node.style}"
    return f"{ROLES[node.role]} {node.role_confidence:.0%}{other} · {sure(node.confidence)}{rules}"


def _node(text: str, n: int, node: Node) -> Iterator[Mark]:
    id, entry, hint = f"n{n}-{node.id}", f"o{n}-{node.id}", node_hint(node)
    long = node.span[1] - node.span[0] > _LONG
    yield Mark(*node.span, id, entry, BODY, "", hint, row=long)
    start, marker = node.span[0], node.marker or ""
    first = start if marker and text.startswith(marker, start) else node.title_span[0]
    if marker and first == start and node.title_span[0] >= start + len(marker):
        yield Mark(start, start + len(marker), id, entry, 5, f"mark r-{node.role}", hint, link=True)
    yield Mark(*node.title_span, id, entry, 5, f"head r-{node.role}", hint, link=True)


def _task(text: str, n: int, task: Task, node: Node | None) -> Iterator[Mark]:
    id, entry = f"t{n}-{task.id}", f"l{n}-{task.id}"
    yield Mark(*task.span, id, entry, 6, "task", f"任务 {task.id} {sure(task.confidence)}", badge=task.id)
    times = times_of(task)
    for span, words in times.items():
        yield Mark(*span, place(n, span), entry, 0, "when", words, link=True)
    for target in task.targets:
        if target.span not in times:
            words = f"{task.id} 目标 {target.metric or ''} {target.comparator}{target.value:g}{target.unit or ''}"
            yield Mark(*target.span, place(n, target.span), entry, 1, "goal", words, link=True)
    for name, spans in places.names(text, task, node).items():
        kind, label = ("person", "责任人") if name in task.people else ("unit", part(task, name))
        for span in spans:
            yield Mark(*span, place(n, span, "u"), entry, 0, kind, f"{task.id} {label}", link=True)


def part(task: Task, unit: str) -> str:
    """What a unit is asked for: 牵头单位, 配合单位, 责任单位."""
    return "牵头单位" if unit in task.lead else "配合单位" if unit in task.support else "责任单位"


def times_of(task: Task) -> dict[Span, str]:
    """The places of a task's deadlines and periods with what they were read as."""
    found: dict[Span, str] = {}
    for label, time in (
        *(("时限", m.deadline) for m in task.measures),
        *(("时限", t) for t in (*task.milestones, task.deadline)),
        ("时段", task.period),
        ("周期", task.recurrence),
    ):
        if time:
            days = time.end if time.start in (None, time.end) else f"{time.start}/{time.end}"
            found.setdefault(time.span, f"{task.id} {label} {days or '无确定日期'}")
    return found


def place(number: int, span: Span, kind: str = "p") -> str:
    """The id of a deadline, target or name, by its place."""
    return f"{kind}{number}-{span[0]}-{span[1]}"


def bands(source: SourceText, speech: Speech) -> Iterator[Band]:
    """The nodes that share their lines with nothing else; outer ones first."""
    roles: dict[str, str] = {}
    for node in speech.walk():
        roles[node.id] = node.role
        above = roles.get(node.id.rpartition(".")[0])
        if _whole_lines(source, node.span):
            yield Band(node.span, node.role, node.level, "" if above == node.role else ROLES[node.role])


def _whole_lines(source: SourceText, span: Span) -> bool:
    text, starts = source.text, source.line_starts
    start, end = span
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)) - 1
    stop = starts[last + 1] if last + 1 < len(starts) else len(text)
    while stop > end and text[stop - 1] in "\r\n":
        stop -= 1
    return bool(_BEFORE.fullmatch(text, starts[first], start) and _AFTER.fullmatch(text, end, max(end, stop)))
