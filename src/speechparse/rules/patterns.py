"""Patterns as text: what a match of one can begin with, read off on the safe side; patterns made of words.

A union of many rows tries every row at every place; behind one look at the next character it tries them at few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:)?)?|[)|]|[*+?]\??|\{\d*,?\d*\}\??|[^|()]", re.S)
_CLASS = re.compile(r"\[((?:[^\\\]^-]|[^\\\]^]-[^\\\]^]|\\[dn.\-\]\[])+-?)\]")
_RANGE = re.compile(r"\\?(.)(?:-(.))?", re.S)
_REPEAT = re.compile(r"[*+?{]")
_OPTIONAL = re.compile(r"[*?]|\{0*[,}]")
OPEN = "(", "(?:"
"""The beginnings of groups that are part of what is matched; the others look ahead or behind."""
_AT_START = "(?:^|"
_LARGEST = 4000
_DIGITS = frozenset("0123456789")

Starts = frozenset[str] | None
"""None where anything may begin a match, or where it is not plain what does."""


def tokens(pattern: str) -> list[str] | None:
    """The parts of a pattern as a stack, the first on top: letters, sets, repeats, ``|``, the two ends of groups.

    None where a part is not known.
    """
    parts = _TOKEN.findall(pattern)
    return parts[::-1] if "".join(parts) == pattern else None


def take_repeat(stack: list[str]) -> tuple[bool, bool]:
    """Takes the repeat that stands on top: whether there is one, and whether it allows for nothing at all."""
    if not (stack and _REPEAT.match(stack[-1])):
        return False, False
    return True, bool(_OPTIONAL.match(stack.pop()))


def starts(pattern: str) -> Starts:
    """``"第[一二]|其" -> {第, 其}``; None for ``".{0,3}年"``."""
    if (stack := tokens(pattern)) is None:
        return None
    found, empty = _choice(stack)
    return None if empty or found is None or len(found) > _LARGEST else found


def common_starts(patterns: Iterable[str]) -> list[tuple[str, int]]:
    """The characters that a match of any of the patterns begins with, sorted, and the number of the patterns.

    Patterns of which that is not plain stand apart, with no characters: ``["甲", ".乙", "丙", "丁"]`` ->
    ``[("甲", 1), ("", 1), ("丁丙", 2)]``.
    """
    found = map(starts, patterns)
    rows = [list(row) for _, row in groupby(found, key=lambda first: first is None)]
    return [("".join(sorted(frozenset().union(*(first or () for first in row)))), len(row)) for row in rows]


def inner_starts(patterns: Sequence[str]) -> str:
    """The characters that matches begin with after the beginning of the text; empty where that is not plain.

    ``(?:^|，)甲``: what opens the text may begin with 甲, all else with ，.
    """
    if not any(_AT_START in pattern for pattern in patterns):
        return ""
    (first, _), *others = common_starts([pattern.replace(_AT_START, "(?:") for pattern in patterns])
    return "" if others else first


def _either(a: Starts, b: Starts) -> Starts:
    return None if a is None or b is None else a | b


def _choice(stack: list[str]) -> tuple[Starts, bool]:
    """The starts of alternatives up to the group's end, which is taken, and whether one may match nothing."""
    found, empty = _sequence(stack)
    while stack and stack.pop() == "|":
        more, nothing = _sequence(stack)
        found, empty = _either(found, more), empty or nothing
    return found, empty


def _sequence(stack: list[str]) -> tuple[Starts, bool]:
    """The starts of one alternative, and whether it may match nothing. Stops before ``|`` or ``)``."""
    found: Starts = frozenset()
    open_ = True  # whether everything so far may have matched nothing
    while stack and stack[-1] not in ("|", ")"):
        token = stack.pop()
        if token[0] == "(":
            own, empty = _choice(stack)
            if token not in OPEN:  # a look ahead or behind takes nothing and only narrows
                continue
        else:
            own, empty = _letters(token), token in ("^", "$")
        _, optional = take_repeat(stack)
        if open_:
            found = _either(found, own)
            open_ = empty or optional
    return found, open_


def _letters(token: str) -> Starts:
    if len(token) == 1:
        return None if token == "." else frozenset() if token in "^$" else frozenset(token)
    if token == r"\d":
        return _DIGITS
    if token[0] == "\\":
        return frozenset(token[1]) if not token[1].isalnum() else None
    inside = _CLASS.fullmatch(token)
    if inside is None:
        return None
    out: set[str] = set()
    for match in _RANGE.finditer(token[1:-1]):
        if match[0] == r"\d":
            out |= _DIGITS
        elif match[0] == r"\n":
            out.add("\n")
        elif match[2]:
            if ord(match[2]) - ord(match[1]) > 200:
                return None
            out |= set(map(chr, range(ord(match[1]), ord(match[2]) + 1)))
        elif match[0][0] == "\\" and match[1].isalnum():
            return None
        else:
            out.add(match[1])
    return frozenset(out)


def leaping(first: str, pattern: str, second: str = "") -> str:
    """A pattern to search for, for which re leaps from one of the characters ``first`` to the next.

    ``second``: the characters that must follow, where they are known. A match is one character long; what begins there
    is what its groups hold.
    """
    return f"[{re.escape(first)}]{look(second)}(?<=(?={pattern})(?s:.))" if first else pattern


def look(first: str) -> str:
    """re finds no first characters of its own in an alternation of groups and would try every row at every place."""
    return f"(?=[{re.escape(first)}])" if first else ""


def word_pattern(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that 人民政府办公室 wins over 人民政府."""
    return "|".join([word if word.isalnum() else re.escape(word) for word in sorted(words, key=len, reverse=True)])
