"""What the form of the other members of a list says of where its last one ends."""

from __future__ import annotations

import re
from itertools import pairwise

from ...signs import COLONS, SENTENCE_ENDS
from ..forms import Mark
from .farewell import shares
from .lookback import heading_words
from .turns import Discourse

_LEAD = re.compile(rf"[^{SENTENCE_ENDS}{COLONS}\n]{{2,20}}。(?=.)")  # 抓实安全生产。开展矿山、燃气专项检查。
_FEWEST_LEADS = 3
_RETURNS = 2.0
_EXTRA = 1.0  # what it speaks for a return to the whole to stand where two or more siblings have ended
_EXTRA_ONE = 0.5  # … one sibling
_UP = 1.5  # … to name what the section above is about
_OWN = -1.5  # … to name what the member's own heading is about


def without_lead(discourse: Discourse, firsts: list[int], stop: int) -> int | None:
    """The paragraph from which the last section's lack the short first sentence that all before them have.

    ``firsts`` are the paragraphs of the members' headings, ``stop`` is the paragraph after the last section.
    """
    if stop <= firsts[0]:
        return None
    k, last_heading = stop, firsts[-1]
    while k > last_heading + 1 and not _has_lead(discourse, k - 1):
        k -= 1
    if k == stop or k - last_heading < 2:
        return None
    headings = frozenset(firsts)
    before = [i for i in range(firsts[0], k) if i not in headings]
    return k if len(before) >= _FEWEST_LEADS and all(_has_lead(discourse, i) for i in before) else None


def _has_lead(discourse: Discourse, index: int) -> bool:
    return _LEAD.match(discourse.text.text, *discourse.text.paragraphs[index]) is not None


def returned(discourse: Discourse, firsts: list[int], stop: int, mark: Mark, above: Mark | None) -> int | None:
    """The paragraph where the text goes back to what holds a list of sections, although no mark stands there.

    Each other section has the same number of paragraphs; the one after as many in the last opens as one that speaks
    of the whole (关于具体的安排，…). ``mark`` is the last section's, ``above`` that of what holds the list.
    """
    lengths = {b - a for a, b in pairwise(firsts)}
    if len(lengths) != 1:
        return None
    index = firsts[-1] + lengths.pop()
    if index >= stop or index < firsts[-1] + 2:
        return None
    anew = opens_anew(discourse, index)
    if not anew:
        return None
    outer = heading_words(discourse, above) if above else ""
    points = anew + (_EXTRA if len(firsts) > 2 else _EXTRA_ONE)
    points += _UP * shares(discourse.text, index, outer)
    points += _OWN * shares(discourse.text, index, heading_words(discourse, mark))
    return index if points >= _RETURNS else None


def opens_anew(discourse: Discourse, index: int) -> float:
    """How surely a paragraph opens as one that goes back to the whole."""
    hit = discourse.rules["return"].match(discourse.text.text, *discourse.text.paragraphs[index])
    return hit.weight if hit else 0.0
