"""Which lines carry on in the next one: hard-wrapped text, and paragraphs broken by accident."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from ...rules.types import Rules
from ...signs import NEVER_FIRST, PAUSES
from ..forms import BlockKind
from .measures import SENTENCE_END, Line, Measures
from .width import Wrap, measured_wrap

_NEVER_FIRST = frozenset(NEVER_FIRST)
_CARRIES_ON = frozenset(PAUSES)
_PICTURE = ("![", "！[")  # as Markdown writes it: no sign of a sentence
_HALF = 20  # no heading without a number is so long
_UNHEARD = 28  # characters of a sentence without a comma: hardly any
_CLAUSES = 26  # … where blank lines divide the paragraphs, if commas divide it
_FEW_BLOCKS = 3
_MOST_END = 0.6  # of the lines before blank lines, where these divide paragraphs
_LONG = 60  # a line of this length without any end is broken off in any text


class Begun(NamedTuple):
    """The paragraph at hand: its first line, and whether punctuation divides it so far (no heading)."""

    line: int
    prose: bool


def joins(text: str, lines: list[Line], kinds: list[BlockKind], rules: Rules) -> list[bool]:
    """For each line whether its text carries on in the next line of text."""
    lay = Measures(text, lines, kinds, rules)
    solid, last = lay.solid, lay.last
    out = [False] * len(lines)
    if len(solid) < 2:
        return out
    apart = {i for i, j in pairwise(solid) if lines[j].start > lines[i].end}
    # With a blank line after nearly every line, blank lines say nothing about paragraphs.
    spaced = len(apart) >= 0.9 * (len(solid) - 1)
    wrap = measured_wrap(lay, set() if spaced else apart)
    least = _LONG if wrap or not _in_blocks(lay, apart) else _CLAUSES
    at = Begun(solid[0], lay.is_prose(solid[0]))
    for i, j in pairwise(solid):
        first = lines[j].first
        carries = text[first] in _NEVER_FIRST and not text.startswith(_PICTURE, first)
        if not wrap and last[i] in SENTENCE_END and not carries:
            continue
        paged = j > i + 1 and "furniture" in kinds[i + 1 : j]
        if i not in apart or (spaced and wrap) or paged:
            if carries:
                out[i] = True
            elif wrap and (i not in apart or spaced):
                out[i] = _wrapped(lay, i, j, at, wrap)
            elif paged and not lay.ends(i):  # a page break may stand between paragraphs as well as inside one
                out[i] = _across(lay, i, j, wrap)
            elif not wrap and not lay.ends(i):
                out[i] = _broken(lay, i, j, least if lay.is_prose(i) else _LONG)
        if wrap and not (out[i] and at.prose):
            at = Begun(at.line if out[i] else j, lay.is_prose(j))
    return out


def _wrapped(lay: Measures, i: int, j: int, at: Begun, wrap: Wrap) -> bool:
    ends, indent, full = lay.ends(i), lay.indents[j], i in wrap.full
    if wrap.flush + 6 <= indent <= lay.indents[i] and lay.opens(i) and not lay.opens(j):
        return not ends  # a heading set in from the margin, broken over two lines
    if full and indent <= wrap.flush + 1:
        return _after_stop(lay, i, j, wrap) if ends else _after_break(lay, i, j, at, wrap)
    if ends or lay.opens(j):
        return False
    if indent <= wrap.flush + 1 and lay.last[i] in _CARRIES_ON:
        return True
    # Neither a short line nor an indent ends a sentence that has begun; a heading is set in further than the text.
    if not at.prose or lay.indents[i] > max(indent, wrap.flush) or not (j in wrap.full or lay.ends(j)):
        return False
    return not lay.opens(at.line) and (full or i > at.line or lay.lengths[i] >= _HALF)


def _after_break(lay: Measures, i: int, j: int, at: Begun, wrap: Wrap) -> bool:
    """A full line that breaks off: its sentence goes on, unless it is a heading that fills its line."""
    opens = lay.opens(j)
    if opens == "word" or (opens and wrap.set_in):
        return True
    if opens:  # in the middle of a sentence it stands there by chance, but an item may go without a stop
        return lay.last[i] in _CARRIES_ON or (at.prose and lay.opens(at.line) != opens)
    if not at.prose and i == at.line and lay.is_apart(j):
        return False
    family, style = lay.opener(at.line)
    heading = style in wrap.alone if style in wrap.told else lay.lengths[at.line] >= _UNHEARD
    if at.prose or family != "heading" or not heading:
        return True
    return _is_last_of_heading(lay, j, wrap)


def _is_last_of_heading(lay: Measures, j: int, wrap: Wrap) -> bool:
    """Whether a line ends a heading of several lines: short, and without a stop."""
    return j not in wrap.full and not lay.ends(j)


def _after_stop(lay: Measures, i: int, j: int, wrap: Wrap) -> bool:
    """A full line that ends a sentence: the paragraph goes on where the next line cannot begin one."""
    opens = lay.opens(j)
    if _is_last_of_heading(lay, j, wrap) and _begins(lay, j, wrap):
        return False  # as the last line of the paragraph it would have a stop
    if opens == "heading" and lay.ends(j) and _begins(lay, j, wrap):
        return False  # an item of one line, which is not set in where only longer ones are
    if wrap.set_in:
        return True
    if wrap.long_set_in:
        return opens in ("", "word") or (j in wrap.full and not lay.ends(j))
    # Where nothing is set in, a sentence that ends a line ends the paragraph unless the line is full to the brim.
    return i in wrap.brim and not opens


def _begins(lay: Measures, j: int, wrap: Wrap) -> bool:
    """Whether the line below ``j`` begins a paragraph, as far as its indent and mark tell."""
    at = bisect_left(lay.solid, j) + 1
    if at >= len(lay.solid):
        return False
    below = lay.solid[at]
    return lay.indents[below] > wrap.flush + 1 or lay.opens(below) != "" or not (wrap.set_in or wrap.long_set_in)


def _across(lay: Measures, i: int, j: int, wrap: Wrap | None) -> bool:
    """A page ends between the two lines: the sentence goes on where it had begun."""
    if lay.opens(j) not in ("", "word") or (wrap is not None and lay.indents[j] > wrap.flush + 1):
        return False
    return lay.is_prose(i) or (wrap is not None and i in wrap.full) or lay.lengths[i] >= _LONG


def _in_blocks(lay: Measures, apart: set[int]) -> bool:
    """Whether blank lines divide the paragraphs, which then hold several lines: those before them end sentences.

    So Markdown is written, and mail; the lines of a paragraph need not be of one width.
    """
    return len(apart) >= _FEW_BLOCKS and sum(map(lay.ends, apart)) >= _MOST_END * len(apart)


def _broken(lay: Measures, i: int, j: int, least: int = _LONG) -> bool:
    """A paragraph broken by accident: a long line without any end, and nothing that opens a paragraph after it."""
    if lay.last[i] not in _CARRIES_ON and (lay.indents[j] > lay.indents[i] or lay.lengths[i] < least):
        return False
    return not lay.opens(j)
