"""What a task sets out to do: the verb that it opens with and its object: 做好 | 冬季防火宣传工作.

Adverbs (认真, 加快, 全力) are no part of the verb. Clauses of attitude (解放思想, 立足实际) are passed over, and so are
who does it (教育局要) and until when (9月底前). A clause that only says until when or how far (力争年底通车) ends the
object; further clauses that open with a verb belong to it: 坚持 | 党建引领，抓实产业，办好民生. Where the first clause
names a thing and the next its time (柏溪大桥改造项目，12月底前完成桩基) there is an object alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ...rules.patterns import look, word_pattern, word_tree
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COMMAS
from .clauses import first_clauses

_LONGEST_OBJECT = 100
_CLAUSES = 4  # how many clauses are tried: 围绕…，按照…，着力打造…
_NO_OBJECT = re.compile(rf"[是也了等的、和]|为了|[^{CLAUSE_ENDS}]*(?:[是为]|方面)$")
_STATEMENT = re.compile(
    rf"[^{CLAUSE_ENDS}]*(?:要|必须|应当|[^问目]是(?=[基关前重根核大])|占(?=到|比|[^，。；]{{0,8}}[\d约近一二三四五六七八九十])|包括)"
)
_IS = re.compile(rf"[^{CLAUSE_ENDS}]*是[^{CLAUSE_ENDS}]*(?:途径|基础|关键|保证|要求|任务|重点|前提|环节)")
_NUMBER = re.compile(r"\d")
_TOLD = re.compile(rf"(?:部门|单位|机构|企业|人员|地区)[^{CLAUSE_ENDS}]{{0,6}}(?:要|必须|应)")  # 牵头 部门要加强协调

Cut = Callable[[str], list[str]]
"""Cuts a clause into words."""

Found = tuple[str | None, str | None]


class Actions:
    """The verb-group patterns of one rule set."""

    def __init__(self, rules: Rules) -> None:
        nouns = frozenset(rules.words["task.noun"])
        self._nouns = nouns
        self._vague = frozenset(rules.words["task.vague"])
        self._bare = frozenset(rules.words["task.bare"])
        self._meetings = frozenset(rules.words["task.meeting"])
        listed = rules.words["task.verb"]
        self._listed = frozenset(listed)
        adverb = word_tree(rules.words["task.adverb"])
        verbs = [v for v in listed if len(v) > 1]
        short = word_pattern([v for v in listed if len(v) == 1])
        open_verb = _either(rules, "task.open-verb")
        verb = word_tree(verbs)
        second = word_tree([v for v in verbs if v not in nouns])
        lead = f"(?:{_either(rules, 'task.lead')})?"
        modal = "(?:还要|要|必须|应当|将|还将|务必|会(?![议上同商员场见计展诊]))?"
        # An office is no verb: 教育局, 规划院.
        one = rf"(?:(?:{verb})(?![局厅委署]|院(?![长校落系士]))|{open_verb})"
        group = rf"{one}(?:[、和并]{one}|(?:{second})){{0,2}}"
        self._adverbs = re.compile(rf"(?:(?:{adverb})[、和]?)+地?")
        self._start = re.compile(lead + modal)
        self._subject = re.compile(rf"(?:{_either(rules, 'task.subject')})")
        self._means = re.compile(
            rf"[以用通靠借](?:过|助|力)?[^{CLAUSE_ENDS}]{{2,16}}?(?:来|，)?(?=(?:{adverb})*(?:{second}))"
        )
        on = word_tree(rules.words["task.upon"])
        self._upon = re.compile(rf"对[^{CLAUSE_ENDS}]{{2,24}}?(?=(?:{adverb})*(?:{on}))")
        self._group = re.compile(rf"{group}|{short}(?![一二三四五六七八九十])")
        self._one = re.compile(one)
        self._short = re.compile(short)
        self._states = frozenset(rules.words["task.state"])
        self._attitude = rules["task.attitude"]
        self._aside = rules["task.aside"]
        clause = rf"{lead}{modal}(?:{word_tree((*rules.words['task.adverb'], *verbs))}|{open_verb})"
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
        """Action and object of the first sentence of ``text[start:end]``, cut from ``raw``; None where unsure."""
        clauses = first_clauses(text, start, end, 2 * _CLAUSES)
        passed: Found = (None, None)
        for n, (a, b) in enumerate(clauses[:_CLAUSES]):
            found = self._read(text, a, b, raw, cut)
            if found is None:
                if n == 0 and self._names_a_thing(text, clauses):
                    return None, raw[a:b].strip()
                continue
            verb, rest = found
            if not 2 <= len(raw[rest:b].strip()) <= _LONGEST_OBJECT or _NO_OBJECT.match(text, rest, b):
                break
            last = self._series_end(text, clauses[n:])
            whole = raw[rest:last].strip()
            pair = raw[verb[0] : verb[1]], whole if len(whole) <= _LONGEST_OBJECT else raw[rest:b].strip()
            if not self._attitude.fullmatch(text, a, b):
                return pair
            passed = pair if passed == (None, None) else passed
        return passed

    def _read(self, text: str, a: int, b: int, raw: str, cut: Cut | None) -> tuple[tuple[int, int], int] | None:
        """The verb group of the clause and where its object begins; None where it opens with none."""
        for pos in self._starts(text, a, b):
            adverbs = self._adverbs.match(text, pos, b)
            at = adverbs.end() if adverbs else pos
            group = self._group.match(text, at, b)
            if group and _TOLD.match(text, group.end(), b):
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
            border = _word_border(cut(text[start:b]), start, stop)
            stop = border if self._group.fullmatch(text, start, border) else stop  # 扩大内需 may be one word
        return (start, stop), stop

    def _last_verb(self, text: str, start: int, end: int) -> int:
        """The length of the adverb at the end of ``text[start:end]`` that is a verb too: 积极 | 争取; 0 for none."""
        return next((n for n in (4, 3, 2) if end - n >= start and text[end - n : end] in self._listed), 0)

    def _starts(self, text: str, a: int, b: int) -> Iterator[int]:
        """Where the verb group of a clause may begin: after what leads in to it, or who is to do it, or with what."""
        m = self._start.match(text, a, b)
        pos = m.end() if m else a
        yield pos
        if pos > a:
            yield a
        for lead in (self._subject, self._means, self._upon):
            if m := lead.match(text, pos, b):
                yield m.end()

    def _verbs(self, text: str, group: re.Match[str], b: int, adverb: bool) -> tuple[int, int] | None:
        """Of a verb group as many verbs as leave an object that says something (健全 | 实施机制)."""
        if not adverb and self._short.fullmatch(text, *group.span()):
            return None  # 抓, 办 alone open names too: 办公室
        m: re.Match[str] | None = group
        while m:
            stated = not adverb and m[0] in self._nouns and _STATEMENT.match(text, m.end(), b)
            stated = stated or _IS.fullmatch(text, m.end(), b)
            if m is group and len(m[0]) > 2 and text[m.end() : b] in self._meetings:
                m = self._one.match(text, group.start(), b)
                continue
            if not stated and not self._is_noun(text[m.end() : b], m[0], adverb):
                return m.span()  # where not: 利用外资要广开渠道 is what is spoken of
            m = self._one.match(text, group.start(), b) if m is group else None
        return None

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
            and not self._start_of_phrase(text, a, b)
            and text[b - 1] not in "中后时下上前来是"
            and hit is not None
            and hit.value != "who"
        )

    def _start_of_phrase(self, text: str, a: int, b: int) -> bool:
        return self._attitude.match(text, a, b) is not None or text[a] in "在对为把将按以从到至由通围根结当随经"

    def _series_end(self, text: str, clauses: list[tuple[int, int]]) -> int:
        """The end of the last clause that goes on with the first: verbs in a row, or goals in a row."""
        end, counted = clauses[0][1], bool(_NUMBER.search(text, *clauses[0]))
        for a, b in clauses[1:]:
            if text[end] not in COMMAS or self._aside.match(text, a, b):
                break
            adverbs = self._adverbs.match(text, a, b)
            verb = self._group.match(text, adverbs.end() if adverbs else a, b)
            if verb is None and not (counted and _NUMBER.search(text, a, b)):
                break
            end = b
        return end


def _either(rules: Rules, name: str) -> str:
    """The rows of a cue set, after one look at what they begin with."""
    cues = rules[name]
    rows = "|".join([row.pattern for row in cues.rows])
    return f"{look(cues.first)}(?:{rows})"


def _word_border(words: list[str], start: int, end: int) -> int:
    """``end`` moved back to the end of a word, where it falls inside one that began within the verb group."""
    pos = start
    for word in words:
        if pos + len(word) > end:
            return pos if pos > start else end
        pos += len(word)
    return end


@lru_cache(maxsize=8)
def actions(rules: Rules) -> Actions:
    """The patterns of these rules, made once."""
    return Actions(rules)
