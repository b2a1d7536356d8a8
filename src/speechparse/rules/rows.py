"""Rules as data: what one row of the TOML files under ``data/`` says.

Rows are never changed once they are made; ``frozen`` would make each of them three times as dear at every start.
Every row carries an ``example`` and, where it has cost us, a ``counter``; both are run as tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
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


@dataclass(slots=True, eq=False)
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
