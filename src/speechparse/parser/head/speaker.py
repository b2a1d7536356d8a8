"""Who speaks: the places that may name the speaker, in the order of how much each of them is worth."""

from __future__ import annotations

from ...model import Span
from ...rules.types import Rules
from ..forms import Field, LogicalText
from ..people.frames import introduced
from ..people.names import both, is_office
from ..people.titles import begins_with_surname, office_in_title
from .kinds import unnamed
from .offices import people_fields, person_fields
from .places import by_author, in_field, in_lead, in_notes, in_place, in_title, interviewed, on_a_line
from .regions import Head
from .signatures import from_author_note, from_labels, signed

_NAMING = ("speaker.line", "speaker.title", "speaker.dateline")  # rules of places that may name two people
_OPENING = 200  # characters in which a speaker introduces himself


def find_speaker(
    text: LogicalText, title: list[Span], head: Head, tail: list[Span], last: int, rules: Rules
) -> dict[str, Field]:
    """``speaker`` and ``position``, as far as the head states them."""
    person, rule = (
        on_a_line(text, head, rules)
        or in_title(text, title, head, rules)
        or interviewed(text, title, rules)
        or in_field(text, head, rules)
        or in_notes(text, head, tail, rules)
        or in_place(text, head, rules)
        or in_lead(text, head, rules)
        or (None, "")
    )
    fields: dict[str, Field] = {}
    if person is None:
        fields = (
            from_labels(text, head, last, rules)
            or signed(text, head, last, rules)
            or _introduced(text, head, rules)
            or from_author_note(text, tail, rules)
        )
        if not fields:
            person, rule = by_author(text, head, rules) or (None, "")
    if person is not None:
        people = both(text.text, person, rules) if rule in _NAMING else [person]
        fields = people_fields(text, head, people, rule, rules)
    name = fields["speaker"].value if "speaker" in fields else ""
    alone = _alone(text, head, rules) if not fields else {}
    found = _labelled(text, head, rules) | _titled(text, title, name, rules) | alone | _keyed(text, head) | fields
    if name and "position" not in found and "speaker" not in (note := from_author_note(text, tail, rules)):
        return found | note  # （作者系某某镇党委书记） below the text
    return found


def _alone(text: LogicalText, head: Head, rules: Rules) -> dict[str, Field]:
    """县长 ×××: the office on a line of its own between title and address, its holder's name left out."""
    if not head.title or head.salutation is None:
        return {}
    rows = [*head.before[-1:], *head.after] if head.title else head.after
    row = next((r for r in rows if r.kind == "office" and not r.key), None)
    if row is None:
        return {}
    end = unnamed(text.text, row.start, row.end)
    start = row.start + begins_with_surname(text.text, row.start, end, rules)
    return {"position": Field(text.raw[start:end].strip(), (start, end), "speaker.line")}


def _keyed(text: LogicalText, head: Head) -> dict[str, Field]:
    """职务：县长: the office in a field of its own."""
    row = next((r for r in (*head.before, *head.after) if r.key == "position" and r.end > r.start), None)
    if row is None:
        return {}
    return {"position": Field(text.raw[row.start : row.end], (row.start, row.end), "position.field")}


def _labelled(text: LogicalText, head: Head, rules: Rules) -> dict[str, Field]:
    """财政司司长：| 主席，…: the office before a colon right above the address."""
    rows = [*head.before, *head.title, *head.after]
    row = rows[-1] if rows and head.salutation else None
    if row is None or row.kind != "label":
        return {}
    end = row.end - 1
    while end > row.start and text.text[end - 1] in " \u3000":
        end -= 1
    if end <= row.start or any(text.text.find(word, row.start, end) >= 0 for word in rules.words["address.opener"]):
        return {}  # 高三全体同学：
    if not is_office(text.text, row.start, end, rules):
        return {}
    return {"position": Field(text.raw[row.start : end], (row.start, end), "speaker.label")}


def _titled(text: LogicalText, title: list[Span], name: str, rules: Rules) -> dict[str, Field]:
    """县长在全县大会上的讲话: the office that a title names, without its holder's name."""
    for start, end in title[:1]:
        if office := office_in_title(text.text, start, end, rules):
            at = text.raw.find(name, *office) if name else -1
            office = (at + len(name), office[1]) if at >= 0 else office
            if office[0] >= office[1]:
                return {}
            return {"position": Field(text.raw[slice(*office)], office, "position.title")}
    return {}


def _introduced(text: LogicalText, head: Head, rules: Rules) -> dict[str, Field]:
    start = head.salutation.end if head.salutation else head.body
    person = introduced(text.text, start, min(len(text.text), start + _OPENING), rules)
    return person_fields(text, head, person, "speaker.introduced", rules) if person else {}
