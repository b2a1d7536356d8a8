"""How sure each line of the head is what it was taken for: a small chain over the lines above the first prose.

The readers take each line for something (``roles``). The judge knows no words; it weighs kind, place, shape,
neighbours and how much of a line the speech says again, and gives the probability of each label. It is the fields'
confidence; it overrules the readers only where it is sure that they are wrong *and* sure of a rival.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from operator import add
from typing import NamedTuple

from ...rules.types import Rules
from ..forms import LogicalText
from ..weigh import added, factors, marginals
from .evidence import facts, kinds
from .kinds import Line

LABELS = ("other", "title", "more", "subtitle", "person", "date", "body")
_INDEX = {label: i for i, label in enumerate(LABELS)}
WRONG, RIVAL = 0.2, 0.7  # a taken line is overruled below the one, by a rival above the other


class Weights(NamedTuple):
    """``facts``: a row of scores for each fact; ``shapes``: the sum of those of a line's shape, ``kinds``: of its kind
    and neighbours; both come again and again. ``chances``: the probabilities of the labels by the lines' scores, which
    are the same in the heads of a file of speeches.
    """

    facts: dict[str, list[float]]
    shapes: Callable[[tuple[str, ...]], list[float]]
    kinds: Callable[[tuple[str, ...]], list[float]]
    chances: Callable[[tuple[tuple[float, ...], ...]], list[list[float]]]


@lru_cache(maxsize=8)
def weights(rules: Rules) -> Weights:
    """The fitted weights of a rule set (tests/tools/fit_head.py)."""
    rows = rules.weights["head.line"]
    moves = rules.weights["head.move"]
    scores = {name: [row.get(label, 0.0) for label in LABELS] for name, row in rows.items()}
    between = factors([[moves[label].get(to, 0.0) for to in LABELS] for label in (*LABELS, "start")])
    return Weights(
        scores,
        lru_cache(maxsize=200)(lambda found: added(scores, found, len(LABELS))),
        lru_cache(maxsize=1000)(lambda found: added(scores, found, len(LABELS))),
        lru_cache(maxsize=16)(lambda steps: marginals(steps, between)),
    )


def judge(text: LogicalText, rows: list[Line], roles: list[str], rules: Rules) -> list[list[float]]:
    """The probability of each of ``LABELS`` for each line."""
    known = weights(rules)
    own = [known.shapes(tuple(found)) for found in facts(text, rows, roles, rules)]
    return known.chances(tuple([tuple(map(add, own[i], known.kinds(kinds(rows, roles, i)))) for i in range(len(own))]))


def overruled(
    rows: list[Line], chances: list[list[float]], roles: list[str], joined: Collection[int] = ()
) -> dict[int, str]:
    """The lines that are surely not what they were taken for, with what they surely are.

    Only the title is disputed: a line taken for (part of) it that is none, and the line that is. What stands below
    the first line of the speech is not asked, nor is a line ``joined`` to the one below by its own words.
    """
    title, more = _INDEX["title"], _INDEX["more"]
    taken = [i for i, role in enumerate(roles) if role in ("title", "more")]
    if any(rows[i].key == "title" for i in taken):
        return {}  # a key decides
    body = next((i for i, role in enumerate(roles) if role == "body"), len(rows))
    part = [row[title] + row[more] for row in chances]
    wrong = [i for i in taken if part[i] < WRONG and i not in joined]
    out = dict.fromkeys(wrong, "other") if len(wrong) < len(taken) else {}
    if wrong and len(wrong) == len(taken):
        # There is one title: each rival's chance is that among all of them.
        maybe = [i for i in range(body) if rows[i].kind in _MAYBE_TITLE and rows[i].key != "annex"]
        whole = sum(chances[i][title] for i in maybe)
        rival = max(maybe, key=lambda i: chances[i][title])
        if rival not in taken and whole > _LEAST and chances[rival][title] > RIVAL * min(whole, 1.0):
            out = {**dict.fromkeys(wrong, "other"), rival: "title"}
        elif len(taken) == 1 and chances[taken[0]][_INDEX["other"]] > _SURE and not _is_keyed(rows, taken[0]):
            # A page's line above a text without a title; no other line of the kind takes its place.
            out = {i: "other" for i in maybe if rows[i].kind == "short" and chances[i][title] < WRONG}
    return out


def _is_keyed(rows: list[Line], i: int) -> bool:
    """Whether a field of the speech stands right above or below: 主讲人：罗照远 | 让阅读点亮人生."""
    return any(row.key in ("speaker", "position", "occasion", "title") for row in rows[max(0, i - 1) : i + 2])


_SURE = 0.93
_LEAST = 0.4  # the chance that there is a title at all, without which no rival is one
_MAYBE_TITLE = frozenset({"short", "note", "key", "text", "heading", "furniture"})
