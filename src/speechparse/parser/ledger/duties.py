"""Who is told to act: 各处室、单位要按时报送 · 水务局要逐库排查 · 请市水利局9月底前报送 · 会议要求各部门近期对接."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model import Span
from ...rules.patterns import look
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, SENTENCE_ENDS
from ..people.organisations import FAIR, KNOWN, bodies
from .forms import Assignment, Part, Place, built, covered

_LAST_START = re.compile(rf"(?s:.*)[{CLAUSE_ENDS}\n”）]")  # greedy: the last sign that a clause begins after
_FAR = 60  # from the beginning of its clause to the word that says what a body is told
_LONGEST = 240  # … and so much of what it is told is read
_BODIES = re.compile(r"、[^、]+等(?:有关|相关|职能)?(?:部门|单位)$")  # 发改、财政等部门
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}\n]")


def find(where: Place, start: int, end: int, taken: list[Span], told: list[int]) -> Iterator[Assignment]:
    """The subjects of directives in ``text[start:end]``, those within ``taken`` left out; ``told``: its ``places``."""
    text, done, duties, past = where.text, start, where.rules["assignment.duty"], where.rules["assignment.past"]
    for last in told:
        at = last + 1
        if at <= done:
            continue
        a = _clause(text, max(start, at - _FAR), at, start)
        if a < 0:
            continue
        opened = _opened(where, a, at)
        b = where.bodies.bare(text, opened, at)
        if opened >= b or covered(taken, opened, b) or (duty := duties.match(text, at, end)) is None:
            continue
        if not _are_subjects(
            where, opened, b, duty.value, asked=opened > a, first=a == start or text[a - 1] in "。！？!?\n；;"
        ):
            continue
        end_of = min(end, at + _LONGEST)
        stop = _SENTENCE_END.search(text, at, end_of)
        if past.search(text, a, stop.end() if stop else end_of):
            continue
        if one := built(where, [Part("units", opened, b)], (opened, b), "duty"):
            done = at
            yield one


def places(where: Place, start: int, end: int) -> list[int]:
    """Where names end that a word after them may tell to act, in order."""
    return [m.start() for m in _gate(where.rules).finditer(where.text, start, end)]


def _clause(text: str, near: int, at: int, start: int) -> int:
    """The beginning of the clause that ends at ``at``; -1 where it lies too far back."""
    sign = _LAST_START.match(text, near, at)
    if sign is None:
        return start if near == start else -1
    return max(sign.end(), start)


def _opened(where: Place, start: int, end: int) -> int:
    """Behind the last 请, 责成 or 要求 of a clause, else its beginning."""
    at = start
    for hit in where.rules["assignment.opener"].finditer(where.text, start, end):
        if hit.value == "ask":
            at = hit.end
    return at


def _are_subjects(where: Place, start: int, end: int, duty: str, *, asked: bool, first: bool) -> bool:
    """Whether each name can be told to act. Within a sentence, and before a mere time, only what is surely a body."""
    found = where.bodies
    names = [found.headless(name) for name in found.names(where.text, start, end)]
    if _BODIES.search(where.text, start, end) or found.are_areas(names):
        return all(found.weight(name) >= FAIR for name in names)
    if names and duty == "must" and all(found.is_told(name) for name in names):
        return True
    if not names or not found.is_subject(names[0]):
        return False
    if not all(found.is_subject(name) or found.is_common(name) for name in names):
        return False
    return asked or (first and duty == "must") or all(found.weight(name) >= KNOWN for name in names)


@lru_cache(maxsize=8)
def _gate(rules: Rules) -> re.Pattern[str]:
    """The end of a name right before a word that may say what to do."""
    duty = rules["assignment.duty"]
    return re.compile(f"[{re.escape(bodies(rules).last)}]{look(duty.first)}(?={duty.pattern})")
