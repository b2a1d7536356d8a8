"""What a row says: section, who, until when, how often, how much, in which steps. Logical spans become source spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

from ...model import Measure, Span, Target, Task, TimeRef
from ...signs import LOOSE
from ..calendar import times
from . import steps, stretches
from .action import actions
from .forms import Assignment, Ground, Row
from .whole import is_leaf


@dataclass(slots=True, eq=False)
class Notes:
    """What rows of the same item share, so that it is read once: lead-ins, times of headings, paths of headings."""

    leads: dict[int, dict[int, Span]] = field(default_factory=dict)
    periods: dict[tuple[int, bool], TimeRef | None] = field(default_factory=dict)
    places: dict[Span, list[times.TimeHit]] = field(default_factory=dict)
    sections: dict[int, tuple[str, ...]] = field(default_factory=lambda: {-1: ()})


class Said(NamedTuple):
    """One row with all that was read in it."""

    row: Row
    who: Sequence[Assignment]
    action: tuple[str | None, str | None]
    period: TimeRef | None
    steps: list[Span]


def tasks(ground: Ground, rows: list[Row]) -> list[Task]:
    """The tasks of the rows, numbered in order.

    One field for all rows and then the next: the same few patterns run in a row.
    """
    text, raw, notes = ground.text.text, ground.text.raw, Notes()
    split = actions(ground.rules).split
    cut = [split(text, row.start, row.end, raw, ground.segmenter) for row in rows]
    periods = [_period(ground, notes, row.owner, row.first) for row in rows]
    spans = [_steps(ground, row) for row in rows]
    said = map(Said, rows, map(who, rows), cut, periods, spans)
    return [_task(ground, notes, f"T{n}", what) for n, what in enumerate(said, 1)]


def who(row: Row) -> Sequence[Assignment]:
    """A label or bracket says who, and adds to what the row's words say what they leave open."""
    if not row.assigned:
        return row.said
    units = {name for one in row.assigned for name in one.units}
    more = list(row.said)
    if units:
        led = any(one.lead for one in row.assigned)
        helped = any(one.support for one in row.assigned)
        for n, one in enumerate(more):
            lead = () if led or not units.issuperset(one.lead) else one.lead
            support = () if helped else one.support
            more[n] = one._replace(units=support, lead=lead, support=support)
    if any(one.people for one in row.assigned):
        more = [one._replace(people=()) for one in more]
    return [*row.assigned, *more]


def _task(ground: Ground, notes: Notes, id: str, what: Said) -> Task:
    row, outline, place = what.row, ground.outline, ground.text.source_span
    hits, named = row.hits, what.who
    stated = _stated_time(ground, row) if row.assigned else None
    period = what.period or _first(hits, "period")
    own = _latest(_near(ground, hits)) if stated is None or stated.kind == "recurrence" else stated.ref
    deadline = _placed(ground, own or _lead_deadline(ground, notes, row.owner))
    again = stated.ref if stated and stated.kind == "recurrence" else _first(hits, "recurrence")
    span = _placed(ground, period)
    aims = tuple([_aim(ground, target) for target in row.targets]) if row.targets else ()
    units, lead, support, people = _bodies(named)
    return Task(
        id=id,
        node=outline.ids[row.owner] if row.owner >= 0 else None,
        section=_section(ground, notes, outline.items[row.owner].parent if row.first else row.owner),
        text=ground.text.raw[row.start : row.end],
        action=what.action[0],
        object=what.action[1],
        units=units,
        lead=lead,
        support=support,
        people=people,
        deadline=deadline,
        period=span,
        recurrence=_placed(ground, again),
        milestones=_milestones(ground, hits),
        due=(deadline.end if deadline else None) or (span.end if span else None),
        targets=aims,
        measures=_measures(ground, what, aims),
        span=place((row.start, row.end)),
        confidence=_confidence(ground, row),
    )


def _confidence(ground: Ground, row: Row) -> float:
    """The role's belief, more where somebody is stated; no more than the evidence carries."""
    role = ground.roles[row.owner].confidence if row.owner >= 0 and ground.roles[row.owner].role == "task" else 0.5
    if row.assigned and any(one.units or one.people for one in row.assigned):
        return round(max(role, 0.95), 3)
    sure = 1 / (1 + exp(-row.score))
    whole = row.owner >= 0 and row.first and is_leaf(ground, row)
    return round(max(role if whole else 0.9 * role, min(sure, 0.9)), 3)


