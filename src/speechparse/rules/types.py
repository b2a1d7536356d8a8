"""Rules as data: what one row of the TOML files under ``data/`` says.

Every row carries an ``example`` and, where it has cost us, a ``counter``; both are run as tests.
This module reads no files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..frozen import frozen
from .engine import CueSet


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
    like: str = ""


INNER = "^"
"""Follows a cue set's name in ``Rules.starts``."""


@frozen
class Cue:
    """A phrase that is evidence: ``pattern`` is a regular expression over the logical text.

    ``value`` is what it stands for (a role, a field, a comparator …). ``weight`` is how strongly, in the sets that are
    weighed (docs/rules.md).
    """

    id: str
    pattern: str
    value: str
    example: str
    counter: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: it keys the caches of compiled patterns
class Rules:
    """All rules. ``cues``, ``words`` and ``weights`` are keyed by set name (``close``, ``surname``, ``head.line`` …).

    ``starts`` holds the characters that a match of the rows of a cue set begins with: for so many rows these, then for
    so many those …; none where that is not plain. Under the set's name with ``INNER`` stands what a match begins with
    that does not open the text.
    """

    styles: tuple[Style, ...]
    cues: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weights: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    prefilter: bool = True
    """False: every row is tried at every place. For tests: what is found stays the same."""
    _sets: dict[str, CueSet] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, name: str) -> CueSet:
        """The cue set ``name``, ready to look for."""
        found = self._sets.get(name)
        if found is None:
            found = self._sets[name] = CueSet(
                self.cues[name], self.starts.get(name, ()), self.prefilter, self._inner(name)
            )
        return found

    def _inner(self, name: str) -> str:
        return next((first for first, _ in self.starts.get(name + INNER, ())), "")
