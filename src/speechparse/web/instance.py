"""One start at a time: a lock that the system takes back when the program ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..usercache import cache_folder


class RunningError(Exception):
    """The local page runs already. ``address`` is where; empty if that is not known."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@contextmanager
def alone(folder: Path | None = None) -> Iterator[Path | None]:
    """Hold the lock; the file for the address is handed on. Raises RunningError where another start holds it."""
    folder = folder or cache_folder()
    if folder is None:
        yield None
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = folder / "serve.address"
    handle = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(handle)
        except OSError:
            address = ""
            with suppress(OSError):
                address = note.read_text(encoding="utf-8").strip()
            raise RunningError(address) from None
        yield note
        with suppress(OSError):
            note.unlink()
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
