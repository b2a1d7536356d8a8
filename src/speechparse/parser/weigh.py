"""Evidence that adds up: log odds, chains of labels, the best path and how sure each step of it is.

Knows no speech. Scores are natural logarithms; a chain's score is the sum of its steps' own scores and of the moves
between neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from operator import mul
from typing import NamedTuple

Row = Sequence[float]
"""One score for each label."""


def log_odds(probability: float) -> float:
    """The log odds of a probability; 0 and 1 are brought inside by a millionth."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))


def probability(odds: float) -> float:
    """The probability that log odds stand for."""
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def added(weights: Mapping[str, Row], evidence: Iterable[str], labels: int) -> list[float]:
    """The sum of the rows of all evidence that has a weight."""
    rows = [row for name in evidence if (row := weights.get(name)) is not None]
    return list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * labels


def margin(scores: Row) -> float:
    """How far the best score is above the next one; infinite where there is no other."""
    best, *others = sorted(scores, reverse=True)
    return best - others[0] if others else float("inf")


def best_path(steps: Sequence[Row], moves: Sequence[Row]) -> list[int]:
    """The labels of the best path. ``moves[a][b]`` is the score of ``b`` after ``a``; its last row that of a start."""
    if not steps:
        return []
    labels = range(len(steps[0]))
    start = moves[-1]
    best = [start[b] + steps[0][b] for b in labels]
    back: list[list[int]] = []
    for row in steps[1:]:
        froms = [max(labels, key=lambda a, b=b, best=best: best[a] + moves[a][b]) for b in labels]  # type: ignore[misc]
        best = [best[a] + moves[a][b] + row[b] for b, a in enumerate(froms)]
        back.append(froms)
    path = [max(labels, key=best.__getitem__)]
    for froms in reversed(back):
        path.append(froms[path[-1]])
    return path[::-1]


class Moves(NamedTuple):
    """Moves between labels as factors: ``out[a][b]`` and ``into[b][a]`` of ``b`` after ``a``, ``start`` of a first."""

    out: list[list[float]]
    into: list[tuple[float, ...]]
    start: list[float]


def factors(moves: Sequence[Row]) -> Moves:
    """The scores of moves, as ``best_path`` takes them, made ready for ``marginals``."""
    *out, start = [[exp(score) for score in row] for row in moves]
    return Moves(out, list(zip(*out, strict=True)), start)


def marginals(steps: Sequence[Row], moves: Moves) -> list[list[float]]:
    """The probability of each label at each step, over all paths."""
    if not steps:
        return []
    out, into, start = moves
    own = [[exp(score - best) for score in row] for row, best in zip(steps, map(max, steps), strict=True)]
    forward = [_normal(list(map(mul, start, own[0])))]
    for row in own[1:]:
        last = forward[-1]
        forward.append(_normal([sum(map(mul, last, column)) * x for column, x in zip(into, row, strict=True)]))
    backward = [[1.0] * len(start)]
    for row in reversed(own[1:]):
        after = list(map(mul, row, backward[-1]))
        backward.append(_normal([sum(map(mul, move, after)) for move in out]))
    pairs = zip(forward, reversed(backward), strict=True)
    return [_normal(list(map(mul, ahead, behind))) for ahead, behind in pairs]


def _normal(row: list[float]) -> list[float]:
    total = sum(row)
    return [x / total for x in row] if total > 0 else [1 / len(row)] * len(row)
