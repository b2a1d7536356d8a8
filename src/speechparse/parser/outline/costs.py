"""What it costs to continue a list, to open one, to leave one: the arithmetic of the outline search.

A cost is an unlikeliness. Leaving out an ordinary mark costs its weight, about 3 inside a paragraph and 4 to 6 at
its start; the regular next member of a list costs nothing.
"""

from __future__ import annotations

from ..forms import ITEM, Mark
from .frames import Context, Frame
from .prices import OUTERMOST, Cost

_CITED = frozenset({"chapter", "section", "article"})  # of a law or a plan any part may be printed alone
_SECOND = 2
# Lists that a word without an ordinal of its own (最后; 再就是) may continue.
_CONTINUED_BY = {"shouxian": ("shouxian", "di", "qi"), "zaijiushi": ("shi", "yao", "yige", "di")}
"""The rank of what stands inside nothing: the title of an annex."""
"""Headings that stand beside one another however they are written."""


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
    if mark.ordinal == 0 and context.inline and _far(frame, mark):
        cost += 2 * Cost.FAR_WORD
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
        frame.style not in _CONTINUED_BY.get(mark.style, (mark.style,))
        or (frame.members < 2 and mark.style == "shouxian")
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


def stay_cost(frame: Frame, context: Context, left: Frame | None) -> float:
    """The cost of holding that what stands before the mark still belongs to the list's last item.

    ``left`` is the list inside that item which ends before the mark: it is what a turn ends, if there is one.
    """
    if frame.goes_on > context.mark.start:
        return 0.0
    if context.plain == 0:
        # What leads its paragraph holds the list inside it, whatever small turn stands between: 3、…。对此，一要…
        whole = frame.paragraph == context.mark.paragraph and (not frame.inline or frame.family == "heading")
        turn = context.out if whole or (left and left.inline) else context.turn
        if _ended(frame, context):
            turn += Cost.SENTENCE_ENDED
        return turn + (Cost.FAR if _far(frame, context.mark) else 0.0)
    if frame.heading or frame.family == "title":
        return context.out
    return context.turn + (Cost.STAY_IN_RUN_IN if frame.members >= 2 and not frame.multi else 0.2)


def _far(frame: Frame, mark: Mark) -> bool:
    """In one paragraph, the mark stands much further from the last item than the items stand from one another."""
    if not frame.inline or frame.members < 2:
        return False
    return mark.start - frame.last > 60 + 2 * (frame.last - frame.start) / (frame.members - 1)


def _ended(frame: Frame, context: Context) -> bool:
    """Whether the items are clauses of one sentence that has ended: 一是甲，二是乙，三是丙。这要…."""
    clauses = frame.inline and frame.members > 1 and not frame.sentences
    return clauses and frame.paragraph == context.mark.paragraph and context.stop > frame.last


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
        return 0.3 if context.turn or _far(frame, context.mark) or _ended(frame, context) else 1.0
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
            Cost.RUNS_ON
            if context.runs_on and kept and not context.inline
            else Cost.NOT_FROM_ONE + 0.2 * (min(mark.ordinal, _SECOND) if mark.style in _CITED else mark.ordinal)
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
            below = parent.heading and parent.paragraph + 1 == context.mark.paragraph
            cost += Cost.RIGHT_BELOW if below else Cost.RANK_INVERTED
    elif family == "title":
        if context.rank == OUTERMOST:
            cost += Cost.ANNEX_INSIDE
        elif parent.family != "title":
            cost += 0.0 if parent.heading else Cost.RANK_INVERTED
        elif context.rank <= parent.rank:
            cost += -1.0 if context.next_to_heading and context.mark.style == "plain" else Cost.RANK_INVERTED
    return cost
