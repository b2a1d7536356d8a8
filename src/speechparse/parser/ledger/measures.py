"""The steps of a row as measures, each with its own who, when and how much."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ...model import Measure, Span, Target
from ..calendar import times
from . import steps
from .action import actions
from .forms import Assignment, Ground, Row
from .until import first_of, latest, placed

_Names = tuple[str, ...]


def places(ground: Ground, row: Row) -> list[Span]:
    """Where the steps of a row stand; fewer than two are none."""
    numbers = [t.span[0] for t in row.targets]
    title = ground.outline.items[row.owner].title[1] if row.owner >= 0 and row.first else -1
    return steps.spans(ground.text.text, row, title, numbers, actions(ground.rules).arranges)


def found(ground: Ground, row: Row, spans: list[Span], aims: tuple[Target, ...]) -> tuple[Measure, ...]:
    """The steps, each with its own who, when and how much; what a step leaves open stays empty."""
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
    units, lead, support, people = bodies(own)
    deadline = placed(ground, latest([hit.ref for hit in hits if hit.kind == "deadline"])) if hits else None
    period = placed(ground, first_of(hits, "period")) if hits else None
    return Measure(words, place, units, lead, support, people, deadline, period, aims)


def bodies(said: Sequence[Assignment]) -> tuple[_Names, _Names, _Names, _Names]:
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
