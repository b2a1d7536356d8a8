"""Until when, how often, over what time: what a row states, what its heading and lead-in say. Logical to source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model import Span, TimeRef
from ...signs import LOOSE
from ..calendar import times
from . import stretches
from .forms import Ground, Row


@dataclass(slots=True, eq=False, repr=False)
class Notes:
    """What rows of the same item share, so that it is read once: lead-ins, times of headings."""

    leads: dict[int, dict[int, Span]] = field(default_factory=dict)
    periods: dict[tuple[int, bool], TimeRef | None] = field(default_factory=dict)
    places: dict[Span, list[times.TimeHit]] = field(default_factory=dict)


def stated_time(ground: Ground, row: Row) -> times.TimeHit | None:
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


def near(ground: Ground, hits: Sequence[times.TimeHit]) -> list[TimeRef]:
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


def period(ground: Ground, notes: Notes, owner: int, first: bool) -> TimeRef | None:
    """What the heading says unless the row is the ``first`` below it, else the lead-in, else what stands above."""
    if owner < 0:
        return None
    key = (owner, first)
    if key not in notes.periods:
        item = ground.outline.items[owner]
        found = None if first else first_of(_times_at(ground, notes, item.title), "period")
        if found is None and (lead := _lead_in(ground, notes, owner)):
            spans = [
                hit for hit in _times_at(ground, notes, lead) if hit.ref.start is None or hit.ref.start != hit.ref.end
            ]
            found = first_of(spans, "period")  # a day alone is when it was said: 3月10日，县里召开会议，部署如下
        notes.periods[key] = found or period(ground, notes, item.parent, False)
    return notes.periods[key]


def lead_deadline(ground: Ground, notes: Notes, owner: int) -> TimeRef | None:
    """到2027年，要完成以下任务：（一）… holds for each of the items."""
    lead = _lead_in(ground, notes, owner) if owner >= 0 else None
    if lead is None:
        return None
    text = ground.text.text
    announces = text[lead[1] - 1 : lead[1] + 1].strip()[-1:] in ("：", ":") or stretches.gathers(
        text, *lead, ground.rules
    )
    return first_of(_times_at(ground, notes, lead), "deadline") if announces else None


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


def first_of(hits: Sequence[times.TimeHit], kind: str) -> TimeRef | None:
    """The first time of a kind."""
    for hit in hits:
        if hit.kind == kind:
            return hit.ref
    return None


def latest(refs: list[TimeRef]) -> TimeRef | None:
    """The last of several deadlines: a task is done when its last step is. Without days the last one named."""
    if len(refs) < 2:
        return refs[0] if refs else None
    return max(reversed(refs), key=lambda r: r.end or "", default=None)


def placed(ground: Ground, ref: TimeRef | None) -> TimeRef | None:
    """A time with the source's words and span."""
    return ref and TimeRef(ground.text.quote(ref.span), ref.start, ref.end, ground.text.source_span(ref.span))


def milestones(ground: Ground, hits: Sequence[times.TimeHit]) -> tuple[TimeRef, ...]:
    """The deadlines of a row that has several."""
    deadlines = [hit.ref for hit in hits if hit.kind == "deadline"] if len(hits) > 1 else []
    found = [placed(ground, ref) for ref in deadlines] if len(deadlines) > 1 else []
    return tuple([ref for ref in found if ref])
