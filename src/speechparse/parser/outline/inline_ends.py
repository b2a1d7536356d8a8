"""Where a list inside one paragraph ends: with a sentence, a turn, a look back, or as long as its siblings."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, pairwise

from ...signs import COLONS, FULL_STOPS, HALF_STOPS, LOOSE, SENTENCE_ENDS, sentence_start
from ..forms import Mark
from ..lists.phrases import announced
from .lookback import counted_back, heading_words
from .tree import End, Tree, earlier
from .turns import Discourse, inside

_POINTS_BACK = re.compile("这(?!样|种|里|时)|以上|上述|都是|均")
_NAMED = 4  # letters of the heading above that a sentence begins with
_LEAD = 0.4  # of the others' length: a shorter first sentence is a lead
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
        if stop and stop.end() - mark.start < _LEAD * (starts[-1] - starts[0]) / len(starts):
            # 三是抓管理。开展… after two members of one long sentence each: a lead, and what it says
            stop = _SENTENCE_STOP.search(text, stop.end(), found.at)
        found = earlier(found, End(stop.end(), "sentence")) if stop else found
        # 一是甲，二是乙，这是… A clause that points back on them is outside where a comma ends each.
        whole = [text.find("，", a.end, b.start) + 1 == b.start for a, b in pairwise(chain)]
        comma = text.find("，", mark.end, found.at) + 1 if all(whole) else 0
        return End(comma, "points-back") if comma > held.start and _POINTS_BACK.match(text, comma, found.at) else found
    if all(text[b - 1] in HALF_STOPS for b in starts[1:]):
        found = earlier(found, End(_as_many_sentences(text, starts, held.end, found.at), "longer-than-siblings"))
    usual = (starts[-1] - starts[0]) // (len(starts) - 1) if len(starts) > 1 else 0
    if lost and usual and around is not None:
        found = earlier(found, End(_names_again(discourse, around, mark, held.end, found.at, usual), "echo"))
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


def _names_again(discourse: Discourse, above: Mark, own: Mark, after: int, limit: int, usual: int) -> int:
    """Where a sentence begins with words of the heading above, once the last item is as long as half of the others.

    In a text without breaks nothing else tells that it has ended.
    """
    text, words, topic = discourse.text.text, heading_words(discourse, above), heading_words(discourse, own)
    for stop in _SENTENCE_STOP.finditer(text, max(after, own.start + usual // 2), limit):
        at = stop.end()
        at += text[at : at + 1] in ("“", "‘")
        first = text[at : at + _NAMED]
        if len(first) == _NAMED and first in words and first not in topic:
            return stop.end()
    return limit


def lead_in(discourse: Discourse, tree: Tree, following: int, held: Mark, limit: int) -> End:
    """Where the sentence begins that announces the next list, which stands outside of the one that ``held`` ends.

    三是孝敬长辈。今天，我再提两点希望：一是… The sentence stands in the same paragraph, or at the end of the one above.
    """
    none = End(limit, "")
    if following >= len(tree.members) or not tree.members[following].opens:
        return none
    mark, text = tree.members[following].mark, discourse.text.text
    if mark.paragraph - held.paragraph > (mark.position == "paragraph"):
        return none
    end = len(text[held.end : mark.start].rstrip()) + held.end
    start = sentence_start(text, end - 1, held.end)
    if start <= held.end or start >= limit:
        return none
    if text[end - 1] not in COLONS:
        chain = next(chain for chain in tree.chains if chain[0] == following)
        if len(chain) not in {count for _, count in announced(discourse.text, start, end, discourse.rules)}:
            return none
    return End(start, "lead-in")
