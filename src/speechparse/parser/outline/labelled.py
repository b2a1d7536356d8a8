"""Series without numbers: neighbouring paragraphs of one form (``label：text``; 所谓“…”，就是…; counted short leads).

A series is evidence added up: its members' form, that they stand together, and that the words before it announce as
many (“三化”方法 …). Leads without a label need the announcement; labels do without from three members on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ...rules.types import Rules
from ..forms import LogicalText, Mark
from ..lists.claims import announced

STYLE = "label"
_LABEL = re.compile(r"([^\s，。；：:！？、“”（）()《》【】\[\]\d]{2,20}+)[：:](?=[^\s])")
_QUOTED = re.compile(r"([^\s，。；：！？“”]{0,6})“([^“”\n]{2,20})”([^\s，。；：！？“”]{0,4})([：:，。])")
_LEAD = re.compile(r"([^\s，。；：:！？、“”（）()\d]{2,12})([。：:，])")
_BODY = 6  # characters that stand after a label at least
_ENOUGH = 3.0
_SAME = 2  # letters that siblings begin with
_APART = 12  # … within which they differ
_BARE = frozenset({"lead", "opening"})  # forms that need an announcement right before
_FORM = {"label": 1.0, "quoted": 1.0, "lead": 0.5, "opening": 0.5}  # what each member speaks for a series
_ANNOUNCED = 1.5
_TOGETHER = 0.5
_BEFORE = 160  # characters before a series that may announce it
_RIGHT_BEFORE = 24  # … where its members show no label
_FEWEST = 2
_WEIGHT = 3.0


class Lead(NamedTuple):
    """How a paragraph opens: the ``kind`` and ``form`` that siblings share, and the ``label`` that tells them apart."""

    paragraph: int
    kind: str
    form: str
    label: str


def labelled(text: LogicalText, first: int, last: int, marked: Mapping[int, int | None], rules: Rules) -> list[Mark]:
    """The members of all series among the paragraphs ``[first, last)`` that no number opens."""
    no_label = frozenset(rules.words["no-label"])
    leads: dict[tuple[str, str], list[Lead]] = {}
    labels: dict[str, int] = {}
    for index in range(first, last):
        if index in marked:
            continue
        lead = _lead(text, index, no_label)
        for found_lead in (lead, _opening(text, index)) if lead else (_opening(text, index),):
            leads.setdefault((found_lead.kind, found_lead.form), []).append(found_lead)
            labels[found_lead.label] = labels.get(found_lead.label, 0) + 1
    out: dict[int, Mark] = {}
    for found in leads.values():
        for series in _series(text, found, rules):
            if all(labels[lead.label] == 1 for lead in series):  # a dialogue repeats its own
                for lead in series:
                    start = text.paragraphs[lead.paragraph].start
                    out.setdefault(start, Mark(start, start, STYLE, None, "paragraph", lead.paragraph, _WEIGHT))
    return list(out.values())


def _lead(text: LogicalText, index: int, no_label: frozenset[str]) -> Lead | None:
    source = text.text
    start, end = text.paragraphs[index]
    if match := _LABEL.match(source, start, end):
        known = match[1] in no_label or match.end() - start + _BODY >= end - start
        return None if known else Lead(index, "label", "", match[1])
    if match := _QUOTED.match(source, start, end):
        form = f"{match[1]}“”{match[3]}{match[4]}{source[match.end() : match.end() + 2] if match[1] else ''}"
        return Lead(index, "quoted", form, match[2])
    if match := _LEAD.match(source, start, end):
        return Lead(index, "lead", f"{len(match[1])}{match[2]}", match[1])
    return None


def _opening(text: LogicalText, index: int) -> Lead:
    """The first words, which counted siblings may share: 坚持把… 坚持把…."""
    start, end = text.paragraphs[index]
    words = text.text[start : min(end, start + _SAME)]
    return Lead(index, "opening", words, text.text[start : min(end, start + _APART)])


def _series(text: LogicalText, leads: list[Lead], rules: Rules) -> list[list[Lead]]:
    """The runs of leads of one form that are series."""
    out: list[list[Lead]] = []
    run: list[Lead] = []
    for lead in leads:
        if run and lead.paragraph > run[-1].paragraph + (1 if lead.kind in _BARE else 2):
            out += _judge(text, run, rules)
            run = []
        run.append(lead)
    return out + _judge(text, run, rules) if run else out


def _judge(text: LogicalText, run: list[Lead], rules: Rules) -> list[list[Lead]]:
    """The run if the evidence is enough, else its parts without a gap of which that is so."""
    if len(run) < _FEWEST + (run[0].kind in _BARE):
        return []
    together = run[-1].paragraph - run[0].paragraph == len(run) - 1
    counted = _announces(text, run, rules)
    points = _FORM[run[0].kind] * len(run) + _TOGETHER * together + _ANNOUNCED * counted
    if points >= _ENOUGH and (counted or (together and run[0].kind not in _BARE and len(run) > _FEWEST)):
        return [run]
    if together:
        return []
    parts: list[list[Lead]] = [[]]
    for lead in run:
        if parts[-1] and lead.paragraph != parts[-1][-1].paragraph + 1:
            parts.append([])
        parts[-1].append(lead)
    return [series for part in parts for series in _judge(text, part, rules)]


def _announces(text: LogicalText, run: list[Lead], rules: Rules) -> bool:
    start = text.paragraphs[run[0].paragraph].start
    floor = max(0, start - _BEFORE)
    if run[0].kind in _BARE:
        floor = max(0, start - _RIGHT_BEFORE, text.paragraphs[max(0, run[0].paragraph - 1)].start)
    return any(count == len(run) for _, count in announced(text, floor, start, rules))
