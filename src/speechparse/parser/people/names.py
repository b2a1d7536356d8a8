"""People: a name, with the office before or after it, on a line of its own or inside a title.

A name is known by its frame: what stands before it (an office), after it (在…上的讲话), around it (nothing else on the
line). Surnames add to that where the frame alone is weak.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, FULL_STOPS, PAUSES, SENTENCE_ENDS

HAN = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_DOT = "[·•・‧∙.]"  # a full-width stop is folded
_BEGUN = f"(?:{HAN}{{1,4}}[-－])?{HAN}{{2,8}}(?:{_DOT}(?:{HAN}{{1,6}}|[A-Z]{{1,2}})){{0,3}}{_DOT}"
_HYPHEN = f"(?:[-－]{HAN}{{1,6}})?"
DOTTED = f"{_BEGUN}{HAN}{{1,8}}{_HYPHEN}"  # 艾尔肯·吐尼亚孜, 让-皮埃尔·杜邦
DOTTED_SHORT = f"{_BEGUN}{HAN}{{1,8}}?{_HYPHEN}"
_DOTS = re.compile(_DOT)
_BODY_ENDS = frozenset("局厅署委县镇乡校员版党")  # a body ends so, no name does
_HOLDERS = frozenset("员师官席监使家手者人长生工")  # what somebody is ends so: 2016届毕业生
_PAIR = 16  # characters of two names and the gap between
_NAME = 20  # from a dot or surname to the line's end it is no farther
_BETWEEN_PEOPLE = re.compile(rf"[{PAUSES}\s]\s{{0,20}}")
_WIDE = re.compile(r"[ \u3000]{2,}|\u3000")
_BETWEEN_NAMES = re.compile(f"[{PAUSES}]")
MARKS = "□◇○◎△☆▲"  # before a byline: □ 县委书记 罗照远
_BLANK = r"\s"  # a category compiles ten times faster than a set of characters


class Person(NamedTuple):
    """A name and, where it is stated, the office: spans of the text."""

    name: Span
    office: Span | None


class Patterns(NamedTuple):
    """What the rules' word lists compile to. ``line`` is matched as a whole, the others searched."""

    line: re.Pattern[str]
    line_end: re.Pattern[str]
    office_line: re.Pattern[str]
    office_ends: frozenset[str]
    opening: re.Pattern[str]
    titled: re.Pattern[str]
    noted: re.Pattern[str]
    answered: re.Pattern[str]
    office_before: re.Pattern[str]
    office_after: re.Pattern[str]
    listed: re.Pattern[str]
    behind: re.Pattern[str]
    glued: re.Pattern[str]
    called: re.Pattern[str]
    glued_open: re.Pattern[str]
    told: re.Pattern[str]
    signed: re.Pattern[str]
    strangers: frozenset[str]
    units: frozenset[str]
    processes: frozenset[str]
    honorifics: frozenset[str]
    not_in: frozenset[str]
    speeches: tuple[str, ...]
    helpers: tuple[str, ...]
    dotted: re.Pattern[str]
    titular: re.Pattern[str]
    offices: frozenset[str]
    surnames: frozenset[str]
    compound: frozenset[str]


