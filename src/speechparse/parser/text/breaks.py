"""Line breaks that are lost: a paragraph of a whole document is divided where its numbered headings stand.

A number after a sentence's end divides it; one after words without a stop does where it begins a list inside the
heading before it, or is the next of its kind. Where breaks are lost so, the words to all are a paragraph too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...numerals import ONE_TO_TEN, to_int
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, SENTENCE_ENDS
from ..forms import may_be_divided
from .openers import family

_FEW = 1  # members right after a heading without a stop: less may be chance
_AFTER_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}{COLONS}”）)](?=[^{CLAUSE_ENDS}、”）)])[ \u3000]?")
# 二、基本原则（一）坚持…: a heading without a stop, and the first member of the list that it heads.
_NUMBER = re.compile(
    rf"[（(]([{ONE_TO_TEN}]{{1,3}})[）)]|(?<![\d.．])(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[）)]|(一)[是要]"
    rf"|第([{ONE_TO_TEN}]{{1,3}})[章节條条](?=[ \u3000])"
)
_STOP = re.compile(f"[{SENTENCE_ENDS}{COLONS}]")
_TITLE = 45
_TO_ALL = 1.8  # turns of this weight begin a paragraph


def lost_breaks(text: str, start: int, end: int, whole: int, rules: Rules) -> list[int]:
    """Where the paragraphs of ``text[start:end]`` begin, the first one left out.

    ``whole``: the characters of the text without its line ends.
    """
    if not may_be_divided(end - start, whole):
        return []
    places = [start, *(match.end() for match in _AFTER_SENTENCE.finditer(text, start, end))]
    found = list(_headings(text, places, end, rules))
    if sum(glued for _, glued in found) < _FEW:
        return []
    turns = [at for at in places if at > start and _turns(text, at, end, rules)]
    return sorted({at for at, _ in found}.union(turns))


def _headings(text: str, places: list[int], end: int, rules: Rules) -> Iterator[tuple[int, bool]]:
    """The headings with a number; True: with none but another heading before it, where its own line has ended."""
    last = [0, 0, 0, 0, 0]  # the last number of each kind, see _NUMBER
    read = start = places[0]  # as far as headings without a stop are read
    for at in places:
        if at >= end or family(text, at, end, rules) not in ("heading", "word"):
            continue
        if at > start:
            yield at, False
        if at < read:
            continue
        if number := _NUMBER.match(text, at, end):
            _counts(number, last)
        while inside := _glued(text, at, end, last):
            yield inside, True
            read = at = inside


def _glued(text: str, at: int, end: int, last: list[int]) -> int:
    """Where the next heading stands in what follows the one at ``at`` without a stop; 0 for nowhere."""
    for number in _NUMBER.finditer(text, at + 2, min(end, at + _TITLE)):
        if _STOP.search(text, at, number.start()):
            return 0
        if number.start() > at + 3 and _counts(number, last):
            return number.start()
    return 0


def _counts(number: re.Match[str], last: list[int]) -> bool:
    """Whether a number begins a list or is the next one of its kind, which ``last`` then holds."""
    kind = (number.lastindex or 1) - 1
    value = to_int(number[kind + 1]) or 0
    if value not in (1, last[kind] + 1):
        return False
    last[kind] = value
    return True


def _turns(text: str, at: int, end: int, rules: Rules) -> bool:
    """Whether the words to all begin at ``at``."""
    hit = rules["close"].match(text, at, end)
    return hit is not None and hit.value == "all" and hit.weight >= _TO_ALL
