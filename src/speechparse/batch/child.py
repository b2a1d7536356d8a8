"""A worker process: ``python -m speechparse.batch.child``. Takes chunks on stdin, reports documents on stdout.

A fresh interpreter started by exec, not by fork and not by multiprocessing: the caller's script needs no
``if __name__ == "__main__"``, its threads and open files do not leak in, and a daemonic process may start one too.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import threading
from collections.abc import Callable, Iterator
from io import BufferedReader
from queue import SimpleQueue
from typing import Any, BinaryIO

from .job import Item, Job
from .work import Store, Worker

READY = "ready"
BROKEN = "broken"
_LENGTH = struct.Struct("<I")
_AT_ONCE = 1 << 16  # bytes


def send(pipe: BinaryIO, message: Any) -> None:
    """Write one message. Raises OSError where the other side is gone."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """The next message. Raises EOFError where the other side is gone, in the middle of a message too."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def receive_all(pipe: BufferedReader) -> Iterator[list[Any]]:
    """The messages as they come, those that came together in one list, until the other side is gone."""
    held = b""
    while data := pipe.read1(_AT_ONCE):
        held += data
        messages, start = [], 0
        while (body := start + _LENGTH.size) <= len(held):
            end = body + _LENGTH.unpack_from(held, start)[0]
            if end > len(held):
                break
            messages.append(pickle.loads(held[body:end]))
            start = end
        held = held[start:]
        yield messages


def main() -> None:
    """Serve until stdin ends. Ends the process when the parent is gone, whatever it is doing."""
    requests, replies = _take_pipes()
    job: Job = receive(requests)
    chunks: SimpleQueue[list[Item]] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, chunks.put), daemon=True).start()
    try:
        _limit_memory(job.memory)
        worker = Worker(job)
    except Exception as error:
        send(replies, (BROKEN, f"{type(error).__name__}: {error}"))
        os._exit(1)
    # A document leaves no cycles but what a reader makes: the collector need not look at each, once a chunk is enough.
    gc.disable()
    _collect()
    send(replies, (READY, None))
    while True:
        _serve(chunks.get(), worker, job, replies)
        _collect()


def _collect() -> None:
    """What is left between two chunks (modules, rules, caches) stays, so the next time need not look at it again."""
    gc.collect()
    gc.freeze()


def _serve(items: list[Item], worker: Worker, job: Job, replies: BinaryIO) -> None:
    store = Store(job.parts)
    arm = _alarm(job.timeout)
    try:
        arm()
        worker.prepare(items)
        for item in items:
            arm()
            report = worker.do(item, store)
            if item is items[-1]:
                report = report._replace(closed=store.name)
            send(replies, report)
    except OSError:  # the parent is gone
        os._exit(1)
    finally:
        store.close()
        if job.timeout and hasattr(signal, "alarm"):
            signal.alarm(0)


def _alarm(timeout: float) -> Callable[[], Any]:
    # The parent ends a worker that takes too long. Should the parent have been killed, the kernel does it, even
    # within a C function that never lets the listening thread run.
    if not timeout or not hasattr(signal, "alarm"):
        return lambda: None
    seconds = int(timeout) + 5
    return lambda: signal.alarm(seconds)


def _listen(requests: BinaryIO, put: Callable[[list[Item]], None]) -> None:
    try:
        while True:
            put(receive(requests))
    except (EOFError, OSError):
        os._exit(0)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    # What a library prints must not end up between the messages.
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    return requests, replies


def _limit_memory(limit: int) -> None:
    if not limit:
        return
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


if __name__ == "__main__":
    main()
