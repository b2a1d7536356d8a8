"""What stands around one number: the words right before it, those right after, the noun phrases on both sides.

``look`` reads from the number to the left, no further than ``floor`` (where the target before ended), and to the right.
Everything here is reading; what is made of it stands in ``judge``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ...model import Span
from ...signs import CLAUSE_ENDS
from .amounts import Amount
from .quoted import BOUNDARY, LAST_BOUNDARY_OR_COMMA, quoted
from .words import Words

# Greedy, so that the engine looks for the last one from the right.
_LAST_BOUNDARY = re.compile(f"(?s:.*)[{BOUNDARY}]")
_LAST_SIGN = re.compile(f"(?s:.*)[{CLAUSE_ENDS}]")  # no word of a chain holds one
_BRACKET_IN = re.compile(r"[一-龥](?=（(?!以下)[^（）]{1,12}(?<![局委办责等项])）$)")
_KIND = re.compile(rf"[^{CLAUSE_ENDS}、\d“”（）]{{2,12}}")
_ATTRIBUTE = re.compile(r"[^的、]{3,16}的[^的、]{2,12}")
_EITHER = re.compile(r"[^的、]{2,16}(?:或者?|并)[^的、]{2,16}的")
_EACH = re.compile("分别|(?<![年月日人户亩村校])[均都双]")
_BASE = re.compile(r"[由从](?=[^由从]{0,12}[\d一二三四五六七八九百])")  # 由85%提高到90%: the old value
_THAN = re.compile(rf"(?:达到|控制在|(?:提高|提升|增加|扩大)(?:到|至|为)|相当于)(?=[^{CLAUSE_ENDS}\d]{{2,50}}的$)")
_WORTH = re.compile(r"\d[^、，。]{0,3}元.{0,2}的$")  # 总投资320亿元的86个项目
_AT = "在对与向"
_TEAM = re.compile("一[支个批] ?$")  # 一支50人的突击队
LONGEST_PHRASE = 60
_LONGEST_CHAIN = 24
_MAKES = frozenset({"verb-made", "new", "growth", "decline", "done", "improve", "serve"})
_NOTHING: frozenset[str] = frozenset()
_GOVERNS = frozenset({"hope", "serve", "done"})


@dataclass(slots=True, eq=False, repr=False)
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


Metric = tuple[Span, int, frozenset[str], tuple[str, ...]]
"""A noun phrase, where a target with it begins, the rows of the words left out, what they stand for."""


class Chain(NamedTuple):
    """The words right before a number: where they begin, their rows, what the rows stand for."""

    start: int
    ids: frozenset[str]
    values: tuple[str, ...]


def look(text: str, floor: int, end: int, amount: Amount, link: Chain, words: Words) -> Place:
    """Read what stands around ``amount``, after the words right before it."""
    start, ids, values = link
    tail, stop = behind(text, amount.end, end, words)
    in_list, ratio = shared(text, start, amount.start), amount.kind == "ratio"
    found = metric(text, floor, start, in_list, ratio, words)
    if not in_list and found[0][0] < found[0][1] and text.startswith("、", found[0][0] - 1):
        found = several(text, floor, found, ratio, words)
    phrase, begin, more_ids, more_values = found
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


def several(text: str, floor: int, found: Metric, ratio: bool, words: Words) -> Metric:
    """A metric with the kinds before it that share its figure: *高新技术、* 科技型中小企业数量.

    They are nouns, no clauses; or all of it is one clause with 的 (取消、改为备案或告知承诺的事项). Else as found.
    """
    (start, end), begin, ids, values = found
    pause = start - 1
    if pause <= floor:
        return found
    joined = metric(text, floor, end, True, ratio, words)
    if joined[0][0] > start:
        return joined  # 新建、改造 | 供水管网
    (first, stop), before, more_ids, more_values = metric(text, floor, pause, True, ratio, words)
    if stop != pause or first >= stop:
        return found
    verb = words.opening.match(text, first, stop)  # 改造 | 前锋村、金花村农田
    nouns = verb.end() if verb else first
    if verb and (other := words.sets_out.match(text, nouns, stop)):
        nouns = other.end()  # 改造完善
    if not (nouns < stop and all_nouns(text, nouns, stop, words)) and not _is_attribute(text, start, end, words):
        return found
    return (first, end), min(before, begin), ids | more_ids, (*values, *more_values)


def _is_attribute(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a phrase is the last of several attributes of its noun: …、规模超百亿元的领航企业."""
    if _EITHER.match(text, start, end):
        return True
    return _ATTRIBUTE.fullmatch(text, start, end) is not None and all_nouns(text, start, end, words)


def all_nouns(text: str, start: int, end: int, words: Words) -> bool:
    """Whether what stands between 、 are nouns: no verb opens one, none goes on as a clause."""
    while start < end:
        stop = text.find("、", start, end)
        stop = end if stop < 0 else stop
        if _KIND.fullmatch(text, start, stop) is None or words.stop.search(text, start, stop):
            return False
        if words.opening.match(text, start, stop) or words.sets_out.match(text, start, stop):
            return False
        start = stop + 1
    return True


def behind(text: str, pos: int, end: int, words: Words) -> tuple[str, int]:
    """以上, 左右 …: their value and end; the number's own end for none."""
    hit = words.after.match(text, pos, end)
    return (hit.value, hit.end) if hit else ("", pos)


def metric(text: str, floor: int, start: int, in_list: bool, ratio: bool, words: Words) -> Metric:
    """The noun phrase before ``start``, without the words around it that are no part of it.

    Also where a target with it begins, and the rows of the words left out with what they stand for.
    """
    low, high = max(floor, start - LONGEST_PHRASE), start
    if high > low and text[high - 1] == "）" and (open_ := text.rfind("（", low, high)) > low:
        high = open_  # 住宅小区业主委员会（物业管理委员会）1000个
    boundary = _LAST_BOUNDARY if in_list else LAST_BOUNDARY_OR_COMMA
    sign = boundary.match(text, low, high)
    pos = sign.end() if sign else low
    if pos > low and text[pos - 1] == "）" and (bracket := _BRACKET_IN.search(text, max(low, pos - 16), pos)):
        sign = boundary.match(text, low, bracket.start() + 1)  # 执业（助理）医师数
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
    if amount.unit in words.extents and "done" in ids:
        return True
    if amount.kind == "count" and not amount.spelt and text[amount.start - 1] in _AT:
        return words.placed.match(text, amount.end, amount.end + 40) is not None  # 在50所学校开展厨房建设
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
