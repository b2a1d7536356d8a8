"""What a reason is worth, and how a row comes by it."""

from __future__ import annotations

from functools import lru_cache

from ...model import Span
from ...rules.types import Rules
from .forms import Row


@lru_cache(maxsize=8)
def weights(rules: Rules) -> dict[str, float]:
    """Points by the name of a reason; a later row replaces an earlier one."""
    pairs = (word.partition("=") for word in rules.words["task.weight"])
    return {name: float(points) for name, _, points in pairs}


def most(found: dict[str, float]) -> float:
    """What the words of a row can say for it at most."""
    return found["spoken"] + found["verb"] + found["directive"] + found["dated"] + found["measured"]


def add(row: Row, rule: str, span: Span, points: float) -> None:
    """One more reason for or against a row."""
    row.reasons.append((rule, span, points))
    row.score += points
