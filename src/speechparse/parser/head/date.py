"""When a speech was given: the date of its head, else of a note, a news lead, a dateline or a signature."""

from __future__ import annotations

import re

from ...rules.types import Rules
from ..calendar.forms import DAY, MONTH, YEAR, find_dates, find_month_days, iso, number
from ..forms import Field, LogicalText
from .datelines import LEAD_REACH, dateline_day, lead_day, signature_day
from .kinds import Line
from .printed import completed, date_field, last_lines, print_time
from .regions import Head

_THIS_IS = re.compile(
    r"(?:这|此|本文|此文|此件)(?:系|是|为)[^。]{0,40}?(?=\d{4}年|[一二][〇零○一二三四五六七八九]{3}年)"
)
_FORWARDED = re.compile(
    rf"将[^，,。；;]{{0,24}}?(?={YEAR}\s?年[^，,。；;]{{2,8}}在)"
)  # 现将院长2017年1月20日在…的讲话印发
_ROC = re.compile(
    r"((?:中华)?民国)?(?:(1?\d\d|(?<=国)\w{1,6})年(?:（\d{4}年）)?"
    rf"({MONTH})月(?:({DAY})日)?|(1\d\d)([/.])(\d\d?)\6(\d\d?)(?!\d))"
)
_YEAR = re.compile(r"((?:19|20)\d{2})\s?年")
_ABOUT = re.compile("关[于乎]")  # 就关于2031年6月12日事件的议案发言: the day is that of what is spoken about
_ANY_YEAR = re.compile(rf"({YEAR})\s?年")
_YEAR_LINE = re.compile(rf"[（(]?({YEAR})\s?年")
_FEAST_YEAR = re.compile(rf"[（(]?({YEAR})\s?年\s?")
_FEAST = 18  # characters of a line of a year and a feast
_DOTTED = re.compile(rf"[（(]?\s?({YEAR})\s?[·•.]\s?({MONTH})\s?[·•.]\s?({DAY})\s?[·•.]?[）)]?")
_CLOCK = re.compile(r"\d{1,2}[:：时]\d{2}")
# （1993年7月2日，记录稿）, （1993年7月2日根据录音整理）
_BRACKETED = re.compile(rf"[（(]\s?{YEAR}\s?年[^，,。；;]{{2,14}}?(?:[，,\s]|根?据)")
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_HALF_DAY = re.compile("[上下]午|晚")  # 2022年9月8日上午10时: a meeting's hour, no page's
_TODAY = re.compile(r"今[日天]?\s?[（(]|[昨今][日天]")  # 以下是馆长今日（四月二日）在…的致辞：
_AFTER_DAY = ("，", ",", "上", "下", "晚")
_DATELINED = 12  # characters before the day of a dateline


def speech_date(
    text: LogicalText, head: Head, last: int, report: bool, document: bool, rules: Rules
) -> dict[str, Field]:
    """``date`` and ``issued``. ``report``: a news story; ``document``: a notice or plan, dated at its foot."""
    fields: dict[str, Field] = {}
    if issued := _issued(text, head):
        fields["issued"] = issued
    date = (
        _stated(text, head)
        or _republic(text, head, last)
        or _yearless(text, head, last)
        or _noted(text, head, last, rules)
        or (lead_day(text, head, last) if report else None)
        or (signature_day(text, head, last) if document else None)
        or dateline_day(text, head, last)
        or signature_day(text, head, last)
        or _feast(text, head, last, rules)
        or _title_date(text, head)
        or _given(text, head, rules)
        or _running_head(text)
        or _page_day(text, head)
    )
    if date is not None:
        fields["date"] = date
    elif head.title and (year := _YEAR.search(text.text, head.title[0].start, head.title[-1].end)):
        # No day is stated; the year keeps the text findable.
        fields["date_text"] = Field(text.raw[slice(*year.span())], year.span(), "date.title-year")
    return fields


def _first(text: LogicalText, rows: list[Line], rule: str, about: re.Pattern[str] | None = None) -> Field | None:
    """The most exact of the dates on some lines, the first of equals; none that ``about`` stands before."""
    found = [
        d
        for row in rows
        for d in find_dates(text.text, row.start, row.end)
        if about is None or not about.search(text.text, row.start, d[0][0])
    ]
    exact = max(found, key=lambda d: len(d[1]), default=None)
    return date_field(text, *exact, rule) if exact and len(exact[1]) > 4 else None


