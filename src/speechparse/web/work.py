"""Each document is read in a process of its own: one that hangs or takes all memory fails alone.

A fresh interpreter for each document, started by exec (``python -m speechparse.web.child``): it needs nothing of the
script that started the server, and nothing is left of the document before it.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import NamedTuple

from ..errors import ReadError
from ..limits import Limits
from ..model import Speech
from ..source import SourceText

_GRACE = 8.0  # seconds: a process that is later than this is ended


class Read(NamedTuple):
    """A document as it was read."""

    source: SourceText
    speeches: list[Speech]


class Reader:
    """Reads one document after another. ``limits`` hold for each."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.turn = asyncio.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    async def read(self, name: str, data: bytes) -> Read:
        """The document. Raises ReadError."""
        async with self.turn:
            found = await asyncio.to_thread(self._read, name, data)
        if isinstance(found, Read):
            return found
        raise ReadError(*found)

    def _read(self, name: str, data: bytes) -> Read | tuple[str, str, str]:
        paths = [path for path in sys.path if path]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows has it
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment, creationflags=hidden,
        )  # fmt: skip
        try:
            out, _ = self.process.communicate(pickle.dumps((name, data, self.limits)), self.limits.timeout + _GRACE)
            found: Read | tuple[str, str, str] = pickle.loads(out)
            return found
        except subprocess.TimeoutExpired:
            return name, f"took longer than {self.limits.timeout:g} s", "split the file"
        except (EOFError, pickle.UnpicklingError, OSError):
            return name, "needs more memory than there is", "split the file"
        finally:
            self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self.process = self.process, None
        if process is not None and process.poll() is None:
            with suppress(OSError):
                process.kill()
            process.wait()
