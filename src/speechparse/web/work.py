"""Documents are read in processes of their own: one that hangs or eats memory costs only itself."""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import NamedTuple

from ..errors import ReadError
from ..limits import Limits, within
from ..model import Speech
from ..source import SourceText

_GRACE = 5.0  # seconds that a process may be late before it is ended


class Read(NamedTuple):
    """A document as it was read."""

    source: SourceText
    speeches: list[Speech]


class Reader:
    """Reads one document after another. ``limits`` hold for each."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.pool: ProcessPoolExecutor | None = None
        self.turn = asyncio.Lock()

    async def read(self, name: str, data: bytes) -> Read:
        """The document. Raises ReadError."""
        async with self.turn:
            if self.pool is None:
                self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            job = self.pool.submit(read, name, data, self.limits)
            try:
                found = await asyncio.wait_for(asyncio.wrap_future(job), self.limits.timeout + _GRACE)
            except TimeoutError:
                self.close()
                raise ReadError(name, f"took longer than {self.limits.timeout:g} s", "split the file") from None
            except BrokenProcessPool:
                self.close()
                raise ReadError(name, "needs more memory than there is", "split the file") from None
            if isinstance(found, Read):
                return found
            raise ReadError(*found)

    def close(self) -> None:
        """End the process, whatever it does."""
        pool, self.pool = self.pool, None
        if pool is None:
            return
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            with suppress(OSError, ValueError):
                process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def read(name: str, data: bytes, limits: Limits) -> Read | tuple[str, str, str]:
    """In the process: the document, or the parts of an error."""
    from ..api import parse_source
    from ..readers.registry import source_from_bytes

    _bounded()
    try:
        source = within(limits.timeout, name, lambda: source_from_bytes(data, name))
        return Read(source, within(limits.timeout, name, lambda: parse_source(source, explain=True)))
    except ReadError as error:
        return error.path, error.problem, error.advice
    except MemoryError:
        return name, "needs more memory than there is", "split the file"
    except Exception as error:
        return name, f"a mistake of speechparse: {type(error).__name__}", "please report it"


def _bounded() -> None:
    """No more than 3 GB for the process, where the system can bound it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = 3 << 30
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
