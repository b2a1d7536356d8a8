"""A match of the moment grammar -> the days it means, seen from the speech's date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ...numerals import to_int
from ...rules.types import Rules, union
from . import days
from .days import UNKNOWN, Moment
from .forms import number

_NOT_BARE = "0123456789〇一二三四五六七八九十年个届第.·/"  # 3个月 is no month, 98年3月 none of this year
_ENDS = "底末终"
_WEEKDAYS = "一二三四五六"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
_MONTHS = {"月": 1, "季度": 3, "年": 12, "年半": 12}

Make = Callable[[int], Moment]
"""A part of a year, given the year."""


class Clock(NamedTuple):
    """``reference``: the speech's date. ``anchor``: the first day of what the same sentence dates with its year."""

    reference: date | None
    anchor: date | None = None


class Reading(NamedTuple):
    """``dated``: the words name the year; ``past``: they lie in the past by themselves (去年); ``ends``: 底, 末;
    ``ranged``: a first and a last day were given.

    ``needs`` holds what must stand behind them to be a time at all (春节 alone is none, 春节前 is).
    """

    moment: Moment
    dated: bool = False
    past: bool = False
    ends: bool = False
    ranged: bool = False
    needs: tuple[str, ...] = ()


def read(m: re.Match[str], clock: Clock, rules: Rules, *, forward: bool, rolls: bool = True) -> Reading | None:
    """What ``m`` means; None where it is no moment (the 月 of 3个月).

    ``forward``: it must lie ahead (a deadline), so that a year left out is the next that fits. ``rolls`` off: a
    year left out is the speech's own.
    """
    if m["now"]:
        return Reading(days.point(clock.reference) if clock.reference else UNKNOWN, needs=("from",))
    if m["iso"]:
        year, month, day = map(int, m["iso"].split(m["sep"]))
        return Reading(days.day(year, month, day), dated=True)
    if m["year1"]:
        return _years(m)
    if m["plan"] or m["nth"]:
        return _plan(m)
    if m["week"] or m["dayrel"] or m["monthrel"]:
        return _near(m, clock, rules)
    return _of_year(m, clock, rules, forward, rolls)


def read_day(m: re.Match[str], first: date | None) -> Reading:
    """The second day of 10月15日至20日."""
    wanted = number(m["dayonly"])
    return Reading(days.day(first.year, first.month, wanted) if first and wanted else UNKNOWN)


def duration(m: re.Match[str], reference: date | None) -> date | None:
    """The last day of 三年内, counted from ``reference``; None where the number is vague or the unit needs more.

    Working days need the year's holidays, hours an hour to count from.
    """
    unit, text = m["unit"].removeprefix("个"), m["count2"] or m["count"]
    if reference is None:
        return None
    if text == "半":
        return {"年": days.later(reference, 6, "月"), "月": days.later(reference, 15, "天")}.get(unit)
    vague = len(text) > 1 and not text.isdigit() and not any(c in text for c in "十百")  # 一两, 三五
    count = None if vague else to_int(text)
    if count is None:
        return None
    if unit in _DAYS:
        return days.later(reference, count * _DAYS[unit], "天")
    if unit in _MONTHS:
        return days.later(reference, count * _MONTHS[unit] + (6 if unit == "年半" else 0), "月")
    return None


def _years(m: re.Match[str]) -> Reading:
    first, last = number(m["year1"]), number(m["year2"])
    if first is None or last is None or first > last:
        return Reading(UNKNOWN, dated=True)
    return Reading(Moment(date(first, 1, 1), date(last, 12, 31), bool(m["year2edge"])), dated=True)


def _plan(m: re.Match[str]) -> Reading:
    moment = days.plan(to_int(m["nth"] or m["plan"][:-1]) or 1)  # 十四五: the fourteenth; 十五: the tenth
    return Reading(days.end_of(moment), dated=True, ends=True) if m["planedge"] else Reading(moment, dated=True)


