"""How sure the head's fields are, and what speaks against them.

A field is as sure as its facts (``sureness``) say, by weights that are fitted on annotated heads; the fields that these
do not hold are as sure as the judge is of their line. What is doubtful is told, and a head in which much is unread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ...rules.types import Rules
from ..calendar.forms import find_dates
from ..forms import Doubt, Field, LogicalText
from .kinds import Line
from .regions import Head
from .sureness import chance, facts

_UNKNOWN = 0.75  # a field that the annotated heads do not hold
_DOUBTFUL = 0.5
_SHOWN = 40  # characters of a line in a message


def sure(text: LogicalText, fields: dict[str, Field], head: Head, rules: Rules) -> dict[str, Field]:
    """The fields with their confidence."""
    fitted, known = rules.weights["head.sure"], _chances(rules)
    found = facts(text, fields, head, rules)
    out = {}
    for name, (value, span, rule, _) in fields.items():
        confidence = known(name, tuple(found[name])) if name in fitted else _of_line(fields[name], head)
        out[name] = Field(value, span, rule, confidence)
    return out


@lru_cache(maxsize=8)
def _chances(rules: Rules) -> Callable[[str, tuple[str, ...]], float]:
    """The chance of a field by its name and facts, which are the same in the heads of a file of speeches."""
    fitted = rules.weights["head.sure"]
    return lru_cache(maxsize=200)(lambda name, found: chance(found, fitted[name]))


def _of_line(field: Field, head: Head) -> float:
    """As sure as the judge is that a line below the title tells of the speech."""
    if field.rule != "subtitle.lines":
        return _UNKNOWN
    found = next((chances for row, chances in head.judged if row.start <= field.span[0] < row.end), None)
    return 1 - found["other"] - found["body"] if found else _UNKNOWN


def doubted(text: LogicalText, fields: dict[str, Field], head: Head) -> tuple[Doubt, ...]:
    """What speaks against the fields."""
    doubts: list[Doubt] = []
    date = fields.get("date")
    if date and (other := _other_day(text, date, head)):
        doubts.append(Doubt("head-contradiction", "date", other[1], other[0]))
    for name, field in fields.items():
        if field.confidence < _DOUBTFUL and name != "subtitle":
            doubts.append(Doubt("head-doubt", name, field.span, field.value))
    if unread := _unread(fields, head):
        words = "".join(text.raw[unread.start : min(unread.end, unread.start + _SHOWN)].split("\n"))
        doubts.append(Doubt("head-unread", "head", (unread.start, unread.end), words))
    return tuple(doubts)


def _unread(fields: dict[str, Field], head: Head) -> Line | None:
    """The first line of a head that was probably not read: lines stand above the speech, and no field is sure.

    It held for 9 of 217 heads that no rule had been made for, all of them wrong, and for none of 244 others.
    """
    title = fields.get("title")
    if "speaker" in fields or "salutation" in fields or (title and title.confidence >= _DOUBTFUL):
        return None
    return next(iter((*head.before, *head.title, *head.after)), None)


def _other_day(text: LogicalText, date: Field, head: Head) -> tuple[str, tuple[int, int]] | None:
    """A whole day on another date line of the head, which differs from the field's."""
    rows: list[Line] = [row for row in head.after if row.kind == "date"]
    for row in rows:
        for span, day in find_dates(text.text, row.start, row.end):
            if len(day) == len(date.value) == 10 and day != date.value:
                return day, span
    return None
