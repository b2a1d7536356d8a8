"""How many rows each unit has, and how many are due in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..ledger.dates import day, official
from ..ledger.rows import LedgerRow
from .ledger_columns import stated_time
from .ledger_table import Ledger


class Summary(NamedTuple):
    """``units``: name, rows it leads, answers for, supports, all; most first. ``months``: first day and rows due.

    ``worded``: times that name no day (汛期前, 每季度; 6月底前 in a text without a date) and their rows.
    """

    units: list[tuple[str, int, int, int, int]]
    months: list[tuple[date, int]]
    worded: list[tuple[str, int]]
    undated: int


Duty = tuple[Iterable[str], Iterable[str], Iterable[str], date | str | None]
"""Of a row: who leads, who answers for it (all), who supports, and its last day, or its time in words."""


def summary(ledgers: Iterable[Ledger]) -> Summary:
    """The summary of all tables together."""
    rows = (one.row for ledger in ledgers for one in ledger.rows)
    return counted((row.lead, row.units, row.support, _time(row)) for row in rows)


def _time(row: LedgerRow) -> date | str | None:
    """The last day; where it is not known, the words."""
    stated = stated_time(row)
    return day(stated) or official(stated or row.recurrence) or None


def counted(duties: Iterable[Duty]) -> Summary:
    """The summary of rows."""
    lead: Counter[str] = Counter()
    duty: Counter[str] = Counter()
    support: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    months: Counter[date] = Counter()
    worded: Counter[str] = Counter()
    undated = 0
    for leads, units, supports, last in duties:
        own, helping = {*leads}, {*supports}
        lead.update(own)
        support.update(helping)
        duty.update({*units} - own - helping)
        everything.update({*units} | own | helping)
        if isinstance(last, str):
            worded[last] += 1
        elif last:
            months[last.replace(day=1)] += 1
        else:
            undated += 1
    names = sorted(everything, key=lambda unit: (-everything[unit], unit))
    return Summary(
        [(unit, lead[unit], duty[unit], support[unit], everything[unit]) for unit in names],
        sorted(months.items()),
        list(worded.items()),
        undated,
    )
