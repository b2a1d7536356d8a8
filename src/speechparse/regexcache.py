"""Compiled regular expressions kept between runs of the program: 0.4 s of each start become 10 ms.

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

Row = tuple[int, bytes | memoryview, int, dict[str, int], tuple[str | None, ...]]
"""The last arguments of ``_sre.compile``: flags, code, groups, names with groups, groups with names."""

_MAX_BYTES = 4_000_000  # patterns of other rules, too: one run uses 2 MB


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
    cache = _Cache(folder / f"patterns-2-{__version__}-{version}.bin", original, _sre.compile)
    _compiler.compile = cache.compile
    try:
        yield
    finally:
        _compiler.compile = original
        cache.save()


def shipped() -> Path:
    """Where a wheel holds what the interpreter that built it compiled (``hatch_build.py``).

    What ``_sre`` runs is of its ``MAGIC``; other interpreters of one version take the same.
    """
    import _sre

    python = f"{sys.version_info.major}.{sys.version_info.minor}-{_sre.MAGIC}-{sys.byteorder}"
    return Path(__file__).with_name(f"patterns-{python}.bin")


Place = tuple[int, int, int, int, dict[str, int], tuple[str | None, ...]]
"""A row whose code stands in the file: the code's offset and length in place of it."""


class _Cache:
    """The file: the length of the index (4 bytes), the index by pattern and flags, the codes one after another.

    Codes are read where they lie: to copy two megabytes took as long as to make the patterns.
    """

    def __init__(self, file: Path, original: Any, build: Any) -> None:
        self.file, self.original, self.build = file, original, build
        self.places: dict[tuple[str, int], Place] = {}
        self.codes = memoryview(b"")
        self.used: dict[tuple[str, int], Row] = {}
        self.new: dict[tuple[str, int], Row] = {}
        for place in (file, shipped()):
            with suppress(OSError, ValueError, EOFError, TypeError):
                data = memoryview(place.read_bytes())
                start = 4 + int.from_bytes(data[:4], "little")
                self.places, self.codes = dict(marshal.loads(data[4:start])), data[start:]
                break

    def compile(self, pattern: Any, flags: int = 0) -> Pattern[Any]:
        """In place of ``re._compiler.compile``."""
        key = (pattern, int(flags))
        try:
            row = self._row(key)
            merged, code, groups, index, names = row
            words = memoryview(code).cast("I").tolist()
            compiled: Pattern[Any] = self.build(pattern, merged, words, groups, index, names)
        except Exception:  # what the original says counts, be it a pattern or an error
            fallback: Pattern[Any] = self.original(pattern, flags)
            return fallback
        self.used[key] = row
        return compiled

    def _row(self, key: tuple[str, int]) -> Row:
        if place := self.places.get(key):
            merged, start, length, groups, index, names = place
            return merged, self.codes[start : start + length], groups, index, names
        row = self.new.get(key) or _generate(*key)
        self.new[key] = row
        return row

    def save(self) -> None:
        """Write the file if a pattern is new; one grown too large begins anew with what this run used."""
        if not self.new:
            return
        rows = {key: self._row(key) for key in self.places} | self.new
        if sum(len(code) for _, code, *_ in rows.values()) > _MAX_BYTES:
            rows = self.used
        places: dict[tuple[str, int], Place] = {}
        offset = 0
        for key, (merged, code, groups, index, names) in rows.items():
            places[key] = (merged, offset, len(code), groups, index, names)
            offset += len(code)
        head = marshal.dumps(places)
        codes = [row[1] for row in rows.values()]
        keep(self.file, b"".join([len(head).to_bytes(4, "little"), head, *codes]))


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
