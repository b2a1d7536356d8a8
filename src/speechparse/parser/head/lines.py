"""The lines of the head matter and what each of them is.

A head is read line by line; a paragraph may hold several lines (a field table run together, a document on a
single line). ``Lines`` looks at each line alone; what follows from the order of lines is for ``front``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from ...model import Span
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ..calendar.forms import find_dates, find_month_days
from ..forms import LogicalText
from ..people.addressees import find_salutation, is_salutation, opening_salutation
from ..people.frames import framed_line
from ..people.names import is_office, patterns, person_line

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


@dataclass(slots=True, eq=False)
class Line:
    """``[start, end)`` without blanks and marks (#, 【标题】); ``key`` names the field of a key line."""

    start: int
    end: int
    kind: Kind
    paragraph: int
    key: str = ""


class Words(NamedTuple):
    """Word lists as patterns. ``strong``: a speech's title; ``complete``: a title that needs no next line."""

    keys: dict[str, str]
    strong: re.Pattern[str]
    complete: re.Pattern[str]
    glued: re.Pattern[str]


_LONG = 120  # a paragraph of this length is no line of a head, but may begin with some
_WRAPPED = 70  # characters of joined lines that may be a head's
_REACH = 320  # how far into a long paragraph its head is looked for
_TITLE = 90  # no longer line is a title
_LONGEST = 200  # characters of a line that is anything but a preface or text
_BLANKS = " \t\r\n\u3000\xa0*_"
_GAP = re.compile(
    r"(?=[（(\s※—―])(?:([（(][^（(）)]{0,40}日[^（(）)]{0,24}[）)])|[ \t\u3000]{2,}|\t|\s*※\s*|(?=[—―]{2})|"
    # One blank divides only where it is plain what stands on both sides: …上的讲话 周启明 （2024年3月8日）
    r"(?<=讲话|报告|致辞|致词|演讲|发言) (?=[\u4e00-\u9fff·]{2,4}[ （])| (?=（\d{4}年))"
)
_FIELD = re.compile(r"(?=【)|(?<= )(?=- [a-z_]{2,20}: )")
_MARKS = re.compile(r"[#\s\u3000*_\xa0]{1,12}")
DATELINE = re.compile(r"新华社[\u4e00-\u9fff·]{1,12}\d{1,2}月\d{1,2}日\s?电")
_LETTER = re.compile("[^，。]{0,30}(?:贺信|贺电|贺词|慰问信|慰问电)(?=值此|在|欣闻|欣悉|值|正值)")
_CAPTION = re.compile(r"(?:记者|通讯员|本报|供图)\s?[^。，\s]{0,8}\s?[^。，\s]{0,8}\s?摄(?![影像制])")
_KEY = re.compile(r"(?:【([^【】]{1,12})】|(?:[-*]\s{1,3})?([\w \u3000]{1,16}?)\s{0,3}[：:])\s{0,12}")
_PROSE = re.compile("[\u3400-\u9fff][，。；]|[\u3400-\u9fff]{12}")
_ADDRESS = re.compile(r"https?://|www\.|\"\s?/>")
_ADDRESSED = re.compile("同志们|尊敬的|亲爱的|敬爱的|各位|老师们|同学们|女士们|朋友们|代表们|委员们")
_TITLED = re.compile(rf"【([^【】]{{4,40}})】(?={_ADDRESSED.pattern})")
_PRINTED = re.compile(r"(?:编印|印制|印发|印刷|[科室处办]印|发布|刊发|更新|上传|转载|录入)[于：: \u3000]{0,3}$")
_REPUBLIC = re.compile(r"(?:中华)?(?:民国)?1?\d\d年\d{1,2}月\d{1,2}日")  # 114年01月21日
_WORDS = re.compile("[\u3400-\u9fff]{2}")
_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}(?:[，、,章节条编]|部分|个)"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳●■◆★•▪]|[一二三四五六]是|一\s)"
)
_STAMP = re.compile(r"(?:来源|出处|编辑|责编|作者|浏览|点击|时间)\s?[：:]|\d{1,2}[:：时]\d{2}")
_PLAIN_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
LABEL = re.compile(r"[^\s，。：:、（(]{1,10}+(?:\s[^\s，。：:]{1,14}+)?\s?[：:]")
_COMMA = re.compile("[，,]")
_STOP = re.compile("[：:！!，,]")  # an address ends with one
_BRACKETS = re.compile("[（(）)—―─]")
_AFTER_MEETING = re.compile(r"上\s?(?=\S)")  # …会议上 省长 赵刚
# What may stand beside a date on its line: a place, a meeting, who passed the text.
_DATE_REST = re.compile(r"(?:于|在)?[\u4e00-\u9fff·]{0,16}|在.{4,60}(?:上|时|期间|会议|大会)|.{4,40}(?:通过|修订|修正)")
GIVEN = re.compile(r"(?:作|做|所作|所做|发表|的)(?:的)?[\u4e00-\u9fff]{0,4}(?:报告|讲话|演讲|致辞|致词|发言)")


