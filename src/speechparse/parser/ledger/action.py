"""The verb group that a task opens with, and its object: 认真做好 | 党的二十大精神学习宣传贯彻工作."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ...rules.types import Rules, word_pattern

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]")
_LONGEST_OBJECT = 100
_CLAUSES = 3  # how many clauses are tried: 围绕…，按照…，着力打造…


class Actions:
    """The verb-group patterns of one rule set."""

    def __init__(self, rules: Rules) -> None:
        nouns = frozenset(rules.words["task.noun"])
        self._vague = frozenset(rules.words["task.vague"])
        adverb = word_pattern(rules.words["task.adverb"])
        verbs = [v for v in rules.words["task.verb"] if len(v) > 1]
        short = [v for v in rules.words["task.verb"] if len(v) == 1]
        verb = word_pattern(tuple(verbs))
        second = word_pattern(tuple(v for v in verbs if v not in nouns))
        modal = "(?:还要|要|必须|应当|将|还将|务必)?"
        lead = (
            r"(?:[一二三四五六七八九十]{1,2}[是要]"
            r"|(?:此外|同时|另外|其次|首先|最后|下一步|今年|明年|年内|全年|今后)[，,]?"
            r"|我们|[到至在]?\d{1,4}[年月]\d{0,2}月?(?:上半年|下半年|年?[底末初前]){0,2}[，,]?)?"
        )
        group = rf"(?:(?:{adverb})[、和]?){{0,4}}地?(?:{verb})(?:[、和并](?:{verb})|(?:{second})){{0,2}}"
        single = rf"(?:{adverb}){{1,3}}(?:{word_pattern(tuple(short))})(?![一二三四五六七八九十])"
        # One class in front of the long alternations turns most clauses away.
        heads = "".join(sorted({word[0] for word in (*rules.words["task.adverb"], *verbs)}))
        self._opening = re.compile(rf"{lead}{modal}(?=[{heads}地])({group}|{single})")
        clause = rf"{lead}{modal}(?=[{heads}])(?:(?:{adverb}){{1,4}}|(?:{verb}))"
        self._first_clause = re.compile(clause)
        self._later_clause = re.compile(rf"[。；;，,：:！\n]{clause}")

    def arranges(self, text: str) -> bool:
        """Whether any clause opens with a verb group."""
        return bool(self._first_clause.match(text) or self._later_clause.search(text))

    def split(
        self, text: str, start: int, end: int, raw: str, cut: Callable[[str], list[str]] | None = None
    ) -> tuple[str | None, str | None]:
        """Action and object of the first sentence of ``text[start:end]``, cut from ``raw``; None where unsure."""
        pos = start
        for _ in range(_CLAUSES):
            stop = _CLAUSE_END.search(text, pos, end)
            last = stop.start() if stop else end
            match = self._opening.match(text, pos, last)
            if match:
                a, b = match.span(1)
                if cut:
                    border = _word_border(cut(text[a:last]), a, b)
                    b = border if self._opening.fullmatch(text, a, border) else b  # 扩大内需 may be one word
                rest = raw[b:last].strip()
                if b > a and 2 <= len(rest) <= _LONGEST_OBJECT and rest not in self._vague:
                    return raw[a:b], rest
                return None, None
            if not stop or stop.group() not in "，,":
                return None, None
            pos = stop.end()
        return None, None


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
