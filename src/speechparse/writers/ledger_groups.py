"""Neighbouring rows of a ledger that say the same: cells that become one, cut so that each page shows their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .ledger_table import Layout, Ledger


def groups(found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Index ranges ``[first, last)`` of neighbours that are the same."""
    first = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or found[i] != found[first]:
            yield first, i
            first = i


def half_pages(heights: list[float], page: float) -> list[int]:
    """The rows at which a merged cell begins anew: half a page each, so that every page shows its words once."""
    room = left = page / 2
    breaks = []
    for n, height in enumerate(heights):
        if height > left and n:
            breaks.append(n)
            left = room
        left -= height
    return breaks


def merged(one: Ledger, layout: Layout, breaks: list[int]) -> Iterator[tuple[int, int, int, str]]:
    """Column, first row, end and words of the cells that become one (see ``grouped``)."""
    return (group for group in grouped(one, layout, breaks) if group[2] - group[1] > 1)


def grouped(one: Ledger, layout: Layout, breaks: list[int]) -> Iterator[tuple[int, int, int, str]]:
    """Column, first row, end and words of the cells that say the same, cut at ``breaks``; 方面 only within its 类别."""
    for at, column in enumerate(one.columns):
        if column.merge or (layout.merge and column.field == "section"):
            keys = [
                column.cell(row) if column.field == "section" else f"{row.category}\0{column.cell(row)}"
                for row in one.rows
            ]
            for first, end in groups(keys):
                words = column.cell(one.rows[first])
                inner = breaks[bisect_right(breaks, first) : bisect_left(breaks, end)]
                for start, stop in pairwise([first, *inner, end]):
                    if words:
                        yield at, start, stop, words
