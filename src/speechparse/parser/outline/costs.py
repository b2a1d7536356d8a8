"""What it costs to continue a list, to open one, to leave one: the arithmetic of the outline search.

A cost is an unlikeliness. Leaving out an ordinary mark costs its weight, about 3 inside a paragraph and 4 to 6 at
its start; the regular next member of a list costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

from ..forms import ITEM, Mark

# Lists that a word without an ordinal of its own (最后; 再就是) may continue.
_CONTINUED_BY = {"shouxian": ("shouxian", "di", "qi"), "zaijiushi": ("shi", "yao", "yige", "di")}


OUTERMOST: Final = 0
"""The rank of what stands inside nothing: the title of an annex."""


UNRANKED: Final = frozenset({"bold", "plain"})
"""Headings that stand beside one another however they are written."""


class Cost:
    """What each irregularity costs; leaving out an ordinary inline mark costs about 3."""

    OPEN: Final = 1.0
    OPEN_AFTER_COLON: Final = 0.4
    NOT_FROM_ONE: Final = 3.2  # a list that begins at 2 or later
    RUNS_ON: Final = 0.8  # … unless the numbers run on from an earlier list of the style
    SAME_STYLE_INSIDE: Final = 5.0
    SAME_STYLE_AFTER_COLON: Final = 3.0
    RANK_INVERTED: Final = 2.5
    ANNEX_INSIDE: Final = 6.0  # an annex inside a section of the text
    CLOSE_AT_ANNEX: Final = 0.2
    FITS_INSIDE: Final = 2.0  # 1. right behind （二） stands inside it
    UNLIKE_SIBLINGS: Final = 0.8  # children where two earlier items have none
    HEADING_IN_WORDS: Final = 1.5  # a numbered heading inside 一是…二是…
    STYLE_CHANGE: Final = 1.0
    WORD_CONTINUES: Final = 0.4  # 最后, 再就是: continue a list without an ordinal of their own
    BEYOND_COUNT: Final = 3.0  # … behind as many members as were announced: 讲三点…第三，…。最后，…
    FAR_WORD: Final = 1.2  # … for each paragraph that stands between
    UNCOUNTED: Final = 0.5  # 1. 1. 1. in a list that the format counts
    GAP: Final = 2.2
    BULLETS_APART: Final = 2.0  # —— after a paragraph without mark more likely opens a list than continues one
    REPEAT: Final = 3.0
    CONTINUE_ELSEWHERE: Final = 1.2  # an inline list that is taken up in another paragraph
    LEAVES_PARAGRAPH: Final = 0.3  # … at that paragraph's start
    INLINE_FOR_LEADING: Final = 1.0  # a list of paragraphs continued inside a paragraph
    SINGLE_WORD: Final = 4.0
    SINGLE_BULLET: Final = 3.0
    SINGLE_RUN_IN: Final = 1.2
    SINGLE_HEADING: Final = 0.3
    CLOSE_RUN_IN: Final = 0.6  # leave a list of run-in items at a paragraph without mark
    CLOSE_HEADING: Final = 3.0  # leave a section without any sign
    CLOSE_BEFORE_NEXT: Final = 4.0  # leave a list although its next number stands further down
    NUMBERS_ACROSS: Final = 0.8  # … at a heading without a number: paragraphs are numbered through all sections
    CLOSE_WORDS: Final = 2.0  # … whose items are 第一、 第二、
    FAR: Final = 1.2  # stay in a list whose last item would be far longer than the others
    CLOSE_AT_MARK: Final = 2.4  # leave a list where no paragraph stands between
    STAY_IN_RUN_IN: Final = 1.2  # go on inside a list whose items have had one paragraph each
    OTHER_HEADING_LEVEL: Final = 1.5  # the format says of the heading that it is of another level
    OTHER_ITEM_LEVEL: Final = 4.0  # … of an item
    RESTART: Final = 1.5  # a list of the same style begins anew at 1


@dataclass(slots=True, eq=False)
class Frame:
    """An open list and its last item. Shared between states: never changed once it is made."""

    style: str
    series: str
    family: str
    rank: int
    ordinal: int
    paragraph: int
    members: int
    heading: bool
    multi: bool  # an earlier item had several paragraphs
    inline: bool
    start: int  # offset of the first item
    first: int  # its paragraph
    last: int  # offset of the last item
    bare: int  # earlier items without a list of paragraphs inside
    needed: int  # members without which it is no list
    goes_on: int  # offset of the mark ahead that numbers on from the last item, 0: there is none
    farewell: float  # what it costs when it ends here
    level: int  # what the format says of its items, see Mark
    parent: bool = False  # the last item has a list of paragraphs inside


_values = attrgetter(*(field.name for field in fields(Frame)))


def holding(frame: Frame) -> Frame:
    """The list when its last item has got a list of paragraphs inside."""
    copy = Frame(*_values(frame))
    copy.parent = True
    return copy


@dataclass(slots=True, eq=False)
class Context:
    """A mark with all that its costs depend on."""

    mark: Mark
    place: int  # index of the mark
    series: str
    family: str
    rank: int
    inline: bool
    plain: int  # paragraphs without a mark between the mark before and this one
    out: float  # the strongest turn there that leads out of everything (see closes)
    turn: float  # … and of any kind
    after_colon: bool
    runs_on: bool
    next_to_heading: bool
    announces_two: bool
    goes_on: int  # offset of the next mark that numbers on from this one, 0: there is none


def new_frame(context: Context) -> Frame:
    """The list that the mark opens."""
    mark = context.mark
    return Frame(
        mark.style, context.series, context.family, context.rank, mark.ordinal or 0, mark.paragraph, 1,
        mark.heading, False, context.inline, mark.start, mark.paragraph, mark.start, 0,
        _needed(context), context.goes_on, _farewell(context.family, 1, context.inline, mark.heading), mark.level,
    )  # fmt: skip


def _needed(context: Context) -> int:
    """一个是…一个是… is a list from three members on, or where the text announces two."""
    return 3 if context.mark.style in ("label", "yige") and not context.announces_two else 2


def _farewell(family: str, members: int, inline: bool, heading: bool) -> float:
    """What a list of too few members costs when it ends: a heading may stand alone."""
    if family == "word":
        return Cost.SINGLE_WORD if members == 1 else 2.0
    if family == "bullet":
        return Cost.SINGLE_BULLET
    if inline:
        return Cost.SINGLE_WORD
    return Cost.SINGLE_HEADING if heading else Cost.SINGLE_RUN_IN


def continue_cost(frame: Frame, context: Context) -> tuple[float, str] | None:
    """The cost of the mark as the next member of this list, and what is irregular about it; None: it is none.

    The list is of the mark's series, or both are of words.
    """
    mark = context.mark
    cost, note = 0.0, ""
    if frame.series != context.series:
        if "yige" in (frame.style, mark.style) and mark.ordinal != 0:
            return None
        cost += Cost.STYLE_CHANGE if mark.ordinal else Cost.WORD_CONTINUES
    elif mark.ordinal == 0:
        cost += Cost.WORD_CONTINUES
    if mark.ordinal == 1 and _counts_itself(frame, context):
        cost += Cost.UNCOUNTED
    elif mark.ordinal:
        ahead = mark.ordinal - frame.ordinal
        if ahead > 1:
            cost, note = cost + Cost.GAP + 0.6 * (ahead - 2), "ordinal-gap"
        elif ahead == 0:
            cost, note = cost + Cost.REPEAT, "ordinal-repeat"
        elif ahead < 0:
            return None
        if mark.ordinal == 1:
            return None
    elif mark.ordinal == 0 and (
        frame.style not in _CONTINUED_BY[mark.style] or (frame.members < 2 and mark.style == "shouxian")
    ):
        return None
    if context.family == "bullet" and not frame.heading and not frame.multi:
        apart = context.plain or context.turn or _far(frame, mark)
        cost += Cost.BULLETS_APART if apart else 0.0
    if mark.level and frame.level and mark.level != frame.level:
        cost += Cost.OTHER_ITEM_LEVEL if max(mark.level, frame.level) > ITEM else Cost.OTHER_HEADING_LEVEL
    inline = context.inline
    if inline and mark.paragraph != frame.paragraph:
        cost += Cost.CONTINUE_ELSEWHERE if frame.inline else Cost.CONTINUE_ELSEWHERE + Cost.INLINE_FOR_LEADING
        if mark.ordinal == 0:
            return None
    elif inline and not frame.inline and frame.first != mark.paragraph:
        cost += Cost.INLINE_FOR_LEADING
    elif not inline and frame.inline:
        cost += Cost.LEAVES_PARAGRAPH
        if mark.ordinal == 0:  # 最后 far from a list that stood in one paragraph
            cost += Cost.FAR_WORD * min(4, mark.paragraph - frame.paragraph - 1)
    return cost, note


def _counts_itself(frame: Frame, context: Context) -> bool:
    """Whether the format counts the items, so that each may be written 1.: neighbours of one level."""
    return context.mark.level == frame.level > ITEM and context.plain == 0


def continued(frame: Frame, context: Context) -> Frame:
    """The list with the mark as its last member."""
    mark = context.mark
    members = frame.members + 1
    # 第一，…；第二，… at a paragraph's start, but all in it: a list inside that paragraph too.
    inline = context.inline and (frame.inline or (frame.first == mark.paragraph and not frame.heading))
    return Frame(
        mark.style if mark.ordinal != 0 else frame.style,
        mark.series if mark.ordinal != 0 and mark.series else frame.series,
        frame.family,
        frame.rank,
        mark.ordinal or frame.ordinal + 1,
        mark.paragraph,
        members,
        mark.heading,
        frame.multi or (context.plain > 0 and not context.inline),
        inline,
        frame.start,
        frame.first,
        mark.start,
        frame.bare + (not frame.parent),
        frame.needed,
        context.goes_on,
        0.0 if members >= frame.needed else _farewell(frame.family, members, inline, mark.heading),
        mark.level or frame.level,
    )


def stay_cost(frame: Frame, context: Context) -> float:
    """The cost of holding that what stands before the mark still belongs to the list's last item."""
    if frame.goes_on > context.mark.start:
        return 0.0
    if context.plain == 0:
        return context.turn + (Cost.FAR if _far(frame, context.mark) else 0.0)
    if frame.heading or frame.family == "title":
        return context.out
    return context.turn + (Cost.STAY_IN_RUN_IN if frame.members >= 2 and not frame.multi else 0.2)


