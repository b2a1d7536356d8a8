"""When a speech was given: the date of its head, else of a note, a news lead, a dateline or a signature."""

from __future__ import annotations

import re

from ...model import Span
from ...rules.types import Rules
from ..calendar.forms import DAY, MONTH, YEAR, MonthDay, find_dates, find_month_days, iso, number
from ..forms import Field, LogicalText, Paragraph
from .kinds import Line
from .regions import Head

_IMPRINT = re.compile(r"《?\s?[\u4e00-\u9fff]{2,8}[日晚早]?报\s?》?\s?[（(]\s?(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日")
_DATELINE = re.compile(r"(?:新华社|中新社|本报)[\u4e00-\u9fff·]{0,12}(?=\d{1,2}月\d{1,2}日\s?电)")
_THIS_IS = re.compile(
    r"(?:这|此|本文|此文|此件)(?:系|是|为)[^。]{0,40}?(?=\d{4}年|[一二][〇零○一二三四五六七八九]{3}年)"
)
_FORWARDED = re.compile(
    rf"将[^，,。；;]{{0,24}}?(?={YEAR}\s?年[^，,。；;]{{2,8}}在)"
)  # 现将院长2017年1月20日在…的讲话印发
_LEAD_DAY = re.compile(r"(?:讯|电|[）)])\s?(\d{1,2})日(?=[，,上下晚])")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])?(?=\s|$|[〕\]）)])")  # 199905, 〔2019〕
_WEEKDAY = re.compile(r"[（(]?\s?(?:星期|周|礼拜)[一二三四五六日天]\s?[）)]?")
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
_YEARS = re.compile(r"总结(20\d\d)年[^。]{0,40}?(?:部署|安排|谋划|研究)[^。]{0,6}?(20\d\d)年")
STORY = re.compile(
    r"(?:本报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|社|网))?讯|新华社[\u4e00-\u9fff]{0,10}\d{1,2}月\d{1,2}日\s?电|\d{1,2}月\d{1,2}日[，,上下]"
)
_NEWS = re.compile("本报讯")
_CLOCK = re.compile(r"\d{1,2}[:：时]\d{2}")
_ANNEX = re.compile(r"附\s?(?:件|表|录)?\s?[一二三四五六七八九十\d]{0,2}\s?(?:[：:]|$)")
# （1993年7月2日，记录稿）, （1993年7月2日根据录音整理）
_BRACKETED = re.compile(rf"[（(]\s?{YEAR}\s?年[^，,。；;]{{2,14}}?(?:[，,\s]|根?据)")
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_HALF_DAY = re.compile("[上下]午|晚")  # 2022年9月8日上午10时: a meeting's hour, no page's
_TODAY = re.compile(r"今[日天]?\s?[（(]|[昨今][日天]")  # 以下是馆长今日（四月二日）在…的致辞：
_TAIL = 5  # paragraphs at the end where datelines and signatures stand
_IMPRINTED = 60  # characters of the line that tells of the printing
_AFTER_DAY = ("，", ",", "上", "下", "晚")
_DATELINED = 12  # characters before the day of a dateline
_LEAD_REACH = 160
_LEAD_LENGTH = 40  # a paragraph of more characters may be a lead
_OPENS_WITH_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")  # 8月17日，县长主持召开常务会议。 is one at any length
_DUE = re.compile(r"之?以?前|止")  # 8月25日前 is no day of a meeting


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
        or (_lead(text, head, last) if report else None)
        or (_signature(text, head, last) if document else None)
        or _dateline(text, head, last)
        or _signature(text, head, last)
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


def _field(text: LogicalText, span: Span, date: str, rule: str) -> Field | None:
    year = int(date[:4])
    return Field(date, span, rule) if 1840 <= year <= 2100 else None


def _first(text: LogicalText, rows: list[Line], rule: str, about: re.Pattern[str] | None = None) -> Field | None:
    """The most exact of the dates on some lines, the first of equals; none that ``about`` stands before."""
    found = [
        d
        for row in rows
        for d in find_dates(text.text, row.start, row.end)
        if about is None or not about.search(text.text, row.start, d[0][0])
    ]
    exact = max(found, key=lambda d: len(d[1]), default=None)
    return _field(text, *exact, rule) if exact and len(exact[1]) > 4 else None


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
    for start, end in (*rows, *_tail(text, head, last)[:3]):
        year = _FEAST_YEAR.match(text.text, start, end) if end - start < _FEAST else None
        if year is None:
            continue
        stop = end - (text.text[end - 1] in "）)")
        if hit := rules["head.feast"].fullmatch(text.text, year.end(), stop):
            return _field(text, (year.start(1), stop), f"{number(year[1]) or 0:04}-{hit.value}", "date.line")
    return None


