"""What stands around one number: the words right before it, those right after, the noun phrases on both sides.

``look`` reads from the number to the left, no further than ``floor`` (where the target before ended), and to the right.
Everything here is reading; what is made of it stands in ``judge``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ...model import Span
from ...signs import CLAUSE_ENDS, COMMAS
from .amounts import Amount
from .quoted import BOUNDARY, LAST_BOUNDARY_OR_COMMA, quoted
from .words import Words

# Greedy, so that the engine looks for the last one from the right.
_LAST_BOUNDARY = re.compile(f"(?s:.*)[{BOUNDARY}]")
_LAST_SIGN = re.compile(f"(?s:.*)[{CLAUSE_ENDS}]")  # no word of a chain holds one
_CLAUSE_BEFORE = re.compile(rf"(?s:.*)[{CLAUSE_ENDS}（）“”《》\n\t]")
_NOUN = re.compile(rf"的?(?:集[^{CLAUSE_ENDS}]{{2,30}}?一体的)?([^{CLAUSE_ENDS}、（）“”\"《》\n\t ]{{1,24}})")
_EACH = re.compile("分别|(?<![年月日人户亩村校])[均都双]")
_BASE = re.compile(r"[由从](?=[^由从]{0,12}[\d一二三四五六七八九百])")  # 由85%提高到90%: the old value
_THAN = re.compile(rf"(?:达到|(?:提高|提升|增加|扩大)(?:到|至|为)|相当于)(?=[^{CLAUSE_ENDS}\d]{{2,50}}的$)")
_SHORT = re.compile(r"(?!新|大|好|重[要大]|优|高)[^的]{1,4}的")
_DIGIT = re.compile(r"\d")
_ADJECTIVES = re.compile(rf"[^{CLAUSE_ENDS}、\d“”]{{2,8}}(?:、[^{CLAUSE_ENDS}、\d“”的]{{2,8}}){{1,3}}的")
_NO_AIM = re.compile(r"(?:计划|行动|方案|政策|力度|机制|体系|制度|规划|步伐|作用)$")
_EXTENTS = frozenset({"公里", "亩", "公顷", "平方米", "平方公里", "立方米"})  # 完成100公里架空线入地
_WORTH = re.compile(r"\d[^、，。]{0,3}元.{0,2}的$")  # 总投资320亿元的86个项目
_TEAM = re.compile("一[支个批] ?$")  # 一支50人的突击队
LONGEST_PHRASE = 60
_LONGEST_CHAIN = 24
_LONGEST_AIM = 16
_LONGEST_NOUN = 24
_MAKES = frozenset({"verb-made", "new", "growth", "decline", "done", "improve"})
_NOTHING: frozenset[str] = frozenset()
_GOVERNS = frozenset({"hope", "serve", "done"})


@dataclass(slots=True, eq=False)
class Place:
    """One number in its clause.

    ``start``: where the words right before it begin. ``tail``: what stands after it (以上, 左右), ending at ``stop``.
    ``phrase``: the noun phrase in front; ``begin``: where a target with it begins. ``ids``, ``values``: rows that the
    words around the number matched, and what they stand for, from the number to the left. ``made``: a verb that counts
    what follows stands right before the number.
    """

    text: str
    floor: int
    end: int
    amount: Amount
    start: int
    ids: frozenset[str]
    values: tuple[str, ...]
    tail: str
    stop: int
    phrase: Span
    begin: int
    made: bool


class Chain(NamedTuple):
    """The words right before a number: where they begin, their rows, what the rows stand for."""

    start: int
    ids: frozenset[str]
    values: tuple[str, ...]


def look(text: str, floor: int, end: int, amount: Amount, link: Chain, words: Words) -> Place:
    """Read what stands around ``amount``, after the words right before it."""
    start, ids, values = link
    tail, stop = behind(text, amount.end, end, words)
    phrase, begin, more_ids, more_values = metric(
        text, floor, start, shared(text, start, amount.start), amount.kind == "ratio", words
    )
    ids, values = ids | more_ids, (*values, *more_values)
    made = made_before(text, floor, start, amount, ids, words)
    if amount.kind == "count" and not amount.spelt and phrase[0] == phrase[1] and not _GOVERNS.isdisjoint(ids):
        made = True
    return Place(text, floor, end, amount, start, ids, values, tail, stop, phrase, begin, made)


def chain(text: str, floor: int, start: int, words: Words, *, ratio: bool = False) -> Chain:
    """The words right before ``start``; a blank between them and the number is passed over.

    Before a ``ratio`` may stand what it is a share of: 达到 *居民收入的* 6倍.
    """
    if ratio and text[start - 1] == "的" and (than := _THAN.search(text, max(floor, start - LONGEST_PHRASE), start)):
        start = than.end()
    if start > floor and text[start - 1] == " ":
        start -= 1
    if words.chain_ends and (start <= floor or text[start - 1] not in words.chain_ends):
        return Chain(start, _NOTHING, ())  # most numbers have none
    low = max(floor, start - _LONGEST_CHAIN)
    if sign := _LAST_SIGN.match(text, low, start):
        low = sign.end()
    run = words.chain.search(text, low, start)
    if run is None:
        return Chain(start, _NOTHING, ())
    cues = [hit.row for hit in words.before.finditer(text, run.start(), start)]
    return Chain(run.start(), frozenset([cue.id for cue in cues]), tuple([cue.value for cue in cues if cue.value]))


def behind(text: str, pos: int, end: int, words: Words) -> tuple[str, int]:
    """以上, 左右 …: their value and end; the number's own end for none."""
    hit = words.after.match(text, pos, end)
    return (hit.value, hit.end) if hit else ("", pos)


