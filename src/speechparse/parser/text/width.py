"""The width at which a text was wrapped: measured, not assumed.

A text is hard-wrapped when many of its lines break off in the middle of a sentence at nearly the same width. Some
programs wrapped by columns (a Chinese character takes two), some by characters; the measure under which the broken
lines agree better is taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from .measures import SENTENCE_END, Measures

_WIDEST = 56  # characters: no page is wider
_MOST_OVER = 0.1  # of the lines of a wrapped text are longer than its width …
_OVER = 12  # … by more than this


@dataclass(slots=True, eq=False, repr=False)
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


def measured_wrap(lay: Measures, apart: set[int]) -> Wrap | None:
    """How a text is wrapped, if it is; ``apart`` are the lines that a blank line follows."""
    solid = lay.solid
    last, lengths = lay.last, lay.lengths
    maybe = [(i, j) for i, j in pairwise(solid) if last[i] not in SENTENCE_END and lengths[i] >= 12 and i not in apart]
    if _is_running(lay, [i for i, _ in maybe]):
        return None
    broken = [i for i, j in maybe if not lay.opens(j)]
    if len(broken) < 3:
        return _narrow(lay, broken)
    few = len(broken) < 6 or len(broken) < 0.3 * len(solid)  # they show the width only when they all agree
    best: tuple[int, int, dict[int, int], int] | None = None
    for slack, measure in ((8, _columns), (4, _characters)):
        widths = measure(lay, broken if few else solid)
        counts = Counter([widths[i] for i in broken])
        agree = slack if len(broken) >= 6 else 2
        if few and max(counts) - min(counts) > 2 * agree:
            continue
        width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(slack // 2)), w))
        near = sum(n for w, n in counts.items() if abs(w - width) <= agree)
        if few and near < len(broken):
            continue
        widths = measure(lay, solid) if few else widths
        over = sum(n for w, n in Counter(widths.values()).items() if w > width + slack + 4)
        if near >= 0.4 * len(broken) and over <= _MOST_OVER * len(solid) and (best is None or near > best[0]):
            best = near, width - slack, widths, slack
    return _wrap(lay, *best[1:]) if best else _narrow(lay, broken)


def _is_running(lay: Measures, broken: list[int]) -> bool:
    """A quick look that spares most texts the measuring: their paragraphs are lines, wider than any page has them."""
    lengths = [lay.lengths[i] for i in lay.solid]
    if max(lengths) <= 2 * _WIDEST:
        return False
    # The width is that of one of the lines that break off; no character takes more than two columns and a half.
    widest = max([5 * lay.lengths[i] // 2 + lay.margin(i) + lay.lines[i].left for i in broken], default=0)
    return sum([length > widest + _OVER for length in lengths]) > _MOST_OVER * len(lengths)


def _narrow(lay: Measures, broken: list[int]) -> Wrap | None:
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


def _wrap(lay: Measures, least: int, widths: dict[int, int], slack: int) -> Wrap:
    solid = lay.solid
    full = frozenset(i for i in solid if widths[i] >= least)
    brim = frozenset(i for i in solid if widths[i] >= least + slack - slack // 4)
    indents = Counter(lay.indents[j] for i, j in pairwise(solid) if widths[i] >= least + slack // 2)
    flush = indents.most_common(1)[0][0] if indents else 0
    opening = [j for i, j in pairwise(solid) if i not in full]
    long = [j for j in opening if j in full]
    return Wrap(
        full,
        brim,
        flush,
        sum(lay.indents[j] > flush + 1 for j in opening) >= max(2, 0.8 * len(opening)),
        sum(lay.indents[j] > flush + 1 for j in long) >= max(2, 0.8 * len(long)),
        *_numbered(lay, opening, full),
    )


def _numbered(lay: Measures, opening: list[int], full: frozenset[int]) -> tuple[frozenset[str], frozenset[str]]:
    """The styles of which it is plain how their lines go on, and those of them whose lines are headings."""
    told: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for j in opening:
        family, style = lay.opener(j)
        if family == "heading" and (j not in full or lay.is_prose(j)):
            told[style] += 1
            short[style] += j not in full and not lay.ends(j)
    return frozenset(told), frozenset(style for style, n in told.items() if short[style] >= max(1, 0.6 * n))


def _characters(lay: Measures, solid: list[int]) -> dict[int, int]:
    """The width of each line, its indent included as far as it is one."""
    return {i: lay.lengths[i] + lay.margin(i) for i in solid}


def _columns(lay: Measures, solid: list[int]) -> dict[int, int]:
    """The same in columns. In UTF-8 a wide character takes three bytes and counts two: their mean."""
    widths = {}
    text, lengths, margin = lay.text, lay.lengths, lay.margin
    for i in solid:
        line = lay.lines[i]
        size = len(text[line.first : line.last].encode("utf-8", "surrogatepass"))
        widths[i] = (lengths[i] + size) // 2 + margin(i) + line.left
    return widths
