"""Rules as data: what one row of the TOML files under ``data/`` says.

Every row carries an ``example`` and, where it has cost us, a ``counter``; both are run as tests.
This module reads no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from ..frozen import frozen


@frozen
class Style:
    """One way to number or mark list members. See ``data/numbering.toml`` for the fields' meaning."""

    id: str
    family: str
    rank: int
    pattern: str
    numeral: str
    weight: float
    inline: float
    example: str
    counter: str = ""
    first: str = ""
    needs: str = ""


@frozen
class Cue:
    """A phrase that is evidence: ``pattern`` is a regular expression over the logical text.

    ``value`` is what it stands for (a role, a field, a comparator …), ``weight`` how strongly.
    """

    id: str
    pattern: str
    value: str
    weight: float
    example: str
    counter: str = ""


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: it keys the caches of compiled patterns
class Rules:
    """All rules. ``cues`` and ``words`` are keyed by set name (``close``, ``role.heading``, ``surname`` …).

    ``starts`` holds the characters that a match of the rows of a cue set begins with: for so many rows these, then for
    so many those …; none where that is not plain.
    """

    styles: tuple[Style, ...]
    cues: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@lru_cache(maxsize=256)
def union(rules: Rules, name: str) -> tuple[re.Pattern[str], tuple[Cue, ...]]:
    """One compiled alternation of a cue set; ``match.lastindex - 1`` is the index of the row that matched.

    Patterns must therefore hold no capturing groups (``(?:…)`` only).
    """
    return re.compile(_alternation(rules, name)), rules.cues[name]


def _alternation(rules: Rules, name: str) -> str:
    rows = (f"({cue.pattern})" for cue in rules.cues[name])
    runs = [f"{look(first)}(?:{'|'.join(islice(rows, n))})" for first, n in _starts(rules, name)]
    return f"(?:{'|'.join(runs)})"


@lru_cache(maxsize=64)
def finder(rules: Rules, name: str) -> tuple[re.Pattern[str], tuple[Cue, ...]]:
    """The same for ``search``, twice as fast or more, where only the row counts and where its match begins."""
    return re.compile(leaping(first_characters(rules, name), _alternation(rules, name))), rules.cues[name]


def first_characters(rules: Rules, name: str) -> str:
    """What a match of the rows of a cue set begins with; empty where that may be anything."""
    (first, _), *others = _starts(rules, name)
    return "" if others else first


def leaping(first: str, pattern: str, second: str = "") -> str:
    """A pattern to search for, for which re leaps from one of the characters ``first`` to the next.

    ``second``: the characters that must follow, where they are known. A match is one character long; what begins there
    is what its groups hold.
    """
    return f"[{re.escape(first)}]{look(second)}(?<=(?={pattern})(?s:.))" if first else pattern


def _starts(rules: Rules, name: str) -> list[tuple[str, int]]:
    return rules.starts.get(name) or [("", len(rules.cues[name]))]


def look(first: str) -> str:
    """re finds no first characters of its own in an alternation of groups and would try every row at every place."""
    return f"(?=[{re.escape(first)}])" if first else ""


def word_pattern(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that 人民政府办公室 wins over 人民政府."""
    return "|".join([word if word.isalnum() else re.escape(word) for word in sorted(words, key=len, reverse=True)])