def _dotted(text: LogicalText, rows: list[Line]) -> Field | None:
    """一九七八·十·一: a day in Chinese numerals with dots between."""
    for row in rows:
        match = _DOTTED.fullmatch(text.text, row.start, row.end) if row.end - row.start < _FEAST else None
        if match and (date := iso(number(match[1]), number(match[2]), number(match[3]))):
            return _field(text, match.span(), date, "date.line")
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
            return _field(text, *found[0], "date.note")
    return None


def _running_head(text: LogicalText) -> Field | None:
    """立法会 ─ 2013年1月16日: a page header, which stands after the last paragraph of the logical text."""
    behind = text.paragraphs[-1].end if text.paragraphs else 0
    for span, date in find_dates(text.text, behind, len(text.text)):
        if len(date) == 10:
            return _field(text, span, date, "date.running-head")
    return None


def _issued(text: LogicalText, head: Head) -> Field | None:
    """A date above the title is that of the issue; on its own it serves as the speech's."""
    for row in head.before:
        if row.kind == "date" and head.title:
            for span, date in find_dates(text.text, row.start, row.end):
                return _field(text, span, date, "issued.above")
    return None


def _republic(text: LogicalText, head: Head, last: int) -> Field | None:
    """民国108年2月3日, 114年01月21日, 106/11/03 on a line of its own: years of the Republic, which began in 1912."""
    rows = [(row.start, row.end, row.key in ("date", "day")) for row in (*head.before, *head.after)]
    rows += [(start, end, False) for start, end in _tail(text, head, last)[:3] if end - start < _FEAST]
    for start, end, keyed in rows:
        match = _ROC.match(text.text, start, min(end, start + 40))
        if match and (match[1] or ((match.end() == end or keyed) and (match[4] or match[5]))):
            year, month, day = (2, 3, 4) if match[2] else (5, 7, 8)
            date = iso((number(match[year]) or 0) + 1911, number(match[month]), number(match[day]))
            return _field(text, match.span(), date, "date.republic") if date else None
    for row in head.after:  # a page's lines run together: … 中华民国101年1月22日于某市 发布机关: …
        if row.kind != "text":
            continue
        for match in _ROC.finditer(text.text, row.start, min(row.end, row.start + _LEAD_REACH)):
            since = (number(match[2]) or 0) + 1911 if match[1] and match[4] else None
            if named := iso(since, number(match[3]), number(match[4])):
                return _field(text, match.span(), named, "date.republic")
    return None


def _yearless(text: LogicalText, head: Head, last: int) -> Field | None:
    """（5月6日下午） on a line of its own below the title, its year from the issue or the page."""
    row = next((r for r in head.after if r.kind == "date"), None) if head.title else None
    days = find_month_days(text.text, row.start, row.end) if row else []
    if not days or row is None:
        return None
    for above in head.after:  # 一九九九年 | 九月九日
        if above.paragraph == row.paragraph - 1 and (year := _YEAR_LINE.fullmatch(text.text, above.start, above.end)):
            return _complete(text, *days[0], (number(year[1]) or 0, 12), "date.line")
    if not (printed := _printed(text, head, last)):
        return None
    return _complete(text, *days[0], printed, "date.line")


