"""Where a speech was given: the meeting or event, from the title, the subtitle, a date line or the opening."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, FULL_STOPS, SENTENCE_ENDS
from ..calendar.forms import find_dates
from ..forms import Field, LogicalText
from .regions import Head, runs
from .title import squeezed
from .wordings import words

_THIS_IS = re.compile("(?:这|此|本文|此文|此件)(?:系|是|为)")
_TODAY = re.compile(rf"[^{FULL_STOPS}]{{0,40}}?(?:今天|今日|现在)[，,]?[^{SENTENCE_ENDS}]{{0,80}}[{CLAUSE_ENDS}]")
_TALK = ("讲话", "词", "辞", "演讲", "发言")  # what is held at an event of any name; a report is not


class Patterns(NamedTuple):
    """Group 1 of each is the occasion."""

    at: re.Pattern[str]
    meeting: re.Pattern[str]
    bare: re.Pattern[str]
    held: re.Pattern[str]
    stressed: re.Pattern[str]
    opening: re.Pattern[str]
    note: re.Pattern[str]
    letter: re.Pattern[str]
    event: re.Pattern[str]
    holder: re.Pattern[str]
    papers: re.Pattern[str]
    spoke: re.Pattern[str]
    draft: re.Pattern[str]
    session: re.Pattern[str]
    to: re.Pattern[str]
    attended: re.Pattern[str]
    no_event: re.Pattern[str]
    below: re.Pattern[str]
    lead: re.Pattern[str]


@lru_cache(maxsize=8)
def patterns(rules: Rules) -> Patterns:
    """The patterns of a rule set, compiled once."""
    noun = word_pattern(rules.words["speech.noun"])
    event = word_pattern(rules.words["event.noun"])
    ending = word_pattern((*rules.words["event.noun"], *rules.words["event.end"]))
    talk = word_pattern(word for word in rules.words["speech.noun"] if word.endswith(_TALK))
    draft, duty, office = (word_pattern(rules.words[name]) for name in ("draft.noun", "report.duty", "office"))
    held, said = (word_pattern(rules.words[f"event.{name}"]) for name in ("held", "said"))
    name = rf"[^{CLAUSE_ENDS}]{{2,60}}?"
    bracket = r"(?:全文|实录)?(?:\s?[（(][^（(）)]{1,12}[）)]){0,2}"
    return Patterns(
        at=re.compile(
            rf"在([^{CLAUSE_ENDS}]{{2,80}}?)(?:上|(?:结束|闭幕)?时|期间|中)的?(?:重要|所作的|作的)?(?:{noun})"
        ),
        meeting=re.compile(rf"在({name}(?:{event}){bracket})上[）)\s]*(?=$|\s|[）)]|[\u4e00-\u9fff])"),
        bare=re.compile(
            rf"[—―─-]{{0,4}}\s?在?([^{CLAUSE_ENDS}在]{{2,50}}?(?:{event}){bracket})(?:上的?|的|\s?[·•|｜]\s?)?"
            rf"(?:重要|{office})?(?:{noun}){bracket}$"
        ),
        held=re.compile(
            rf"([^{CLAUSE_ENDS}\s]{{2,40}}?(?:{event}|工作会))(?:\s?在[\u4e00-\u9fff]{{2,8}})?"
            r"(?:隆重|胜利|圆满|顺利)?(?:举行|召开|开幕|闭幕)(?!会议)"
        ),
        stressed=re.compile(rf"在([^{CLAUSE_ENDS}]{{2,40}}?(?:{event}))上?(?:发表|作|强调|指出|的?讲话)"),
        opening=re.compile(
            rf"(?:召开|举行)(?:的是|了)?(?:一[个次])?((?![这本此]次|这个|今天)[^{CLAUSE_ENDS}、在]{{2,50}}?(?:{event}))(?=[{CLAUSE_ENDS}])"
        ),
        note=re.compile(
            rf"(?:在(?![^{CLAUSE_ENDS}]{{0,20}}出席)|召开的|举行的)([^{CLAUSE_ENDS}的]{{2,50}}?(?:{event}))(?:(?:上|时)(?:所作|所做|作|做)?的|的?(?:{noun}))"
        ),
        letter=re.compile(rf"召开了?([^{CLAUSE_ENDS}]{{2,40}}?(?:{event}))(?=[{CLAUSE_ENDS}])"),
        # 读书节讲话稿; 毕业典礼致辞: what is held is an open class
        draft=re.compile(
            rf"[—―─]{{0,4}}\s?在?([^{CLAUSE_ENDS}在]{{1,40}}?)(?:上的?|的)?(?:领导|校长|书记)?(?:{draft}){bracket}$"
            rf"|[—―─（(]{{0,4}}\s?在?([^{CLAUSE_ENDS}在]{{1,40}}?(?:{ending}))(?:上的?|的)?[ \u3000]{{0,2}}"
            rf"(?:重要|主旨|{office})?(?:{talk}){bracket}[）)]?$"
        ),
        # 六届三次职代会行政工作报告
        session=re.compile(
            rf"([一二三四五六七八九十\d]{{1,3}}届[一二三四五六七八九十\d]{{1,3}}次[^{CLAUSE_ENDS}]{{2,16}}?)(?:上的?|的)?(?:{duty})?(?:工作)?报告"
        ),
        to=re.compile(
            rf"(?:{office})致([^{CLAUSE_ENDS}]{{2,40}}?[会宴礼])的?(?:{noun})|"
            rf"(?:(?:{office}|同志)\s?于|向)([^{CLAUSE_ENDS}]{{2,40}}?)(?:上|时)?(?:所)?(?:作|做)?的?(?:开幕|闭幕|主旨|工作|主题)?(?:{noun})"
        ),
        attended=re.compile(
            rf"(?:出席|在)([^{CLAUSE_ENDS}（(]{{2,40}}(?:{ending}))[^{CLAUSE_ENDS}（(]{{0,4}}?(?:上|时)?的?(?:{noun})(?:内容)?{bracket}$"
        ),
        # 以下是罗照远今日（四月二日）出席读书节开幕典礼的致辞全文：
        below=re.compile(
            rf".*(?:以下|下面)[是为].*?(?:出席(?!.*出席)|在(?!.*出席))([^{CLAUSE_ENDS}]{{2,80}}?)(?:上|时)?(?:就[^{CLAUSE_ENDS}]{{2,60}})?的?(?:主旨|开幕|闭幕|开场)?(?:{noun})"
            rf"(?:全文|原文|摘要|内容|节录)?{bracket}[：:。]?$"
        ),
        # 出席在总统府前举行的「庆祝国庆大会」，…发表演说
        lead=re.compile(
            rf"(?:出席|参加|主持召开)(?:了|在[^{CLAUSE_ENDS}「“]{{2,24}}?(?:举行|举办|召开)的)?[「“]?([^{CLAUSE_ENDS}「」“”]{{2,50}}?(?:{event}))(?=[」”{CLAUSE_ENDS}]|上|时|的|致|发表|并)"
        ),
        no_event=re.compile(
            rf"关于|.*(?:{office}|同志|工作|个人|代表)$|(?:领导|国旗下|政府|竞聘|述职|新年)$|.{{0,20}}(?:{office})就"
        ),
        # an office, and an event that is not the office's own: 校长办公会, 委员会议, 代表大会
        holder=re.compile(
            rf"[^{CLAUSE_ENDS}在]{{0,4}}?(?:{office})(?=[^{CLAUSE_ENDS}]{{4}})"
            rf"(?!{word_pattern(rules.words['event.of-office'])})"
        ),
        # 全省供销社主任会议交流材料, 第五届职工代表大会第三次会议文件（一）
        papers=re.compile(
            rf"[（(【]?([^{CLAUSE_ENDS}（(]{{2,50}}(?:{event}))"
            rf"(?:{word_pattern(rules.words['meeting.paper'])})(?:之?\s?[（(]?\w{{1,3}}[）)]?)?[）)】]?"
        ),
        # 在读书节开幕式上发表演讲, 在代表大会上，院长作报告
        spoke=re.compile(
            rf"在(?:[^{CLAUSE_ENDS}在]{{2,24}}(?:{held})的?)?([^{CLAUSE_ENDS}在]{{2,50}}?(?:{event}))上?(?:{said})"
        ),
        event=re.compile(rf"\s*([^\s].{{0,40}}?(?:{ending}))(?:逐字稿|实录|纪实)?"),
    )


def find_occasion(
    text: LogicalText, title: list[Span], head: Head, tail: list[Span], report: bool, rules: Rules
) -> Field | None:
    """The occasion as a field. ``title``: spans of title and subtitle; ``tail``: ends of the last paragraphs."""
    for row in (*head.before, *head.after):
        if row.key == "occasion" and row.end > row.start:
            span = row.start, row.end
            return Field(text.raw[slice(*span)], span, "occasion.field")
    if where := _above_noun(text, head, rules):
        return where
    lines = [*title, *runs(text, head)]
    found = _in_title(text, lines, report, rules) or _dated(text, title[:1], rules)
    noted = _in_notes(text, head, tail, rules)
    found = found or _of_papers(text, head, rules)
    # 读书节开幕典礼 in a headline, 2031年读书节开幕典礼 in the note below it
    longer = found and noted and len(noted.value) > len(found.value) and noted.value.endswith(found.value)
    return noted if longer else found or noted


def _in_title(text: LogicalText, lines: list[Span], report: bool, rules: Rules) -> Field | None:
    """在…上的讲话; ——2026年1月27日在…会议上; …开学典礼讲话; a news title's …会议召开."""
    found = patterns(rules)
    for start, end in lines:
        if match := found.at.search(text.text, start, end):
            return _field(text, match, "at", rules)
        if match := found.meeting.search(text.text, start, end):
            return _field(text, match, "meeting", rules)
        attends = text.text.find("出席", start, end) >= 0  # 罗副馆长出席读书节颁奖典礼致词稿
        if attends and (drafted := _drafted(text, start, end, found.attended, rules)):
            return drafted
        if report:
            match = found.held.search(text.text, start, end) or found.stressed.search(text.text, start, end)
        else:
            if drafted := _drafted(text, start, end, found.to, rules):
                return drafted
            match = found.bare.match(text.text, start, end) or found.session.search(text.text, start, end)
        if match:
            return _field(text, match, "news" if report else "title", rules)
        for pattern in (found.attended, found.draft):
            if drafted := _drafted(text, start, end, pattern, rules):
                return drafted
    return None


