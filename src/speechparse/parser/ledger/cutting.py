"""Rows cut where the responsible body changes: 县交通局要…。县住建局要…。 are two."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Span
from .forms import Assignment, Row, within
from .steps import SENTENCE, only_who


def by_body(text: str, row: Row) -> list[Row]:
    """The row, cut at the sentences where another body is named than before.

    A row with a bracket or label of its own is left whole: that says who answers for all of it.
    """
    if len(row.said) < 2 or row.cuts or any(one.units or one.people for one in row.assigned):
        return [row]
    spans = [m.span() for m in SENTENCE.finditer(text, row.start, row.end)]
    bounds, named = [row.start], frozenset[str]()
    for n, span in enumerate(spans):
        units = _units(row.said, span)
        if units and named and not units & named and not _is_only_who(text, row.said, span) and n:
            bounds.append(span[0])
            named = frozenset()
        named |= units
    if len(bounds) == 1:
        return [row]
    return [_part(row, a, b) for a, b in zip(bounds, [*bounds[1:], row.end], strict=True)]


def _units(said: Sequence[Assignment], span: Span) -> frozenset[str]:
    return frozenset(u for one in within(said, *span) for u in one.units if u not in one.support or one.lead)


def _is_only_who(text: str, said: Sequence[Assignment], span: Span) -> bool:
    return any(only_who(text, one.span, span) for one in within(said, *span) if one.kind not in ("duty", "deed"))


def _part(row: Row, start: int, end: int) -> Row:
    said = within(row.said, start, end)
    last = end == row.end
    return Row(row.owner, start, end, row.first and start == row.start, [], row.assigned if last else (), False, said)
