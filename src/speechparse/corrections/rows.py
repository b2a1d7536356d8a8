"""Corrections of the ledger: rows taken out, set right, added. A row that was set right is one row, without steps."""

from __future__ import annotations

from dataclasses import replace

from ..model import Node, Span, Target, Task, TimeRef
from ..rules.types import Rules
from .fields import Values, of_task

_SHARED = 0.6


def at(tasks: list[Task], span: Span) -> list[int]:
    """The numbers of the rows that stand at a place, the best first."""
    found = []
    for k, task in enumerate(tasks):
        shared = min(task.span[1], span[1]) - max(task.span[0], span[0])
        short, long = sorted((max(1, task.span[1] - task.span[0]), max(1, span[1] - span[0])))
        if shared >= _SHARED * short:
            found.append((-shared / long, k))
    return [k for _, k in sorted(found)]


def is_same(task: Task, span: Span) -> bool:
    """Whether most of a row stands at a place: what was taken out there is this row."""
    shared = min(task.span[1], span[1]) - max(task.span[0], span[0])
    return shared >= 0.5 * max(1, task.span[1] - task.span[0])


def change(task: Task, values: Values, text: str, rules: Rules) -> Task:
    """The row with what a person has said of it."""
    now = {**of_task(task), **values}
    made = task
    if values.get("text"):
        made = replace(made, text=str(values["text"]))
    if {"units", "lead", "support"} & values.keys():
        lead, support, rest = (tuple(now[name] or ()) for name in ("lead", "support", "units"))
        made = replace(made, lead=lead, support=support, units=tuple(dict.fromkeys((*lead, *support, *rest))))
    if "people" in values:
        made = replace(made, people=tuple(now["people"] or ()))
    if {"deadline", "due"} & values.keys():
        when = _time(task, now["deadline"], now["due"], text)
        due = when.end if when and when.end else made.period.end if made.period else None
        made = replace(made, deadline=when, milestones=(), due=due)
    if "targets" in values:
        made = replace(made, targets=_targets(task, list(now["targets"] or ()), text, rules))
    return replace(made, measures=(), confidence=1.0)


def _time(task: Task, words: str | None, day: str | None, text: str) -> TimeRef | None:
    if not words and not day:
        return None
    told = words or day or ""
    old = task.deadline
    if old and old.text == told:
        return TimeRef(told, old.start if old.end == day else None, day, old.span)
    return TimeRef(told, None, day, _place(text, told, task.span) or (old.span if old else task.span))


def _place(text: str, words: str, span: Span) -> Span | None:
    found = text.find(words, *span)
    return (found, found + len(words)) if found >= 0 else None


def _targets(task: Task, words: list[str], text: str, rules: Rules) -> tuple[Target, ...]:
    """The targets in these words: the ones of before, and new ones read from the words."""
    from ..parser.numbers.targets import find
    from ..parser.text.fold import fold

    known = {target.text: target for target in task.targets}
    found: list[Target] = []
    for one in words:
        if one in known:
            found.append(known[one])
            continue
        read = find(fold(one), 0, len(one), rules, one)
        place = _place(text, one, task.span) or task.span
        found += [replace(target, span=place) for target in read[:1]]
    return tuple(found)


def add(outline: tuple[Node, ...], span: Span, values: Values, text: str, rules: Rules) -> Task:
    """A row that the program has not seen, under the headings that it stands under."""
    path = _path(outline, span[0])
    words = str(values.get("text") or text[slice(*span)]).strip()
    empty = Task(
        id="", node=path[-1].id if path else None, section=tuple(node.title for node in path), text=words,
        action=None, object=None, units=(), lead=(), support=(), people=(), deadline=None, period=None,
        recurrence=None, milestones=(), due=None, targets=(), measures=(), span=span, confidence=1.0,
    )  # fmt: skip
    stated = {name: value for name, value in values.items() if name != "text" and value}
    return change(empty, stated, text, rules)


def _path(outline: tuple[Node, ...], offset: int) -> list[Node]:
    found: list[Node] = []
    here: tuple[Node, ...] = outline
    while inner := next((node for node in here if node.span[0] <= offset < node.span[1]), None):
        found.append(inner)
        here = inner.children
    return found


def numbered(tasks: list[Task], ids: dict[str, str]) -> tuple[Task, ...]:
    """The rows in the order of the text, with new numbers and the new ids of their nodes."""
    ordered = sorted(tasks, key=lambda task: task.span)
    return tuple(
        replace(task, id=f"T{n}", node=ids.get(task.node, task.node) if task.node else None)
        for n, task in enumerate(ordered, 1)
    )
