"""What the outline search hands on: a list that is open, and a mark with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter

from ..forms import Mark
from .prices import Cost


@dataclass(slots=True, eq=False, repr=False)
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
    sentences: bool = False  # a full stop stands between two items: each is a sentence and no clause
    parent: bool = False  # the last item has a list of paragraphs inside


_values = attrgetter(*[row.name for row in fields(Frame)])  # the compiler of the parser knows no __match_args__


def holding(frame: Frame) -> Frame:
    """The list when its last item has got a list of paragraphs inside."""
    copy = Frame(*_values(frame))  # a third of the time of dataclasses.replace, in the innermost loop of the search
    copy.parent = True
    return copy


@dataclass(slots=True, eq=False, repr=False)
class Context:
    """A mark with all that its costs depend on."""

    mark: Mark
    place: int  # index of the mark
    series: str
    family: str
    rank: int
    inline: bool
    plain: int  # paragraphs without a mark between the mark before and this one
    out: float  # the strongest turn there that leads out of everything (see turns)
    turn: float  # … and of any kind
    after_colon: bool
    runs_on: bool
    next_to_heading: bool
    announces_two: bool
    goes_on: int  # offset of the next mark that numbers on from this one, 0: there is none
    stop: int  # offset of the last full stop before the mark


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
        frame.sentences or context.stop > frame.last,
    )
