"""The numbers of a sentence in a row: what the next may need of those before it, and what has been already."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import Target, TargetKind
from ...rules.engine import Hit
from ...signs import SENTENCE_END, sentence_start
from .words import Words

LOOK_AHEAD = 80


@dataclass(slots=True, eq=False, repr=False)
class Series:
    """What the next number may need of those before it in the sentence.

    ``floor``: where the target before ended. ``scanned``: how far the tense has been read. ``waiting``: metrics named
    with 分别, still to be met. ``named``: the metrics of the sentence so far. ``made``: a verb counted the last noun.
    """

    floor: int
    scanned: int
    end: int = -1  # of the target before; -1 for none
    metric: str | None = None
    comparator: str = "="
    unit: str | None = None
    made: bool = False
    kind: TargetKind = "goal"
    waiting: tuple[str, ...] = ()
    named: list[str] = field(default_factory=list)


def with_kind(found: list[Target], text: str, series: Series, year: int | None, end: int, words: Words) -> list[Target]:
    """The targets with their tense: 去年 and 已 tell what has been, 今年 and 力争 what is to be."""
    pos = found[0].span[1]
    if (start := sentence_start(text, pos, series.scanned)) > series.scanned:
        series.kind, series.scanned = "goal", start
    for hit in words.tense.finditer(text, series.scanned, pos):
        value = hit.value
        if value == "year":
            value = "past" if _is_past(text, hit, pos, year, end) else "ahead"
        series.kind = "result" if value == "past" else "goal"
    series.scanned = pos
    if series.kind == "goal":
        return found
    return [
        Target(t.text, t.metric, t.value, t.value_max, t.unit, t.comparator, t.span, t.bound, series.kind)
        for t in found
    ]


def _is_past(text: str, hit: Hit, pos: int, year: int | None, end: int) -> bool:
    """2024年接待300万人次，今年…: a year before the speech's, or one that 今年 is set against."""
    if year is not None:
        return int(text[hit.start : hit.start + 4]) < year
    stop = min(end, pos + LOOK_AHEAD)
    ends = SENTENCE_END.search(text, pos, stop)
    return text.find("今年", pos, ends.start() if ends else stop) >= 0
