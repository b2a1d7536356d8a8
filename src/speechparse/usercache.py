"""The user's cache folder: what takes long to make is kept there between runs of the program.

Nothing depends on it. Where it cannot be read or written, things are made anew each time.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any


def cached(name: str, source: Path, build: Callable[[Iterator[str]], Any]) -> Any:
    """What ``build`` makes of the lines of ``source``, kept in the user's cache folder. A bad cache is made anew."""
    folder = cache_folder()
    file = folder and folder / f"{name}-{source.stat().st_size}-{sys.implementation.cache_tag}.bin"
    if file:
        with suppress(OSError, ValueError, EOFError, TypeError):
            return marshal.loads(file.read_bytes())
    with source.open(encoding="utf-8") as lines:
        value = build(lines)
    if file:
        keep(file, marshal.dumps(value))
    return value


def keep(file: Path, data: bytes) -> None:
    """Write a file of the cache, whole or not at all; where that fails, things only take longer next time."""
    temporary = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def cache_folder() -> Path | None:
    """Where this program caches on this platform (``SPEECHPARSE_CACHE`` names another place); None without a home."""
    if named := os.environ.get("SPEECHPARSE_CACHE"):
        return Path(named)
    with suppress(RuntimeError):
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            base = Path(local) if local else Path(r"~\AppData\Local").expanduser()
            return base / "speechparse" / "Cache"
        if sys.platform == "darwin":
            return Path("~/Library/Caches/speechparse").expanduser()
        base = Path(os.environ.get("XDG_CACHE_HOME", ""))  # a relative one is to be ignored (XDG Base Directory)
        return (base if base.is_absolute() else Path("~/.cache").expanduser()) / "speechparse"
    return None
