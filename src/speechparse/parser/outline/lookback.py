"""How a sentence points back on the list before it: by its number (这四个), by its first words, by its heading."""

from __future__ import annotations

import re
from functools import lru_cache

from ...numerals import ONE_TO_TEN, to_int
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, sentence_start
from ..forms import Mark
from .turns import Discourse

LONG_TITLE = 24
_NAMED = re.compile(rf"[“‘]([{ONE_TO_TEN[1:]}两]{{1,2}}[^”’\n]{{1,8}})[”’]")
_NAMED_BEFORE = 240  # characters before a list within which its name is given
_TITLE_STOP = re.compile(f"[{CLAUSE_ENDS}]")


@lru_cache(maxsize=8)
def _looks_back(rules: Rules) -> re.Pattern[str]:
    """这四个, 以上6项: how a sentence refers to what was just enumerated; the group is the number."""
    number = rf"([{ONE_TO_TEN}两]{{1,3}}|\d{{1,2}})"
    counter = word_pattern(rules.words["claim.counter"])
    return re.compile(
        rf"(?:这|以上|上述|前述)[“‘]?\s?(?:{number}\s?(?:{counter}|(?=[^{CLAUSE_ENDS}”’]{{1,8}}[”’]))|(几)(?:个|条|点|项|方面|种|件))"
    )


def heading_words(discourse: Discourse, mark: Mark) -> str:
    """The words of a heading, or the first of an item."""
    text, end = discourse.text.text, discourse.text.paragraphs[mark.paragraph].end
    stop = _TITLE_STOP.search(text, mark.end, end)
    return text[mark.end : min(stop.start() if stop else end, mark.end + LONG_TITLE)]


def counted_back(discourse: Discourse, count: int, start: int, limit: int) -> int:
    """Where a sentence looks back on the list by its number (如果这四个假设成立), else ``limit``."""
    text = discourse.text.text
    for match in _looks_back(discourse.rules).finditer(text, start, limit) if count > 1 else ():
        if match[2] or to_int(match[1]) == count:
            return sentence_start(text, match.start(), start)
    return limit


def named_back(discourse: Discourse, count: int, first: int, start: int) -> bool:
    """Whether a paragraph begins with the quoted name of the list that begins at ``first``: “三项行动”由县里指挥."""
    text = discourse.text.text
    match = _NAMED.match(text, start) if text[start] in "“‘" and count > 1 else None
    if match is None or text.find(match[1], max(0, first - _NAMED_BEFORE), first) < 0:
        return False
    number = match[1][:2] if to_int(match[1][:2]) else match[1][:1]
    return to_int(number) == count
