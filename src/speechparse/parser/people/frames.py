"""Names known by their frame alone: after an office, letter-spaced, in the speaker's place, 我是…, a signature.

No list of surnames can hold 嘎绒顿珠 or 亓官山. Here the frame says that a name stands there; the characters only have
to be no others' words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, COMMAS, HALF_STOPS, PAUSES
from .addressees import calls_all
from .names import DOTTED, HAN, Person, is_name, is_office, patterns, person_line

_GREETING = 12  # characters before 我叫 in which the speaker greets
_LONGEST = 8  # characters of a name without a dot
_OPEN = re.compile(rf"{HAN}{{2,{_LONGEST}}}")
_DOTTED_NAME = re.compile(DOTTED)
_LETTER = re.compile(HAN)
_BLANKS = " \t\u3000\xa0"
_EDGES = _BLANKS + "（(）)"
_SELF = re.compile(rf"(?:我|本人)(是|叫|名叫)(?:来自)?([^{CLAUSE_ENDS}\s]{{2,40}})(?=[{CLAUSE_ENDS}\s])")
_SIGNED = re.compile(
    rf"([^{CLAUSE_ENDS}]{{2,24}})[：:]\s{{0,3}}({HAN}(?:\s{{0,3}}{HAN}){{1,3}})(?=\s|$|[{COMMAS}{HALF_STOPS}、（(])"
)
_APART = re.compile(rf"({HAN}{{2,4}})[ \u3000\xa0]{{1,6}}")
_GIVEN = re.compile(rf"({HAN})[ \u3000]{{1,3}}({HAN}{{2}})$")
_IN_BRACKETS = re.compile(rf"({HAN}{{2,4}})\s?[（(]([^（()）]{{2,30}})")
_BETWEEN = re.compile(rf"(\S{{2,16}})[ \u3000]+({HAN}{{2,3}})[ \u3000]+(\S{{2,12}})")
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ÿ.'-]*(?: [A-Z][A-Za-zÀ-ÿ.'-]*){1,3}")
_BODY_ENDS = frozenset("校学院局委办部厅司社会厂所站区县市镇乡村班团队组室处店馆行网报刊")


class Words(NamedTuple):
    """``not_in``: characters that no name holds; ``ends``: a word that ends so is a body or a text, no name."""

    not_in: frozenset[str]
    ends: tuple[str, ...]
    bodies: tuple[str, ...]
    honoured: re.Pattern[str]
    addressed: re.Pattern[str]
    foreign: frozenset[str]
    newly: re.Pattern[str]
    told: re.Pattern[str]


@lru_cache(maxsize=8)
def words(rules: Rules) -> Words:
    """The word lists of a rule set."""
    listed = rules.words
    texts = (*listed["speech.noun"], *listed["paper.noun"], *listed["event.noun"])
    return Words(
        not_in=frozenset(listed["not.in.name"]),
        ends=texts,
        bodies=listed["addressee"],
        honoured=re.compile(rf"(?:{word_pattern(listed['honorific'])})[{_EDGES}]*$"),
        # 我叫罗照远，是县图书馆的一名馆员
        told=re.compile(
            rf"[，,]\s?(?:[^{CLAUSE_ENDS}]{{1,12}}[，,]\s?)?(?:[^{CLAUSE_ENDS}]{{0,6}}担任|现任|现在是|是|来自)(?:一[名位个])?(?:[^{CLAUSE_ENDS}的]{{1,14}}的)?([^{CLAUSE_ENDS}的]{{0,24}}?(?:{word_pattern(listed['office'])}))(?=[{CLAUSE_ENDS}])"
        ),
        addressed=re.compile(rf"(?:{word_pattern(listed['learned'])}|老师)[{_EDGES}]*$"),
        foreign=frozenset(listed["transliterated"]),
        newly=re.compile(rf"(?:{word_pattern(listed['newly'])})+"),
    )


def is_open_name(text: str, rules: Rules) -> bool:
    """Whether nothing speaks against a name where the frame asks for one: 2 to 8 characters, or two parts and a dot."""
    if _DOTTED_NAME.fullmatch(text):
        return True
    if not _OPEN.fullmatch(text) or not is_name(text, rules):
        return False
    found = words(rules)
    given = text[:-1] if len(text) == 3 and text[-1] == "之" else text  # 杨予之
    if any(char in found.not_in for char in given) or text.endswith(found.ends) or text.startswith(found.ends):
        return False
    return not is_office(text, 0, len(text), rules)


def framed_line(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """州长 嘎绒顿珠, 县长 罗 照 远, 罗 照 远: a line of office and name, or of a name letter by letter."""
    closed = text[end - 1 : end] in ("）", ")")
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    named = words(rules).honoured.search(text, start, end)
    end = named.start() if named else end
    if not 2 <= end - start <= 60:
        return None
    return (
        _spaced(text, start, end, rules)
        or _parted(text, start, end, rules)
        or _behind_office(text, start, end, rules)
        or _before_office(text, start, end, rules)
        or (_bracketed(text, start, end, rules) if closed else None)
        or _between(text, start, end, rules)
        or (_foreign(text, start, end, rules) if text[start].isascii() or text[end - 1].isascii() else None)
    )


def _between(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """县医院 游本昌 副院长: a name between its body and its office."""
    match = _BETWEEN.fullmatch(text, start, end)
    if match is None or not is_office(text, *match.span(3), rules) or match[1][-1] not in _BODY_ENDS:
        return None
    known = match[2][0] in patterns(rules).surnames and is_open_name(match[2], rules)
    return Person(match.span(2), match.span(3)) if known else None


def _bracketed(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """罗照远（县委书记）: an office in brackets after the name; the last bracket is cut off."""
    match = _IN_BRACKETS.fullmatch(text, start, end)
    if match is None or match[1][0] not in patterns(rules).surnames or not is_open_name(match[1], rules):
        return None
    return Person(match.span(1), match.span(2)) if is_office(text, *match.span(2), rules) else None


def _foreign(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """Peter Sands 全球基金总干事: a name in Latin letters before or after an office."""
    name = _LATIN.search(text, start, end)
    if name is None or (name.start() > start and name.end() < end):
        return None
    first, last = (name.end(), end) if name.start() == start else (start, _before(text, start, name.start()))
    while first < last and text[first] in _EDGES + PAUSES:
        first += 1
    return Person(name.span(), (first, last)) if last - first > 1 and is_office(text, first, last, rules) else None


def stated_name(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """市二中 初 阳老师: letters apart at the end of a field that states who speaks, whatever stands before them."""
    named = words(rules).addressed.search(text, start, end)
    return _spaced(text, start, named.start() if named else end, rules, stated=True)


def _spaced(text: str, start: int, end: int, rules: Rules, stated: bool = False) -> Person | None:
    letters: list[int] = []  # where the single characters at the end stand, the last one first
    at = end
    while at > start and len(letters) < 5:
        if not _LETTER.match(text, at - 1) or (at - 1 > start and text[at - 2] not in _BLANKS):
            break
        letters.append(at - 1)
        at -= 1
        while at > start and text[at - 1] in _BLANKS:
            at -= 1
    for size in (3, 2, 4):
        if len(letters) < size:
            continue
        first, front = letters[size - 1], _before(text, start, letters[size - 1])
        if front > start and text[front - 1] in COLONS:
            front = _before(text, start, front - 1)  # 驻村第一书记：向 阳 花
        name = "".join(text[first:end].split())
        if front > start:
            held = is_office(text, start, front, rules)
            known = (held or (stated and size < 4)) and is_open_name(name, rules)
            if known and not held:
                return Person((first, end), None)
        else:
            known = size < 4 and text[first] in patterns(rules).surnames and is_open_name(name, rules)
        if known:
            return Person((first, end), (start, front) if front > start else None)
    return None


def _parted(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """工会主席 黄 河清: a surname set apart from a given name of two characters, after an office."""
    parted = _GIVEN.search(text, max(start, end - 7), end)
    if parted is None or text[parted.start()] not in patterns(rules).surnames:
        return None
    front = _before(text, start, parted.start())
    named = start < front < parted.start() and is_open_name(parted[1] + parted[2], rules)
    return Person((parted.start(), end), (start, front)) if named and is_office(text, start, front, rules) else None


def _behind_office(text: str, start: int, end: int, rules: Rules) -> Person | None:
    for first in range(max(start + 2, end - 17), end - 1):
        apart = text[first - 1] in _BLANKS + PAUSES
        front = _before(text, start, first)
        # Glued to the office, a short word is more often the rest of a compound: 县长热线; a long one is prose.
        if front <= start or (not apart and not 4 <= end - first <= 6):
            continue
        if text[front - 1] not in patterns(rules).office_ends or not is_office(text, start, front, rules):
            continue
        if not apart and _before_office(text, start, front, rules):
            continue  # 周景文议员|高声离席
        if is_open_name(text[first:end], rules):
            return Person((first, end), (start, front))
    return None


def _before_office(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """王照远市长: a name of three characters and nothing but its office; two to four set apart: 王照远 市长."""
    found = patterns(rules)
    apart = _APART.match(text, start, end)
    if apart and is_office(text, apart.end(), end, rules) and end - apart.end() < 12:
        known = apart[1][0] in found.surnames and is_open_name(apart[1], rules) and apart[1][-1] not in _BODY_ENDS
        return Person(apart.span(1), (apart.end(), end)) if known else None
    first = start + 3
    bare = first + (text[first : first + 1] in "副代")
    name = text[start:first]
    if end - start > 9 or text[bare:end] not in found.offices or name[0] not in found.surnames:
        return None
    if name[-1] in _BODY_ENDS or name[-1] in "副代省州盟旗国" or not is_open_name(name, rules):
        return None
    return Person((start, first), (first, end))


def _before(text: str, start: int, at: int) -> int:
    while at > start and text[at - 1] in _BLANKS + PAUSES:
        at -= 1
    return at


def placed_name(text: str, start: int, end: int, rules: Rules, longest: int = 4) -> Person | None:
    """A line in the speaker's place, between the title and a date or a salutation: 亓官山, 嘎绒顿珠.

    ``longest``: characters of a name without a dot; the surer the place, the longer it may be.
    """
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    name = text[start:end]
    if not is_open_name(name, rules) or name.endswith(words(rules).bodies):
        return None
    listed = name[0] in patterns(rules).surnames
    if name[-1] in _BODY_ENDS and not (listed and len(name) < 4):
        return None
    short = 3 if listed and longest < 5 else longest
    compound = name.startswith(rules.words["surname.compound"])
    if len(name) > 3 and not compound and "·" not in name and sum([c in words(rules).foreign for c in name]) < 2:
        return None  # 绿水青山
    return Person((start, end), None) if len(name) <= short or "·" in name else None


def introduced(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """大家好！我是馆藏部主任周景文，…: who speaks says so."""
    for match in _SELF.finditer(text, start, end):
        first, last = match.span(2)
        of = text.rfind("的", first, last) + 1  # 来自云川一中的罗照远
        first = max(first, of)
        if newly := words(rules).newly.match(text, first, last):  # 新任县水利局局长罗照远
            first = newly.end()
        person = person_line(text, first, last, rules) or _called(text, match, rules)
        told = words(rules).told.match(text, match.end()) if person and not person.office else None
        if person and (person.office or of or told or match[1] != "是"):
            return person._replace(office=told.span(1)) if told else person
    return None


def _called(text: str, match: re.Match[str], rules: Rules) -> Person | None:
    """大家好！我叫过春山，…: three characters after a greeting, whatever the surname."""
    greeted = text.find("好", max(0, match.start() - _GREETING), match.start()) >= 0
    named = match[1] != "是" and greeted and len(match[2]) == 3 and is_open_name(match[2], rules)
    named = named and match[2][:2] not in rules.words["audience"]  # 我叫大家来，
    return Person(match.span(2), None) if named else None


def signers(text: str, start: int, end: int, rules: Rules) -> list[Person]:
    """党委书记：周景文　　校长：何立言: whoever signs a line by office and colon."""
    people = []
    for match in _SIGNED.finditer(text, start, end):
        first, last = match.span(1)
        first = max(first, text.rfind("的", first, last) + 1)  # 你们的校长：罗照远
        while first < last and text[first] in _BLANKS:
            first += 1
        name = "".join(match[2].split())
        helps = text[first:last].endswith(patterns(rules).helpers)  # 指导老师：罗照远
        if (
            not helps
            and not calls_all(text, first, last)
            and is_office(text, first, last, rules)
            and is_open_name(name, rules)
        ):
            people.append(Person(match.span(2), (first, last)))
    return people