def _stated(text: LogicalText, head: Head) -> Field | None:
    """On a line of its own, beside the speaker, or in the title or subtitle."""
    rows = [*head.before, *head.after]
    # A time beside a place (时间：… 地点：…) is the meeting's, not the page's.
    met = any(row.key == "place" for row in rows)
    keys = ("date", "printed", "day") if met else ("date",)
    # A stamp to the minute is the page's.
    keyed = [row for row in rows if row.key in keys and (met or not _CLOCK.search(text.text, row.start, row.end))]
    keyed += [row for row in rows if row.key == "day" and _HALF_DAY.search(text.text, row.start, row.end)]
    below = [
        row
        for row in head.after
        if (row.kind in ("date", "subtitle", "person"))
        or (row.kind == "short" and not _SECONDS.search(text.text, row.start, row.end))
        or (row.kind == "note" and _BRACKETED.match(text.text, row.start, row.end))
    ]
    # （2015年2月11日晚，云川图书馆） below a line that begins with another day, the page's
    below.sort(key=lambda row: text.text[row.start] not in "（(")
    return (
        _first(text, below, "date.line")
        or _dotted(text, below)
        or _first(text, head.title, "date.title", _ABOUT)
        or _first(text, keyed, "date.field")
    )


def _feast(text: LogicalText, head: Head, last: int, rules: Rules) -> Field | None:
    """2020年元旦 below the title or the speech: a year and a feast that falls on one day."""
    rows = [(row.start, row.end) for row in head.after if row.kind == "short"]
    for start, end in (*rows, *last_lines(text, head, last)[:3]):
        year = _FEAST_YEAR.match(text.text, start, end) if end - start < _FEAST else None
        if year is None:
            continue
        stop = end - (text.text[end - 1] in "）)")
        if hit := rules["head.feast"].fullmatch(text.text, year.end(), stop):
            return date_field(text, (year.start(1), stop), f"{number(year[1]) or 0:04}-{hit.value}", "date.line")
    return None


def _dotted(text: LogicalText, rows: list[Line]) -> Field | None:
    """一九七八·十·一: a day in Chinese numerals with dots between."""
    for row in rows:
        match = _DOTTED.fullmatch(text.text, row.start, row.end) if row.end - row.start < _FEAST else None
        if match and (date := iso(number(match[1]), number(match[2]), number(match[3]))):
            return date_field(text, match.span(), date, "date.line")
    return None


def _page_day(text: LogicalText, head: Head) -> Field | None:
    """日期：1966-11-30: a day that the page states; a stamp to the minute is the page's own."""
    rows = [row for row in (*head.before, *head.after) if row.key == "day"]
    return _first(text, [row for row in rows if not _CLOCK.search(text.text, row.start, row.end)], "date.page")


def _title_date(text: LogicalText, head: Head) -> Field | None:
    above = [row for row in head.before if row.kind == "date"]
    return _first(text, above, "date.above")


def _given(text: LogicalText, head: Head, rules: Rules) -> Field | None:
    """整理自 2024-01-19 大会录音; 2005年3月2日，院长在代表大会上作报告。摘要如下：: the one day of a note."""
    for row in (*head.before, *head.after):
        if row.kind != "note" or not rules["head.spoken-of"].search(text.text, row.start, row.end):
            continue
        found = [date for date in find_dates(text.text, row.start, row.end) if len(date[1]) > 7]
        if len(found) == 1 and not rules["head.printed"].search(text.text, row.start, found[0][0][0]):
            return date_field(text, *found[0], "date.note")
    return None


def _running_head(text: LogicalText) -> Field | None:
    """立法会 ─ 2013年1月16日: a page header, which stands after the last paragraph of the logical text."""
    behind = text.paragraphs[-1].end if text.paragraphs else 0
    for span, date in find_dates(text.text, behind, len(text.text)):
        if len(date) == 10:
            return date_field(text, span, date, "date.running-head")
    return None


