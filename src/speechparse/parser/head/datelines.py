"""The day of a news lead, a dateline or a signature: 12月7日上午，…大会隆重举行。"""

from __future__ import annotations

import re

from ..calendar.forms import MonthDay, find_dates, find_month_days
from ..forms import Field, LogicalText, Paragraph
from .printed import TAIL, completed, date_field, last_lines, print_time
from .regions import Head

_DATELINE = re.compile(r"(?:新华社|中新社|本报)[\u4e00-\u9fff·]{0,12}(?=\d{1,2}月\d{1,2}日\s?电)")
_LEAD_DAY = re.compile(r"(?:讯|电|[）)])\s?(\d{1,2})日(?=[，,上下晚])")
_WEEKDAY = re.compile(r"[（(]?\s?(?:星期|周|礼拜)[一二三四五六日天]\s?[）)]?")
_YEARS = re.compile(r"总结(20\d\d)年[^。]{0,40}?(?:部署|安排|谋划|研究)[^。]{0,6}?(20\d\d)年")
STORY = re.compile(
    r"(?:本报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|社|网))?讯|新华社[\u4e00-\u9fff]{0,10}\d{1,2}月\d{1,2}日\s?电|\d{1,2}月\d{1,2}日[，,上下]"
)
_NEWS = re.compile("本报讯")
_ANNEX = re.compile(r"附\s?(?:件|表|录)?\s?[一二三四五六七八九十\d]{0,2}\s?(?:[：:]|$)")
LEAD_REACH = 160
_LEAD_LENGTH = 40  # a paragraph of more characters may be a lead
_OPENS_WITH_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")  # 8月17日，县长主持召开常务会议。 is one at any length
_DUE = re.compile(r"之?以?前|止")  # 8月25日前 is no day of a meeting


def _bracketed_day(text: LogicalText, p: Paragraph) -> list[MonthDay]:
    """（三月五日）: a line that is nothing but month and day in brackets; a mark of reference may follow."""
    words = text.text[slice(*p)]
    if len(words) > 14 or words[0] not in "（(" or not words.rstrip("＊* ").endswith(("）", ")")):
        return []
    return find_month_days(text.text, *p)


def lead_day(text: LogicalText, head: Head, last: int) -> Field | None:
    """The first sentences of a news story: 12月7日上午，…大会隆重举行."""
    first = text.paragraph_at(head.body)
    long = [
        p
        for p in text.paragraphs[first : min(last, first + 6)]
        if p.end - p.start > _LEAD_LENGTH or (p.end - p.start > 15 and _OPENS_WITH_DAY.match(text.text, p.start))
    ]
    # Pull quotes (■ …) may stand above the story.
    long = [p for p in long if STORY.match(text.text, p.start)] or long
    for p in long[:2]:
        if inside := _NEWS.search(text.text, p.start, p.end):  # its line break is lost
            long.insert(0, Paragraph(inside.start(), p.end))
            break
    for p in long[:2]:
        end = min(p.end, p.start + LEAD_REACH)
        printed = print_time(text, head, last)
        for span, date in find_dates(text.text, p.start, end):
            if len(date) > 4 and not _DUE.match(text.text, span[1]):
                return date_field(text, span, date, "date.lead")
        days = [day for day in find_month_days(text.text, p.start, end) if not _DUE.match(text.text, day.span[1])]
        if days and printed:
            return completed(text, *days[0], printed, "date.lead")
        if days and (years := _YEARS.search(text.text, p.start, text.paragraphs[min(last, first + 4) - 1].end)):
            old = int(years[1])  # a December meeting sums up its own year, a January one the year before
            if int(years[2]) == old + 1:
                return completed(text, *days[0], (old if days[0].month > 6 else old + 1, 12), "date.lead.year")
        if printed and (day := _LEAD_DAY.search(text.text, p.start, end)):  # 7日，全市推进会召开
            return completed(text, (day.start(1), day.end(1) + 1), printed[1], int(day[1]), printed, "date.lead.day")
    return None


def dateline_day(text: LogicalText, head: Head, last: int) -> Field | None:
    """（新华社北京7月21日电） at either end, its year from the imprint or the page."""
    printed = print_time(text, head, last)
    first = text.paragraphs[text.paragraph_at(head.body)] if text.paragraphs else None
    spans = last_lines(text, head, last)
    if first is not None:
        spans.append((first.start, min(first.end, first.start + LEAD_REACH)))
    for row in (*head.before, *head.after):
        spans.append((row.start, row.end))
    for start, end in spans:
        match = _DATELINE.search(text.text, start, end)
        days = find_month_days(text.text, match.end(), end) if match else []
        if days and printed:
            return completed(text, *days[0], printed, "date.dateline")
    return None


def signature_day(text: LogicalText, head: Head, last: int) -> Field | None:
    """A line that holds nothing but a date: at the end, above an annex, below a notice's letter."""
    first = text.paragraph_at(head.body) + 1
    above: list[Paragraph] = []  # 附件 stands below the date
    for i in range(first + 15, last - TAIL):
        if text.text[text.paragraphs[i].start] == "附" and _ANNEX.match(text.text, *text.paragraphs[i]):
            above += text.paragraphs[max(first, i - 3) : i]
            if len(above) > 9:  # the list of annexes, then the first of them
                break
    printed = print_time(text, head, last)
    tail = text.paragraphs[max(first, last - TAIL) : last]
    for p in (*text.paragraphs[first : min(last, first + 15)], *above, *tail):
        if p.end - p.start > 40:
            continue
        if printed and (days := _bracketed_day(text, p)):  # （三月五日）＊
            return completed(text, *days[0], printed, "date.signature")
        for span, date in find_dates(text.text, p.start, p.end):
            behind = _WEEKDAY.sub("", text.text[span[1] : p.end])
            signed = span[0] - p.start <= 20 and len(behind) <= 2 and "印" not in behind and len(date) > 4
            if signed and "发" not in text.text[p.start : span[0]]:  # 印发 names the day of print
                return date_field(text, span, date, "date.signature")
    return None
