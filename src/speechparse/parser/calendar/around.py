"""The words around a moment: what stands before it and after it, a second moment, and what they make of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from ...rules.types import Rules
from .days import UNKNOWN, Moment
from .grammar import DAY_ONLY, TO, grammar
from .names import LOOK_BACK
from .reading import Reading

Kind = Literal["deadline", "period", "recurrence"]

_TO = re.compile(TO)


def decide(
    before: str, after: str, reading: Reading, reference: date | None, told: bool = False
) -> tuple[Kind | None, Moment]:
    """What a moment is between the words before and after it, and its days.

    ``told``: the clause goes on to 的 (2000年以前建成的小区), so that what is over tells what a thing is.
    """
    first, last, _ = reading.moment
    if before == "baseline" or after == "none" or (reading.needs and after not in reading.needs):
        return None, UNKNOWN
    if after == "about":
        return "period", UNKNOWN
    if after == "from":
        return "period", Moment(first, None)
    over = last is not None and reference is not None and last < reference
    if reading.ranged:
        return (None if over and told else "period"), reading.moment
    if before == "asof":
        ahead = last is not None and reference is not None and (last - reference).days > (0 if reading.dated else 31)
        return ("deadline" if ahead else None), Moment(None, last)
    if after == "before":
        last = last_before(reading.moment)
        if over and told:
            return None, UNKNOWN
    elif after in ("within", "until") or before == "latest":
        pass
    elif before == "by" or reading.ends:
        if over:  # 到2021年末, 2020年底: looking back
            return None, UNKNOWN
    else:
        return "period", reading.moment
    return (None if reading.past else "deadline"), Moment(None, last)


def last_before(moment: Moment) -> date | None:
    """The last day that 前 leaves: 10月10日前 includes the tenth, 10月前 ends with September."""
    return moment.first - timedelta(days=1) if moment.first and not moment.point else moment.last


def second_moment(m: re.Match[str], pos: int, rules: Rules) -> re.Match[str] | None:
    """The moment after 至 or a dash at ``pos``."""
    to = _TO.match(m.string, pos, m.endpos)
    if to is None:
        return None
    if day := DAY_ONLY.match(m.string, to.end(), m.endpos):
        return day
    second = grammar(rules)[0].match(m.string, to.end(), m.endpos)
    if second is None or second.end() == to.end() or any(second[g] for g in ("recurrence", "event", "vague", "count")):
        return None
    return second


def words_before(m: re.Match[str], start: int, rules: Rules, values: tuple[str, ...]) -> tuple[str, int]:
    """What leads in the moment ``m`` (到, 不迟于 …) and where it begins; ``""`` and the moment's start for nothing."""
    left = m.string[max(start, m.start() - LOOK_BACK) : m.start()]
    any_of_them, lead_ins = _lead_ins(rules)
    if left and any_of_them.search(left):
        for pattern, value in lead_ins:
            if value in values and (lead := pattern.search(left)):
                return value, m.start() - len(left) + lead.start()
    return "", m.start()


def words_after(m: re.Match[str], pos: int, rules: Rules) -> tuple[str, int]:
    """What follows the moment that ends at ``pos`` (前, 内, 起 …) and where that ends; ``""`` for nothing."""
    hit = rules["time.after"].match(m.string, pos, m.endpos)
    return (hit.value, hit.end) if hit else ("", pos)


@lru_cache(maxsize=16)
def _lead_ins(rules: Rules) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """Whether any row stands at the end, for most moments have none, and the rows one by one."""
    cues = rules["time.before"].rows
    every = "|".join(cue.pattern for cue in cues)
    return re.compile(rf"(?:{every})\s?$"), [(re.compile(rf"(?:{cue.pattern})\s?$"), cue.value) for cue in cues]