# The names of the format's fields (source.Hint) that are read as another key, or as a line of another kind.
_FIELD_KEYS = {
    **{name: name for name in ("title", "speaker", "date", "occasion", "source", "number", "place")},
    "published": "printed",
    "issued": "printed",
}
_FIELD_KINDS: dict[str, Kind] = {"position": "office", "subtitle": "subtitle"}


@lru_cache(maxsize=8)
def words(rules: Rules) -> Words:
    """The compiled word lists of a rule set."""
    keys = {w: name.removeprefix("key.") for name, ws in rules.words.items() if name.startswith("key.") for w in ws}
    nouns = word_pattern(rules.words["speech.noun"])
    events = word_pattern(rules.words["event.noun"])
    papers = word_pattern(rules.words["paper.noun"])
    bracket = r"(?:全文)?(?:\s?[（(][^（(）)]{1,20}[）)]){0,2}"
    return Words(
        keys=keys,
        strong=re.compile(rf"(?![（(“])[^。；;]{{0,70}}(?:{nouns}){bracket}"),
        # 在全县工作会议上的讲话春节刚过，…: what follows the title is no word of a sentence about it
        glued=re.compile(
            rf"[^，,。；;：:！!？?“\s]{{0,12}}在[^，,。；;：:！!？?“\s]{{4,50}}?(?:上|时)的(?:{nouns})(?:[（(][^（()）]{{1,20}}[）)])?"
            r"(?=[\u4e00-\u9fff])(?![精中要指的是里后和与及之强]|后)"
        ),
        complete=re.compile(rf".*(?:{nouns}|{events}|{papers}|[）)]){bracket}》?"),
    )


class Lines:
    """The lines of a text's paragraphs. What splits a file reads much the same ones as what reads a head: each is
    looked at once.
    """

    def __init__(self, text: LogicalText, rules: Rules, source: str = "") -> None:
        """``source``: the text of the source, in which the line ends stand; without it no joined lines are parted."""
        self.text, self.rules, self._source = text, rules, source
        self._known: dict[tuple[int, bool], list[Line]] = {}
        self._fields: dict[int, list[tuple[str, Span]]] = {}
        for name, span in text.said.fields:
            self._fields.setdefault(text.paragraph_at(span[0]), []).append((name, span))
        title = text.said.title
        self._title = text.paragraph_at(title[0]) if title and title[1] - title[0] <= _TITLE else -1

    def between(self, first: int, last: int) -> Iterator[Line]:
        """The lines of the paragraphs ``first`` to ``last``; stop taking them where the speech begins."""
        key = ""
        spoken = 0
        for index in range(first, last):
            for line in self.of(index, spoken < 2):
                if key and line.kind != "key":  # the value stands on the line below: 来源： | 四川日报
                    line = replace(line, kind="key", key=key)
                yield line
                key = line.key if line.start == line.end and line.key != "other" else ""
                spoken += line.kind == "text"

    def of(self, index: int, head: bool) -> list[Line]:
        """The lines of one paragraph; ``head`` is false where the speech has begun."""
        if (index, head) not in self._known:
            self._known[index, head] = self._stated(index) if index in self._fields else self._read(index, head)
        return self._known[index, head]

    def _read(self, index: int, head: bool) -> list[Line]:
        start, end = self.text.paragraphs[index]
        found: list[Line] = []
        for first, last in self._parted(start, end) if head else [(start, end)]:
            cut = _cut(self.text.text, first, last, head, self.rules)
            found += [line for span in cut if (line := _line(self.text.text, *span, index, self.rules))]
        if index == self._title and len(found) == 1 and found[0].kind in ("short", "text", "note", "heading"):
            found = [replace(found[0], kind="short", key="title")]
        return found

    def _parted(self, start: int, end: int) -> list[Span]:
        """The source's lines again, where they are no sentence, or one is an address or the rest of a tag.

        Lines of about one length, which the text phase takes for a wrapped paragraph, may be the lines of a head.
        """
        short = end - start <= _WRAPPED and self.text.text[end - 1] not in "。！？!?；;：:，,"
        if self.text.text[start] in "（(" or not self._source:
            return [(start, end)]
        if not short and not _ADDRESS.search(self.text.text, start, min(end, start + _REACH)):
            return [(start, end)]
        starts = self.text.breaks
        inner = starts[bisect_right(starts, start) : bisect_left(starts, min(end, start + _REACH))]
        return list(pairwise([start, *inner, end]))

    def _stated(self, index: int) -> list[Line]:
        """The lines of a paragraph that holds key fields of the format: each value, and the words between."""
        start, end = self.text.paragraphs[index]
        found: list[Line] = []
        for name, (first, last) in sorted(self._fields[index], key=itemgetter(1)):
            found += self._between(start, first, index)
            key = _FIELD_KEYS.get(name) or words(self.rules).keys.get(name, "other")
            found.append(Line(first, last, _FIELD_KINDS.get(name, "key"), index, key))
            start = last
        return found + self._between(start, end, index)

    def _between(self, start: int, end: int, index: int) -> list[Line]:
        """What stands between two fields, if it is more than the next one's key: 来源："""
        words_ = self.text.text[start:end].strip(_BLANKS + "-|·")
        if len(words_) < 2 or words_[-1] in "：:=":
            return []
        line = _line(self.text.text, start, end, index, self.rules)
        return [line] if line else []


