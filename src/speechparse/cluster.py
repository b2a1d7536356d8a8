"""The same work on a dask.distributed cluster (extra ``cluster``), in place of the local pool.

A task is a shard of some hundred paths. On each dask worker a plugin keeps a pool of one process for every thread,
the same as at home: a file that crashes, hangs or eats memory costs itself and not the dask worker. The records go
to files: straight into the folder beside the output where all machines share it, else by way of the output's URL.
The reports go there too, so that no result lives in a dask worker and is lost with it. Should one die all the same
(its machine, its nanny), dask gives its shards to others; a shard whose workers keep dying is cut up until the one
file stands alone.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from .batch.executor import PoolError
from .batch.job import MB, Item, Job, Report
from .batch.layout import Layout
from .batch.places import download, is_url, join, read_bytes, remove, upload, write_whole
from .batch.pool import Pool
from .batch.work import failed

CONNECT = "20s"
_ADDRESS = re.compile(
    r"(?:[a-z]+://)?[^\s/:]+:\d{1,5}(?:/\S*)?|inproc://\S+|(?:ws|wss|ucx)://\S+|\[[0-9a-f:]+\]:\d{1,5}"
)
PATIENCE = 120.0  # seconds without any worker
_CUT = 4  # into how many a shard is cut whose workers died
_RETRIES = 2  # of a shard that fails by an error; deaths are counted by dask (allowed-failures)
_SHARD_FILES, _LEAST_FILES, _SHARD_BYTES = 500, 20, 16 * MB
_AHEAD = 2  # shards a thread, at hand and waiting
_LEAST_MEMORY = 1 << 30


class ClusterPool:
    """An ``Executor`` on the scheduler at ``address``. ``files``: how many there will be, to size the shards."""

    chunk_bytes = _SHARD_BYTES

    def __init__(self, job: Job, address: str, layout: Layout, files: int) -> None:
        """Raises PoolError where the cluster cannot be reached or the extra is missing."""
        try:
            import distributed
        except ImportError as error:
            raise PoolError('a cluster needs dask: pip install "speechparse[cluster]"') from error
        if not _ADDRESS.fullmatch(address):
            raise PoolError(f"{address!r} is no address of a dask scheduler; write one as in tcp://host:8786")
        try:
            self._client: Any = _any(distributed).Client(address, set_as_default=False, timeout=CONNECT)
        except Exception as error:  # what a host that does not answer, or is none, makes of dask is not told
            raise PoolError(f"the cluster at {address} cannot be reached ({error}); check the address") from error
        self._job, self._layout = job, layout
        self._name = f"speechparse-{token_hex(4)}"
        self._place = layout.parts_url() if layout.remote else str(layout.parts)
        self._shards: dict[Any, list[Item]] = {}
        self._finished: SimpleQueue[Any] = SimpleQueue()
        self._threads, self._counted, self._manned = 1, 0.0, monotonic()
        self._client.register_plugin(_plugin(job, share=not layout.remote), name=self._name)
        self.chunk_files = min(_SHARD_FILES, max(_LEAST_FILES, files // (self._count_threads() * 4)))

    def room(self) -> bool:
        """Whether another shard may be handed in."""
        return len(self._shards) < self._count_threads() * _AHEAD

    def submit(self, items: Sequence[Item]) -> None:
        """Hand in a shard."""
        shard = list(items)
        key = f"{self._name}-{token_hex(8)}"
        # As bytes: dask would look through nested tuples for futures.
        arguments = (self._name, pickle.dumps(shard), self._place, key)
        future = self._client.submit(run_shard, *arguments, key=key, pure=False, retries=_RETRIES)
        self._shards[future] = shard
        future.add_done_callback(self._finished.put)

    def wait(self, timeout: float) -> list[Report]:
        """The documents of the shards that ended since. Raises PoolError where the cluster fails."""
        try:
            future = self._finished.get(timeout=timeout)
        except Empty:
            self._count_threads()
            return []
        shard = self._shards.pop(future)
        if future.status == "finished":
            return self._collect(future.key)
        error = future.exception() if future.status == "error" else RuntimeError(f"the task is {future.status}")
        if type(error).__name__ != "KilledWorker":
            raise PoolError(f"the cluster cannot do the work: {error}")
        if len(shard) == 1:
            message = "the cluster's workers died with it, again and again; look at the file"
            return [Report(shard[0].number, failed(shard[0].document, message))]
        size = -(-len(shard) // _CUT)
        for start in range(0, len(shard), size):
            self.submit(shard[start : start + size])
        return []

    def close(self) -> None:
        """Stop; shards at work are let go."""
        with suppress(Exception):
            self._client.cancel(list(self._shards), force=True)
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def _count_threads(self) -> int:
        if monotonic() - self._counted > 5.0:  # clusters grow and shrink
            now, threads = monotonic(), sum(self._client.nthreads().values())
            if threads:
                self._threads, self._manned = threads, now
            elif now - self._manned > PATIENCE:
                raise PoolError(f"the cluster has had no worker for {PATIENCE:g} s; start some, then run it again")
            self._counted = now
        return self._threads

    def _collect(self, key: str) -> list[Report]:
        """The reports of a shard; the records come here too, where the output is remote."""
        place = join(self._place, key)
        reports: list[Report] = pickle.loads(read_bytes(place))
        if self._layout.remote:
            for store in stores(reports):
                self._layout.parts.mkdir(exist_ok=True)
                download(join(self._place, store), str(self._layout.parts / store))
                remove(join(self._place, store))
        remove(place)
        return reports


def stores(reports: list[Report]) -> set[str]:
    """The stores that hold the records of some reports."""
    return {report.entry.store for report in reports if report.entry.store}


class Pools:
    """The pools of one dask worker: a task takes one and puts it back."""

    def __init__(self, job: Job) -> None:
        self._job, self._closed = job, False
        self._free: SimpleQueue[Pool] = SimpleQueue()
        self.folder = job.parts

    def run(self, items: list[Item]) -> list[Report]:
        """Do a shard. Raises PoolError."""
        try:
            pool = self._free.get_nowait()
        except Empty:
            pool = Pool(self._job, 1)
        reports: list[Report] = []
        try:
            pool.submit(items)
            while len(reports) < len(items):
                if self._closed:
                    raise PoolError("the run was ended")
                reports += pool.wait(0.5)
        except BaseException:
            pool.close()
            raise
        self._free.put(pool)
        return reports

    def close(self) -> None:
        """End the processes, those at work at their next breath."""
        self._closed = True
        with suppress(Empty):
            while True:
                self._free.get_nowait().close()


def run_shard(plugin: str, items: bytes, folder: str, name: str) -> None:
    """The task: a pickled list of items in; the records and, as ``name``, a pickled list of reports into ``folder``."""
    from distributed import get_worker

    pools: Pools = _any(get_worker()).plugins[plugin].pools
    reports = pools.run(pickle.loads(items))
    for store in stores(reports) if is_url(folder) else ():
        local = Path(pools.folder) / store
        upload(str(local), join(folder, store))
        local.unlink()
    write_whole(join(folder, name), pickle.dumps(reports), f"{name}-{token_hex(4)}.tmp")


def _any(value: Any) -> Any:
    """Lets go of the types of dask, which are not complete."""
    return value


def _plugin(job: Job, share: bool) -> Any:
    """The WorkerPlugin, a class made here because its base comes with the extra."""
    from distributed import WorkerPlugin

    class SpeechparsePlugin(WorkerPlugin):
        """Holds the pools of a dask worker."""

        def __init__(self, job: Job, share: bool, version: str) -> None:
            self.job, self.share, self.version = job, share, version

        def setup(self, worker: Any) -> None:
            if self.job.version() != self.version:
                raise PoolError(f"{worker.address} has another speechparse ({self.job.version()}, not {self.version})")
            limit = getattr(worker.memory_manager, "memory_limit", None)
            if not self.job.memory and limit:
                memory = max(limit // worker.state.nthreads, _LEAST_MEMORY)
                self.job = replace(self.job, memory=memory)
            self.temporary = None if self.share else TemporaryDirectory(prefix="speechparse-")
            if self.temporary is not None:
                self.job = replace(self.job, parts=self.temporary.name)
            self.pools = Pools(self.job)

        def teardown(self, worker: Any) -> None:
            self.pools.close()
            if self.temporary is not None:
                self.temporary.cleanup()

    return SpeechparsePlugin(job, share, job.version())
