"""Quantified goals (生产总值突破100亿元) in a stretch of text: metric, comparator, value, unit.

Around each number three things are read (``place``). The *chain* in front of it (同比增长, 力争达到) gives the
comparator: a direction (增长 ``+=``, 下降 ``-=``) wins, then a bound (不低于), then what stands after it (以上), then
the rest. The *metric* is the noun phrase between the last boundary or verb and the chain; where there is none, the
noun after the number (新建3所幼儿园), the metric of the number before (…, 增长8%), or what the clause before sets out
to do. Words that bring a thing about (新建, 完成) are no part of the metric, words for what is done to it (改造) are.
Years, ordinals, names (四个意识) and attributes (过500万元企业) are no targets (``judge``); what has been reached is a
result.
"""

from __future__ import annotations

import re

from ...model import Span, Target
from ...rules.types import Rules
from ...signs import COMMAS, PAUSES, SENTENCE_END
from . import judge, meant
from .amounts import Amount, grammar, read
from .counting import IN_FRONT, RANKS, counts
from .naming import area_of
from .naming import names as names_of
from .nouns import aim_before, noun_after
from .place import Place, chain, look, metric
from .series import LOOK_AHEAD, Series, with_kind
from .words import Words, words_of

_GAP = re.compile(rf"[{PAUSES}]?(?:和|与|及|以及)?")
_SERIES_GAP = re.compile(rf"(?:左右|以上|以内|以下|上下)?[{PAUSES}]?(?:和|与|及|以及)?")
_HOPES = frozenset({"hope", "adverb"})


Seen = tuple[int, int, Amount | None]
"""A number: where it begins, where it ends with its unit, and the amount; None for what is surely none."""


def find(
    text: str, start: int, end: int, rules: Rules, raw: str | None = None, year: int | None = None
) -> list[Target]:
    """The quantified goals in ``text[start:end]`` (folded text, logical offsets), in order.

    Their words are cut from ``raw`` (same length), where given; ``year`` is the speech's. What words like 去年 and 已
    tell to be reached is a target of the kind ``result``. Reported figures without such words look the same as goals;
    whether a sentence sets any is the caller's to know.
    """
    return find_all(text, [(start, end)], rules, raw, year)[0]


def find_all(
    text: str, spans: list[Span], rules: Rules, raw: str | None = None, year: int | None = None
) -> list[list[Target]]:
    """What ``find`` gives for each of the spans. Step by step for all of them: the same pattern runs in a row."""
    gate, raw = grammar(rules)[1], text if raw is None else raw
    places = [[m.start() for m in gate.finditer(text, start, end)] for start, end in spans]
    seen = [_amounts(text, span, at, rules) if at else [] for span, at in zip(spans, places, strict=True)]
    return [_find(text, span, one, rules, raw, year) if one else [] for span, one in zip(spans, seen, strict=True)]


def _amounts(text: str, span: Span, places: list[int], rules: Rules) -> list[Seen]:
    """The numbers that begin at the places of a span; some may overlap."""
    (pattern, _, kinds), (start, end) = grammar(rules), span
    found: list[Seen] = []
    for pos in places:
        if m := pattern.match(text, pos, end):
            amount = read(m, kinds)
            found.append((pos, m.end(), amount if amount is not None and counts(text, start, amount) else None))
    return found


def _find(text: str, span: Span, seen: list[Seen], rules: Rules, raw: str, year: int | None) -> list[Target]:
    """The targets among the numbers of a span."""
    (start, end), words, pattern = span, words_of(rules), grammar(rules)[0]
    targets: list[Target] = []
    series = Series(start, start)
    done = start
    for pos, stop, amount in seen:
        if pos < done:
            continue
        done = stop
        if amount is None:
            continue
        if series.end >= 0 and SENTENCE_END.search(text, series.end, pos):
            series.end, series.waiting, series.named = -1, (), []
        if amount.unit in RANKS and IN_FRONT.search(text, start, pos):
            found = _rank(text, raw, series.floor, amount, words)
        else:
            gap = _GAP.fullmatch(text, series.end, pos) if series.end >= 0 and amount.kind != "none" else None
            goes_on = gap is not None and (amount.kind != "part" or text[series.end] not in COMMAS)
            link = chain(text, series.floor, pos, words, ratio=amount.kind == "ratio")
            if not goes_on and judge.hopeless(text, series.floor, end, amount, link, words):
                continue
            place = look(text, series.floor, end, amount, link, words)
            found = _targets(place, raw, series, goes_on, pattern, words)
        if found:
            targets += with_kind(found, text, series, year, end, words)
            done = found[-1].span[1]
            series.floor = done if amount.kind != "part" else amount.end
    return targets