def _far(frame: Frame, mark: Mark) -> bool:
    """In one paragraph, the mark stands much further from the last item than the items stand from one another."""
    if not frame.inline or frame.members < 2:
        return False
    return mark.start - frame.last > 60 + 2 * (frame.last - frame.start) / (frame.members - 1)


def leave_cost(frame: Frame, context: Context) -> float:
    """The cost of holding that an open list ended before the mark, although nothing continues an outer one."""
    if frame.goes_on > context.mark.start:
        across = context.family == "title" and not (frame.heading or frame.inline)
        return Cost.NUMBERS_ACROSS if across else Cost.CLOSE_BEFORE_NEXT
    if context.rank == OUTERMOST and context.family == "title":
        return Cost.CLOSE_AT_ANNEX
    if frame.inline:
        if frame.paragraph != context.mark.paragraph:
            return 0.0
        return 0.3 if context.turn or _far(frame, context.mark) else 1.0
    if frame.heading or frame.family == "title":
        base = Cost.CLOSE_WORDS if frame.family == "word" else Cost.CLOSE_HEADING
        return max(0.2, base - 1.3 * context.out)
    base = Cost.CLOSE_RUN_IN + (0.8 if frame.multi else 0.0) if context.plain else Cost.CLOSE_AT_MARK
    return max(0.1, base - context.turn)


