"""Marks -> tree: the cheapest explanation of the whole sequence of marks.

A state is a stack of open lists. Each mark may continue an open list, open a list inside the innermost item
(or inside an outer one, when text shows that the inner ones have ended), or be dropped as no mark at all.
Depth comes from how ordinals follow one another; a style's usual rank is only a preference. The best few states
are kept (a beam), so that a doubtful mark is decided by what comes after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from ..rules.types import Rules
from .closes import Discourse, Member
from .ir import Item, LogicalText, Mark, Outline

BEAM = 10
_TWO = re.compile(r"[两二2][个个条种类点大项次]|两方面")
_CERTAIN = 2.5  # a mark of this weight that regularly continues a list needs no other explanation
_SURE = 1.9  # a leading mark of this weight is hardly ever dropped: its paragraph is no plain one
SLACK = 7.0  # states dearer than the best by more than this are forgotten


# Lists that a word without an ordinal of its own (最后; 再就是) may continue.
_CONTINUED_BY = {"shouxian": ("shouxian", "di", "qi"), "zaijiushi": ("shi", "yao", "yige", "di")}


class Cost:
    """What each irregularity costs; leaving out an ordinary inline mark costs about 3."""

    OPEN = 1.0
    OPEN_AFTER_COLON = 0.4
    NOT_FROM_ONE = 3.2  # a list that begins at 2 or later
    RUNS_ON = 0.8  # … unless the numbers run on from an earlier list of the style
    SAME_STYLE_INSIDE = 5.0
    SAME_STYLE_AFTER_COLON = 3.0
    RANK_INVERTED = 2.5
    UNLIKE_SIBLINGS = 0.8  # children where two earlier items have none
    HEADING_IN_WORDS = 1.5  # a numbered heading inside 一是…二是…
    STYLE_CHANGE = 1.0
    WORD_CONTINUES = 0.4  # 最后, 再就是: continue a list without an ordinal of their own
    GAP = 2.2
    BULLETS_APART = 2.0  # —— after a paragraph without mark more likely opens a list than continues one
    REPEAT = 3.0
    CONTINUE_ELSEWHERE = 1.2  # an inline list that is taken up in another paragraph
    LEAVES_PARAGRAPH = 0.3  # … at that paragraph's start
    INLINE_FOR_LEADING = 1.0  # a list of paragraphs continued inside a paragraph
    SINGLE_WORD = 4.0
    SINGLE_BULLET = 3.0
    SINGLE_RUN_IN = 1.2
    SINGLE_HEADING = 0.3
    CLOSE_RUN_IN = 0.6  # leave a list of run-in items at a paragraph without mark
    CLOSE_HEADING = 3.0  # leave a section without any sign
    CLOSE_WORDS = 2.0  # … whose items are 第一、 第二、
    FAR = 1.2  # stay in a list whose last item would be far longer than the others
    CLOSE_AT_MARK = 2.4  # leave a list where no paragraph stands between
    STAY_IN_RUN_IN = 1.2  # go on inside a list whose items have had one paragraph each
    RESTART = 1.5  # a list of the same style begins anew at 1


class Frame(NamedTuple):
    """An open list and its last item."""

    style: str
    family: str
    rank: int
    ordinal: int
    paragraph: int
    count: int
    heading: bool
    multi: bool  # an earlier item had several paragraphs
    inline: bool
    start: int  # offset of the first item
    last: int  # offset of the last item
    bare: int  # earlier items without a list of paragraphs inside
    parent: bool  # the last item has one
    needed: int  # members without which it is no list


class Step(NamedTuple):
    """One kept mark on a path, linked backwards. ``depth`` counts from 0."""

    before: Step | None
    mark: int
    depth: int
    opens: bool
    note: str


class State(NamedTuple):
    """A beam entry."""

    cost: float
    frames: tuple[Frame, ...]
    path: Step | None


@lru_cache(maxsize=8)
def _families(rules: Rules) -> dict[str, tuple[str, int]]:
    out = {style.id: (style.family, style.rank) for style in rules.styles}
    return out | {f"md{n}": ("title", n) for n in range(1, 7)} | {"bold": ("title", 7), "plain": ("title", 8), "label": ("bullet", 9)}


class Gap(NamedTuple):
    """What stands between the mark before and this one: plain paragraphs, and the strongest turns (see closes)."""

    plain: int
    out: float
    turn: float


def solve(text: LogicalText, marks: list[Mark], discourse: Discourse, rules: Rules) -> Outline:
    """The outline of the marks. ``discourse`` tells where the text turns away from a list."""
    families = _families(rules)
    leading = sorted({mark.paragraph for mark in marks if mark.position == "paragraph" and mark.weight >= _SURE})
    states = [State(0.0, (), None)]
    runs_on: dict[str, int] = {}
    for index, mark in enumerate(marks):
        after_colon = text.text[mark.start - 1 : mark.start] in ("：", ":") or _colon_before(text, mark)
        numbers_run_on = runs_on.get(mark.style) == (mark.ordinal or 0) - 1
        pair = mark.style == "yige" and _TWO.search(text.text, max(0, mark.start - 40), mark.start) is not None
        contexts: dict[int, Context] = {}
        best: dict[tuple[Frame, ...], State] = {}
        for state in states:
            kept = state.path.mark if state.path else -1
            context = contexts.get(kept)
            if context is None:
                previous = marks[kept] if kept >= 0 else None
                gap = _gap(mark, previous, leading, discourse)
                next_to = previous is not None and previous.heading and previous.paragraph + 1 == mark.paragraph
                context = Context(mark, index, *families[mark.style], gap, after_colon, numbers_run_on, next_to, pair)
                contexts[kept] = context
            for new in _successors(state, context):
                known = best.get(new.frames)
                if known is None or new.cost < known.cost:
                    best[new.frames] = new
        states = sorted(best.values(), key=lambda s: s.cost)
        limit = states[0].cost + SLACK
        states = [s for s in states[:BEAM] if s.cost <= limit]
        if mark.ordinal and mark.position == "paragraph":
            runs_on[mark.style] = mark.ordinal
    final = min(states, key=lambda s: s.cost + sum(map(_farewell, s.frames)))
    return _outline(text, marks, final.path, discourse)


class Context(NamedTuple):
    """A mark with all that its successors' costs depend on."""

    mark: Mark
    index: int
    family: str
    rank: int
    gap: Gap
    after_colon: bool
    runs_on: bool
    next_to_heading: bool
    announces_two: bool


