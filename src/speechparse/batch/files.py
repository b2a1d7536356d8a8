"""``speechparse.parse_files``: many files in parallel from Python, with the isolation of a batch run."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..model import Speech
from .flow import Step, flow
from .job import WORK, Document, Entry, Job
from .parts import Parts
from .places import plain, stat
from .pool import Pool, default_jobs
from .work import failed


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: its speeches, or in ``error`` why there are none.

    ``path`` is as it was given; ``seconds`` is what reading and parsing took.
    """

    path: str
    speeches: tuple[Speech, ...] = ()
    error: str | None = None
    sha256: str | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the file was parsed."""
        return self.error is None

    def to_records(self, table: str = "speeches") -> list[dict[str, Any]]:
        """Flat rows for a data frame; see ``to_records``."""
        from ..records import records

        return [{"path": self.path, **row} for row in records(list(self.speeches), table)]


def parse_files(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float = 60.0,
    memory: int = 0,
    encoding: str | None = None,
    rules: Iterable[str | os.PathLike[str]] = (),
    work: str = WORK,
) -> Iterator[Result]:
    """One ``Result`` a file (path or fsspec URL), in the order of ``paths``, parsed by ``jobs`` processes.

    ``jobs``: all cores where None. ``timeout``: seconds a file may take, 0 for no limit. ``memory``: bytes of
    address space a process may use, 0 for no limit. ``rules``: rule files to lay over the shipped ones. A file
    that cannot be read, hangs, or brings its process down gives a Result with ``error`` and costs no other file.
    ``paths`` may be endless: a bounded number is taken ahead. Leaving the loop ends the processes. Raises RulesError.
    """
    from ..rules.loader import load_rules

    overlays = tuple(str(Path(path).absolute()) for path in rules)
    load_rules(*overlays)
    with TemporaryDirectory(prefix="speechparse-") as folder:
        job = Job("objects", "", folder, encoding=encoding, rules=overlays, timeout=timeout, memory=memory, work=work)
        parts = Parts(folder)
        try:
            with closing(Pool(job, jobs or default_jobs())) as pool:
                for tick in flow(map(_step, paths), pool, lambda: False):
                    parts.expect(tick.reports, tick.closed)
                    for entry in tick.ready:
                        yield _result(entry, parts.read(entry) if entry.store else None)
                    parts.release(entry.store for entry in tick.ready)
        finally:
            parts.close()


def to_records(results: Iterable[Result], table: str = "speeches") -> Iterator[dict[str, Any]]:
    """The results as flat dicts, a row each: ``pandas.DataFrame(to_records(parse_files(paths), "tasks"))``.

    ``table`` is one of ``records.TABLES`` (speeches, nodes, tasks, targets …), which lists the columns; ``path`` is
    added to them. A span is two columns. Failed files give no rows. Raises KeyError for an unknown table.
    """
    for result in results:
        yield from result.to_records(table)


def _result(entry: Entry, record: bytes | None) -> Result:
    if entry.status != "ok" or record is None:
        return Result(entry.name, error=entry.error or "its record is lost", seconds=entry.seconds)
    return Result(entry.name, tuple(pickle.loads(record)), None, entry.sha256, entry.seconds)


def _step(path: str | os.PathLike[str]) -> Step:
    given = os.fspath(path)
    place = plain(given)
    try:
        is_folder, size, mtime_ns = stat(place)
    except OSError as error:
        document = Document(place, given, 0, 0)
        return Step(document, failed(document, f"cannot be read ({error.strerror or error}); check the name"))
    document = Document(place, given, size, mtime_ns)
    if is_folder:
        return Step(document, failed(document, "is a folder; name files"))
    return Step(document, None)
