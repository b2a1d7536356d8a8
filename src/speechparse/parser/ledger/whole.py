"""Whether a row is all that its item says, and where the words begin that tell what it is."""

from __future__ import annotations

from ...signs import BLANKS, COLONS, HALF_STOPS
from .forms import Ground, Row

AROUND = BLANKS + HALF_STOPS + COLONS + "。）"  # what may stand around a row and says nothing
HEAD = 160  # how much of a paragraph tells that it is background
TAIL = "background-tail"  # the rule that tells where the list of enclosures begins


def is_leaf(ground: Ground, row: Row) -> bool:
    """Whether the row is all that its item says."""
    if row.leaf < 0:
        row.leaf = int(_is_whole(ground, row))
    return row.leaf == 1


def _is_whole(ground: Ground, row: Row) -> bool:
    item, text = ground.outline.items[row.owner], ground.text.text
    if ground.outline.children[row.owner] and not row.cuts:
        return False
    rest = text[row.end : min(item.end, row.end + HEAD)].strip(AROUND)
    return not rest or _is_tail(ground, rest)


def _is_tail(ground: Ground, words: str) -> bool:
    hit = ground.rules["task.opening"].match(words, 0, HEAD)
    return hit is not None and hit.row.id == TAIL


def is_body(ground: Ground, row: Row) -> bool:
    """Whether the row, which is not the first of its item, is all that stands below the item's heading."""
    if row.leaf < 0:
        row.leaf = int(_is_all_below(ground, row))
    return row.leaf == 1


def _is_all_below(ground: Ground, row: Row) -> bool:
    if row.first or row.owner < 0 or ground.outline.children[row.owner]:
        return False
    item, text = ground.outline.items[row.owner], ground.text.text
    if row.start - item.title[1] > HEAD:
        return False
    before = text[item.title[1] : row.start].strip(AROUND)
    rest = text[row.end : min(item.end, row.end + HEAD)].strip(AROUND)
    return not before and (not rest or _is_tail(ground, rest))


def reading_start(ground: Ground, row: Row) -> int:
    """Where the words begin that tell what a row is: after the heading of an item that says more."""
    if row.first and not is_leaf(ground, row):
        stop = ground.outline.items[row.owner].title[1]
        if stop < row.end - 1 or ground.text.text[row.end - 1] not in "。；":
            return min(row.end, stop)
    return row.start
