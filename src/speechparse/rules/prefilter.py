"""Which rows of a cue set may match a stretch: one quick pass in place of a search for each row.

Most rows fail in most places. What a match cannot do without is read off the pattern's text, on the safe side:
for each of its alternatives a pair of letters, or one where no pair is plain. The pass looks for these; only
rows of which one was seen are then searched, so nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from operator import itemgetter, or_

from .patterns import OPEN, leaping, take_repeat, tokens

_LETTERS = re.compile(r"\[([^\\\]^-]+)\]|([^\\\[(){}*+?^$.|])")  # a set of letters, or one
_UNREADABLE = re.compile(r"\\[xuUN\d]|\(\?(?!:|<?[=!])")  # letters by number, flags, newer groups

Needs = frozenset[str]
"""Pairs of letters and single letters, one of which a match holds; empty where that is not plain."""

# So common in speeches that looking for one tells little; the farther in front the more so.
_COMMON = (
    "的和中国发是一工作展会在大政人年建了不全要业市我有实化民领导推进经新行加为济们以党主强"
    "设服步务革高部改出上地力来面体学产方"
)


class Gate:
    """The needs of some patterns, ready to look for.

    The first ``patience`` stretches pass unseen: reading the patterns costs more than it saves in one short text. With
    no end of patience all do.
    """

    def __init__(self, patterns: Sequence[str], patience: float = 0) -> None:
        self._patterns, self._patience = patterns, patience
        self._all = tuple(range(len(patterns)))
        self._always = 0
        self._rows = _Rows()
        self._find: Callable[[str], list[str]] | None = None

    def rows(self, words: str) -> tuple[int, ...]:
        """The indices, in order, of the patterns that may match somewhere in ``words``."""
        if self._find is None:
            if self._patience > 0:
                self._patience -= 1
                return self._all
            self._find = self._read()
        return _bits(reduce(or_, map(self._rows.__getitem__, self._find(words)), self._always))

    def _read(self) -> Callable[[str], list[str]]:
        rows: dict[str, int] = {}
        for i, pattern in enumerate(self._patterns):
            found = needs(pattern)
            if not found:
                self._always |= 1 << i
            for need in found:
                rows[need] = rows.get(need, 0) | 1 << i
        self._rows.update((need, bits | rows.get(need[0], 0)) for need, bits in rows.items())
        return _finder(rows) if rows else re.compile("(?!)").findall


@lru_cache(maxsize=4096)  # much the same rows pass again and again
def _bits(mask: int) -> tuple[int, ...]:
    """The places of the bits that are set."""
    places = []
    while mask:
        lowest = mask & -mask
        places.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(places)


class _Rows(dict[str, int]):
    """The rows of each need, a bit for each; a pair that is none has those of its first letter."""

    def __missing__(self, pair: str) -> int:
        rows = self[pair] = self.get(pair[0], 0)
        return rows


def _finder(needs: Iterable[str]) -> Callable[[str], list[str]]:
    """Finds all needs, overlapping ones too: the first letter is consumed, the whole looked for from there.

    Any first letter with any second is found. To tell the pairs apart by a table is quicker than by branches.
    """
    needs = sorted(needs)  # in an order that the hash seed has no part in: the pattern is kept between runs
    single = _letters("", (need for need in needs if len(need) == 1))
    pair = _letters("(?s:.)", (need[1] for need in needs if len(need) > 1))
    found = "|".join(filter(None, (pair, single)))
    firsts = "".join(dict.fromkeys(need[0] for need in needs))
    return re.compile(leaping(firsts, f"({found})")).findall


def _letters(before: str, letters: Iterable[str]) -> str:
    """A set of letters after ``before``; empty where there are none."""
    inside = "".join(map(re.escape, dict.fromkeys(letters)))
    return inside and f"{before}[{inside}]"


def needs(pattern: str) -> Needs:
    """What a match of a pattern cannot do without."""
    stack = tokens(pattern)
    return frozenset() if stack is None or _UNREADABLE.search(pattern) else _choice(stack)


def _choice(stack: list[str]) -> Needs:
    """The needs of alternatives up to the group's end, which is taken."""
    found = [_sequence(stack)]
    while stack and stack.pop() == "|":
        found.append(_sequence(stack))
    return frozenset().union(*found) if all(found) else frozenset()


def _sequence(stack: list[str]) -> Needs:
    """The rarest need of one alternative. Stops before ``|`` or ``)``.

    Of pairs the rarer ones are those across two words of two letters: 作要 in 工作要求.
    """
    found: list[tuple[int, bool, Needs]] = []
    before = ""  # the letter right before, if it stands there in every match
    inside = False  # whether it and this one are of one word, as words of two letters go
    while stack and stack[-1] not in ("|", ")"):
        token = stack.pop()
        if token[0] == "(":
            own = _choice(stack)
            own = own if token in OPEN else frozenset()
        else:
            letters = _LETTERS.fullmatch(token)
            own = frozenset(before + letter for letter in (letters[1] or letters[2])) if letters else frozenset()
        repeated, optional = take_repeat(stack)
        inside = before != "" and not inside
        if own and not optional:
            found.append((_commonness(own), inside, own))
        before = token if len(token) == 1 and token != "(" and own and not repeated else ""
    return min(found, key=itemgetter(0, 1), default=(0, False, frozenset[str]()))[-1]


def _commonness(needs: Needs) -> int:
    return sum(map(_letters_commonness, needs))


def _letters_commonness(need: str) -> int:
    place = _COMMON.find(need)
    return 1 if len(need) > 1 else 20 if place < 0 else 20 + 8 * (len(_COMMON) - place)
