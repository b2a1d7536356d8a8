"""What one line of the head is when it is looked at alone: a date, a person, a note, perhaps a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, FULL_STOPS, LINKS, PAUSES
from ..calendar.forms import DAY, MONTH, find_dates, find_month_days
from ..people.addressees import calls_all, is_salutation
from ..people.frames import framed_line, is_open_name
from ..people.names import is_office, people_line, person_line
from .wordings import words

Kind = Literal[
    "furniture",
    "key",  # a field with its name: 来源：…, 【 标  题 】…
    "salutation",
    "note",  # an editor's or forwarder's note, a picture caption
    "stamp",  # when and where the page was published
    "date",
    "number",
    "series",
    "person",
    "office",  # an office whose holder stands on the next line
    "subtitle",  # begins with a dash
    "label",  # 唐鳳： in a transcript
    "heading",  # numbered: the speech has begun
    "short",  # may be a title
    "text",
]

SPOKEN: frozenset[Kind] = frozenset({"text", "heading", "label"})  # lines of the speech itself


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """``[start, end)`` without blanks and marks (#, 【标题】); ``key`` names the field of a key line."""

    start: int
    end: int
    kind: Kind
    paragraph: int
    key: str = ""


TITLE = 90  # no longer line is a title
_LONGEST = 200  # characters of a line that is anything but a preface or text
BLANKS = " \t\r\n\u3000\xa0*_"
_MARKS = re.compile(
    r"[#\s\u3000*_\xa0]{1,12}\+?(?:第[一二三四五六七八九十]{1,2}篇\s?[：:]\s?)?|第[一二三四五六七八九十]{1,2}篇\s?[：:]\s?"
)
_PAIRS = re.compile(r"(?:[^\s：:]{2,5}\s?[：:]\s?[^\s：:]{1,24}\s*){2,}")
_CELLS = re.compile(r"\|?\s{0,3}([\w]{2,8})\s{0,3}\|\s{0,3}(?:[：:]\s{0,3}\|\s{0,3})?")
_PARAMETER = re.compile(r"\|\s{0,3}(\w{2,16})\s{0,16}=\s{0,3}")  # | title = … of a wiki's template
_COLUMN = re.compile(
    r"[【\[［](?:[^【】\[\]［］]{0,6}(?:讲话|致辞|发言|报告|要闻)|转载|转发|原创|全文|实录|权威发布|学习|分享)[】\]］]"
    r"\s?(?=[^【】]{8})|[（(]\w?图[）)]\s?"
)
_DOTS = "•·●▪"
_DOT = re.compile(rf"[{_DOTS}]\s{{0,3}}(?=在)")
_BULLET = re.compile(r"[•●■◆★▪·]\s{0,2}(?=\d{4})")
KEY = re.compile(r"(?:【([^【】]{1,12})】|(?:[-*]\s{1,3})?([\w \u3000]{1,16}?)\s{0,3}[：:])\s{0,12}")
_DAY_ENDS = "日）午)晚"  # 5月6日, 5月6日下午, （5月6日）
_BY = 16  # characters of 文/罗照远
_STATED = 30  # characters of a key without a colon and its value
_STATED_KEY = re.compile(r"([^\s：:]{3,6})[ \u3000]{1,6}(?=\S)")
_ANONYMOUS = "×╳xX某○〇*＊_"
_MAY_SPEAK = ("other", "chair")  # 主持人：各位来宾，大家好。 is a turn and no field
_PROSE = re.compile(f"[\u3400-\u9fff][{CLAUSE_ENDS}]|[\u3400-\u9fff]{{12}}")
ADDRESS = re.compile(r"https?://|www\.|\"\s?/>")
_SHORT_MENU = 24
_ITEM = rf"[^\s{CLAUSE_ENDS}、|｜·>＞/《》“”]{{2,12}}"
_MENU = re.compile(
    rf"(?:{_ITEM}[\s|｜·>＞/]{{1,6}}){{7,}}{_ITEM}[\s|｜·>＞/]{{0,6}}"
)  # 首页 走进云川 新闻中心 政务公开 …
_REPUBLIC = re.compile(
    rf"(?:中华)?民国\w{{1,6}}年{MONTH}月(?:{DAY}日)?|1?\d\d年{MONTH}月{DAY}日|1\d\d[/.]\d\d?[/.]\d\d?"
)  # 114年01月21日, 106/11/03
_WORDS = re.compile("[\u3400-\u9fff][ \u3000]{0,4}[\u3400-\u9fff]")
_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}(?:[，、,章节条编]|部分|个)"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳●■◆★•▪]|[一二三四五六]是|一\s)"
)
_STAMP = re.compile(r"(?:来源|出处|编辑|责编|作者|浏览|点击|时间)\s?[：:]|\d{1,2}[:：时]\d{2}")
_PLAIN_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
LABEL = re.compile(rf"[^{CLAUSE_ENDS}\s、（(]{{1,10}}+(?:\s[^{CLAUSE_ENDS}\s]{{1,14}}+)?\s?[：:]")
_GOES_ON = LINKS + COLONS + "。"
_COMMA = re.compile("[，,]")
_BRACKETS = re.compile("[（(）)—―─]")
_GIVEN_AT = re.compile(rf"在[^{CLAUSE_ENDS}]{{2,50}}[上时]的[^{CLAUSE_ENDS}]{{2,12}}")
_AFTER_MEETING = re.compile(r"上\s?(?=\S)")  # …会议上 省长 赵刚
# What may stand beside a date on its line: a place, a meeting, who passed the text.
_DATE_REST = re.compile(r"(?:于|在)?[\u4e00-\u9fff·]{0,16}|在.{4,60}(?:上|时|期间|会议|大会)|.{4,40}(?:通过|修订|修正)")
GIVEN = re.compile(r"(?:作|做|所作|所做|发表|的)(?:的)?[\u4e00-\u9fff]{0,4}(?:报告|讲话|演讲|致辞|致词|发言)")