def _gap(mark: Mark, previous: Mark | None, leading: list[int], discourse: Discourse) -> Gap:
    if previous is None:
        return Gap(0, 0.0, 0.0)
    last = mark.paragraph if mark.position != "paragraph" else mark.paragraph - 1
    plain = max(0, last - previous.paragraph)
    if plain:
        plain -= bisect_left(leading, last + 1) - bisect_left(leading, previous.paragraph + 1)
    return Gap(plain, *discourse.between(previous.end, mark.start))


def _colon_before(text: LogicalText, mark: Mark) -> bool:
    if mark.position != "paragraph" or mark.paragraph == 0:
        return False
    return text.text[text.paragraphs[mark.paragraph - 1].end - 1] in "：:"


def _successors(state: State, context: Context) -> list[State]:
    mark = context.mark
    frames = state.frames
    out: list[State] = []
    regular = False  # the mark is exactly the next member of an open list
    # Leave the lists from the innermost outwards; at each depth the mark may continue that list or open one.
    left = 0.0
    for depth in range(len(frames), -1, -1):
        if depth < len(frames):
            frame = frames[depth]
            step = _continue(frame, context)
            if step is not None:
                cost, note, after = step
                path = Step(state.path, context.index, depth, False, note)
                out.append(State(state.cost + left + cost, (*frames[:depth], after), path))
                regular = regular or (cost == 0.0 and left < 1.0)
            left += _farewell(frame)
    if not regular or mark.weight < _CERTAIN:
        out.append(State(state.cost + mark.weight, frames, state.path))
    if regular:
        return out
    kept = _owner_frames(frames, mark)
    left = sum(map(_farewell, frames[len(kept) :]))
    for depth in range(len(kept), -1, -1):
        cost = left + _stay(kept[:depth], context) + _open(kept[:depth], kept[depth:], context)
        path = Step(state.path, context.index, depth, True, "")
        outer = kept[:depth]
        if outer and mark.position == "paragraph":
            outer = (*outer[:-1], outer[-1]._replace(parent=True))
        out.append(State(state.cost + cost, (*outer, _frame(context)), path))
        if depth:
            left += _leave(kept[depth - 1], context) + _farewell(kept[depth - 1])
            if left > 12:
                break
    return out


