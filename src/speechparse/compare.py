"""Two speeches compared: tasks, targets and requirements that are new, gone, or changed in number or wording.

Things are matched by section and wording, numbers left out (``ledger.matching``), the likest pairs first.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

from .ledger.matching import Pair, Words, match
from .model import Node, Span, Speech, Target, Task
from .signs import CLAUSE_ENDS

Kind = Literal["task", "target", "requirement"]
Status = Literal["new", "gone", "changed"]
T = TypeVar("T")

Place = Callable[[int], str]
Places = tuple[Place, Place]
_CLAUSE = re.compile(f"[{CLAUSE_ENDS}]")
_TELLING = 4  # characters of a metric that says alone what is meant
_LIKE, _LIKE_NAMES = 0.45, 0.38  # likeness from which two things are the same; names are short
_NOISE = re.compile(rf"[{CLAUSE_ENDS}\s\d.、“”‘’《》（）()%‰]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: its words and their place in its source, with value and unit where it is a target.

    ``place`` is file:line:column, where the source is known.
    """

    text: str
    span: Span
    section: tuple[str, ...] = ()
    value: float | int | None = None
    value_max: float | int | None = None
    unit: str | None = None
    place: str = ""


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


def compare(old: Speech, new: Speech, places: Places | None = None) -> Comparison:
    """What changed from ``old`` to ``new``. ``places`` tells where an offset of the old and of the new text stands."""
    changes: list[Change] = []
    same: dict[str, int] = {}
    before, after = places or (_nowhere, _nowhere)
    pairs = _match(old.tasks, new.tasks, (_whole, _LIKE), (_named, _LIKE_NAMES))
    changes += _settle("task", pairs, _task_side, lambda t: t.text, same)
    changes += _targets(pairs, same)
    wanted = _match(_requirements(old), _requirements(new), (_heading, _LIKE), (_said, _LIKE))
    changes += _settle("requirement", wanted, _node_side, lambda n: n.title, same)
    return Comparison(tuple(_placed(change, before, after) for change in changes), same)


def _nowhere(_: int) -> str:
    return ""


def _placed(change: Change, before: Place, after: Place) -> Change:
    old = change.old and replace(change.old, place=before(change.old.span[0]))
    new = change.new and replace(change.new, place=after(change.new.span[0]))
    return replace(change, old=old, new=new)


# -- matching


@dataclass(frozen=True, slots=True)
class _Pair(Generic[T]):
    old: T | None
    new: T | None
    likeness: float


def _match(old: Sequence[T], new: Sequence[T], *ways: tuple[Callable[[T], Words], float]) -> list[_Pair[T]]:
    """One to one, the likest first, by one way of looking and then by the next; then what is left over.

    In the order of ``new``, gone ones at the end.
    """
    partner: dict[int, Pair] = {}
    taken: set[int] = set()
    for words, enough in ways:
        before = [i for i in range(len(old)) if i not in taken]
        after = [j for j in range(len(new)) if j not in partner]
        if before and after:
            for pair in match([words(old[i]) for i in before], [words(new[j]) for j in after], enough=enough):
                i, j = before[pair.old], after[pair.new]
                partner[j] = Pair(i, j, pair.likeness)
                taken.add(i)
    pairs: list[_Pair[T]] = []
    for j, thing in enumerate(new):
        known = partner.get(j)
        pairs.append(_Pair(old[known.old] if known else None, thing, known.likeness if known else 0.0))
    return pairs + [_Pair(thing, None, 0.0) for i, thing in enumerate(old) if i not in taken]


def _whole(task: Task) -> Words:
    return Words(task.section, task.text)


def _named(task: Task) -> Words:
    """A task by its first clause, under its heading."""
    return Words(task.section, _CLAUSE.split(task.text, maxsplit=1)[0])


def _heading(node: Node) -> Words:
    return Words((node.title,), node.title)


def _said(node: Node) -> Words:
    return Words((node.title,), node.text)


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
    old_telling, new_telling = _telling(old_left), _telling(new_left)
    matched, _, _ = _by_metric(old_telling, new_telling)
    used = {id(held[0]) for pair in matched for held in pair}
    old_left = [held for held in old_left if id(held[0]) not in used]
    new_left = [held for held in new_left if id(held[0]) not in used]
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


def _telling(held: list[_Held]) -> list[_Held]:
    """Those whose metric says alone what is meant (城镇登记失业率, but not 投资) and stands once."""
    counts = Counter(_key(target) for target, _ in held if target.metric)
    return [one for one in held if counts[_key(one[0])] == 1 and len(_key(one[0])[0]) >= _TELLING]


def _by_metric(old: list[_Held], new: list[_Held]) -> tuple[list[tuple[_Held, _Held]], list[_Held], list[_Held]]:
    free: dict[tuple[str, str, str], deque[_Held]] = {}
    for held in old:
        if held[0].metric:
            free.setdefault(_key(held[0]), deque()).append(held)
    pairs, rest = [], []
    for held in new:
        waiting = free.get(_key(held[0])) if held[0].metric else None
        if waiting:
            pairs.append((waiting.popleft(), held))
        else:
            rest.append(held)
    used = {id(a[0]) for a, _ in pairs}
    return pairs, [held for held in old if id(held[0]) not in used], rest


def _key(target: Target) -> tuple[str, str, str]:
    """Metric, unit, and whether the number is a change or a level: 增长6% is no 6%."""
    change = target.comparator if target.comparator in ("+=", "-=") else "level"
    return _NOISE.sub("", target.metric or ""), target.unit or "", change


def _number(target: Target) -> tuple[object, ...]:
    return target.value, target.value_max, target.unit, target.comparator, target.bound


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
