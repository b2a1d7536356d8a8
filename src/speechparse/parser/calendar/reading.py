"""A match of the moment grammar -> the days it means, seen from the speech's date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ...numerals import to_int
from ...rules.types import Rules
from . import days, parts
from .days import UNKNOWN, Moment
from .forms import number
from .parts import Make

_NOT_BARE = "0123456789〇一二三四五六七八九十年个届第.·/"  # 3个月 is no month, 98年3月 none of this year
_ENDS = "底末终"
_LUNAR_NEEDS = ("before", "within", "from", "until")  # 正月初一 alone is told of what was
_WEEKDAYS = "一二三四五六"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
_MONTHS = {"月": 1, "季度": 3, "年": 12, "年半": 12}


class Clock(NamedTuple):
    """``reference``: the speech's date. ``anchor``: the first day of what the same sentence dates with its year.

    A reference on January 1st stands for its year alone: what is counted from a day (本周, 三个月内) is not known then.
    ``base``: what 次年 is counted from, the first day that the stretch has dated. ``before``: the last day of the
    deadline before, where its year was left out too: the steps of one piece of work follow one another.
    """

    reference: date | None
    anchor: date | None = None
    base: date | None = None
    before: date | None = None


class Reading(NamedTuple):
    """``dated``: the words name the year; ``past``: they lie in the past by themselves (去年); ``ends``: 底, 末;
    ``ranged``: a first and a last day were given.

    ``needs`` holds what must stand after them to be a time at all (春节 alone is none, 春节前 is). ``follows``: 次年.
    """

    moment: Moment
    dated: bool = False
    past: bool = False
    ends: bool = False
    ranged: bool = False
    needs: tuple[str, ...] = ()
    follows: bool = False


def known_day(clock: Clock) -> date | None:
    """The reference where it is a day."""
    day = clock.reference
    return None if day is None or (day.month == 1 and day.day == 1) else day


def read(m: re.Match[str], clock: Clock, rules: Rules, *, forward: bool, rolls: bool = True) -> Reading | None:
    """What ``m`` means; None where it is no moment (the 月 of 3个月).

    ``forward``: it must lie ahead (a deadline), so that a year left out is the next that fits. ``rolls`` off: a
    year left out is the speech's own.
    """
    if m["now"]:
        today = known_day(clock)
        return Reading(days.point(today) if today else UNKNOWN, needs=("from",))
    if m["iso"]:
        year, month, day = map(int, m["iso"].split(m["sep"]))
        return Reading(days.day(year, month, day), dated=True)
    if packed := m["packed"]:
        return Reading(days.day(int(packed[:4]), int(packed[4:6]), int(packed[6:])), dated=True)
    if m["year1"]:
        return _years(m)
    if m["plan"] or m["nth"]:
        return _plan(m)
    if m["week"] or m["dayrel"] or m["monthrel"]:
        return _near(m, clock, rules)
    if m["quarterrel"]:
        return _near_quarter(m, clock, rules)
    if m["lunar"]:
        return _lunar(m, clock)
    if m["bareday"]:
        return Reading(_day_alone(m, clock), needs=("before",))
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
    row, value = parts.row(m, group, rules, f"time.{name}")
    # 周五 and 今天 are in every text; only 周五前 and 今天内 say by when.
    needs = ("before", "within", "from") if row in ("week-bare", "day-today") else ()
    edge, offset, today = m["edgein"] or "", int(value), known_day(clock)
    if today is None:
        moment = UNKNOWN
    elif name == "week":
        # 末, 日, 天 are Sunday
        weekday = _WEEKDAYS.find(m["weekday"]) % 7 if m["weekday"] else None
        moment = days.week(today, offset, weekday)
    elif name == "day":
        moment = days.point(today + timedelta(days=offset))
    else:
        total = today.year * 12 + today.month - 1 + offset
        moment = parts.month(total % 12 + 1, m["dayin"], m["tenthin"], edge)(total // 12)
    return Reading(moment, past=offset < 0, ends=edge in _ENDS and edge != "", needs=needs)


def _near_quarter(m: re.Match[str], clock: Clock, rules: Rules) -> Reading:
    """本季度, 下季度末."""
    offset, edge = int(parts.row(m, "quarterrel", rules, "time.quarter")[1]), m["quarterin"] or ""
    kind, today = Reading(UNKNOWN, past=offset < 0, ends=edge in _ENDS and edge != ""), known_day(clock)
    if today is None or edge in ("初", "中"):
        return kind
    total = today.year * 4 + (today.month - 1) // 3 + offset
    moment = days.months(total // 4, total % 4 * 3 + 1, total % 4 * 3 + 3)
    return kind._replace(moment=days.end_of(moment) if edge else moment)


def _lunar(m: re.Match[str], clock: Clock) -> Reading:
    """腊月二十, 农历八月十五, 正月底."""
    month = {"正": 1, "冬": 11, "腊": 12}.get(name := m["moon"] or m["moon2"]) or number(name) or 1
    words = m["moonday"]
    day = number(words.removeprefix("初")) if words else 1
    if day is None or clock.reference is None or not words:
        return Reading(UNKNOWN, ends=bool(m["moonedge"]), needs=_LUNAR_NEEDS)
    code = f"L{month}-{day}"
    return Reading(
        days.upcoming(lambda year: parts.holiday(code, year)._replace(point=True), clock.reference), needs=_LUNAR_NEEDS
    )


def _day_alone(m: re.Match[str], clock: Clock) -> Moment:
    """25号前: of the month that the sentence has named, else the first that is not over."""
    start, wanted = clock.anchor or known_day(clock), int(m["bareday"])
    if start is None:
        return UNKNOWN
    this = days.day(start.year, start.month, wanted)
    if this.last is None or this.last >= start:
        return this
    coming = days.later(start, 1, "月")
    return days.day(coming.year, coming.month, wanted) if coming else UNKNOWN


def _of_year(m: re.Match[str], clock: Clock, rules: Rules, forward: bool, rolls: bool) -> Reading | None:
    """A year, a part of one, or both."""
    edge = m["edge"] or m["yearedge"] or m["quarteredge"] or m["halfedge"] or ""
    make = parts.part(m, edge, rules)
    kind = Reading(UNKNOWN, ends=edge[:1] in _ENDS and edge != "", needs=("before",) if m["holiday"] else ())
    if m["year"] or m["shortyear"]:
        year = number(m["year"]) if m["year"] else 2000 + int(m["shortyear"])
        return kind._replace(moment=make(year) if year else UNKNOWN, dated=True)
    if m["yearrel"]:
        words = parts.row(m, "yearrel", rules, "time.year")[1]
        years = _relative(words, clock)
        moment = Moment(make(years[0]).first, *make(years[1])[1:]) if years else UNKNOWN
        alone = m.end() == m.end("yearrel") and clock.anchor is None
        if words[0] == "*" and (years is None or alone):
            kind = kind._replace(needs=("before", "within"))  # 当年: back then, or this year
        return kind._replace(moment=moment, dated=words[0] != "~", past=words[0] == "-", follows=words[0] == "*")
    if m["yearedge"] or (m.start() and m.string[m.start() - 1] in _NOT_BARE):
        return None
    return kind._replace(moment=_undated(m, make, clock, forward, rolls))


def _relative(words: str, clock: Clock) -> tuple[int, int] | None:
    """First and last year of a row of ``time.year``: ``0 1``, ``* 1`` (from the year named before), ``~ 0``."""
    first, last = words.split()
    named = clock.anchor if last == "0" else clock.base or clock.anchor
    base = {"*": named, "~": clock.anchor or clock.reference}.get(first, clock.reference)
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
    if not (forward or m["month"] or m["dotmonth"] or m["month1"] or m["holiday"]):
        return days.current(make, clock.reference)
    return (
        days.upcoming(make, clock.reference)
        if clock.before is None
        else days.following(make, clock.before, clock.reference)
    )
