"""Compiled regular expressions kept between runs of the program: 0.3 s of each start become 6 ms.

Python compiles a pattern to a list of integers, in Python, and hands that list to C. The list depends on nothing
but the pattern, the flags and the interpreter, so it is kept in the user's cache folder and checked by C when it is
loaded. The program does this for its whole run, the library for its first parse (``api``). Where anything is not as
expected (another interpreter, no folder to write to, a damaged file), patterns are compiled as always.
"""

from __future__ import annotations

import marshal
import sys
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from re import Pattern
from typing import Any

from . import __version__
from .usercache import cache_folder, keep

_ONE = allocate_lock()

Row = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""The last arguments of ``_sre.compile``: flags, code, groups, names with groups, groups with names."""

_MAX_BYTES = 3_000_000  # patterns of other rules, too: one run uses 1.2 MB, and a megabyte takes 2 ms to load


@contextmanager
def kept() -> Iterator[None]:
    """Inside the block ``re.compile`` looks into the cache first; at its end new patterns are added to the file.

    Where another block is open already, in this thread or another, it serves this one too.
    """
    if not _ONE.acquire(blocking=False):
        yield
        return
    try:
        with _kept():
            yield
    finally:
        _ONE.release()


@contextmanager
def _kept() -> Iterator[None]:
    folder = cache_folder()
    try:
        import _sre  # type: ignore[import-not-found]
        from re import _compiler  # type: ignore[attr-defined]

        original = _compiler.compile
        usable = sys.implementation.name == "cpython" and _sre.CODESIZE == 4 and folder is not None
    except (ImportError, AttributeError):
        usable = False
    if not usable or folder is None:
        yield
        return
    version = f"{_sre.MAGIC}-{sys.hexversion:x}-{sys.byteorder}"
    cache = _Cache(folder / f"patterns-{__version__}-{version}.bin", original, _sre.compile)
    _compiler.compile = cache.compile
    try:
        yield
    finally:
        _compiler.compile = original
        cache.save()


class _Cache:
    def __init__(self, file: Path, original: Any, build: Any) -> None:
        self.file, self.original, self.build = file, original, build
        self.rows: dict[tuple[str, int], Row] = {}
        self.used: dict[tuple[str, int], Row] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            self.rows = dict(marshal.loads(file.read_bytes()))
        self.known = len(self.rows)

    def compile(self, pattern: Any, flags: int = 0) -> Pattern[Any]:
        """In place of ``re._compiler.compile``."""
        key = (pattern, int(flags))
        try:
            row = self.rows.get(key) or _generate(pattern, int(flags))
            merged, code, groups, index, names = row
            words = memoryview(code).cast("I").tolist()
            compiled: Pattern[Any] = self.build(pattern, merged, words, groups, index, names)
        except Exception:  # what the original says counts, be it a pattern or an error
            fallback: Pattern[Any] = self.original(pattern, flags)
            return fallback
        self.rows[key] = self.used[key] = row
        return compiled

    def save(self) -> None:
        """Write the file if a pattern is new; one grown too large begins anew with what this run used."""
        if len(self.rows) == self.known:
            return
        data = marshal.dumps(self.rows)
        if len(data) > _MAX_BYTES:
            data = marshal.dumps(self.used)
        keep(self.file, data)


def _generate(pattern: str, flags: int) -> Row:
    """The steps of ``re._compiler.compile`` before the last."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    index = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, group in index.items():
        names[group] = name
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, index, tuple(names)