def _above_noun(text: LogicalText, head: Head, rules: Rules) -> Field | None:
    """云川水库开工仪式 | 致　辞: the lines of a title above a word for a speech."""
    if len(head.title) < 2 or not words(rules).part.fullmatch(squeezed(text, head.title[-1])):
        return None
    span = head.title[0].start, head.title[-2].end
    if not text.text[slice(*span)].endswith((*rules.words["event.noun"], *rules.words["event.end"])):
        return None
    return Field("".join(text.raw[slice(*span)].split("\n")), span, "occasion.title")


def _of_papers(text: LogicalText, head: Head, rules: Rules) -> Field | None:
    """全省供销社主任会议交流材料 above the title, 《模范父亲表扬大会》 below it: the event on a line of its own."""
    found = patterns(rules)
    for row in head.before:
        if match := found.papers.fullmatch(text.text, row.start, row.end):
            return _field(text, match, "papers", rules)
    for row in (*head.title[1:], *head.after[:2]):
        quoted = row.end - row.start > 2 and text.text[row.start] in "《「【“" and text.text[row.end - 1] in "》」】”"
        if quoted and (match := found.event.fullmatch(text.text, row.start + 1, row.end - 1)):
            return _field(text, match, "papers", rules)
    return None


def _drafted(text: LogicalText, start: int, end: int, pattern: re.Pattern[str], rules: Rules) -> Field | None:
    """校园读书节讲话稿, 周景文馆长于读书节开幕典礼致辞, …向全省代表大会作的工作报告."""
    found = patterns(rules)
    match = pattern.match(text.text, start, end) if pattern is found.draft else pattern.search(text.text, start, end)
    group = (match.lastindex or 1) if match else 1
    if match is None or found.no_event.match(match[group]):
        return None
    return _field(text, match, "drafted", rules, group)


