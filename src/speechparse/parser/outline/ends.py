"""Where each node ends, and why: the cascade over turns, look-backs, lengths and the form of siblings.

A turn closes a list that does not continue after it. Without a turn, a list of run-in items ends where its last item
has had as many paragraphs as the longest of the others; a section under a heading of its own goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from ...rules.engine import Hit
from ...signs import COMMAS, HALF_STOPS
from ..forms import Mark
from . import farewell, siblings
from .farewell import shares
from .inline_ends import close_inline, lead_in
from .lookback import LONG_TITLE, counted_back, heading_words, named_back
from .tree import End, Tree, earlier, hold_members, nested
from .turns import Discourse, inside, opening

_GOES_ON = re.compile(f"[{COMMAS}{HALF_STOPS}]")
_INTERRUPTS = 1.2  # turns of this weight can stand between two members of a list
_FIRST_WORDS = 40  # of a paragraph: within them it says what it is about
_NOTHING_FOUND = frozenset({"next", "text", "paragraph"})
_MUCH_LONGER, _LONGER = 1.5, 60  # times the longest sibling, and by so many characters
_SURELY = 1.4  # … can begin a paragraph whose break is lost
_LINES = 2  # members before the last that show that none has a body
_CALLS = 2.4  # turns of this weight end everything inside the last paragraph too


def find(discourse: Discourse, tree: Tree, ends: list[End]) -> list[End]:
    """The end of each member, all that belongs to it included; ``ends`` are those that the marks set (read_tree)."""
    members, ends = tree.members, list(ends)
    last_words = _farewell(discourse, tree)
    for chain in tree.chains:
        last = chain[-1]
        for i in chain[:-1] if discourse.turns else ():
            ends[i] = _interrupted(discourse, tree, i, ends[i])
        ends[last] = earlier(ends[last], _close(discourse, tree, chain, ends[last].at))
        if last_words is not None and tree.is_final(last) and members[last].mark.start < last_words.at:
            ends[last] = earlier(ends[last], last_words)
    _close_like_siblings(discourse, tree, ends)
    hold_members(discourse, tree, ends)
    ends = nested(discourse, members, ends)
    for *others, last in tree.chains:
        longest = max([ends[i].at - members[i].mark.start for i in others], default=0)
        if longest and ends[last].reason in _NOTHING_FOUND:
            length = ends[last].at - members[last].mark.start
            long = length > _MUCH_LONGER * longest and length - longest > _LONGER
            ends[last] = End(ends[last].at, ends[last].reason, long)
    return ends


def _close_like_siblings(discourse: Discourse, tree: Tree, ends: list[End]) -> None:
    """Sections that all end with a list of their own leave what follows the last one's list outside."""
    within = [-1] * len(tree.above)  # index of the last member right inside each
    for i, outer in enumerate(tree.above):
        if outer >= 0:
            within[outer] = i
    text = discourse.text.text
    for chain in reversed(tree.chains):  # inner lists first
        *others, last = chain
        if len(others) < 2 or any(within[i] < 0 for i in chain):
            continue
        if not any(text[ends[within[i]].at : ends[i].at].strip() for i in others):
            ends[last] = earlier(ends[last], End(ends[within[last]].at, "siblings-end-with-a-list"))


def _interrupted(discourse: Discourse, tree: Tree, i: int, end: End) -> End:
    """Where a remark (同志们，…; 在此，…) stands between a member and the next, its start."""
    mark = tree.members[i].mark
    if mark.position == "paragraph" and not mark.heading:
        for turn in opening(discourse, max(tree.held(i).paragraph, mark.paragraph) + 1, end.at):
            if turn.weight >= _INTERRUPTS:
                return End(turn.start, turn.rule)
    return end


def _close(discourse: Discourse, tree: Tree, chain: list[int], limit: int) -> End:
    """Where the last member of a list ends, at most at ``limit``."""
    members, last = tree.members, chain[-1]
    mark, held = members[last].mark, tree.held(last)
    if mark.position != "paragraph":
        around = members[tree.above[last]].mark if tree.above[last] >= 0 else None
        found = close_inline(discourse, [members[i].mark for i in chain], held, around, limit)
        return earlier(found, lead_in(discourse, tree, tree.follows[last], held, limit))
    lengths = [members[b].mark.paragraph - members[a].mark.paragraph for a, b in pairwise(chain)]
    section = _is_section(discourse, mark, lengths)
    after = max(held.paragraph, mark.paragraph) + 1
    if section and after == mark.paragraph + 1:
        after += 1  # a section is not closed by its first words, even when they call the audience
    lost = _turn_of_lost_paragraph(discourse, held.end, limit, not section or tree.is_final(last))
    found = earlier(lost, _close_between(discourse, tree, chain, after, section, limit))
    if section and len(chain) > 1:
        found = earlier(found, _by_siblings(discourse, tree, chain, found.at))
    return found