def read_line(text: str, start: int, end: int, index: int, rules: Rules) -> Line | None:
    """A stretch of a paragraph as a line, without its marks and its key; none where only blanks stand."""
    marks = _MARKS.match(text, start, end)
    start = marks.end() if marks else start
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    if end <= start:
        return None
    cell = _CELLS.match(text, start, min(end, start + 24))
    if cell and (named := words(rules).key(cell[1])):  # 标题 | 在全县大会上的讲话 |
        while end > cell.end() and text[end - 1] in "| \u3000":
            end -= 1
        return Line(cell.end(), end, "key", index, named) if named != "body" else None
    if text[start] == "|" and (parameter := _PARAMETER.match(text, start, min(end + 1, start + 40))):
        return Line(min(parameter.end(), end), end, "key", index, words(rules).key(parameter[1]) or "other")
    by = words(rules).byline.match(text, start, end) if end - start < _BY else None
    if by and is_open_name("".join(text[by.end() : end].split()), rules):
        return Line(by.end(), end, "key", index, "speaker")  # 文/罗照远
    stated = _STATED_KEY.match(text, start, end) if end - start < _STATED else None
    if stated and words(rules).framed_keys["speaker"].fullmatch(stated[1]):
        return Line(stated.end(), end, "key", index, "speaker")  # 演讲人　呼吸内科　罗照远
    key = KEY.match(text, start, min(end, start + 40))
    name = words(rules).key("".join((key[1] or key[2]).split()).lower()) if key else None
    if key and name and (key[1] or name not in _MAY_SPEAK or text[end - 1] not in FULL_STOPS):
        if name != "body" and (name != "title" or end - key.end() <= TITLE):  # 讲话内容：同志们，…
            return Line(key.end(), end, "key", index, name)
        if key.end() == end:
            return None
        start = key.end()
    elif key and not name and key.end() < end and not _WORDS.search(text, key.end(), end):
        return Line(key.end(), end, "key", index, "other")  # 文章编号：0012-334, 【文库检索码】 YC.07
    elif text[start] == "【" and text[end - 1] == "】" and end - start < 40:
        start, end = start + 1, end - 1
        if not text[start:end].strip(BLANKS):
            return None
    elif text[start] in "【[［（(" and (column := _COLUMN.match(text, start, end)):
        start = column.end()  # 【领导讲话】县长在全县大会上的讲话
    if (
        text[start] in _DOTS
        and (dot := _DOT.match(text, start, end))
        and words(rules).strong.fullmatch(text, dot.end(), end)
    ):
        start = dot.end()  # • 在全县大会上的讲话
    kind = classify(text, start, end, rules)
    if kind == "text" and text[end - 1] in COLONS and end - start < TITLE:
        at = text.find("在", start, end)  # 沈怀远校长在毕业典礼上的讲话： | 同学们：
        if at >= 0 and _GIVEN_AT.fullmatch(text, at, end - 1) and words(rules).strong.fullmatch(text, start, end - 1):
            return Line(start, end - 1, "short", index)
    return Line(start, end, kind, index)