def _issued(text: LogicalText, head: Head) -> Field | None:
    """A date above the title is that of the issue; on its own it serves as the speech's."""
    for row in head.before:
        if row.kind == "date" and head.title:
            for span, date in find_dates(text.text, row.start, row.end):
                return date_field(text, span, date, "issued.above")
    return None


def _republic(text: LogicalText, head: Head, last: int) -> Field | None:
    """民国108年2月3日, 114年01月21日, 106/11/03 on a line of its own: years of the Republic, which began in 1912."""
    rows = [(row.start, row.end, row.key in ("date", "day")) for row in (*head.before, *head.after)]
    rows += [(start, end, False) for start, end in last_lines(text, head, last)[:3] if end - start < _FEAST]
    for start, end, keyed in rows:
        match = _ROC.match(text.text, start, min(end, start + 40))
        if match and (match[1] or ((match.end() == end or keyed) and (match[4] or match[5]))):
            year, month, day = (2, 3, 4) if match[2] else (5, 7, 8)
            date = iso((number(match[year]) or 0) + 1911, number(match[month]), number(match[day]))
            return date_field(text, match.span(), date, "date.republic") if date else None
    for row in head.after:  # a page's lines run together: … 中华民国101年1月22日于某市 发布机关: …
        if row.kind != "text":
            continue
        for match in _ROC.finditer(text.text, row.start, min(row.end, row.start + LEAD_REACH)):
            since = (number(match[2]) or 0) + 1911 if match[1] and match[4] else None
            if named := iso(since, number(match[3]), number(match[4])):
                return date_field(text, match.span(), named, "date.republic")
    return None


def _yearless(text: LogicalText, head: Head, last: int) -> Field | None:
    """（5月6日下午） on a line of its own below the title, its year from the issue or the page."""
    row = next((r for r in head.after if r.kind == "date"), None) if head.title else None
    days = find_month_days(text.text, row.start, row.end) if row else []
    if not days or row is None:
        return None
    for above in head.after:  # 一九九九年 | 九月九日
        if above.paragraph == row.paragraph - 1 and (year := _YEAR_LINE.fullmatch(text.text, above.start, above.end)):
            return completed(text, *days[0], (number(year[1]) or 0, 12), "date.line")
    if not (printed := print_time(text, head, last)):
        return None
    return completed(text, *days[0], printed, "date.line")


def _noted(text: LogicalText, head: Head, last: int, rules: Rules) -> Field | None:
    """这是某某2015年11月23日在…的讲话; 5月24日，市政府召开… in a forwarder's note."""
    tail = last_lines(text, head, last)
    for start, end in [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"] + tail:
        match = _THIS_IS.search(text.text, start, end) or _FORWARDED.search(text.text, start, end)
        if match and (found := find_dates(text.text, match.end(), min(end, match.end() + 20))) and len(found[0][1]) > 4:
            return date_field(text, *found[0], "date.note")
    for row in (*head.before, *head.after):  # 2019年3月13日，大使应邀赴某大学发表演讲
        lead = row.kind == "note" or (row.kind == "text" and head.salutation is not None)
        if lead and (found := find_dates(text.text, row.start, row.end)):
            (begins, ends), day = found[0]
            told = len(day) == 10 and begins == row.start and text.text.startswith(_AFTER_DAY, ends)
            if len(day) == 10 and begins < row.start + _DATELINED and text.text.startswith(("讯", "电"), ends):
                return date_field(text, *found[0], "date.note")  # 【某某网2018年2月15日讯】
            if told and rules["head.speech"].search(text.text, row.start, row.end):
                return date_field(text, *found[0], "date.note")
    year = print_time(text, head, last)
    for row in (*head.before, *head.after):
        if row.kind != "note" or not (days := find_month_days(text.text, row.start, row.end)):
            continue
        if year and (row in head.before or _TODAY.search(text.text, row.start, row.end)):
            return completed(text, *days[0], year, "date.note")
        if named := _ANY_YEAR.search(text.text, row.start, row.end):  # 今日（4月23日）在2031年读书节…
            return completed(text, *days[0], (number(named[1]) or 0, 12), "date.note")
    return None
