"""Marks -> tree: the cheapest explanation of the whole sequence of marks.

A state is a stack of open lists. Each mark may continue an open list, open a list inside the innermost item
(or inside an outer one, when text shows that the inner ones have ended), or be dropped as no mark at all.
Depth comes from how ordinals follow one another; a style's usual rank is only a preference. The best few states
are kept (a beam), so that a doubtful mark is decided by what comes after it. The costs stand in ``lists``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from ...rules.types import Rules
from ..forms import Item, LogicalText, Mark, Outline
from ..lists.claims import announced
from . import ends as closing
from . import hang
from .costs import (
    OUTERMOST,
    UNRANKED,
    Context,
    Cost,
    Frame,
    continue_cost,
    continued,
    holding,
    leave_cost,
    new_frame,
    open_cost,
    stay_cost,
)
from .trust import document, facts, inherited, probability, weights
from .turns import Discourse, between

BEAM = 6
NARROW = 2  # … in a text of thousands of marks and hardly a word: no speech
_MANY, _DENSE = 2000, 20  # marks, characters for each
SLACK = 4.0  # states dearer than the best by more than this are forgotten; confidence asks for no greater margin
MAX_DEPTH = 16  # deeper than any text; bounds the work on hostile input
_FARTHEST = 12.0  # no list is opened outside when leaving the inner ones costs more than this
_CERTAIN = 2.5  # a mark of this weight that regularly continues a list needs no other explanation
_LAG = 4  # so many marks later the beam has settled how a mark is taken
_SURE = 1.9  # a leading mark of this weight is hardly ever dropped: its paragraph is no plain one
_ANNOUNCES = 100  # characters before a list that may say how many members it has
_HEADING_WEIGHT = 4.0  # inside a paragraph only headings of a text without breaks weigh so much
_COUNTED = ("yige", "label")  # two of these are a list only where the text announces two
_TWO = re.compile(r"[两二2][个個条种类点大项次]|两方面")


@dataclass(slots=True, eq=False)
class Step:
    """One kept mark on a path, linked backwards. ``depth`` counts from 0."""

    before: Step | None
    mark: int
    depth: int
    opens: bool
    note: str


@dataclass(slots=True, eq=False)
class State:
    """A beam entry. ``key`` holds the offset of each open list's last item.

    Stacks with the same key are taken as one: what differs lies in the past.
    """

    cost: float
    key: tuple[int, ...]
    frames: tuple[Frame, ...]
    path: Step | None


_COST = attrgetter("cost")
Successors = dict[tuple[int, ...], State]
"""The cheapest state for each key."""


@lru_cache(maxsize=8)
def _families(rules: Rules) -> dict[str, tuple[str, int]]:
    out = {style.id: (style.family, style.rank) for style in rules.styles}
    titles = {f"md{n}": ("title", n) for n in range(1, 7)} | {
        "annex": ("title", OUTERMOST),
        "bold": ("title", 7),
        "plain": ("title", 8),
        "plain-inner": ("title", 9),
    }
    return out | titles | {"label": ("bullet", 9), "item": ("bullet", 9)}


def solve(text: LogicalText, marks: list[Mark], discourse: Discourse, rules: Rules) -> Outline:
    """The outline of the marks. ``discourse`` tells where the text turns away from a list."""
    look = _Surroundings(text, marks, discourse, rules)
    states = [State(0.0, (), (), None)]
    margins = [SLACK] * len(marks)
    beam = NARROW if len(marks) > _MANY and len(text.text) < _DENSE * len(marks) else BEAM
    for index in range(len(marks)):
        best: Successors = {}
        bound = states[0].cost + marks[index].weight + SLACK
        for state in states:
            if state.cost <= bound:
                bound = _propose(state, look.context(index, state), look, best, bound)
        states = sorted(best.values(), key=_COST)[:beam]
        limit = states[0].cost + SLACK
        while states[-1].cost > limit:
            states.pop()
        if index >= _LAG and len(states) > 1:
            margins[index - _LAG] = _margin(states, index - _LAG)
    for state in states:
        state.cost += sum([frame.farewell for frame in state.frames])
    states.sort(key=_COST)
    for index in range(max(0, len(marks) - _LAG), len(marks)):
        margins[index] = _margin(states, index)
    return _outline(text, marks, states[0].path, discourse, margins)


def _margin(states: list[State], index: int) -> float:
    """How much dearer the best state is that takes the mark otherwise than the best state does."""
    taken = _taken(states[0].path, index)
    for state in states[1:]:
        if _taken(state.path, index) != taken:
            return state.cost - states[0].cost
    return SLACK


def _taken(path: Step | None, index: int) -> tuple[int, bool] | None:
    while path is not None and path.mark > index:
        path = path.before
    return (path.depth, path.opens) if path is not None and path.mark == index else None


class _Surroundings:
    """What stands around each mark, given the mark kept before it."""

    def __init__(self, text: LogicalText, marks: list[Mark], discourse: Discourse, rules: Rules) -> None:
        self.text, self.marks, self.discourse, self.rules = text, marks, discourse, rules
        self.families = _families(rules)
        self.leading = sorted({m.paragraph for m in marks if m.position == "paragraph" and m.weight >= _SURE})
        self.runs_on = _numbers_run_on(marks)
        self.goes_on = _next_numbers(marks)
        self.announced: dict[int, set[int]] = {}  # the counts named before a list, by where it begins
        self.cached: dict[int, Context] = {}
        self.cached_for = -1

    def context(self, index: int, state: State) -> Context:
        """The mark's surroundings as seen from the last mark that the state has kept."""
        kept = state.path.mark if state.path else -1
        if index != self.cached_for:
            self.cached, self.cached_for = {}, index
        context = self.cached.get(kept)
        if context is None:
            context = self.cached[kept] = self._context(index, kept)
        return context

    def _context(self, index: int, kept: int) -> Context:
        mark = self.marks[index]
        style, inline = mark.style, mark.position != "paragraph"
        previous = self.marks[kept] if kept >= 0 else None
        family, rank = self.families[style]
        plain, out, turn = self._gap(mark, inline, previous) if previous else (0, 0.0, 0.0)
        return Context(
            mark,
            index,
            mark.series or style,
            family,
            rank,
            inline,
            plain,
            out,
            turn,
            self._after_colon(mark),
            self.runs_on[index],
            previous is not None and previous.heading and previous.paragraph + 1 == mark.paragraph,
            style in _COUNTED and _TWO.search(self.text.text, max(0, mark.start - 40), mark.start) is not None,
            self.goes_on[index],
        )

    def announces(self, count: int, start: int) -> bool:
        """Whether the words before ``start`` announce so many members of the list that begins there."""
        if start not in self.announced:
            found = announced(self.text, max(0, start - _ANNOUNCES), start, self.rules)
            self.announced[start] = {number for _, number in found}
        return count in self.announced[start]

    def _gap(self, mark: Mark, inline: bool, previous: Mark) -> tuple[int, float, float]:
        """What stands between two marks: plain paragraphs, and the strongest turns (out of everything, of any kind)."""
        last = mark.paragraph if inline else mark.paragraph - 1
        plain = max(0, last - previous.paragraph)
        if plain:
            plain -= bisect_left(self.leading, last + 1) - bisect_left(self.leading, previous.paragraph + 1)
        since = previous.end
        if previous.heading and previous.paragraph + 1 < mark.paragraph:
            since = self.text.paragraphs[
                previous.paragraph + 1
            ].end  # 一、… 各位代表，…: a section may begin with a call
        return (plain, *between(self.discourse, since, mark.start))

    def _after_colon(self, mark: Mark) -> bool:
        before = mark.start - 1
        if mark.position == "paragraph" and mark.paragraph:
            before = self.text.paragraphs[mark.paragraph - 1].end - 1
        return before >= 0 and self.text.text[before] in "：:"


