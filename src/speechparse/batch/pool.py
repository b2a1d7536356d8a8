"""A pool of worker processes that loses nothing: who dies, hangs or eats memory costs the document at hand.

The executors of the standard library will not do: ProcessPoolExecutor fails all that is pending when one
process dies, multiprocessing.Pool waits for ever. Here a worker does its documents one after another and reports
each, so that the one it died with is known: the first not reported. The others of its chunk are handed out again. That
one is a suspect, no more: whatever killed the process, too many documents at once or an administrator, may have struck
an innocent. It is tried again when nothing else is at hand, and given up only where processes die with it alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import Any

from .child import BROKEN, READY, receive_all, send
from .executor import PoolError
from .job import MB, Item, Job, Report
from .work import failed

_AHEAD = 4  # chunks a worker holds: one at hand, the others waiting, so that it never stands still
_GATHER = 0.03  # seconds between two looks at what a worker reports: the parent need not wake for each document
_START_TIME = 120.0  # seconds a worker may take to start on a busy machine
_DEATHS = 2  # workers that may die with a document alone before it is given up
_KILLED = -9  # the exit code of a process that SIGKILL ended (POSIX)
_KILLS = 8  # and that may be killed with it alone, which may be somebody else's doing
_STARTS = 3  # workers that may fail to start one after another
_KILLED_STARTS = 50  # and that may be killed while they start, which says nothing of this program


class _Worker:
    """A process, the chunks it holds, and when it was last heard of."""

    def __init__(self, job: Job, messages: SimpleQueue[tuple[_Worker, list[Any] | None]]) -> None:
        self.chunks: deque[deque[Item]] = deque()
        self.ready = False
        self.heard = monotonic()
        self.overdue = False
        own_group: dict[str, Any] = {"creationflags": 0x200} if os.name == "nt" else {"process_group": 0}
        # Its own group: Ctrl-C in the terminal is for the parent, which then ends its workers.
        self.process = subprocess.Popen(
            # -P: a json.py among the documents must not become the json module.
            [sys.executable, "-P", "-m", "speechparse.batch.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)},
            **own_group,
        )
        self._messages = messages
        threading.Thread(target=self._listen, daemon=True).start()
        self.tell(job)

    def tell(self, message: Any) -> None:
        with suppress(OSError):  # it is dead: the listener says so
            send(self.process.stdin, message)  # type: ignore[arg-type]

    def _listen(self) -> None:
        pipe: Any = self.process.stdout
        with suppress(OSError):
            for messages in receive_all(pipe):
                self.heard = monotonic()
                self._messages.put((self, messages))
                sleep(_GATHER)
        self._messages.put((self, None))
        pipe.close()

    def end(self) -> int:
        """Kill the process; its exit code."""
        self.process.kill()
        with suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        return self.process.wait()


class Pool:
    """``jobs`` worker processes, started as work comes in."""

    chunk_files = 16
    chunk_bytes = MB // 2

    def __init__(self, job: Job, jobs: int) -> None:
        self._job, self._jobs = job, jobs
        self._workers: list[_Worker] = []
        self._waiting: deque[deque[Item]] = deque()
        self._messages: SimpleQueue[tuple[_Worker, list[Any] | None]] = SimpleQueue()
        self._suspects: deque[Item] = deque()
        self._deaths: Counter[int] = Counter()  # workers that died with a suspect alone
        self._failed_starts = 0

    def room(self) -> bool:
        """Whether another chunk may be handed in."""
        held = sum(len(worker.chunks) for worker in self._workers) + len(self._waiting)
        return held < self._jobs * _AHEAD

    def submit(self, items: Sequence[Item]) -> None:
        """Hand in a chunk."""
        self._waiting.append(deque(items))
        self._hand_out()

    def wait(self, timeout: float) -> list[Report]:
        """The documents done since, waiting at most ``timeout`` seconds for the first."""
        reports: list[Report] = []
        try:
            worker, messages = self._messages.get(timeout=timeout)
            while True:
                for message in [None] if messages is None else messages:
                    self._take(worker, message, reports)
                worker, messages = self._messages.get_nowait()
        except Empty:
            pass
        self._end_overdue()
        self._hand_out()
        return reports

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self) -> None:
        if self._alone():
            return
        if self._suspects and not self._waiting and not any(worker.chunks for worker in self._workers):
            self._waiting.append(deque([self._suspects.popleft()]))
        while self._waiting and not self._alone():
            worker = min(self._workers, key=lambda w: len(w.chunks), default=None)
            if (worker is None or worker.chunks) and len(self._workers) < self._jobs:
                worker = _Worker(self._job, self._messages)
                self._workers.append(worker)
            if worker is None or len(worker.chunks) >= _AHEAD:
                return
            self._give(worker, self._waiting.popleft())

    def _alone(self) -> bool:
        """Whether a suspect is at hand: nothing else is, until it is done."""
        held = [worker.chunks[0] for worker in self._workers if worker.chunks]
        return len(held) == 1 and len(held[0]) == 1 and held[0][0].number in self._deaths

    def _give(self, worker: _Worker, chunk: deque[Item]) -> None:
        if not worker.chunks:
            worker.heard = monotonic()
        worker.chunks.append(chunk)
        worker.tell(list(chunk))

    def _take(self, worker: _Worker, message: Any, reports: list[Report]) -> None:
        if worker not in self._workers:
            return  # the last words of one that was ended
        if message is None:
            self._bury(worker, reports)
        elif isinstance(message, Report):
            chunk = worker.chunks[0]
            chunk.popleft()
            if not chunk:
                worker.chunks.popleft()
            worker.overdue = False
            reports.append(message)
            if message.retire:
                self._replace(worker)
        elif message[0] == READY:
            worker.ready, self._failed_starts = True, 0
        elif message[0] == BROKEN:
            raise PoolError(f"no worker can be started: {message[1]}")

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()
        self._waiting.extendleft(reversed([chunk for chunk in worker.chunks if chunk]))

    def _bury(self, worker: _Worker, reports: list[Report]) -> None:
        """Settle what a dead worker held."""
        self._workers.remove(worker)
        code = worker.end()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= (_STARTS if code >= 0 else _KILLED_STARTS):
                raise PoolError(f"no worker can be started: the process ends with {_cause(code)}; see the lines above")
        elif worker.chunks:
            self._settle(worker.chunks[0].popleft(), code, worker.overdue, reports)
        self._waiting.extendleft(reversed([chunk for chunk in worker.chunks if chunk]))

    def _settle(self, item: Item, code: int, overdue: bool, reports: list[Report]) -> None:
        """Give up the document that a worker died with, or lay it by to be tried alone."""
        self._deaths[item.number] += item.number in self._deaths  # a suspect is tried alone only
        if overdue:
            error = f"took longer than {self._job.timeout:g} s; raise --timeout, or look at the file"
            reports.append(Report(item.number, failed(item.document, error)))
        elif self._deaths[item.number] >= (_KILLS if code == _KILLED else _DEATHS):
            error = f"worker processes died with it ({_cause(code)}), also with it alone; look at the file"
            reports.append(Report(item.number, failed(item.document, error)))
        else:
            self._suspects.append(item)

    def _end_overdue(self) -> None:
        now = monotonic()
        for worker in self._workers:
            limit = self._job.timeout if worker.ready else _START_TIME
            if limit and worker.chunks and now - worker.heard > limit and not worker.overdue:
                worker.overdue = worker.ready
                with suppress(OSError):
                    worker.process.kill()  # its listener then reports the end, after all that it still said


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def default_jobs() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
