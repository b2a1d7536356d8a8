"""One look over a whole speech for words that most of its rows lack, so that no row is searched for them in vain."""

from __future__ import annotations

from bisect import bisect_left

from . import duties
from .forms import Place


class Glance:
    """Where words begin that may name somebody (``verbs``, ``openers``, ``duties``; ``named`` for all three) or tell
    a day, each in order.

    A place says that a row may hold such words; whether it does is read in the row itself.
    """

    __slots__ = ("dated", "duties", "named", "openers", "verbs")

    def __init__(self, where: Place, start: int, end: int) -> None:
        text, rules = where.text, where.rules
        self.verbs = rules["assignment.verb"].places(text, start, end)
        self.openers = rules["assignment.opener"].places(text, start, end)
        self.duties = duties.places(where, start, end)
        self.named = sorted([*self.verbs, *self.openers, *self.duties])
        self.dated = rules["task.dated"].places(text, start, end)


def between(places: list[int], start: int, end: int) -> list[int]:
    """Those of the places that lie in ``[start, end)``."""
    i = bisect_left(places, start)
    return places[i : bisect_left(places, end, i)]


def holds(places: list[int], start: int, end: int) -> bool:
    """Whether one of the places lies in ``[start, end)``."""
    i = bisect_left(places, start)
    return i < len(places) and places[i] < end
