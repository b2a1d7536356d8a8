"""Series without numbers: neighbouring paragraphs of one form (``label：text``; 所谓“…”，就是…; counted short leads).

Labels and quotations are a series where three stand together, or as many as the words before announce (“三化”方法);
other short leads, or the same first words, only where a count right before them is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, SENTENCE_ENDS
from ..forms import LogicalText, Mark
from ..lists.phrases import announced

STYLE = "label"
_LABEL = re.compile(rf"([^{CLAUSE_ENDS}\s、“”（）()《》【】\[\]\d]{{2,20}}+)[：:](?=[^\s])")
_QUOTED = re.compile(rf"([^{CLAUSE_ENDS}\s“”]{{0,6}})“([^“”\n]{{2,20}})”([^{CLAUSE_ENDS}\s“”]{{0,4}})([{CLAUSE_ENDS}])")
_BRACKETED = re.compile(rf"【([^【】{CLAUSE_ENDS}\n]{{2,16}})】(?=[^\s【】])")
_RUN_IN = re.compile(
    rf"(?<=[{SENTENCE_ENDS}{COLONS}])([^{CLAUSE_ENDS}\s、“”（）()《》【】\[\]\d]{{2,20}}+)[：:](?=[^\s])"
)
# 我概括为“四个一”：一支好队伍：…: the first label stands right after the announcement.
_FIRST_RUN_IN = re.compile(rf"[：:](?=[^{CLAUSE_ENDS}\s、“”（）()《》【】\[\]\d]{{2,20}}+[：:])")
_LEAD = re.compile(rf"[^{CLAUSE_ENDS}\s、“”（）()\d]{{2,12}}[{CLAUSE_ENDS}]")
_COUNTS = re.compile(r"[二三四五六七八九十两\d]")
_QUOTE = re.compile("“[^”\n]{1,8}”")
_SHAPE = 3  # “”字: quoted words with the letter after them
_BODY = 6  # characters that stand after a label at least
_LONGEST = 24  # a label and its sign
_QUOTE_WITHIN = 8
_SAME = 2  # letters that siblings begin with
_APART = 12  # … within which they differ
_FEWEST = 2
_FEWEST_BARE = 3  # members of a series without labels
_MOST_BARE = 12
_BEFORE = 160  # characters before a series that may announce it
_RIGHT_BEFORE = 24  # … where its members show no label
_WEIGHT = 3.0
_NEAR = 400  # characters from one label in a paragraph to the next


class Lead(NamedTuple):
    """How a paragraph opens: the ``form`` that siblings share, and the ``label`` that tells them apart."""

    paragraph: int
    form: str
    label: str


def labelled(text: LogicalText, first: int, last: int, marked: Mapping[int, int | None], rules: Rules) -> list[Mark]:
    """The members of all series among the paragraphs ``[first, last)`` that no number opens."""
    no_label = frozenset(rules.words["no-label"])
    leads: dict[str, list[Lead]] = {}
    labels: dict[tuple[int, str], int] = {}  # how often a label comes in a section
    section, headed = 0, text.said.headings
    sections: dict[int, int] = {}
    source = text.text
    for index, (start, _) in enumerate(text.paragraphs[first:last], first):
        section += index in headed
        opening = source[start : start + _LONGEST]
        if "：" not in opening and ":" not in opening and "“" not in opening and opening[0] != "【":
            continue
        lead = _lead(text, index, no_label) if index not in marked else None
        if lead is not None:
            leads.setdefault(lead.form, []).append(lead)
            sections[index] = section
            labels[section, lead.label] = labels.get((section, lead.label), 0) + 1
    found: set[int] = set()
    for siblings in leads.values():
        for series in _series(text, siblings, rules):
            # A dialogue repeats its own labels; sections of one form may have the same each.
            if all(labels[sections[lead.paragraph], lead.label] == 1 for lead in series):
                found.update(lead.paragraph for lead in series)
    found.update(_counted(text, first, last, marked, rules))
    starts = [(text.paragraphs[index].start, index) for index in sorted(found)]
    marks = [Mark(start, start, STYLE, None, "paragraph", index, _WEIGHT) for start, index in starts]
    stop = text.paragraphs[last - 1].end if last > first else 0
    begin = text.paragraphs[first].start if last > first else 0
    for colon in _FIRST_RUN_IN.finditer(source, begin, stop):
        marks += _run_in(text, colon.end(), no_label, rules)
    return marks


def _run_in(text: LogicalText, start: int, no_label: frozenset[str], rules: Rules) -> list[Mark]:
    """The labels inside a paragraph from the one at ``start`` on: as many as the words right before it announce."""
    source, index = text.text, text.paragraph_at(start)
    floor, end = text.paragraphs[index]
    for _, count in announced(text, max(floor, start - _RIGHT_BEFORE), start, rules):
        if not _FEWEST_BARE <= count <= _MOST_BARE:
            continue
        labels = _RUN_IN.finditer(source, start - 1, min(end, start + count * _NEAR))
        members = list(islice((label for label in labels if label[1] not in no_label), count))
        if len({m[1] for m in members}) == count and all(b.start() - a.end() < _NEAR for a, b in pairwise(members)):
            return [Mark(m.start(), m.start(), STYLE, None, "sentence", index, _WEIGHT) for m in members]
    return []


def _lead(text: LogicalText, index: int, no_label: frozenset[str]) -> Lead | None:
    source = text.text
    start, end = text.paragraphs[index]
    near = min(end, start + _LONGEST)
    if source.find("：", start, near) >= 0 or source.find(":", start, near) >= 0:
        match = _LABEL.match(source, start, end)
        if match:
            known = match[1] in no_label or _COUNTS.match(match[1][-1]) or match.end() - start + _BODY >= end - start
            return None if known else Lead(index, "", match[1])
    if source[start] == "【" and (match := _BRACKETED.match(source, start, end)):
        return None if match[1] in no_label else Lead(index, "【】", match[1])
    if source.find("“", start, start + _QUOTE_WITHIN) >= 0:
        match = _QUOTED.match(source, start, end)
        if match:
            said = source[match.end() : match.end() + 2] if match[1] else ""
            return Lead(index, f"{match[1]}“”{match[3]}{match[4]}{said}", match[2])
    return None


def _series(text: LogicalText, leads: list[Lead], rules: Rules) -> list[list[Lead]]:
    """The runs of leads of one form that are series; one paragraph may stand between two."""
    if len(leads) < _FEWEST:
        return []
    out: list[list[Lead]] = []
    run: list[Lead] = []
    for lead in leads:
        if run and lead.paragraph > run[-1].paragraph + 2:
            out += _judge(text, run, rules)
            run = []
        run.append(lead)
    return out + _judge(text, run, rules)


def _judge(text: LogicalText, run: list[Lead], rules: Rules) -> list[list[Lead]]:
    """The run if it is announced or stands together, else its parts without a gap of which that is so."""
    if len(run) < _FEWEST:
        return []
    together = run[-1].paragraph - run[0].paragraph == len(run) - 1
    if (together and len(run) > _FEWEST) or len(run) in _announced(text, run[0].paragraph, _BEFORE, rules):
        return [run]
    if together:
        return []
    parts: list[list[Lead]] = [[]]
    for lead in run:
        if parts[-1] and lead.paragraph != parts[-1][-1].paragraph + 1:
            parts.append([])
        parts[-1].append(lead)
    return [series for part in parts for series in _judge(text, part, rules)]


def _counted(text: LogicalText, first: int, last: int, marked: Mapping[int, int | None], rules: Rules) -> Iterator[int]:
    """The paragraphs right after an announced count that are as many and open alike: short leads, or the same words."""
    source, paragraphs = text.text, text.paragraphs
    may_count = _COUNTS.search
    for index, (before, end) in enumerate(paragraphs[first : max(first, last - _FEWEST_BARE)], first + 1):
        if index in marked or not may_count(source, max(before, end - _RIGHT_BEFORE), end):
            continue
        for count in _announced(text, index, _RIGHT_BEFORE, rules):
            members = range(index, index + count)
            if _FEWEST_BARE <= count <= _MOST_BARE and members.stop <= last and not any(k in marked for k in members):
                more = range(index - 1, members.stop), range(index, min(last, members.stop + 1))
                if _open_alike(text, members) and not any(len(m) > count and _open_alike(text, m) for m in more):
                    yield from members


def _open_alike(text: LogicalText, members: range) -> bool:
    source, paragraphs = text.text, text.paragraphs
    starts = [paragraphs[k].start for k in members]
    if len({source[start : start + _APART] for start in starts}) < len(starts):
        return False
    if len({source[start : start + _SAME] for start in starts}) == 1:
        return True
    if len({_QUOTE.sub("“”", source[start : start + _APART])[:_SHAPE] for start in starts}) == 1:
        return source[starts[0]] == "“"
    leads = [_LEAD.match(source, *paragraphs[k]) for k in members]
    return len({(len(lead[0]), lead[0][-1]) if lead else (0, "") for lead in leads}) == 1 and leads[0] is not None


def _announced(text: LogicalText, index: int, before: int, rules: Rules) -> set[int]:
    """The counts that the words before a paragraph announce; only the paragraph right above where few are asked for."""
    start = text.paragraphs[index].start
    floor = max(0, start - before)
    if before == _RIGHT_BEFORE:
        floor = max(floor, text.paragraphs[max(0, index - 1)].start)
    return {count for _, count in announced(text, floor, start, rules)}
