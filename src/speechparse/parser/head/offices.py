"""A person found -> the fields ``speaker`` and ``position``; the office may stand elsewhere beside the name."""

from __future__ import annotations

import re

from ...model import Span
from ...rules.types import Rules
from ..forms import Field, LogicalText
from ..people.names import Person, patterns
from .regions import Head

_CAPTION = re.compile("(?:图|居|左|右|前|中|后|上|下)[^，,]{0,8}?[为是](?=[^，,]{2})")  # 居中坐者为
# 受省长委托 副省长; 讲话人系某局局长
_TRUST = re.compile(r"受[^，,、\s]{1,20}委?托[，,\s]{1,3}|[^，,、\s]{2,4}(?:人|者)(?:系|为|是|：)")
_BESIDE = re.compile(r"[，,]\s?([^。；，,、\s]{3,30})(?=[。；，,、]|$)")
_NOW = re.compile(r"现[任为]([^。；，,]{2,40})(?=[。；，,]|$)")
_LETTERSPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def person_fields(text: LogicalText, head: Head, person: Person, rule: str, rules: Rules) -> dict[str, Field]:
    """``speaker``, and ``position`` where an office stands beside the name anywhere in the head."""
    parts = text.raw[slice(*person.name)].split()
    name = " ".join(parts) if parts[0].isascii() else "".join(parts)  # Peter Sands
    fields = {"speaker": Field(name, person.name, rule)}
    office = person.office or _office(text, name, head, rules)
    if office:
        office = _behind_meeting(text.text, office)
        if trust := _TRUST.match(text.text, *office):
            office = trust.end(), office[1]  # 受省长委托 副省长
        if caption := _CAPTION.match(text.text, *office):
            office = caption.end(), office[1]
        value = _LETTERSPACE.sub("", text.raw[slice(*office)].strip(" \u3000，,、"))
        fields["position"] = Field(value, office, rule if person.office else "position.beside")
    return fields


def people_fields(text: LogicalText, head: Head, people: list[Person], rule: str, rules: Rules) -> dict[str, Field]:
    """``speaker`` names all of them, ``position`` is the first one's."""
    fields = person_fields(text, head, people[0], rule, rules)
    if len(people) > 1:
        names = ["".join(text.raw[slice(*person.name)].split()) for person in people]
        span = people[0].name[0], people[-1].name[1]
        fields["speaker"] = fields["speaker"]._replace(value="、".join(names), span=span)
    return fields


def _behind_meeting(text: str, office: Span) -> Span:
    """在全省人民代表大会第四次会议上省长: the office without the meeting."""
    at = text.rfind("上", *office) + 1
    return (at, office[1]) if text[office[0]] == "在" and office[0] < at < office[1] else office


def _office(text: LogicalText, name: str, head: Head, rules: Rules) -> Span | None:
    """The office beside the same name in a profile, a note or an editor's sentence above the title."""
    places = [(r.start, r.end) for r in (*head.before, *head.after) if r.kind in ("note", "key")]
    places += [(r.start, r.end) for r in head.before if r.kind == "text"]
    found = patterns(rules)
    for start, end in places:
        at = text.text.find(name, start, end)
        while at >= 0:
            near = max(start, at - 40)
            if before := found.office_before.search(text.text[near:at]):
                # 推荐给大家的是县委书记…: the sentence is no part of the office
                return max(before.start(1), text.text.rfind("是", near, at) + 1 - near) + near, before.end(1) + near
            if after := found.office_after.match(text.text, at + len(name), end):
                return after.span()
            if (beside := _BESIDE.match(text.text, at + len(name), end)) and found.office_line.fullmatch(beside[1]):
                return beside.span(1)  # 罗照远，某某协会主席
            # 罗照远，1958年12月生，云川人。曾任…。现任县图书馆馆长、党支部书记。
            if (now := _NOW.search(text.text, at + len(name), end)) and found.office_line.fullmatch(
                now[1].split("、")[0]
            ):
                return now.span(1)
            at = text.text.find(name, at + len(name), end)
    return None
