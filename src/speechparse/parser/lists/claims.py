"""Announced counts: phrases such as 提四点要求 and “九个最”, bound to the lists that they count.

A phrase counts a list if it stands in the words that lead in to it, in the heading that holds it, or, with 以上
or 上述, after it. It must name the number of members that the list has; only directly before a list a phrase is
kept that names another one (the difference is reported).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, PAUSES, SENTENCE_ENDS
from ..forms import ClaimHit, LogicalText, Mark, Outline
from .lists import Run, lead_start
from .phrases import CLAUSE_SIGNS, Phrase, phrases
from .phrases import find as find_phrases

_OPEN = 0.25  # what a noun that the rules do not know speaks for a phrase
_SLOGAN = -2.0  # … a set phrase of politics
_NAMED = 1.5  # … the members' names right before it
_SHARED = 1.0  # … the first member takes up what is counted
_LAST_SENTENCE = 1.0  # … it stands in the sentence right before the list
_EXACT = 0.25  # … it names the list's number, for each member from the third on, four at most
_OBJECT = 0.75  # … it ends its clause and does not begin it: 要过四道关，
_CLAUSE = -0.5  # … each clause between it and the list, where nothing announces
_NAMES_BEFORE = 60
_SHORTEST_NAME = 2
_TITLE = re.compile("[^\\W\\d_]{2,12}")
_TITLE_STOP = re.compile(f"[{SENTENCE_ENDS}\\n]")
_TITLE_LENGTH = 24
_ENOUGH = 1.5  # evidence from which a phrase is taken to announce
_BEFORE = 100  # characters before a list that stands in the middle of things
_HEADING = 120  # characters of a heading that are read
_BEHIND = 60  # characters after a list that may look back on it
_END = re.compile(rf"[^{CLAUSE_ENDS}\n、]{{0,8}}[{CLAUSE_ENDS}]?\s*\Z")


def find(text: LogicalText, outline: Outline, lists: list[Run], body: int, end: int, rules: Rules) -> list[ClaimHit]:
    """The announced counts of a speech in ``[body, end)``, in order, with the items of the list that each counts."""
    hits: dict[Span, ClaimHit] = {}
    for run, lead in lists:
        for phrase in (_leading(text, outline, run, lead, body, rules), _heading(text, outline, run, rules)):
            if phrase and phrase.span not in hits:
                hits[phrase.span] = ClaimHit(phrase.span, phrase.count, tuple(run))
        for phrase in _looking_back(text, outline, run, end, hits.values(), rules):
            hits.setdefault(phrase.span, ClaimHit(phrase.span, phrase.count, tuple(run)))
    return sorted(hits.values(), key=lambda hit: hit.span)


def _leading(text: LogicalText, outline: Outline, run: list[int], floor: int, body: int, rules: Rules) -> Phrase | None:
    """The phrase in a list's lead-in, which begins at ``floor``, that counts its members."""
    start = outline.items[run[0]].start
    while start > body and text.text[start - 1] in "#* ":
        start -= 1  # the marks of a Markdown heading are no words
    if floor >= start:  # no word of its own: the sentence that the list stands in may still announce it
        floor = max(body, start - _BEFORE)
        floor += lead_start(text.text[floor:start])
    last = floor + lead_start(text.text[floor:start])
    best: tuple[float, int, Phrase] | None = None
    for found in find_phrases(text.text, floor, start, rules):
        phrase = _taken_up(text.text, found, outline.items[run[0]].mark)
        if not _may_count(text.text, phrase, len(run), start):
            continue
        evidence = _evidence(text.text, phrase, start, outline.items[run[0]].mark, rules)
        evidence += _LAST_SENTENCE * (phrase.span[0] >= last)
        if phrase.count == len(run):
            evidence += _EXACT * min(4, phrase.count - 2)
            evidence += _OBJECT * ((phrase.count > 2 or phrase.noun) and _is_object(text.text, phrase))
        needed = _ENOUGH if phrase.count == len(run) else _ENOUGH + 1.5
        if evidence >= needed and (best is None or (evidence, phrase.span[0]) >= best[:2]):
            best = evidence, phrase.span[0], phrase
    return best and best[2]


def _taken_up(text: str, phrase: Phrase, first: Mark) -> Phrase:
    """四个假设 … 第一个假设：: whatever it is, the first member is called by what was counted."""
    start, end = phrase.span
    if first.style == "noun-ordinal":  # 三个预设场景 … 场景一：
        stop = _TITLE_STOP.search(text, end, first.start)
        at = text.find(first.series, start, min(stop.start() if stop else first.start, end + 4 * len(first.series)))
        return replace(phrase, span=(start, max(end, at + len(first.series))), noun=True) if at >= 0 else phrase
    noun = text[end : end + 2]
    if phrase.noun or not noun.isalpha() or text.find(noun, first.start, first.end + len(noun)) < 0:
        return phrase
    return replace(phrase, span=(start, end + len(noun)), noun=True)