def _cut(text: str, start: int, end: int, head: bool, rules: Rules) -> Iterator[Span]:
    """A paragraph -> the lines that its layout has lost: fields, gaps, a salutation run on.

    ``head`` is false where the speech has begun: then only a turn of a transcript is divided.
    """
    reach = min(end, start + _REACH)
    if head and text[start] == "【" and (titled := _TITLED.match(text, start, reach)):
        yield titled.span(1)
        start = titled.end()
    if text[start] == "【" or text.startswith("- ", start):
        cuts = [m.start() for m in _FIELD.finditer(text, start + 1, reach)]
        yield from zip([start, *cuts], [*cuts, end], strict=True)
        return
    if turn := _labelled_salutation(text, start, end, rules):
        yield from turn
        return
    if not head:
        yield start, end
        return
    begin = text[start:reach]
    dateline = DATELINE.search(text, start, reach) if "电" in begin else None
    if dateline and dateline.start() > start and "。" not in text[start : dateline.start()]:
        yield start, dateline.start()  # a title that a story runs on from
        start = dateline.start()
    caption = _CAPTION.search(text, start, reach) if "摄" in begin else None
    if caption and caption.end() < end and "。" not in text[caption.end() : end]:
        yield start, caption.end()  # a title that runs on from a picture's caption
        start = caption.end()
    greeting = None
    if _STOP.search(begin):
        greeting = find_salutation(text, start, reach, rules) or opening_salutation(text, start, reach, rules)
    if greeting and (cut := _glued_title(text, *greeting, rules)):
        yield start, cut
        start, greeting = cut, (cut, greeting[1])
    if greeting and greeting[0] > start:
        yield from _gaps(text, start, greeting[0])
        start = greeting[0]
    if greeting and greeting[1] < end:
        yield greeting
        yield greeting[1], end
    elif end - start < _LONG:
        yield start, end
    else:
        yield from _opening_lines(text, start, end, rules)


