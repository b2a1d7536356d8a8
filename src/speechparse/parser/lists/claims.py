"""Announced counts: phrases such as 提四点要求 and “九个最”, bound to the lists that they count.

A phrase counts a list if it stands in the words that lead in to it, in the heading that holds it, or, with 以上
or 上述, behind it. It must name the number of members that the list has; only directly before a list a phrase is
kept that names another one (the difference is reported).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...model import Span
from ...numerals import to_int
from ...rules.patterns import leaping, word_pattern
from ...rules.types import Rules
from ...shapes import NamedTuple, dataclass, replace
from ...signs import CLAUSE_ENDS, COLONS, COMMAS, PAUSES, SENTENCE_ENDS
from ..forms import ClaimHit, LogicalText, Mark, Outline
from .lists import Run, lead_start

_OPEN = 0.25  # what a noun that the rules do not know speaks for a phrase
_SLOGAN = -2.0  # … a set phrase of politics
_NAMED = 1.5  # … the members' names right before it
_SHARED = 1.0  # … the first member takes up what is counted
_CLAUSE = -0.5  # … each clause between it and the list, where nothing announces
_NAMES_BEFORE = 60
_SHORTEST_NAME = 2
_TITLE = re.compile("[^\\W\\d_]{2,12}")
_TITLE_STOP = re.compile(f"[{SENTENCE_ENDS}\\n]")
_TITLE_LENGTH = 24
_MOST = 40  # items that anybody counts
_ENOUGH = 1.5  # evidence from which a phrase is taken to announce
_BEFORE = 100  # characters before a list that stands in the middle of things
_HEADING = 120  # characters of a heading that are read
_BEHIND = 60  # characters behind a list that may look back on it
_DIGITS = "一二两三四五六七八九十"
_QUOTED = re.compile(rf"[“‘][^{CLAUSE_ENDS}\n、“”‘’]{{2,12}}(?=[”’])")
_OPEN_NOUN = re.compile(rf"[^\W\d_的了是和在着过就都]{{1,4}}(?=[{CLAUSE_ENDS}、]|\s*$)")
_END = re.compile(rf"[^{CLAUSE_ENDS}\n、]{{0,8}}[{CLAUSE_ENDS}]?\s*\Z")


class _Phrases(NamedTuple):
    """The compiled rules: a number with what is counted, and what speaks for its announcing a list."""

    phrase: re.Pattern[str]
    noun: re.Pattern[str]
    slogan: re.Pattern[str]
    before: list[tuple[re.Pattern[str], float]]
    behind: list[tuple[re.Pattern[str], float]]


@dataclass(slots=True, eq=False)
class _Phrase:
    """A phrase in the text, its number at ``number``; does it say what is counted, does it stand in quotes?

    ``noun`` is a known one; ``open`` one that the rules do not know (三个法宝，); ``slogan``: a set phrase of politics.
    """

    span: Span
    number: int
    count: int
    noun: bool
    quoted: bool
    open: bool = False
    slogan: bool = False


@lru_cache(maxsize=8)
def _phrases(rules: Rules) -> _Phrases:
    counters, nouns = (word_pattern(rules.words[f"claim.{name}"]) for name in ("counter", "noun"))
    number = rf"(?<![\d{_DIGITS}百千万亿零〇第.])(?P<number>[{_DIGITS}]{{1,3}}|\d{{1,2}})(?![.\d])"
    rest = rf"[^{CLAUSE_ENDS}\n、“”\d]"
    counted = rf"(?:{counters}){rest}{{0,12}}?(?:{nouns})|(?:{counters})|{rest}{{1,4}}(?=[”’])"
    cues = [(cue.value, re.compile(cue.pattern), cue.weight) for cue in rules.cues["claim"]]
    return _Phrases(
        re.compile(
            leaping(
                f"{_DIGITS}0123456789有为",
                rf"(?P<phrase>{number}\s{{0,2}}(?:{counted})|[有为](?P<few>[二三四五六])(?=[{COMMAS}{COLONS}]))",
            )
        ),
        re.compile(rf"(?:{nouns})\Z"),
        re.compile(word_pattern(rules.words["claim.slogan"])),
        [(pattern, weight) for where, pattern, weight in cues if where == "before"],
        [(pattern, weight) for where, pattern, weight in cues if where == "behind"],
    )


def announced(text: LogicalText, start: int, end: int, rules: Rules) -> list[tuple[Span, int]]:
    """Phrases in ``[start, end)`` that may announce a list, and the number of members they name."""
    return [(p.span, p.count) for p in _find(text.text, start, end, rules) if not p.slogan]


def _find(text: str, start: int, end: int, rules: Rules) -> list[_Phrase]:
    rule = _phrases(rules)
    out = []
    done = start
    for match in rule.phrase.finditer(text, start, end):
        first, last = match.span("phrase")
        if first < done:
            continue
        done = last
        count = to_int(match["number"] or match["few"])
        if count is None or not 2 <= count <= _MOST:
            continue
        slogan = match["number"] is not None and rule.slogan.match(text, match.end("number")) is not None
        quoted = _QUOTED.match(text, first - 1) if first else None
        if quoted:  # “六个更加突出” is one phrase
            last = max(last, quoted.end())
        noun, opened = rule.noun.search(match["phrase"]) is not None, None
        if not noun and not quoted and match["number"]:
            opened = _OPEN_NOUN.match(text, last, end)
            last = opened.end() if opened else last
        if text[first - 1 : first] in ("提", "讲"):  # 提四点要求
            first -= 1
        number = match.start("phrase")
        out.append(_Phrase((first, last), number, count, noun, quoted is not None, opened is not None, slogan))
    return out


def find(text: LogicalText, outline: Outline, lists: list[Run], body: int, end: int, rules: Rules) -> list[ClaimHit]:
    """The announced counts of a speech in ``[body, end)``, in order, with the items of the list that each counts."""
    hits: dict[Span, ClaimHit] = {}
    for run, lead in lists:
        for phrase in (_leading(text, outline, run, lead, body, rules), _heading(text, outline, run, rules)):
            if phrase and phrase.span not in hits:
                hits[phrase.span] = ClaimHit(phrase.span, phrase.count, tuple(run))
        known = any(hit.items == tuple(run) for hit in hits.values())
        for phrase in _looking_back(text, outline, run, end, known, rules):
            hits.setdefault(phrase.span, ClaimHit(phrase.span, phrase.count, tuple(run)))
    return sorted(hits.values(), key=lambda hit: hit.span)


def _leading(
    text: LogicalText, outline: Outline, run: list[int], floor: int, body: int, rules: Rules
) -> _Phrase | None:
    """The phrase in a list's lead-in, which begins at ``floor``, that counts its members."""
    start = outline.items[run[0]].start
    while start > body and text.text[start - 1] in "#* ":
        start -= 1  # the marks of a Markdown heading are no words
    if floor >= start:  # no word of its own: the sentence that the list stands in may still announce it
        floor = max(body, start - _BEFORE)
        floor += lead_start(text.text[floor:start])
    last = floor + lead_start(text.text[floor:start])
    best: tuple[float, int, _Phrase] | None = None
    for found in _find(text.text, floor, start, rules):
        phrase = _taken_up(text.text, found, outline.items[run[0]].mark)
        evidence = _evidence(text.text, phrase, start, outline.items[run[0]].mark, rules) + (
            1.0 if phrase.span[0] >= last else 0.0
        )
        needed = _ENOUGH if phrase.count == len(run) else _ENOUGH + 1.5
        if not _may_count(text.text, phrase, len(run), start):
            continue
        if evidence >= needed and (best is None or (evidence, phrase.span[0]) >= best[:2]):
            best = evidence, phrase.span[0], phrase
    return best and best[2]


