"""Which things of one text are which of another: by the wording, numbers left out, and by the heading.

What says the same under the same heading is taken in order. For the others candidates are found by the rarest pairs of
characters that two texts share, so that the work grows as n log n with the number of things and not with their product;
the likest pairs are taken first, one to one.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from math import log
from typing import NamedTuple

_NOISE = re.compile(r"[\s\d\W_]+")
_ENOUGH = 0.45  # likeness from which two things are taken for the same
_RAREST = 16  # pairs of characters that look for candidates
_CANDIDATES = 8  # compared in full
_CROWDED = 60  # a pair of characters that stands in more things finds nothing
_LONGEST = 4000  # characters of a thing that are looked at


class Words(NamedTuple):
    """What is compared: the headings above, outermost first, and the words."""

    section: tuple[str, ...]
    text: str


class Pair(NamedTuple):
    """Positions in the old and the new list, and how alike they are (0 to 1)."""

    old: int
    new: int
    likeness: float


def match(old: Sequence[Words], new: Sequence[Words], *, enough: float = _ENOUGH) -> list[Pair]:
    """The pairs, one to one, in the order of ``new``."""
    pairs = _equal(old, new)
    used_old = {pair.old for pair in pairs}
    used_new = {pair.new for pair in pairs}
    left = [i for i in range(len(old)) if i not in used_old], [j for j in range(len(new)) if j not in used_new]
    found = _likest([old[i] for i in left[0]], [new[j] for j in left[1]], enough) if all(left) else []
    scored = [Pair(left[0][pair.old], left[1][pair.new], pair.likeness) for pair in found]
    for pair in sorted(scored, key=lambda p: (-p.likeness, abs(p.old / len(old) - p.new / len(new)), p.new)):
        if pair.old not in used_old and pair.new not in used_new:
            used_old.add(pair.old)
            used_new.add(pair.new)
            pairs.append(pair)
    return sorted(pairs, key=lambda p: p.new)


def _equal(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """The first with the first, the second with the second … of those that say the same under the same heading.

    First those that say the same in full, then those that do with numbers left out.
    """
    pairs: dict[int, Pair] = {}
    taken: set[int] = set()
    for bare in (False, True):
        waiting: dict[tuple[tuple[str, ...], str], deque[int]] = {}
        for i, thing in enumerate(old):
            if i not in taken:
                waiting.setdefault(_key(thing, bare), deque()).append(i)
        for j, thing in enumerate(new):
            if j not in pairs and (same := waiting.get(_key(thing, bare))):
                taken.add(same[0])
                pairs[j] = Pair(same.popleft(), j, 1.0)
    return list(pairs.values())


def _key(thing: Words, bare: bool) -> tuple[tuple[str, ...], str]:
    text = thing.text[:_LONGEST]
    return thing.section[-1:], (_NOISE.sub("", text) or text if bare else thing.text)


def repeats(things: Sequence[Words], *, enough: float = 0.7) -> dict[int, int]:
    """For each thing that says again what an earlier one said, that earlier one."""
    found: dict[int, int] = {}
    for pair in sorted(_likest(things, things, enough), key=lambda p: (p.new, -p.likeness, p.old)):
        if pair.old < pair.new:
            found.setdefault(pair.new, found.get(pair.old, pair.old))
    return found


def _likest(old: Sequence[Words], new: Sequence[Words], enough: float) -> list[Pair]:
    before, after = [grams(one.text) for one in old], [grams(one.text) for one in new]
    heads = {thing.section[-1:]: grams("".join(thing.section[-1:])) for thing in (*old, *new)}
    spread = Counter(gram for one in (*before, *after) for gram in one)
    total = len(before) + len(after)
    weight = {gram: log(1 + total / count) for gram, count in spread.items()}
    sizes = [sum(weight[gram] for gram in one) for one in before]
    index: dict[str, list[int]] = {}
    for i, one in enumerate(before):
        for gram in one:
            index.setdefault(gram, []).append(i)
    pairs = []
    for j, one in enumerate(after):
        size = sum(weight[gram] for gram in one)
        for i in _candidates(one, index, weight):
            common = sum(weight[gram] for gram in one & before[i])
            section = _dice(heads[old[i].section[-1:]], heads[new[j].section[-1:]])
            likeness = _likeness(common, sizes[i], size, section)
            if old[i].text == new[j].text:
                likeness = 0.9 + 0.1 * section
            if likeness >= enough:
                pairs.append(Pair(i, j, round(likeness, 4)))
    return pairs


def _candidates(one: frozenset[str], index: dict[str, list[int]], weight: dict[str, float]) -> list[int]:
    known = [gram for gram in one if gram in index]
    known.sort(key=lambda gram: (-weight[gram], gram))
    votes: Counter[int] = Counter()
    for n, gram in enumerate(known[:_RAREST]):
        if n and len(index[gram]) > _CROWDED:
            break
        votes.update(index[gram][:_CROWDED])
    return [i for i, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_CANDIDATES]]


def _likeness(common: float, a: float, b: float, section: float) -> float:
    """How much the two share, with what a longer one adds counted less than what a shorter one lacks."""
    if not common:
        return 0.0
    dice, held = 2 * common / (a + b), common / min(a, b)
    return 0.85 * (0.6 * dice + 0.4 * held) + 0.15 * section


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    if not a and not b:
        return 0.5
    return 2 * len(a & b) / (len(a) + len(b))


def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; numbers and signs do not count. A single character stands for itself."""
    bare = _NOISE.sub("", text[:_LONGEST])
    return frozenset([bare[i : i + 2] for i in range(len(bare) - 1)]) or frozenset((bare,) if bare else ())
