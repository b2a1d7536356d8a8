"""One look over a whole speech for words that most of its rows lack, so that no row is searched for them in vain."""

from __future__ import annotations

from bisect import bisect_left

from . import duties
from .forms import Place

VERB, OPENER, DUTY, DATED = 1, 2, 4, 8
"""The kinds of words, a bit for each: three that may say who, one that may tell a day."""

NAMED = VERB | OPENER | DUTY


class Glance:
    """Where words of each kind begin, in order.

    A place says that a row may hold such words; whether it does is read in the row itself.
    """

    __slots__ = ("_kinds", "_places", "duties", "openers", "verbs")

    def __init__(self, where: Place, start: int, end: int) -> None:
        text, rules = where.text, where.rules
        self.verbs = rules["assignment.verb"].places(text, start, end)
        self.openers = rules["assignment.opener"].places(text, start, end)
        self.duties = duties.places(where, start, end)
        found = [(at, VERB) for at in self.verbs]
        found += [(at, OPENER) for at in self.openers]
        found += [(at, DUTY) for at in self.duties]
        found += [(at, DATED) for at in rules["task.dated"].places(text, start, end)]
        found.sort()
        self._places = [at for at, _ in found]
        self._kinds = [kind for _, kind in found]

    def kinds(self, start: int, end: int) -> int:
        """The kinds of words that begin in ``[start, end)``, as bits."""
        i, found = bisect_left(self._places, start), 0
        for kind in self._kinds[i : bisect_left(self._places, end, i)]:
            found |= kind
        return found


def between(places: list[int], start: int, end: int) -> list[int]:
    """Those of the places that lie in ``[start, end)``."""
    i = bisect_left(places, start)
    return places[i : bisect_left(places, end, i)]
