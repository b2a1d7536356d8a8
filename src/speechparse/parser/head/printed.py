"""The year of print, and days completed by it: 5月6日 in a paper of June 2014."""

from __future__ import annotations

import re

from ...model import Span
from ..calendar.forms import find_dates, iso
from ..forms import Field, LogicalText
from .regions import Head

_IMPRINT = re.compile(r"《?\s?[\u4e00-\u9fff]{2,8}[日晚早]?报\s?》?\s?[（(]\s?(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])?(?=\s|$|[〕\]）)])")  # 199905, 〔2019〕
TAIL = 5  # paragraphs at the end where datelines and signatures stand
_IMPRINTED = 60  # characters of the line that tells of the printing


def date_field(text: LogicalText, span: Span, date: str, rule: str) -> Field | None:
    """A date found, unless its year is none of a speech."""
    year = int(date[:4])
    return Field(date, span, rule) if 1840 <= year <= 2100 else None


def last_lines(text: LogicalText, head: Head, last: int) -> list[Span]:
    """The last paragraphs, and of each its last 200 characters at most."""
    spans = []
    for p in text.paragraphs[max(0, last - TAIL) : last]:
        if p.end > head.body:
            spans.append((max(p.start, head.body, p.end - 200), p.end))
    return spans[::-1]


def print_time(text: LogicalText, head: Head, last: int) -> tuple[int, int] | None:
    """Year and month of print, of publication on a page, or of issue."""
    for start, end in last_lines(text, head, last):
        if text.text.find("报", start, end) >= 0 and (match := _IMPRINT.search(text.text, start, end)):
            return int(match[1]), int(match[2])
        if end - start < _IMPRINTED and text.text.find("印", start, end) >= 0:  # 县委办公室 2012年2月28日印发
            for _, date in find_dates(text.text, start, end):
                return int(date[:4]), int(date[5:7] or 12)
    for row in (*head.before, *head.after, *head.title):
        if row.kind not in ("stamp", "date", "number") and row.key not in ("printed", "day", "source", "other"):
            continue
        for _, date in find_dates(text.text, row.start, row.end):
            return int(date[:4]), int(date[5:7] or 12)
        if match := _YEAR_MONTH.search(text.text, row.start, row.end):
            return int(match[1]), int(match[2] or 12)
    return None


def completed(
    text: LogicalText, span: Span, month: int, day: int | None, printed: tuple[int, int], rule: str
) -> Field | None:
    """A month and day with the year of print, or the year before: 12月31日 stands in January's paper."""
    year = printed[0] - (month > printed[1])
    date = iso(year, month, day)
    return date_field(text, span, date, rule) if date else None
