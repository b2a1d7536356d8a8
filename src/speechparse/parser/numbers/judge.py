"""What the words around a number make of it: whether it is aimed at, how (comparator, bound), and what it measures."""

from __future__ import annotations

import re

from ...model import Span
from ...signs import CLAUSE_ENDS
from .amounts import Amount
from .place import LONGEST_PHRASE, Chain, Place
from .words import AIMS, Words

DIRECTIONS = ("+=", "-=")
_BOUNDS = (">=", "<=", ">", "<")
_BOUNDED = frozenset(_BOUNDS)
_STATED = frozenset({"reach", "state"})
_NAMED = re.compile(r"的(?:目标|任务|要求|水平|预期|增速|增长)")
_FROM = re.compile(rf"[由从][^{CLAUSE_ENDS}、由从]{{0,14}}$")
_MOVED = re.compile(rf"[^{CLAUSE_ENDS}、\d]{{0,6}}[到至为]")
_CLAUSE_ENDS = ("", *"，。；、！\n")
_NUMBERED = re.compile(r"[百千万亿]$")
_CASES = ("的，", "的；", "的：", "的,")
_HOPES = frozenset({"hope", "left-hope", "adverb"})
_REACHES = frozenset({"reach", "moved-to", "growth", "decline", "above", "over"})
_SHARED = ("的", "全覆盖")
_OVERS = frozenset({"over", "above"})
_WORTHS = frozenset({"元", "美元"})
_GOES_ON = re.compile(r"(?:年)?(?:超过|达到|达|突破|不低于|不少于|低于|实现|增长)\d")


def bounded(place: Place) -> bool:
    """A direction, a bound or 提高到 stands in front."""
    return "moved-to" in place.ids or not AIMS.isdisjoint(place.values)


def hopeless(text: str, floor: int, end: int, amount: Amount, link: Chain, words: Words) -> bool:
    """Whether what stands right before and after a number shows that it is no goal: 三个方面, 三年, 2030, 一批."""
    if "moved-to" in link.ids or not AIMS.isdisjoint(link.values):
        return False
    if amount.kind == "count":
        if amount.spelt and amount.value == 1:  # as in is_article: only the phrase in front may hold a bound yet
            low = max(floor, link.start - LONGEST_PHRASE)
            if words.bounds.search(text, low, link.start) is None:
                return True
        return bool((words.abstract_spelt if amount.spelt else words.abstract).match(text, amount.end, end))
    if amount.kind not in ("time", "none") or not _STATED.isdisjoint(link.ids):
        return False
    return amount.kind == "time" or not _NUMBERED.search(text, amount.start, amount.end)


def is_article(place: Place) -> bool:
    """一批, 一个: no number, unless 至少 or 增加 stands right in front."""
    a = place.amount
    return a.spelt and a.value == 1 and a.kind == "count" and not bounded(place)


def said(place: Place) -> bool:
    """A comparator other than 是, 有, 为 stands by the number."""
    spoken = any(value not in ("=", "made") for value in place.values)
    return spoken or bool(place.tail) or place.amount.more or bool(place.ids & {"moved-to", "reach"})


def done(place: Place) -> bool:
    """开工580万套: something is brought about, though it is not said what."""
    a = place.amount
    return not a.spelt and a.kind in ("count", "measure") and bool(place.ids & {"left-made", "done"})


def comparator(place: Place) -> str:
    """A direction wins, then a bound in front, then what stands after."""
    values = place.values if place.amount.unit != "番" else ("+=",)
    if "kept-at" in place.ids or ("moved-to" in place.ids and "-=" in values):
        values = tuple([value for value in values if value not in DIRECTIONS])  # 压减经费，控制在100万元以下
    if direction := next((v for v in values if v in DIRECTIONS), None):
        return direction
    bound = next((v for v in values if v in _BOUNDS), "")
    if bound and not (bound == "<=" and place.tail):
        return bound
    return place.tail or (">" if place.amount.more else "") or bound or ("~" if "~" in values else "=")


def bound(place: Place, direction: str) -> str | None:
    """How a growth or decline is bounded (增长8%以上: ``>=``); None where it is not, or is the comparator itself."""
    if direction not in DIRECTIONS:
        return None
    before = next((v for v in place.values if v in _BOUNDS), "") or ("~" if "~" in place.values else "")
    found = place.tail or before or (">" if place.amount.more else "")
    return found if found in _BOUNDS or found == "~" else None


