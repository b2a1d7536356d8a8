"""For continuous integration: prints the quick tables and fails where a ratio has grown far beyond its goal.

Limits are ratios with room for a noisy machine, never times: two or three times what the goal asks for. A part that
fails is measured once more before it counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from . import growth, memory, parsing, startup, texts
from .report import Table, plain
from .rows import Row

LIMITS = {
    "parse": 24.0,  # U; 15 to 18 are taken
    "against-jieba": 0.75,
    "start-version": 1.5,  # × a bare Typer program
    "start-help": 2.0,
    "start-file": 3.5,  # 1.9 to 2.4 are taken
    "memory": 45.0,  # bytes a character; 22 to 29 are taken
    "kept": 0.5,
    "growth": 3.0,  # × linear
    "growth-hostile": 5.0,
    "slowest": 230.0,  # U a character; the slowest of the hostile texts takes 143
}
"""The most a row's ratio may be, by the row's key."""


def main() -> int:
    """1 where a limit does not hold twice in a row."""
    documents = texts.documents(texts.CORPUS if texts.CORPUS.is_dir() else None)
    parts: dict[str, Callable[[], list[Row]]] = {
        "Parsing": lambda: parsing.rows(documents, quick=True),
        "Start": lambda: startup.rows(quick=True),
        "Memory": lambda: memory.rows(quick=True),
        "Growth": lambda: growth.rows(quick=True),
    }
    failed = [reason for title, measure in parts.items() for reason in _part(title, measure)]
    print("\n" + ("\n".join(failed) if failed else "All limits hold."))
    return 1 if failed else 0


def _part(title: str, measure: Callable[[], list[Row]]) -> list[str]:
    """Measure and print one part, again where it is beyond a limit; gives what is beyond it both times."""
    rows = measure()
    print(plain(Table(title, rows)), flush=True)
    if not (beyond := _beyond(rows)):
        return []
    print("beyond a limit, measured once more", flush=True)
    rows = measure()
    print(plain(Table(title, rows)), flush=True)
    return [reason for key, reason in _beyond(rows).items() if key in beyond]


def _beyond(rows: list[Row]) -> dict[str, str]:
    return {
        row.key: f"{row.what}: {row.ratio:.3g} {row.unit}, at most {LIMITS[row.key]:g} allowed"
        for row in rows
        if row.ratio is not None and row.ratio > LIMITS.get(row.key, float("inf"))
    }


if __name__ == "__main__":
    sys.exit(main())
