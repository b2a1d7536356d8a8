"""What a row says: section, who, until when, how often, how much, in which steps. Logical spans become source spans."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from ...model import Span, Target, Task, TimeRef
from ...signs import LOOSE
from . import measures, until
from .action import actions
from .forms import Assignment, Ground, Row
from .whole import is_leaf


class Said(NamedTuple):
    """One row with all that was read in it."""

    row: Row
    who: Sequence[Assignment]
    action: tuple[str | None, str | None]
    period: TimeRef | None
    steps: list[Span]


_Sections = dict[int, tuple[str, ...]]
"""The headings from the top down to an item, once they were read."""


def tasks(ground: Ground, rows: list[Row]) -> list[Task]:
    """The tasks of the rows, numbered in order.

    One field for all rows and then the next: the same few patterns run in a row.
    """
    text, raw, notes = ground.text.text, ground.text.raw, until.Notes()
    sections: _Sections = {-1: ()}
    split = actions(ground.rules).split
    cut = [split(text, row.start, row.end, raw, ground.segmenter) for row in rows]
    periods = [until.period(ground, notes, row.owner, row.first) for row in rows]
    spans = [measures.places(ground, row) for row in rows]
    said = map(Said, rows, map(who, rows), cut, periods, spans)
    return [_task(ground, notes, sections, f"T{n}", what) for n, what in enumerate(said, 1)]


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


def _task(ground: Ground, notes: until.Notes, sections: _Sections, id: str, what: Said) -> Task:
    row, outline, place = what.row, ground.outline, ground.text.source_span
    hits, named = row.hits, what.who
    stated = until.stated_time(ground, row) if row.assigned else None
    period = what.period or until.first_of(hits, "period")
    own = until.latest(until.near(ground, hits)) if stated is None or stated.kind == "recurrence" else stated.ref
    deadline = until.placed(ground, own or until.lead_deadline(ground, notes, row.owner))
    again = stated.ref if stated and stated.kind == "recurrence" else until.first_of(hits, "recurrence")
    span = until.placed(ground, period)
    aims = tuple([_aim(ground, target) for target in row.targets]) if row.targets else ()
    units, lead, support, people = measures.bodies(named)
    return Task(
        id=id,
        node=outline.ids[row.owner] if row.owner >= 0 else None,
        section=_section(ground, sections, outline.items[row.owner].parent if row.first else row.owner),
        text=ground.text.raw[row.start : row.end],
        action=what.action[0],
        object=what.action[1],
        units=units,
        lead=lead,
        support=support,
        people=people,
        deadline=deadline,
        period=span,
        recurrence=until.placed(ground, again),
        milestones=until.milestones(ground, hits),
        due=(deadline.end if deadline else None) or (span.end if span else None),
        targets=aims,
        measures=measures.found(ground, row, what.steps, aims),
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


def _section(ground: Ground, sections: _Sections, i: int) -> tuple[str, ...]:
    """The headings from the top down to item ``i``."""
    if i not in sections:
        item = ground.outline.items[i]
        title = ground.text.raw[max(item.mark.end, item.title[0]) : item.title[1]].strip(LOOSE)
        sections[i] = (*_section(ground, sections, item.parent), title)
    return sections[i]


def _aim(ground: Ground, t: Target) -> Target:
    where = ground.text.source_span(t.span)
    return Target(
        ground.text.quote(t.span), t.metric, t.value, t.value_max, t.unit, t.comparator, where, t.bound, t.kind
    )
