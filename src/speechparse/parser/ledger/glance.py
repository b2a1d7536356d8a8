"""One look over a whole speech for words that most of its rows lack, so that no row is searched for them in vain."""

from __future__ import annotations

from bisect import bisect_left

from . import duties
from .forms import Place


class Glance:
    """Where words begin that may name somebody or tell a day; each list is in order.

    A place says that a row may hold such words; whether it does is read in the row itself.
    """

    __slots__ = ("dated", "named")

    def __init__(self, where: Place, start: int, end: int) -> None:
        text, rules = where.text, where.rules
        verbs = rules["assignment.verb"].places(text, start, end)
        openers = rules["assignment.opener"].places(text, start, end)
        self.named = sorted([*verbs, *openers, *duties.places(where, start, end)])
        self.dated = rules["task.dated"].places(text, start, end)


def holds(places: list[int], start: int, end: int) -> bool:
    """Whether one of the places lies in ``[start, end)``."""
    i = bisect_left(places, start)
    return i < len(places) and places[i] < end
