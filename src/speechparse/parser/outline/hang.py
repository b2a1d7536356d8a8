"""Lists after the text has gone back to the whole hang beside the sections above them, not inside the last one."""

from __future__ import annotations

from itertools import pairwise

from ..lists.phrases import announced
from .farewell import shares
from .lookback import heading_words
from .siblings import opens_anew
from .tree import Member, Tree
from .turns import Discourse

_ENOUGH = 2.0
_EXTRA = 1.0  # what it speaks for a list to hang outside that it stands where each sibling has ended
_ALONE = 1.0  # … that no sibling holds a list
_COUNTED = 1.0  # … that its own paragraph announces it
_UP = 1.0  # … that this paragraph names what the section above is about
_OWN = -1.5  # … or what the section's own heading is about
_FAR, _MARGIN = 1.5, 40  # times the usual item, and so many characters more
_FEWEST = 3  # sections that show a common length


def outside(discourse: Discourse, tree: Tree) -> list[Member]:
    """The members, those of such lists one level further out; the very list where there are none."""
    members = out = tree.members
    for chain in tree.chains:
        first = _first_outside(discourse, tree, chain)
        if first is not None:
            out = out if out is not members else list(members)
            for i in range(first, tree.follows[chain[-1]]):
                out[i] = Member(members[i].mark, out[i].depth - 1, members[i].opens)
    return out


def _first_outside(discourse: Discourse, tree: Tree, chain: list[int]) -> int | None:
    """The first member of a list inside the last section that stands where the section has ended."""
    last, members = chain[-1], tree.members
    if len(chain) < _FEWEST or tree.follows[last] == last + 1:
        return None
    if members[last].mark.position != "paragraph":
        return _far_inside(tree, chain)
    firsts = [members[i].mark.paragraph for i in chain]
    lengths = {b - a for a, b in pairwise(firsts)}
    ended = firsts[-1] + lengths.pop() if len(lengths) == 1 else discourse.last
    alone = all(tree.follows[i] == i + 1 for i in chain[:-1])
    # Where each section has text below its heading, the first paragraph below the last one is its own.
    own = firsts[-1] + (members[last].mark.heading and min(b - a for a, b in pairwise(firsts)) > 1)
    for i in range(last + 1, tree.follows[last]):
        member = members[i]
        lead = member.mark.paragraph - (member.mark.position == "paragraph")
        if member.depth == members[last].depth + 1 and member.opens and lead > own:
            points = _points(discourse, tree, last, i, lead >= ended, alone)
            return i if points >= _ENOUGH else None
    return None


def _far_inside(tree: Tree, chain: list[int]) -> int | None:
    """In one paragraph: a list much further on than the items are long, where no other item holds one."""
    members, last = tree.members, chain[-1]
    starts = [members[i].mark.start for i in chain]
    usual = (starts[-1] - starts[0]) // (len(chain) - 1)
    inner = members[last + 1]
    alone = all(tree.follows[i] == i + 1 for i in chain[:-1])
    far = inner.mark.start - starts[-1] > _FAR * usual + _MARGIN
    return last + 1 if alone and far and inner.opens else None


def _points(discourse: Discourse, tree: Tree, last: int, i: int, extra: bool, alone: bool) -> float:
    mark, above = tree.members[i].mark, tree.above[last]
    lead = mark.paragraph - (mark.position == "paragraph")
    start = discourse.text.paragraphs[lead].start
    count = 1
    for k in range(i + 1, tree.follows[last]):
        count += tree.members[k].depth == tree.members[i].depth
    anew = opens_anew(discourse, lead)
    named = any(n == count for _, n in announced(discourse.text, start, mark.start, discourse.rules))
    if not named and not anew:
        return 0.0
    own = heading_words(discourse, tree.members[last].mark)
    outer = heading_words(discourse, tree.members[above].mark) if above >= 0 else ""
    return (
        _EXTRA * extra
        + _ALONE * (alone and mark.position != "paragraph")
        + _COUNTED * named
        + anew
        + _UP * shares(discourse.text, lead, outer, mark.start)
        + _OWN * shares(discourse.text, lead, own, mark.start)
    )
