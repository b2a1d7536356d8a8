"""Quantified goals (生产总值突破100亿元) in a stretch of text: metric, comparator, value, unit.

Around each number three things are read. The *chain* in front of it (同比增长, 力争达到, 不低于) gives the comparator:
a direction (增长 ``+=``, 下降 ``-=``) wins, then a bound (不低于), then what stands behind (以上, 左右), then the rest.
The *metric* is the noun phrase between the last boundary or verb and the chain; where there is none, the noun
behind the number (新建3所幼儿园), or the metric of the number before (…, 增长8%). Words that bring a thing about
(新建, 完成) are no part of the metric, words for what is done to it (改造老旧小区) are. Years, ordinals, names
(四个意识) and attributes (过500万元企业) are no targets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...model import Span, Target
from ...rules.types import Cue, Rules, finder, first_characters, leaping, union, word_pattern
from .amounts import Amount, grammar, read

_BOUNDARY = '，。；：！？,;:!?（）“”"《》\n\t'
# Greedy, so that the engine looks for the last one from the right.
_LAST_BOUNDARY = re.compile(f"(?s:.*)[{_BOUNDARY}]")
_LAST_BOUNDARY_OR_COMMA = re.compile(f"(?s:.*)[{_BOUNDARY}、]")
_LAST_SIGN = re.compile("(?s:.*)[，。；：]")  # no word of a chain holds one
_SENTENCE_END = re.compile(r"[。；！？\n]")
_GAP = re.compile(r"[、，,]?(?:和|与|及|以及)?")
_NOUN = re.compile(r"的?(?:集[^，。；]{2,30}?一体的)?([^，。；：、！？,;:!?（）“”\"《》\n\t ]{1,24})")
_EACH = re.compile("分别|[均都双]")
_AND = re.compile(r"以及|[、和与及]")
_NAMED = re.compile(r"的(?:目标|任务|要求|水平|预期|增速|增长)")
_BASE = re.compile(r"[由从](?=[^由从]{0,12}[\d一二三四五六七八九百])")  # 由85%提高到90%: the old value
_FROM = re.compile(r"[由从][^，。；、由从]{0,14}$")
_MOVED = re.compile(r"[^，。；、\d]{0,6}[到至为]")
_CLAUSE_ENDS = ("", *"，。；、！\n")
_NUMBERED = re.compile(r"[百千万亿]$")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_PHRASE = 60
_LONGEST_CHAIN = 24
_DIRECTIONS = ("+=", "-=")
_BOUNDS = (">=", "<=", ">", "<")
_AIMS = frozenset((*_DIRECTIONS, *_BOUNDS))
_MAKES = frozenset({"verb-made", "new", "growth", "decline", "done"})
_RANKS = frozenset("名位")
_IN_FRONT = re.compile("(?<![年月日底末])前 ?$")  # 前100名 is a rank, 年底前30名 is none
_HOUR = re.compile(r"\d ?[点时] ?$")
_SHORT = re.compile(r"(?!新|大|好|重[要大]|优|高)[^的]{1,4}的")
_DATE_SIGNS = frozenset("年月日号时点届强后米")
_NOT_BEFORE = frozenset("每第:：/.+[〔由从几数")  # 每千名, 第3: no amounts; 由85%: none aimed at


@dataclass(slots=True, eq=False)
class _Words:
    """The rules' words and cues, compiled."""

    before: tuple[re.Pattern[str], tuple[Cue, ...]]
    after: tuple[re.Pattern[str], tuple[Cue, ...]]
    left: tuple[re.Pattern[str], tuple[Cue, ...]]
    middle: tuple[re.Pattern[str], tuple[Cue, ...]]
    stop: re.Pattern[str]
    chain: re.Pattern[str]
    right: re.Pattern[str]
    verb: re.Pattern[str]
    abstract: re.Pattern[str]
    abstract_spelt: re.Pattern[str]


class _Last(NamedTuple):
    """The target before, for what the next one leaves out. ``waiting``: metrics named with 分别, still to be met."""

    metric: str | None
    comparator: str
    end: int
    unit: str | None
    waiting: tuple[str, ...] = ()


