"""The names of what a number measures: one metric in front of it, or those of a list (分别增长8%和9%, 均达到95%)."""

from __future__ import annotations

import re

from ...model import Span
from ...signs import CLAUSE_ENDS, COLONS, COMMAS, HALF_STOPS
from .place import Place, shared
from .words import Words

_AND = re.compile(r"以及|、|和(?![谐平解美])|(?<![参给赋授])与|(?<![普涉危顾惠提触波])及(?![时格早其]|周边|以上|以下)")
_SPELT_RUN = re.compile(r"第?([一二三四](?:、?[一二三四]){1,3})(产业|产|季度|次产业)")  # 一二三产增加值
_MEASURES = "值收量率额数入润"  # names that end so are whole: 产值、税收、营业收入
_GROWS = frozenset({"+=", "-="})
_FIGURE = re.compile(r"[值收量率额数入资产出]$|投资$")
_FIGURE_NAME = re.compile(
    rf"[^{CLAUSE_ENDS}、\d“”的]{{2,16}}(?:[值收量率额入]|数|投资|总产|支出)"
)  # 工业投资, 居民收入
_LONGEST_LIST = 60
_LONGEST_SHORT = 8
_LONGEST_OWN = 6  # of the last name without the noun that all share: 食用菌 | 产量
_AREA_IN = re.compile(r"[区县省市镇乡村城]")


def names(place: Place, raw: str, words: Words) -> tuple[str, ...]:
    """The metric in front, or the metrics of a list with 分别 or 均."""
    start, end = place.phrase
    if start == end:
        return ()
    if not _in_list(place):
        name = raw[start:end].strip()
        return _alike(place, raw) or ((name,) if name else ())
    if run := _SPELT_RUN.match(place.text, start, end):
        rest = raw[run.end() : end].strip()
        return tuple([f"{c}{run[2]}{rest}" for c in run[1] if c != "、"])
    if place.text.startswith("城乡", start) and not together(place):
        return (f"城镇{raw[start + 2 : end].strip()}", f"农村{raw[start + 2 : end].strip()}")
    cuts = [name.removesuffix("等") for a, b in _pieces(place.text, start, end) if (name := raw[a:b].strip())]
    found = _filled(cuts, words)
    if found and together(place) and "的" in found[-1]:  # 基金和银行承担的责任比例: one metric of two
        return (raw[start:end].strip(),)
    return found


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


def _filled(found: list[str], words: Words) -> tuple[str, ...]:
    """城镇和农村居民收入: what the short names leave out stands after the last."""
    if len(found) < 2:
        return tuple(found)
    last = found[-1]
    tail = len(last) - last.rfind(found[0][-1:]) - 1  # 种植业、林业、牧业产值
    if 1 < tail < len(last) - 1 and all(name[-1] == found[0][-1] for name in found[:-1]):
        return (*[name + last[-tail:] for name in found[:-1]], last)
    head = None if "等" in last else words.head.search(last)
    shortened = head is not None and 0 < head.start() <= _LONGEST_OWN and last[0] != "第"
    if head and shortened and not any(_whole(name, words) for name in found[:-1]):
        return (*[name + head[0] for name in found[:-1]], last)  # 蔬菜、食用菌 | 产量
    width = len(found[0])
    short = all(len(name) == width <= 4 and name[-1] not in _MEASURES for name in found[:-1])
    if len(last) >= width + 2 and short:
        found = [name + last[width:] for name in found[:-1]] + [last]
    return tuple(found)


def _whole(name: str, words: Words) -> bool:
    return name[-1] in _MEASURES or len(name) > _LONGEST_SHORT or words.head.search(name) is not None


def area_of(name: str, before: str | None, words: Words) -> str:
    """自由贸易试验区达到150项, after 告知承诺事项达到100项: a place alone is measured by what was measured before."""
    if before is None or name == before or not words.area.fullmatch(name) or _AREA_IN.search(before):
        return name
    return name + before