def _section(ground: Ground, notes: Notes, i: int) -> tuple[str, ...]:
    """The headings from the top down to item ``i``."""
    if i not in notes.sections:
        item = ground.outline.items[i]
        title = ground.text.raw[max(item.mark.end, item.title[0]) : item.title[1]].strip(LOOSE)
        notes.sections[i] = (*_section(ground, notes, item.parent), title)
    return notes.sections[i]


# -- until when


def _stated_time(ground: Ground, row: Row) -> times.TimeHit | None:
    """The time of an assignment: after 完成时限：, or spoken beside the names (9月底前完成)."""
    for one in row.assigned:
        start, end = one.deadline or one.span
        hits = _times(ground, (start, end), row.owner)
        if one.deadline is None:
            hits = [h for h in hits if h.kind in ("deadline", "recurrence")]
        if hits:
            return hits[-1]._replace(kind="recurrence" if hits[-1].kind == "recurrence" else "deadline")
        if one.deadline:
            words = ground.text.raw[start:end].strip(LOOSE)
            at = ground.text.raw.find(words, start, end)
            return times.TimeHit("deadline", TimeRef(words, None, None, (at, at + len(words))))
    return None


def _near(ground: Ground, hits: Sequence[times.TimeHit]) -> list[TimeRef]:
    """The deadlines of a row, without that of a far goal before a sentence with a period of its own.

    到2035年，基本实现现代化。今后五年，生产总值年均增长5%。
    """
    if len(hits) < 2:
        return [hit.ref for hit in hits if hit.kind == "deadline"]
    last = max([hit.ref.span[0] for hit in hits if hit.kind == "period"], default=-1)
    kept = []
    for hit in hits:
        if hit.kind != "deadline":
            continue
        stop = ground.text.text.find("。", hit.ref.span[1])
        if not (0 <= stop < last and _opens_sentence(ground, last) and _opens_sentence(ground, hit.ref.span[0])):
            kept.append(hit.ref)
    return kept


def _opens_sentence(ground: Ground, at: int) -> bool:
    return ground.text.text[max(0, at - 1) : at] in ("", "。", "\n", "；")


def _period(ground: Ground, notes: Notes, owner: int, first: bool) -> TimeRef | None:
    """What the heading says unless the row is the ``first`` below it, else the lead-in, else what stands above."""
    if owner < 0:
        return None
    key = (owner, first)
    if key not in notes.periods:
        item = ground.outline.items[owner]
        found = None if first else _first(_times_at(ground, notes, item.title), "period")
        if found is None and (lead := _lead_in(ground, notes, owner)):
            spans = [
                hit for hit in _times_at(ground, notes, lead) if hit.ref.start is None or hit.ref.start != hit.ref.end
            ]
            found = _first(spans, "period")  # a day alone is when it was said: 3月10日，县里召开会议，部署如下
        notes.periods[key] = found or _period(ground, notes, item.parent, False)
    return notes.periods[key]


def _lead_deadline(ground: Ground, notes: Notes, owner: int) -> TimeRef | None:
    """到2027年，要完成以下任务：（一）… holds for each of the items."""
    lead = _lead_in(ground, notes, owner) if owner >= 0 else None
    if lead is None:
        return None
    text = ground.text.text
    announces = text[lead[1] - 1 : lead[1] + 1].strip()[-1:] in ("：", ":") or stretches.gathers(
        text, *lead, ground.rules
    )
    return _first(_times_at(ground, notes, lead), "deadline") if announces else None


def _lead_in(ground: Ground, notes: Notes, owner: int) -> Span | None:
    parent = ground.outline.items[owner].parent
    if parent not in notes.leads:
        notes.leads[parent] = stretches.lead_ins(ground.text, ground.outline, parent, ground.body)
    return notes.leads[parent].get(owner)


def _times_at(ground: Ground, notes: Notes, place: Span) -> list[times.TimeHit]:
    if place not in notes.places:  # the members of a list share its lead-in
        notes.places[place] = _times(ground, place)
    return notes.places[place]