def find(text: str, start: int, end: int, rules: Rules, raw: str | None = None) -> list[Target]:
    """The quantified goals in ``text[start:end]`` (folded text, logical offsets), in order.

    Their words are cut from ``raw`` (same length), where given.
    Reported figures look the same as goals; whether a sentence sets any is the caller's to know.
    """
    pattern, gate, kinds = grammar(rules)
    words, raw = _words(rules), text if raw is None else raw
    targets: list[Target] = []
    last: _Last | None = None
    floor = done = start
    for candidate in gate.finditer(text, start, end):
        pos = candidate.start()
        if pos < done or (m := pattern.match(text, pos, end)) is None:
            continue
        done = m.end()
        amount = read(m, kinds)
        if amount is None or (amount.unit == "分" and _HOUR.search(text, max(start, pos - 4), pos)):
            continue
        if pos > start:
            before = text[pos - 2] if text[pos - 1] == " " and pos - 1 > start else text[pos - 1]
            if before in _NOT_BEFORE or (amount.unit in _RANKS and _IN_FRONT.search(text, start, pos)):
                continue
        if amount.kind == "none" and (text[done : done + 1] in _DATE_SIGNS or _is_year(text, amount)):
            continue
        if last and _SENTENCE_END.search(text, last.end, pos):
            last = None
        target, last = _Place(text, raw, floor, end, amount, words).read(last)
        if target:
            targets.append(target)
            floor = done = target.span[1]
    return targets


def _is_year(text: str, amount: Amount) -> bool:
    return amount.value_max is None and bool(_YEAR.fullmatch(text, amount.start, amount.end))


