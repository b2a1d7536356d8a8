"""Who is charged with a thing in plain words: 责成公安局限期破案 · 规划由水利局编制 · 委托设计院编制方案.

The names follow an opener (由, 责成) and end where a verb begins. Only sure bodies count, as any verb may follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Span
from ...rules.engine import Hit
from ...signs import CLAUSE_ENDS
from ..people.organisations import OFFICES
from .forms import Assignment, Part, Place, built, covered

_CLAUSE_ENDS = re.compile(rf"[{CLAUSE_ENDS}\n（）()【】]")
_STARTS = CLAUSE_ENDS + "\n”）"
_LAST_START = re.compile(f"(?s:.*)[{_STARTS}]")
_LAST_STOP = re.compile(r"(?s:.*)[。！？\n]")
_WORK = re.compile(r"[^把将对向在经已的是\d]{0,16}")  # what 由 may stand after in its clause: 规划由…编制
_OTHERWISE = re.compile(r"[一-龥]{2}的|组成|构成|担任|转|变")  # 由水利局编制的规划; 由两局组成
_CHARGES, _PLACES = "责交指", tuple(OFFICES)  # 责成, 交由, 指定; 县规划院, but not 委托办园机构
_LONGEST = 120


def find(where: Place, start: int, end: int, taken: list[Span], openers: list[Hit]) -> Iterator[Assignment]:
    """The bodies that the openers of ``text[start:end]`` name, those within ``taken`` left out."""
    text, past = where.text, where.rules["assignment.past"]
    for hit in openers:
        if (
            hit.weight < 1
            or hit.value == "as"
            or text.startswith("督促", hit.start)
            or not _opens(where, hit, start)
            or covered(taken, hit.start, hit.end + 1)
        ):
            continue
        ends = _CLAUSE_ENDS.search(text, hit.end, min(end, hit.end + _LONGEST))
        stop = ends.start() if ends else min(end, hit.end + _LONGEST)
        names_end = where.bodies.leading(text, hit.end, stop)
        if text.startswith("请", hit.start):
            names_end = max(names_end, _of_office(where, hit.end, stop))
        elif hit.value == "ask" and (text[hit.start] in _CHARGES or text[hit.end : hit.end + 1] in _PLACES):
            told = where.bodies.told(text, hit.end, stop)
            names_end = told if names_end == stop else max(names_end, told)
        if hit.value == "by" and names_end in (hit.end, stop):
            names_end = _of_office(where, hit.end, stop)
        if text[names_end : names_end + 1] in ("、", "和", "及", "与"):
            continue
        if names_end >= stop or not where.bodies.are_known(text, hit.end, names_end):
            continue
        stop_before = _LAST_STOP.match(text, start, hit.start)
        sentence = stop_before.end() if stop_before else start
        if _OTHERWISE.match(text, names_end, stop) or past.search(text, sentence, stop):
            continue
        if one := built(where, [Part("units", hit.end, names_end)], (hit.start, names_end), "prose"):
            yield one


def _of_office(where: Place, start: int, end: int) -> int:
    """Where a body ends by its own end, if it is surely one: 由民政局 | 按程序印发; else ``start``."""
    found = where.bodies.told(where.text, start, end)
    name = where.text[start:found]
    if where.text[found : found + 1] in ("员", "派", "托") or where.bodies.holds_verb(name):
        return start
    sure = len(name) > 2 and (name[0] in OFFICES or name[-1] in "局厅部处")
    return found if sure and where.rules["assignment.no-deed"].search(name) is None else start


def _opens(where: Place, hit: Hit, start: int) -> bool:
    """Whether an opener stands where a clause begins; 由 may have the work before it."""
    text, low = where.text, max(start, hit.start - 17)
    sign = _LAST_START.match(text, low, hit.start)
    begin = sign.end() if sign else low
    if begin == hit.start:
        return True
    at_start = begin == start or text[begin - 1] in _STARTS
    work = hit.value == "by" and _WORK.fullmatch(text, begin, hit.start) is not None
    return at_start and work and not where.bodies.sets_out(text, begin, hit.start)
