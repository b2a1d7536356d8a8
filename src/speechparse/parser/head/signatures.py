"""Who speaks, by what stands in and below the speech: signatures, the labels of turns, a note on the author."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, PAUSES
from ..calendar.forms import find_dates
from ..forms import Field, LogicalText
from ..people.addressees import calls_all
from ..people.frames import framed_line, placed_name, signers
from ..people.names import Person, both, is_name, is_office, patterns, people_line, person_line, signed_line
from .kinds import BLANKS, KEY, LABEL
from .offices import people_fields
from .regions import Head
from .wordings import words

_TURN = re.compile(rf"[# *]*+({LABEL.pattern})")
_LETTER = 3000  # no letter is longer
_DAY = 20  # characters of a line of a day
_SIGNED = 3
_TAIL = 6  # paragraphs in which a text is signed
_AUTHOR = re.compile(rf"作者[系为是：:]\s?([^{CLAUSE_ENDS}）)]{{3,40}})(?=[{CLAUSE_ENDS}）)])")


def signed(text: LogicalText, head: Head, last: int, rules: Rules) -> dict[str, Field]:
    """总经理：周景文 below the text, or a name with a date below it; two signers are both named."""
    first = max(text.paragraph_at(head.body) + 1, last - _TAIL)
    for i in range(last - 1, first - 1, -1):
        start, end = text.paragraphs[i]
        if end - start > 60:
            continue
        keyed = _keyed(text, start, end, rules)
        people = [keyed] if keyed else signers(text.text, start, end, rules)
        while people and i > first and (above := signers(text.text, *text.paragraphs[i - 1], rules)):
            people, i = above + people, i - 1
        if not people and (person := _above_date(text, i, last, rules)):
            people = _with_above(text, person, i, first, rules)
        if people:
            return people_fields(text, head, people, "speaker.signature", rules)
    person = _at_end(text, first, last, rules) or _below_date(text, first, last, rules)
    return people_fields(text, head, both(text.text, person, rules), "speaker.signature", rules) if person else {}


def _keyed(text: LogicalText, start: int, end: int, rules: Rules) -> Person | None:
    """述职人：罗照远 below the text; an author below it is rather who put it on the page."""
    key = KEY.match(text.text, start, end)
    name = "".join((key[1] or key[2]).split()) if key else ""
    if key is None or len(name) < 3 or not words(rules).framed_keys["speaker"].fullmatch(name):
        return None
    dates = find_dates(text.text, key.end(), end)  # 述职人：罗照远　2019年12月28日
    end = dates[0][0][0] if dates else end
    while end > key.end() and text.text[end - 1] in BLANKS:
        end -= 1
    place = text.text, key.end(), end, rules
    if person := person_line(*place) or framed_line(*place) or placed_name(*place):
        return person
    gap = max(text.text.rfind(blank, key.end(), end) for blank in BLANKS)  # 演讲人：收费二班 母小萍
    return placed_name(text.text, gap + 1, end, rules) if gap >= 0 else None


def _above_date(text: LogicalText, i: int, last: int, rules: Rules) -> Person | None:
    if i + 1 >= last:
        return None
    start, end = text.paragraphs[i + 1]
    dates = find_dates(text.text, start, end) if end - start < 20 else []
    if not dates or dates[0][0][1] - dates[0][0][0] < end - start - 4:
        return None
    place = text.text, *text.paragraphs[i], rules
    return person_line(*place) or framed_line(*place) or people_line(*place)


def _with_above(text: LogicalText, person: Person, i: int, first: int, rules: Rules) -> list[Person]:
    """县委书记 罗照远 | 县长 林澄宇 | 2020年2月6日: two who sign on lines of their own, each with an office."""
    people = both(text.text, person, rules)
    while person.office and i > first:
        i -= 1
        above = person_line(text.text, *text.paragraphs[i], rules)
        if above is None or above.office is None:
            break
        people.insert(0, above)
    return people


def _at_end(text: LogicalText, first: int, last: int, rules: Rules) -> Person | None:
    """馆长 周景文 敬上, （校长 周景文）: the line that a text is signed with, the last or above a page's own."""
    for i in range(last - 1, max(first, last - _SIGNED) - 1, -1):
        if person := signed_line(text.text, *text.paragraphs[i], rules) or _bracketed(text, i, rules):
            return person
        above = text.paragraphs[i - 1] if i > first else None
        if above and above.end - above.start < 20 and is_office(text.text, above.start, above.end, rules):
            person = person_line(text.text, *text.paragraphs[i], rules)  # 董事长 | 沈怀远
            if person and person.office is None:
                return person._replace(office=(above.start, above.end))
    return None


