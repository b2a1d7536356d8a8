"""Marks -> the cheapest explanation of the whole sequence of marks.

A state is a stack of open lists. Each mark may continue an open list, open a list inside the innermost item
(or inside an outer one, when text shows that the inner ones have ended), or be dropped as no mark at all.
Depth comes from how ordinals follow one another; a style's usual rank is only a preference. The best few states
are kept (a beam), so that a doubtful mark is decided by what comes after it. The costs stand in ``costs``.
"""

from __future__ import annotations

from operator import attrgetter

from ...rules.types import Rules
from ..forms import LogicalText, Mark, Outline
from .building import build
from .costs import continue_cost, leave_cost, open_cost, stay_cost
from .frames import Context, Frame, continued, holding, new_frame
from .paths import State, Step
from .prices import UNRANKED, Cost
from .surroundings import Surroundings
from .turns import Discourse

BEAM = 6
NARROW = 2  # … in a text of thousands of marks and hardly a word: no speech
_MANY, _DENSE = 2000, 20  # marks, characters for each
SLACK = 4.0  # states dearer than the best by more than this are forgotten; confidence asks for no greater margin
MAX_DEPTH = 16  # deeper than any text; bounds the work on hostile input
_FARTHEST = 12.0  # no list is opened outside when leaving the inner ones costs more than this
_CERTAIN = 2.5  # a mark of this weight that regularly continues a list needs no other explanation
_LAG = 4  # so many marks later the beam has settled how a mark is taken
_COST = attrgetter("cost")
Successors = dict[tuple[int, ...], State]
"""The cheapest state for each key."""


def solve(text: LogicalText, marks: list[Mark], discourse: Discourse, rules: Rules) -> Outline:
    """The outline of the marks. ``discourse`` tells where the text turns away from a list."""
    if not marks:
        return Outline([])
    look = Surroundings(text, marks, discourse, rules)
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
    return build(text, marks, states[0].path, discourse, margins)


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


def _propose(state: State, context: Context, look: Surroundings, best: Successors, bound: float) -> float:
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
                known = best.get(taken)
                if known is None or cost < known.cost:
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
            known = best.get(key)
            if known is None or cost < known.cost:
                best[key] = State(cost, key, state.frames, state.path)
            if cost + SLACK < bound:
                bound = cost + SLACK
    return bound if regular else _propose_lists(state, context, best, bound)


def _propose_lists(state: State, context: Context, best: Successors, bound: float) -> float:
    """… or open a list, inside the innermost item that still goes on or inside an outer one."""
    mark, kept = context.mark, state.frames
    left, farthest = state.cost, state.cost + _FARTHEST
    least = (Cost.OPEN_AFTER_COLON if context.after_colon else Cost.OPEN) - 1.0 * context.next_to_heading
    while kept and kept[-1].inline and kept[-1].paragraph != mark.paragraph:
        left += kept[-1].farewell  # inline lists end with their paragraph
        kept = kept[:-1]
    before: Frame | None = None
    while True:
        depth = len(kept)
        cost = left + (stay_cost(kept[-1], context, before) if kept else 0.0) + open_cost(kept, before, context)
        if cost <= bound and depth < MAX_DEPTH:
            key = (*state.key[:depth], mark.start)
            known = best.get(key)
            if known is None or cost < known.cost:
                path = Step(state.path, context.place, depth, True, "")
                best[key] = State(cost, key, (*_holding(kept, context), new_frame(context)), path)
            if cost + SLACK < bound:
                bound = cost + SLACK
        if not kept:
            return bound
        before, kept = kept[-1], kept[:-1]
        if left + before.farewell + least > bound:  # whatever leaving it costs besides
            return bound
        left += leave_cost(before, context) + before.farewell
        if left + least > bound or left > farthest:
            return bound


def _holding(outer: tuple[Frame, ...], context: Context) -> tuple[Frame, ...]:
    """The lists around a new one: the innermost has a list inside its last item now."""
    if outer and not context.inline and not outer[-1].parent:
        return (*outer[:-1], holding(outer[-1]))
    return outer
