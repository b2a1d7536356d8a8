"""What a run is asked for, what became of it, and who is told on the way."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .job import MB, WORK, Job
from .layout import Layout
from .manifest import Totals
from .pool import default_jobs


@dataclass(frozen=True, slots=True)
class Options:
    """What ``speechparse batch`` is asked for.

    ``roots``: folders, files, URLs. ``out``: see ``sinks.kind_of``. ``jobs``: worker processes, None for one a
    core. ``shard``: (i, n), do the i-th of n parts only, ``merge`` joins them. ``cluster``: the address of a
    dask scheduler. ``memory``: bytes a worker may use, None for an even share of the machine's. ``timeout``:
    seconds a document may take, 0 for no limit. ``max_size``: megabytes it may have, 0 for no limit. ``work``:
    see ``job.Job``.
    """

    roots: tuple[str, ...]
    out: str
    jobs: int | None = None
    globs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    format: str = "json"
    encoding: str | None = None
    rules: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    explain: bool = False
    with_text: bool = False
    force: bool = False
    retry_failed: bool = False
    timeout: float = 60.0
    memory: int | None = None
    max_size: float = 0.0
    shard: tuple[int, int] | None = None
    cluster: str | None = None
    work: str = WORK
    text_column: str | None = None
    meta_columns: tuple[str, ...] = ()
    meta: str | None = None


@dataclass
class Summary:
    """What became of a run. ``unchanged``: taken over from an earlier one. ``size``: bytes of the documents done."""

    files: int = 0
    done: int = 0
    unchanged: int = 0
    failed: int = 0
    speeches: int = 0
    size: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    first_errors: list[tuple[str, str]] = field(default_factory=list)
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
    return Job(
        sink=kind,
        out=layout.out if kind == "folder" else "",
        parts=str(layout.parts),
        format=options.format,
        encoding=options.encoding,
        rules=tuple(str(Path(path).absolute()) for path in options.rules),
        only=options.only,
        explain=options.explain,
        with_text=options.with_text,
        timeout=options.timeout,
        memory=memory,
        max_bytes=int(options.max_size * MB),
        work=options.work,
        text_column=options.text_column,
        meta_columns=options.meta_columns,
        meta=str(Path(options.meta).absolute()) if options.meta else None,
    )


def _share_of_memory(jobs: int) -> int:
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
    return max(whole // jobs, 1 << 30)
