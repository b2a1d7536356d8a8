"""Whether a pattern takes too long where it nearly matches: found by trying; no look at a pattern tells it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from time import process_time
from typing import Any

SECONDS = 0.2  # for a text of 400 characters; a pattern without slow repeats takes some microseconds
_LENGTHS = (12, 16, 20, 24, 28, 60, 120, 250, 400)  # so close together that one which explodes is noticed in time
_MANY = 8  # different characters tried


def slow(pattern: str) -> str | None:
    """The beginning of a text that the pattern takes too long for, or None."""
    if not re.search(r"[*+{]", pattern):
        return None
    compiled = re.compile(pattern)
    for unit in _units(pattern):
        for length in _LENGTHS:
            text = (unit * length)[:length] + "\0"
            started = process_time()
            compiled.search(text)
            if process_time() - started > SECONDS:
                return text[:12]
    return None


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
            for child in _children(value):
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


def _children(value: Any) -> Iterator[Any]:
    for part in value if isinstance(value, tuple | list) else [value]:
        for child in part if isinstance(part, list) else [part]:
            if hasattr(child, "data"):
                yield child
