"""Markdown: a report to read or paste; head matter, highlights, requirements, tasks as a table, claims, diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import display
from ..messages import tr
from ..model import Node, Speech, Task
from .registry import Options

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^([#+\-]|\d+[.)])")
_TASK_COLUMNS = ("no.", "task", "units", "deadline", "targets", "section")


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One part a speech, each with its title as the heading."""
    for number, speech in enumerate(speeches):
        yield "\n" * bool(number) + "\n".join(_speech(speech, options.only)) + "\n"


def _speech(speech: Speech, only: Sequence[str]) -> Iterator[str]:
    found = bool(speech.highlights or speech.requirements or speech.tasks)
    sections = only or display.default_sections(found)
    yield f"# {inline(speech.metadata.title or speech.source.name or tr('(no title)'))}"
    if "metadata" in sections:
        yield ""
        yield from (f"- {label}：{inline(value)}" for _, label, value in display.fields(speech.metadata))
    for name in ("outline", "highlights", "requirements", "tasks", "claims", "diagnostics"):
        rows = getattr(speech, name)
        if rows and name in sections:
            yield from ("", f"## {display.label(name)}", "")
            yield from _rows(name, speech)


def _rows(name: str, speech: Speech) -> Iterator[str]:
    if name == "tasks":
        yield from _tasks(speech.tasks)
    elif name == "claims":
        yield from (f"- {inline(display.verdict(claim))}" for claim in speech.claims)
    elif name == "diagnostics":
        for item in speech.diagnostics:
            yield f"- {tr(item.severity)} `{item.code}` {inline(tr(item.message))} [{item.span[0]}, {item.span[1]})"
    else:
        yield from _nodes(getattr(speech, name))


def _nodes(nodes: tuple[Node, ...], indent: str = "") -> Iterator[str]:
    for node in nodes:
        yield f"{indent}- **{inline(display.heading(node))}** {inline(display.body(node))}".rstrip()
        yield from _nodes(node.children, indent + "  ")


def _tasks(tasks: tuple[Task, ...]) -> Iterator[str]:
    yield f"| {' | '.join(map(display.label, _TASK_COLUMNS))} |"
    yield f"|{' --- |' * len(_TASK_COLUMNS)}"
    for task in tasks:
        when = display.time(task.deadline or task.period)
        cells = (task.id, task.text, display.units(task), when, display.targets(task), " › ".join(task.section))
        yield f"| {' | '.join(inline(cell) for cell in cells)} |"


def inline(text: str) -> str:
    """Text on one line with Markdown's signs made harmless."""
    return _AT_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
