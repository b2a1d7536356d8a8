"""Whether a time is no more than part of a name: 《2025年…计划》, 制定2030年前达峰方案, 抓好2025年度评价."""

from __future__ import annotations

import re
from functools import lru_cache

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from .forms import number
from .reading import Clock

_ENDS = ("", *CLAUSE_ENDS, "\n", "的")
LOOK_BACK = 16
_LONGEST_TITLE = 80
_LONGEST_NAME = 48


def in_title(text: str, start: int, pos: int) -> bool:
    """Whether ``pos`` lies between 《 and 》: the year of a document's name is no time."""
    low = max(start, pos - _LONGEST_TITLE)
    return text.rfind("《", low, pos) > text.rfind("》", low, pos)


def names_document(text: str, start: int, span: Span, end: int, rules: Rules) -> bool:
    """Whether the words are part of the name of a document that is made or kept: 制定2030年前达峰方案.

    A verb that makes or follows documents stands before them, and the clause goes on to a noun for one.
    """
    named, naming, _ = _document_words(rules)
    if not named.match(text, span[1], min(end, span[1] + _LONGEST_NAME)):
        return False
    return bool(naming.search(text, max(start, span[0] - LOOK_BACK), span[0]))


def is_attribute(m: re.Match[str], start: int, clock: Clock, rules: Rules) -> bool:
    """Whether a time only tells what is dealt with: a year that is not the speech's (抓好2025年度评价), what is mended
    (扭转前两个月的局面).
    """
    if _mends(rules).search(m.string, max(start, m.start() - LOOK_BACK), m.start()):
        return True
    year = number(m["year"]) if m["year"] else None
    stop = m.end("year") if year else 0
    if year is None or clock.reference is None or year == clock.reference.year or m.end() > stop + 3:
        return False
    if year < clock.reference.year and m.string[m.end() - 1] == "度" and m.string[m.end() : m.end() + 1] not in _ENDS:
        return True
    return bool(_document_words(rules)[2].search(m.string, max(start, m.start() - LOOK_BACK), m.start()))


def paper_end(m: re.Match[str], start: int, rules: Rules) -> int | None:
    """Where a noun for a paper ends that the time, or a list of times, tells of: 写好半年和全年总结; None for none."""
    paper = rules["time.paper"].match(m.string, m.end(), m.endpos)
    if paper is None or not _document_words(rules)[2].search(m.string, max(start, m.start() - LOOK_BACK), m.start()):
        return None
    return paper.end


@lru_cache(maxsize=16)
def _mends(rules: Rules) -> re.Pattern[str]:
    """A verb that mends what was, at the end."""
    return re.compile(rf"(?:{'|'.join(cue.pattern for cue in rules['time.mends'].rows)})$")


@lru_cache(maxsize=16)
def _document_words(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands after a time in a document's name, the verb before it, and the verb before what is of a year."""
    named = "|".join(cue.pattern for cue in rules["time.named"].rows)
    naming = "|".join(cue.pattern for cue in rules["time.naming"].rows if cue.value != "deals")
    deals = "|".join(cue.pattern for cue in rules["time.naming"].rows)
    name = rf"[^{CLAUSE_ENDS}、\n]{{1,40}}?"
    gap = rf"[^{CLAUSE_ENDS}、\n\d后前完案单划册账表]{{0,6}}$"
    document = re.compile(rf"{name}(?:{named})(?=[{CLAUSE_ENDS}、”》）\n的和及并]|$)")
    return document, re.compile(rf"(?:{naming}){gap}"), re.compile(rf"(?:{deals}){gap}")