def open_cost(kept: tuple[Frame, ...], left: Frame | None, context: Context) -> float:
    """The cost of a new list inside the innermost of ``kept``, ``left`` being the next list, which ends before it."""
    mark, family, series = context.mark, context.family, context.series
    cost = Cost.OPEN_AFTER_COLON if context.after_colon else Cost.OPEN
    if mark.ordinal is not None and mark.ordinal != 1:
        cost += (
            Cost.RUNS_ON if context.runs_on and kept and not context.inline else Cost.NOT_FROM_ONE + 0.2 * mark.ordinal
        )
        if mark.ordinal == 0:
            cost += 4.0
    for frame in kept:
        if frame.series == series and not 0 < frame.level < mark.level:
            cost += Cost.SAME_STYLE_AFTER_COLON if context.after_colon else Cost.SAME_STYLE_INSIDE
            break
    if left:
        if left.series == series and mark.ordinal is not None:
            cost += Cost.RESTART
        if family == left.family == "heading" and context.rank > left.rank and not context.plain:
            cost += Cost.FITS_INSIDE
    if mark.level:
        cost += _against_format(kept[-1].level if kept else 0, left.level if left else 0, mark.level)
    return cost + _inside_cost(kept[-1], context) if kept else cost


def _against_format(outer: int, left: int, level: int) -> float:
    """What it costs that the format has a new list no deeper than the one around it, or deeper than one left for it."""
    cost = Cost.OTHER_ITEM_LEVEL if level > ITEM else Cost.OTHER_HEADING_LEVEL
    same = (outer > ITEM) == (level > ITEM)
    return cost * (outer >= level and outer > 0 and same) + cost * (
        0 < left < level and (left > ITEM) == (level > ITEM)
    )


def _inside_cost(parent: Frame, context: Context) -> float:
    """The further cost of a new list inside the last item of ``parent``, by what kinds they are of."""
    family, cost = context.family, 0.0
    if not context.inline:
        if parent.bare >= 2 and context.plain:
            cost += Cost.UNLIKE_SIBLINGS
        if family == "heading" and parent.family in ("word", "bullet"):
            cost += Cost.HEADING_IN_WORDS
    if family == "heading":
        if parent.family == "heading" and context.rank <= parent.rank:
            cost += Cost.RANK_INVERTED
    elif family == "title":
        if context.rank == OUTERMOST:
            cost += Cost.ANNEX_INSIDE
        elif parent.family != "title":
            cost += 0.0 if parent.heading else Cost.RANK_INVERTED
        elif context.rank <= parent.rank:
            cost += -1.0 if context.next_to_heading and context.mark.style == "plain" else Cost.RANK_INVERTED
    return cost
