"""Deadlines as offices write them: 2026年10月底前, 2026年底前, 2026年10月15日前, 2026年第四季度."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ..model import TimeRef

_HAS_YEAR = re.compile(r"(?:20\d\d|二[〇零○]..)年")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2]|[一二三四五六七八九]|十[一二]?)月")
_OF_YEAR = re.compile(r"第?[一二三四1-4]季度|[上下]半年|年[底末终]")
_LATER = re.compile(r"次|翌|下|明|本|当")


def day(ref: TimeRef | None) -> date | None:
    """The last day of a deadline or period, where it is known."""
    if ref is None or not ref.end:
        return None
    parts = [int(part) for part in ref.end.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def official(ref: TimeRef | None) -> str:
    """The words with their year; a day where the words alone do not say which (下周五前)."""
    last = day(ref)
    words = "".join(ref.text.split()) if ref else ""
    if last is None or _HAS_YEAR.search(words):
        return words
    if _MONTH.match(words):
        return f"{last.year}年{words}"
    if _OF_YEAR.match(words):
        return f"{last.year}{'' if words[0] == '年' else '年'}{words}"
    return written(last)


def written(last: date) -> str:
    """A day as a deadline."""
    if (last.month, last.day) == (12, 31):
        return f"{last.year}年底前"
    end = last.day == monthrange(last.year, last.month)[1]
    return f"{last.year}年{last.month}月{'底' if end else f'{last.day}日'}前"


def number_format(text: str, last: date) -> str:
    """The number format of a spreadsheet that shows the day as ``text``: its year, month and day stay live."""

    def quoted(rest: str) -> str:
        return f'"{rest}"' if rest else ""

    clean = text.replace('"', "")
    for head, code in (
        (f"{last.year}年{last.month}月{last.day}日", 'yyyy"年"m"月"d"日"'),
        (f"{last.year}年{last.month}月", 'yyyy"年"m"月"'),
        (f"{last.year}年", 'yyyy"年"'),
    ):
        if clean.startswith(head):
            return code + quoted(clean[len(head) :])
    return quoted(clean) or "yyyy-mm-dd"
