"""Who speaks: the line with a name, the title, an author field, a note, or the labels of a transcript."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ...model import Span
from ...rules.types import Rules
from ..calendar.forms import find_dates
from ..forms import Field, LogicalText
from ..people.frames import framed_line, inner_person, introduced, placed_name, signers
from ..people.names import Person, is_name, is_office, patterns, person_in_title, person_line
from .lines import GIVEN, LABEL, Line
from .regions import Head

_INTERVIEW = re.compile(r"[—―─\s]{0,4}(?:专|采)?访|[—―─\s]{0,4}(?:对话|专访)")
_SPEAKS = re.compile(
    r"讲话|致辞|致词|演讲|发言|报告|述职|强调|指出|指示|批示|寄语|贺信|贺词|声明|公开信|讲稿|谈话|结论|说明|汇报|祝词|[：:]"
)
_TURN = re.compile(rf"[# *]*+({LABEL.pattern})")
_ASKS = frozenset(
    ["记者", "问", "答", "主持人", "采访组", "司仪", "主席", "提问", "观众", "众人", "全场", "编者", "Q", "A"]
)
_AFTER_MEETING = re.compile(r"上\s?(?=\S)")
_LETTERSPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_COMMA = re.compile("[，,、（(]")
_BRACKETED = re.compile(r"\s?[（(]([^（()）]{2,20})[）)]")
_LETTER = 3000  # no letter is longer
_OPENING = 200  # characters in which a speaker introduces himself
_TAIL = 6  # paragraphs in which a text is signed
_SPOKEN_TEXT = re.compile(r"讲话|演辞|演词|演讲|报告|发言|致辞|致词|文章|结论|谈话|讲稿|访谈|观点|主要")
_AUTHOR = re.compile(r"作者[系为是：:]\s?([^，,。；;）)]{3,40})(?=[，,。；;）)])")


def find_speaker(
    text: LogicalText, title: list[Span], head: Head, tail: list[Span], last: int, rules: Rules
) -> dict[str, Field]:
    """``speaker`` and ``position``, as far as the head states them."""
    person, rule = (
        _on_a_line(text, head, rules)
        or _in_title(text, title, head, rules)
        or _interviewed(text, title, rules)
        or _in_field(text, head, rules)
        or _in_notes(text, head, tail, rules)
        or _in_place(text, head, rules)
        or (None, "")
    )
    if person is None:
        return (
            _from_labels(text, head, last, rules)
            or _signed(text, head, last, rules)
            or _introduced(text, head, rules)
            or _from_author_note(text, tail, rules)
        )
    return _fields(text, head, person, rule, rules)


def _fields(text: LogicalText, head: Head, person: Person, rule: str, rules: Rules) -> dict[str, Field]:
    name = "".join(text.raw[slice(*person.name)].split())
    fields = {"speaker": Field(name, person.name, rule)}
    office = person.office or _office(text, name, head, rules)
    if office:
        office = _behind_meeting(text.text, office)
        value = _LETTERSPACE.sub("", text.raw[slice(*office)].strip(" \u3000，,、"))
        fields["position"] = Field(value, office, rule)
    return fields


_Found = tuple[Person, str]


def _on_a_line(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """省长 胡玉亭, alone or beside the date."""
    rows = [*head.after, *head.before[-1:]] if head.title else head.after
    office: Span | None = None
    for row in rows:
        if row.kind == "person":
            place = text.text, row.start, row.end, rules
            person = person_line(*place) or framed_line(*place) or placed_name(*place, 6)
            if person:
                return person._replace(office=person.office or office), "speaker.line"
        elif row.kind == "date" and (person := _beside_date(text, row, rules)):
            return person, "speaker.dateline"
        office = (row.start, row.end) if row.kind == "office" else None
    return None


def _beside_date(text: LogicalText, row: Line, rules: Rules) -> Person | None:
    """A name before or after the date on its line: 王小明 2022.10.23; …会议上 省长 王小明."""
    for span, _ in find_dates(text.text, row.start, row.end)[:1]:
        before = _trim(text.text, row.start, span[0])
        apart = text.text[span[1] : span[1] + 1] in " \u3000\t）)在"  # 4月16日于北京，… names nobody
        apart = apart or GIVEN.search(text.text, span[1], row.end) is not None
        after = _trim(text.text, span[1], row.end) if apart else (0, 0)
        gap = _AFTER_MEETING.search(text.text, *after)
        for start, end in (before, after, (gap.end(), after[1]) if gap else (0, 0)):
            if end <= start:
                continue
            place = text.text, start, end, rules
            # 2022年1月18日省长罗照远代表省政府向…作的报告
            if person := person_line(*place) or framed_line(*place) or person_in_title(*place):
                return person
    return None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in "（( \u3000\t，,、—―）":
        start += 1
    while end > start and text[end - 1] in "（( \u3000\t，,、）)":
        end -= 1
    return start, end


def _in_title(text: LogicalText, title: list[Span], head: Head, rules: Rules) -> _Found | None:
    if not any(_SPEAKS.search(text.text, *span) for span in title):
        return None
    lines = [(row.start, row.end) for row in head.title[:1]]  # with the name before a colon that the title leaves out
    for start, end in [*title, *lines]:
        place = text.text, start, end, rules
        if person := person_in_title(*place) or inner_person(*place):
            return person, "speaker.title"
    return None


def _interviewed(text: LogicalText, title: list[Span], rules: Rules) -> _Found | None:
    for start, end in title:
        match = _INTERVIEW.match(text.text, start, end)
        if match and (person := person_line(text.text, match.end(), end, rules)):
            return person, "speaker.interview"
    return None


def _in_field(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """【 作  者 】王小明; two authors are reporters."""
    for row in (*head.before, *head.after):
        if row.key != "speaker" or (_is_stated(text, row) and not _is_said(text, row)):
            continue
        comma = _COMMA.search(text.text, row.start, row.end)  # 采访对象：张某，1945年生
        for end in (row.end, comma.start() if comma else row.start):
            if person := person_line(text.text, row.start, end, rules):
                behind = _BRACKETED.match(text.text, person.name[1], row.end)  # 周景文（志愿队队长）
                if behind and is_office(text.text, *behind.span(1), rules):
                    person = person._replace(office=person.office or behind.span(1))
                return person, "speaker.field"
    return None


def _is_stated(text: LogicalText, row: Line) -> bool:
    return any(span[0] == row.start for _, span in text.said.fields)


def _is_said(text: LogicalText, row: Line) -> bool:
    """Whether the text names the author that a page's field does: mostly it is who put the page there."""
    name = text.text[row.start : row.end]
    return text.text.find(name, 0, row.start) >= 0 or text.text.find(name, row.end) >= 0


