"""What a task sets out to do: the verb that it opens with and its object: 做好 | 冬季防火宣传工作.

The action is a verb or verbs side by side (研究提出, 加强和改进). Adverbs (认真, 加快, 全力) are no part of it. The
object is what the verb governs, to the end of the clause or of a list of its like (大米、小麦): no further clause, and
no further verb within the clause (深化改革、扩大开放). Goals with numbers in a row are one object.
Clauses of attitude (解放思想, 立足实际) are passed over, and so are who does it (教育局要), until when (9月底前), where
and by what (在老街, 通过培训). Where the first clause names a thing and the next its time there is an object alone:
柏溪大桥改造项目，12月底前开工.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ...rules.patterns import word_pattern, word_tree
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COMMAS
from .clauses import first_clauses
from .leads import Leads
from .objects import Objects, either, word_border

_LONGEST_OBJECT = 100
_CLAUSES = 4  # that are tried: 围绕…，按照…，着力打造…
_NO_OBJECT = re.compile(rf"[是也了着等的、和]|为了|[^{CLAUSE_ENDS}]*(?:[是为]|方面)$")
_STATEMENT = re.compile(
    rf"[^{CLAUSE_ENDS}]*(?:要|必须|应当|[^问目]是(?=[基关前重根核大])|占(?=到|比|[^，。；]{{0,8}}[\d约近一二三四五六七八九十])|包括)"
)
_IS = re.compile(rf"[^{CLAUSE_ENDS}]*是[^{CLAUSE_ENDS}]*(?:途径|基础|关键|保证|要求|任务|重点|前提|环节)")

Cut = Callable[[str], list[str]]
"""Cuts a clause into words."""

Found = tuple[str | None, str | None]


class Actions:
    """The verb-group patterns of one rule set."""

    def __init__(self, rules: Rules) -> None:
        nouns = frozenset((*rules.words["task.noun"], *rules.words["task.act-noun"]))
        self._nouns = nouns
        self._vague = frozenset(rules.words["task.vague"])
        self._bare = frozenset(rules.words["task.bare"])
        self._meetings = frozenset(rules.words["task.meeting"])
        listed = (*rules.words["task.verb"], *rules.words["task.act"])
        self._listed = frozenset(listed)
        adverb = word_tree((*rules.words["task.adverb"], *rules.words["task.act-adverb"]))
        verbs = [v for v in listed if len(v) > 1]
        short = word_pattern([v for v in listed if len(v) == 1])
        open_verb = either(rules, "task.open-verb")
        verb = word_tree(verbs)
        second = word_tree([v for v in verbs if v not in nouns])
        lead = f"(?:{either(rules, 'task.lead')})?"
        modal = "(?:还要|要|必须|应当|将|还将|务必|会(?![议上同商员场见计展诊]))?"
        # An office is no verb: 教育局, 规划院.
        one = rf"(?:(?:{verb})(?![局厅委署]|院(?![长校落系士]))|{open_verb})"
        joint = f"(?:{either(rules, 'task.joint')}|[和或与及])(?:{adverb})?"
        whole = f"(?:{either(rules, 'task.suffix')})?"
        group = rf"{one}{whole}(?:{joint}{one}{whole}|(?:{second}){whole}){{0,2}}"
        self._adverbs = re.compile(rf"(?:(?:{adverb})[、和]?)+地?")
        self._leads = Leads(rules, lead + modal, adverb, one, second, verb)
        self._group = re.compile(rf"{group}|{short}(?![一二三四五六七八九十])")
        self._one = re.compile(one)
        self._short = re.compile(short)
        self._states = frozenset(rules.words["task.state"])
        self._objects = Objects(rules)
        self._keep, self._manner = rules.words["task.keep"][0], frozenset(rules.words["task.manner"])
        self._attitude = rules["task.attitude"]
        self._aside, self._told = rules["task.aside"], rules["task.told"]
        self._topic = rules["task.topic"]
        opens = word_tree((*rules.words["task.adverb"], *[v for v in rules.words["task.verb"] if len(v) > 1]))
        clause = f"{lead}{modal}(?:{opens}|{open_verb})"
        self._first_clause = re.compile(clause)
        self._later_clause = re.compile(rf"[{CLAUSE_ENDS}\n]{clause}")

    def arranges(self, text: str) -> bool:
        """Whether any clause opens with a verb group."""
        return bool(self._first_clause.match(text) or self._later_clause.search(text))

    def arranging(self, sentences: list[str], enough: float) -> tuple[int, list[str]]:
        """How many sentences give out work (counted until it is ``enough``), and those passed over that do not."""
        opens, goes_on = self._first_clause.match, self._later_clause.search
        count, rest = 0, list[str]()
        for one in sentences:
            if opens(one) or goes_on(one):
                count += 1
                if count >= enough:
                    break
            else:
                rest.append(one)
        return count, rest

    def split(self, text: str, start: int, end: int, raw: str, cut: Cut | None = None) -> Found:
        """Action and object of the first sentence of ``text[start:end]``, from ``raw``; None where unsure."""
        clauses = first_clauses(text, start, end, 2 * _CLAUSES)
        passed: Found = (None, None)
        for n, (a, b) in enumerate(clauses[:_CLAUSES]):
            if text[b - 1 : b] == "的":
                continue  # 利用划拨土地兴办企业的，…: for whom it holds
            if done := self._leads.done_to(text, a, b):
                return raw[slice(*done.span(2))], raw[slice(*done.span(1))]
            found = self._read(text, a, b, raw, cut)
            if found is None:
                if n == 0 and self._names_a_thing(text, clauses):
                    return None, raw[a:b].strip()
                continue
            verb, rest = found
            topic = self._topic.match(text, *clauses[n + 1]) if n + 1 < len(clauses) else None
            if topic:  # 发展旅游，必须修路; 发展旅游，是当务之急
                if topic.value == "must":
                    continue
                break
            if text[slice(*verb)] == self._keep and text[rest] in self._manner:  # 坚持以…为主线
                continue
            if text[rest : rest + 1] == "、":
                continue  # 通过购买、补贴等途径
            if not 2 <= len(raw[rest:b].strip()) <= _LONGEST_OBJECT or _NO_OBJECT.match(text, rest, b):
                break
            pair = raw[slice(*verb)], raw[rest : self._object_end(text, verb, rest, clauses[n:])].strip()
            attitude = self._attitude.fullmatch(text, verb[0], b)
            if not attitude:
                return pair
            passed = pair if passed == (None, None) and attitude.value != "guided" else passed
        return passed

    def _object_end(self, text: str, verb: tuple[int, int], start: int, clauses: list[tuple[int, int]]) -> int:
        """The end of the object that begins at ``start`` in the first of the clauses."""
        end = clauses[0][1]
        if text[start] in self._manner and "的" not in text[start:end] and len(clauses) > 1 and text[end] in COMMAS:
            return clauses[1][1] if "的" in text[slice(*clauses[1])] else end  # 建成 | 以县为主，协同高效的体系
        last = self._objects.end(text, text[slice(*verb)], start, end)
        if last < end:
            return last
        far = self._objects.goals_end(text, clauses, self._goes_elsewhere)
        return far if far - start <= _LONGEST_OBJECT else end

    def _goes_elsewhere(self, text: str, a: int, b: int) -> bool:
        """Whether a clause says when, who or something else that is done."""
        if self._aside.match(text, a, b):
            return True
        adverbs = self._adverbs.match(text, a, b)
        return self._group.match(text, adverbs.end() if adverbs else a, b) is not None

    def _read(self, text: str, a: int, b: int, raw: str, cut: Cut | None) -> tuple[tuple[int, int], int] | None:
        """The verb group of the clause and where its object begins; None where it opens with none."""
        for pos in self._leads.starts(text, a, b):
            adverbs = self._adverbs.match(text, pos, b)
            at = adverbs.end() if adverbs else pos
            group = self._group.match(text, at, b)
            if group and self._told.match(text, group.end(), b):
                continue
            if group or (adverbs and (self._group.match(text, pos, b) or self._last_verb(text, pos, at))):
                break
        else:
            return None
        span = self._verbs(text, group, b, adverbs is not None) if group else None
        if span is None and adverbs:
            # 加快农业发展, 加快转型升级: the last adverb is the verb
            size = self._last_verb(text, pos, at)
            span = (at - size, at) if size and at < b else None
        if span is None or text[slice(*span)] in self._states:
            return None
        start, stop = span
        if cut:
            border = word_border(cut(text[start:b]), start, stop)
            stop = border if self._group.fullmatch(text, start, border) else stop  # 扩大内需 may be one word
        return (start, stop), stop

    def _last_verb(self, text: str, start: int, end: int) -> int:
        """The length of the adverb at the end of ``text[start:end]`` that is a verb too: 积极 | 争取; 0 for none."""
        return next((n for n in (4, 3, 2) if end - n >= start and text[end - n : end] in self._listed), 0)

    def _verbs(self, text: str, group: re.Match[str], b: int, adverb: bool) -> tuple[int, int] | None:
        """Of a verb group as many verbs as leave an object that says something (健全 | 实施机制)."""
        if not adverb and self._short.fullmatch(text, *group.span()):
            return None  # 抓, 办 alone open names too: 办公室
        m: re.Match[str] | None = self._narrowed(text, group, b)
        group = m or group
        if group.end() == b:
            m = self._one.match(text, group.start(), b)  # 加强改革创新
        while m:
            told = not adverb and m[0] in self._nouns and _STATEMENT.match(text, m.end(), b) is not None
            told = told or _IS.fullmatch(text, m.end(), b) is not None or self._objects.states(text, m[0], m.end(), b)
            if m is group and len(m[0]) > 2 and text[m.end() : b] in self._meetings:
                m = self._one.match(text, group.start(), b)
                continue
            if not told and not self._is_noun(text[m.end() : b], m[0], adverb):
                return m.span()  # where not: 利用外资要广开渠道 is what is spoken of
            m = self._one.match(text, group.start(), b) if m is group else None
        return None

    def _narrowed(self, text: str, group: re.Match[str], b: int) -> re.Match[str] | None:
        """The verb group without a verb that is no part of it: 坚持 深化|改革, 出台|促进消费的措施, 鼓励|采用新技术."""
        first = self._one.match(text, group.start(), b)
        if first is None or first.end() >= group.end():
            return group
        if first[0] == self._keep:
            m = self._group.match(text, first.end(), b)
            return m if m and m.end() < b else group
        if self._objects.helps(first[0]) and self._one.match(text, first.end(), b):
            return first
        at, last = first.end(), first
        while at < group.end() and (m := self._one.match(text, at, b)):
            at, last = m.end(), m
        if last is not first and self._objects.names_paper(first[0], last[0], text[last.start() : b]):
            return self._group.match(text, group.start(), last.start())
        return group

    def _is_noun(self, rest: str, verb: str, adverb: bool) -> bool:
        """Whether what looks like verb and object is a noun of its own: 考核奖惩体系, 转型升级."""
        if rest in self._bare and verb in self._nouns:
            return True  # 试点目标, 采购形式
        return rest in self._vague or (adverb and verb in self._nouns and rest in self._nouns)

    def _names_a_thing(self, text: str, clauses: list[tuple[int, int]]) -> bool:
        """柏溪大桥改造项目，12月底前…: the next clause says its time or state."""
        if len(clauses) < 2 or text[clauses[0][1]] not in COMMAS:
            return False
        (a, b), (c, d) = clauses[:2]
        hit = self._aside.match(text, c, d)
        return (
            4 <= b - a <= 30
            and self._attitude.match(text, a, b) is None
            and text[a] not in "在对为把将按以从到至由通围根结当随经"
            and text[b - 1] not in "中后时下上前来是出调说求"
            and hit is not None
            and hit.value != "who"
        )


@lru_cache(maxsize=8)
def actions(rules: Rules) -> Actions:
    """The patterns of these rules, made once."""
    return Actions(rules)
