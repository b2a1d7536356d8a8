"""Where each node ends, and why: the cascade over turns, look-backs, lengths and the form of siblings.

A turn closes a list that does not continue after it. Without a turn, a list of run-in items ends where its last item
has had as many paragraphs as the longest of the others; a section under a heading of its own goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from ...numerals import to_int
from ...rules.engine import Hit
from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ..forms import Mark
from . import farewell, siblings
from .farewell import shares
from .turns import GIANT, Discourse, at, inside

_INTERRUPTS = 1.2  # turns of this weight can stand between two members of a list
_FIRST_WORDS = 40  # of a paragraph: within them it says what it is about
_LONG_TITLE = 24
_NOTHING_FOUND = frozenset({"next", "text", "paragraph"})
_MUCH_LONGER, _LONGER = 1.5, 60  # times the longest sibling, and by so many characters
_POINTS_BACK = re.compile("这(?!样|种|里|时)|以上|上述|都是|均")
_CALLS = 2.4  # turns of this weight end everything inside the last paragraph too
_TITLE_STOP = re.compile("[。，；：]")
_SENTENCE_STOP = re.compile(r"[。！？][”’」』）]?")


@dataclass(slots=True, eq=False)
class Member:
    """A kept mark with its depth (from 0); ``opens`` marks the first member of a list."""

    mark: Mark
    depth: int
    opens: bool


class End(NamedTuple):
    """Where a member ends, and the reason: ``next`` (the next mark), ``text`` (the end) or what was found there."""

    at: int
    reason: str
    doubtful: bool = False  # nothing was found there, and the member is much longer than each of its siblings


class Tree(NamedTuple):
    """The members with what stands around each, by index."""

    members: list[Member]
    follows: list[int]  # the next member that is not inside
    above: list[int]  # the member that it stands in, -1: none
    chains: list[list[int]]  # the members of each list

    def held(self, i: int) -> Mark:
        """The last mark inside a member, or its own."""
        return self.members[self.follows[i] - 1].mark

    def is_final(self, i: int) -> bool:
        """Whether nothing follows a member that is not inside it."""
        return self.follows[i] == len(self.members)


@lru_cache(maxsize=8)
def _looks_back(rules: Rules) -> re.Pattern[str]:
    """这四个, 以上6项: how a sentence refers to what was just enumerated; the group is the number."""
    number = r"([一二两三四五六七八九十]{1,3}|\d{1,2})"
    counter = word_pattern(rules.words["claim.counter"])
    return re.compile(
        rf"(?:这|以上|上述|前述)[“‘]?\s?(?:{number}\s?(?:{counter}|(?=[^，。”’]{{1,8}}[”’]))|(几)(?:个|条|点|项|方面|种|件))"
    )


def find(discourse: Discourse, tree: Tree, ends: list[End]) -> list[End]:
    """The end of each member, all that belongs to it included; ``ends`` are those that the marks set (read_tree)."""
    members, ends = tree.members, list(ends)
    last_words = _farewell(discourse, tree)
    for chain in tree.chains:
        last = chain[-1]
        for i in chain[:-1]:
            ends[i] = _first(ends[i], _interrupted(discourse, tree, i, ends[i].at))
        ends[last] = _first(ends[last], _close(discourse, tree, chain, ends[last].at))
        if last_words is not None and tree.is_final(last) and members[last].mark.start < last_words.at:
            ends[last] = _first(ends[last], last_words)
    _close_like_siblings(discourse, tree, ends)
    _hold_members(tree, ends)
    ends = _nested(discourse, members, ends)
    for *others, last in tree.chains:
        longest = max([ends[i].at - members[i].mark.start for i in others], default=0)
        if longest and ends[last].reason in _NOTHING_FOUND:
            length = ends[last].at - members[last].mark.start
            long = length > _MUCH_LONGER * longest and length - longest > _LONGER
            ends[last] = ends[last]._replace(doubtful=long)
    return ends


def _first(a: End, b: End) -> End:
    return b if b.at < a.at else a


def read_tree(discourse: Discourse, members: list[Member]) -> tuple[Tree, list[End]]:
    """What stands inside what, and the ends that the marks themselves set."""
    n = len(members)
    ends, heads = [End(discourse.end, "text")] * n, [0] * n  # heads: index of the list's first member
    follows, above = [n] * n, [-1] * n
    stack: list[int] = []
    for i, member in enumerate(members):
        while stack and members[stack[-1]].depth >= member.depth:
            j = stack.pop()
            follows[j], ends[j] = i, End(member.mark.start, "next")
            if members[j].depth == member.depth:
                heads[i] = i if member.opens else heads[j]
        if member.opens:
            heads[i] = i
        above[i] = stack[-1] if stack else -1
        stack.append(i)
    chains: dict[int, list[int]] = {}
    for i in range(n):
        chains.setdefault(heads[i], []).append(i)
    return Tree(members, follows, above, list(chains.values())), ends


def _hold_members(tree: Tree, ends: list[End]) -> None:
    """Nothing ends before what stands in it begins."""
    for i in range(len(tree.members) - 1, -1, -1):
        outer = tree.above[i]
        if outer >= 0 and ends[outer].at <= tree.members[i].mark.start:
            ends[outer] = ends[i]


def _nested(discourse: Discourse, members: list[Member], ends: list[End]) -> list[End]:
    """Nothing outlives what it stands in, and blanks belong to nothing."""
    stack: list[int] = []
    for i, member in enumerate(members):
        del stack[member.depth :]
        if stack:
            ends[i] = _first(ends[i], ends[stack[-1]])
        stack.append(i)
        end = ends[i]
        trimmed = _trim(discourse.text.text, member.mark.start, end.at)
        if trimmed != end.at:
            ends[i] = End(trimmed, end.reason)
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
            ends[last] = _first(ends[last], End(ends[within[last]].at, "siblings-end-with-a-list"))


def _interrupted(discourse: Discourse, tree: Tree, i: int, limit: int) -> End:
    """Where a remark (同志们，…; 在此，…) stands between a member and the next, its start."""
    mark = tree.members[i].mark
    if mark.position == "paragraph" and not mark.heading:
        for index in range(max(tree.held(i).paragraph, mark.paragraph) + 1, discourse.last):
            start = discourse.text.paragraphs[index].start
            if start >= limit:
                break
            turn = at(discourse, start)
            if turn is not None and turn.weight >= _INTERRUPTS:
                return End(start, turn.rule)
    return End(limit, "")


def _close(discourse: Discourse, tree: Tree, chain: list[int], limit: int) -> End:
    """Where the last member of a list ends, at most at ``limit``."""
    members, last = tree.members, chain[-1]
    mark, held = members[last].mark, tree.held(last)
    if mark.position != "paragraph":
        around = members[tree.above[last]].mark if tree.above[last] >= 0 else None
        return _close_inline(discourse, [members[i].mark for i in chain], held, around, limit)
    lengths = [members[b].mark.paragraph - members[a].mark.paragraph for a, b in pairwise(chain)]
    section = _is_section(discourse, mark, lengths)
    after = max(held.paragraph, mark.paragraph) + 1
    if section and after == mark.paragraph + 1:
        after += 1  # a section is not closed by its first words, even when they call the audience
    found = _close_between(discourse, tree, chain, after, section, limit)
    if section and len(chain) > 1:
        found = _first(found, _by_siblings(discourse, tree, chain, found.at))
    return found


def _close_between(discourse: Discourse, tree: Tree, chain: list[int], after: int, section: bool, limit: int) -> End:
    """The first paragraph from ``after`` on that closes the list by what it says, or by the list's length."""
    members, last, paragraphs = tree.members, chain[-1], discourse.text.paragraphs
    mark, final = members[last].mark, tree.is_final(last)
    longest = max([members[b].mark.paragraph - members[a].mark.paragraph for a, b in pairwise(chain)], default=0)
    title = heading_words(discourse, mark)
    for index in range(after, discourse.last):
        start = paragraphs[index].start
        if start >= limit:
            break
        turn = at(discourse, start)
        if turn is not None and (turn.out or not section or final):
            return End(start, turn.rule)
        if _counted(discourse, len(chain), start, min(limit, start + _FIRST_WORDS)) == start:
            return End(start, "looks-back")
        if not section and len(chain) > 1:
            if longest and index - mark.paragraph >= longest:
                return End(start, "longer-than-siblings")
            if siblings.opens_anew(discourse, index) and not shares(discourse.text, index, title):
                return End(start, "returns")
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
    if (index := siblings.without_lead(discourse, firsts, stop)) is not None:
        return End(paragraphs[index].start, "without-lead")
    titles = heading_words(discourse, mark), heading_words(discourse, members[above].mark) if above >= 0 else ""
    if (index := siblings.returned(discourse, firsts, stop, *titles)) is not None:
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
        if after == mark.paragraph + 1 and _is_section(discourse, mark, lengths):
            after += 1
        ended = mark.paragraph + max(lengths) if lengths else discourse.last
        start = farewell.start(discourse, after, ended, heading_words(discourse, mark))
        if start is not None:
            found.append(start)
    if found:
        return End(min(found), "farewell")
    call = _call(discourse, tree.members[-1].mark.end) if tree.members else None
    return End(call.start, call.row.id) if call else None


