"""Who a title names: an office, a name or both before what was said. 高远副省长在…上的讲话, 罗处长的讲话"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from .frames import is_open_name
from .names import DOTTED, HAN, Person, is_office, patterns

_ATTENDS = "出席"
_BOUNDARY = frozenset("，,、。：: \t\u3000\n—―─-》」”】）)")


class Words(NamedTuple):
    """A title's beginning as patterns: ``opening`` has office and name, ``office`` an office alone.

    ``tails``: two characters whose last one is a surname and here is none (新篇章|高远).
    """

    spoken: re.Pattern[str]
    opening: re.Pattern[str]
    held: re.Pattern[str]
    courteous: re.Pattern[str]
    office: re.Pattern[str]
    comrade: re.Pattern[str]
    tails: frozenset[str]


@lru_cache(maxsize=8)
def words(rules: Rules) -> Words:
    """The word lists of a rule set."""
    listed = rules.words
    office = word_pattern((*listed["office"], *listed["honorific"]))
    honorific, invited = word_pattern(listed["honorific"]), word_pattern(listed["invited"])
    nouns = word_pattern(listed["speech.noun"])
    return Words(
        # 高远副省长在…, 罗照远同志的总结讲话
        spoken=re.compile(rf"(?:[副代]?(?:{office}))(?=\s?(?:在|于|代表|的[\u4e00-\u9fff]{{0,6}}?(?:{nouns})))"),
        # 州长嘎绒顿珠在全州…上的讲话
        opening=re.compile(
            rf"([^{CLAUSE_ENDS}在]{{0,20}}?[副代]?(?:{office}))\s?({DOTTED}?|{HAN}{{2,6}}?)(?:{honorific})?(?:[（(][^（()）]{{1,6}}[）)])?(?=(?:{invited})?(?:在|于)[^{CLAUSE_ENDS}]{{2,60}}(?:{nouns}))"
        ),
        # 罗照远市长施政报告, 馆长罗照远先生读书节致词全文
        held=re.compile(
            rf"(?:[^{CLAUSE_ENDS}在]{{0,30}}?(?:{office}))?({HAN}{{2,3}}?)(?:[副代]?(?:{office})|(?<=[\u4e00-\u9fff]{{6}})(?=\d{{4}}年|新[年春]|元旦|春节|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年))"
            rf"[^{CLAUSE_ENDS}在]{{0,24}}?(?:{nouns})(?:全文|稿)?(?:[（(][^（(）)]{{1,12}}[）)])?[\d年月日./-]{{0,11}}"
        ),
        # 某某(行情,论坛)公司董事长罗照远先生路演致词
        courteous=re.compile(
            rf"((?:[^{CLAUSE_ENDS}（(在\s]|[（(][^（()）]{{1,12}}[）)]){{0,30}}?(?:{office}))\s?({HAN}{{2,3}})(?:{honorific})(?=[^{CLAUSE_ENDS}]{{0,30}}?(?:{nouns}))"
        ),
        # 县委书记在…上的讲话, 政务司副司长出席…致辞
        office=re.compile(
            rf"(?:\d{{4}}年)?([^{CLAUSE_ENDS}在\s]{{0,20}}?[副代]?(?:{office})(?:、[^{CLAUSE_ENDS}在\s]{{0,12}}?[副代]?(?:{office})){{0,2}})"
            rf"(?=(?:在|于|{_ATTENDS})[^{CLAUSE_ENDS}]{{2,60}}(?:{nouns})|{_ATTENDS}[^{CLAUSE_ENDS}]{{2,60}}$|就[^{CLAUSE_ENDS}]{{2,60}}的(?:{nouns}))"
        ),
        # 扎西顿珠同志在…上的讲话
        comrade=re.compile(
            rf"({HAN}{{2,6}}?)(?:{honorific})(?=(?:{invited})?(?:在|于)[^{CLAUSE_ENDS}]{{2,60}}(?:{nouns}))"
        ),
        tails=frozenset(listed["ends.in.surname"]),
    )


def inner_person(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """The speaker inside a title: …新篇章高远副省长在…上的讲话, 罗处长的讲话 (a surname alone is none)."""
    found = patterns(rules)
    whole = words(rules).opening.match(text, start, end)
    if whole and is_open_name(whole[2], rules):
        return Person(whole.span(2), whole.span(1))
    if held := words(rules).held.fullmatch(text, start, end):
        first, last = held.span(1)
        if text[first] in found.surnames and is_open_name(held[1], rules) and last - first == 3:
            behind = found.office_after.match(text, last)
            beside = behind.span() if behind else (start, first)
            return Person((first, last), beside if is_office(text, *beside, rules) else None)
    if (named := words(rules).comrade.match(text, start, end)) and is_open_name(named[1], rules):
        return Person(named.span(1), None)
    courteous = any(text.find(title, start, end) >= 0 for title in found.honorifics)
    named = words(rules).courteous.search(text, start, end) if courteous else None
    if named and named[2][0] in found.surnames and is_open_name(named[2], rules):
        return Person(named.span(2), named.span(1))
    for office in words(rules).spoken.finditer(text, start, end):
        for size in (3, 2):
            first = office.start() - size
            name = text[max(start, first) : office.start()]
            if first < start or name[0] not in found.surnames or not is_open_name(name, rules):
                continue
            if name[0] in found.compound and not name.startswith(rules.words["surname.compound"]):
                continue  # 公安|局长
            if first - 1 >= start and text[first - 1 : first + 1] in words(rules).tails:
                continue  # 新篇章|高远
            if size == 3 or first == start or text[first - 1] in _BOUNDARY or name[-1] not in found.surnames:
                title = None if office[0] in found.honorifics else office.span()
                return Person((first, office.start()), title)
    return None


def office_in_title(text: str, start: int, end: int, rules: Rules) -> tuple[int, int] | None:
    """The office that a title names without its holder: 县委书记在全县大会上的讲话."""
    match = words(rules).office.match(text, start, end)
    if match is None or match[1].endswith(tuple(patterns(rules).honorifics)):
        return None
    first, last = match.span(1)
    return first + begins_with_surname(text, first, last, rules), last


def begins_with_surname(text: str, start: int, end: int, rules: Rules) -> bool:
    """罗副馆长: a surname is no part of the office."""
    bare = start + 2 if text[start + 1 : start + 2] in ("副", "代") else start + 1
    return text[start] in patterns(rules).surnames and text[bare:end] in patterns(rules).offices
