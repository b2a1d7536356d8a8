"""What stands inside what, and the ends that follow from that alone: nothing outlives what it stands in."""

from __future__ import annotations

from bisect import bisect_left

from ...signs import BULLETS
from ..forms import Mark
from .turns import Discourse

_GLYPHS = frozenset("#" + BULLETS)  # may stand before a number: ## 一、抓落实; - 一是抓落实


class Member:
    """A kept mark with its depth (from 0); ``opens`` marks the first member of a list."""

    __slots__ = ("depth", "mark", "opens")

    def __init__(self, mark: Mark, depth: int, opens: bool) -> None:
        self.mark = mark
        self.depth = depth
        self.opens = opens


class End:
    """Where a member ends, and the reason: ``next`` (the next mark), ``text`` (the end) or what was found there.

    Members share ends: none is changed once it is made.
    """

    __slots__ = ("at", "doubtful", "reason")

    def __init__(self, at: int, reason: str, doubtful: bool = False) -> None:
        self.at = at
        self.reason = reason
        self.doubtful = doubtful  # nothing was found there, and the member is much longer than each of its siblings


class Tree:
    """The members with what stands around each, by index."""

    __slots__ = ("above", "chains", "follows", "members")

    def __init__(self, members: list[Member], follows: list[int], above: list[int], chains: list[list[int]]) -> None:
        self.members = members
        self.follows = follows  # the next member that is not inside
        self.above = above  # the member that it stands in, -1: none
        self.chains = chains  # the members of each list

    def held(self, i: int) -> Mark:
        """The last mark inside a member, or its own."""
        return self.members[self.follows[i] - 1].mark

    def is_final(self, i: int) -> bool:
        """Whether nothing follows a member that is not inside it."""
        return self.follows[i] == len(self.members)


def earlier(a: End, b: End) -> End:
    """Of two ends the first in the text; of two at one place the one found first."""
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


def hold_members(discourse: Discourse, tree: Tree, ends: list[End]) -> None:
    """Nothing ends before it begins, or before what stands in it begins."""
    begins = [member.mark.start for member in tree.members]  # the last place where something in it begins
    for i in range(len(tree.members) - 1, -1, -1):
        outer, mark = tree.above[i], tree.members[i].mark
        if ends[i].at <= mark.start:  # a heading that is itself a turn: 在此，…
            ends[i] = End(discourse.text.paragraphs[mark.paragraph].end, ends[i].reason)
        if outer >= 0:
            begins[outer] = max(begins[outer], begins[i])
            if ends[outer].at <= begins[i]:
                ends[outer] = ends[i]


def nested(discourse: Discourse, members: list[Member], ends: list[End]) -> list[End]:
    """Nothing outlives what it stands in, and blanks belong to nothing."""
    text = discourse.text.text
    starts = [member.mark.start for member in members]
    stack: list[int] = []
    for i, member in enumerate(members):
        del stack[member.depth :]
        if stack and ends[stack[-1]].at < ends[i].at:
            ends[i] = ends[stack[-1]]
        stack.append(i)
        end = ends[i].at
        if text[end - 1].isspace():
            end = _without_blanks(text, member.mark.start, end)
        if text[end - 1] in _GLYPHS:  # of the next number, or the mark of the last member in here
            last = members[bisect_left(starts, end) - 1].mark
            while end > last.end and (opening := _opening(text, end, last.end)) < end:
                end = _without_blanks(text, last.end, opening)
        if end != ends[i].at:
            ends[i] = End(end, ends[i].reason)
    return ends


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _opening(text: str, end: int, start: int) -> int:
    """Where the line begins that holds nothing but such signs before ``end``; ``end`` where it holds more."""
    at = end
    while at > start and (text[at - 1] in _GLYPHS or text[at - 1] in " \u3000"):
        at -= 1
    return at if at > start and text[at - 1] == "\n" else end
