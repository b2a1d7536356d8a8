"""The nouns that stand beside a number: after it (3所 *公立幼儿园*), or in the clause before it."""

from __future__ import annotations

import re

from ...model import Span
from ...rules.engine import Hit
from ...signs import CLAUSE_ENDS, COMMAS
from .words import Words

_NOUN = re.compile(rf"的?(?:集[^{CLAUSE_ENDS}]{{2,30}}?一体的)?([^{CLAUSE_ENDS}、（）“”\"《》\n\t ]{{1,40}})")
_SHORT = re.compile(r"(?!新|大|好|重[要大]|优|高)[^的]{1,4}的")
_DIGIT = re.compile(r"\d")
_ADJECTIVES = re.compile(rf"[^{CLAUSE_ENDS}、\d“”]{{2,8}}(?:、[^{CLAUSE_ENDS}、\d“”的]{{2,8}}){{1,3}}的")
_LONGEST_AIM = 16
_LONGEST_NOUN = 24
_CLAUSE_BEFORE = re.compile(rf"(?s:.*)[{CLAUSE_ENDS}（）“”《》\n\t]")
_QUOTED = re.compile(
    rf"的?([“「][^{CLAUSE_ENDS}、”」]{{2,12}}[”」][^{CLAUSE_ENDS}、（）“”\"《》\n\t \d]{{0,12}}"
    rf"(?=[{CLAUSE_ENDS}、）\n]|$))"
)  # 2名“法律明白人”
_COVERS = re.compile(rf"全覆盖[^{CLAUSE_ENDS}、（）\n]{{2,8}}")  # 100%全覆盖巡查
_SOME = re.compile(r"若|[一多数几各][个批家些十百]")
_NEAR = 2
_SIZED = re.compile(r"\d+[一-龥]{1,3}?以[上下]的?(?=[一-龥])")  # 1064个25户以上村庄
_SET_OUT = frozenset({"left-made", "left-less", "left-more"})


def noun_after(text: str, pos: int, end: int, words: Words, *, listed: bool = True) -> Span | None:
    """The noun after a number (3所 *公立幼儿园*), up to the next verb. ``listed``: with those beside it."""
    if adjectives := _ADJECTIVES.match(text, pos, end):
        pos = adjectives.end()  # 40个吸引力强、带动面广的消费场景
    if sized := _SIZED.match(text, pos, end):
        pos = sized.end()
    if covers := _COVERS.match(text, pos, end):
        return covers.span()
    if quote := _QUOTED.match(text, pos, end):
        return quote.span(1)
    m = _NOUN.match(text, pos, end)
    if m is None:
        return None
    if text[m.end() - 1] == "的" and (quote := _QUOTED.match(text, m.end(), end)):
        return quote.span(1)  # 20名具有国内水平的“百千万工程”后备人才
    start, stop = _one(text, *m.span(1), words)
    if start >= stop or text[start:stop] == "的":
        return None
    return (start, _others(text, stop, end, words) if listed and stop == m.end() else stop)


def _one(text: str, start: int, stop: int, words: Words) -> Span:
    """One noun: without the clause before it (*站在前沿的* 人才) and what is told of it after it."""
    verb = _verb(text, start, stop, words)
    while verb and verb.start - start < _NEAR and (of := text.find("的", verb.end, stop - 1)) > 0:
        start = of + 1  # 3所达标的卫生院, 1000名达到国际标准的家庭医生
        verb = _verb(text, start, stop, words)
    if verb:
        stop = verb.start
    if stop - start >= _LONGEST_NOUN and text.rfind("的", start, stop - 1) < 0:
        stop = min(stop, start + _LONGEST_NOUN)  # 重点项目建设和…一体化发展: cut at a joint, not within a word
        stop = max([at for c in "和与及" if (at := text.rfind(c, start + 2, stop)) > 0], default=stop)
    if owner := _SHORT.match(text, start, stop):  # 5个村的整村推进 are five villages
        stop = owner.end() - 1
    start = max(start, text.rfind("的", start, stop - 1) + 1)
    if number := _DIGIT.search(text, start, stop):
        joint = max(text.rfind(c, start + 1, number.start()) for c in "和与及")
        stop = joint if joint > 0 else number.start()  # 14条高速公路和黄百等4个项目
    while stop > start and text[stop - 1] in "和与及等":
        stop -= 1
    return start, stop


def _verb(text: str, start: int, stop: int, words: Words) -> Hit | None:
    """The first verb that ends a noun; 空调安装工程 holds none."""
    hit = words.stop.search(text, start, stop)
    while hit and text.startswith(words.nominal, hit.end):
        hit = words.stop.search(text, hit.end, stop)
    return hit


def _others(text: str, stop: int, end: int, words: Words) -> int:
    """Where the list ends that a noun opens: 200名青年学生 *、青年人才*."""
    while text.startswith("、", stop) and (m := _NOUN.match(text, stop + 1, end)):
        start, last = m.span(1)
        if start != stop + 1 or _DIGIT.search(text, start, last) or _SOME.match(text, start, last):
            return stop
        if any(verb.match(text, start, last) for verb in (words.opening, words.sets_out, words.left)):
            return stop
        verb = _verb(text, start, last, words)
        if verb and verb.start - start < _NEAR:
            return stop
        stop = verb.start if verb else last
        if verb:
            return stop
    return stop


def aim_before(text: str, low: int, begin: int, words: Words) -> Span | None:
    """What the clause before sets out to do: 抓好 *农村公路建设*，年底前完成180公里."""
    if begin <= low or text[begin - 1] not in COMMAS:
        return None
    sign = _CLAUSE_BEFORE.match(text, low, begin - 1)
    pos, high, verbs = sign.end() if sign else low, begin - 1, 0
    if opening := words.sets_out.match(text, pos, high):
        pos, verbs = opening.end(), 1
    while (hit := words.left.match(text, pos, high)) and hit.end > pos:
        verbs += hit.row.id in _SET_OUT
        pos = hit.end
    if not verbs or not 2 <= high - pos <= _LONGEST_AIM:
        return None
    if _DIGIT.search(text, pos, high) or words.no_aim.search(text, pos, high):
        return None
    return pos, high
