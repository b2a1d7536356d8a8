"""Deadlines, periods and recurrences in a stretch of text, resolved against the speech's date.

A phrase is ``[before] moment [to moment] [after]``: 到 | 2025年底, 从 | 10月 | 至 | 12月, 10月底 | 前. The moment is
matched by one grammar (``grammar``) and read as days (``reading``); what stands before and after, rows of
``rules/data/times.toml``, decides what it is (``around``). docs/times.md has the rules of resolution.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ...model import Span, TimeRef
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, FULL_STOPS
from .around import Kind, decide, last_before, second_moment, words_after, words_before
from .days import UNKNOWN, Moment
from .grammar import grammar
from .names import LOOK_BACK, in_title, is_attribute, names_document, paper_end
from .reading import Clock, Reading, duration, known_day, read, read_day

_OCCASION = re.compile(rf"(?:^|在|于|[{CLAUSE_ENDS}、）.\s])([^{CLAUSE_ENDS}、\s在]{{2,12}})$")
_SENTENCE_END = re.compile(rf"[{FULL_STOPS}\n]")
_AFTER_EVENT = re.compile(
    rf"(?:(?:(?:[自于从]|在(?!建))[^{CLAUSE_ENDS}、\s自于在从]{{1,12}}?)?(?:之?日起|(?<!会)后)|起)的? ?$"
)  # 会后: this very meeting
_EVENT_LEADS = "自于在从"
_NO_DURATION = re.compile(
    r"(?:近|过去|这|那|头|前|最近|上|去|每|第|限定)[到至在为]?$"
    r"|(?:压|缩|降|减|控制)(?:[^，。；、\d]{0,8}(?:到|至|在|为)|缩|减|短|少)?$"
)
_MARK_ENDS = ".．"
_TOLD_OF = re.compile(rf"(?!应|须|要)[^{CLAUSE_ENDS}、\d\n]{{1,10}}的")


class TimeHit(NamedTuple):
    """``ref`` holds the words, ISO dates and the logical span.

    A deadline has no start; its end is the last allowed day. A recurrence has no dates.
    """

    kind: Kind
    ref: TimeRef


class _Phrase(NamedTuple):
    """Where the words stand, and what they are; no kind for a time that is none of ours (2019年以来).

    ``anchor``: the first day of what names its year, for what comes after. ``follows``: 次年 was counted from there.
    ``undated``: the year was left out.
    """

    span: Span
    kind: Kind | None
    moment: Moment = UNKNOWN
    anchor: date | None = None
    follows: bool = False
    undated: bool = False


def is_over(hit: TimeHit, rules: Rules) -> bool:
    """Whether a period is over by its words: 去年, 上月, 上季度."""
    if hit.kind != "period":
        return False
    found = (rules[f"time.{name}"].match(hit.ref.text) for name in ("year", "quarter", "month", "week"))
    return any(row is not None and row.value[0] == "-" for row in found)


def find(
    text: str, start: int, end: int, reference: date | None, rules: Rules, raw: str | None = None
) -> list[TimeHit]:
    """The times in ``text[start:end]`` (folded text, logical offsets), in order.

    Their words are cut from ``raw`` (same length), where given.
    ``reference`` is the speech's date; without it only what names its year is resolved.
    """
    if start and text[start - 1] in _MARK_ENDS:
        # 3.6月底前: what stands before a row is no part of its first number.
        inner = find(text[start:end], 0, end - start, reference, rules, raw and raw[start:end])
        return [TimeHit(kind, _moved(ref, start)) for kind, ref in inner]
    atom, gate = grammar(rules)
    found = [m.start() for m in gate.finditer(text, start, end)]
    return _read(text, start, end, reference, rules, raw or text, found, atom) if found else []


def find_all(
    text: str, spans: list[tuple[int, int, date | None]], rules: Rules, raw: str | None = None
) -> list[list[TimeHit]]:
    """What ``find`` gives for each of the spans (start, end, reference), of which most hold no time.

    Step by step for all of them: the same pattern runs in a row.
    """
    atom, gate = grammar(rules)
    after_mark = [start > 0 and text[start - 1] in _MARK_ENDS for start, _, _ in spans]
    places = [[m.start() for m in gate.finditer(text, start, end)] for start, end, _ in spans]
    found: list[list[TimeHit]] = []
    for (start, end, reference), at, marked in zip(spans, places, after_mark, strict=True):
        if marked:
            found.append(find(text, start, end, reference, rules, raw))
        else:
            found.append(_read(text, start, end, reference, rules, raw or text, at, atom) if at else [])
    return found


def _read(
    text: str,
    start: int,
    end: int,
    reference: date | None,
    rules: Rules,
    raw: str,
    places: list[int],
    atom: re.Pattern[str],
) -> list[TimeHit]:
    """The times that begin at some of the places, by the grammar's pattern."""
    if reference is not None and not 1000 <= reference.year <= 9000:
        reference = None
    hits: list[TimeHit] = []
    clock, done = Clock(reference), start
    for pos in places:
        if pos < done or (m := atom.match(text, pos, end)) is None or m.end() == pos:
            continue
        if clock.anchor and _SENTENCE_END.search(text, done, pos):
            clock = Clock(clock.reference, None, clock.base, clock.before)
        phrase = _phrase(m, done, clock, rules)
        if phrase is None:
            continue
        done = phrase.span[1]
        if phrase.kind is not None:
            if in_title(text, start, pos) or names_document(text, start, phrase.span, end, rules):
                continue
            hits.append(TimeHit(phrase.kind, _ref(raw, phrase)))
        clock = _after_phrase(clock, phrase)
    return hits


