"""Two drawings: a strip of the speech's roles, and a timeline of its deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..model import Node, Speech

WIDTH = 1000  # units that a drawing is wide


class Stripe(NamedTuple):
    """A stretch of the strip: place and width in drawing units, role, the node's id and words."""

    x: float
    width: float
    role: str
    node: str
    words: str


class Tick(NamedTuple):
    """A month on the line of time, or the end of a year: its place and its words."""

    x: float
    words: str


class Due(NamedTuple):
    """The tasks that are due on one day; ``y`` is how many others stand near below."""

    x: float
    y: int
    day: str
    tasks: tuple[str, ...]
    words: str


class Timeline(NamedTuple):
    """Deadlines and months, both with places in drawing units."""

    ticks: tuple[Tick, ...]
    dues: tuple[Due, ...]
    height: int


def strip(speech: Speech, chars: int) -> list[Stripe]:
    """The outermost nodes, and the ones below where these have other roles, in their places."""
    found: list[Stripe] = []
    pending = list(reversed(speech.outline))
    scale = WIDTH / max(chars, 1)
    while pending:
        node = pending.pop()
        if any(child.role != node.role for child in node.children):
            first = node.children[0].span[0]
            found.append(_stripe(node, first, scale))
            pending += reversed(node.children)
        else:
            found.append(_stripe(node, node.span[1], scale))
    return found


def _stripe(node: Node, end: int, scale: float) -> Stripe:
    start = node.span[0]
    width = round(max((end - start) * scale, 1), 1)
    words = " ".join(f"{node.marker or ''}{node.title.removeprefix(node.marker or '')}".split())
    return Stripe(round(start * scale, 1), width, node.role, node.id, words[:60])


def timeline(rows: Iterable[tuple[str, str | None, str]]) -> Timeline | None:
    """The days of (task id, ISO day, words) rows on one line; None where fewer than two days are known."""
    days: dict[date, list[tuple[str, str]]] = {}
    for id, due, words in rows:
        if due and (day := _day(due)):
            days.setdefault(day, []).append((id, words))
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(40 + (WIDTH - 80) * (day - first).days / span, 1)

    dues: list[Due] = []
    for day, tasks in sorted(days.items()):
        y = next((k for k in range(4) if not any(d.y == k and x(day) - d.x < 26 for d in dues[-8:])), 3)
        words = f"{day.isoformat()}：" + "；".join(f"{id} {words}" for id, words in tasks[:4])
        words += f" 等 {len(tasks)} 项" if len(tasks) > 4 else ""
        dues.append(Due(x(day), y, day.isoformat(), tuple(id for id, _ in tasks), words))
    ticks = tuple(Tick(x(day), words) for day, words in _months(first, last))
    return Timeline(ticks, tuple(dues), 30 + 24 * (1 + max(d.y for d in dues)))


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _months(first: date, last: date) -> list[tuple[date, str]]:
    """The first days of at most twelve months (or quarters, years) between two days, with their words."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 3, 12, 60, 120) if months / step <= 10), 1200)
    found = []
    for n in range(first.month, first.month + months + 1):
        if (n - 1) % step:
            continue
        year, month = first.year + (n - 1) // 12, (n - 1) % 12 + 1
        if year > 9999 or (day := date(year, month, 1)) < first:
            continue
        found.append((day, f"{year}年" if step >= 12 or month == 1 else f"{month}月"))
    return found
