"""The review page of one file or several: what stands in its lists, its text, its drawings and its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from .. import __version__ as VERSION
from .. import checks, display
from ..corrections.fields import ACTIONS, KINDS
from ..corrections.fields import LABELS as KIND_LABELS
from ..model import HEAD, Diagnostic, Speech
from ..source import SourceText
from . import charts, index, marks, ranges, templates
from .entries import DOUBTFUL, data, lists
from .rows import Lists
from .templates import Parts

PARTS = Parts(
    ("base.css", "report.css", "source.css", "paper.css"),
    ("select.js", "core.js", "lists.js", "search.js", "review.js", "forms.js", "keys.js"),
)


class Part(NamedTuple):
    """A speech with its number on the page, its text, and what there is to say about it."""

    number: int
    speech: Speech
    source: SourceText
    remarks: list[Diagnostic]


class Shown(NamedTuple):
    """A speech as the template asks for it."""

    number: int
    title: str
    speech: Speech
    lists: Lists
    strip: list[charts.Stripe]
    timeline: charts.Timeline | None
    units: list[str]
    sections: list[str]
    counts: dict[str, int]
    months: list[str]


class Text(NamedTuple):
    """A file's text: the numbers of its speeches, its name and its rows."""

    numbers: str
    name: str
    chunks: Iterator[list[marks.Row]]


def page(
    found: Iterable[tuple[Speech, SourceText]], only: tuple[str, ...] = (), serve: dict[str, Any] | None = None
) -> Iterator[str]:
    """One page for all speeches, in pieces. ``only``: the sections shown; ``serve``: what a server adds to its data."""
    parts = [
        Part(n, speech, source, sorted(checks.check(speech, threshold=DOUBTFUL), key=lambda d: (d.span, d.code)))
        for n, (speech, source) in enumerate(found, 1)
    ]
    shown = [_shown(part, only) for part in parts]
    texts = [_text(list(group)) for _, group in groupby(parts, key=lambda part: id(part.source))]
    info = {
        "serve": serve,
        "version": VERSION,
        "roles": display.ROLES,
        "actions": ACTIONS,
        "kinds": {kind: [field._asdict() for field in fields] for kind, fields in KINDS.items()},
        "labels": KIND_LABELS,
        "fields": {name: label for name, (label, _) in HEAD.items() if name not in ("date_text", "kind")},
        "speeches": [
            data(part.number, part.speech, part.source, part.remarks) | {"hints": _hints(part)} for part in parts
        ],
    }
    parts_of_page = PARTS
    if serve is not None:
        parts_of_page = Parts(PARTS.styles, (*PARTS.scripts, "serve_doc.js"), connects=True)
    title = shown[0].title if len(shown) == 1 else f"{len(shown)} 篇讲话"
    yield from templates.render(
        "report.html",
        parts_of_page,
        title=title,
        speeches=shown,
        texts=texts,
        roles=display.ROLES,
        only=only,
        data=_clean(info),
        summary=_clean(index.summary([part.speech for part in parts], sum(map(_doubts, shown)))),
        serve=serve is not None,
    )


def _shown(part: Part, only: tuple[str, ...]) -> Shown:
    speech = part.speech
    made = lists(part.number, speech, part.source, part.remarks)
    made = made if not only else made.only(only)
    counts = {
        "highlights": sum(entry.depth == 1 for entry in made.highlights),
        "requirements": sum(entry.depth == 1 for entry in made.requirements),
        "tasks": len(made.tasks),
        "outline": len(made.outline),
        "checks": len(made.claims) + len(made.diagnostics),
    }
    rows = [(task.id, task.due, " ".join(task.text.split())[:24]) for task in speech.tasks]
    return Shown(
        part.number,
        title_of(speech),
        speech,
        made,
        charts.strip(speech, len(part.source.text)),
        charts.timeline(rows),
        sorted({name for task in speech.tasks for name in (*task.units, *task.people)}),
        list(dict.fromkeys(task.section[0] for task in speech.tasks if task.section)),
        counts,
        sorted({task.due[:7] for task in speech.tasks if task.due}),
    )


def _doubts(shown: Shown) -> int:
    """How many items and remarks want a look."""
    found = (*shown.lists.metadata, *shown.lists.tasks, *shown.lists.outline)
    graver = [entry for entry in shown.lists.diagnostics if entry.classes != "info"]
    return sum(bool(entry.doubt) for entry in found) + len(graver) + sum(bool(e.classes) for e in shown.lists.claims)


def _hints(part: Part) -> dict[str, str]:
    """The words shown while the pointer rests on a range, by key. Parts of a task have none: its row shows them."""
    found = ranges.speech_marks(part.source, part.number, part.speech, part.remarks)
    return {mark.id: mark.hint for mark in found if mark.hint and mark.id[0] not in "pu"}


def title_of(speech: Speech) -> str:
    """The title on one line, or the file's name."""
    return " ".join((speech.metadata.title or speech.source.name or "（无标题）").split())


def _text(parts: list[Part]) -> Text:
    source = parts[0].source
    found = [m for p in parts for m in ranges.speech_marks(source, p.number, p.speech, p.remarks)]
    bands = [band for p in parts for band in ranges.bands(source, p.speech)]
    numbers = " ".join(str(part.number) for part in parts)
    return Text(numbers, source.name or "", marks.chunks(source, found, bands))


def _clean(value: Any) -> Any:
    """Data without the characters that no page may hold."""
    if isinstance(value, str):
        return templates.shown(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