class _Place:
    """One number in its clause; reads no further left than ``floor``, where the target before ended.

    ``read`` finds out, in this order and no further than it must: where the words in front of the number ``start``;
    what stands behind it (``tail``) and where that ends (``stop``); the noun ``phrase`` in front and where the target
    would ``begin``; whether a verb stands right before it.
    """

    start: int
    tail: str
    stop: int
    phrase: Span
    begin: int
    verb_in_front: bool

    def __init__(self, text: str, raw: str, floor: int, end: int, amount: Amount, words: _Words) -> None:
        self.text, self.raw, self.floor, self.end, self.amount, self.words = text, raw, floor, end, amount, words
        # What the words around the number say: ids and values of their rows, from the number to the left.
        self.noun_read = False
        self.noun_span: Span | None = None
        self.ids: set[str] = set()
        self.values: list[str] = []
        self.start = amount.start - (amount.start > floor and text[amount.start - 1] == " ")
        self.chain()

    def read(self, last: _Last | None) -> tuple[Target | None, _Last | None]:
        """The target, if the number is one, and what the next number may need of it."""
        goes_on = last and self.amount.kind != "none" and _GAP.fullmatch(self.text, last.end, self.amount.start)
        if not goes_on and self.is_article():
            return None, last
        self.tail, self.stop = self.behind()
        self.phrase = self.metric_span()
        self.verb_in_front = self.verb_before()
        if last and goes_on:
            comparator = last.comparator if last.comparator in _DIRECTIONS else self.tail or last.comparator
            if last.waiting:
                return self.make(last.waiting[0], comparator, self.amount.start, last.waiting[1:])
            if not self.noun:
                return self.make(last.metric, comparator, self.amount.start)
        noun = self.noun if self.verb_in_front or self.phrase[0] == self.phrase[1] else None
        if not self.aimed():
            return None, last
        start = self.begin
        if noun and (self.verb_in_front or self.amount.kind != "measure"):
            start = self.start if self.start < self.amount.start else self.phrase[0]
            return self.make(self.raw[slice(*noun)], self.comparator, start, stop=noun[1])
        names = self.names()
        if last and last.unit == self.amount.unit and len(names) == 1 and self.is_verb():
            return self.make(last.metric, self.comparator, start)  # 建设厂房20万平方米，竣工10万平方米
        if names:
            return self.make(names[0], self.comparator, start, names[1:])
        if last and self.ids:
            return self.make(last.metric, self.comparator, start)
        return self.make(None, self.comparator, start) if self.said and self.amount.unit else (None, last)

    def make(
        self, metric: str | None, comparator: str, start: int, waiting: tuple[str, ...] = (), stop: int = 0
    ) -> tuple[Target, _Last]:
        """A target from ``start`` to the end of the number and what belongs to it."""
        a, span = self.amount, (start, max(stop, self.stop))
        target = Target(self.raw[slice(*span)], metric, a.value, a.value_max, a.unit, comparator, span)
        return target, _Last(metric, comparator, span[1], a.unit, waiting)

    # What stands around the number.

    def chain(self) -> None:
        """Read the words right in front of the number; ``start`` moves to where they begin."""
        low = max(self.floor, self.start - _LONGEST_CHAIN)
        if sign := _LAST_SIGN.match(self.text, low, self.start):
            low = sign.end()
        run = self.words.chain.search(self.text, low, self.start)
        if run is None:
            return
        pattern, cues = self.words.before
        for token in pattern.finditer(self.text, run.start(), self.start):
            self.note(cues[(token.lastindex or 1) - 1])
        self.start = run.start()

    def note(self, cue: Cue) -> None:
        """Remember what a word says."""
        self.ids.add(cue.id)
        if cue.value:
            self.values.append(cue.value)

    def behind(self) -> tuple[str, int]:
        """以上, 左右 …: their value and end; the number's own end for none."""
        pattern, cues = self.words.after
        m = pattern.match(self.text, self.amount.end, self.end)
        return (cues[(m.lastindex or 1) - 1].value, m.end()) if m else ("", self.amount.end)

    def metric_span(self) -> Span:
        """The noun phrase in front of the chain, without the words around it that are no part of it."""
        low, high = max(self.floor, self.start - _LONGEST_PHRASE), self.start
        sign = (_LAST_BOUNDARY if self.shared else _LAST_BOUNDARY_OR_COMMA).match(self.text, low, high)
        begin = sign.end() if sign else low
        while begin < high and self.text[begin] in " \u3000":
            begin += 1
        if base := _BASE.search(self.text, begin, high):
            high = base.start()
        self.begin = begin
        pattern, cues = self.words.left
        while (m := pattern.match(self.text, begin, high)) and m.end() > begin:
            cue = cues[(m.lastindex or 1) - 1]
            self.note(cue)
            begin = m.end()
            if not cue.value:
                self.begin = begin
        pattern, cues = self.words.middle
        for m in pattern.finditer(self.text, begin, high):
            self.note(cues[(m.lastindex or 1) - 1])
            begin = self.begin = m.end()
        while m := self.words.right.search(self.text, max(begin, high - 8), high):
            high = m.start()
        return begin, max(begin, high)

    @property
    def noun(self) -> Span | None:
        """The noun behind the number (3所 *公立幼儿园*), up to the next verb."""
        if not self.noun_read:
            self.noun_span, self.noun_read = self.read_noun(), True
        return self.noun_span

    def read_noun(self) -> Span | None:
        m = _NOUN.match(self.text, self.stop, self.end)
        if m is None:
            return None
        start, end = m.span(1)
        if verb := self.words.stop.search(self.text, start, end):
            end = verb.start()
        if owner := _SHORT.match(self.text, start, end):  # 5个村的整村推进 are five villages
            end = owner.end() - 1
        start = max(start, self.text.rfind("的", start, end - 1) + 1)
        if number := _DIGIT.search(self.text, start, end):
            end = number.start()
        while end > start and self.text[end - 1] in "和与及等":
            end -= 1
        return (start, end) if start < end else None

    # What they make of it.

    @property
    def shared(self) -> bool:
        """分别, 均: the metrics in front form a list."""
        return self.start < self.amount.start and bool(_EACH.search(self.text, self.start, self.amount.start))

    def verb_before(self) -> bool:
        """新建3所, 改造30个: what is counted follows."""
        if self.amount.kind == "count" and not _MAKES.isdisjoint(self.ids):
            return True
        low = max(self.floor, self.start - 4)
        return "verb-made" in self.ids or bool(self.words.verb.search(self.text, low, self.start))

    @property
    def bounded(self) -> bool:
        """A direction, a bound or 提高到 stands in front."""
        return "moved-to" in self.ids or not _AIMS.isdisjoint(self.values)

    def is_article(self) -> bool:
        """一批, 一个: no number, unless 至少 or 增加 stands right in front."""
        return self.amount.spelt and self.amount.value == 1 and self.amount.kind == "count" and not self.bounded

    def made_before(self) -> bool:
        """新建夜间公交线路五条。: what is made stands between the verb and a number that ends the clause."""
        return "left-made" in self.ids and self.text[self.stop : self.stop + 1] in _CLAUSE_ENDS

    def is_verb(self) -> bool:
        """Whether nothing but a verb stands in front: its metric is that of the number before."""
        return bool(self.words.verb.fullmatch(self.text[slice(*self.phrase)].strip()))

    @property
    def said(self) -> bool:
        """A comparator other than 是, 有, 为 stands by the number."""
        spoken = any(value not in ("=", "made") for value in self.values)
        return spoken or bool(self.tail) or self.amount.more or bool(self.ids & {"moved-to", "reach"})

    @property
    def comparator(self) -> str:
        """A direction wins, then a bound in front, then what stands behind."""
        values = self.values if self.amount.unit != "番" else ["+="]
        if direction := next((v for v in values if v in _DIRECTIONS), None):
            return direction
        bound = next((v for v in values if v in _BOUNDS), "")
        if bound and not (bound == "<=" and self.tail):
            return bound
        return self.tail or (">" if self.amount.more else "") or bound or ("~" if "~" in values else "=")

    def aimed(self) -> bool:
        """Whether the number is an amount that is aimed at, and no name, date or attribute."""
        kind, text, stop = self.amount.kind, self.text, self.stop
        bounded = self.bounded
        if kind == "time":
            return bounded
        if kind == "none":
            return self.bare(bounded)
        if kind == "count" and not bounded:
            abstract = self.words.abstract_spelt if self.amount.spelt else self.words.abstract
            if abstract.match(text, stop, self.end):
                return False
            if self.amount.spelt and not (self.verb_in_front or self.made_before()):
                return False
        follows = self.noun is not None and not text.startswith(("和", "与", "及"), stop)
        if text.startswith("的", stop) and kind == "measure" and not _NAMED.match(text, stop):
            return "verb-made" in self.ids
        if follows and kind in ("count", "measure") and not self.verb_in_front:
            return bounded and "over" not in self.ids
        return not (_FROM.search(text[max(self.floor, self.start - 20) : self.start]) and _MOVED.match(text, stop))

    def bare(self, bounded: bool) -> bool:
        """Numbers without a unit: 控制在110以内, 解决2万农村人口…."""
        words = self.text[self.amount.start : self.amount.end]
        if _NUMBERED.search(words):
            return self.verb_in_front and self.noun is not None
        return bounded and self.noun is None

    def names(self) -> tuple[str, ...]:
        """The metric in front, or the metrics of a list with 分别."""
        start, end = self.phrase
        if start == end:
            return ()
        cuts = [(start, end)]
        if "分别" in self.text[self.start : self.amount.start]:
            joins = [m.span() for m in _AND.finditer(self.text, start, end)]
            cuts = list(zip([start, *(b for _, b in joins)], [*(a for a, _ in joins), end], strict=True))
        names = [name for a, b in cuts if (name := self.raw[a:b].strip())]
        # 城镇和农村居民收入: what the short names leave out stands behind the last.
        width = len(names[0]) if names else 0
        if len(names) > 1 and len(names[-1]) > width + 2 and all(len(name) == width <= 3 for name in names[:-1]):
            names = [name + names[-1][width:] for name in names[:-1]] + names[-1:]
        return tuple(names)