def _below_date(text: LogicalText, first: int, last: int, rules: Rules) -> Person | None:
    """2019年12月31日 | 罗照远: the name below the day, as the last line."""
    if last - 2 < first:
        return None
    day, name = text.paragraphs[last - 2 : last]
    dates = find_dates(text.text, *day) if day.end - day.start < _DAY else []
    whole = dates and len(dates[0][1]) > 4 and dates[0][0][1] - dates[0][0][0] >= day.end - day.start - 2
    placed = text.text.startswith("于", name.start)  # 于校园
    return person_line(text.text, *name, rules) if whole and not placed and name.end - name.start < _DAY else None


def _bracketed(text: LogicalText, i: int, rules: Rules) -> Person | None:
    """（校长 周景文　2020年1月1日）: office and name in brackets, with or without the day."""
    start, end = text.paragraphs[i]
    if end - start > 60 or text.text[start] not in "（(" or text.text[end - 1] not in "）)":
        return None
    start, end = start + 1, end - 1
    dates = find_dates(text.text, start, end)
    end = dates[0][0][0] if dates else end
    while end > start and text.text[end - 1] in BLANKS + PAUSES:
        end -= 1
    place = text.text, start, end, rules
    person = person_line(*place) or framed_line(*place)
    return person if person and (person.office or dates) else None


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


def from_author_note(text: LogicalText, tail: list[Span], rules: Rules) -> dict[str, Field]:
    """（作者系某某促进会会长，…）: an office without a name; （罗照远同志系某某厂厂长，…）: both."""
    for start, end in tail:
        told = patterns(rules).told.match(text.text, start, end)
        if told and is_name(told[1], rules) and is_office(text.text, *told.span(2), rules):
            name = "".join(text.raw[slice(*told.span(1))].split())
            return {
                "speaker": Field(name, told.span(1), "speaker.note"),
                "position": Field(text.raw[slice(*told.span(2))], told.span(2), "speaker.note"),
            }
        match = _AUTHOR.search(text.text, start, end)
        if match and patterns(rules).office_line.fullmatch(text.text, *match.span(1)):
            return {"position": Field(text.raw[slice(*match.span(1))], match.span(1), "position.author")}
    return {}


def from_labels(text: LogicalText, head: Head, last: int, rules: Rules) -> dict[str, Field]:
    """In a transcript: whoever says most, half of it or far more than anyone else; an office alone is a position."""
    paragraphs = text.paragraphs[text.paragraph_at(head.body) - 1 if head.body else 0 : last]
    where: dict[str, Span] = {}
    turns = [(0, "")]
    for i, (first, stop) in enumerate(paragraphs):
        if turn := _TURN.match(text.text, first, stop):
            start, end = turn.span(1)
            if calls_all(text.text, start, end - 1) or (head.salutation and start == head.salutation.start):
                continue  # 各位代表：, 高三全体同学：
            if end >= stop or start == first or turn[1][:-1] in where:
                label = turn[1].rstrip(COLONS + " ")
                where.setdefault(label, (start, start + len(label)))
                turns.append((i, label))
    if len(where) < 2:
        return {}
    said: Counter[str] = Counter()
    for (i, label), (j, _) in pairwise([*turns, (len(paragraphs), "")]):
        said[label] += sum(p.end - p.start for p in paragraphs[i:j])
    speaker, chars = said.most_common(1)[0]
    second = max((n for label, n in said.items() if label != speaker), default=0)
    most = chars * 2 >= sum(said.values()) or (chars * 3 >= sum(said.values()) and chars >= second * 4)
    if not speaker or speaker in rules.words["head.asks"] or not most:
        return {}
    place = text.text, *where[speaker], rules
    person = person_line(*place) or framed_line(*place)  # 杨予之校长：
    if person is None and len(speaker) == 3 and 0 <= text.text.find(speaker, 0, head.body) < where[speaker][0]:
        person = placed_name(*place)  # 访县委书记木青峰 | 木青峰：谢谢。: the head names whoever answers
    if person is None:
        if patterns(rules).office_line.fullmatch(speaker):
            return {"position": Field(text.raw[slice(*where[speaker])], where[speaker], "speaker.label")}
        return {}
    return {"speaker": Field(text.raw[slice(*person.name)], person.name, "speaker.label")}
