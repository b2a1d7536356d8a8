"""What tells whether a field of the head is right: its rule, the judge's look at its line, frames, agreement, remnants.

Names of facts. What each says for its field's being right, in log odds, is fitted on annotated heads, families left
out in turn (rules/data/sure.toml, tests/tools/fit_sure.py).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from ...rules.types import Rules
from ...signs import COLONS
from ..calendar.forms import find_dates
from ..forms import Field, LogicalText
from ..people.names import is_office
from ..weigh import probability
from .evidence import has_signs, overlap
from .kinds import Line
from .regions import Head
from .wordings import words

_LABELS = {
    "title": ("title", "more"),
    "subtitle": ("subtitle", "title", "more"),
    "speaker": ("person", "title", "more", "subtitle", "date"),
    "position": ("person", "title", "more", "subtitle", "date"),
    "date": ("date", "title", "more", "subtitle", "person"),
    "salutation": ("body",),
}
LINES = frozenset({"title.lines", "subtitle.lines", "speaker.line", "date.line", "salutation.line"})
_CHANCES = (0.1, 0.3, 0.6, 0.85, 0.97)
_LENGTHS = (3, 5, 9, 16, 30, 45)
_SHARES = (0.001, 0.15, 0.35, 0.6)
_RIVAL = 0.3
_UNSEEN = -1.5  # a rule that the annotated heads do not show, in log odds
_GUESSED = frozenset({"speaker.author"})  # who put a text on a page may be who speaks
_GUESS = 0.5  # no guess is surer
_REACH = 400  # characters of the speech's opening
_NEAR = 20_000  # characters around a name in which it may be said again
_SAID = 3000  # characters of the speech in which a title's pairs are looked for
_OPENS = {
    "在": "at",
    "关": "on",
    **dict.fromkeys("届次的位上年日月）)，,：:", "rest"),
    **dict.fromkeys("0123456789", "digit"),
}
_MATTER = frozenset({"person", "date", "salutation", "office"})


def facts(text: LogicalText, fields: dict[str, Field], head: Head, rules: Rules) -> dict[str, list[str]]:
    """The names of the facts that hold for each field; the second is its rule."""
    whole = unread(fields, head)
    chances = {row.start: chance for row, chance in head.judged}
    out = {}
    for name, field in fields.items():
        found = ["bias", field.rule]
        row = next((row for row, _ in head.judged if row.start <= field.span[0] < row.end), None)
        if row is not None and row.key:
            found.append("keyed")
        elif row is not None and row in head.title and name != "title":
            judged = sum([chances[row.start][label] for label in _LABELS["title"]])
            found.append(f"of-title p={bisect(_CHANCES, judged)}")
        elif row is not None and name in _LABELS:
            asked = head.title if name == "title" and head.title else [row]
            judged = max([sum([chances.get(r.start, {}).get(label, 0.0) for label in _LABELS[name]]) for r in asked])
            found.append(f"p={bisect(_CHANCES, judged)}{'' if field.rule in LINES else ' by'}")
        out[name] = [*found, *_own(text, name, field, fields, head, rules), *whole]
    return out


def chance(found: Sequence[str], fitted: dict[str, float]) -> float:
    """The probability that a field is right of which these facts hold. ``fitted``: the weights of its name."""
    unseen = 0.0 if found[1] in fitted else _UNSEEN
    found_so = probability(unseen + sum([fitted.get(name, 0.0) for name in found]))
    return min(found_so, _GUESS) if found[1] in _GUESSED else found_so


def unread(fields: dict[str, Field], head: Head) -> list[str]:
    """What makes the whole head doubtful: lines that nobody reads, a rival of the title, no title, no address."""
    spans = [field.span for field in fields.values()]
    above = sum([row.kind == "short" and not row.key for row in head.before])
    between = sum([row.kind in ("short", "text") and not _is_read(row, spans) for row in head.after])
    taken = {row.start for row in head.title}
    out = [f"above={min(above, 2)}", f"between={min(between, 2)}"]
    if any(c["title"] > _RIVAL for row, c in head.judged if row.start not in taken and row.start < head.body):
        out.append("rival")
    if "title" not in fields:
        out.append("no-title")
    if head.salutation is None:
        first = next((row for row, _ in head.judged if row.start >= head.body), None)
        out.append("body-short" if first is not None and first.kind == "short" else "no-address")
    return out


def _is_read(row: Line, spans: list[tuple[int, int]]) -> bool:
    return any(start < row.end and end > row.start for start, end in spans)


def _own(text: LogicalText, name: str, field: Field, fields: dict[str, Field], head: Head, rules: Rules) -> list[str]:
    size = f"length={bisect(_LENGTHS, len(field.value))}"
    if name == "title":
        return [size, *_of_title(text, field, head, rules)]
    if name == "speaker":
        return [size, *_of_speaker(text, field, fields)]
    if name == "occasion":
        return [size, *_of_occasion(text, field, fields, head, rules)]
    if name == "date":
        return [f"length={len(field.value)}", *_of_date(text, field, head)]
    if name == "salutation":
        end = field.value[-1:]
        above = next(
            (row.kind for row in reversed((*head.before, *head.title, *head.after)) if row.end <= field.span[0]), "none"
        )
        return [size, f"below={above}", "called" if end in COLONS else "stopped" if end in "！!。" else "comma"]
    if name == "position":
        whole = is_office(text.text, *field.span, rules)
        return [size, "whole" if whole else "odd", "named" if "speaker" in fields else "nameless"]
    return [size]


def _of_title(text: LogicalText, field: Field, head: Head, rules: Rules) -> list[str]:
    line = text.text[head.title[0].start : head.title[0].end] if head.title else text.text[slice(*field.span)]
    known = words(rules)
    framed = known.strong.fullmatch(line) is not None
    out = ["framed" if framed else "complete" if known.complete.fullmatch(line) else "unframed"]
    out.append(f"lines={min(len(head.title), 3)}")
    speech = text.text[head.body : head.body + _SAID]
    said = bisect(_SHARES, overlap(speech, "".join([c for c in line[:24] if c.isalnum()])))
    out += [f"said={said}", f"{out[0]} said={said}"]
    if has_signs(field.value):
        out.append("signs")
    out.append(f"opens={_OPENS.get(line[:1], 'other')}")
    taken = {row.start for row in head.title}
    if any(line in text.text[r.start : r.end] for r in (*head.before, *head.after) if r.start not in taken):
        out.append("twice")
    if "：" in line or ":" in line:
        out.append("colon")
    if any(c in "。，！？!?" for c in line):
        out.append("stops")
    below = head.after[0] if head.after else head.salutation
    out.append("on-matter" if below is not None and (below.kind in _MATTER or below.key) else "apart")
    return out


def _of_speaker(text: LogicalText, field: Field, fields: dict[str, Field]) -> list[str]:
    start, end = field.span
    first = max(0, start - _NEAR)  # a file may hold thousands of speeches
    name = text.text[start:end]
    once = text.text.find(name, first, end + _NEAR) + len(name)
    out = ["again" if text.text.find(name, once, end + _NEAR) >= 0 else "once"]
    out.append("office" if "position" in fields else "no-office")
    return out


def _of_occasion(text: LogicalText, field: Field, fields: dict[str, Field], head: Head, rules: Rules) -> list[str]:
    tail = field.value[-6:]
    opening = text.text[head.body : head.body + _REACH]
    out = ["met" if len(tail) > 3 and text.text[field.span[1] - len(tail) : field.span[1]] in opening else "not-met"]
    out.append("listed" if text.text[slice(*field.span)].endswith(rules.words["event.noun"]) else "unlisted")
    if any(c in "就，“”：:、" for c in field.value):
        out.append("odd")
    title = fields.get("title")
    out.append("in-title" if title and title.span[0] <= field.span[0] < title.span[1] else "beside")
    return out


def _of_date(text: LogicalText, field: Field, head: Head) -> list[str]:
    days = {
        day
        for row in (*head.before, *head.after)
        if row.kind in ("date", "stamp") or row.key in ("date", "day", "printed")
        for _, day in find_dates(text.text, row.start, row.end)
        if len(day) == 10
    }
    days.discard(field.value)
    return ["other-day" if days else "one-day"]
