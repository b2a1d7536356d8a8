"""How sure the head's fields are, and what speaks against them.

A field is as sure as its rule has been right on annotated heads (``head.rule`` of rules/data/weights.toml) and, where
it is a line, as the judge is that the line is what it was taken for. Agreement adds to that, a contradiction takes.
"""

from __future__ import annotations

from ...rules.types import Rules
from ..calendar.forms import find_dates
from ..forms import Doubt, Field, LogicalText
from ..weigh import log_odds, probability
from .kinds import Line
from .regions import Head

_LABELS = {
    "title": ("title", "more"),
    "subtitle": ("subtitle", "title", "more"),
    "speaker": ("person", "title", "more", "subtitle", "date"),
    "position": ("person", "title", "more", "subtitle", "date"),
    "date": ("date", "title", "more", "subtitle", "person"),
    "salutation": ("body",),
}
_LINES = frozenset({"title.lines", "subtitle.lines", "speaker.line", "date.line", "salutation.line"})
_UNKNOWN = 0.75  # a rule that the annotated heads do not show
_AGREES, _CONTRADICTS = 1.0, -1.5  # log odds
_DOUBTFUL = 0.15
_REACH = 400  # characters of the speech's opening


def sure(fields: dict[str, Field], head: Head, rules: Rules) -> dict[str, Field]:
    """The fields with their confidence."""
    known = rules.weights["head.rule"]
    places = {row.start: chances for row, chances in head.judged}
    return {
        name: field._replace(confidence=_chance(name, field, head, places, known)) for name, field in fields.items()
    }


def _chance(
    name: str,
    field: Field,
    head: Head,
    places: dict[int, dict[str, float]],
    known: dict[str, dict[str, float]],
) -> float:
    rule = known.get(field.rule, {}).get("right", _UNKNOWN)
    if field.rule not in _LINES:
        return rule
    row = next((row for row, _ in head.judged if row.start <= field.span[0] < row.end), None)
    if row is None or row.key:  # a key decides
        return rule
    return rule * min(1.0, sum(places[row.start][label] for label in _LABELS[name]))


def doubted(text: LogicalText, fields: dict[str, Field], head: Head) -> tuple[dict[str, Field], tuple[Doubt, ...]]:
    """The fields after agreement and contradiction, and the doubts that are left."""
    out = dict(fields)
    doubts: list[Doubt] = []
    opening = text.text[head.body : head.body + _REACH]
    occasion, speaker, date = (out.get(name) for name in ("occasion", "speaker", "date"))
    if occasion and _same_meeting(occasion.value, opening):
        out["occasion"] = _moved(occasion, _AGREES)
        if "title" in out and out["title"].span[0] <= occasion.span[0] < out["title"].span[1]:
            out["title"] = _moved(out["title"], _AGREES)
    if speaker and text.text.count(speaker.value) > 1:
        out["speaker"] = _moved(out["speaker"], _AGREES)
    if date and (other := _other_day(text, date, head)):
        out["date"] = _moved(date, _CONTRADICTS)
        doubts.append(Doubt("head-contradiction", "date", other[1], other[0]))
    for name, field in out.items():
        if name in _LABELS and field.confidence < _DOUBTFUL:
            doubts.append(Doubt("head-doubt", name, field.span, field.value))
    return out, tuple(doubts)


def _moved(field: Field, odds: float) -> Field:
    return field._replace(confidence=probability(log_odds(field.confidence) + odds))


def _same_meeting(occasion: str, opening: str) -> bool:
    """Whether the speech's first sentences name the meeting of the title: 今天召开的这次质量工作会议…"""
    tail = occasion[-6:]
    return len(tail) > 3 and tail in opening


def _other_day(text: LogicalText, date: Field, head: Head) -> tuple[str, tuple[int, int]] | None:
    """A whole day on another date line of the head, which differs from the field's."""
    rows: list[Line] = [row for row in head.after if row.kind == "date"]
    for row in rows:
        for span, day in find_dates(text.text, row.start, row.end):
            if len(day) == len(date.value) == 10 and day != date.value:
                return day, span
    return None
