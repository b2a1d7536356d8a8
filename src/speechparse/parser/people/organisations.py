"""Names of bodies and people in a list: 县教育局、各镇人民政府, 副县长李明.

A body is known by the end of its name, by a collective word (各有关部门) or by a short name that the rules list;
a person by surname and length, with the posts before and after left off.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...rules.types import Rules, word_pattern

SEPARATORS = "、，,；;/\n \u3000\t"
_SEPARATOR = re.compile(f"[{SEPARATORS}]")
_SIGN = re.compile("[（()）]")
_ET_CETERA = re.compile(r"等(?:\d{0,3}[个家]?)?(?:有关|相关|各|成员)?(?:部门|单位|处室|科室|地区|领导|同志)?$")
_JOINER = re.compile(r"^(?:以及|及|由|并|(?:和|与)(?=各|有关|相关|其他))")
_SPACED_NAME = re.compile(r"(?<![一-龥])([一-龥])[ \u3000]{1,3}([一-龥])(?![一-龥])")
_BRACKET = re.compile(r"[（(][^（()）]{0,40}[)）]")
_SCOPE = re.compile(r"(?:全|我|本|该|此|这|那|整|某)[省市县区州镇乡村国校厅局]")
_NO_NAME = re.compile(r"[的了是在把将对为使让被“”《》\d]|支持|鼓励|发挥|推动|建立|成立|我们|你们|他们|大家|我国")


class Bodies:
    """The name patterns of one rule set."""

    def __init__(self, rules: Rules) -> None:
        words = rules.words
        suffix = word_pattern(words["assignment.suffix"])
        known = word_pattern(words["assignment.organisation"])
        some = word_pattern(words["assignment.collective"])
        post = rf"(?:常务|第一)?副?(?:{word_pattern((*words['office'], *words['assignment.post']))})"
        surname = f"(?:{word_pattern(words['surname.compound'])}|[{''.join(words['surname'])}])"
        before, note = rf"(?:[一-龥]{{0,16}}?(?:{post})[：: \u3000]?)?", r"(?:（[^（）]{1,20}）)?"
        self._unit = re.compile(
            rf"(?:(?:{some})[一-龥]{{0,20}}?|[一-龥A-Za-z]{{1,24}}?)(?:{suffix})|各地|[省市县区]?(?:{known})"
        )
        self._ends = (*words["assignment.suffix"], *words["assignment.organisation"], "各地")
        self._collective = re.compile(some)
        self._place = re.compile("[市县区乡镇村州盟旗站场台馆店厂港会社司组队]")
        verbs = tuple(v for v in words["task.verb"] if len(v) > 1 and v not in words["task.noun"])
        self._opening = re.compile(
            rf"{word_pattern(verbs)}|认真|切实|不仅|不但|同时|这些|那些|此外|另外|尤其|特别|直接"
        )
        self._common_ends = tuple(word for word in words["assignment.suffix"] if len(word) > 1)
        self._common = frozenset(self._common_ends)
        self._no_person = self._common | frozenset(words["not.name"])
        self._person = re.compile(rf"{before}({surname}[一-龥·]{{1,2}}?){note}(?:{post})?")  # 李明副主任
        self._person_far = re.compile(rf"{before}({surname}[一-龥·]{{1,2}}){note}[一-龥]{{1,12}}(?:{post})")

    def is_unit(self, name: str) -> bool:
        """Whether a name is built like that of a body."""
        if "(" in name or "（" in name:
            name = _BRACKET.sub("", name)  # 厅救助处（办）, 各县（市、区）人民政府
        if not name.endswith(self._ends):
            return False
        return bool(self._unit.fullmatch(name)) and not _NO_NAME.search(name) and not _SCOPE.fullmatch(name)

    def is_unit_in_prose(self, name: str) -> bool:
        """The same, short ends that common words share left out (县局, but not 城镇), and what begins with a verb."""
        short = len(name) <= 2 and not self._collective.match(name)
        return self.is_unit(name) and not short and not self._opening.match(name)

    def is_subject(self, name: str) -> bool:
        """Whether it can be who 要… is said to: a place needs 各 before it (各镇; not 小城镇)."""
        place = self._place.match(name[-1]) and not name.endswith(self._common_ends)
        return self.is_unit_in_prose(name) and not (place and not self._collective.match(name))

    def is_common(self, name: str) -> bool:
        """A word for bodies in general, which needs another name before it: 各处室、单位."""
        return name in self._common

    def person(self, entry: str) -> str | None:
        """The name of a person, posts left off, or None: 副县长李明 -> 李明."""
        if entry in self._no_person:
            return None
        match = self._person.fullmatch(entry) or self._person_far.fullmatch(entry)
        return match[1] if match else None


@lru_cache(maxsize=8)
def bodies(rules: Rules) -> Bodies:
    """The patterns of these rules, made once."""
    return Bodies(rules)


def entries(value: str) -> list[str]:
    """The names of a list as written, 等 and joining words left off; brackets keep their commas."""
    if " " in value or "\u3000" in value:
        value = _SPACED_NAME.sub(r"\1\2", value)  # 李 明
    names = (_JOINER.sub("", _ET_CETERA.sub("", piece.strip(" 。."))) for piece in _split(value))
    return [name for name in names if name]


def _split(value: str) -> list[str]:
    if not _SIGN.search(value):
        return _SEPARATOR.split(value)
    out, depth, start = [], 0, 0
    for pos, char in enumerate(value + "、"):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in SEPARATORS:
            out.append(value[start:pos])
            start = pos + 1
    return out