def _numbers_run_on(marks: list[Mark]) -> list[bool]:
    """For each mark whether its number follows that of the last leading mark of its style, wherever that stood."""
    out, last = [], dict[str, int]()
    for mark in marks:
        out.append(last.get(mark.style) == (mark.ordinal or 0) - 1)
        if mark.ordinal and mark.position == "paragraph":
            last[mark.style] = mark.ordinal
    return out


def _next_numbers(marks: list[Mark]) -> list[int]:
    """For each leading mark the offset of the one that numbers on from it, before its series begins anew; else 0."""
    out = [0] * len(marks)
    ahead: dict[str, dict[int, int]] = {}
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        if not mark.ordinal or (mark.position != "paragraph" and mark.weight < _HEADING_WEIGHT):
            continue
        series = ahead.setdefault(mark.series or mark.style, {})
        out[i] = series.get(mark.ordinal + 1, 0)
        for ordinal in [n for n in series if n > mark.ordinal]:
            del series[ordinal]
        series[mark.ordinal] = mark.start
    return out


def _propose(state: State, context: Context, look: _Surroundings, best: Successors, bound: float) -> float:
    """Adds the state's successors that cost no more than ``bound`` to ``best``; returns the new bound."""
    mark, key, left = context.mark, state.key, state.cost
    series, words, unranked = context.series, context.family == "word", mark.style in UNRANKED
    regular = False  # the mark is exactly the next member of an open list
    depth = len(key)
    # Leave the lists from the innermost outwards; at each depth the mark may continue that list.
    for frame in reversed(state.frames):
        depth -= 1
        if frame.series == series or (words and frame.family == "word") or (unranked and frame.style in UNRANKED):
            step = continue_cost(frame, context)
            if step and (frame.series != series or mark.ordinal == 0) and look.announces(frame.members, frame.start):
                step = step[0] + Cost.BEYOND_COUNT, step[1]
            if step and (cost := left + step[0]) <= bound:
                taken = (*key[:depth], mark.start)
                if _cheaper(best, taken, cost):
                    frames = (*state.frames[:depth], continued(frame, context))
                    best[taken] = State(cost, taken, frames, Step(state.path, context.place, depth, False, step[1]))
                if cost + SLACK < bound:
                    bound = cost + SLACK
                regular = regular or (step[0] == 0.0 and left - state.cost < 1.0)
        left += frame.farewell
        if left > bound:
            break
    if not regular or mark.weight < _CERTAIN:
        cost = state.cost + mark.weight
        if cost <= bound:
            if _cheaper(best, key, cost):
                best[key] = State(cost, key, state.frames, state.path)
            if cost + SLACK < bound:
                bound = cost + SLACK
    return bound if regular else _propose_lists(state, context, best, bound)


