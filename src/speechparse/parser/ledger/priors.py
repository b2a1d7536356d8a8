"""What a row's place and item make us expect of it, before anything in it is read."""

from __future__ import annotations

from typing import get_args

from ...model import Role, Span
from .forms import Evidence, Ground, Row
from .points import weights
from .whole import is_body, is_leaf

_REPORTS = frozenset({"report", "plan", "notice", "minutes"})

_ROLES = {role: f"role-{role}" for role in get_args(Role)}

_Prior = tuple[str, Span | None, float]
"""A reason that holds for each row of an item; without a span it is of the whole row."""


class Priors:
    """Weighs rows by their place and item; what an item makes us expect is looked up once."""

    __slots__ = ("_expected", "_found", "_ground")

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._found = weights(ground.rules)
        self._expected: dict[int, tuple[list[_Prior], float]] = {}

    def weigh(self, rows: list[Row]) -> None:
        """Gives each row its first reasons and its score."""
        found, ground, known = self._found, self._ground, self._expected
        bias, outside, leaf = found["bias"], found["outside"], found["leaf"]
        for row in rows:
            start, owner = row.start, row.owner
            span = start, row.end
            reasons: list[Evidence] = [("bias", (start, start), bias)]
            if owner < 0:
                reasons.append(("outside", span, outside))
                score = bias + outside
            else:
                if owner not in known:
                    known[owner] = self._of_item(owner)
                expected, score = known[owner]
                reasons += [(rule, where or span, points) for rule, where, points in expected]
                if is_leaf(ground, row) if row.first else is_body(ground, row):
                    reasons.append(("leaf", span, leaf))
                    score += leaf
                    if row.first and ground.roles[owner].role in ("requirement", "background"):
                        points = found["siblings"] * _tasks_beside(ground, owner)
                        reasons.append(("siblings", span, points))
                        score += points
            row.reasons, row.score = reasons, score

    def _of_item(self, owner: int) -> tuple[list[_Prior], float]:
        """What an item's role and heading make us expect of each of its rows, and the score that it begins with."""
        found, ground = self._found, self._ground
        decision = ground.roles[owner]
        role, name = decision.role, _ROLES[decision.role]
        priors: list[_Prior] = [(name, None, (1.0 if role != "task" else decision.confidence) * found[name])]
        if role == "requirement" and ground.kind in _REPORTS:
            priors.append(("requirement-of-a-report", None, found["requirement-of-a-report"]))
        if self._thinks(owner):
            priors.append(("thought", ground.outline.items[owner].title, found["thought"]))
        score = found["bias"]
        for _, _, points in priors:
            score += points
        return priors, score

    def _thinks(self, owner: int) -> bool:
        """Whether a heading announces thoughts, not work: 总体要求."""
        item, ground = self._ground.outline.items[owner], self._ground
        start, end = max(item.mark.end, item.title[0]), item.title[1]
        return ground.rules["task.thought"].fullmatch(ground.text.text, start, end) is not None


def _tasks_beside(ground: Ground, owner: int) -> float:
    """How many of the item's siblings are tasks, from 0 to 1."""
    parent = ground.outline.items[owner].parent
    if parent not in ground.kin:
        kin = ground.outline.children[parent] if parent >= 0 else ground.outline.roots
        tasks = sum(ground.roles[i].role == "task" for i in kin)
        ground.kin[parent] = tasks / (len(kin) - 1) if len(kin) > 1 else 0.0
    return ground.kin[parent]