def _owner_frames(frames: tuple[Frame, ...], mark: Mark) -> tuple[Frame, ...]:
    """Inline lists end with their paragraph."""
    depth = len(frames)
    while depth and frames[depth - 1].inline and frames[depth - 1].paragraph != mark.paragraph:
        depth -= 1
    return frames[:depth]


def _frame(context: Context) -> Frame:
    mark = context.mark
    inline = mark.position != "paragraph"
    return Frame(
        mark.style, context.family, context.rank, mark.ordinal or 0, mark.paragraph, 1,
        mark.heading, False, inline, mark.start, mark.start, 0, False, _needed(context),
    )  # fmt: skip


def _needed(context: Context) -> int:
    """一个是…一个是… is a list from three members on, or where the text announces two."""
    if context.mark.style == "label" or (context.mark.style == "yige" and not context.announces_two):
        return 3
    return 2


def _farewell(frame: Frame) -> float:
    """What a list costs when it ends: a list has two members at least, a heading may stand alone."""
    if frame.count >= frame.needed:
        return 0.0
    if frame.family == "word":
        return Cost.SINGLE_WORD if frame.count == 1 else 2.0
    if frame.family == "bullet":
        return Cost.SINGLE_BULLET
    if frame.inline:
        return Cost.SINGLE_WORD
    return Cost.SINGLE_HEADING if frame.heading else Cost.SINGLE_RUN_IN


def _continue(frame: Frame, context: Context) -> tuple[float, str, Frame] | None:
    """The cost of the mark as the next member of this list, what is irregular about it, and the list after it."""
    mark = context.mark
    cost, note = 0.0, ""
    if frame.style != mark.style:
        if frame.family != "word" or context.family != "word" or "yige" in (frame.style, mark.style) and mark.ordinal != 0:
            return None
        cost += Cost.WORD_CONTINUES if mark.ordinal == 0 else Cost.STYLE_CHANGE
    elif mark.ordinal == 0:
        cost += Cost.WORD_CONTINUES
    if mark.ordinal:
        ahead = mark.ordinal - frame.ordinal
        if ahead > 1:
            cost, note = cost + Cost.GAP + 0.6 * (ahead - 2), "ordinal-gap"
        elif ahead == 0:
            cost, note = cost + Cost.REPEAT, "ordinal-repeat"
        elif ahead < 0:
            return None
        if mark.ordinal == 1:
            return None
    elif mark.ordinal == 0 and (frame.style not in _CONTINUED_BY[mark.style] or frame.count < 2 and mark.style == "shouxian"):
        return None
    if mark.ordinal is None and context.gap.plain and not frame.heading and context.family == "bullet" and not frame.multi:
        cost += Cost.BULLETS_APART
    inline = mark.position != "paragraph"
    if inline and mark.paragraph != frame.paragraph:
        cost += Cost.CONTINUE_ELSEWHERE if frame.inline else Cost.CONTINUE_ELSEWHERE + Cost.INLINE_FOR_LEADING
        if mark.ordinal == 0:
            return None
    elif inline and not frame.inline:
        cost += Cost.INLINE_FOR_LEADING
    elif not inline and frame.inline:
        cost += Cost.LEAVES_PARAGRAPH
    multi = frame.multi or (context.gap.plain > 0 and not inline)
    ordinal = mark.ordinal or frame.ordinal + 1
    after = frame._replace(
        style=mark.style if mark.ordinal != 0 else frame.style,
        ordinal=ordinal,
        paragraph=mark.paragraph,
        count=frame.count + 1,
        heading=mark.heading,
        multi=multi,
        inline=frame.inline and inline,
        last=mark.start,
        bare=frame.bare + (not frame.parent),
        parent=False,
    )
    return cost, note, after


def _stay(kept: tuple[Frame, ...], context: Context) -> float:
    """The cost of holding that what stands before the mark still belongs to the innermost item."""
    if not kept:
        return 0.0
    frame, gap = kept[-1], context.gap
    if gap.plain == 0:
        return gap.turn + (Cost.FAR if _far(frame, context.mark) else 0.0)
    if frame.heading or frame.family == "title":
        return gap.out
    return gap.turn + (Cost.STAY_IN_RUN_IN if frame.count >= 2 and not frame.multi else 0.2)


