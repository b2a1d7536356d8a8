"""The places above a speech that may name its speaker: a line, the date's line, the title, a field, a note."""

from __future__ import annotations

import re

from ...model import Span
from ...rules.types import Rules
from ...signs import PAUSES
from ..calendar.forms import find_dates
from ..forms import LogicalText
from ..people.frames import framed_line, placed_name, stated_name
from ..people.names import Person, is_name, is_office, patterns, people_line, person_in_title, person_line
from ..people.titles import inner_person
from .kinds import GIVEN, Line
from .regions import Head
from .title import is_strong
from .wordings import words

_AROUND = "（( \u3000\t）)—―" + PAUSES
_INTERVIEW = re.compile(r"[—―─\s]{0,4}(?:专|采)?访|[—―─\s]{0,4}(?:对话|专访)")
_KEY_BEFORE = re.compile(r"(\w(?:[ \u3000]{0,3}\w){1,7})(?:\s{0,3}(?:[：:】/｜|]|】\s?[：:])\s*|\s{1,6})$")
_OPENING = 200  # characters of a note that the body begins with
_KEY_REACH = 24
_LAST_GAP = re.compile(r"[ \t\u3000]+(?=\S+$)")
_STROKE = re.compile(r"\s?[|｜丨]\s?")
_AFTER_MEETING = re.compile(r"上\s?(?=\S)")
_DASHES = re.compile(r"[—―─\-\s]+")
_FIELD_END = re.compile(
    r"[，,、（(]|[ \t\u3000]+(?=\w{2,6}[：:])"
)  # what follows in a field: 竞聘人：罗照远　竞聘岗位：…
_BRACKETED = re.compile(r"\s?[（(]([^（()）]{2,20})[）)]")
_WHEN = re.compile(
    r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|近日|日前|今[日天]|昨[日天])(?:上午|下午|晚上?|凌晨)?[，,]?"
)
_CLAUSE = re.compile("[，,的]")
_LEAD = 60  # characters of a lead in which its subject stands
_Found = tuple[Person, str]


