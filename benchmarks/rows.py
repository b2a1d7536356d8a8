"""One row of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``ratio`` is what the goal is about, in ``unit``; less is better. ``figure`` says the same in absolute terms."""

    key: str
    what: str
    figure: str
    ratio: float | None = None
    unit: str = "U"
    goal: float | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        return None if self.goal is None or self.ratio is None else self.ratio <= self.goal


def speed(chars: int, seconds: float) -> str:
    """Characters a second, in words: 1.9 M/s."""
    rate = chars / max(seconds, 1e-9)
    return f"{rate / 1e6:.2f} M/s" if rate >= 1e5 else f"{rate / 1e3:.1f} k/s"


def span(seconds: float) -> str:
    """A time with three digits: 1.84 ms."""
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"