def _call(discourse: Discourse, after: int) -> Hit | None:
    """A sentence inside the last paragraph that calls on everyone: …都会记在账上。让我们携起手来，…"""
    start, end = discourse.text.paragraphs[discourse.last - 1]
    if end - start > GIANT:
        return None
    hits = inside(discourse.text.text, max(start, after), min(end, discourse.end), discourse.rules)
    return next((hit for hit in hits if hit.value == "all" and hit.weight >= _CALLS), None)


def heading_words(discourse: Discourse, mark: Mark) -> str:
    """The words of a heading, or the first of an item."""
    text, end = discourse.text.text, discourse.text.paragraphs[mark.paragraph].end
    stop = _TITLE_STOP.search(text, mark.end, end)
    return text[mark.end : min(stop.start() if stop else end, mark.end + _LONG_TITLE)]


def _is_section(discourse: Discourse, mark: Mark, lengths: list[int]) -> bool:
    """Whether a member is a section under a heading of its own and no run-in item.

    Where another member is one line, and this one's line says something, they are sentences and no headings.
    """
    if mark.style.startswith(("plain", "bold", "md")):
        return True
    return mark.heading and not (min(lengths, default=2) < 2 and _says_something(discourse, mark))


def _says_something(discourse: Discourse, mark: Mark) -> bool:
    """Whether a mark's paragraph is more than a short title: 第四，安全为上，人人受益。, not （二）基本原则。"""
    text, end = discourse.text.text, discourse.text.paragraphs[mark.paragraph].end
    return end - mark.end > _LONG_TITLE or any(text.find(sign, mark.end, end) >= 0 for sign in "，；")


