"""What the words around a number make of it: whether it is aimed at, how (comparator, bound), and what it measures."""

from __future__ import annotations

import re

from ...model import Span
from ...signs import CLAUSE_ENDS, COLONS, COMMAS, HALF_STOPS, LINKS
from .amounts import Amount
from .place import LONGEST_PHRASE, Chain, Place, shared
from .words import AIMS, Words

DIRECTIONS = ("+=", "-=")
_BOUNDS = (">=", "<=", ">", "<")
_BOUNDED = frozenset(_BOUNDS)
_STATED = frozenset({"reach", "state"})
_AND = re.compile(r"以及|、|和(?![谐平解美])|(?<![参给赋授])与|(?<![普涉危顾惠提触波])及(?![时格早其])")
_NAMED = re.compile(r"的(?:目标|任务|要求|水平|预期|增速|增长)")
_FROM = re.compile(rf"[由从][^{CLAUSE_ENDS}、由从]{{0,14}}$")
_MOVED = re.compile(rf"[^{CLAUSE_ENDS}、\d]{{0,6}}[到至为]")
_CLAUSE_ENDS = ("", *"，。；、！\n")
_NUMBERED = re.compile(r"[百千万亿]$")
_AGES = re.compile(r"(?:年限|年龄|寿命|年数|时长|时间|时限|周期|工期|天数|期限)$")  # what is measured in years and days
_INDEX = re.compile(r"(?:比|比例|系数|指数|率|密度|值|度|分)$")  # what has no unit
_SPELT_RUN = re.compile(r"第?([一二三四]{2,4})(产|季度|次产业|产业)")  # 一二三产增加值
_MEASURES = "值收量率额数入润"  # names that end so are whole: 产值、税收、营业收入
_GROWS = frozenset({"+=", "-="})
_FIGURE = re.compile(r"[值收量率额数入资产出]$|投资$")
_FIGURE_NAME = re.compile(
    rf"[^{CLAUSE_ENDS}、\d“”的]{{2,16}}(?:[值收量率额入]|数|投资|总产|支出)"
)  # 工业投资, 居民收入
_LONGEST_LIST = 60
_LONGEST_KIND = 16
_BEFORE_KINDS = LINKS + COLONS + "。”）\n"  # stand before the first of two kinds: ，高新技术、科技型中小企业
_AMOUNTS = re.compile(r"[量额值]$")
_KIND = re.compile(rf"[^{CLAUSE_ENDS}、\d“”（）]{{2,12}}")
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
    if place.amount.spelt and place.amount.unit in words.figures and kind == "count":
        return False  # 二期工程, 三级医院
    if noun and not limited and kind in ("count", "measure") and place.tail == "<=":
        return False  # 100万元以下小额诉讼: how great at most what follows is
    if kind == "measure" and noun and place.made and text[noun[1] : noun[1] + 1].isdigit():
        return False  # 110千伏变电站2座
    if kind == "time":
        if noun and not _BOUNDED.intersection(place.values):
            return False  # 提升15分钟生活圈功能
        return limited or bool(place.ids & {"reach", "state"} and _AGES.search(text, place.begin, place.phrase[1]))
    if kind == "none":
        return _bare(place, noun, limited)
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
        return "verb-made" in place.ids
    if follows and kind in ("count", "measure") and not place.made:
        return limited and "over" not in place.ids
    low = max(place.floor, place.start - 20)
    return not (_FROM.search(text[low : place.start]) and _MOVED.match(text, stop))


def _made_and_named(place: Place, words: Words) -> bool:
    """新建夜间公交线路五条。: what is made stands between the verb and a number that ends the clause."""
    verb = "left-made" in place.ids or words.opening.match(place.text, *place.phrase) is not None
    listed = place.text.startswith("、", place.floor) and place.phrase[0] == place.floor + 1
    return (verb or listed) and place.text[place.stop : place.stop + 1] in _CLAUSE_ENDS


def _bare(place: Place, noun: Span | None, limited: bool) -> bool:
    """Numbers without a unit: 控制在110以内, 解决2万农村人口…, 收入之比达到0.75."""
    if _NUMBERED.search(place.text, place.amount.start, place.amount.end):
        if noun is None:  # 再减少农村贫困人口1000万以上
            return (limited or "reach" in place.ids) and place.phrase[0] < place.phrase[1]
        return place.made
    if noun is not None:
        return False
    return limited or bool(place.ids & {"reach", "state"} and _INDEX.search(place.text, place.begin, place.phrase[1]))


