"""Names of bodies and people in a list: 县教育局、各镇人民政府, 副县长李明.

A body is known by the end of its name, by a collective word (各有关部门) or by a short name that the rules list. Each
is worth points (``Bodies.weight``); how many are needed depends on the frame that the name stands in. A person is known
by surname and length, with the posts before and after left off.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...model import Span
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from .entries import entries, shown

_BRACKET = re.compile(r"[（(][^（()）]{0,40}[)）]")
_SCOPE = re.compile(r"(?:全|我|本|该|此|这|那|整|某)[省市县区州镇乡村国校厅局]")
_NO_NAME = re.compile(
    r"[的了是在把将对为使让被从向与“”《》\d]|根据|支持|鼓励|发挥|推动|建立|成立|我们|你们|他们|大家|我国"
)
_BETWEEN = re.compile("以及|[和及与]")
_GROUPS = "组队司台馆站"
_PARTS = ("内部", "外部", "东部", "西部", "南部", "北部", "中部", "全部")  # 部 that is no body
_TOWN = re.compile(r"(?![各小大新老山库灾牧农林中特重示贫强])[一-龥]{2,3}(?:[镇乡县市]|街道)")
_RURAL = frozenset("镇乡")  # 石桥镇、青山乡
_LONGEST = 30
_CLOSES = "）)、，,；;/。. \u3000\t\n"  # what is left off a list, and what closes a note in it
_LONGEST_REST = 12  # from 等 to the end of a list

OFFICES = "各国省市县区镇乡"
"""What the names of offices open with."""

KNOWN, FAIR, DOUBTFUL = 2.0, 1.0, 0.5
"""What names must be worth: in any clause, in a bracket or list that speaks of bodies, after 由 (由…负责)."""


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
        self._fields = words["assignment.organisation"]
        self._whole = frozenset(word for word in self._fields if word.endswith(("单位", "部门")))  # 牵头单位
        self._collective = re.compile(some)
        strong = word_pattern((*"局委办厅署院", *[w for w in words["assignment.suffix"] if len(w) > 1]))
        ends = rf"(?:{strong})(?!公(?:室|厅))"  # 政府 | 办公室
        self._told = re.compile(rf"[一-龥]{{1,12}}?{ends}(?:[一-龥]{{0,3}}?{ends})*+")
        self._place = re.compile("[市县区乡镇村州盟旗站场台馆店厂港会社司组队]")
        self._area = re.compile("[市县区乡镇村州盟旗]")
        verbs = [v for v in words["task.verb"] if len(v) > 1]
        plain = [v for v in verbs if v not in words["task.noun"]]
        self._opening = re.compile(word_pattern((*plain, *words["assignment.opening"])))
        self._verb = re.compile(word_pattern((*words["task.adverb"], *verbs)))
        self._inside_name = re.compile(rf"(?:{word_pattern(verbs)})[局厅部委署院]")
        self._common_ends = tuple(word for word in words["assignment.suffix"] if len(word) > 1)
        self._common = frozenset(self._common_ends)
        self._no_person = self._common | frozenset(words["not.name"]) | frozenset(words["assignment.nobody"])
        self._person = re.compile(rf"{before}({surname}[一-龥·]{{1,2}}?){note}(?:{post})?")  # 李明副主任
        self._person_far = re.compile(rf"{before}({surname}[一-龥·]{{1,2}}){note}[一-龥]{{1,12}}(?:{post})")
        self._post = re.compile(rf"[一-龥]{{0,16}}(?:{post})")
        self._heads = tuple(sorted(words["assignment.post"], key=len, reverse=True))
        self._adverbs = tuple(sorted(words["assignment.adverb"], key=len, reverse=True))
        pairs = [word.partition("=") for word in words["assignment.alias"]]
        self.alias = {name: tuple(full.split("+")) for name, _, full in pairs if full}
        """A user's own names: 发改委=发展改革局; a collective stands for several: 各镇=东镇+西镇."""
        self._odd = any(map(_NO_NAME.search, self.alias))  # a user's own name holds what no name does
        # What a body's name, or a word for its head, may end with, by the last character.
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in (*self._ends, *words["assignment.post"], *words["office"], *self.alias):
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)
        self.last = "".join(sorted(self._by_last))
        """The characters that a body's name, or a word for its head, may end with."""

    def weight(self, name: str) -> float:
        """How much a name looks like that of a body: 2 where its end says so, 0 where nothing does, less where it is
        no name.
        """
        return _weight(self, name)

    def weigh(self, name: str) -> float:
        """The same, read anew."""
        if "(" in name or "（" in name:
            name = _BRACKET.sub("", name)  # 厅救助处（办）, 各县（市、区）人民政府
        if not 1 < len(name) <= _LONGEST or _NO_NAME.search(name) or _SCOPE.fullmatch(name) or name.endswith(_PARTS):
            return -3.0
        if name in self.alias or name in self._whole:
            return KNOWN
        points = -1.5 if self._opening.match(name) else 0.0
        if name in self._common:
            return FAIR
        some = self._collective.match(name) is not None
        if name.endswith(self._ends) and self._unit.fullmatch(name):
            points += KNOWN if len(name) > 2 or some else FAIR
        if name[0] in "省市县区镇乡州" and len(name) > 2:
            points += DOUBTFUL
        return points + (DOUBTFUL if some else 0.0)

    def is_unit(self, name: str) -> bool:
        """Whether a name is built like that of a body."""
        return _is_unit(self, name)

    def is_built_so(self, name: str) -> bool:
        """The same, read anew."""
        if "(" in name or "（" in name:
            name = _BRACKET.sub("", name)
        if name in self.alias:
            return True
        if not name.endswith(self._ends) or name.endswith(_PARTS):
            return False
        if name.endswith("干部") and name[-4:-2] not in ("领导", "党员", "以上") and not self._collective.match(name):
            return False  # 中层干部; 各级领导干部 are told like a body
        return bool(self._unit.fullmatch(name)) and not _NO_NAME.search(name) and not _SCOPE.fullmatch(name)

    def is_unit_in_prose(self, name: str) -> bool:
        """The same, short ends that common words share left out (县局, but not 城镇), and what begins with a verb."""
        short = len(name) <= 2 and not self._collective.match(name)
        return self.is_unit(name) and not short and (name in self._whole or not self._opening.match(name))

    def is_subject(self, name: str) -> bool:
        """Whether it can be who 要… is said to: a place needs 各 before it (各镇; not 小城镇), a group whose it is
        (县督导组).
        """
        place = self._place.match(name[-1]) and not name.endswith(self._common_ends)
        if place and len(name) > 3 and name[-1] in _GROUPS and name[0] in "省市县区镇乡":
            place = None
        return self.is_unit_in_prose(name) and not (place and not self._collective.match(name))

    def is_area(self, name: str) -> bool:
        """Whether it names a town, a village or another area that governs itself."""
        return self._area.match(name[-1]) is not None and self.weight(name) >= KNOWN

    def are_areas(self, names: list[str]) -> bool:
        """Whether they are several towns or counties by name: 城关镇、柳林镇, but not 山区、老区."""
        return len(names) > 1 and all(
            _TOWN.fullmatch(name)
            and (name[-1] == names[0][-1] or {name[-1], names[0][-1]} == _RURAL)
            and name not in self._common
            for name in names
        )

    def is_common(self, name: str) -> bool:
        """A word for bodies in general, which needs another name before it: 各处室、单位."""
        return name in self._common

    def person(self, entry: str) -> str | None:
        """The name of a person, posts left off, or None: 副县长李明 -> 李明."""
        return _person(self, entry)

    def person_in(self, entry: str) -> str | None:
        """The same, read anew."""
        if entry in self._no_person:
            return None
        match = self._person.fullmatch(entry) or self._person_far.fullmatch(entry)
        return match[1] if match and match[1] not in self._no_person else None

    def is_post(self, entry: str) -> bool:
        """Whether an entry names somebody by office alone: 分管副县长, 各村支部书记."""
        return self._post.fullmatch(entry) is not None and entry not in self._no_person

    def is_told(self, entry: str) -> bool:
        """Whether somebody named by office can be who 要… is said to: 各分管领导, 县法院院长, but not 领导."""
        whose = "各" in entry or entry[0] in "省市县区镇乡村"
        return whose and len(entry) > 3 and self.is_post(entry) and not _BETWEEN.search(entry)

    def is_head(self, entry: str) -> bool:
        """Whether an entry is no more than a word for whoever is in charge: 主要领导."""
        return entry in self._heads and len(entry) > 3

    def is_field(self, name: str) -> bool:
        """Whether a name is a short one that needs 部门 after it: 财政, 公安."""
        return name in self._fields

    def headless(self, name: str) -> str:
        """A body named by its head: 教育局主要负责同志 -> 教育局."""
        if not name.endswith(self._heads):
            return name
        for word in self._heads:
            body = name.removesuffix(word)
            if body != name and self.weight(body) >= FAIR:
                return body
        return name

    def bare(self, text: str, start: int, end: int) -> int:
        """Where ``text[start:end]`` ends without the adverbs at its end: 各镇要按职责分工 -> 各镇."""
        while end > start and text.endswith(self._adverbs, start, end):
            for word in self._adverbs:
                if text.endswith(word, start, end):
                    end -= len(word)
                    break
        return end

    def leading(self, text: str, start: int, end: int) -> int:
        """Where the names end that ``text[start:end]`` opens with, known or else fair; ``start`` if there are none.

        卫生健康局开展筛查 -> after 卫生健康局: a name ends at a verb, but not inside itself (市场监管局).
        """
        fair = start
        for stop in (*[verb.start() for verb in self._verb.finditer(text, start + 2, end)], end):
            if self._inside_name.match(text, stop, end):
                continue  # 住房城乡 | 建设部
            if self.are_known(text, start, stop):
                return self.bare(text, start, stop)
            if fair == start and self.are_known(text, start, stop, FAIR):
                fair = self.bare(text, start, stop)  # 残联
        return fair

    def told(self, text: str, start: int, end: int) -> int:
        """Where the body ends that ``text[start:end]`` opens with, by its own end: 公安局 | 限期破案; or ``start``."""
        found = self._told.match(text, start, end)
        return found.end() if found and self.weight(found[0]) >= KNOWN else start

    def sets_out(self, text: str, start: int, end: int) -> bool:
        """Whether words open with a verb: 建立由…牵头的机制."""
        return self._opening.match(text, start, end) is not None

    def may_end(self, text: str, start: int, end: int) -> bool:
        """Whether the last words of ``text[start:end]`` may be those of a list of bodies, at a glance."""
        words = self._by_last.get(text[end - 1])
        if words and text.endswith(words, start, end):
            return True
        return text[end - 1] in _CLOSES or text.find("等", max(start, end - _LONGEST_REST), end) >= 0

    def are_none(self, text: str, start: int, end: int) -> bool:
        """Whether a word that no name holds shows at a glance that ``text[start:end]`` is no list of bodies."""
        if self._odd or _NO_NAME.search(text, start, end) is None:
            return False
        return not any(text.find(sign, start, end) >= 0 for sign in "（(等与")  # what is left off or between names

    def holds_verb(self, name: str) -> bool:
        """Whether a verb of doing stands in a name: 引导乡镇企业."""
        return self._opening.search(name) is not None

    def are_known(self, text: str, start: int, end: int, least: float = KNOWN) -> bool:
        """Whether ``text[start:end]`` is a list of bodies that are worth so much."""
        names = self.names(text, start, self.bare(text, start, end))
        return bool(names) and all(self.weight(name) >= least for name in names)

    def names(self, text: str, start: int, end: int) -> list[str]:
        """The names of the list ``text[start:end]``."""
        return [shown(text, *span) for span in self.spans(text, start, end)]

    def spans(self, text: str, start: int, end: int, *, written: bool = False) -> list[Span]:
        """Where the names of a list stand, 等 and joining words left off; brackets keep their commas.

        和, 及 and 与 divide only what is complete on both sides: 农业局和水利局, not 人力资源和社会保障局. ``written``:
        what stands for several stays with the name before it, as the office wrote it (农业局及各镇人民政府).
        """
        return [part for span in entries(text, start, end) for part in self._divided(text, *span, written)]

    def _divided(self, text: str, start: int, end: int, written: bool) -> list[Span]:
        for joint in _BETWEEN.finditer(text, start + 2, end - 1):
            a, b = joint.span()
            if self._is_complete(text[start:a]) and self.weight(text[b:end]) >= FAIR:
                if written and self._collective.match(text, b, end):
                    continue
                return [(start, a), *self._divided(text, b, end, written)]
        return [(start, end)]

    def _is_complete(self, name: str) -> bool:
        """Whether nothing need follow: 水利局, but not 县公安 or 教育."""
        return self.weight(name) >= FAIR and not name.endswith(self._fields)


@lru_cache(maxsize=4096)  # the same name is weighed by each frame that may hold it, and comes again
def _weight(found: Bodies, name: str) -> float:
    return found.weigh(name)


@lru_cache(maxsize=128)  # a document's tasks name the same few bodies
def _is_unit(found: Bodies, name: str) -> bool:
    return found.is_built_so(name)


@lru_cache(maxsize=128)
def _person(found: Bodies, entry: str) -> str | None:
    return found.person_in(entry)


@lru_cache(maxsize=8)
def bodies(rules: Rules) -> Bodies:
    """The patterns of these rules, made once."""
    return Bodies(rules)
