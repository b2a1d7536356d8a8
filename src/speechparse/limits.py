"""How long a file may take, how large it may be, and that it is a file: one clear line where it is not so."""

from __future__ import annotations

import math
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeVar

from .errors import ReadError

_Result = TypeVar("_Result")

LONGEST = 86_400.0  # seconds
_LOOK, _TELLINGS = 0.1, 20  # seconds between two looks at a thread; how often it is told to stop
MB = 1 << 20


class Limits(NamedTuple):
    """``timeout``: seconds for reading and parsing one file. ``max_size``: megabytes that it may have."""

    timeout: float = 60.0
    max_size: float = 50.0

    @property
    def max_bytes(self) -> int:
        """The size in bytes."""
        return int(self.max_size * MB)


DEFAULT = Limits()


def seconds(value: float, *, none: bool = False) -> float:
    """A time limit as it was given; with ``none`` 0 is one too. Raises ValueError, which says what is taken."""
    if not (math.isfinite(value) and (0 < value <= LONGEST or (none and value == 0))):
        least = "0 (no limit) or more" if none else "more than 0"
        raise ValueError(f"{value:g} is no time limit; give a number of seconds, {least} and at most {LONGEST:.0f}")
    return value


def megabytes(value: float) -> float:
    """A size limit as it was given. Raises ValueError, which says what is taken."""
    if not (math.isfinite(value) and 0 < value <= 1_000_000):
        raise ValueError(f"{value:g} is no size limit; give a number of megabytes, more than 0 and at most 1000000")
    return value


def regular(path: str | os.PathLike[str], limit: int | None = None) -> None:
    """Asked before a file is opened: a pipe without a writer would wait for ever, a device never end.

    ``limit``: bytes that it may have. A folder passes: whoever opens it says so. Raises ReadError, OSError.
    """
    about = Path(path).stat()
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
        advice = "copy what it gives to a file, or send it to standard input: speechparse - < …"
        raise ReadError(printable(path), "is a pipe or a device, no file", advice)
    if limit is not None and about.st_size > limit:
        raise too_large(printable(path), about.st_size, limit)


def too_large(name: str, size: int | None, limit: int) -> ReadError:
    """The error for a file of more bytes than are allowed. ``size`` is None where it is not known."""
    said = f"has {size / MB:,.0f} MB, " if size is not None else "has "
    problem = f"{said}more than the {limit / MB:,.0f} MB that --max-size allows"
    return ReadError(name, problem, "split it, or allow more with --max-size")


def printable(name: str | os.PathLike[str]) -> str:
    """A name that any output can hold: one that is not valid in the system's encoding has lone surrogates."""
    words = os.fspath(name)
    return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")


class _TooLong(BaseException):
    """No ``except Exception`` on the way takes it for a mistake of its own."""


def within(limit: float, path: str, do: Callable[[], _Result]) -> _Result:
    """``do()``, ended after ``limit`` seconds. Raises ReadError then.

    Where there is no timer (Windows, or not the main thread) it runs in a thread that is told to stop.
    """
    try:
        before = signal.signal(signal.SIGALRM, _ring)
    except (AttributeError, ValueError):
        return _beside(limit, path, do)
    try:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return do()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TooLong:
        raise _late(limit, path) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLong


def _late(limit: float, path: str) -> ReadError:
    problem = f"took longer than the {limit:g} s that --timeout allows"
    return ReadError(path, problem, "give it more with --timeout, or split the file")


def _beside(limit: float, path: str, do: Callable[[], _Result]) -> _Result:
    """``do()`` in a thread. Like a signal, what stops it is seen between two steps of Python's."""
    import ctypes
    from threading import Thread
    from time import monotonic

    results: list[_Result] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(do())
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    until = monotonic() + limit
    while thread.is_alive() and monotonic() < until:
        thread.join(_LOOK)  # in short waits: Ctrl-C reaches no thread that waits long, on Windows
    for _ in range(_TELLINGS):
        if not thread.is_alive():
            break
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_TooLong))
        thread.join(_LOOK)
    if results:
        return results[0]
    if not errors or isinstance(errors[0], _TooLong):
        raise _late(limit, path)
    raise errors[0]
