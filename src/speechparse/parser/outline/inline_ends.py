"""Where a list inside one paragraph ends: with a sentence, a turn, a look back, or as long as its siblings."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, pairwise

from ...signs import FULL_STOPS, HALF_STOPS, LOOSE, SENTENCE_ENDS
from ..forms import Mark
from .lookback import counted_back
from .tree import End, earlier
from .turns import Discourse, inside

_POINTS_BACK = re.compile("这(?!样|种|里|时)|以上|上述|都是|均")
_ENDED = SENTENCE_ENDS + "”"
_SENTENCE_STOP = re.compile(rf"[{FULL_STOPS}][”’」』）]?")


def close_inline(discourse: Discourse, chain: list[Mark], held: Mark, around: Mark | None, limit: int) -> End:
    """The same for a list inside a paragraph; ``held`` is the last mark that the last member holds."""
    mark, text = chain[-1], discourse.text.text
    start, end = discourse.text.paragraphs[held.paragraph]
    found = End(limit, "") if limit <= end else End(end, "paragraph")
    lost = discourse.text.has_lost_breaks(start, end)
    turn = None if lost else next(inside(text, held.end, found.at, discourse.rules), None)
    if turn is not None:
        found = End(turn.start, turn.row.id)
    k = bisect_left(discourse.starts, held.end)
    if k < len(discourse.turns):
        found = earlier(found, End(discourse.turns[k].start, discourse.turns[k].rule))
    found = earlier(found, End(_echo(discourse, around, held.end, found.at), "echo"))
    found = earlier(found, End(counted_back(discourse, len(chain), held.end, found.at), "looks-back"))
    starts = [member.start for member in chain]
    if not any(_SENTENCE_STOP.search(text, a, b - 1) for a, b in pairwise(starts)):
        # 一是…；二是…；三是…。这… Items that are clauses of one sentence end with it.
        stop = _SENTENCE_STOP.search(text, held.end, found.at)
        found = earlier(found, End(stop.end(), "sentence")) if stop else found
        # 一是甲，二是乙，这是… A clause that points back on them is outside where a comma ends each.
        whole = [text.find("，", a.end, b.start) + 1 == b.start for a, b in pairwise(chain)]
        comma = text.find("，", mark.end, found.at) + 1 if all(whole) else 0
        return End(comma, "points-back") if comma > held.start and _POINTS_BACK.match(text, comma, found.at) else found
    if all(text[b - 1] in HALF_STOPS for b in starts[1:]):
        found = earlier(found, End(_as_many_sentences(text, starts, held.end, found.at), "longer-than-siblings"))
    usual = (starts[-1] - starts[0]) // (len(starts) - 1) if len(starts) > 1 else 0
    if lost and usual and found.at - mark.start > 2 * usual + 60:
        # No break and no turn: the last item is taken to be about as long as the others.
        stop = _SENTENCE_STOP.search(text, max(held.end, mark.start + usual), found.at)
        return earlier(found, End(stop.end(), "longer-than-siblings")) if stop else found
    return found


def _as_many_sentences(text: str, starts: list[int], after: int, limit: int) -> int:
    """Where the last item has had as many sentences as the longest other one, where semicolons part the items."""
    most = max(len(_SENTENCE_STOP.findall(text, a, b)) + 1 for a, b in pairwise(starts))
    stops = [stop.end() for stop in islice(_SENTENCE_STOP.finditer(text, starts[-1], limit), most)]
    return stops[-1] if len(stops) == most and stops[-1] >= after else limit


def _echo(discourse: Discourse, above: Mark | None, start: int, limit: int) -> int:
    """Where a sentence takes up the heading above (二、借势发力 … 借势发力、事半功倍！), else ``limit``."""
    if above is None or not above.heading:
        return limit
    text = discourse.text.text
    words = text[above.end : discourse.text.paragraphs[above.paragraph].end].strip(LOOSE)
    found = text.find(words, start, limit) if 3 <= len(words) <= 16 else -1
    return found if found > 0 and text[found - 1] in _ENDED else limit