@lru_cache(maxsize=8)
def patterns(rules: Rules) -> Patterns:
    """The patterns of a rule set, compiled once."""
    surnames = "".join(rules.words["surname"])
    compound = word_pattern(rules.words["surname.compound"])
    given = f"{HAN}{{1,2}}"
    honorific = f"(?:{word_pattern(rules.words['honorific'])})"
    # 盧金榮博士，JP; 卓尔群 教授; 龙彩云（苗族）
    invited = word_pattern(rules.words["invited"])
    nouns = word_pattern(rules.words["speech.plain"])
    replies = word_pattern(rules.words["reply.noun"])
    learned = word_pattern(rules.words["learned"])
    after = (
        rf"(?:{_BLANK}{{0,2}}(?:{honorific}|{learned}))?"
        rf"(?:[（(](?:[男女]|{HAN}{{1,4}}族|[A-Za-z][A-Za-z .·'-]{{1,40}})[）)])?"
        # One chunk of capitals ends where they do: a long run of them is divided in one way.
        rf"(?:[{PAUSES}]?{_BLANK}?[A-Z]{{2,4}}(?![A-Z]))*"
    )
    # 王 琛: one given character set apart. Names of other peoples carry a dot: 艾尔肯·吐尼亚孜.
    full = (
        rf"(?:{DOTTED}|(?:{compound}){given}"
        rf"|[{surnames}]{_BLANK}{{1,3}}{HAN}(?!{HAN})|[{surnames}]{given})"
    )
    double = (
        rf"(?<=[{''.join(sorted({w[-1] for w in rules.words['office']}))}])[{surnames}]{{2}}{HAN}{{2}}"  # 司长林郑月娥
    )
    short = full.replace("{1,2}|", "{1,2}?|").replace(DOTTED, DOTTED_SHORT).removesuffix(f"{given})") + f"{given}?)"
    office = "(?:[副代]" + _BLANK + "?)?(?:" + "|".join(_spread(w) for w in _by_length(rules.words["office"])) + ")"
    return Patterns(
        line=re.compile(
            rf"[（(]?(?:[{MARKS}]|{_BLANK}){{0,4}}(?:([^{SENTENCE_ENDS}{COLONS}（(]{{0,60}}?{office}(?:[（(][^）)]{{1,12}}[）)])?){_BLANK}{{0,40}}(?:[{PAUSES}{COLONS}|｜/]{_BLANK}?)?"
            rf"|([^{SENTENCE_ENDS}{COLONS}（(\s的]{{1,30}}(?:[（(][^（()）\s]{{1,4}}[）)])?[校学院局委办部厅司社会厂所站组科室处队区县市镇乡村班团员师官席监使家手者人长生工](?<![增成生特延]长|[竣完开施动加]工)){_BLANK}{{1,40}}|)({full}){after}{_BLANK}{{0,4}}[）)]?"
        ),
        office_ends=frozenset(word[-1] for word in rules.words["office"]),
        # The surname, or the dot inside a name, stands near the end: one look there spares most lines the rest.
        line_end=re.compile(
            rf"(?s:.*)(?:{_DOT}{HAN}{{2,10}}{_HYPHEN}|(?:[{surnames}]|{compound}){_BLANK}{{0,3}}{HAN}{{1,4}}){after}{_BLANK}{{0,4}}[）)]?"
        ),
        office_line=re.compile(rf"[^{CLAUSE_ENDS}]{{0,30}}{office}"),
        opening=re.compile(
            rf"(?:[—―─\-]{{1,4}}|(?:(?:专|采)?[访訪]|对话|专访))?"
            rf"((?:[^{CLAUSE_ENDS}在]{{0,40}}?(?:{office}|{office}、[^{CLAUSE_ENDS}在、]{{1,16}}[长员官席监使]))?)"
            rf"{_BLANK}{{0,2}}({short}|{double})((?:{office}|{honorific})?)"
            rf"(?={_BLANK}?(?:{invited}|在|于|就|对|向|代表|的{HAN}{{0,6}}?(?:讲话|发言|报告|致辞|致词|演讲|述职|声明|讲稿|贺词|寄语|公开信)|关于|致|作(?![会风用为业家])|出席|主持|会见|发表|今[日天（(]|昨[日天（(]|(?:\d{{4}}\s?年\s?)?(?:\d{{1,2}}\s?月\s?)?\d{{1,2}}\s?日|[：:]|(?:{nouns})$))"
        ),
        titled=re.compile(
            rf"(?:^|[\s，,])({full})(?={_BLANK}?(?:出席|主持|作|就|在|发表|讲话|强调|指出|批示|宣布)[^，,]{{0,40}}?"
            rf"(?:讲话|强调|指出|批示|指示|说明|致辞|报告|主持会议)|{_BLANK}?讲话)"
        ),
        noted=re.compile(
            rf"(?:(?:这|此|本文|此文|此件|这篇|本篇|以下|以上)(?:是|为|系)|摘录|转发|刊发|摘发)\s?((?:[^{CLAUSE_ENDS}在]{{0,20}}?{office})?)({short}|{double})((?:{office}|{honorific})?)"
            rf"(?=在|《|\d{{1,4}}[年月]|[一二三四五六七八九十]{{1,2}}月|[一二][〇零○一九]|今[日天（(]|昨[日天（(]|出席|代表|于|就|关于|同|与|为|给|致|对|写|发表)"
            # 【导读】某某对行政工作的主要观点
            rf"|】\s?({short})(?=(?:对|就|在|谈)[^。]{{0,40}}(?:观点|讲话|要求|指出|强调|提出|谈了))"
        ),
        # 以下为今日在会议上某议员的提问和发展局局长罗照远的答复
        answered=re.compile(rf"(?:和|及)([^{CLAUSE_ENDS}在]{{0,20}}?{office})({short})(?:{honorific})?的(?:{replies})"),
        office_before=re.compile(
            rf"([^{CLAUSE_ENDS}（）()\s]{{0,24}}?{office}(?:、[^{CLAUSE_ENDS}（）()\s]{{1,16}}?{office}){{0,3}})[\s，,]?$"
        ),
        office_after=re.compile(rf"{office}(?!们)"),
        # 罗照远、周景文、林澄宇
        listed=re.compile(rf"{full}(?:\s?[{PAUSES}]\s?{full}){{1,5}}"),
        # 周景文 馆长（中）, 馆长 周景文 敬上: how a text is signed
        behind=re.compile(
            rf"(?:([^{CLAUSE_ENDS}\s]{{0,20}}?{office}){_BLANK}{{0,3}}({full})|({full}){_BLANK}{{1,4}}({office}))"
            rf"{_BLANK}{{0,3}}(?:敬上|谨上|谨启|敬启|谨识|谨致|上|[（(].{{1,3}}[）)])?"
        ),
        glued=re.compile(
            rf"({short})((?:{office}|{honorific})?)(?=今天|今日|这次|受|刚才|首先|同志们|各位|尊敬的|大家|女士们|老师们|同学们|现在|我们|\d{{4}}年)"
        ),
        # （罗照远同志系云川机械厂原厂长，2013年3月离任）
        told=re.compile(
            rf"[（(]\s?({short})(?:{honorific})?(?:系|现任|[，,]?现为|[：:，,]\s?)([^{CLAUSE_ENDS}）)]{{2,30}})(?=[{CLAUSE_ENDS}）)])"
        ),
        # 刘长胜|同志们、朋友们：; 解放军|同志们 names nobody
        called=re.compile(
            rf"((?:{compound}){given}|[{surnames}]{given})(?<![{''.join(rules.words['ends.group'])}])(?=(?:{word_pattern(rules.words['addressed.first'])}))"
        ),
        glued_open=re.compile(rf"((?:{compound}){given}|[{surnames}]{HAN}{{2}})(?={HAN}{{2,12}}[，,])"),
        signed=re.compile(rf"[{FULL_STOPS}\s]\s{{0,4}}({full})\s{{0,4}}(?=\d{{4}}年\d{{1,2}}月\d{{1,2}}日)"),
        strangers=frozenset(rules.words["not.name"]),
        units=frozenset(rules.words["ends.unit"]),
        processes=frozenset(rules.words["ends.process"]),
        honorifics=frozenset(rules.words["honorific"]),
        speeches=rules.words["speech.noun"],
        helpers=rules.words["helper"],
        # 副总领事弗里德里希·霍夫曼致辞
        dotted=re.compile(
            rf"((?:[^{CLAUSE_ENDS}在]{{0,40}}?{office})?){_BLANK}{{0,2}}({DOTTED_SHORT})(?:{honorific})?的?"
            rf"[^{CLAUSE_ENDS}在]{{0,20}}?(?:{word_pattern(rules.words['speech.noun'])})"
        ),
        not_in=frozenset(rules.words["not.in.name"]),
        # 欧盟驻华代表团公使衔参赞|安娜·罗西: what stands before a name of several parts
        titular=re.compile(rf".*{office}(?={HAN}{{2}})"),
        offices=frozenset(rules.words["office"]),
        compound=frozenset(word[0] for word in rules.words["surname.compound"]) - frozenset(surnames),
        surnames=frozenset(surnames) | {word[0] for word in rules.words["surname.compound"]},
    )