def aims(targets: list[Target]) -> list[Target]:
    """The goals; where there are none, the results: 去年完成28亿元，今年增长12% sets one goal."""
    goals = [target for target in targets if target.kind == "goal"]
    return goals or targets


def _targets(
    place: Place, raw: str, series: Series, goes_on: bool, pattern: re.Pattern[str], words: Words
) -> list[Target]:
    """The target of a number, if it is one; several where one number holds for several metrics."""
    amount = place.amount
    if not goes_on and judge.is_article(place):
        return []
    noun = noun_after(place.text, place.stop, place.end, words, listed=amount.kind == "count")
    if given := meant.given(place, words):
        return [_made(place, raw, series, raw[slice(*given)], judge.comparator(place), place.start, stop=given[1])]
    if noun and amount.unit == "元" and any(v.match(place.text, *noun) for v in (words.opening, words.sets_out)):
        noun = None  # 投入500万元 | 建设实验室
    if goes_on:
        how = series.comparator if series.comparator in judge.DIRECTIONS else place.tail or series.comparator
        if series.waiting:
            return [_made(place, raw, series, series.waiting[0], how, amount.start, series.waiting[1:])]
        if not noun:
            return [_made(place, raw, series, series.metric, how, amount.start)]
        place.made = place.made or (series.made and amount.kind in ("count", "measure"))
    norm = meant.norm(place, words)
    if norm is None and not judge.aimed(place, noun, words):
        if amount.kind == "part" and noun:
            series.floor = noun[0]  # 三分之一以上的村集体年收入超过50万元: it is what follows that is measured
        return []
    how, start = judge.comparator(place), place.begin
    if goes_on and series.made and how == "=" and not place.ids and place.text[series.end] not in COMMAS:
        how = series.comparator  # 新增3个停车场、800个车位
    if norm:
        span, least = norm
        return [_made(place, raw, series, raw[slice(*span)], least or how, place.start, stop=span[1])]
    if noun and judge.shares(place, words):
        return [_made(place, raw, series, raw[slice(*noun)], how, place.start, stop=noun[1])]
    if place.phrase[0] == place.phrase[1] and place.ids and place.ids <= _HOPES and series.unit == amount.unit:
        how = series.comparator if how == "=" and series.comparator in judge.DIRECTIONS else how  # 增长6.5%，力争7%
    if noun and (place.made or place.phrase[0] == place.phrase[1]) and (place.made or amount.kind != "measure"):
        start = place.start if place.start < amount.start else place.phrase[0]
        if goes_on:
            start = amount.start
        return [_made(place, raw, series, raw[slice(*noun)], how, start, stop=noun[1], made=True)]
    return _named(place, raw, series, pattern, how, start, words)