def _propose_lists(state: State, context: Context, best: Successors, bound: float) -> float:
    """… or open a list, inside the innermost item that still goes on or inside an outer one."""
    mark, kept = context.mark, state.frames
    left, farthest = state.cost, state.cost + _FARTHEST
    while kept and kept[-1].inline and kept[-1].paragraph != mark.paragraph:
        left += kept[-1].farewell  # inline lists end with their paragraph
        kept = kept[:-1]
    before: Frame | None = None
    while True:
        depth = len(kept)
        cost = left + (stay_cost(kept[-1], context) if kept else 0.0) + open_cost(kept, before, context)
        if cost <= bound and depth < MAX_DEPTH:
            key = (*state.key[:depth], mark.start)
            if _cheaper(best, key, cost):
                path = Step(state.path, context.place, depth, True, "")
                best[key] = State(cost, key, (*_holding(kept, context), new_frame(context)), path)
            if cost + SLACK < bound:
                bound = cost + SLACK
        if not kept:
            return bound
        before, kept = kept[-1], kept[:-1]
        left += leave_cost(before, context) + before.farewell
        if left > bound or left > farthest:
            return bound


def _holding(outer: tuple[Frame, ...], context: Context) -> tuple[Frame, ...]:
    """The lists around a new one: the innermost has a list inside its last item now."""
    if outer and not context.inline and not outer[-1].parent:
        return (*outer[:-1], holding(outer[-1]))
    return outer


