"""The rules as one object: cue sets, styles, word lists and weights by name.

This module reads no files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .engine import CueSet
from .rows import Cue, Style

INNER = "^"
LAST = "$"
"""They follow a cue set's name in ``Rules.starts``."""


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: it keys the caches of compiled patterns
class Rules:
    """All rules. ``cues``, ``words`` and ``weights`` are keyed by set name (``close``, ``surname``, ``head.line`` …).

    ``starts`` holds for each row of a cue set the characters that a match begins with, and those that follow them;
    empty where that is not plain. Under the set's name with ``INNER`` stands what a match of the set begins with that
    does not open the text, with ``LAST`` what a match may end with, where that is plain.
    """

    styles: tuple[Style, ...]
    cues: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weights: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    prefilter: bool = True
    """False: every row is tried at every place. For tests: what is found stays the same."""
    checked: bool = False
    """True: an output that breaks a law (``parser.laws``) raises. For tests."""
    _sets: dict[str, CueSet] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, name: str) -> CueSet:
        """The cue set ``name``, ready to look for."""
        found = self._sets.get(name)
        if found is None:
            found = self._sets[name] = CueSet(
                self.cues[name], self.starts.get(name, ()), self.prefilter, self._letters(name + INNER)
            )
        return found

    def lasts(self, name: str) -> str:
        """The characters that a match of the cue set ``name`` may end with; empty where that may be anything."""
        return self._letters(name + LAST) if self.prefilter else ""

    def _letters(self, name: str) -> str:
        return next((letters for letters, _ in self.starts.get(name, ())), "")
