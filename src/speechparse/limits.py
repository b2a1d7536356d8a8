"""How long a file may take and how large it may be: one clear line where it is more."""

from __future__ import annotations

import math
import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from .errors import ReadError
from .shapes import NamedTuple

_Result = TypeVar("_Result")

LONGEST = 86_400.0  # seconds
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


class _TooLong(BaseException):
    """No ``except Exception`` on the way takes it for a mistake of its own."""


def within(limit: float, path: str, do: Callable[[], _Result]) -> _Result:
    """``do()``, ended after ``limit`` seconds. Raises ReadError then.

    Where there is no timer (Windows, or not the main thread) it is not ended; batch ends the process there.
    """
    if not hasattr(signal, "setitimer"):
        return do()
    try:
        before = signal.signal(signal.SIGALRM, _ring)
    except ValueError:  # not the main thread
        return do()
    try:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return do()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TooLong:
        problem = f"took longer than the {limit:g} s that --timeout allows"
        raise ReadError(path, problem, "give it more with --timeout, or split the file") from None
    finally:
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLong
