"""The lines of the head matter and what each of them is.

A head is read line by line; a paragraph may hold several lines (a field table run together, a document on a
single line). ``lines`` looks at each line alone; what follows from the order of lines is for ``front``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ..model import Span
from ..rules.types import Cue, Rules, union, word_pattern
from .dates import find_dates
from .ir import LogicalText
from .names import patterns, person_line

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


class Line(NamedTuple):
    """``[start, end)`` without blanks and marks (#, 【标题】); ``key`` names the field of a key line."""

    start: int
    end: int
    kind: Kind
    paragraph: int
    key: str = ""


class Words(NamedTuple):
    """Word lists of the rules as patterns."""

    keys: dict[str, str]
    opener: re.Pattern[str]
    person_part: re.Pattern[str]
    body_part: re.Pattern[str]
    strong: re.Pattern[str]
    complete: re.Pattern[str]


_LONG = 120  # a paragraph of this length is no line of a head, but may begin with some
_REACH = 320  # how far into a long paragraph its head is looked for
_TITLE = 90  # no longer line is a title
_BLANKS = " \t\r\n\u3000\xa0*_"
_GREETING = r"[^。；;：:！!？?，,]{0,8}好"
_GAP = re.compile(r"[ \t\u3000]{2,}|\t|\s*※\s*|(?=[—―]{2})|(?<=日）)")
_FIELD = re.compile(r"(?=【)")
_MARKS = re.compile(r"[#\s\u3000*_\xa0]{1,12}")
_COMMA = re.compile("[，,：:！!。；;？?]")
_STOP = re.compile("[：:！!。；;？?]")
_KEY = re.compile(r"(?:【([^【】]{1,12})】|(?:[-*]\s{1,3})?([\w \u3000]{1,16}?)\s{0,3}[：:])\s{0,12}")
_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}(?:[，、,章节条编]|部分|个)"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳●■◆★•▪]|[一二三四五六]是|一\s)"
)
_STAMP = re.compile(r"(?:来源|出处|编辑|责编|作者|浏览|点击|时间)\s?[：:]|\d{1,2}[:：时]\d{2}")
_PLAIN_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
LABEL = re.compile(r"[^\s，。：:、（(]{1,10}(?:\s[^\s，。：:]{1,14})?\s?[：:]")
# What may stand beside a date on its line: a place, a meeting, who passed the text.
_DATE_REST = re.compile(r"(?:于|在)?[\u4e00-\u9fff·]{0,16}|在.{4,60}(?:上|时|期间)(?:的?讲话)?|.{4,40}(?:通过|修订|修正)")


@lru_cache(maxsize=8)
def words(rules: Rules) -> Words:
    """The compiled word lists of a rule set."""
    keys = {w: name.removeprefix("key.") for name, ws in rules.words.items() if name.startswith("key.") for w in ws}
    audience = word_pattern(rules.words["audience"])
    plural = word_pattern(tuple(w for w in rules.words["audience"] if w.endswith("们")))
    nouns = word_pattern(rules.words["speech.noun"])
    events = word_pattern(rules.words["event.noun"])
    bracket = r"(?:\s?[（(][^（(）)]{1,20}[）)])?"
    papers = "通知|意见|办法|规划|计划|方案|要点|思路|决定|决议|公告|通报|措施|安排|纪要|实录"
    return Words(
        keys=keys,
        opener=re.compile(rf"(?:尊敬|敬爱|亲爱)的|各位|诸位|全体(?={audience})|{plural}|大家(?:早上|上午|下午|晚上)?好"),
        person_part=re.compile(rf"[^。；;：:！!？?，,]{{0,24}}(?:{audience})(?:{_GREETING})?|{_GREETING}"),
        body_part=re.compile(
            rf"[^。；;：:！!？?，,《》]{{0,30}}(?:{word_pattern(rules.words['addressee'])})(?:[（(][^）)]{{1,12}}[）)])?"
        ),
        strong=re.compile(rf"(?![（(“])[^。；;]{{0,70}}(?:{nouns}){bracket}"),
        complete=re.compile(rf".*(?:{nouns}|{events}|{papers}|[）)]){bracket}》?"),
    )