def _labelled_salutation(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """行政长官：主席、各位议员：…: label, salutation and rest."""
    label = LABEL.match(text, start, min(end, start + 40))
    if label is None or label.end() >= end or is_salutation(text, start, label.end(), rules):
        return []
    greeting = opening_salutation(text, label.end(), min(end, start + _REACH), rules)
    if greeting is None and is_salutation(text, label.end(), end, rules):
        greeting = label.end(), end
    if greeting is None:
        return []
    return [span for span in ((start, label.end()), greeting, (greeting[1], end)) if span[0] < span[1]]


def _gaps(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of a stretch between wide gaps, before dashes and behind a date in brackets; blanks may trail."""
    at = start
    for gap in _GAP.finditer(text, start, end):
        stop = gap.end(1) if gap[1] else gap.start()
        if stop > at:
            yield at, stop
        at = gap.end()
    if at < end:
        yield at, end


def _glued_title(text: str, start: int, end: int, rules: Rules) -> int | None:
    """医院职代会主持词同志们：, 【开学典礼致辞】尊敬的…：: where the address begins that its title has run into."""
    address = _ADDRESSED.search(text, start + 3, end)
    if address is None:
        return None
    first, last = start, address.start()
    while first < last and text[first] in "【[《":
        first += 1
    while last > first and text[last - 1] in "】]》 ":
        last -= 1
    return address.start() if words(rules).strong.fullmatch(text, first, last) else None


def _opening_lines(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """A long paragraph: the short lines it begins with, if gaps divide them, and the rest."""
    at = start
    if (title := words(rules).glued.match(text, start, min(end, start + _TITLE))) and title.end() < end:
        yield title.span()
        yield title.end(), end
        return
    for piece in _gaps(text, start, min(end, start + 200)):
        if piece[1] - piece[0] > 70 or "。" in text[slice(*piece)] or piece[1] >= start + 200:
            break
        yield piece
        at = piece[1]
    letter = _LETTER.match(text, start, end)
    if letter and at == start:
        yield letter.span()
        yield letter.end(), end
        return
    if at > start:
        at += len(text[at : at + 40]) - len(text[at : at + 40].lstrip(_BLANKS + "※"))
    if at > start and (name := patterns(rules).glued.match(text, at, end)):
        yield at, name.end()
        at = name.end()
    yield at, end


def _line(text: str, start: int, end: int, index: int, rules: Rules) -> Line | None:
    marks = _MARKS.match(text, start, end)
    start = marks.end() if marks else start
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    if end <= start:
        return None
    key = _KEY.match(text, start, min(end, start + 40))
    name = words(rules).keys.get("".join((key[1] or key[2]).split())) if key else None
    if key and name and (key[1] or name != "other" or text[end - 1] not in "。？！?!"):
        if name != "body":
            return Line(key.end(), end, "key", index, name)
        if key.end() == end:
            return None
        start = key.end()
    elif key and not name and key.end() < end and not _WORDS.search(text, key.end(), end):
        return Line(key.end(), end, "key", index, "other")  # 文章编号：0012-334, 【文库检索码】 YC.07
    elif text[start] == "【" and text[end - 1] == "】" and end - start < 40:
        start, end = start + 1, end - 1
    return Line(start, end, classify(text, start, end, rules), index)


def classify(text: str, start: int, end: int, rules: Rules) -> Kind:
    """What a line is when it is looked at alone."""
    if end - start > _LONGEST:
        return "note" if rules["head.preface"].match(text, start, end) else "text"
    addressed = _ADDRESS.search(text, start, end)
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
    if end - start > _TITLE:
        return "text"
    if dates := find_dates(text, start, end):
        if _PLAIN_ISO.fullmatch(text, start, end) or (dates[0][0][0] == start and _STAMP.search(text, start, end)):
            return "stamp"
        if _PRINTED.search(text, start, dates[0][0][0]):
            return "stamp"
        if len(dates[0][1]) > 4 and _is_date_line(text, start, end, dates[0][0], rules):
            return "date"
    if (
        end - start <= 14
        and text[end - 1] in "日）"
        and (find_month_days(text, start, end) or _REPUBLIC.fullmatch(text, start, end))
    ):
        return "date"
    if rules["head.number"].fullmatch(text, start, end):
        return "number"
    if rules["head.series"].fullmatch(text, start, end):
        return "series"
    if text[start] in "—―─":
        return "subtitle"
    if _HEADING.match(text, start, end):
        return "heading"
    if LABEL.fullmatch(text, start, end):
        return "label"
    if text[end - 1] in "。；;，,：:" or text.count("\t", start, end) > 1:  # a table's row
        return "text"
    if person_line(text, start, end, rules) or framed_line(text, start, end, rules):
        return "person"
    if is_office(text, start, end, rules):
        return "office"
    if "。" in text[start:end] or (text[end - 1] in "？?" and LABEL.match(text, start, end)):
        return "text"
    return "short"


def _is_date_line(text: str, start: int, end: int, date: Span, rules: Rules) -> bool:
    """A date and little else: its place, its meeting, its speaker."""
    rest = _BRACKETS.sub(" ", text[start : date[0]] + " " + text[date[1] : end]).strip(_BLANKS + "，,、")
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
