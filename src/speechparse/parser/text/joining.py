"""Which lines carry on in the next one: hard-wrapped text, and paragraphs broken by accident.

The wrap width is measured, not assumed: a text is hard-wrapped when many of its lines break off in the middle of a
sentence at nearly the same width. Some programs wrapped by columns (a Chinese character takes two), some by
characters; the measure under which the broken lines agree better is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ...rules.types import Rules
from ..forms import BlockKind
from .openers import opener

_SENTENCE_END = frozenset("。！？：；…!?:;”」』）)】》.")
_STOP = frozenset("。！？…!?")
_NEVER_FIRST = frozenset("，。；、）”！？：》」』,;)!?")
_CARRIES_ON = frozenset("，、,")
_INSIDE_PROSE = re.compile("[，。；,]")
_GAP = re.compile("[ \t\u3000]")
_NAME = 16  # characters of an office and a name
_WIDEST_INDENT = 8
_WIDEST = 56  # characters: no page is wider
_BROKEN = 12  # characters: no shorter line shows where lines are broken off
_HALF = 20  # no heading without a number is so long
_UNHEARD = 28  # characters of a sentence without a comma: hardly any
_LONG = 60  # a line of this length without any end is broken off in any text


@dataclass(slots=True, eq=False)
class Line:
    """A source line: ``[start, end)`` with its line break, ``[first, last)`` without blanks at both ends.

    ``end`` counts a line feed behind the last line too, where there is none. ``left`` is what stands before it on
    the same line of the page, in characters: only runs of blanks divide them.
    """

    start: int
    end: int
    first: int
    last: int
    left: int = 0


@dataclass(slots=True, eq=False)
class Wrap:
    """A hard-wrapped text: the lines that fill its width, nearly (``full``) or to the last character (``brim``).

    ``flush`` is the usual indent of the line after a full one. ``set_in``: paragraphs begin further in;
    ``long_set_in``: those of more than a line do. ``told`` are the styles of marks of which other lines tell how they
    go on, ``alone`` those of them whose lines are headings: the text follows below.
    """

    full: frozenset[int]
    brim: frozenset[int]
    flush: int
    set_in: bool
    long_set_in: bool
    told: frozenset[str]
    alone: frozenset[str]


class Begun(NamedTuple):
    """The paragraph at hand: its first line, and whether punctuation divides it so far (no heading)."""

    line: int
    prose: bool


class _Text:
    """The lines of a text with what is asked of them again and again."""

    def __init__(self, text: str, lines: list[Line], kinds: list[BlockKind], rules: Rules) -> None:
        self.text, self.lines, self.kinds, self.rules = text, lines, kinds, rules
        self.solid = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
        self._opens: dict[int, tuple[str, str]] = {}

    def opens(self, i: int) -> str:
        """The family of the mark that a line begins with."""
        return self.opener(i)[0]

    def opener(self, i: int) -> tuple[str, str]:
        """The family and the style of that mark."""
        found = self._opens.get(i)
        if found is None:
            line = self.lines[i]
            found = self._opens[i] = opener(self.text, line.first, line.last, self.rules)
        return found

    def ends(self, i: int) -> bool:
        return self.text[self.lines[i].last - 1] in _SENTENCE_END

    def stops(self, i: int) -> bool:
        return self.text[self.lines[i].last - 1] in _STOP

    def indent(self, i: int) -> int:
        return self.lines[i].first - self.lines[i].start

    def margin(self, i: int) -> int:
        """The characters to the left of a line: its indent as far as it is one, or what stands before it."""
        line = self.lines[i]
        return line.left + self.indent(i) if line.left else min(self.indent(i), _WIDEST_INDENT)

    def length(self, i: int) -> int:
        return self.lines[i].last - self.lines[i].first

    def is_apart(self, i: int) -> bool:
        """Whether the line is short and divided by a blank: 县长　沈月波."""
        line = self.lines[i]
        return self.length(i) <= _NAME and _GAP.search(self.text, line.first, line.last) is not None

    def is_prose(self, i: int) -> bool:
        """Whether punctuation divides the line: no heading."""
        line = self.lines[i]
        return _INSIDE_PROSE.search(self.text, line.first, line.last) is not None


def joins(text: str, lines: list[Line], kinds: list[BlockKind], rules: Rules) -> list[bool]:
    """For each line whether its text carries on in the next line of text."""
    lay = _Text(text, lines, kinds, rules)
    solid = lay.solid
    out = [False] * len(lines)
    if len(solid) < 2:
        return out
    apart = {i for i, j in pairwise(solid) if lines[j].start > lines[i].end}
    # With a blank line after nearly every line, blank lines say nothing about paragraphs.
    spaced = len(apart) >= 0.9 * (len(solid) - 1)
    wrap = _measure(lay, set() if spaced else apart)
    at = Begun(solid[0], lay.is_prose(solid[0]))
    for i, j in pairwise(solid):
        if not wrap and text[lines[i].last - 1] in _SENTENCE_END and text[lines[j].first] not in _NEVER_FIRST:
            continue
        paged = j > i + 1 and "furniture" in kinds[i + 1 : j]
        if i not in apart or (spaced and wrap) or paged:
            if text[lines[j].first] in _NEVER_FIRST:
                out[i] = True
            elif wrap and (i not in apart or spaced):
                out[i] = _wrapped(lay, i, j, at, wrap)
            elif paged and not lay.ends(i):  # a page break may stand between paragraphs as well as inside one
                out[i] = _across(lay, i, j, wrap)
            elif not wrap and not lay.ends(i):
                out[i] = _broken(lay, i, j)
        if wrap:
            at = Begun(at.line, at.prose or lay.is_prose(j)) if out[i] else Begun(j, lay.is_prose(j))
    return out


def _measure(lay: _Text, apart: set[int]) -> Wrap | None:
    solid = lay.solid
    broken = [
        i for i, j in pairwise(solid) if not lay.ends(i) and i not in apart and lay.length(i) >= 12 and not lay.opens(j)
    ]
    if len(broken) < 3:
        return _narrow(lay, broken)
    few = len(broken) < 6 or len(broken) < 0.3 * len(solid)  # they show the width only when they all agree
    best: tuple[int, int, dict[int, int], int] | None = None
    for slack, measure in ((8, _columns), (4, _characters)):
        widths = measure(lay, broken if few else solid)
        counts = Counter(widths[i] for i in broken)
        agree = slack if len(broken) >= 6 else 2
        if few and max(counts) - min(counts) > 2 * agree:
            continue
        width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(slack // 2)), w))
        near = sum(n for w, n in counts.items() if abs(w - width) <= agree)
        if few and near < len(broken):
            continue
        widths = measure(lay, solid) if few else widths
        over = sum(n for w, n in Counter(widths.values()).items() if w > width + slack + 4)
        if near >= 0.4 * len(broken) and over <= 0.1 * len(solid) and (best is None or near > best[0]):
            best = near, width - slack, widths, slack
    return _wrap(lay, *best[1:]) if best else _narrow(lay, broken)


def _narrow(lay: _Text, broken: list[int]) -> Wrap | None:
    """A short text: no line is wider than those that break a sentence off, which goes on below."""
    prose = [i for i in broken if lay.is_prose(i)]
    if not prose:
        return None
    for slack, measure, most in ((4, _characters, _WIDEST), (8, _columns, 2 * _WIDEST)):
        widths = measure(lay, lay.solid)
        width = max(widths.values())
        if width <= most and sum(widths[i] >= width - slack for i in prose) >= 0.8 * len(prose):
            return _wrap(lay, width - slack, widths, slack)
    return None


def _wrap(lay: _Text, least: int, widths: dict[int, int], slack: int) -> Wrap:
    solid = lay.solid
    full = frozenset(i for i in solid if widths[i] >= least)
    brim = frozenset(i for i in solid if widths[i] >= least + slack - slack // 4)
    indents = Counter(lay.indent(j) for i, j in pairwise(solid) if widths[i] >= least + slack // 2)
    flush = indents.most_common(1)[0][0] if indents else 0
    opening = [j for i, j in pairwise(solid) if i not in full]
    long = [j for j in opening if j in full]
    return Wrap(
        full,
        brim,
        flush,
        sum(lay.indent(j) > flush + 1 for j in opening) >= max(2, 0.8 * len(opening)),
        sum(lay.indent(j) > flush + 1 for j in long) >= max(2, 0.8 * len(long)),
        *_numbered(lay, opening, full),
    )


def _numbered(lay: _Text, opening: list[int], full: frozenset[int]) -> tuple[frozenset[str], frozenset[str]]:
    """The styles of which it is plain how their lines go on, and those of them whose lines are headings."""
    told: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for j in opening:
        family, style = lay.opener(j)
        if family == "heading" and (j not in full or lay.is_prose(j)):
            told[style] += 1
            short[style] += j not in full and not lay.ends(j)
    return frozenset(told), frozenset(style for style, n in told.items() if short[style] >= max(1, 0.6 * n))


def _characters(lay: _Text, solid: list[int]) -> dict[int, int]:
    """The width of each line, its indent included as far as it is one."""
    return {i: lay.length(i) + lay.margin(i) for i in solid}


def _columns(lay: _Text, solid: list[int]) -> dict[int, int]:
    """The same in columns. In UTF-8 a wide character takes three bytes and counts two: their mean."""
    widths = {}
    for i in solid:
        line = lay.lines[i]
        words = lay.text[line.first : line.last]
        columns = (len(words) + len(words.encode("utf-8", "surrogatepass"))) // 2
        widths[i] = columns + lay.margin(i) + line.left
    return widths


def _wrapped(lay: _Text, i: int, j: int, at: Begun, wrap: Wrap) -> bool:
    ends, indent, full = lay.ends(i), lay.indent(j), i in wrap.full
    if wrap.flush + 6 <= indent <= lay.indent(i) and lay.opens(i) and not lay.opens(j):
        return not ends  # a heading set in from the margin, broken over two lines
    if full and indent <= wrap.flush + 1:
        return _after_stop(lay, i, j, wrap) if ends else _after_break(lay, i, j, at, wrap)
    if ends or lay.opens(j):
        return False
    if indent <= wrap.flush + 1 and lay.text[lay.lines[i].last - 1] in _CARRIES_ON:
        return True
    # Neither a short line nor an indent ends a sentence that has begun; a heading is set in further than the text.
    if not at.prose or lay.indent(i) > max(indent, wrap.flush) or not (j in wrap.full or lay.ends(j)):
        return False
    return not lay.opens(at.line) and (full or i > at.line or lay.length(i) >= _HALF)


def _after_break(lay: _Text, i: int, j: int, at: Begun, wrap: Wrap) -> bool:
    """A full line that breaks off: its sentence goes on, unless it is a heading that fills its line."""
    opens = lay.opens(j)
    if opens == "word" or (opens and wrap.set_in):
        return True
    if opens:  # in the middle of a sentence it stands there by chance, but an item may go without a stop
        return lay.text[lay.lines[i].last - 1] in _CARRIES_ON or (at.prose and lay.opens(at.line) != opens)
    if not at.prose and i == at.line and lay.is_apart(j):
        return False
    family, style = lay.opener(at.line)
    heading = style in wrap.alone if style in wrap.told else lay.length(at.line) >= _UNHEARD
    if at.prose or family != "heading" or not heading:
        return True
    return _is_last_of_heading(lay, j, wrap)


def _is_last_of_heading(lay: _Text, j: int, wrap: Wrap) -> bool:
    """Whether a line ends a heading of several lines: short, and without a stop."""
    return j not in wrap.full and not lay.ends(j)


def _after_stop(lay: _Text, i: int, j: int, wrap: Wrap) -> bool:
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


def _begins(lay: _Text, j: int, wrap: Wrap) -> bool:
    """Whether the line below ``j`` begins a paragraph, as far as its indent and mark tell."""
    at = bisect_left(lay.solid, j) + 1
    if at >= len(lay.solid):
        return False
    below = lay.solid[at]
    return lay.indent(below) > wrap.flush + 1 or lay.opens(below) != "" or not (wrap.set_in or wrap.long_set_in)


def _across(lay: _Text, i: int, j: int, wrap: Wrap | None) -> bool:
    """A page ends between the two lines: the sentence goes on where it had begun."""
    if lay.opens(j) not in ("", "word") or (wrap is not None and lay.indent(j) > wrap.flush + 1):
        return False
    return lay.is_prose(i) or (wrap is not None and i in wrap.full) or lay.length(i) >= _LONG


def _broken(lay: _Text, i: int, j: int) -> bool:
    """A paragraph broken by accident: a long line without any end, and nothing that opens a paragraph after it."""
    if lay.text[lay.lines[i].last - 1] not in _CARRIES_ON and (lay.indent(j) > lay.indent(i) or lay.length(i) < _LONG):
        return False
    return not lay.opens(j)
