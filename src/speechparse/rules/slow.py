"""Whether a pattern takes too long where it nearly matches: found by trying; no look at a pattern tells it all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from time import process_time
from typing import Any

SECONDS = 0.2  # for a text of 400 characters; a pattern without slow repeats takes some microseconds
_TOGETHER = 0.5  # for all forms with lower counts
_LONGEST = 400
_FIRST = 12  # characters of the first text tried
_NOTHING = 50e-6  # seconds in which a search tells nothing of its pattern
_MANY = 8  # different characters tried
_COUNTS = re.compile(r"\{(\d+)(,?)(\d*)\}")
_STEPS = range(4, 40)  # what counts are lowered to


def slow(pattern: str) -> str | None:
    """The beginning of a text that the pattern takes too long for, or None."""
    if not re.search(r"[*+{?]", pattern):
        return None
    left = _TOGETHER
    for form in _lowered(pattern):
        left = left if form != pattern else math.inf
        for unit in _units(form):
            text, left = _slow_on(form, unit, left)
            if text is not None:
                return text
    return None


def _slow_on(pattern: str, unit: str, left: float) -> tuple[str | None, float]:
    """The beginning of a text of the unit alone that takes too long, and the seconds that are ``left`` for others.

    Longer and longer ones are tried.
    """
    compiled, first = re.compile(pattern), max(_FIRST, _width(pattern))
    length = first
    while length <= first + _LONGEST:
        text = (unit * length)[:length] + "\0"
        started = process_time()
        compiled.search(text)
        spent = process_time() - started
        left -= spent
        if spent > SECONDS or left < 0:
            return text[:_FIRST], left
        length += _longer(length - first, length, spent)
    return None, left


def _longer(done: int, length: int, spent: float) -> int:
    """How many more characters to try: so few that a time which doubles with each of them is noticed in time."""
    if spent < _NOTHING:
        return 2 if done < _FIRST else length // 2
    return max(1, length // 16)


def _width(pattern: str) -> int:
    """The fewest characters that a match has; a shorter text is given up at once and tells nothing."""
    fewest: int = re._parser.parse(pattern).getwidth()[0]  # type: ignore[attr-defined]
    return min(fewest, _LONGEST)


def _lowered(pattern: str) -> Iterator[str]:
    """The pattern; before it, where its matches are long, forms of it whose counts are lower, the lowest first.

    ``(?:一?){30}一{30}`` would take minutes on the shortest text that it does not give up at once.
    """
    if _width(pattern) > _FIRST:
        for most in _STEPS:
            form = _COUNTS.sub(lambda m, most=most: _lower(m, most), pattern)  # type: ignore[misc]
            if form != pattern:
                yield form
    yield pattern


def _lower(count: re.Match[str], most: int) -> str:
    least, upper = min(int(count[1]), most), f"{min(int(count[3]), most)}" if count[3] else ""
    return f"{{{least}{count[2]}{upper}}}"


def _units(pattern: str) -> Iterator[str]:
    signs = list(dict.fromkeys(_signs(re._parser.parse(pattern))))[:_MANY]  # type: ignore[attr-defined]
    yield from signs
    yield from (a + b for a, b in pairwise(signs))


def _signs(parsed: Any) -> Iterator[str]:
    """A character that each part takes; those within repeats first, as they are what is repeated."""
    parts = list(parsed)
    for op, value in sorted(parts, key=lambda part: not str(part[0]).endswith("REPEAT")):
        name = str(op)
        if name == "LITERAL":
            yield chr(value)
        elif name in ("ANY", "NOT_LITERAL"):
            yield "的"
        elif name == "IN":
            yield from _of_set(value)
        else:
            for child in children(value):
                yield from _signs(child)


def _of_set(members: Any) -> Iterator[str]:
    if str(members[0][0]) == "NEGATE":
        yield "的"
        return
    op, value = members[0]
    if str(op) == "CATEGORY":
        yield "1" if "DIGIT" in str(value) else " " if "SPACE" in str(value) else "的"
    else:
        yield chr(value[0] if str(op) == "RANGE" else value)


def children(value: Any) -> Iterator[Any]:
    """The parts of a parsed pattern that stand inside one of its parts."""
    for part in value if isinstance(value, tuple | list) else [value]:
        for child in part if isinstance(part, list) else [part]:
            if hasattr(child, "data"):
                yield child
