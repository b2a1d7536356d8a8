"""Two speeches compared: tasks, targets and requirements that are new, gone, or changed in number or wording.

Things are matched by section and wording (pairs of neighbouring characters, numbers left out), best pairs first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from .model import Node, Span, Speech, Target, Task

Kind = Literal["task", "target", "requirement"]
Status = Literal["new", "gone", "changed"]
T = TypeVar("T")

_ENOUGH = 0.4  # likeness from which two things are taken for the same
_NOISE = re.compile(r"[\s\d.,，。；;：:、“”‘’《》（）()%‰]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: its words and their place in its source, with value and unit where it is a target."""

    text: str
    span: Span
    section: tuple[str, ...] = ()
    value: float | int | None = None
    value_max: float | int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` is None for what is new, ``new`` for what is gone. ``metric`` names a target."""

    kind: Kind
    status: Status
    old: Side | None
    new: Side | None
    metric: str | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, tasks first, then targets, then requirements; and how many of each kind stayed the same."""

    changes: tuple[Change, ...]
    same: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return asdict(self)


def compare(old: Speech, new: Speech) -> Comparison:
    """What changed from ``old`` to ``new``."""
    changes: list[Change] = []
    same: dict[str, int] = {}
    pairs = _match(old.tasks, new.tasks, _task_likeness)
    changes += _settle("task", pairs, _task_side, lambda t: t.text, same)
    changes += _targets(pairs, same)
    wanted = _match(_requirements(old), _requirements(new), _node_likeness)
    changes += _settle("requirement", wanted, _node_side, lambda n: n.title, same)
    return Comparison(tuple(changes), same)


# -- matching


@dataclass(frozen=True, slots=True)
class _Pair(Generic[T]):
    old: T | None
    new: T | None
    likeness: float


def _match(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> list[_Pair[T]]:
    """One to one, the likest first; then what is left over. In the order of ``new``, gone ones at the end."""
    scored = [(likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)]
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in sorted((s for s in scored if s[0] >= _ENOUGH), key=lambda s: (-s[0], abs(s[1] - s[2]))):
        if j not in partner and i not in taken:
            partner[j] = (i, score)
            taken.add(i)
    pairs: list[_Pair[T]] = []
    for j, thing in enumerate(new):
        i, score = partner.get(j, (-1, 0.0))
        pairs.append(_Pair(old[i] if i >= 0 else None, thing, score))
    return pairs + [_Pair(thing, None, 0.0) for i, thing in enumerate(old) if i not in taken]


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    bare = _NOISE.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1)) or frozenset((bare,))


def _alike(a: str, b: str) -> float:
    """Dice's coefficient of the pairs of neighbouring characters."""
    if a == b:
        return 1.0
    x, y = _grams(a), _grams(b)
    return 2 * len(x & y) / (len(x) + len(y))


def _task_likeness(a: Task, b: Task) -> float:
    first = _alike(_lead(a.text), _lead(b.text))
    whole = _alike(a.text, b.text)
    section = _alike("".join(a.section[-1:]), "".join(b.section[-1:])) if a.section and b.section else 0.5
    return 0.85 * max(whole, 0.5 * (first + whole)) + 0.15 * section


def _node_likeness(a: Node, b: Node) -> float:
    return max(_alike(a.title, b.title), 0.9 * _alike(a.text, b.text))


def _lead(text: str) -> str:
    return re.split("[，。；;]", text, maxsplit=1)[0]


# -- what became of a pair


def _settle(
    kind: Kind,
    pairs: list[_Pair[T]],
    side: Callable[[T], Side],
    words: Callable[[T], str],
    same: dict[str, int],
) -> Iterator[Change]:
    for pair in pairs:
        if pair.old is None or pair.new is None:
            status: Status = "new" if pair.old is None else "gone"
            before = side(pair.old) if pair.old is not None else None
            after = side(pair.new) if pair.new is not None else None
            yield Change(kind, status, before, after)
        elif "".join(words(pair.old).split()) == "".join(words(pair.new).split()):
            same[kind] = same.get(kind, 0) + 1
        else:
            yield Change(kind, "changed", side(pair.old), side(pair.new), None, round(pair.likeness, 3))


def _targets(pairs: list[_Pair[Task]], same: dict[str, int]) -> Iterator[Change]:
    """Targets of the same metric, first within the same task, then anywhere."""
    old_left: list[tuple[Target, Task]] = []
    new_left: list[tuple[Target, Task]] = []
    found: list[tuple[tuple[Target, Task], tuple[Target, Task]]] = []
    for pair in pairs:
        a = [(t, pair.old) for t in pair.old.targets] if pair.old else []
        b = [(t, pair.new) for t in pair.new.targets] if pair.new else []
        matched, a, b = _by_metric(a, b)
        found += matched
        old_left += a
        new_left += b
    matched, old_left, new_left = _by_metric(old_left, new_left)
    for before, after in [*found, *matched]:
        if _number(before[0]) == _number(after[0]):
            same["target"] = same.get("target", 0) + 1
        else:
            yield Change("target", "changed", _target_side(*before), _target_side(*after), after[0].metric)
    for target, task in new_left:
        yield Change("target", "new", None, _target_side(target, task), target.metric)
    for target, task in old_left:
        yield Change("target", "gone", _target_side(target, task), None, target.metric)


_Held = tuple[Target, Task]


def _by_metric(old: list[_Held], new: list[_Held]) -> tuple[list[tuple[_Held, _Held]], list[_Held], list[_Held]]:
    free: dict[tuple[str, str, str], list[_Held]] = {}
    for held in old:
        if held[0].metric:
            free.setdefault(_key(held[0]), []).append(held)
    pairs, rest = [], []
    for held in new:
        waiting = free.get(_key(held[0])) if held[0].metric else None
        if waiting:
            pairs.append((waiting.pop(0), held))
        else:
            rest.append(held)
    used = {id(a[0]) for a, _ in pairs}
    return pairs, [held for held in old if id(held[0]) not in used], rest


def _key(target: Target) -> tuple[str, str, str]:
    """Metric, unit, and whether the number is a change or a level: 增长6% is no 6%."""
    change = target.comparator if target.comparator in ("+=", "-=") else "level"
    return _NOISE.sub("", target.metric or ""), target.unit or "", change


def _number(target: Target) -> tuple[object, ...]:
    return target.value, target.value_max, target.unit, target.comparator


def _task_side(task: Task) -> Side:
    return Side(task.text, task.span, task.section)


def _node_side(node: Node) -> Side:
    return Side(node.title, node.span)


def _target_side(target: Target, task: Task) -> Side:
    return Side(target.text, target.span, task.section, target.value, target.value_max, target.unit)


def _requirements(speech: Speech) -> list[Node]:
    """The requirements and what they hold, each a thing of its own."""
    out: list[Node] = []
    pending = list(reversed(speech.requirements))
    while pending:
        node = pending.pop()
        out.append(node)
        pending += reversed(node.children)
    return out
