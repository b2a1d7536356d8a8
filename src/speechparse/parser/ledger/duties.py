"""Who is told to act: 各处室、单位要按时报送 · 水务局要逐库排查 · 请市水利局9月底前报送 · 会议要求各部门近期对接."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...model import Span
from ...rules.patterns import look
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, SENTENCE_ENDS
from ..people.organisations import FAIR, KNOWN, OFFICES, bodies
from .forms import Assignment, Kind, Part, Place, built, covered, holds

_LAST_START = re.compile(rf"(?s:.*)[{CLAUSE_ENDS}\n”）]")  # greedy: the last sign that a clause begins after
_FAR = 60  # from the beginning of its clause to the word that says what a body is told
_LONGEST_NAME = 16  # of a body that only a verb follows
_LONGEST = 240  # … and so much of what it is told is read
_SPOKEN_MARK = re.compile("[一二三四五六七八九十]{1,2}是")  # 一是教育局要…；二是…
_BODIES = re.compile(r"、[^、]+等[一-龥]{0,4}[门位织体]$")  # 发改、财政等部门
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}\n]")
_NOTE = re.compile(rf"(?<=[一-龥])[（(][^（()）{CLAUSE_ENDS}]{{1,8}}[)）]")  # 各县（市、区）人民政府, 各股（室）
_PLACES = re.compile(
    r"[省市州县区乡镇村旗]{1,3}[（(][省市州县区乡镇街道村社旗团场、]{1,8}[)）](?:人民政府|党委|党工委)?"
)


def find(
    where: Place, start: int, end: int, taken: list[Span], told: list[int], asks: list[int]
) -> Iterator[Assignment]:
    """The subjects of directives in ``text[start:end]``, those within ``taken`` left out; ``told``: its ``places``.

    ``asks`` is where words like 请 may stand.
    """
    text, done, duties, past = where.text, start, where.rules["assignment.duty"], where.rules["assignment.past"]
    for last in told:
        at = last + 1
        if at <= done:
            continue
        a = _clause(text, max(start, at - _FAR), at, start)
        if spoken := _SPOKEN_MARK.match(text, a, at):
            a = spoken.end()
        if a < done:  # too far, or the clause has its subject already
            continue
        opened = _opened(where, a, at) if holds(asks, a, at) else a
        b = where.bodies.bare(text, opened, at)
        if opened >= b or not where.bodies.may_end(text, opened, b) or covered(taken, opened, b):
            continue
        if (duty := duties.match(text, at, end)) is None:
            continue
        if duty.value != "must" and where.bodies.are_none(text, opened, b) and not _own_hand(where, opened, b, at):
            continue
        first = a == start or spoken is not None or text[a - 1] in SENTENCE_ENDS + "\n"
        acts = _are_subjects(where, opened, b, duty.value, asked=opened > a, first=first)
        whole = not acts and first and duty.value == "must" and _shares_its_end(where, opened, b)
        if not (acts or whole or _own_hand(where, opened, b, at)):
            continue
        end_of = min(end, at + _LONGEST)
        stop = _SENTENCE_END.search(text, at, end_of)
        if past.search(text, a, stop.end() if stop else end_of):
            continue
        kind: Kind = "prose" if opened > a else "deed" if duty.value == "does" else "duty"
        if whole:
            done = at
            yield Assignment((where.raw[opened:b],), (), (), (), (opened, b), kind)
        elif one := built(where, [Part("units", opened, b)], (opened, b), kind):
            done = at
            yield one


def places(where: Place, start: int, end: int) -> list[int]:
    """Where names end that a word after them may tell to act, in order."""
    return [m.start() for m in _gate(where.rules).finditer(where.text, start, end)]


def _clause(text: str, near: int, at: int, start: int) -> int:
    """The beginning of the clause that ends at ``at``; -1 where it lies too far back."""
    stop = at
    while True:
        sign = _LAST_START.match(text, near, stop)
        if sign is None:
            return start if near == start else -1
        if text[sign.end() - 1] not in "）)":
            return max(sign.end(), start)
        stop = max(text.rfind("（", near, sign.end()), text.rfind("(", near, sign.end()))
        if stop <= near or _NOTE.fullmatch(text, stop, sign.end()) is None:
            return max(sign.end(), start)


def _opened(where: Place, start: int, end: int) -> int:
    """After the last 请, 责成 or 要求 of a clause, else its beginning."""
    at = start
    for hit in where.rules["assignment.opener"].finditer(where.text, start, end):
        if hit.value == "ask":
            at = hit.end
    return at


def _are_subjects(where: Place, start: int, end: int, duty: str, *, asked: bool, first: bool) -> bool:
    """Whether each name can be told to act. Within a sentence, and before a mere time, only what is surely a body."""
    found = where.bodies
    names = [found.headless(name) for name in found.names(where.text, start, end)]
    named = where.rules["assignment.acting"].match(where.text, start)
    acting = named.value if named else ""
    if _BODIES.search(where.text, start, end) or found.are_areas(names):
        return all(found.weight(name) >= FAIR for name in names)
    if (
        names
        and (duty == "must" or where.text[start] == "各" or acting == "levels")
        and all(found.is_told(name) or _PLACES.fullmatch(name) for name in names)
    ):
        return True
    if len(names) > 1 and duty == "must" and all(map(found.is_common, names)):
        return True  # 工会、团委、妇联都要参与
    if not names or not found.is_subject(names[0]):
        return False
    if duty != "must" and not asked:
        if where.text[start] == "由" or any(len(name) > _LONGEST_NAME or found.holds_verb(name) for name in names):
            return False  # 由水利局组织建设
        if any(map(where.rules["assignment.no-deed"].search, names)):
            return False
    if not all(found.is_subject(name) or found.is_common(name) for name in names):
        return False
    if first and acting == "alone":
        return True  # 办公室每季度通报
    return asked or (first and duty == "must") or all(found.weight(name) >= KNOWN for name in names)


def _shares_its_end(where: Place, start: int, end: int) -> bool:
    """Whether only the last of several names is written out: 各级政府性融资担保、再担保机构要 · 市、区民政部门应当."""
    found, names = where.bodies, where.bodies.names(where.text, start, end)
    shared = where.text[start] in OFFICES or all(map(found.is_field, names[:-1]))  # 财政、审计部门
    if len(names) < 2 or not shared or not found.is_subject(names[-1]):
        return False
    return not any(len(name) > _LONGEST_NAME or found.holds_verb(name) for name in names)


def _own_hand(where: Place, start: int, end: int, at: int) -> bool:
    """Whether those in charge do a thing themselves: 主要领导要亲自抓、分管领导要具体抓."""
    if where.rules["assignment.own"].match(where.text, at) is None:
        return False
    names = where.bodies.names(where.text, start, end)
    return bool(names) and all(map(where.bodies.is_head, names))


@lru_cache(maxsize=8)
def _gate(rules: Rules) -> re.Pattern[str]:
    """The end of a name right before a word that may say what to do."""
    duty = rules["assignment.duty"]
    return re.compile(f"[{re.escape(bodies(rules).last)}）)]{look(duty.first)}(?={duty.pattern})")
