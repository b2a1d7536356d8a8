"""Where the object of a verb ends, and which words are no object but a statement: 经济保障更加有力."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...model import Span
from ...rules.patterns import look, word_tree
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COMMAS

_NUMBER = re.compile(r"\d")
_SHORT = 9  # characters of a first object in a list of things to do
_HELD = re.compile(rf"[^{CLAUSE_ENDS}]*(?:等|的[^的、{CLAUSE_ENDS}]{{1,12}}$)")


class Objects:
    """The patterns of one rule set that end an object."""

    def __init__(self, rules: Rules) -> None:
        nouns = frozenset((*rules.words["task.noun"], *rules.words["task.act-noun"]))
        self._pivots = tuple(rules.words["task.pivot"])
        self._helps = frozenset(rules.words["task.help"])
        self._papers = frozenset(rules.words["task.paper-verb"])
        self._paper = re.compile(rf"[^{CLAUSE_ENDS}]{{3,}}{word_tree(rules.words['task.paper'])}$")
        self._kinds = frozenset(rules.words["task.paper-kind"])
        self._names = tuple(rules.words["task.paper"])
        self._stated = rules["task.stated"]
        verbs = [v for v in (*rules.words["task.verb"], *rules.words["task.act"]) if len(v) > 1 and v not in nouns]
        adverb, verb = word_tree(rules.words["task.adverb"]), word_tree(verbs)
        self._verb = re.compile(verb)
        self._next = re.compile(rf"{either(rules, 'task.joint')}(?:{adverb})*(?:{verb})")

    def end(self, text: str, verb: str, start: int, end: int) -> int:
        """The end of the object in ``text[start:end]``, the rest of the clause: before a further verb.

        深化 | 国企改革（、扩大开放）; but 支持 | 企业改进工艺、开拓市场, and 推进 | 简化审批、优化流程等改革.
        """
        if verb.endswith(self._pivots) or self._verb.match(text, start, end):
            return end
        further = self._next.search(text, start + 2, end)
        if further is None or end - further.end() < 2 or _HELD.match(text, further.end(), end):
            return end
        return further.start()

    def goals_end(self, text: str, clauses: list[Span], elsewhere: Callable[[str, int, int], bool]) -> int:
        """The end of goals in a row, each a clause with its number and without a verb: 面积48万亩，产量21万吨.

        ``elsewhere`` tells whether a clause says when, who or something else that is done.
        """
        end = clauses[0][1]
        if _NUMBER.search(text, *clauses[0]):
            for a, b in clauses[1:]:
                if text[end] not in COMMAS or not _NUMBER.search(text, a, b) or elsewhere(text, a, b):
                    break
                end = b
        return end

    def states(self, text: str, verb: str, start: int, end: int) -> bool:
        """Whether verb and object are what a state is told of: 发展 安全保障更加有力."""
        return (not verb.endswith(self._pivots)) and self._stated.search(text, start, end) is not None

    def helps(self, verb: str) -> bool:
        """Whether a further verb is what is helped, not a part of the action: 鼓励 | 采用新技术."""
        return verb in self._helps

    def names_paper(self, first: str, last: str, rest: str) -> bool:
        """Whether the last of several verbs is part of what the first ones write or set up: 制定 | 促进消费的措施.

        推进 | 简化审批、优化流程等改革 too.
        """
        further = self._next.match(rest, rest.find("、", len(last) + 2, len(last) + _SHORT))
        if further and _HELD.match(rest, further.end()) and not self._verb.search(rest, len(last), further.start()):
            return True
        if first in self._papers and last in self._kinds and rest[len(last) :].startswith(self._names):
            return True  # 出台 | 实施细则
        return first in self._papers and last not in self._papers and self._paper.match(rest) is not None


def either(rules: Rules, name: str) -> str:
    """The rows of a cue set, after one look at what they begin with."""
    cues = rules[name]
    rows = "|".join([row.pattern for row in cues.rows])
    return f"{look(cues.first)}(?:{rows})"


def word_border(words: list[str], start: int, end: int) -> int:
    """``end`` moved back to the end of a word, where it falls inside one that began within the verb group."""
    pos = start
    for word in words:
        if pos + len(word) > end:
            return pos if pos > start else end
        pos += len(word)
    return end