def _evidence(text: str, phrase: Phrase, start: int, first: Mark, rules: Rules) -> float:
    """How surely a phrase before ``start`` announces what begins there."""
    rule = phrases(rules)
    before = text[max(0, phrase.number - 10) : phrase.number]
    behind = text[phrase.span[1] : min(start, phrase.span[1] + 40)]
    total = 0.5 * phrase.noun + 0.5 * phrase.quoted + _OPEN * phrase.open + _SLOGAN * phrase.slogan
    total += _NAMED * _names(text, phrase, first) + _SHARED * _shares(text, phrase, first)
    cue = max((weight for pattern, weight in rule.before if pattern.search(before)), default=0.0)
    said = sum(weight for pattern, weight in rule.behind if pattern.match(behind))
    if not cue and said <= 0:  # nothing announces: each clause between it and the list speaks against it
        said += _CLAUSE * min(4, sum(text.count(sign, phrase.span[1], start) for sign in PAUSES))
    return total + cue + said


def _is_object(text: str, phrase: Phrase) -> bool:
    """Whether a phrase ends its clause but does not begin it: what was done or will be, and not who did."""
    start, end = phrase.span
    return start > 0 and text[start - 1].isalpha() and (end == len(text) or text[end] in CLAUSE_SIGNS)


def _names(text: str, phrase: Phrase, first: Mark) -> bool:
    """Whether the words right before the number name the first member: 由甲、乙等2个方面…. （一）甲。"""
    title = _TITLE.match(text, first.end)
    if title is None or len(title[0]) < _SHORTEST_NAME:
        return False
    return text.find(title[0], max(0, phrase.number - _NAMES_BEFORE), phrase.number) >= 0


def _shares(text: str, phrase: Phrase, first: Mark) -> bool:
    """Whether the first member takes up what is counted: 五个力度 … （1）加大…力度; “三牛” … 一是…孺子牛精神."""
    counted = text[phrase.number + 1 : phrase.span[1]].rstrip("”’")
    tail = counted[-2:] if len(counted) > 1 and not phrase.quoted else counted[-1:]
    stop = _TITLE_STOP.search(text, first.end, first.end + _TITLE_LENGTH)
    return tail != "" and text.find(tail, first.end, stop.start() if stop else first.end + _TITLE_LENGTH) >= 0


def _may_count(text: str, phrase: Phrase, found: int, start: int) -> bool:
    """Another number than was found, or a bare number, must stand directly before the list."""
    if phrase.count != found and (start - phrase.span[1] > 4 or not phrase.noun or phrase.slogan):
        return False
    return (
        phrase.noun
        or phrase.quoted
        or phrase.open
        or (phrase.bare and _END.match(text, phrase.span[1], start) is not None)
    )


def _heading(text: LogicalText, outline: Outline, run: list[int], rules: Rules) -> Phrase | None:
    """The phrase in the heading above a list that counts its members."""
    parent = outline.items[run[0]].parent
    if parent < 0:
        return None
    item = outline.items[parent]
    start, end = max(item.start, item.mark.end), min(item.title[1], outline.items[run[0]].start)
    end = min(end, start + _HEADING)
    fitting = [
        p
        for p in find_phrases(text.text, start, end, rules)
        if p.count == len(run) and (p.quoted or ((p.noun or p.open) and not p.slogan))
    ]
    return fitting[-1] if fitting else None


_MAY_LOOK_BACK = re.compile("以上|上[述面]|这")
_BACK = re.compile(r"(?:以上|上述|上面)(?:这|讲的|说的|所讲的|提出的|提到的)?\s?$")
_THESE = re.compile(r"这\s?$")


def _looking_back(
    text: LogicalText, outline: Outline, run: list[int], end: int, hits: Collection[ClaimHit], rules: Rules
) -> list[Phrase]:
    """以上十条: phrases after a list that say how many members it had; 这十条 where nothing else has said it."""
    last = outline.items[run[-1]]
    floor = max(last.start, last.end - _BEHIND)
    limit = min(end, last.end + _BEHIND)
    if not _MAY_LOOK_BACK.search(text.text, floor, limit):
        return []
    out, members = [], tuple(run)
    known = any(hit.items == members for hit in hits)
    for p in find_phrases(text.text, floor, limit, rules):
        before = text.text[max(0, p.number - 8) : p.number]
        if p.count == len(run) and (
            _BACK.search(before)
            or (not known and (p.noun or p.open) and not p.bare and p.span[0] >= last.end and _THESE.search(before))
        ):
            out.append(p)
    return out