def _named(
    place: Place, raw: str, series: Series, pattern: re.Pattern[str], how: str, start: int, words: Words
) -> list[Target]:
    """The target of a number whose metric stands in front of it, or before it in the sentence."""
    last = series.end >= 0
    names = names_of(place, raw, words)
    if len(names) == 1 and len(names[0]) < 2:
        return []  # 最多跑一次
    only_verb = bool(words.verb.fullmatch(place.text[slice(*place.phrase)].strip()))
    own = names[:1] == ("投资",) or place.text.endswith("其中", place.floor, place.phrase[0])
    if last and series.unit == place.amount.unit and len(names) == 1 and only_verb and not own:
        return [_made(place, raw, series, series.metric, how, start)]  # 建设厂房20万平方米，竣工10万平方米
    if last and series.unit == place.amount.unit and len(names) == 1 and _is_share(place):
        names = (area_of(names[0], series.metric, words),)
    lacks_name = (not names or only_verb) and not last and place.amount.kind in ("count", "measure", "ratio")
    if lacks_name and (aim := aim_before(place.text, series.floor, _clause_start(place), words)):
        return [_made(place, raw, series, raw[slice(*aim)].strip(), how, start)]
    if len(names) > 1 and (not _meets(place) or _series_length(place, pattern) == 1):
        return [_made(place, raw, series, name, how, start) for name in names]
    if names:
        return [_made(place, raw, series, names[0], how, start, names[1:])]
    if last and "serve" in place.ids and place.amount.unit != series.unit:
        return [_made(place, raw, series, None, how, start)]  # 改造管网18公里，惠及3万人
    if last and place.ids:
        waiting = series.named[-_series_length(place, pattern) :] if _meets(place) else []
        if len(waiting) > 1:
            return [_made(place, raw, series, waiting[0], how, start, tuple(waiting[1:]))]
        return [_made(place, raw, series, series.metric, how, start)]
    if place.amount.unit and (judge.said(place) or judge.done(place)):
        if start == place.amount.start and "left-made" in place.ids:
            start = max(place.floor, start - 2)  # *开工*15个以上
            if start - 2 >= place.floor and words.bounds.match(place.text, start - 2, start):
                start -= 2  # *至少*
        return [_made(place, raw, series, None, how, start)]
    return []


def _is_share(place: Place) -> bool:
    """Whether a number says how far a place has come: a rate, or what is 达到."""
    return place.amount.kind == "ratio" or ("reach" in place.ids and place.amount.unit in ("项", "件"))


def _meets(place: Place) -> bool:
    return place.text.find("分别", place.start, place.amount.start) >= 0


def _clause_start(place: Place) -> int:
    """Where the clause of a number begins."""
    low = max(place.floor, place.amount.start - LOOK_AHEAD)
    return max(place.text.rfind(c, low, place.amount.start) for c in COMMAS) + 1


def _series_length(place: Place, pattern: re.Pattern[str]) -> int:
    """How many numbers stand in a row from this one on (10%、8%和6%)."""
    count, pos = 1, place.amount.end
    while gap := _SERIES_GAP.match(place.text, pos, place.end):
        if gap.end() == pos or (m := pattern.match(place.text, gap.end(), place.end)) is None:
            break
        if place.amount.unit and m["u"] is None and m["a"] is not None:
            break  # 分别下降2%，二氧化硫…
        count, pos = count + 1, m.end()
    return count


def _made(
    place: Place,
    raw: str,
    series: Series,
    name: str | None,
    how: str,
    start: int,
    waiting: tuple[str, ...] = (),
    stop: int = 0,
    made: bool = False,
) -> Target:
    """A target from ``start`` to the end of the number and what belongs to it; the series goes on from it."""
    a, span = place.amount, (start, max(stop, place.stop))
    series.metric, series.comparator, series.end, series.unit = name, how, span[1], a.unit
    series.waiting, series.made = waiting, made
    if name and name not in series.named:
        series.named.append(name)
    words = raw[slice(*span)]
    return Target(words, name, a.value, a.value_max, a.unit, how, span, judge.bound(place, how))


def _rank(text: str, raw: str, floor: int, amount: Amount, words: Words) -> list[Target]:
    """营商环境评价进入全市前三名: a rank, at most. None without what is ranked."""
    m = words.rank.search(text, max(floor, amount.start - 24), amount.start)
    if m is None:
        return []
    start, _, _ = chain(text, floor, m.start(), words)
    phrase, begin, _, _ = metric(text, floor, start, False, False, words)
    name = raw[slice(*phrase)].strip()
    if not name or any(map(str.isdigit, name)):
        return []
    span: Span = (begin, amount.end)
    return [Target(raw[slice(*span)], name, amount.value, amount.value_max, amount.unit, "<=", span)]