def _near(m: re.Match[str], clock: Clock, rules: Rules) -> Reading:
    """本周五, 明天, 下月10日: counted from the speech."""
    name, group = ("week", "week") if m["week"] else ("day", "dayrel") if m["dayrel"] else ("month", "monthrel")
    row, value = _row(m, group, rules, f"time.{name}")
    # 周五 and 今天 are in every text; only 周五前 and 今天内 say by when.
    needs = ("before", "within", "from") if row in ("week-bare", "day-today") else ()
    edge, offset = m["edgein"] or "", int(value)
    if clock.reference is None:
        moment = UNKNOWN
    elif name == "week":
        # 末, 日, 天 are Sunday
        weekday = _WEEKDAYS.find(m["weekday"]) % 7 if m["weekday"] else None
        moment = days.week(clock.reference, offset, weekday)
    elif name == "day":
        moment = days.point(clock.reference + timedelta(days=offset))
    else:
        total = clock.reference.year * 12 + clock.reference.month - 1 + offset
        moment = _month(total % 12 + 1, m["dayin"], m["tenthin"], edge)(total // 12)
    return Reading(moment, past=offset < 0, ends=edge in _ENDS and edge != "", needs=needs)


def _of_year(m: re.Match[str], clock: Clock, rules: Rules, forward: bool, rolls: bool) -> Reading | None:
    """A year, a part of one, or both."""
    edge = m["edge"] or m["yearedge"] or m["quarteredge"] or m["halfedge"] or ""
    make = _part(m, edge, rules)
    kind = Reading(UNKNOWN, ends=edge in _ENDS and edge != "", needs=("before",) if m["holiday"] else ())
    if m["year"]:
        year = number(m["year"])
        return kind._replace(moment=make(year) if year else UNKNOWN, dated=True)
    if m["yearrel"]:
        words = _row(m, "yearrel", rules, "time.year")[1]
        years = _relative(words, clock)
        moment = Moment(make(years[0]).first, *make(years[1])[1:]) if years else UNKNOWN
        if years is None and words[0] == "*":
            kind = kind._replace(needs=("before", "within"))  # 当年: back then, or this year
        return kind._replace(moment=moment, dated=words[0] != "~", past=words[0] == "-")
    if m["yearedge"] or (m.start() and m.string[m.start() - 1] in _NOT_BARE):
        return None
    return kind._replace(moment=_undated(m, make, clock, forward, rolls))


def _relative(words: str, clock: Clock) -> tuple[int, int] | None:
    """First and last year of a row of ``time.year``: ``0 1``, ``* 1`` (from the year named before), ``~ 0``."""
    first, last = words.split()
    base = {"*": clock.anchor, "~": clock.anchor or clock.reference}.get(first, clock.reference)
    if base is None:
        return None
    if first == "%":
        return (-base.year // 100 * -100,) * 2
    return base.year + int(last if first in "*~" else first), base.year + int(last)


def _undated(m: re.Match[str], make: Make, clock: Clock, forward: bool, rolls: bool) -> Moment:
    """A part of a year that is left out: the sentence's year, or the next that fits, or the speech's."""
    if clock.anchor:
        this = make(clock.anchor.year)
        return this if this.last is None or this.last >= clock.anchor else make(clock.anchor.year + 1)
    if clock.reference is None:
        return UNKNOWN
    if not rolls or m["quarters"] or m["months"]:
        return make(clock.reference.year)
    if forward or m["month"] or m["month1"] or m["holiday"]:
        return days.upcoming(make, clock.reference)
    return days.current(make, clock.reference)


def _part(m: re.Match[str], edge: str, rules: Rules) -> Make:
    """What a match means within a year: the whole, a month, a quarter, a holiday."""
    first, last = 1, 12
    if m["holiday"]:
        code = _row(m, "holiday", rules, "time.holiday")[1]
        return lambda year: _holiday(code, year)
    if m["month"]:
        return _month(number(m["month"]) or 1, m["day"], m["tenth"], edge)
    if m["month1"]:
        first, last = number(m["month1"]) or 1, number(m["month2"]) or 12
    elif m["quarter"] or m["firstquarter"]:
        first = (to_int(m["quarter"]) or 1) * 3 - 2 if m["quarter"] else 1
        last = (to_int(m["quarter2"]) or 4) * 3 if m["quarter2"] else first + 2
    elif m["half"]:
        first, last = (1, 6) if m["half"] == "上" else (7, 12)
    elif m["quarters"]:
        last = (to_int(m["quarters"]) or 1) * 3
    elif m["months"]:
        last = to_int(m["months"]) or 12
    if edge in ("初", "中") or not first <= last <= 12:
        return lambda year: UNKNOWN
    if edge:
        return lambda year: days.end_of(days.months(year, first, last))
    return lambda year: days.months(year, first, last)


def _month(month: int, day: str | None, third: str | None, edge: str) -> Make:
    if day:
        return lambda year: days.day(year, month, number(day) or 0)
    if third or edge == "初":
        return lambda year: days.tenth(year, month, "上中下".index(third or "上") + 1)
    if edge:
        return lambda year: days.end_of(days.months(year, month, month))
    return lambda year: days.months(year, month, month)


def _holiday(code: str, year: int) -> Moment:
    day = days.festival(code, year)
    return Moment(day, day)


def _row(m: re.Match[str], group: str, rules: Rules, name: str) -> tuple[str, str]:
    """Id and value of the row of the cue set ``name`` that matched ``group``."""
    pattern, cues = union(rules, name)
    row = pattern.match(m.string, m.start(group))
    cue = cues[(row.lastindex or 1) - 1] if row else cues[0]
    return cue.id, cue.value
