"""Work handed to an executor in chunks, results taken back in the order of the plan."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic
from typing import NamedTuple

from .executor import Executor
from .job import Document, Entry, Item, Report

_WINDOW = 20_000  # documents between the first unfinished one and the last handed out: some 10 MB
_STRETCH = 64  # documents taken over at once, where many wait for one
_TICK = 0.2  # seconds; the longest that a stop or the progress line waits


class Step(NamedTuple):
    """One document of the plan. ``entry`` is known already, or None where the document is to be done.

    ``known``: the entry whose record still holds if the document's bytes turn out to be the same.
    """

    document: Document
    entry: Entry | None
    known: Entry | None = None


class Tick(NamedTuple):
    """What a moment brought: reports as they came, and finished documents in the order of the plan."""

    reports: list[Entry]
    ready: list[Entry]
    closed: list[str]


class Stopped(Exception):
    """The run was asked to stop."""


def flow(steps: Iterator[Step], executor: Executor, stopped: Callable[[], bool]) -> Iterator[Tick]:
    """Run the steps. Raises Stopped soon after ``stopped()`` turns true, and what the executor raises."""
    order: deque[int] = deque()
    doing: dict[int, Step] = {}
    done: dict[int, Entry] = {}
    feed = _feed(steps, executor, order, doing, done)
    more = True
    while more or order:
        if stopped():
            raise Stopped
        until = monotonic() + _TICK
        while more and executor.room() and len(order) < _WINDOW and monotonic() < until:
            more = next(feed, None) is not None
        reports = executor.wait(0.0 if order and order[0] in done else _TICK) if doing else []
        entries = [_settle(report, doing) for report in reports]
        for report, entry in zip(reports, entries, strict=True):
            done[report.number] = entry
        ready: list[Entry] = []
        while order and order[0] in done and len(ready) < _STRETCH:
            ready.append(done.pop(order.popleft()))
        yield Tick(entries, ready, [report.closed for report in reports if report.closed])


def _feed(
    steps: Iterator[Step], executor: Executor, order: deque[int], doing: dict[int, Step], done: dict[int, Entry]
) -> Iterator[bool]:
    """Each ``next`` hands one chunk to the executor, or takes over a stretch of documents known already."""
    chunk: list[Item] = []
    size = skipped = 0
    for index, step in enumerate(steps):
        order.append(index)
        if step.entry is not None:
            done[index] = step.entry
            skipped += 1
        else:
            doing[index] = step
            chunk.append(Item(index, step.document, step.known and step.known.sha256))
            size += step.document.size
        if len(chunk) >= executor.chunk_files or size >= executor.chunk_bytes or skipped >= _STRETCH:
            if chunk:
                executor.submit(chunk)
            chunk, size, skipped = [], 0, 0
            yield True
    if chunk:
        executor.submit(chunk)


def _settle(report: Report, doing: dict[int, Step]) -> Entry:
    step, entry = doing.pop(report.number), report.entry
    if entry.status == "same" and step.known is not None:
        return step.known._replace(size=entry.size, mtime_ns=entry.mtime_ns, seconds=entry.seconds)
    return entry
