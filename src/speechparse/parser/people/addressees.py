"""Whom a speech addresses: 同志们：, 尊敬的各位来宾，女士们、先生们：, 各镇人民政府：.

The audience is an open class: what 各位, 尊敬的 or 们 frames is an address if it holds no verb: 各位网格员：, 车友们：.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...rules.patterns import leaping, word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, SENTENCE_ENDS

_LONGEST = 400
_NAMED = 14  # characters of a name with its office: 陈克勤议员
_NOTE = re.compile(r"[（(][^（()）]{0,40}[）)]")
_REACH = 300  # characters from the first word of a salutation to its colon
_HELLO = ("好", "早安", "午安", "晚安", "大家早")
_GREETING = rf"[^{CLAUSE_ENDS}]{{0,8}}(?:{'|'.join(_HELLO)})"
_HAIL = re.compile(rf"{_GREETING}[！!。，,]?")
_PARTS = re.compile(rf"[{CLAUSE_ENDS}、\s]+")
_LIST = re.compile(f"[{CLAUSE_ENDS}、]+")
_COMMA = re.compile(f"[{CLAUSE_ENDS}]")
_COMMAS = re.compile("[，,！!]")
_STOP = re.compile(f"[{SENTENCE_ENDS}{COLONS}]")
_GAP = re.compile(r"[ \t\u3000]{2,}|\t")
_OPENERS = ("尊敬的", "敬爱的", "亲爱的", "各位", "诸位", "主席先生", "总统先生", "秘书长先生", "议长先生")
_GREETINGS = ("大家好", "大家早上好", "大家上午好", "大家下午好", "大家晚上好")
_ALL = re.compile(r"全[国省市县区校院镇]|广大|.*大家")
# What an address ends with where it greets: …、各位同学，大家早安，大家好。
_GREETED = re.compile(r"大家(?:早上|上午|中午|下午|晚上|早|晚)?(?:好|早安|午安|晚安)[！!。，,]?$")
_WHO = re.compile(r"(?:各位|诸位).{1,4}[者员家生友师]")  # 各位讲者: no sentence, although it holds a verb
_EPITHETS = frozenset(_OPENERS[:3])
_CHAIRS = frozenset(("主席", "主席先生", "总统先生", "议长", "议长先生"))


class Patterns(NamedTuple):
    """``opener`` begins a salutation; each part between commas is ``people`` or, in a notice, ``bodies``."""

    opener: re.Pattern[str]
    people: re.Pattern[str]
    bodies: re.Pattern[str]
    audience: frozenset[str]
    framed: re.Pattern[str]
    inside: re.Pattern[str]
    sentence: re.Pattern[str]
    office: re.Pattern[str]


@lru_cache(maxsize=8)
def patterns(rules: Rules) -> Patterns:
    """The patterns of a rule set, compiled once."""
    words = rules.words["audience"]
    audience = word_pattern(words)
    openers = [*_OPENERS, *_GREETINGS, *(w for w in words if w.endswith("们"))]
    bodies = word_pattern(rules.words["addressee"])
    return Patterns(
        opener=re.compile(
            leaping(
                "全" + "".join(sorted({word[0] for word in openers})),
                f"(?:全[体国省市县校](?={audience})|{word_pattern(openers)})",
            )
        ),
        people=re.compile(rf"[^{CLAUSE_ENDS}]{{0,24}}(?:{audience})(?:{_GREETING})?|{_GREETING}"),
        bodies=re.compile(rf"[^{CLAUSE_ENDS}《》]{{0,30}}(?:{bodies})(?<!干部)(?:[（(][^）)]{{1,12}}[）)])?"),
        audience=frozenset(words),
        framed=re.compile(
            rf"(?:{word_pattern(rules.words['address.opener'])})[^{CLAUSE_ENDS}]{{1,24}}"
            rf"|(?!.{{0,8}}(?:{word_pattern(rules.words['not.audience'])}))(?!人们)[^{CLAUSE_ENDS}]{{1,18}}们(?:{_GREETING})?"
        ),
        # 某某大会各位代表同志们, 高三|全体同学; but not 省长罗照远|各位代表
        inside=re.compile(
            rf"各位.*们$|^.{{1,4}}(?:{word_pattern(w for w in rules.words['address.opener'] if w[0] == '全')})"
        ),
        sentence=re.compile(word_pattern(rules.words["not.in.address"])),
        office=re.compile(rf"[^{CLAUSE_ENDS}]{{0,24}}(?:{word_pattern(rules.words['office'])})"),
    )


def _is_framed(part: str, found: Patterns) -> bool:
    """各位网格员, 车友们: an address by its frame."""
    if found.framed.fullmatch(part) is None:
        return False
    return _WHO.fullmatch(part) is not None or not found.sentence.search(part)


def _is_people(part: str, found: Patterns) -> bool:
    return found.people.fullmatch(part) is not None or _is_framed(part, found)


def is_salutation(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a line addresses the audience (同志们：) or the receivers of a notice (各镇人民政府：)."""
    if end - start > (_LONGEST if "各位" in text[start:end] else _LONGEST // 2):
        return False
    greeted = text[end - 1] in "。！!，," and _GREETED.search(text, max(start, end - 8), end) is not None
    stopped = greeted or text[end - 1] in "：:！!，,"
    if not stopped and not text.endswith(_GREETINGS, start, end):
        return False
    found = patterns(rules)
    parts = _parts(text[start : end - 1] if greeted else text[start:end])
    if not parts:
        return False
    first = parts[0]
    opens = (
        found.opener.match(first)
        or first in found.audience
        or first in _CHAIRS
        or _ALL.match(first)
        or _is_framed(first, found)
        # 某某党全国代表会议各位代表同志们：
        or (first == parts[-1] and found.inside.search(first) is not None and not found.sentence.search(first))
    )
    if not stopped:
        plain = len(parts) == 1 and first.endswith("们") and first in found.audience  # 同志们 on a line of its own
        return bool(opens) and (len(parts) > 1 or plain) and all(_is_people(part, found) for part in parts)
    called = greeted or text[end - 1] in "：:"
    if not opens and not called:
        return False
    people = [_is_people(part, found) for part in parts]
    if opens and all(people):
        return True
    if not called:
        return False
    bodies = [found.bodies.fullmatch(part) is not None for part in parts]
    if any(bodies) and all(a or b for a, b in zip(people, bodies, strict=True)):
        return True
    # 文化局局长、出版学会会长、各位嘉宾：: offices beside an audience
    # 张学明主席(乡议局主席)、陈克勤议员、各位嘉宾：: whoever is named beside an audience by its frame
    # 尊敬的各位来宾、两位新人的父老亲朋：: a list without a comma that 各位 opens
    listed_all = _is_framed(first, found) and not _COMMAS.search(text, start, end)
    if not (people[-1] or listed_all) or len(parts) < 2:
        return False
    listed = [
        part.strip(" \u3000。") for part in _LIST.split(_NOTE.sub("", text[start:end])) if part.strip(" \u3000。")
    ]
    if len(listed) < 2 or any(len(part.split()) > 1 for part in listed):
        return False
    return all(_is_people(part, found) or _is_named(part, found) for part in listed)


def _parts(address: str) -> list[str]:
    """What stands between the commas and blanks of an address; 尊敬的 goes with what follows."""
    parts: list[str] = []
    for part in _PARTS.split(address):
        if part and parts and parts[-1] in _EPITHETS:
            parts[-1] += part
        elif part:
            parts.append(part)
    return parts


def _is_named(part: str, found: Patterns) -> bool:
    return len(part) <= _NAMED and not found.sentence.search(part)


def greets(text: str, start: int, end: int) -> bool:
    """大家晚上好！: whether a line is nothing but a greeting."""
    return end - start < _NAMED and _HAIL.fullmatch(text, start, end) is not None


def calls_all(text: str, start: int, end: int) -> bool:
    """各位代表, 同志们: whether a stretch before a colon or a comma calls out to many, so is no speaker's label."""
    return text.startswith(_OPENERS[:5], start) or text.endswith("们", start, end)


def find_salutation(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """The address to the audience that a stretch opens with, head matter apart, up to its colon."""
    found = patterns(rules)
    opener = found.opener.search(text, start, end)
    if opener is None:
        return _opening_frame(text, start, end, found)
    gaps = [gap.end() for gap in _GAP.finditer(text, start, opener.start())]
    if "。" in text[start : gaps[-1] if gaps else opener.start()]:
        return None  # inside the speech, not the one it begins with
    stop = _STOP.search(text, opener.start(), min(end, opener.start() + _REACH))
    if stop is None or (
        stop[0] in "。；;？?" and not _GREETED.search(text, max(opener.start(), stop.end() - 8), stop.end())
    ):
        return None
    while stop[0] in "！!" and (below := _STOP.search(text, stop.end(), min(end, stop.end() + _NAMED))):
        if below[0] not in "！!：:" or not _calls_people(text[stop.end() : below.start()], found):
            break
        stop = below  # 同志们！朋友们！
    for begin in (start, opener.start()):  # 主席、各位议员：
        if is_salutation(text, begin, stop.end(), rules):
            return begin, _before_greeting(text, begin, stop.end())
    return _opening_frame(text, start, end, found)


def _before_greeting(text: str, start: int, end: int) -> int:
    """各位嘉宾：|大家好！: the address ends at its colon."""
    greeting = _GREETED.search(text, max(start, end - 10), end)
    colon = greeting is not None and greeting.start() > start and text[greeting.start() - 1] in "：:"
    return greeting.start() if greeting and colon else end


def _opening_frame(text: str, start: int, end: int, found: Patterns) -> Span | None:
    """车友们：今天…: an address by its frame, at the very start and up to a colon."""
    stop = _STOP.search(text, start, min(end, start + 60))
    if stop is None or stop[0] not in "：:":
        return None
    parts = [part for part in _PARTS.split(text[start : stop.start()]) if part]
    framed = any(_is_framed(part, found) for part in parts) and all(_is_people(part, found) for part in parts)
    return (start, stop.end()) if framed else None


def _calls_people(words: str, found: Patterns) -> bool:
    return all(_is_people(piece.strip(), found) for piece in words.split("、"))


def opening_salutation(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """An address at the very start that a comma ends: 主席，我谨动议…; 各位媒体大家好，…"""
    comma = _COMMA.search(text, start, min(end, start + 60))
    if comma is None or comma.end() >= end or comma[0] not in "，,！!":
        return None
    part = text[start : comma.start()].strip()
    if comma[0] in "！!":
        return None  # find_salutation sees the whole of it
    found = patterns(rules)
    if "、" in part and _calls_people(part, found):  # 主席、各位议员、各位市民，昨天我…
        last = comma.end()
        while (comma := _COMMA.search(text, last, min(end, last + 60))) and comma[0] in "，,":
            if not _calls_people(text[last : comma.start()], found):
                break
            last = comma.end()
        # 各位书友、各位同行，大家好: the whole line is an address
        return None if end - last < _NAMED and _calls_people(text[last:end], found) else (start, last)
    greets = len(part) > 2 and part.endswith(_HELLO) and found.people.fullmatch(part)
    plain = part in _CHAIRS or (part.endswith("们") and (part in found.audience or _is_framed(part, found)))
    return (start, comma.end()) if greets or plain else None
