"""The index of a folder of reports: a line a document, each a link to its report; what failed with its reason.

Each report holds its summary in its first lines, so that an index of thousands of reports reads little.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from ..model import Speech
from . import templates
from .templates import Parts

READ = 1 << 16
"""Bytes at the start of a report among which its summary stands."""
_BEGIN, _END = '<script type="application/json" id="summary">', "</script>"


class Line(NamedTuple):
    """A document: its name, the address of its report beside the index, what the report tells, or the error."""

    name: str
    href: str
    told: dict[str, Any]
    error: str = ""


def summary(speeches: Sequence[Speech], doubts: int) -> dict[str, Any]:
    """What a report tells of itself. ``doubts``: how many items or remarks want a look."""
    first = speeches[0].metadata if speeches else None
    return {
        "title": " ".join(((first and first.title) or "").split()),
        "speaker": (first and first.speaker) or "",
        "date": (first and first.date) or "",
        "occasion": (first and first.occasion) or "",
        "chars": speeches[0].source.chars if speeches else 0,
        "speeches": len(speeches),
        "highlights": sum(len(speech.highlights) for speech in speeches),
        "requirements": sum(len(speech.requirements) for speech in speeches),
        "tasks": sum(len(speech.tasks) for speech in speeches),
        "doubts": doubts,
    }


def told(beginning: bytes) -> dict[str, Any]:
    """The summary in the first bytes of a report; empty where there is none."""
    text = beginning.decode("utf-8", "ignore")
    start = text.find(_BEGIN)
    end = text.find(_END, start)
    if start < 0 or end < 0:
        return {}
    try:
        found = json.loads(text[start + len(_BEGIN) : end])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def page(lines: Iterable[Line], title: str) -> Iterator[str]:
    """The index, in pieces."""
    rows = [line._replace(href="/".join(quote(part) for part in line.href.split("/"))) for line in lines]
    failed = sum(bool(line.error) for line in rows)
    return templates.render(
        "index.html", Parts(("base.css", "index.css"), ("index.js",)), title=title, rows=rows, failed=failed
    )
