"""Where a speech was given: the meeting or event, from the title, the subtitle, a date line or the opening."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..model import Span
from ..rules.types import Rules, word_pattern
from .dates import find_dates
from .ir import Field, LogicalText
from .layout import Head


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
    name = rf"[^，,。；;：:！!？?]{{2,60}}?"
    bracket = r"(?:\s?[（(][^（(）)]{1,12}[）)])?"
    return Patterns(
        at=re.compile(rf"在([^，,。；;：:！!？?]{{2,80}}?)(?:上|时|期间|中)的?(?:重要|所作的|作的)?(?:{noun})"),
        meeting=re.compile(rf"在({name}(?:{event}){bracket})上[）)\s]*(?=$|\s|[）)]|[\u4e00-\u9fff])"),
        bare=re.compile(rf"(?:[—―─]{{1,4}}|^)\s?(?:在)?([^，,。：:]{{2,50}}?(?:{event}){bracket})(?:上的?|的)?(?:重要)?(?:{noun}){bracket}$"),
        held=re.compile(rf"([^，,。；;：:！!？?\s]{{2,40}}?(?:{event}|[工作]会))(?:\s?在[\u4e00-\u9fff]{{2,8}})?(?:隆重|胜利|圆满|顺利)?(?:举行|召开|开幕|闭幕)(?!会议)"),
        stressed=re.compile(rf"在([^，,。；;：:]{{2,40}}?(?:{event}))上?(?:发表|作|强调|指出|的?讲话)"),
        opening=re.compile(rf"(?:召开|举行)(?:的是|了)?(?:一[个次])?([^，,。；;：:、在]{{2,50}}?(?:{event}))(?=[，,。；;：:])"),
        note=re.compile(rf"(?:在|召开的|举行的)([^，,。；;：:的]{{2,50}}?(?:{event}))(?:上|时)(?:所作|所做|作|做)?的"),
        letter=re.compile(rf"召开了?([^，,。；;：:]{{2,40}}?(?:{event}))(?=[，,。；;])"),
        event=re.compile(rf".{{0,40}}(?:{event})"),
    )


def find_occasion(text: LogicalText, title: list[Span], head: Head, tail: list[Span], report: bool, rules: Rules) -> Field | None:
    """The occasion as a field. ``title``: spans of title and subtitle; ``tail``: ends of the last paragraphs."""
    found = patterns(rules)
    lines = [(row.start, row.end) for row in head.after if row.kind in ("date", "subtitle", "short")]
    notes = [(row.start, row.end) for row in (*head.before, *head.after) if row.kind == "note"]
    for start, end in [*title, *lines]:
        for pattern, rule in ((found.at, "at"), (found.meeting, "meeting"), (found.bare, "title")):
            if (match := pattern.search(text.text, start, end)) and not (report and rule == "title"):
                return _field(text, match, 0.96, rule, rules)
        if report and (match := found.held.search(text.text, start, end) or found.stressed.search(text.text, start, end)):
            return _field(text, match, 0.9, "news", rules)
    for start, end in title[:1]:
        dates = find_dates(text.text, start, end)
        if dates and dates[0][0][0] - start <= 1 and (match := found.event.fullmatch(text.text, dates[0][0][1], end)):
            return _span(text, (match.start() + len(match[0]) - len(match[0].lstrip()), end), 0.8, "occasion.dated")
    for start, end in [*notes, *tail]:
        if match := found.note.search(text.text, start, end):
            return _field(text, match, 0.88, "note", rules)
    for start, end in [(row.start, row.end) for row in head.before if row.kind == "note"]:
        if match := found.letter.search(text.text, start, end):
            return _field(text, match, 0.85, "letter", rules)
    return None


def opening_occasion(text: LogicalText, body: int, rules: Rules) -> Field | None:
    """今天，我们召开…座谈会，: the meeting that the first sentence names."""
    match = _TODAY.match(text.text, body)
    if match is None:
        return None
    if found := patterns(rules).opening.search(text.text, match.start(), match.end()):
        return _field(text, found, 0.8, "opening", rules)
    return None


_TODAY = re.compile(r"[^。！!]{0,40}?(?:今天|今日|现在)[，,]?[^。；;！!？?]{0,80}[。；;，,]")


def _field(text: LogicalText, match: re.Match[str], confidence: float, rule: str, rules: Rules) -> Field:
    return _span(text, match.span(1), confidence, f"occasion.{rule}")


def _span(text: LogicalText, span: Span, confidence: float, rule: str) -> Field:
    return Field(text.raw[span[0] : span[1]], span, confidence, rule)