def on_a_line(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """省长 胡玉亭, alone or beside the date."""
    rows = [*head.after, *head.before[-1:]] if head.title else head.after
    office: Span | None = None
    for row in rows:
        if row.kind == "person":
            place = text.text, row.start, row.end, rules
            person = person_line(*place) or framed_line(*place) or people_line(*place) or placed_name(*place, 6)
            if person:
                below = next((r for r in head.after if r.start > row.start), None)  # 蒲建国 | 县农业农村局副局长
                behind = unbracketed(text.text, below) if below and below.kind == "office" and not below.key else None
                return person._replace(office=person.office or office or behind), "speaker.line"
        elif row.kind == "date" and (person := _beside_date(text, row, rules)):
            return person, "speaker.dateline"
        elif row.kind == "subtitle":  # ——某某分公司总经理 周景文
            if _INTERVIEW.match(text.text, row.start, row.end):
                continue
            dashes = _DASHES.match(text.text, row.start, row.end)
            if dashes and text.text.startswith(rules.words["tells.of"], dashes.end()):
                continue  # ——记政协委员 罗照远
            place = text.text, dashes.end() if dashes else row.start, row.end, rules
            if (person := person_line(*place)) and person.office:
                return person, "speaker.line"
        office = _office_above(text, row, rules)
    return None


def unbracketed(text: str, row: Line) -> Span:
    """（县人大常委会主任） without the brackets around it."""
    inside = text[row.start] in "（(" and text[row.end - 1] in "）)"
    return (row.start + 1, row.end - 1) if inside else (row.start, row.end)


def _office_above(text: LogicalText, row: Line, rules: Rules) -> Span | None:
    """区长 above the name, also after the meeting: ——2031年1月8日在区人民代表大会上 区长 | 罗照远."""
    if row.kind == "office":
        return unbracketed(text.text, row)
    if row.kind not in ("subtitle", "date"):
        return None
    at = text.text.rfind("上", row.start, row.end) + 1
    while 0 < at < row.end and text.text[at] in _AROUND:
        at += 1
    return (at, row.end) if 0 < at < row.end and is_office(text.text, at, row.end, rules) else None


def _beside_date(text: LogicalText, row: Line, rules: Rules) -> Person | None:
    """A name before or after the date on its line: 王小明 2022.10.23; …会议上 省长 王小明."""
    for span, _ in find_dates(text.text, row.start, row.end)[:1]:
        before = _trim(text.text, row.start, span[0])
        apart = text.text[span[1] : span[1] + 1] in " \u3000\t）)在，,、"  # 4月16日于北京，… names nobody
        apart = apart or GIVEN.search(text.text, span[1], row.end) is not None
        after = _trim(text.text, span[1], row.end) if apart else (0, 0)
        gap = _AFTER_MEETING.search(text.text, *after)
        for start, end in (before, after, (gap.end(), after[1]) if gap else (0, 0)):
            if end <= start:
                continue
            place = text.text, start, end, rules
            # 2022年1月18日省长罗照远代表省政府向…作的报告
            person = person_line(*place) or framed_line(*place) or person_in_title(*place)
            listed = start > span[1] and text.text[span[1]] in PAUSES  # （2020年3月1日，杭州） names a place
            if person and (person.office or not listed):
                return person
    return None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


def in_title(text: LogicalText, title: list[Span], head: Head, rules: Rules) -> _Found | None:
    """The name in the title of what somebody says: 罗照远在全县干部大会上的讲话."""
    if not any(rules["head.speaks"].search(text.text, *span) for span in title):
        return None
    lines = [(row.start, row.end) for row in head.title[:1]]  # with the name before a colon that the title leaves out
    for start, end in [*title, *lines]:
        place = text.text, start, end, rules
        if person := person_in_title(*place) or inner_person(*place):
            named = people_line(text.text, start, person.name[1], rules)  # 罗照远、林澄宇同志在…上的讲话
            return named or person, "speaker.title"
        stroke = _STROKE.search(text.text, start, end)  # 书记讲党课 | 罗照远：做群众的贴心人
        if stroke and (person := person_in_title(text.text, stroke.end(), end, rules)):
            return person, "speaker.title"
    return None


def interviewed(text: LogicalText, title: list[Span], rules: Rules) -> _Found | None:
    """Who is interviewed: 专访县委书记罗照远."""
    for start, end in title:
        match = _INTERVIEW.match(text.text, start, end)
        if match and (person := person_line(text.text, match.end(), end, rules)):
            return person, "speaker.interview"
    return None


def in_field(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """【 作  者 】王小明; two authors are reporters."""
    hosts = any(rules["head.hosted"].search(text.text, r.start, r.end) for r in head.title)
    for row in (*head.before, *head.after):
        if row.key != "speaker" and not (hosts and row.key == "chair"):
            continue
        if _is_stated(text, row) and not _is_said(text, row):
            continue
        stop = _FIELD_END.search(text.text, row.start, row.end)  # 采访对象：张某，1945年生
        for end in (row.end, stop.start() if stop else row.start):
            place = text.text, row.start, end, rules
            person = person_line(*place) or (framed_line(*place) if end > row.start else None)
            if person := person or (_in_own_field(text.text, row, end, rules) if end > row.start else None):
                behind = _BRACKETED.match(text.text, person.name[1], row.end)  # 周景文（志愿队队长）
                if behind and is_office(text.text, *behind.span(1), rules):
                    person = person._replace(office=person.office or behind.span(1))
                return person, "speaker.field"
    return None


def _in_own_field(text: str, row: Line, end: int, rules: Rules) -> Person | None:
    """主讲人：言午, 演讲者：某部三连上等兵　巴特尔: what a key for a speaker states is a name, whatever its letters."""
    key = _KEY_BEFORE.search(text, max(0, row.start - _KEY_REACH), row.start)
    if key is None or words(rules).framed_keys["speaker"].fullmatch("".join(key[1].split())) is None:
        return None
    if apart := stated_name(text, row.start, end, rules):
        return apart
    gap = _LAST_GAP.search(text, row.start, end)
    start = gap.end() if gap else row.start
    person = placed_name(text, start, end, rules, 6)
    return person._replace(office=(row.start, gap.start())) if person and gap else person


def by_author(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """author: 罗照远 in the front matter of a speech: a guess, as it may be whoever put the text there."""
    if not head.salutation and not any(is_strong(text, row, rules) for row in head.title):
        return None
    for row in (*head.before, *head.title, *head.after):
        if not _is_stated(text, row):
            return None
        if row.key == "speaker" and (person := person_line(text.text, row.start, row.end, rules)):
            return person, "speaker.author"
    return None


def _is_stated(text: LogicalText, row: Line) -> bool:
    return any(span[0] == row.start for _, span in text.said.fields)


def _is_said(text: LogicalText, row: Line) -> bool:
    """Whether the text names the author that a page's field does: mostly it is who put the page there."""
    name = text.text[row.start : row.end]
    return text.text.find(name, 0, row.start) >= 0 or text.text.find(name, row.end) >= 0


def in_notes(text: LogicalText, head: Head, tail: list[Span], rules: Rules) -> _Found | None:
    """现摘录某某局长《…》; 这是毛泽东在…; 此为某某副总理1997年…的讲话."""
    notes = [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"]
    found = patterns(rules)
    if found.noted.match(text.text, head.body):  # 这是罗照远在…会议上的政治报告, longer than a line
        notes.append((head.body, min(len(text.text), head.body + _OPENING)))
    for start, end in notes:
        if (reply := found.answered.search(text.text, start, end)) and is_name(reply[2], rules):
            return Person(reply.span(2), reply.span(1)), "speaker.note"
    for start, end in [*notes, *tail]:
        for match in found.noted.finditer(text.text, start, end):
            if not rules["head.spoken-text"].search(text.text, match.end(), min(end, match.end() + 80)):
                continue  # 这是时代赋给我们的考题
            if is_name(match[2] or match[4], rules):
                if match[4]:
                    return Person(match.span(4), None), "speaker.note"
                office = (
                    match.span(1)
                    if match[1]
                    else match.span(3)
                    if match[3] and match[3] not in found.honorifics
                    else None
                )
                return Person(match.span(2), office), "speaker.note"
    return None


def in_lead(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
    """总统罗照远10日出席国庆大会，发表演说。… 致词全文如下：: whom a story names whose speech stands below it."""
    if not any(rules["head.full-text"].search(text.text, row.start, row.end) for row in head.after + head.before):
        return None
    for row in (*head.before, *head.after):
        if row.kind not in ("text", "note"):
            continue
        for start in _clauses(text.text, row):
            if person := person_in_title(text.text, start, row.end, rules):
                return person, "speaker.note"
    return None


def _clauses(text: str, row: Line) -> list[int]:
    """25日，正在对某国进行访问的|总统罗照远在…发表演说: where somebody may be named in the first words of a lead."""
    day = _WHEN.match(text, row.start, row.end)
    starts = [day.end() if day else row.start]
    return starts + [gap.end() for gap in _CLAUSE.finditer(text, starts[0], min(row.end, row.start + _LEAD))]


def in_place(text: LogicalText, head: Head, rules: Rules) -> _Found | None:
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