def _cheaper(best: Successors, key: tuple[int, ...], cost: float) -> bool:
    known = best.get(key)
    return known is None or cost < known.cost


def _outline(
    text: LogicalText, marks: list[Mark], path: Step | None, discourse: Discourse, margins: list[float]
) -> Outline:
    steps: list[Step] = []
    while path is not None:
        steps.append(path)
        path = path.before
    steps.reverse()
    members = [closing.Member(marks[step.mark], step.depth, step.opens) for step in steps]
    tree, ends = closing.read_tree(discourse, members)
    if (moved := hang.outside(discourse, tree)) is not members:
        members = moved
        tree, ends = closing.read_tree(discourse, members)
    ends = closing.find(discourse, tree, ends)
    known = _confidence(discourse.rules, marks, steps, [member.depth for member in members], margins)
    items: list[Item] = []
    stack: list[int] = []
    for i, step in enumerate(steps):
        mark, depth = marks[step.mark], members[i].depth
        del stack[depth:]
        parent = stack[-1] if stack else -1
        notes = (step.note,) if step.note else ()
        if items and parent >= 0 and items[parent].title[1] > mark.start:
            start, _ = items[parent].title  # 一是抓学习，首先…，其次…: a title ends where its first child begins
            items[parent].title = start, max(start, mark.start)
        end = ends[i]
        title = _title(text, mark, end.at)
        items.append(
            Item(
                mark,
                depth + 1,
                parent,
                mark.start,
                end.at,
                title,
                notes,
                *known[i],
                end.reason,
                margins[step.mark],
                end.doubtful,
            )
        )
        stack.append(i)
    return Outline(items)


def _confidence(
    rules: Rules, marks: list[Mark], steps: list[Step], depths: list[int], margins: list[float]
) -> list[tuple[float, tuple[str, ...]]]:
    """How sure each step is and what that rests on; the members of a list share it."""
    lists: list[list[int]] = []
    above: list[int] = []  # the first member's parent, as an index into the steps
    open_lists: list[int] = []  # by depth: index into lists
    stack: list[int] = []
    for i, step in enumerate(steps):
        depth = depths[i]
        del open_lists[depth + (not step.opens) :], stack[depth:]
        if step.opens or len(open_lists) <= depth:
            open_lists.append(len(lists))
            lists.append([])
            above.append(stack[-1] if stack else -1)
        lists[open_lists[depth]].append(i)
        stack.append(i)
    fitted = weights(rules)
    irregular = any(step.note for step in steps)
    whole = document(marks, [step.mark for step in steps], depths, irregular)
    out: list[tuple[float, tuple[str, ...]]] = [(0.0, ())] * len(steps)
    for members, parent in zip(lists, above, strict=True):
        places = [steps[i].mark for i in members]
        own = facts([marks[k] for k in places], [margins[k] for k in places], any(steps[i].note for i in members))
        names = (*own, *(inherited(out[parent][1]) if parent >= 0 else ()), *whole)
        sure = probability(names, fitted)
        for i in members:
            out[i] = sure, names
    return out


_LABEL_END = re.compile("[：:，。]")
_TITLE_END = re.compile(r"[。！？；\n]")


def _title(text: LogicalText, mark: Mark, end: int) -> tuple[int, int]:
    """The heading, or the item's first clause: to the first sentence end of its paragraph."""
    source = text.text
    stop = min(text.paragraphs[mark.paragraph].end, end)
    start = min(mark.end, stop)
    if mark.style == "label":
        sign = _LABEL_END.search(source, start, stop)
        return start, sign.start() if sign else stop
    found = _TITLE_END.search(source, start, stop)
    cut = found.start() if found else stop
    if cut - start > 40 and not mark.heading:
        comma = source.find("，", start, cut)
        if comma > start + 3:
            cut = comma
    while cut > start and source[cut - 1] in "，,；;、：: *":
        cut -= 1
    return start, cut