def _taken_up(text: str, phrase: _Phrase, first: Mark) -> _Phrase:
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


def _evidence(text: str, phrase: _Phrase, start: int, first: Mark, rules: Rules) -> float:
    """How surely a phrase before ``start`` announces what begins there."""
    rule = _phrases(rules)
    before = text[max(0, phrase.number - 10) : phrase.number]
    behind = text[phrase.span[1] : min(start, phrase.span[1] + 40)]
    total = 0.5 * phrase.noun + 0.5 * phrase.quoted + _OPEN * phrase.open + _SLOGAN * phrase.slogan
    total += _NAMED * _names(text, phrase, first) + _SHARED * _shares(text, phrase, first)
    cue = max((weight for pattern, weight in rule.before if pattern.search(before)), default=0.0)
    said = sum(weight for pattern, weight in rule.behind if pattern.match(behind))
    if not cue and said <= 0:  # nothing announces: each clause between it and the list speaks against it
        said += _CLAUSE * min(4, sum(text.count(sign, phrase.span[1], start) for sign in PAUSES))
    return total + cue + said


def _names(text: str, phrase: _Phrase, first: Mark) -> bool:
    """Whether the words right before the number name the first member: 由甲、乙等2个方面…. （一）甲。"""
    title = _TITLE.match(text, first.end)
    if title is None or len(title[0]) < _SHORTEST_NAME:
        return False
    return text.find(title[0], max(0, phrase.number - _NAMES_BEFORE), phrase.number) >= 0