@lru_cache(maxsize=16)
def _words(rules: Rules) -> _Words:
    tokens = "|".join(cue.pattern for cue in rules.cues["quantity.before"])
    right = "|".join(cue.pattern for cue in rules.cues["quantity.right"])
    abstract = rules.words["quantity.abstract"]
    spelt = word_pattern((*abstract, *rules.words["quantity.abstract.spelt"]))
    return _Words(
        before=union(rules, "quantity.before"),
        after=union(rules, "quantity.after"),
        left=union(rules, "quantity.left"),
        middle=union(rules, "quantity.middle"),
        stop=finder(rules, "quantity.stop")[0],
        # Atomic, so that a run is cut into words in one way only.
        chain=re.compile(leaping(first_characters(rules, "quantity.before"), f"(?:(?>{tokens}))++ ?$")),
        right=re.compile(leaping(first_characters(rules, "quantity.right"), f"(?:{right})$")),
        verb=re.compile(rf"(?:{word_pattern(rules.words['quantity.content'])})[好了]?$"),
        abstract=re.compile(rf"的?[^，。；：、的]{{0,2}}?(?:{word_pattern(abstract)})"),
        abstract_spelt=re.compile(rf"的?[^，。；：、的]{{0,4}}?(?:{spelt})"),
    )