def aimed(place: Place, noun: Span | None, words: Words) -> bool:
    """Whether the number is an amount that is aimed at, and no name, date or attribute."""
    kind, text, stop, limited = place.amount.kind, place.text, place.stop, bounded(place)
    if text.startswith("的基础上", stop):
        return False  # 在去年增长12%的基础上
    if words.condition.match(text, place.begin) or words.condition.match(text, place.phrase[0]):
        return False  # 每增加投资5000万元，奖励…: a condition
    if "falls-short" in place.ids or _told(place) or (kind == "measure" and text.startswith("或", stop)):
        return False
    if place.amount.spelt and place.amount.unit in words.figures and kind == "count":
        return False  # 二期工程, 三级医院
    if kind in ("count", "measure") and text.startswith(_CASES, stop):
        return False  # 入围企业为2家的，采取谈判方式
    if noun and not limited and kind in ("count", "measure") and place.tail == "<=":
        return False  # 100万元以下小额诉讼: how great at most what follows is
    if noun and kind == "measure" and place.tail == ">=" and place.amount.unit in _WORTHS and text[stop] != "的":
        return False  # 总投资20亿元以上项目
    if kind == "measure" and noun and place.made and text[noun[1] : noun[1] + 1].isdigit():
        return False  # 110千伏变电站2座
    if kind == "time":
        if noun and not _BOUNDED.intersection(place.values):
            return False  # 提升15分钟生活圈功能
        if noun and text.startswith("的", stop) and not _OVERS.isdisjoint(place.ids):
            return False  # 超过10年的老旧车辆
        return limited or bool(place.ids & {"reach", "state"} and words.age.search(text, place.begin, place.phrase[1]))
    if kind == "none":
        return _bare(place, noun, limited, words)
    if kind == "part" and text[place.amount.start - 1 : place.amount.start] == "的":
        return False  # 为招生总数的一半
    if kind == "part" and noun and _GOES_ON.match(text, noun[1]):
        return False  # 三分之一以上的村集体年收入超过50万元: a condition of what follows
    if kind == "count" and not limited:
        abstract = words.abstract_spelt if place.amount.spelt else words.abstract
        if abstract.match(text, stop, place.end):
            return False
        if place.amount.spelt and not (place.made or _made_and_named(place, words)):
            return False
    follows = noun is not None and not text.startswith(("和", "与", "及"), stop) and not _NAMED.match(text, stop)
    if text.startswith("的", stop) and kind == "measure" and not _NAMED.match(text, stop):
        return "verb-made" in place.ids or (place.made and place.amount.unit in words.extents)
    if follows and kind in ("count", "measure") and not place.made:
        return limited and "over" not in place.ids
    low = max(place.floor, place.start - 20)
    return not (_FROM.search(text[low : place.start]) and _MOVED.match(text, stop))


def shares(place: Place, words: Words) -> bool:
    """预留30%的号源, 在10%的服务站设置中医阁: what follows is measured, for a verb alone stands in front."""
    if place.amount.kind != "ratio" or not place.text.startswith(_SHARED, place.stop):
        return False
    start, end = place.phrase
    if start == end or not _REACHES.isdisjoint(place.ids):
        return False
    if words.gives.search(place.text, start, place.amount.start) is not None:
        return True
    verb = words.sets_out.match(place.text, start, end)
    return verb is not None and verb.end() == end and "state" not in place.ids


def _told(place: Place) -> bool:
    """有45.5%的企业…, 超过1万例的有…: how things are."""
    text, stop, ids = place.text, place.stop, place.ids
    if not text.startswith("的", stop):
        return False
    if place.amount.kind in ("ratio", "part"):
        bare = place.phrase[0] == place.phrase[1] and ids.isdisjoint(_HOPES)
        return bare and "state" in ids and text.startswith("有", place.start)
    return not ids.isdisjoint(_OVERS) and text.startswith(("的有", "的是"), stop)


def _made_and_named(place: Place, words: Words) -> bool:
    """新建夜间公交线路五条。: what is made stands between the verb and a number that ends the clause."""
    verb = "left-made" in place.ids or words.opening.match(place.text, *place.phrase) is not None
    listed = place.text.startswith("、", place.floor) and place.phrase[0] == place.floor + 1
    return (verb or listed) and place.text[place.stop : place.stop + 1] in _CLAUSE_ENDS


def _bare(place: Place, noun: Span | None, limited: bool, words: Words) -> bool:
    """Numbers without a unit: 控制在110以内, 解决2万农村人口…, 收入之比达到0.75."""
    if _NUMBERED.search(place.text, place.amount.start, place.amount.end):
        if noun is None:  # 再减少农村贫困人口1000万以上
            return (limited or "reach" in place.ids) and place.phrase[0] < place.phrase[1]
        return place.made
    if noun is not None:
        return False
    return limited or bool(
        place.ids & {"reach", "state"} and words.index.search(place.text, place.begin, place.phrase[1])
    )