def _times(ground: Ground, span: Span, owner: int = -1) -> list[times.TimeHit]:
    return times.find(ground.text.text, *span, ground.reference_at(owner), ground.rules, ground.text.raw)


def _first(hits: Sequence[times.TimeHit], kind: str) -> TimeRef | None:
    for hit in hits:
        if hit.kind == kind:
            return hit.ref
    return None


def _latest(refs: list[TimeRef]) -> TimeRef | None:
    """The last of several deadlines: a task is done when its last step is."""
    if len(refs) < 2:
        return refs[0] if refs else None
    return max(refs, key=lambda r: r.end or "", default=None)


# -- logical to source spans


def _placed(ground: Ground, ref: TimeRef | None) -> TimeRef | None:
    return ref and TimeRef(ground.text.quote(ref.span), ref.start, ref.end, ground.text.source_span(ref.span))


def _milestones(ground: Ground, hits: Sequence[times.TimeHit]) -> tuple[TimeRef, ...]:
    """The deadlines of a row that has several."""
    deadlines = [hit.ref for hit in hits if hit.kind == "deadline"] if len(hits) > 1 else []
    placed = [_placed(ground, ref) for ref in deadlines] if len(deadlines) > 1 else []
    return tuple([ref for ref in placed if ref])


def _aim(ground: Ground, t: Target) -> Target:
    where = ground.text.source_span(t.span)
    return Target(
        ground.text.quote(t.span), t.metric, t.value, t.value_max, t.unit, t.comparator, where, t.bound, t.kind
    )


# -- steps


def _steps(ground: Ground, row: Row) -> list[Span]:
    """Where the steps of a row stand; fewer than two are none."""
    numbers = [t.span[0] for t in row.targets]
    title = ground.outline.items[row.owner].title[1] if row.owner >= 0 and row.first else -1
    return steps.spans(ground.text.text, row, title, numbers, actions(ground.rules).arranges)


def _measures(ground: Ground, what: Said, aims: tuple[Target, ...]) -> tuple[Measure, ...]:
    """The steps, each with its own who, when and how much; what a step leaves open stays empty."""
    row, spans = what.row, what.steps
    if len(spans) < 2:
        return ()
    at = [hit.ref.span[0] for hit in row.hits]
    named = [one.span[0] for one in row.said]
    numbers = [t.span[0] for t in row.targets]
    filled = sorted([*at, *named, *numbers])
    raw, shift = ground.text.raw, ground.text.shift(row.start, row.end)
    out = []
    for a, b in spans:
        place = (a + shift, b + shift) if shift is not None else ground.text.source_span((a, b))
        i = bisect_left(filled, a) if filled else 0
        if i == len(filled) or filled[i] >= b:
            out.append(Measure(raw[a:b], place))
            continue
        hits = row.hits[bisect_left(at, a) : bisect_left(at, b)]
        own = row.said[bisect_left(named, a) : bisect_left(named, b)]
        goals = aims[bisect_left(numbers, a) : bisect_left(numbers, b)]
        out.append(_measure(ground, raw[a:b], place, own, hits, goals))
    return tuple(out)


def _measure(
    ground: Ground,
    words: str,
    place: Span,
    own: Sequence[Assignment],
    hits: Sequence[times.TimeHit],
    aims: tuple[Target, ...],
) -> Measure:
    units, lead, support, people = _bodies(own)
    deadline = _placed(ground, _latest([hit.ref for hit in hits if hit.kind == "deadline"])) if hits else None
    period = _placed(ground, _first(hits, "period")) if hits else None
    return Measure(words, place, units, lead, support, people, deadline, period, aims)


_Names = tuple[str, ...]


def _bodies(said: Sequence[Assignment]) -> tuple[_Names, _Names, _Names, _Names]:
    """Who a row or step names: units, those that lead, those that support, people."""
    if not said:
        return (), (), (), ()
    if len(said) == 1:
        return said[0].units, said[0].lead, said[0].support, said[0].people
    return (
        _merged([one.units for one in said]),
        _merged([one.lead for one in said]),
        _merged([one.support for one in said]),
        _merged([one.people for one in said]),
    )


def _merged(lists: list[_Names]) -> _Names:
    """The first list as written, with what the others add."""
    out: list[str] = []
    for names in lists:
        known = set(out)
        out += [name for name in names if name not in known]
    return tuple(out)