def metric(
    text: str, floor: int, start: int, in_list: bool, ratio: bool, words: Words
) -> tuple[Span, int, frozenset[str], tuple[str, ...]]:
    """The noun phrase before ``start``, without the words around it that are no part of it.

    Also where a target with it begins, and the rows of the words left out with what they stand for.
    """
    low, high = max(floor, start - LONGEST_PHRASE), start
    if high > low and text[high - 1] == "）" and (open_ := text.rfind("（", low, high)) > low:
        high = open_  # 住宅小区业主委员会（物业管理委员会）1000个
    sign = (_LAST_BOUNDARY if in_list else LAST_BOUNDARY_OR_COMMA).match(text, low, high)
    pos = sign.end() if sign else low
    while pos < high and text[pos] in " \u3000":
        pos += 1
    if pos > low and text[pos - 1] in '”"':
        pos = quoted(text, low, pos, words)
    if base := _BASE.search(text, pos, high):
        high = base.start()
    begin, ids, values = pos, set[str](), list[str]()
    while (hit := words.left.match(text, pos, high)) and hit.end > pos:
        if ratio and hit.row.id == "left-more" and text[hit.start] == "新":
            break  # 新增建设用地使用费的30%
        ids.add(hit.row.id)
        pos = hit.end
        if hit.value:
            values.append(hit.value)
        else:
            begin = pos
    for hit in words.middle.finditer(text, pos, high):
        ids.add(hit.row.id)
        if hit.value:
            values.append(hit.value)
        pos = begin = hit.end
    while m := words.right.search(text, max(pos, high - 8), high):
        high = m.start()
    return (pos, max(pos, high)), begin, frozenset(ids), tuple(values)


def shared(text: str, start: int, stop: int) -> bool:
    """分别, 均: the metrics in front form a list."""
    return start < stop and bool(_EACH.search(text, start, stop))


def made_before(text: str, floor: int, start: int, amount: Amount, ids: frozenset[str], words: Words) -> bool:
    """新建3所, 改造30个: what is counted follows."""
    if amount.kind in ("count", "none") and not _MAKES.isdisjoint(ids):
        return True
    if amount.kind == "count" and not amount.spelt and text[start - 1 : start] == "等" and start == amount.start:
        return True  # 推进…等14条高速公路
    if amount.unit in _EXTENTS and "done" in ids:
        return True
    if (
        amount.kind == "count"
        and text.startswith("的", amount.end)
        and _TEAM.search(text, max(floor, start - 3), start)
    ):
        return True
    if "verb-made" in ids or "improve" in ids:
        return True
    if amount.kind == "count" and not amount.spelt and text[start - 1 : start] == "的":
        return _WORTH.search(text, max(floor, start - 10), start) is not None
    if start <= floor or text[start - 1] not in words.verb_ends:
        return False
    return words.verb.search(text, max(floor, start - 4), start) is not None


def noun_after(text: str, pos: int, end: int, words: Words) -> Span | None:
    """The noun after a number (3所 *公立幼儿园*), up to the next verb."""
    if adjectives := _ADJECTIVES.match(text, pos, end):
        pos = adjectives.end()  # 40个吸引力强、带动面广的消费场景
    m = _NOUN.match(text, pos, end)
    if m is None:
        return None
    start, stop = m.span(1)
    if stop - start >= _LONGEST_NOUN:  # 重点项目建设和…一体化发展: cut at a joint, not within a word
        stop = max([at for c in "和与及" if (at := text.rfind(c, start + 2, stop)) > 0], default=stop)
    if (verb := words.stop.match(text, start, stop)) and text.startswith("的", verb.end) and verb.end + 1 < stop:
        start = verb.end + 1  # 3所达标的卫生院
    if verb := words.stop.search(text, start, stop):
        stop = verb.start
    if owner := _SHORT.match(text, start, stop):  # 5个村的整村推进 are five villages
        stop = owner.end() - 1
    start = max(start, text.rfind("的", start, stop - 1) + 1)
    if number := _DIGIT.search(text, start, stop):
        joint = max(text.rfind(c, start + 1, number.start()) for c in "和与及")
        stop = joint if joint > 0 else number.start()  # 14条高速公路和黄百等4个项目
    while stop > start and text[stop - 1] in "和与及等":
        stop -= 1
    return (start, stop) if start < stop else None


def aim_before(text: str, low: int, begin: int, words: Words) -> Span | None:
    """What the clause before sets out to do: 抓好 *农村公路建设*，年底前完成180公里."""
    if begin <= low or text[begin - 1] not in COMMAS:
        return None
    sign = _CLAUSE_BEFORE.match(text, low, begin - 1)
    pos, high, verbs = sign.end() if sign else low, begin - 1, 0
    if opening := words.sets_out.match(text, pos, high):
        pos, verbs = opening.end(), 1
    while (hit := words.left.match(text, pos, high)) and hit.end > pos:
        verbs += hit.row.id == "left-made"
        pos = hit.end
    if not verbs or not 2 <= high - pos <= _LONGEST_AIM:
        return None
    if _DIGIT.search(text, pos, high) or _NO_AIM.search(text, pos, high):
        return None
    return pos, high
