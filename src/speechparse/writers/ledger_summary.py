"""How many rows each unit has, and how many are due in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..ledger.dates import day
from .ledger_table import Ledger


class Summary(NamedTuple):
    """``units``: name, rows it leads, answers for, supports, all; most first. ``months``: first day and rows due."""

    units: list[tuple[str, int, int, int, int]]
    months: list[tuple[date, int]]
    undated: int


def summary(ledgers: Iterable[Ledger]) -> Summary:
    """The summary of all tables together."""
    lead: Counter[str] = Counter()
    duty: Counter[str] = Counter()
    support: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    months: Counter[date] = Counter()
    undated = 0
    for row in (one.row for ledger in ledgers for one in ledger.rows):
        lead.update({*row.lead})
        support.update({*row.support})
        duty.update({*row.units} - {*row.lead, *row.support})
        everything.update({*row.lead, *row.units, *row.support})
        last = day(row.deadline or row.period)
        if last:
            months[last.replace(day=1)] += 1
        else:
            undated += 1
    units = sorted(everything, key=lambda unit: (-everything[unit], unit))
    return Summary(
        [(unit, lead[unit], duty[unit], support[unit], everything[unit]) for unit in units],
        sorted(months.items()),
        undated,
    )
