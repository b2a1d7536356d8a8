"""Where a speech was given: the meeting or event, from the title, the subtitle, a date line or the opening."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...rules.types import Rules, word_pattern
from ..calendar.forms import find_dates
from ..forms import Field, LogicalText
from .regions import Head, runs

_THIS_IS = re.compile("(?:这|此|本文|此文|此件)(?:系|是|为)")
_TODAY = re.compile(r"[^。！!]{0,40}?(?:今天|今日|现在)[，,]?[^。；;！!？?]{0,80}[。；;，,]")


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


@lru_cache(maxsize=8)
def patterns(rules: Rules) -> Patterns:
    """The patterns of a rule set, compiled once."""
    noun = word_pattern(rules.words["speech.noun"])
    event = word_pattern(rules.words["event.noun"])
    name = r"[^，,。；;：:！!？?]{2,60}?"
    bracket = r"(?:\s?[（(][^（(）)]{1,12}[）)])?"
    return Patterns(
        at=re.compile(rf"在([^，,。；;：:！!？?]{{2,80}}?)(?:上|时|期间|中)的?(?:重要|所作的|作的)?(?:{noun})"),
        meeting=re.compile(rf"在({name}(?:{event}){bracket})上[）)\s]*(?=$|\s|[）)]|[\u4e00-\u9fff])"),
        bare=re.compile(
            rf"[—―─]{{0,4}}\s?在?([^，,。：:在]{{2,50}}?(?:{event}){bracket})(?:上的?|的)?"
            rf"(?:重要|校长|院长|书记|主席)?(?:{noun}){bracket}$"
        ),
        held=re.compile(
            rf"([^，,。；;：:！!？?\s]{{2,40}}?(?:{event}|工作会))(?:\s?在[\u4e00-\u9fff]{{2,8}})?"
            r"(?:隆重|胜利|圆满|顺利)?(?:举行|召开|开幕|闭幕)(?!会议)"
        ),
        stressed=re.compile(rf"在([^，,。；;：:]{{2,40}}?(?:{event}))上?(?:发表|作|强调|指出|的?讲话)"),
        opening=re.compile(
            rf"(?:召开|举行)(?:的是|了)?(?:一[个次])?((?![这本此]次|这个|今天)[^，,。；;：:、在]{{2,50}}?(?:{event}))(?=[，,。；;：:])"
        ),
        note=re.compile(rf"(?:在|召开的|举行的)([^，,。；;：:的]{{2,50}}?(?:{event}))(?:上|时)(?:所作|所做|作|做)?的"),
        letter=re.compile(rf"召开了?([^，,。；;：:]{{2,40}}?(?:{event}))(?=[，,。；;])"),
        event=re.compile(rf"\s*([^\s].{{0,40}}?(?:{event}))(?:逐字稿|实录|纪实)?"),
    )


def find_occasion(
    text: LogicalText, title: list[Span], head: Head, tail: list[Span], report: bool, rules: Rules
) -> Field | None:
    """The occasion as a field. ``title``: spans of title and subtitle; ``tail``: ends of the last paragraphs."""
    lines = [*title, *runs(text, head)]
    return _in_title(text, lines, report, rules) or _dated(text, title[:1], rules) or _in_notes(text, head, tail, rules)


def _in_title(text: LogicalText, lines: list[Span], report: bool, rules: Rules) -> Field | None:
    """在…上的讲话; ——2026年1月27日在…会议上; …开学典礼讲话; a news title's …会议召开."""
    found = patterns(rules)
    for start, end in lines:
        if match := found.at.search(text.text, start, end):
            return _field(text, match, 0.97, "at")
        if match := found.meeting.search(text.text, start, end):
            return _field(text, match, 0.96, "meeting")
        if report:
            match = found.held.search(text.text, start, end) or found.stressed.search(text.text, start, end)
        else:
            match = found.bare.match(text.text, start, end)
        if match:
            return _field(text, match, 0.9, "news" if report else "title")
    return None


def _dated(text: LogicalText, title: list[Span], rules: Rules) -> Field | None:
    """2010年11月22日教工大会: a title that is nothing but day and event."""
    for start, end in title:
        dates = find_dates(text.text, start, end)
        if dates and dates[0][0][0] - start <= 1:
            match = patterns(rules).event.fullmatch(text.text, dates[0][0][1], end)
            return _field(text, match, 0.8, "dated") if match else None
    return None


def _in_notes(text: LogicalText, head: Head, tail: list[Span], rules: Rules) -> Field | None:
    """这是…在…全体会议上所作的结论; 5月24日，市政府召开全市教育大会 in a forwarder's letter."""
    found = patterns(rules)
    notes = [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"]
    for start, end in [*notes, *(span for span in tail if _THIS_IS.search(text.text, *span))]:
        if match := found.note.search(text.text, start, end):
            return _field(text, match, 0.88, "note")
    for row in head.before:
        if row.kind == "note" and (match := found.letter.search(text.text, row.start, row.end)):
            return _field(text, match, 0.85, "letter")
    return None


def opening_occasion(text: LogicalText, body: int, rules: Rules) -> Field | None:
    """今天，我们召开…座谈会，: the meeting that the first sentence names."""
    match = _TODAY.match(text.text, body)
    if match is None:
        return None
    if found := patterns(rules).opening.search(text.text, match.start(), match.end()):
        return _field(text, found, 0.8, "opening")
    return None


def _field(text: LogicalText, match: re.Match[str], confidence: float, rule: str) -> Field:
    value = "".join(text.raw[match.start(1) : match.end(1)].split("\n"))
    return Field(value, match.span(1), confidence, f"occasion.{rule}")