def _close_inline(discourse: Discourse, chain: list[Mark], held: Mark, around: Mark | None, limit: int) -> End:
    """The same for a list inside a paragraph; ``held`` is the last mark that the last member holds."""
    mark, text = chain[-1], discourse.text.text
    start, end = discourse.text.paragraphs[held.paragraph]
    found = End(limit, "") if limit <= end else End(end, "paragraph")
    turn = next(inside(text, held.end, found.at, discourse.rules), None) if end - start <= GIANT else None
    if turn is not None:
        found = End(turn.start, turn.row.id)
    k = bisect_left(discourse.starts, held.end)
    if k < len(discourse.turns):
        found = _first(found, End(discourse.turns[k].start, discourse.turns[k].rule))
    found = _first(found, End(_echo(discourse, around, held.end, found.at), "echo"))
    found = _first(found, End(_counted(discourse, len(chain), held.end, found.at), "looks-back"))
    starts = [member.start for member in chain]
    if not any(_SENTENCE_STOP.search(text, a, b - 1) for a, b in pairwise(starts)):
        # 一是…；二是…；三是…。这… Items that are clauses of one sentence end with it.
        stop = _SENTENCE_STOP.search(text, held.end, found.at)
        found = _first(found, End(stop.end(), "sentence")) if stop else found
        # 一是甲，二是乙，这是… A clause that points back on them is outside where a comma ends each.
        whole = [text.find("，", a.end, b.start) + 1 == b.start for a, b in pairwise(chain)]
        comma = text.find("，", mark.end, found.at) + 1 if all(whole) else 0
        return End(comma, "points-back") if comma > held.start and _POINTS_BACK.match(text, comma, found.at) else found
    if all(text[b - 1] in "；;" for b in starts[1:]):
        found = _first(found, End(_as_many_sentences(text, starts, held.end, found.at), "longer-than-siblings"))
    usual = (starts[-1] - starts[0]) // (len(starts) - 1) if len(starts) > 1 else 0
    if end - start > GIANT and usual and found.at - mark.start > 2 * usual + 60:
        # No break and no turn: the last item is taken to be about as long as the others.
        stop = _SENTENCE_STOP.search(text, max(held.end, mark.start + usual), found.at)
        return _first(found, End(stop.end(), "longer-than-siblings")) if stop else found
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
    words = text[above.end : discourse.text.paragraphs[above.paragraph].end].strip("。：: ")
    found = text.find(words, start, limit) if 3 <= len(words) <= 16 else -1
    return found if found > 0 and text[found - 1] in "。！？；”" else limit


def _counted(discourse: Discourse, count: int, start: int, limit: int) -> int:
    """Where a sentence looks back on the list by its number (如果这四个假设成立), else ``limit``."""
    text = discourse.text.text
    for match in _looks_back(discourse.rules).finditer(text, start, limit) if count > 1 else ():
        if match[2] or to_int(match[1]) == count:
            return max(start, *(text.rfind(sign, start, match.start()) + 1 for sign in "。！？；\n"))
    return limit


def _trim(text: str, start: int, end: int) -> int:
    while end > start and ((last := text[end - 1]).isspace() or (last in "#*" and _is_markdown(text, end, start))):
        end -= 1
    return end


def _is_markdown(text: str, offset: int, start: int) -> bool:
    """Whether a # or * before ``offset`` is of the next heading's marks: only such marks before it on its line."""
    offset -= 1
    while offset > start and text[offset] in "#* ":
        offset -= 1
    return text[offset] == "\n"