def _close_between(discourse: Discourse, tree: Tree, chain: list[int], after: int, section: bool, limit: int) -> End:
    """The first paragraph from ``after`` on that closes the list by what it says, or by the list's length."""
    members, last, paragraphs = tree.members, chain[-1], discourse.text.paragraphs
    mark, final = members[last].mark, tree.is_final(last)
    longest = max([members[b].mark.paragraph - members[a].mark.paragraph for a, b in pairwise(chain)], default=0)
    turned = End(limit, "")
    for turn in opening(discourse, after, limit):
        if turn.out or not section or final:
            turned = End(turn.start, turn.rule)
            break
    # One item alone is as long as it is, and nobody looks back on it by its number.
    for index in range(after, discourse.last) if len(chain) > 1 else ():
        start = paragraphs[index].start
        if start >= turned.at:
            break
        if counted_back(discourse, len(chain), start, min(limit, start + _FIRST_WORDS)) == start:
            return End(start, "looks-back")
        if named_back(discourse, len(chain), members[chain[0]].mark.start, start):
            return End(start, "looks-back")
        if not section:
            if longest and index - mark.paragraph >= longest:
                return End(start, "longer-than-siblings")
            if siblings.opens_anew(discourse, index) and not shares(
                discourse.text, index, heading_words(discourse, mark)
            ):
                return End(start, "returns")
    if turned.at < limit:
        return turned
    if not final and (call := _call_within(discourse, members[tree.follows[last]].mark, after - 1, limit)):
        return End(call.start, call.row.id)
    if not final and members[tree.follows[last]].opens:
        # The next list stands outside: its lead-in, the paragraph that holds or precedes it, is outside too.
        following = members[tree.follows[last]].mark
        lead = following.paragraph - (1 if following.position == "paragraph" else 0)
        if lead >= after:
            return End(min(limit, paragraphs[lead].start), "lead-in")
    return End(limit, "")


def _by_siblings(discourse: Discourse, tree: Tree, chain: list[int], limit: int) -> End:
    """Where the last of some sections ends by the form of the others."""
    members, paragraphs = tree.members, discourse.text.paragraphs
    if any(tree.follows[i] != i + 1 for i in chain):
        return End(limit, "")  # lists inside say more
    firsts = [members[i].mark.paragraph for i in chain]
    stop = min(discourse.last, discourse.text.paragraphs_before(limit))
    mark, above = members[chain[-1]].mark, tree.above[chain[-1]]
    around = members[above].mark if above >= 0 else None
    if (index := siblings.without_lead(discourse, firsts, stop)) is not None:
        return End(paragraphs[index].start, "without-lead")
    if (index := siblings.returned(discourse, firsts, stop, mark, around)) is not None:
        return End(paragraphs[index].start, "returns")
    return End(limit, "")


def _farewell(discourse: Discourse, tree: Tree) -> End | None:
    """Where the last words to the whole audience begin: with a paragraph, or with a sentence of the last one."""
    found: list[int] = []
    for chain in tree.chains:
        last = chain[-1]
        mark = tree.members[last].mark
        if not tree.is_final(last) or mark.position != "paragraph":
            continue
        lengths = [tree.members[b].mark.paragraph - tree.members[a].mark.paragraph for a, b in pairwise(chain)]
        after = max(tree.held(last).paragraph, mark.paragraph) + 1
        bare = lengths and min(lengths) == 1  # a sibling has no body: 谢谢大家！ below the last one is none either
        if after == mark.paragraph + 1 and not bare and _is_section(discourse, mark, lengths):
            after += 1
        ended = mark.paragraph + max(lengths) if lengths else discourse.last
        start = farewell.start(discourse, after, ended, heading_words(discourse, mark))
        if start is not None:
            found.append(start)
    if found:
        return End(min(found), "farewell")
    if not tree.members:
        return None
    last = tree.members[-1].mark.end
    call = _call(discourse, last)
    said = farewell.last_sentences(discourse, last)
    if said is not None and (call is None or said < call.start):
        return End(said, "farewell")
    return End(call.start, call.row.id) if call else None


def _call(discourse: Discourse, after: int) -> Hit | None:
    """A sentence inside the last paragraph that calls on everyone: …都会记在账上。让我们携起手来，…"""
    start, end = discourse.text.paragraphs[discourse.last - 1]
    if discourse.text.has_lost_breaks(start, end):
        return None
    hits = inside(discourse.text.text, max(start, after), min(end, discourse.end), discourse.rules)
    return next((hit for hit in hits if hit.value == "all" and hit.weight >= _CALLS), None)


def _turn_of_lost_paragraph(discourse: Discourse, start: int, limit: int, any_kind: bool) -> End:
    """The first strong turn inside a paragraph that has lost its breaks.

    ``any_kind``: not only one out of everything.
    """
    turns = discourse.turns
    for k in range(bisect_right(discourse.starts, start), len(turns)):
        turn = turns[k]
        if turn.start >= limit:
            break
        if not turn.leads and turn.weight >= _SURELY and (turn.out or any_kind):
            return End(turn.start, turn.rule)
    return End(limit, "")


def _call_within(discourse: Discourse, following: Mark, first: int, limit: int) -> Hit | None:
    """The audience called inside the paragraph before the next mark: …渠道不断畅通。各位委员，一年来…."""
    index = following.paragraph - 1
    if following.position != "paragraph" or index < first:
        return None
    start, end = discourse.text.paragraphs[index]
    if discourse.text.has_lost_breaks(start, end):
        return None
    hits = inside(discourse.text.text, start, min(end, limit), discourse.rules)
    return next((hit for hit in hits if hit.value == "all" and hit.weight >= _CALLS), None)


def _is_section(discourse: Discourse, mark: Mark, lengths: list[int]) -> bool:
    """Whether a member is a section under a heading of its own and no run-in item.

    Where another member is one line, and this one's line says something, they are sentences and no headings; so are
    three that have no more than their line each.
    """
    if mark.style.startswith(("plain", "bold", "md")):
        return True
    if len(lengths) >= _LINES and max(lengths) == 1:
        return False
    return mark.heading and not (min(lengths, default=2) < 2 and _says_something(discourse, mark))


def _says_something(discourse: Discourse, mark: Mark) -> bool:
    """Whether a mark's paragraph is more than a short title: 第四，安全为上，人人受益。, not （二）基本原则。"""
    text, end = discourse.text.text, discourse.text.paragraphs[mark.paragraph].end
    return end - mark.end > LONG_TITLE or _GOES_ON.search(text, mark.end, end) is not None