def _in_notes(text: LogicalText, head: Head, tail: list[Span], rules: Rules) -> _Found | None:
    """现摘录某某局长《…》; 这是毛泽东在…; 此为某某副总理1997年…的讲话."""
    notes = [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"]
    found = patterns(rules)
    for start, end in [*notes, *tail]:
        for match in found.noted.finditer(text.text, start, end):
            if not _SPOKEN_TEXT.search(text.text, match.end(), min(end, match.end() + 80)):
                continue  # 这是时代赋给我们的考题
            if is_name(match[2] or match[4], rules):
                if match[4]:
                    return Person(match.span(4), None), "speaker.note"
                office = match.span(1) if match[1] else match.span(3) if match[3] and match[3] != "同志" else None
                return Person(match.span(2), office), "speaker.note"
    return None


def _behind_meeting(text: str, office: Span) -> Span:
    """在全省人民代表大会第四次会议上省长: the office without the meeting."""
    at = text.rfind("上", *office) + 1
    return (at, office[1]) if text[office[0]] == "在" and office[0] < at < office[1] else office


def _in_place(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """罗照远入冬以来，…: a name that the loss of a line break has glued to the first sentence."""
    if not head.title or head.salutation:
        return None
    row = (head.after or head.title)[-1]
    if not find_dates(text.text, row.start, row.end) or text.paragraph_at(row.start) != text.paragraph_at(head.body):
        return None
    match = patterns(rules).glued_open.match(text.text, head.body)
    if match and _is_free(text.text, match.span(1), rules):
        return Person(match.span(1), None), "speaker.glued"
    return None


def _is_free(text: str, name: Span, rules: Rules) -> bool:
    """No words of prose: they begin no common word, and the speech does not say them again."""
    words = text[slice(*name)]
    free = placed_name(text, *name, rules) and is_name(words[:2], rules)
    return bool(free) and text.find(words[:2], name[1]) < 0


def _signed(text: LogicalText, head: Head, last: int, rules: Rules) -> dict[str, Field]:
    """总经理：周景文 below the text, or a name with a date below it; two signers are both named."""
    first = max(text.paragraph_at(head.body) + 1, last - _TAIL)
    for i in range(last - 1, first - 1, -1):
        start, end = text.paragraphs[i]
        if end - start > 60:
            continue
        people = signers(text.text, start, end, rules)
        while people and i > first and (above := signers(text.text, *text.paragraphs[i - 1], rules)):
            people, i = above + people, i - 1
        if not people and (person := _above_date(text, i, last, rules)):
            people = [person]
        if people:
            fields = _fields(text, head, people[0], "speaker.signature", rules)
            names = ["".join(text.raw[slice(*p.name)].split()) for p in people]
            both = fields["speaker"]._replace(value="、".join(names), span=(people[0].name[0], people[-1].name[1]))
            return {**fields, "speaker": both} if len(people) > 1 else fields
    return {}


def _above_date(text: LogicalText, i: int, last: int, rules: Rules) -> Person | None:
    if i + 1 >= last:
        return None
    start, end = text.paragraphs[i + 1]
    dates = find_dates(text.text, start, end) if end - start < 20 else []
    if not dates or dates[0][0][1] - dates[0][0][0] < end - start - 4:
        return None
    place = text.text, *text.paragraphs[i], rules
    return person_line(*place) or framed_line(*place)


def _introduced(text: LogicalText, head: Head, rules: Rules) -> dict[str, Field]:
    start = head.salutation.end if head.salutation else head.body
    person = introduced(text.text, start, min(len(text.text), start + _OPENING), rules)
    return _fields(text, head, person, "speaker.introduced", rules) if person else {}


def _office(text: LogicalText, name: str, head: Head, rules: Rules) -> Span | None:
    """The office beside the same name in a profile, a note or an editor's sentence above the title."""
    places = [(r.start, r.end) for r in (*head.before, *head.after) if r.kind in ("note", "key")]
    places += [(r.start, r.end) for r in head.before if r.kind == "text"]
    found = patterns(rules)
    for start, end in places:
        at = text.text.find(name, start, end)
        while at >= 0:
            near = max(start, at - 40)
            if before := found.office_before.search(text.text[near:at]):
                # 推荐给大家的是县委书记…: the sentence is no part of the office
                return max(before.start(1), text.text.rfind("是", near, at) + 1 - near) + near, before.end(1) + near
            if after := found.office_after.match(text.text, at + len(name), end):
                return after.span()
            at = text.text.find(name, at + len(name), end)
    return None


def signature(text: LogicalText, head: Head, last: int, rules: Rules) -> dict[str, Field]:
    """``speaker`` and ``date`` of a letter, which stand below it: …表示祝贺！李建国 2020年8月17日."""
    end = min(text.paragraphs[last - 1].end, head.body + _LETTER)
    for match in patterns(rules).signed.finditer(text.text, head.body, end):
        dates = find_dates(text.text, match.end(), min(end, match.end() + 20))
        if dates and is_name(match[1], rules):
            name = "".join(text.raw[slice(*match.span(1))].split())
            return {
                "speaker": Field(name, match.span(1), "speaker.signature"),
                "date": Field(dates[0][1], dates[0][0], "date.signature"),
            }
    return {}


def _from_author_note(text: LogicalText, tail: list[Span], rules: Rules) -> dict[str, Field]:
    """（作者系某某促进会会长，…）: an office without a name."""
    for start, end in tail:
        match = _AUTHOR.search(text.text, start, end)
        if match and patterns(rules).office_line.fullmatch(text.text, *match.span(1)):
            return {"position": Field(text.raw[slice(*match.span(1))], match.span(1), "position.author")}
    return {}


def _from_labels(text: LogicalText, head: Head, last: int, rules: Rules) -> dict[str, Field]:
    """In a transcript: whoever says most, if that is more than half; an office without a name is a position."""
    paragraphs = text.paragraphs[text.paragraph_at(head.body) - 1 if head.body else 0 : last]
    where: dict[str, Span] = {}
    turns = [(0, "")]
    for i, (first, stop) in enumerate(paragraphs):
        if turn := _TURN.match(text.text, first, stop):
            start, end = turn.span(1)
            if end >= stop or start == first or turn[1][:-1] in where:
                label = turn[1].rstrip("：: ")
                where.setdefault(label, (start, start + len(label)))
                turns.append((i, label))
    if len(where) < 2:
        return {}
    said: Counter[str] = Counter()
    for (i, label), (j, _) in pairwise([*turns, (len(paragraphs), "")]):
        said[label] += sum(p.end - p.start for p in paragraphs[i:j])
    speaker, chars = said.most_common(1)[0]
    if not speaker or speaker in _ASKS or chars * 2 < sum(said.values()):
        return {}
    person = person_line(text.text, *where[speaker], rules)
    if person is None:
        if patterns(rules).office_line.fullmatch(speaker):
            return {"position": Field(text.raw[slice(*where[speaker])], where[speaker], "speaker.label")}
        return {}
    return {"speaker": Field(text.raw[slice(*person.name)], person.name, "speaker.label")}
