"""Dates in running text -> ISO 8601 with the precision stated (``2022``, ``2022-10``, ``2022-10-10``).

All functions take folded text (half-width digits). A date that does not exist (2月30日) keeps its month.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...model import Span
from ...numerals import chinese_to_int
from .days import month_length

# The grammar of a year, a month and a day; parser/calendar/grammar.py builds on it.
YEAR = r"(?:1[89]\d\d|20\d\d|[一二][〇零○oO0-9一二三四五六七八九]{3})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元正])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
_RANGE = rf"(?:\s?[至到和、\-—~]{{1,2}}\s?(?:{MONTH}\s?月\s?)?{DAY}\s?日)"
# Each begins with a look at the next character: most begin no date.
_DATE = re.compile(
    rf"(?=[12一二])(?<!\d)(?:({YEAR})\s?年(?:\s?({MONTH})\s?月(?:份)?(?:\s?({DAY})\s?(?:日|号|(?=\s*(?:[）)]|$|\n)))({_RANGE})?)?)?"
    rf"|({YEAR})([-/.])(\d\d?)\6(\d\d?)(?!\d)"
    r"|((?:19|20)\d\d)([01]\d)([0-3]\d)(?![\d.%万亿元人户亩个]))"
)
_MONTH_DAY = re.compile(
    rf"(?=[0-9一二三四五六七八九十元正])(?<![\d年一二三四五六七八九十])({MONTH})\s?月\s?({DAY})\s?日({_RANGE})?"
)


_TO_CHINESE = str.maketrans("oO○0123456789", "〇〇〇〇一二三四五六七八九")


class MonthDay(NamedTuple):
    """A date without its year. ``day`` is None for a range of days (3日至5日)."""

    span: Span
    month: int
    day: int | None


def find_dates(text: str, start: int, end: int) -> list[tuple[Span, str]]:
    """The dates that name their year, in order. A range of days gives its month: 12月1日至2日 is ``2020-12``."""
    found = []
    for m in _DATE.finditer(text, start, end):
        year, month, day, until, iso_year, _, iso_month, iso_day, *packed = m.groups()
        if iso_year:
            year, month, day = iso_year, iso_month, iso_day
        elif packed[0]:
            year, month, day = packed
        lunar = month == "正"  # 正月十六 is a day of the moon's calendar
        date = iso(number(year), None if lunar else number(month), None if until or lunar else number(day))
        if date is not None and (month is None or date[4:]):
            found.append((m.span(), date))
    return found


def find_month_days(text: str, start: int, end: int) -> list[MonthDay]:
    """The dates that leave their year to the context (5月24日)."""
    found = []
    for m in _MONTH_DAY.finditer(text, start, end):
        month = number(m[1])
        if month is not None:
            found.append(MonthDay(m.span(), month, None if m[3] else number(m[2])))
    return found


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form of what is known; a month or day that does not exist is left out."""
    if year is None:
        return None
    if month is None or not 1 <= month <= 12:
        return f"{year:04}"
    if day is None or not 1 <= day <= month_length(year, month):
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"


def number(text: str | None) -> int | None:
    """``二0一一 -> 2011``, ``廿三 -> 23``, ``元 -> 1``; None for no numeral."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if text in "元正":
        return 1
    return chinese_to_int(text.translate(_TO_CHINESE))
