"""Parts of a year: months, quarters, halves, tenths of a month, holidays. The year is handed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ...numerals import to_int
from ...rules.types import Rules
from . import days
from .days import UNKNOWN, Moment
from .forms import number

Make = Callable[[int], Moment]
"""A part of a year, given the year."""


def part(m: re.Match[str], edge: str, rules: Rules) -> Make:
    """What a match means within a year: the whole, a month, a quarter, a holiday."""
    if m["holiday"]:
        return _festivals(m, rules)
    if m["dotmonth"]:
        return month(int(m["dotmonth"]), m["dotday"], None, edge)
    if m["weekin"]:
        return lambda year: UNKNOWN  # which week is the first is not settled
    if m["month"]:
        return month(number(m["month"]) or 1, m["day"], m["tenth"], edge)
    first, last = _months(m)
    if edge in ("初", "中") or not first <= last <= 12:
        return lambda year: UNKNOWN
    if edge:
        return lambda year: days.end_of(days.months(year, first, last))
    return lambda year: days.months(year, first, last)


def _months(m: re.Match[str]) -> tuple[int, int]:
    """The first and last month of a part of a year."""
    if m["month1"]:
        return number(m["month1"]) or 1, number(m["month2"]) or 12
    if m["quarter"] or m["firstquarter"]:
        first = (to_int(m["quarter"]) or 1) * 3 - 2 if m["quarter"] else 1
        return first, (to_int(m["quarter2"]) or 4) * 3 if m["quarter2"] else first + 2
    if m["half"]:
        return (1, 6) if m["half"] == "上" else (7, 12)
    if m["quarters"]:
        return 1, (to_int(m["quarters"]) or 1) * 3
    return 1, (to_int(m["months"]) or 12) if m["months"] else 12


def month(month: int, day: str | None, third: str | None, edge: str) -> Make:
    """A month, one of its days, one or two of its tenths (中下旬), or its end."""
    if day:
        return lambda year: days.day(year, month, number(day) or 0)
    if third or edge == "初":
        parts = ["上中下".index(c) + 1 for c in third or "上"]
        return lambda year: Moment(days.tenth(year, month, parts[0]).first, days.tenth(year, month, parts[-1]).last)
    if edge:
        return lambda year: days.end_of(days.months(year, month, month))
    return lambda year: days.months(year, month, month)


def _festivals(m: re.Match[str], rules: Rules) -> Make:
    """A holiday, or the earlier of two (国庆、中秋前)."""
    first = _festival_code(m, "holiday", rules)
    if not m["holiday2"]:
        return lambda year: holiday(first, year)
    second = _festival_code(m, "holiday2", rules)
    return lambda year: min((holiday(first, year), holiday(second, year)), key=lambda moment: moment.first or date.max)


def _earlier(one: Moment, other: Moment) -> Moment:
    return one if (one.first or date.max) <= (other.first or date.max) else other


def _festival_code(m: re.Match[str], group: str, rules: Rules) -> str:
    code = row(m, group, rules, "time.holiday")[1]
    return code if code != "T" else f"T{m[group]}"


def holiday(code: str, year: int) -> Moment:
    """The day of ``days.festival``, which must not have begun: no point."""
    day = days.festival(code, year)
    return Moment(day, day)


def row(m: re.Match[str], group: str, rules: Rules, name: str) -> tuple[str, str]:
    """Id and value of the row of the cue set ``name`` that matched ``group``."""
    cues = rules[name]
    hit = cues.match(m.string, m.start(group))
    found = hit.row if hit else cues.rows[0]
    return found.id, found.value