def _shares(text: str, phrase: _Phrase, first: Mark) -> bool:
    """Whether the first member takes up what is counted: 五个力度 … （1）加大…力度; “三牛” … 一是…孺子牛精神."""
    counted = text[phrase.number + 1 : phrase.span[1]].rstrip("”’")
    tail = counted[-2:] if len(counted) > 1 and not phrase.quoted else counted[-1:]
    stop = _TITLE_STOP.search(text, first.end, first.end + _TITLE_LENGTH)
    return tail != "" and text.find(tail, first.end, stop.start() if stop else first.end + _TITLE_LENGTH) >= 0


def _may_count(text: str, phrase: _Phrase, found: int, start: int) -> bool:
    """Another number than was found, or a bare number, must stand directly before the list."""
    if phrase.count != found and (start - phrase.span[1] > 4 or not phrase.noun or phrase.slogan):
        return False
    return phrase.noun or phrase.quoted or phrase.open or _END.match(text, phrase.span[1], start) is not None


def _heading(text: LogicalText, outline: Outline, run: list[int], rules: Rules) -> _Phrase | None:
    """The phrase in the heading above a list that counts its members."""
    parent = outline.items[run[0]].parent
    if parent < 0:
        return None
    item = outline.items[parent]
    start, end = max(item.start, item.mark.end), min(item.title[1], outline.items[run[0]].start)
    end = min(end, start + _HEADING)
    fitting = [
        p
        for p in _find(text.text, start, end, rules)
        if p.count == len(run) and (p.quoted or ((p.noun or p.open) and not p.slogan))
    ]
    return fitting[-1] if fitting else None


_MAY_LOOK_BACK = re.compile("以上|上[述面]|这")
_BACK = re.compile(r"(?:以上|上述|上面)(?:这|讲的|说的|所讲的|提出的|提到的)?\s?$")
_THESE = re.compile(r"这\s?$")


def _looking_back(
    text: LogicalText, outline: Outline, run: list[int], end: int, known: bool, rules: Rules
) -> list[_Phrase]:
    """以上十条: phrases behind a list that say how many members it had; 这十条 where nothing else has said it."""
    last = outline.items[run[-1]]
    floor = max(last.start, last.end - _BEHIND)
    limit = min(end, last.end + _BEHIND)
    if not _MAY_LOOK_BACK.search(text.text, floor, limit):
        return []
    out = []
    for p in _find(text.text, floor, limit, rules):
        before = text.text[max(0, p.number - 8) : p.number]
        if p.count == len(run) and (
            _BACK.search(before)
            or (not known and (p.noun or p.open) and p.span[0] >= last.end and _THESE.search(before))
        ):
            out.append(p)
    return out