def lines(text: LogicalText, first: int, last: int, rules: Rules) -> Iterator[Line]:
    """The lines of the paragraphs ``first`` to ``last``; stop taking them where the speech begins."""
    key = ""
    for index in range(first, last):
        paragraph = text.paragraphs[index]
        for start, end in _cut(text.text, paragraph.start, paragraph.end, rules):
            for line in _line(text.text, start, end, index, rules):
                if key and line.kind != "key":  # the value stands on the line below: 来源： | 四川日报
                    line = line._replace(kind="key", key=key)
                yield line
                key = line.key if line.start == line.end else ""


def _cut(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """A paragraph -> the lines that its layout has lost: fields, gaps, a salutation run on."""
    reach = min(end, start + _REACH)
    if text[start] == "【":
        cuts = [m.start() for m in _FIELD.finditer(text, start + 1, reach)]
        yield from zip([start, *cuts], [*cuts, end], strict=True)
        return
    label = LABEL.match(text, start, reach)
    if label and label.end() < end and not is_salutation(text, start, label.end(), rules):
        greeting = opening_salutation(text, label.end(), reach, rules)
        if greeting:  # 行政長官：主席、各位議員：
            yield start, label.end()
            start = label.end()
    greeting = opening_salutation(text, start, reach, rules) or find_salutation(text, start, reach, rules)
    if greeting and greeting[0] > start:
        yield from _gaps(text, start, greeting[0], rules)
        start = greeting[0]
    if greeting and greeting[1] < end:
        yield greeting
        yield greeting[1], end
    elif end - start < _LONG:
        yield start, end
    else:
        yield from _opening_lines(text, start, end, rules)


def _gaps(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    at = start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def _opening_lines(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """A long paragraph: the short lines it begins with, if gaps divide them, and the rest."""
    at = start
    for gap in _GAP.finditer(text, start, start + 200):
        piece = text[at : gap.start()]
        if len(piece) > 70 or "。" in piece:
            break
        if piece.strip(_BLANKS):
            yield at, gap.start()
        at = gap.end()
    if at > start and (name := patterns(rules).glued.match(text, at, end)):
        yield at, name.end()
        at = name.end()
    yield at, end


def _line(text: str, start: int, end: int, index: int, rules: Rules) -> Iterator[Line]:
    marks = _MARKS.match(text, start, end)
    start = marks.end() if marks else start
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    if end <= start:
        return
    key = _KEY.match(text, start, min(end, start + 40))
    name = words(rules).keys.get("".join((key[1] or key[2]).split())) if key else None
    if key and name:
        if name != "body":
            yield Line(key.end(), end, "key", index, name)
        elif key.end() < end:
            yield Line(key.end(), end, classify(text, key.end(), end, rules), index)
        return
    if text[start] == "【" and text[end - 1] == "】" and end - start < 40:
        start, end = start + 1, end - 1
    yield Line(start, end, classify(text, start, end, rules), index)


def classify(text: str, start: int, end: int, rules: Rules) -> Kind:
    """What a line is when it is looked at alone."""
    if _match(rules, "head.furniture", text, start, end):
        return "furniture"
    if is_salutation(text, start, end, rules):
        return "salutation"
    if _starts(rules, "head.preface", text, start, end):
        return "note"
    if end - start <= 200 and _search(rules, "head.note", text, start, end):
        return "note"
    if end - start > _TITLE:
        return "text"
    if dates := find_dates(text, start, end):
        if _PLAIN_ISO.fullmatch(text, start, end) or (dates[0][0][0] == start and _STAMP.search(text, start, end)):
            return "stamp"
        if len(dates[0][1]) > 4 and _is_date_line(text, start, end, dates[0][0], rules):
            return "date"
    if _match(rules, "head.number", text, start, end):
        return "number"
    if _match(rules, "head.series", text, start, end):
        return "series"
    if text[start] in "—―─":
        return "subtitle"
    if _HEADING.match(text, start, end):
        return "heading"
    if LABEL.fullmatch(text, start, end):
        return "label"
    if person_line(text, start, end, rules):
        return "person"
    if patterns(rules).office_line.fullmatch(text, start, end):
        return "office"
    return "text" if text[end - 1] in "。；;，,：:" or "。" in text[start:end] else "short"


def _is_date_line(text: str, start: int, end: int, date: Span, rules: Rules) -> bool:
    """A date and little else: its place, its meeting, its speaker."""
    rest = re.sub(r"^[\s，,、]+|[\s，,、]+$", "", re.sub("[（(）)—―─]", " ", text[start : date[0]] + " " + text[date[1] : end]))
    if not rest or _DATE_REST.fullmatch(rest) or person_line(rest, 0, len(rest), rules):
        return text[end - 1] not in "。；：:"
    gap = re.search(r"上\s?(?=\S)", rest)  # …会议上 省长 赵刚
    return bool(gap and _DATE_REST.fullmatch(rest[: gap.end()].strip()) and person_line(rest, gap.end(), len(rest), rules))


def find_salutation(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """The first address to the audience in a stretch, up to its colon or exclamation mark."""
    opener = words(rules).opener.search(text, start, end)
    if opener is None or (opener.start() > start and "。" in text[start : opener.start()].rstrip()[:-1]):
        return None
    stop = _STOP.search(text, opener.start(), min(end, opener.start() + _LONG))
    if stop is None or stop[0] in "。；;？?":
        return None
    span = opener.start(), stop.end()
    return span if is_salutation(text, *span, rules) else None


def opening_salutation(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """An address at the very start that a comma ends: 主席，我謹動議…; 各位媒體大家好，…"""
    comma = _COMMA.search(text, start, min(end, start + 60))
    if comma is None or comma.end() >= end:
        return None
    part = text[start : comma.start()].strip()
    if comma[0] in "：:！!" and is_salutation(text, start, comma.end(), rules):
        return None  # find_salutation sees the whole of it
    greets = part.endswith("好") and words(rules).person_part.fullmatch(part) and len(part) > 2
    if greets or (comma[0] in "，," and part in ("主席", "主席先生", "总统先生", "议长")):
        return start, comma.end()
    return None


def is_salutation(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a line addresses the audience (同志们：) or the receivers of a notice (各镇人民政府：)."""
    if end - start > 200 or text[end - 1] not in "：:！!，,":
        return False
    found = words(rules)
    parts = [p for p in re.split(r"[，,、：:！!\s]+", text[start:end]) if p]
    if not parts:
        return False
    if found.opener.match(parts[0]) or any(parts[0] == w for w in rules.words["audience"]):
        if all(found.person_part.fullmatch(p) for p in parts):
            return True
    return text[end - 1] in "：:" and all(found.body_part.fullmatch(p) or found.person_part.fullmatch(p) for p in parts)


def cue(rules: Rules, name: str, text: str, start: int, end: int) -> tuple[re.Match[str], Cue] | None:
    """The first place in a stretch where a cue set matches, and the row that did."""
    pattern, cues = union(rules, name)
    match = pattern.search(text, start, end)
    return (match, cues[(match.lastindex or 1) - 1]) if match else None


def _match(rules: Rules, name: str, text: str, start: int, end: int) -> bool:
    return union(rules, name)[0].fullmatch(text, start, end) is not None


def _starts(rules: Rules, name: str, text: str, start: int, end: int) -> bool:
    return union(rules, name)[0].match(text, start, end) is not None


def _search(rules: Rules, name: str, text: str, start: int, end: int) -> bool:
    # The rows anchor themselves with ^ and $; search needs the line as a string of its own for ^ to hold.
    return union(rules, name)[0].search(text[start:end]) is not None