def _dated(text: LogicalText, title: list[Span], rules: Rules) -> Field | None:
    """2010年11月22日教工大会: a title that is nothing but day and event."""
    for start, end in title:
        dates = find_dates(text.text, start, end)
        if dates and dates[0][0][0] - start <= 1:
            match = patterns(rules).event.fullmatch(text.text, dates[0][0][1], end)
            return _field(text, match, "dated", rules) if match else None
    return None


def _in_notes(text: LogicalText, head: Head, tail: list[Span], rules: Rules) -> Field | None:
    """这是…在…全体会议上所作的结论; 5月24日，市政府召开全市教育大会 in a forwarder's letter."""
    found = patterns(rules)
    notes = [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"]
    for start, end in [*notes, *(span for span in tail if _THIS_IS.search(text.text, *span))]:
        if match := found.note.search(text.text, start, end):
            return _field(text, match, "note", rules)
    for start, end in notes:
        if match := found.below.match(text.text, start, end):
            return _field(text, match, "note", rules)
    for row in head.before:
        if row.kind == "note" and (match := found.letter.search(text.text, row.start, row.end)):
            return _field(text, match, "letter", rules)
    for start, end in notes:
        if text.text[end - 1] in COLONS and (match := found.spoke.search(text.text, start, end)):
            return _field(text, match, "note", rules)
    if any(rules["head.full-text"].search(text.text, *span) for span in notes):  # the story above a speech
        for row in (*head.before, *head.after):
            if row.kind in ("text", "note") and (match := found.lead.search(text.text, row.start, row.end)):
                return _field(text, match, "letter", rules)
    return None


def opening_occasion(text: LogicalText, body: int, rules: Rules) -> Field | None:
    """今天，我们召开…座谈会，: the meeting that the first sentence names."""
    match = _TODAY.match(text.text, body)
    if match is None:
        return None
    if found := patterns(rules).opening.search(text.text, match.start(), match.end()):
        return _field(text, found, "opening", rules)
    return None


def _office_before(text: LogicalText, start: int, end: int, rules: Rules) -> int:
    """校长|毕业典礼致辞, 行政长官|国庆酒会致辞: where the event begins after who speaks at it; 0: no office.

    市长办公会讲话 is given at an event that its office names.
    """
    office = patterns(rules).holder.match(text.text, start, end)
    return office.end() if office else 0


def _field(text: LogicalText, match: re.Match[str], rule: str, rules: Rules, group: int = 1) -> Field:
    start, end = match.span(group)
    if rule in ("title", "drafted") and (office := _office_before(text, start, end, rules)):
        start = office
    while end > start and text.text[end - 1] in " \u3000":
        end -= 1
    if text.text[start] in "「“《" and not any(sign in text.text[start:end] for sign in "」”》"):
        start += 1  # 在「云川论坛」的致辞
    return Field("".join(text.raw[start:end].split("\n")), (start, end), f"occasion.{rule}")