def _moved(ref: TimeRef, by: int) -> TimeRef:
    return TimeRef(ref.text, ref.start, ref.end, (ref.span[0] + by, ref.span[1] + by))


def _after_phrase(clock: Clock, phrase: _Phrase) -> Clock:
    """What the words after a phrase are read against."""
    anchor, base, before = phrase.anchor or clock.anchor, clock.base, clock.before
    if phrase.kind is not None and phrase.kind != "recurrence":
        day = phrase.moment.first or phrase.moment.last
        if day and not phrase.follows:
            base = day
        if phrase.undated and phrase.moment.last:
            before = phrase.moment.last
    return Clock(clock.reference, anchor, base, before)


def _phrase(m: re.Match[str], start: int, clock: Clock, rules: Rules) -> _Phrase | None:
    """The phrase around the moment ``m``, reaching back to ``start`` at most; None where ``m`` is no moment."""
    if m["recurrence"]:
        return _Phrase(m.span(), "recurrence")
    if m["event"] or m["vague"]:
        return _undated(m, start, "event" if m["event"] else "vague", rules)
    if m["count"]:
        return _duration(m, start, clock, rules)
    return _dated(m, start, clock, rules)


def _undated(m: re.Match[str], start: int, name: str, rules: Rules) -> _Phrase:
    """汛期前, 尽快: the words are all there is."""
    hit = rules[f"time.{name}"].match(m.string, m.start("occasion" if name == "event" else name))
    kind: Kind = "period" if hit and hit.value == "period" else "deadline"
    leads = ("by", "latest") if kind == "deadline" else ("from",)
    begin = words_before(m, start, rules, leads)[1]
    if hit and hit.row.id == "event-open":
        begin = _occasion_start(m.string, max(start, m.start() - LOOK_BACK), m.start())
    return _Phrase((begin, m.end()), kind)


def _occasion_start(text: str, low: int, at: int) -> int:
    """Where the words for an occasion begin, which any may be: 省运会 | 开幕前; its verb where they are too long."""
    lead = _OCCASION.search(text[low:at])  # cut out, so that ^ means its beginning
    return low + lead.start(1) if lead else max(low, at - 1)


def _duration(m: re.Match[str], start: int, clock: Clock, rules: Rules) -> _Phrase:
    """三年内: counted from the speech, unless from an event (收到通知后10日内), or not at all (压缩到3日内)."""
    left = m.string[max(start, m.start() - LOOK_BACK) : m.start()]
    if _NO_DURATION.search(left) or words_after(m, m.end(), rules)[0] == "none":  # 3个月内到期的贷款
        return _Phrase(m.span(), None)
    if rules["time.lasts"].match(m.string, m.end(), m.endpos):
        return _Phrase(m.span(), None)  # 三年内不变: how long a state stays
    if event := _AFTER_EVENT.search(left):
        begin = m.start() - len(event[0]) if event[0][0] in _EVENT_LEADS and "最后" not in event[0] else m.start()
        return _Phrase((begin, m.end()), "deadline")
    return _Phrase(m.span(), "deadline", Moment(None, duration(m, known_day(clock))))


def _dated(m: re.Match[str], start: int, clock: Clock, rules: Rules) -> _Phrase | None:
    before, begin = words_before(m, start, rules, ("latest", "asof", "baseline", "by", "from"))
    after, stop = words_after(m, m.end(), rules)
    second = second_moment(m, stop, rules) if after in ("", "from") else None
    if second:
        after, stop = words_after(m, second.end(), rules)
    forward = after in ("before", "within", "until") or before == "latest"
    reading = read(m, clock, rules, forward=forward, rolls=before != "asof")
    if reading and second:
        reading = _joined(reading, second, after, clock, rules)
    if reading is None:
        return None
    if not (before or after or second):
        if is_attribute(m, start, clock, rules):
            return _Phrase(m.span(), None)
        if paper := paper_end(m, start, rules):
            return _Phrase((m.start(), paper), None)
    if before == "from" and after != "from" and not (second or m["year1"] or m["month1"]):
        before = "baseline"  # 从2020年的53%提高到…: where something stood, not when it is done
    told = after == "before" and _TOLD_OF.match(m.string, stop) is not None
    told = told or (second is not None and m.string.startswith("的", stop))
    kind, moment = decide(before, after, reading, clock.reference, told)
    if before == "baseline":
        begin = m.start()
    anchor = reading.moment.first if reading.dated and before not in ("by", "asof", "baseline") else None
    undated = kind == "deadline" and not reading.dated and bool(m["month"] or m["dotmonth"])
    return _Phrase((begin, stop), kind, moment, anchor, reading.follows, undated)


def _joined(first: Reading, m: re.Match[str], after: str, clock: Clock, rules: Rules) -> Reading | None:
    """从 ``first`` 到 ``m``: what ``m`` leaves out (its year, its month) it has from ``first``."""
    begin = first.moment.first
    if "dayonly" in m.re.groupindex:
        second: Reading | None = read_day(m, begin)
    else:
        second = read(m, Clock(clock.reference, begin or clock.anchor), rules, forward=True)
    if second is None:
        return None
    last = last_before(second.moment) if after == "before" else second.moment.last
    if begin and last and last < begin:
        return Reading(UNKNOWN, ranged=True)
    return Reading(Moment(begin, last), dated=first.dated or second.dated, ranged=True)


def _ref(text: str, phrase: _Phrase) -> TimeRef:
    first, last, _ = phrase.moment
    start, end = phrase.span
    return TimeRef(text[start:end], _iso(first), _iso(last), phrase.span)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
