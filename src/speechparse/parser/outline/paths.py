"""What the outline search keeps of the marks so far: a path of kept marks, and the lists open at its end."""

from __future__ import annotations

from dataclasses import dataclass

from .frames import Frame


@dataclass(slots=True, eq=False)
class Step:
    """One kept mark on a path, linked backwards. ``depth`` counts from 0."""

    before: Step | None
    mark: int
    depth: int
    opens: bool
    note: str


@dataclass(slots=True, eq=False)
class State:
    """A beam entry. ``key`` holds the offset of each open list's last item.

    Stacks with the same key are taken as one: what differs lies in the past.
    """

    cost: float
    key: tuple[int, ...]
    frames: tuple[Frame, ...]
    path: Step | None