def _noted(text: LogicalText, head: Head, last: int, rules: Rules) -> Field | None:
    """这是某某2015年11月23日在…的讲话; 5月24日，市政府召开… in a forwarder's note."""
    tail = _tail(text, head, last)
    for start, end in [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"] + tail:
        match = _THIS_IS.search(text.text, start, end) or _FORWARDED.search(text.text, start, end)
        if match and (found := find_dates(text.text, match.end(), min(end, match.end() + 20))) and len(found[0][1]) > 4:
            return _field(text, *found[0], "date.note")
    for row in (*head.before, *head.after):  # 2019年3月13日，大使应邀赴某大学发表演讲
        lead = row.kind == "note" or (row.kind == "text" and head.salutation is not None)
        if lead and (found := find_dates(text.text, row.start, row.end)):
            (begins, ends), day = found[0]
            told = len(day) == 10 and begins == row.start and text.text.startswith(_AFTER_DAY, ends)
            if len(day) == 10 and begins < row.start + _DATELINED and text.text.startswith(("讯", "电"), ends):
                return _field(text, *found[0], "date.note")  # 【某某网2018年2月15日讯】
            if told and rules["head.speech"].search(text.text, row.start, row.end):
                return _field(text, *found[0], "date.note")
    year = _printed(text, head, last)
    for row in (*head.before, *head.after):
        if row.kind != "note" or not (days := find_month_days(text.text, row.start, row.end)):
            continue
        if year and (row in head.before or _TODAY.search(text.text, row.start, row.end)):
            return _complete(text, *days[0], year, "date.note")
        if named := _ANY_YEAR.search(text.text, row.start, row.end):  # 今日（4月23日）在2031年读书节…
            return _complete(text, *days[0], (number(named[1]) or 0, 12), "date.note")
    return None


def _tail(text: LogicalText, head: Head, last: int) -> list[Span]:
    """The last paragraphs, and of each its last 200 characters at most."""
    spans = []
    for p in text.paragraphs[max(0, last - _TAIL) : last]:
        if p.end > head.body:
            spans.append((max(p.start, head.body, p.end - 200), p.end))
    return spans[::-1]


def _printed(text: LogicalText, head: Head, last: int) -> tuple[int, int] | None:
    """Year and month of print, of publication on a page, or of issue."""
    for start, end in _tail(text, head, last):
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


def _complete(
    text: LogicalText, span: Span, month: int, day: int | None, printed: tuple[int, int], rule: str
) -> Field | None:
    """A month and day with the year of print, or the year before: 12月31日 stands in January's paper."""
    year = printed[0] - (month > printed[1])
    date = iso(year, month, day)
    return _field(text, span, date, rule) if date else None


def _bracketed_day(text: LogicalText, p: Paragraph) -> list[MonthDay]:
    """（三月五日）: a line that is nothing but month and day in brackets; a mark of reference may follow."""
    words = text.text[slice(*p)]
    if len(words) > 14 or words[0] not in "（(" or not words.rstrip("＊* ").endswith(("）", ")")):
        return []
    return find_month_days(text.text, *p)


def _lead(text: LogicalText, head: Head, last: int) -> Field | None:
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
        end = min(p.end, p.start + _LEAD_REACH)
        printed = _printed(text, head, last)
        for span, date in find_dates(text.text, p.start, end):
            if len(date) > 4 and not _DUE.match(text.text, span[1]):
                return _field(text, span, date, "date.lead")
        days = [day for day in find_month_days(text.text, p.start, end) if not _DUE.match(text.text, day.span[1])]
        if days and printed:
            return _complete(text, *days[0], printed, "date.lead")
        if days and (years := _YEARS.search(text.text, p.start, text.paragraphs[min(last, first + 4) - 1].end)):
            old = int(years[1])  # a December meeting sums up its own year, a January one the year before
            if int(years[2]) == old + 1:
                return _complete(text, *days[0], (old if days[0].month > 6 else old + 1, 12), "date.lead.year")
        if printed and (day := _LEAD_DAY.search(text.text, p.start, end)):  # 7日，全市推进会召开
            return _complete(text, (day.start(1), day.end(1) + 1), printed[1], int(day[1]), printed, "date.lead.day")
    return None


def _dateline(text: LogicalText, head: Head, last: int) -> Field | None:
    """（新华社北京7月21日电） at either end, its year from the imprint or the page."""
    printed = _printed(text, head, last)
    first = text.paragraphs[text.paragraph_at(head.body)] if text.paragraphs else None
    spans = _tail(text, head, last)
    if first is not None:
        spans.append((first.start, min(first.end, first.start + _LEAD_REACH)))
    for row in (*head.before, *head.after):
        spans.append((row.start, row.end))
    for start, end in spans:
        match = _DATELINE.search(text.text, start, end)
        days = find_month_days(text.text, match.end(), end) if match else []
        if days and printed:
            return _complete(text, *days[0], printed, "date.dateline")
    return None


def _signature(text: LogicalText, head: Head, last: int) -> Field | None:
    """A line that holds nothing but a date: at the end, above an annex, below a notice's letter."""
    first = text.paragraph_at(head.body) + 1
    above: list[Paragraph] = []  # 附件 stands below the date
    for i in range(first + 15, last - _TAIL):
        if text.text[text.paragraphs[i].start] == "附" and _ANNEX.match(text.text, *text.paragraphs[i]):
            above += text.paragraphs[max(first, i - 3) : i]
            if len(above) > 9:  # the list of annexes, then the first of them
                break
    printed = _printed(text, head, last)
    tail = text.paragraphs[max(first, last - _TAIL) : last]
    for p in (*text.paragraphs[first : min(last, first + 15)], *above, *tail):
        if p.end - p.start > 40:
            continue
        if printed and (days := _bracketed_day(text, p)):  # （三月五日）＊
            return _complete(text, *days[0], printed, "date.signature")
        for span, date in find_dates(text.text, p.start, p.end):
            behind = _WEEKDAY.sub("", text.text[span[1] : p.end])
            signed = span[0] - p.start <= 20 and len(behind) <= 2 and "印" not in behind and len(date) > 4
            if signed and "发" not in text.text[p.start : span[0]]:  # 印发 names the day of print
                return _field(text, span, date, "date.signature")
    return None
