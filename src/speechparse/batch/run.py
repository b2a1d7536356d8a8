"""One run: plan, hand out, take back in order, put down, remember."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from time import monotonic
from zlib import crc32

from ..errors import WriteError
from ..extras import WRITES, require
from ..writers.files import gone, write_error
from .apart import check_apart
from .discover import Unreadable, Wanted, discover
from .executor import Executor
from .failures import write_errors
from .flow import Step, Stopped, Tick, flow
from .job import Document, Entry, Job
from .kinds import kind_of, make_sink
from .layout import Layout
from .manifest import Manifest, Planned, explained
from .options import Options, Summary, Watcher, job_of
from .parts import Parts
from .pool import Pool, default_jobs
from .sinks import Folder
from .work import failed


def run(options: Options, watcher: Watcher | None = None, stopped: Callable[[], bool] = lambda: False) -> Summary:
    """Do it. ``stopped`` is asked several times a second and ends the run in a state that can be resumed.

    Raises ReadError (no such root), WriteError (the output), RulesError, PoolError, before or in the middle of
    the work; what was done by then is kept.
    """
    started = monotonic()
    kind = kind_of(options.out)
    if kind in WRITES:
        require(WRITES[kind], options.out)
    with Layout(options.out, kind, options.shard) as layout:
        check_apart(options.roots, layout)
        job = job_of(options, kind, layout)
        try:
            with Manifest(str(layout.manifest), job.version()) as manifest:
                return _Run(options, job, layout, manifest, watcher, stopped, started).go()
        except sqlite3.DatabaseError as error:  # damage that is met on the way
            raise explained(str(layout.manifest), error) from error
        finally:
            layout.push()


class _Run:
    def __init__(
        self,
        options: Options,
        job: Job,
        layout: Layout,
        manifest: Manifest,
        watcher: Watcher | None,
        stopped: Callable[[], bool],
        started: float,
    ) -> None:
        self._options, self._job, self._layout, self._manifest = options, job, layout, manifest
        self._watcher, self._stopped, self._started = watcher, stopped, started
        self._summary = Summary()
        self._parts = Parts(str(layout.parts), str(layout.product), manifest.get("product"))
        self._reported: list[Entry] = []  # and not in the manifest yet
        self._taken: deque[tuple[str, Entry]] = deque()  # (the store it came from, the entry as the sink has it)
        self._due = 0.0

    def go(self) -> Summary:
        try:
            totals = self._manifest.plan(self._found())
            self._summary.files = totals.files
            if self._watcher:
                self._watcher.start(totals)
            with ExitStack() as stack:
                stack.callback(self._parts.close)
                self._sink = make_sink(self._layout, self._job, self._manifest, self._options.shard is not None)
                stack.callback(self._sink.close)
                self._work(stack.enter_context(closing(self._executor())))
                self._finish()
        except Stopped:
            self._summary.interrupted = True
        except OSError as error:
            if self._layout.out == "-" and gone(error):
                raise BrokenPipeError from error
            raise write_error(Path(self._layout.out), error) from error
        if self._layout.product is not None:
            write_errors(self._layout, self._manifest, self._summary)
            self._summary.beside = self._layout.kept()
        self._summary.seconds = monotonic() - self._started
        return self._summary

    def _found(self) -> Iterator[Document | Unreadable]:
        from ..readers import corpus
        from ..readers.registry import READERS
        from .members import expand

        options = self._options
        columns = corpus.Columns(options.text_column, options.meta_columns) if options.text_column else None
        # A table in a folder of texts is seldom a text; it is taken where it is named, or asked for by its pattern.
        suffixes = {suffix for row in READERS if row.format != "csv" for suffix in row.suffixes} | {".zip"}
        suffixes.update(corpus.SUFFIXES if columns else ())
        own, links = self._layout.own(), self._layout.identities()
        wanted = Wanted(frozenset(suffixes), options.globs, options.excludes, own, links, self._summary.passed_over)
        files = discover(options.roots, wanted)
        inside = (m for f in files for m in ([f] if isinstance(f, Unreadable) else expand(f, wanted, columns)))
        for number, found in enumerate(inside):
            if not number % 256 and self._stopped():
                raise Stopped
            if options.shard is None or crc32(found.name.encode()) % options.shard[1] == options.shard[0] - 1:
                yield found

    def _executor(self) -> Executor:
        if self._options.cluster is None:
            return Pool(self._job, self._options.jobs or default_jobs())
        from ..cluster import ClusterPool

        return ClusterPool(self._job, self._options.cluster, self._layout, self._summary.files)

    def _work(self, executor: Executor) -> None:
        try:
            for tick in flow(self._steps(), executor, self._stopped):
                self._do(tick)
        except BaseException:
            with suppress(OSError, WriteError):  # what ends the run, a full disk say, may forbid this too
                self._remember(final=True)
            raise

    def _do(self, tick: Tick) -> None:
        for entry in tick.reports:
            self._count(entry)
        self._reported += tick.reports
        self._parts.expect(tick.reports, tick.closed)
        for entry in tick.ready:
            self._take(entry)
        now = monotonic()
        if now >= self._due:
            self._remember()
            self._due = now + _REMEMBER
        self._summary.seconds = now - self._started
        if self._watcher:
            self._watcher.step(self._summary)

    def _steps(self) -> Iterator[Step]:
        for planned in self._manifest.planned():
            step = self._step(planned)
            if step is not None:
                if step.entry is not None:
                    self._count_known(step.entry)
                yield step

    def _step(self, planned: Planned) -> Step | None:
        document, entry, options = planned.document, planned.entry, self._options
        if planned.problem is not None:
            return Step(document, failed(document, planned.problem))
        if options.retry_failed and entry is None:
            return None
        if entry is None or entry.status != "ok" or options.force or not self._has(entry):
            return Step(document, None)
        if options.retry_failed:
            return Step(document, entry)
        if planned.version != self._manifest.version or entry.name != document.name:
            return Step(document, None)
        if (entry.size, entry.mtime_ns) == (document.size, document.mtime_ns):
            return Step(document, entry)
        return Step(document, None, known=entry)

    def _has(self, entry: Entry) -> bool:
        return self._parts.read(entry) is not None if entry.store else self._sink.holds(entry)

    def _count_known(self, entry: Entry) -> None:
        if entry.status == "failed":
            self._count(entry)
        else:
            self._summary.unchanged += 1
            self._summary.speeches += entry.speeches

    def _count(self, entry: Entry) -> None:
        summary = self._summary
        if entry.status == "fatal":
            raise WriteError(self._layout.out, entry.error or "cannot be written", _GO_ON)
        summary.size += entry.size
        if entry.status == "failed":
            summary.failed += 1
        else:
            summary.done += 1
            summary.speeches += entry.speeches

    def _take(self, entry: Entry) -> None:
        record = None
        if entry.store and entry.status == "ok":
            record = self._parts.read(entry)
            if record is None:
                raise WriteError(entry.path, "its record is lost", "run the same command again")
        elif entry.status == "failed" and len(self._summary.first_errors) < 10:
            self._summary.first_errors.append((entry.name, entry.error or ""))
        self._taken.append((entry.store, self._sink.take(entry, record)))

    def _remember(self, final: bool = False) -> None:
        """Write down where the records stand: those reported in the parts, those the sink has got in the sink."""
        settled = [self._taken.popleft() for _ in range(len(self._taken) - self._sink.settle(final))]
        entries = {entry.path: entry for entry in self._reported}
        entries.update((entry.path, entry) for _, entry in settled)
        self._reported.clear()
        if entries:
            self._manifest.put(entries.values())
            self._parts.release(store for store, _ in settled)

    def _finish(self) -> None:
        self._remember(final=True)
        part = f"{self._manifest.run}.part"
        self._manifest.note("product", part)
        self._manifest.note("format", self._job.format)
        self._manifest.forget()
        self._parts.close()  # Windows replaces no file that is open
        self._sink.finish()
        if isinstance(self._sink, Folder):
            self._sink.index(self._manifest.results())
        self._parts.sweep(self._manifest.stores())
        self._manifest.note("finished", str(self._manifest.run))


_REMEMBER = 0.1  # seconds; what a kill -9 can lose besides the documents at hand
_GO_ON = "make room, then run the same command again: it goes on from here"
