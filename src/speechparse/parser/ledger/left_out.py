"""What the ledger leaves out and yet names somebody or a day: told, so that nothing is left out in silence."""

from __future__ import annotations

from ...model import Span
from ...signs import sentence_end, sentence_start
from ..calendar import times
from .forms import Ground, Row, holds
from .points import weights

_NAMES = frozenset({"named", "spoken", "dated"})
"""The reasons that somebody or a day is named."""
_ELSEWHERE = frozenset({"heading", "announces", "after-the-end", "background-tail", "role-highlight"})
_FAR = 160  # characters from what is told to the ends of its sentence


def find(ground: Ground, rows: list[Row]) -> list[Span]:
    """The sentences that name who or until when and stand in no row; those that look back or away are left out.

    Where no row was found, days are looked for in everything that was passed over.
    """
    least = weights(ground.rules)["missed"]
    empty = not any(row.score >= 0 for row in rows)
    told: set[Span] = set()
    dated = ground.rules["task.dated"].places(ground.text.text, ground.body, ground.end) if empty else []
    for row in rows:
        if least <= row.score < 0:
            if not (row.said or row.assigned or row.hits) and not holds(dated, row.start, row.end):
                continue  # as most: it names nobody and no day
            spans = [span for rule, span, _ in row.reasons if rule in _NAMES]
            if (spans or empty) and _is_worth_telling(row):
                told.update([_sentence(ground.text.text, span) for span in spans or _days(ground, row)])
    return sorted(told)


def _days(ground: Ground, row: Row) -> list[Span]:
    """Until when a row says that something is to be done."""
    if ground.rules["task.dated"].search(ground.text.text, row.start, row.end) is None:
        return []
    hits = times.find(ground.text.text, row.start, row.end, ground.reference, ground.rules, ground.text.raw)
    return [hit.ref.span for hit in hits if hit.kind == "deadline"]


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span."""
    start = sentence_start(text, span[0], max(0, span[0] - _FAR))
    end = sentence_end(text, max(start, span[1] - 1), min(len(text), span[1] + _FAR))
    return start, max(end - (text[end - 1] == "\n"), span[1])


def _is_worth_telling(row: Row) -> bool:
    return not any(rule in _ELSEWHERE or (rule == "past" and points < -1) for rule, _, points in row.reasons)
