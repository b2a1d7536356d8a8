"""Patterns as text: what a match of one can begin with, read off on the safe side; patterns made of words.

A union of many rows tries every row at every place; with one look at the next character before, it tries them at few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:)?)?|[)|]|[*+?]\??|\{\d*,?\d*\}\??|[^|()]", re.S)
_CLASS = re.compile(r"\[((?:[^\\\]^-]|[^\\\]^]-[^\\\]^]|\\[dn.\-\]\[])+-?)\]")
_RANGE = re.compile(r"\\?(.)(?:-(.))?", re.S)
_RUN = re.compile(r"\.\{0,(\d+)\}(?=\(\?:)")
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


class _Beginning(NamedTuple):
    """What a part of a pattern may begin with: its first characters, the second ones of matches that have two.

    ``empty``: it may match nothing; ``single``: it may match one character. ``last``: what a match may end with.
    """

    first: Starts
    second: Starts
    empty: bool
    single: bool
    last: Starts


_NOTHING = _Beginning(frozenset(), frozenset(), True, False, frozenset())


def starts(pattern: str) -> Starts:
    """``"第[一二]|其" -> {第, 其}``; None for ``".{0,3}年"``."""
    if (stack := tokens(pattern)) is None:
        return None
    found = _choice(stack)
    return None if found.empty or found.first is None or len(found.first) > _LARGEST else found.first


def opening(pattern: str) -> tuple[str, str]:
    """The characters that a match begins with, and those that follow them, sorted; empty where that is not plain.

    ``"第[一二]|其三" -> ("其第", "一三二")``; ``"其|.二" -> ("", "")``; ``"其|其二" -> ("其", "")``.
    """
    first, stack = starts(pattern), tokens(pattern)
    if first is None or stack is None:
        return "", ""
    found = _choice(stack)
    second = None if found.single else found.second
    return "".join(sorted(first)), "" if second is None or len(second) > _LARGEST else "".join(sorted(second))


def ending(pattern: str) -> Starts:
    """``"第[一二]|其三?" -> {一, 二, 三, 其}``; None where anything may end a match, or where it is not plain."""
    if (stack := tokens(pattern)) is None:
        return None
    found = _choice(stack)
    return None if found.empty else found.last


def merged(letters: Iterable[str]) -> str:
    """All characters of several sets, sorted; empty where one of them is."""
    sets = list(letters)
    return "".join(sorted(set().union(*sets))) if all(sets) else ""


def inner_starts(patterns: Sequence[str]) -> str:
    """The characters that matches begin with after the beginning of the text; empty where that is not plain.

    ``(?:^|，)甲``: what opens the text may begin with 甲, all else with ，.
    """
    if not any(_AT_START in pattern for pattern in patterns):
        return ""
    return merged(opening(pattern.replace(_AT_START, "(?:"))[0] for pattern in patterns)


def _either(a: Starts, b: Starts) -> Starts:
    return None if a is None or b is None else a | b


def _choice(stack: list[str]) -> _Beginning:
    """The beginning of alternatives up to the group's end, which is taken."""
    found = _sequence(stack)
    while stack and stack.pop() == "|":
        more = _sequence(stack)
        found = _Beginning(
            _either(found.first, more.first),
            _either(found.second, more.second),
            found.empty or more.empty,
            found.single or more.single,
            _either(found.last, more.last),
        )
    return found


def _sequence(stack: list[str]) -> _Beginning:
    """The beginning of one alternative. Stops before ``|`` or ``)``."""
    found = _NOTHING
    while stack and stack[-1] not in ("|", ")"):
        token = stack.pop()
        if token[0] == "(":
            own = _choice(stack)
            if token not in OPEN:  # a look ahead or behind takes nothing and only narrows
                continue
        elif token in ("^", "$"):
            own = _NOTHING
        else:
            letters = _letters(token)
            own = _Beginning(letters, frozenset(), False, True, letters)
        found = _followed(found, _repeated(own, stack))
    return found


def _repeated(own: _Beginning, stack: list[str]) -> _Beginning:
    """A part with the repeat after it, which is taken: ``一{2,3}`` has a second character too."""
    again = bool(stack) and stack[-1][0] in "*+{"
    _, optional = take_repeat(stack)
    second = _either(own.second, own.first) if again and own.single else own.second
    return _Beginning(own.first, second, own.empty or optional, own.single, own.last)


def _followed(a: _Beginning, b: _Beginning) -> _Beginning:
    """One part after another."""
    first = _either(a.first, b.first) if a.empty else a.first
    second = _either(a.second, b.first) if a.single else a.second
    second = _either(second, b.second) if a.empty else second
    last = _either(a.last, b.last) if b.empty else b.last
    return _Beginning(first, second, a.empty and b.empty, (a.single and b.empty) or (a.empty and b.single), last)


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


def hurried(pattern: str) -> str:
    """A pattern that begins with a run of anything (``.{0,24}(?:甲|乙)``) gets a look ahead before it; others stay.

    The look passes over the run at once. Without it re tries, from each place of the run, what follows.
    """
    m = _RUN.match(pattern)
    follows = starts(pattern[m.end() :]) if m else None
    if m is None or not follows:
        return pattern
    inside = re.escape("".join(sorted(follows)))
    return f"(?=[^{inside}]{{0,{m[1]}}}+[{inside}]){pattern}"


def look(first: str, second: str = "") -> str:
    """re finds no first characters of its own in an alternation of groups and would try every row at every place."""
    return f"(?=[{re.escape(first)}]{f'[{re.escape(second)}]' if second else ''})" if first else ""


def word_pattern(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that 人民政府办公室 wins over 人民政府."""
    return "|".join(_literal(sorted(words, key=len, reverse=True)))


def _literal(words: list[str]) -> list[str]:
    """The words as patterns: most lists hold no sign, and are asked at once."""
    return words if "".join(words).isalnum() else [re.escape(word) for word in words]


def word_tree(words: Iterable[str]) -> str:
    """What ``word_pattern`` matches, for long lists: words of one first letter stand after it, after one look at all.

    A list of 500 words is entered in a quarter of the time; it takes twice as long to compile.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    either = "|".join([f"{_literal([first])[0]}(?:{'|'.join(_literal(rest))})" for first, rest in rests.items()])
    return f"{look(''.join(sorted(rests)))}(?:{either})"