def _far(frame: Frame, mark: Mark) -> bool:
    """In one paragraph, the mark stands much further from the last item than the items stand from one another."""
    if not frame.inline or frame.count < 2:
        return False
    return mark.start - frame.last > 60 + 2 * (frame.last - frame.start) / (frame.count - 1)


def _leave(frame: Frame, context: Context) -> float:
    """The cost of holding that an open list ended before the mark, although nothing continues an outer one."""
    gap = context.gap
    if frame.inline:
        if frame.paragraph != context.mark.paragraph:
            return 0.0
        return 0.3 if gap.turn or _far(frame, context.mark) else 1.0
    if frame.heading or frame.family == "title":
        base = Cost.CLOSE_WORDS if frame.family == "word" else Cost.CLOSE_HEADING
        return max(0.2, base - 1.3 * gap.out)
    base = Cost.CLOSE_RUN_IN + (0.8 if frame.multi else 0.0) if gap.plain else Cost.CLOSE_AT_MARK
    return max(0.1, base - gap.turn)


def _open(kept: tuple[Frame, ...], left: tuple[Frame, ...], context: Context) -> float:
    """The cost of a new list inside the innermost of ``kept``, ``left`` being the lists that end before it."""
    mark = context.mark
    cost = Cost.OPEN_AFTER_COLON if context.after_colon else Cost.OPEN
    if mark.ordinal is not None and mark.ordinal != 1:
        cost += Cost.RUNS_ON if context.runs_on and kept and mark.position == "paragraph" else Cost.NOT_FROM_ONE + 0.2 * mark.ordinal
        if mark.ordinal == 0:
            cost += 4.0
    if any(frame.style == mark.style for frame in kept):
        cost += Cost.SAME_STYLE_AFTER_COLON if context.after_colon else Cost.SAME_STYLE_INSIDE
    if left and left[0].style == mark.style and mark.ordinal is not None:
        cost += Cost.RESTART
    if kept:
        parent = kept[-1]
        if context.family == "heading" and parent.family == "heading" and context.rank <= parent.rank:
            cost += Cost.RANK_INVERTED
        if context.family == "title" and parent.family != "title" and not parent.heading:
            cost += Cost.RANK_INVERTED
        if context.family == "title" and parent.family == "title" and context.rank <= parent.rank:
            cost += -1.0 if context.next_to_heading and context.mark.style == "plain" else Cost.RANK_INVERTED
        if mark.position == "paragraph" and parent.bare >= 2 and context.gap.plain:
            cost += Cost.UNLIKE_SIBLINGS
        if context.family == "heading" and parent.family in ("word", "bullet") and mark.position == "paragraph":
            cost += Cost.HEADING_IN_WORDS
    return cost


def _outline(text: LogicalText, marks: list[Mark], path: Step | None, discourse: Discourse) -> Outline:
    steps: list[Step] = []
    while path is not None:
        steps.append(path)
        path = path.before
    steps.reverse()
    ends = discourse.ends([Member(marks[step.mark], step.depth, step.opens) for step in steps])
    items: list[Item] = []
    stack: list[int] = []
    for i, step in enumerate(steps):
        mark = marks[step.mark]
        del stack[step.depth :]
        parent = stack[-1] if stack else -1
        notes = (step.note,) if step.note else ()
        items.append(Item(mark, step.depth + 1, parent, mark.start, ends[i], _title(text, mark, ends[i]), notes))
        stack.append(i)
    return Outline(items)


_TITLE_END = "。！？；\n"


def _title(text: LogicalText, mark: Mark, end: int) -> tuple[int, int]:
    """The heading, or the item's first clause: to the first sentence end of its paragraph."""
    paragraph = text.paragraphs[mark.paragraph]
    stop = min(paragraph.end, end)
    start = min(mark.end, stop)
    if mark.style == "label":
        colon = min(k for k in (text.text.find("：", start, stop), text.text.find(":", start, stop), stop) if k >= 0)
        return start, colon
    found = [k for c in _TITLE_END if (k := text.text.find(c, start, stop)) >= 0]
    cut = min(found, default=stop)
    if cut - start > 40 and not mark.heading:
        comma = text.text.find("，", start, cut)
        if comma > start + 3:
            cut = comma
    return start, max(start, cut)