def _by_length(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _spread(word: str) -> str:
    """The word's letters, which a printer may have set apart: 县 长."""
    return f"{_BLANK}?".join(map(re.escape, word))


def is_name(text: str, rules: Rules) -> bool:
    """Whether a text that has the shape of a name is one as far as the word lists know."""
    name = "".join(text.split())
    known = patterns(rules)
    # 司长, 罗市长, 罗副|市长, 罗先生
    if name in known.offices or name[1:] in known.offices or name[1:] in known.honorifics or name[1:] in ("副", "代"):
        return False
    unit = name[-1:] in known.units and name[:2] in known.strangers
    if len(name) == 3 and (unit or name[-1] in known.processes):
        return False  # 常态化; 安全|科, 文化|路
    return name not in known.strangers and name[-1:] not in _BODY_ENDS  # 文化局|局长


def person_line(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """A line that holds nothing but (office and) name: 省长 胡玉亭, （刘忠德）, 王 琛."""
    if end - start > 80:
        return None
    found = patterns(rules)
    if not found.line_end.fullmatch(text, max(start, end - _NAME), end):
        return None
    match = found.line.fullmatch(text, start, end)
    if match is None or not is_name(match[3], rules):
        return None
    if match[3].endswith(found.speeches):
        return None  # 副总领事弗里德里希·霍夫曼致辞
    if match[2] and any(char in found.not_in for char in match[3]):
        return None
    if (match[1] or match[2] or "").rstrip().endswith(found.helpers):
        return None  # （根据录音整理，记者 罗照远）
    held = match[2] and match[2][-1] in _HOLDERS  # 高三（5）班 罗照远: a body is no office
    return Person(match.span(3), _solid(match.span(1)) or (match.span(2) if held else None))


def people_line(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """罗照远、周景文、林澄宇: a line that lists nothing but names, as one."""
    if end - start > 40:
        return None
    if not any(sign in text[start:end] for sign in PAUSES):
        gap = _WIDE.search(text, start, end) if end - start < _PAIR else None
        two = gap and person_line(text, start, gap.start(), rules) and person_line(text, gap.end(), end, rules)
        full = gap and len(set(text[start : gap.start()])) == 3 == len(set(text[gap.end() : end]))
        return Person((start, end), None) if two and full else None
    match = patterns(rules).listed.fullmatch(text, start, end)
    named = match and all(is_name(name, rules) for name in _BETWEEN_NAMES.split(text[start:end]))
    return Person((start, end), None) if named else None


def both(text: str, person: Person, rules: Rules) -> list[Person]:
    """联社理事长 罗照远、联社主任 林澄宇: two people that a line names, each after an office; else the one."""
    if person.office is None:
        return _apart(text, person, rules)
    start, end = person.office
    for gap in _BETWEEN_PEOPLE.finditer(text, start, end):
        first = person_line(text, start, gap.start(), rules)
        if first and first.office and is_office(text, gap.end(), end, rules):
            return [first, person._replace(office=(gap.end(), end))]
    return [person]


def _apart(text: str, person: Person, rules: Rules) -> list[Person]:
    """罗照远　　林澄宇: two names with a wide gap between."""
    gap = _WIDE.search(text, *person.name)
    if gap is None:
        return [person]
    pair = person_line(text, person.name[0], gap.start(), rules), person_line(text, gap.end(), person.name[1], rules)
    return [one for one in pair if one] if all(pair) else [person]


def signed_line(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """馆长 周景文 敬上, 周景文 馆长（中）: a line by which a text is signed."""
    if end - start > 40:
        return None
    match = patterns(rules).behind.fullmatch(text, start, end)
    if match is None:
        return None
    name, office = (2, 1) if match[2] else (3, 4)
    return Person(match.span(name), match.span(office)) if is_name(match[name], rules) else None


def is_office(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a line ends with an office: 某某市人民政府市长."""
    found = patterns(rules)
    return text[end - 1] in found.office_ends and found.office_line.fullmatch(text, start, end) is not None


def person_in_title(text: str, start: int, end: int, rules: Rules) -> Person | None:
    """Whoever a title names as its speaker: 县长余珂在…上的讲话, 李锦斌讲话 at the end of a news title."""
    found = patterns(rules)
    match = found.opening.match(text, start, end)
    if match is not None and is_name(match[2], rules):
        before, after = match.span(1), match.span(3)
        if parted := _parted(text, match.start(1), match.span(2), rules):
            return parted
        office = _solid(before) or (_solid(after) if match[3] not in found.honorifics else None)
        return Person(match.span(2), office)
    if named := _DOTS.search(text, start, end) and found.dotted.fullmatch(text, start, end):
        return _parted(text, start, named.span(2), rules) or Person(named.span(2), _solid(named.span(1)))
    for match in found.titled.finditer(text, start, end):
        if is_name(match[1], rules):
            return Person(match.span(1), None)
    return None


def _parted(text: str, start: int, name: Span, rules: Rules) -> Person | None:
    """欧盟驻华代表团公使衔参赞安娜·罗西: office and name, where the first office is a word of the last one's."""
    dot = _DOTS.search(text, *name)
    office = patterns(rules).titular.match(text, start, dot.start()) if dot else None
    return Person((office.end(), name[1]), (start, office.end())) if office and office.end() > name[0] else None


def _solid(span: Span) -> Span | None:
    return span if span[1] > span[0] else None
