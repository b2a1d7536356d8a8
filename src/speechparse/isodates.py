"""ISO dates that may be whole months or years: their year, their first and their last day."""

from __future__ import annotations

import re


def year(date: str | None) -> int | None:
    """The year of an ISO date or its beginning."""
    return int(date[:4]) if date and date[:4].isdecimal() else None


def day(date: str | None, *, last: bool) -> str | None:
    """A whole day for a date that may be a month or a year: its first day or its ``last``."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date or "")
    if found is None:
        return None
    y, month, number = found.groups()
    if number:
        return date
    month = month or ("12" if last else "01")
    return f"{y}-{month}-{_length(int(y), int(month)) if last else 1:02}"


def _length(y: int, month: int) -> int:
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
