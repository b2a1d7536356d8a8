"""What the outline search keeps of the marks so far: a path of kept marks, and the lists open at its end."""

from __future__ import annotations

from .frames import Frame


class Step:
    """One kept mark on a path, linked backwards. ``depth`` counts from 0."""

    __slots__ = ("before", "depth", "mark", "note", "opens")

    def __init__(self, before: Step | None, mark: int, depth: int, opens: bool, note: str) -> None:
        self.before = before
        self.mark = mark
        self.depth = depth
        self.opens = opens
        self.note = note


class State:
    """A beam entry. ``key`` holds the offset of each open list's last item.

    Stacks with the same key are taken as one: what differs lies in the past.
    """

    __slots__ = ("cost", "frames", "key", "path")

    def __init__(self, cost: float, key: tuple[int, ...], frames: tuple[Frame, ...], path: Step | None) -> None:
        self.cost = cost
        self.key = key
        self.frames = frames
        self.path = path