def names(place: Place, raw: str, words: Words) -> tuple[str, ...]:
    """The metric in front, or the metrics of a list with 分别 or 均."""
    start, end = place.phrase
    if start == end:
        return ()
    if not _in_list(place):
        name = raw[start:end].strip()
        return _alike(place, raw) or ((raw[_sharing(place, words) : end].strip() if name else name,) if name else ())
    if run := _SPELT_RUN.match(place.text, start, end):
        rest = raw[run.end() : end].strip()
        return tuple([f"{c}{run[2]}{rest}" for c in run[1]])
    if place.text.startswith("城乡", start) and not together(place):
        return (f"城镇{raw[start + 2 : end].strip()}", f"农村{raw[start + 2 : end].strip()}")
    found = _filled([name.removesuffix("等") for a, b in _pieces(place.text, start, end) if (name := raw[a:b].strip())])
    if found and together(place) and "的" in found[-1]:  # 基金和银行承担的责任比例: one metric of two
        return (raw[start:end].strip(),)
    return found


def _sharing(place: Place, words: Words) -> int:
    """Where a metric begins that names two kinds of one figure: 高新技术、科技型中小企业数量增长10%."""
    text, start = place.text, place.phrase[0]
    figure = place.amount.kind == "measure" and _AMOUNTS.search(text, start, place.phrase[1])  # 蔬菜、水产品年加工量
    if not (place.amount.kind == "ratio" or figure) or not text.startswith("、", start - 1) or start - 1 <= place.floor:
        return start
    low = max(place.floor, start - _LONGEST_KIND)
    begin = max(text.rfind(c, low, start - 1) + 1 for c in _BEFORE_KINDS) or (low if low == place.floor else start)
    while (hit := words.left.match(text, begin, start - 1)) and hit.end > begin:
        begin = hit.end
    if _KIND.fullmatch(text, begin, start - 1) is None:
        return start
    verbs = (words.opening, words.sets_out)
    acts = any(verb.search(text, begin, start - 1) for verb in verbs) or words.stop.search(text, begin, start - 1)
    return start if acts else begin


def _alike(place: Place, raw: str) -> tuple[str, ...]:
    """工业投资、民间投资年均增长6%: figures named in a row grow together; none where the words look like none."""
    text, (start, end) = place.text, place.phrase
    if (place.amount.unit == "番" or not _GROWS.isdisjoint(place.values)) and _FIGURE.search(text, start, end):
        low = max(place.floor, start - _LONGEST_LIST)
        begin = max(text.rfind(c, low, start) for c in COMMAS + HALF_STOPS + COLONS + "。\n") + 1
        begin = begin or (low if start - low < _LONGEST_LIST else start)
        cuts = [raw[a:b] for a, b in _pieces(text, begin, end)]
        if len(cuts) > 1 and all(_FIGURE_NAME.fullmatch(one) for one in cuts):
            return tuple(cuts)
    return ()


def _pieces(text: str, start: int, end: int) -> list[Span]:
    joins = [m.span() for m in _AND.finditer(text, start, end)]
    return list(zip([start, *(b for _, b in joins)], [*(a for a, _ in joins), end], strict=True))


def _in_list(place: Place) -> bool:
    return shared(place.text, place.start, place.amount.start)


def together(place: Place) -> bool:
    """均, 都, 双: one number for all of the metrics in front."""
    return _in_list(place) and "分别" not in place.text[place.start : place.amount.start]


def _filled(found: list[str]) -> tuple[str, ...]:
    """城镇和农村居民收入: what the short names leave out stands after the last."""
    tail = len(found[-1]) - found[-1].rfind(found[0][-1:]) - 1 if found else 0  # 种植业、林业、牧业产值
    if len(found) > 1 and 1 < tail < len(found[-1]) - 1 and all(name[-1] == found[0][-1] for name in found[:-1]):
        return (*[name + found[-1][-tail:] for name in found[:-1]], found[-1])
    width = len(found[0]) if found else 0
    short = all(len(name) == width <= 4 and name[-1] not in _MEASURES for name in found[:-1])
    if len(found) > 1 and len(found[-1]) >= width + 2 and short:
        found = [name + found[-1][width:] for name in found[:-1]] + found[-1:]
    return tuple(found)
