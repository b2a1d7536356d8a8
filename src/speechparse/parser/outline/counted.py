"""Whether a mark counts by the words around it: the noun of 第一个问题： is counted, 一不准 has a 二不准 near it."""

from __future__ import annotations

import re
from functools import lru_cache

from ...numerals import ONE_TO_TEN
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, LOOSE

CLASSIFIER = re.compile("[个次点条项种类步件层大句份道关堂张封把股篇场块支招笔根本首束杯扇课组]|方面|阶段|板块")
_NOUN = 4  # letters of a noun that no rule knows
_AROUND = 1500  # characters from a mark within which its siblings stand
_NEXT = 160  # characters within which the next one stands
_BEFORE = frozenset(CLAUSE_ENDS + "、\n\u3000 ")
_COUNTED_BEFORE = 400  # characters before a mark in which the text may count what the mark names


def is_counted(text: str, start: int, stop: int, rules: Rules) -> bool:
    """Whether the noun in a mark such as 第一个问题： is one that is counted, by the rules or by the text before it."""
    classifier = CLASSIFIER.search(text, start, stop)
    if classifier is None:
        return True
    words = text[classifier.end() : stop].rstrip(LOOSE).removesuffix("是").removesuffix("就")
    if _known_nouns(rules).match(words):
        return True
    if 1 < len(words) <= _NOUN and _comes_again(text, start, stop, classifier[0] + words):
        return True
    head = words[:4]
    before = text[max(0, start - _COUNTED_BEFORE) : start]
    return any(
        noun in before
        and re.search(f"(?<!第)[{ONE_TO_TEN[1:]}两几\\d]{classifier[0]}?{re.escape(noun)}", before) is not None
        for noun in (head[:n] for n in range(min(2, len(words)), len(head) + 1))
    )


def has_siblings(text: str, start: int, ordinal: int, numbers: str, fewest: int) -> bool:
    """Whether the word after a number comes again after the next ones: 一不准…，二不准…，三不准…."""
    word = text[start + 1 : start + 2]
    if max(ordinal - 1, fewest) > len(numbers):  # a style of a user's own in place of the shipped one
        return False
    if ordinal > 1 and not _stands(text, numbers[ordinal - 2] + word, max(0, start - _NEXT), start):
        return False
    at = start
    for following in range(ordinal + 1, fewest + 1):
        at = _stands(text, numbers[following - 1] + word, at + 2, at + _NEXT)
        if not at:
            return False
    return True


def _stands(text: str, words: str, start: int, stop: int) -> int:
    """Where the words begin a clause in ``text[start:stop]``; 0: nowhere."""
    at = text.find(words, start, stop)
    while at > 0 and text[at - 1] not in _BEFORE:
        at = text.find(words, at + 1, stop)
    return max(at, 0)


def _comes_again(text: str, start: int, stop: int, counted: str) -> bool:
    """Whether paragraphs nearby begin with what is counted under another ordinal too: 第一项叮嘱是…。第二项叮嘱是…。"""
    if text[start - 1 : start] not in ("", "\n"):
        return False
    own = text[start : text.find(counted, start)]
    around = re.compile(rf"(?<=\n)第[一二三四五六七八九十\d]{{1,2}}(?={re.escape(counted)}(?:就?是|[{COLONS}]))")
    found = around.findall(text, max(0, start - _AROUND), stop + _AROUND)
    return any(other != own for other in found)


@lru_cache(maxsize=8)
def _known_nouns(rules: Rules) -> re.Pattern[str]:
    """A noun that is counted ends within the first words: 方面, 要求, 具体问题; not 水渠已经修通."""
    return re.compile(
        rf"[^{CLAUSE_ENDS}]{{0,2}}(?:{word_pattern(word for word in rules.words['claim.noun'] if len(word) > 1)})"
    )