def classify(text: str, start: int, end: int, rules: Rules) -> Kind:
    """What a line is when it is looked at alone."""
    if end - start > _LONGEST:
        if is_menu(text, start, end):
            return "furniture"
        return "note" if rules["head.preface"].match(text, start, end) else "text"
    addressed = ADDRESS.search(text, start, end)
    if addressed and text[start] in "（(" and text[end - 1] in "）)":
        return "note"  # （直播：https://…）
    if addressed and not _PROSE.search(text, start, end):
        return "furniture"
    if rules["head.furniture"].fullmatch(text, start, end):
        return "furniture"
    if is_salutation(text, start, end, rules):
        return "salutation"
    if rules["head.preface"].match(text, start, end):
        return "note"
    if rules["head.note"].seen(text[start:end]):
        return "note"
    if is_menu(text, start, end):
        return "furniture"
    if end - start > TITLE:
        return "text"
    if dates := find_dates(text, start, end):
        if _PLAIN_ISO.fullmatch(text, start, end) or (dates[0][0][0] == start and _STAMP.search(text, start, end)):
            return "stamp"
        if (
            (bullet := _BULLET.match(text, start, end))
            and dates[0][0][0] == bullet.end()
            and not _PROSE.search(text, dates[0][0][1], end)
        ):
            return "stamp"  # • 2024-03-07 毕业典礼 714
        if "版" in text[end - 6 : end] and rules["head.paper"].fullmatch(text, start, end):
            return "stamp"  # 云川日报1987年6月3日第2版
        if rules["head.printed"].search(text, start, dates[0][0][0]):
            return "stamp"
        if len(dates[0][1]) > 4 and _is_date_line(text, start, end, dates[0][0], rules):
            return "date"
    if (
        end - start <= 20
        and (text[end - 1] in _DAY_ENDS or text[end - 1].isdigit())
        and (
            _REPUBLIC.fullmatch(text, start, end)
            or (end - start <= 14 and text[end - 1] in _DAY_ENDS and find_month_days(text, start, end))
        )
    ):
        return "date"
    if _PAIRS.fullmatch(text, start, end) and rules["head.counter"].search(text, start, end):
        return "stamp"  # 发布人：办公室 点击率：88
    if rules["head.number"].fullmatch(text, start, end):
        return "number"
    if rules["head.series"].fullmatch(text, start, end):
        return "series"
    if text[start] in "—―─" or text.startswith("--", start, end):
        return "subtitle"
    if _HEADING.match(text, start, end):
        return "heading"
    if LABEL.fullmatch(text, start, end):
        return "label"
    if text[end - 1] in _GOES_ON or text.count("\t", start, end) > 1:  # a table's row
        return "text"
    if (
        person_line(text, start, end, rules)
        or framed_line(text, start, end, rules)
        or people_line(text, start, end, rules)
    ):
        return "person"
    if text[start] in "（(" and text[end - 1] in "）)" and is_office(text, start + 1, end - 1, rules):
        return "office"  # 罗照远 | （县人大常委会主任）
    if is_office(text, start, unnamed(text, start, end), rules) and not calls_all(text, start, end):
        return "office"
    if "。" in text[start:end] or (text[end - 1] in "？?" and LABEL.match(text, start, end)):
        return "text"
    return "short"


def unnamed(text: str, start: int, end: int) -> int:
    """县长 ×××: where the marks begin that stand for a name."""
    at = end
    while at > start and text[at - 1] in _ANONYMOUS:
        at -= 1
    if not 2 <= end - at <= 4:
        return end
    if at - 2 > start and text[at - 2] in BLANKS:
        at -= 1  # 县长 李××
    while at > start and text[at - 1] in BLANKS:
        at -= 1
    return at


def is_menu(text: str, start: int, end: int) -> bool:
    """Whether a line is a page's menu: eight or more short words with blanks or strokes between, and no sentence."""
    return end - start > _SHORT_MENU and _MENU.fullmatch(text, start, end) is not None


def _is_date_line(text: str, start: int, end: int, date: Span, rules: Rules) -> bool:
    """A date and little else: its place, its meeting, its speaker."""
    era = start + 2 if text.startswith(rules.words["era"], start) else start
    rest = _BRACKETS.sub(" ", text[era : date[0]] + " " + text[date[1] : end]).strip(BLANKS + PAUSES)
    if text[start] in "（(" and text[end - 1] in "）)" and GIVEN.search(rest):
        return True  # （2022年1月18日省长罗照远代表省政府向…会议作的工作报告）
    if words(rules).complete.fullmatch(rest) and not rest.startswith(("在", "于")) and text[start] not in "（—":
        return False  # 2010年11月22日教工大会 is a title
    if words(rules).strong.fullmatch(_COMMA.split(rest)[0].strip()):
        return False
    if not rest or _DATE_REST.fullmatch(rest) or person_line(rest, 0, len(rest), rules):
        return text[end - 1] not in "。；：:"
    gap = _AFTER_MEETING.search(rest)
    if gap is None or not _DATE_REST.fullmatch(rest[: gap.end()].strip()):
        return False
    return person_line(rest, gap.end(), len(rest), rules) is not None
