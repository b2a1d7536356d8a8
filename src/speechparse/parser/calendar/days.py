"""Stretches of days and how speeches name them: months, quarters, five-year plans, festivals, “三年内”.

Pure calendar arithmetic; nothing here reads text. A ``Moment`` holds the first and last day, None where unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

LIMIT_MONTHS = 9
"""How far ahead a month or day without its year may lie; what has only just passed is as likely the one meant."""

LONG_OVER_DAYS = 120
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """``first`` and ``last`` day. A ``point`` (10日, 月底) still counts under “前”, a stretch (10月) does not."""

    first: date | None
    last: date | None
    point: bool = False


UNKNOWN = Moment(None, None)


def month_length(year: int, month: int) -> int:
    """The days of a month. The module calendar knows them too, but takes 2 ms to import."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def months(year: int, first: int, last: int) -> Moment:
    """Whole months: ``months(2022, 4, 6)`` is the second quarter."""
    return Moment(date(year, first, 1), date(year, last, month_length(year, last)))


def tenth(year: int, month: int, third: int) -> Moment:
    """上旬 (1), 中旬 (2), 下旬 (3)."""
    last = month_length(year, month) if third == 3 else third * 10
    return Moment(date(year, month, third * 10 - 9), date(year, month, last))


def day(year: int, month: int, number: int) -> Moment:
    """One day; unknown where it does not exist (2月30日, 2024.13.5)."""
    if not 1 <= month <= 12 or not 1 <= number <= month_length(year, month):
        return UNKNOWN
    return point(date(year, month, number))


def point(when: date) -> Moment:
    """One day."""
    return Moment(when, when, True)


def end_of(moment: Moment) -> Moment:
    """底, 末: the last day, as a point."""
    return point(moment.last) if moment.last else Moment(None, None, True)


def week(reference: date, offset: int, weekday: int | None) -> Moment:
    """The week ``offset`` weeks on, Monday to Sunday, or its ``weekday`` (Monday is 0)."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=offset)
    if weekday is None:
        return Moment(monday, monday + timedelta(days=6))
    return point(monday + timedelta(days=weekday))


def plan(number: int) -> Moment:
    """The years of a five-year plan: 一五 1953-57, 二五 1958-62, 三五 from 1966, then one every five years."""
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return Moment(date(first, 1, 1), date(first + 4, 12, 31))


def later(start: date, count: int, unit: str) -> date | None:
    """``count`` 天 | 周 | 月 | 年 after ``start``; the day of the month is kept, or the month's last day taken."""
    if unit in "天周":
        return start + timedelta(days=count * (7 if unit == "周" else 1))
    total = start.year * 12 + start.month - 1 + count * (12 if unit == "年" else 1)
    year, month = total // 12, total % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(start.day, month_length(year, month)))


def upcoming(make: Callable[[int], Moment], reference: date) -> Moment:
    """The first occurrence that is not over on ``reference``.

    Where that lies more than ``LIMIT_MONTHS`` ahead the one that has just passed is as likely, and the answer is
    unknown; in November and December, when the next year's work is given out, it is taken all the same.
    """
    this = make(reference.year)
    if this.last is None or this.last >= reference:
        return this
    limit = later(reference, LIMIT_MONTHS, "月")
    coming = make(reference.year + 1)
    if coming.last and limit and (coming.last <= limit or reference.month >= 11):
        return coming
    return UNKNOWN


def following(make: Callable[[int], Moment], before: date, reference: date) -> Moment:
    """The occurrence that comes after ``before``, the step before it (4月底前…，6月底前…，9月底前…).

    In the same year where it is later in the year; else the first that is not over on ``reference``, or where that is
    not known the next one, if ``before`` lies no more than ``LIMIT_MONTHS`` back.
    """
    this = make(before.year)
    if this.last is None or this.last >= before:
        return this
    if (coming := upcoming(make, reference)) != UNKNOWN:
        return coming
    limit, coming = later(before, LIMIT_MONTHS, "月"), make(before.year + 1)
    return coming if coming.last and limit and coming.last <= limit else UNKNOWN


def current(make: Callable[[int], Moment], reference: date) -> Moment:
    """The occurrence in the year of ``reference`` (上半年 in a talk of October).

    In November and December, when the next year's work is given out, a part that is long over may be the next
    year's, and the answer is unknown.
    """
    this = make(reference.year)
    over = this.last is not None and (reference - this.last).days > LONG_OVER_DAYS
    return UNKNOWN if over and reference.month >= 11 else this


def festival(code: str, year: int) -> date | None:
    """``10-01`` is a solar date, ``L8-15`` a lunar one (day 0: the eve of the month), ``T清明`` a solar term.

    None without the extra ``calendar``, and outside of its tables.
    """
    if code[0] not in "LT":
        month, number = code.split("-")
        return date(year, int(month), int(number))
    try:
        from borax.calendars.lunardate import LunarDate, TermUtils
    except ImportError:  # the extra `calendar`
        return None
    try:
        if code[0] == "T":
            found: date = TermUtils.nth_term_day(year, term_name=code[1:])
        else:
            month, number = code[1:].split("-")
            found = _lunar(LunarDate, year, int(month), int(number))
            if int(month) > 10 and found.year > year:  # the end of a lunar year lies in the next January or February
                found = _lunar(LunarDate, year - 1, int(month), int(number))
    except ValueError:  # the tables end in 1900 and 2100
        return None
    return found


def _lunar(calendar: Any, year: int, month: int, number: int) -> date:
    first: date = calendar(year, month, 1).to_solar_date()
    return first + timedelta(days=number - 1)
