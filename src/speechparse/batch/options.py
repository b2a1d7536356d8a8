"""What a run is asked for, what became of it, and who is told on the way."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Protocol

from .job import MB, Job, Wanted
from .layout import Layout
from .manifest import Totals
from .pool import default_jobs


@dataclass(frozen=True, slots=True)
class Options(Wanted):
    """What ``speechparse batch`` is asked for.

    ``roots``: folders, files, URLs. ``out``: see ``sinks.kind_of``. ``jobs``: worker processes, None for one a
    core. ``shard``: (i, n), do the i-th of n parts only, ``merge`` joins them. ``cluster``: the address of a
    dask scheduler. ``memory``: bytes a worker may use, None for an even share of the machine's. ``max_size``:
    megabytes a document may have, 0 for no limit.
    """

    roots: tuple[str, ...]
    out: str
    jobs: int | None = None
    globs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    force: bool = False
    retry_failed: bool = False
    memory: int | None = None
    max_size: float = 0.0
    shard: tuple[int, int] | None = None
    cluster: str | None = None


@dataclass
class Summary:
    """What became of a run.

    ``unchanged``: taken over from an earlier one. ``size``: bytes of the documents done. ``beside``: what stands beside
    the output for the next run.
    """

    files: int = 0
    done: int = 0
    unchanged: int = 0
    failed: int = 0
    speeches: int = 0
    size: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    first_errors: list[tuple[str, str]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def exit_code(self) -> int:
        """0 all fine, 1 some failed, 130 interrupted."""
        return 130 if self.interrupted else 1 if self.failed else 0


class Watcher(Protocol):
    """Who is told how the run goes."""

    def start(self, totals: Totals) -> None:
        """All documents are listed."""

    def step(self, summary: Summary) -> None:
        """Some time has gone by; called several times a second."""


def job_of(options: Options, kind: str, layout: Layout) -> Job:
    """What a worker has to know of the run, paths made absolute."""
    memory = options.memory
    if memory is None:  # the cluster's machines know their own
        memory = 0 if options.cluster else _share_of_memory(options.jobs or default_jobs())
    wanted: dict[str, Any] = {row.name: getattr(options, row.name) for row in fields(Wanted)}
    wanted["rules"] = tuple(str(Path(path).absolute()) for path in options.rules)
    wanted["meta"] = str(Path(options.meta).absolute()) if options.meta else None
    out = layout.out if kind == "folder" else ""
    most = int(options.max_size * MB)
    return Job(sink=kind, out=out, parts=str(layout.parts), memory=memory, max_bytes=most, **wanted)


def _share_of_memory(jobs: int) -> int:
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
    return max(whole // jobs, 1 << 30)
