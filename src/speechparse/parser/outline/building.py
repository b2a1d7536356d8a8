"""The marks that the search kept -> the items of the outline: parents, titles, ends, and how sure each list is."""

from __future__ import annotations

import re

from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, LINKS, SENTENCE_END
from ..forms import Item, LogicalText, Mark, Outline
from . import hang
from .ends import find as find_ends
from .paths import Step
from .tree import Member, read_tree
from .trust import document, facts, inherited, probability, weights
from .turns import Discourse


def build(
    text: LogicalText, marks: list[Mark], path: Step | None, discourse: Discourse, margins: list[float]
) -> Outline:
    """The outline of the marks on a path; ``margins`` tells for each mark by how much its reading won."""
    steps: list[Step] = []
    while path is not None:
        steps.append(path)
        path = path.before
    steps.reverse()
    members = [Member(marks[step.mark], step.depth, step.opens) for step in steps]
    tree, ends = read_tree(discourse, members)
    if (moved := hang.outside(discourse, tree)) is not members:
        members = moved
        tree, ends = read_tree(discourse, members)
    ends = find_ends(discourse, tree, ends)
    known = _confidence(discourse.rules, marks, steps, [member.depth for member in members], margins)
    items: list[Item] = []
    stack: list[int] = []
    for i, step in enumerate(steps):
        mark, depth = marks[step.mark], members[i].depth
        del stack[depth:]
        parent = stack[-1] if stack else -1
        notes = (step.note,) if step.note else ()
        if items and parent >= 0 and items[parent].title[1] > mark.start:
            start, _ = items[parent].title  # 一是抓学习，首先…，其次…: a title ends where its first child begins
            items[parent].title = start, max(start, mark.start)
        end = ends[i]
        title = _title(text, mark, end.at)
        items.append(
            Item(
                mark,
                depth + 1,
                parent,
                mark.start,
                end.at,
                title,
                notes,
                *known[i],
                end.reason,
                margins[step.mark],
                end.doubtful,
            )
        )
        stack.append(i)
    return Outline(items)


def _confidence(
    rules: Rules, marks: list[Mark], steps: list[Step], depths: list[int], margins: list[float]
) -> list[tuple[float, tuple[str, ...]]]:
    """How sure each step is and what that rests on; the members of a list share it."""
    lists: list[list[int]] = []
    above: list[int] = []  # the first member's parent, as an index into the steps
    open_lists: list[int] = []  # by depth: index into lists
    stack: list[int] = []
    for i, step in enumerate(steps):
        depth = depths[i]
        del open_lists[depth + (not step.opens) :], stack[depth:]
        if step.opens or len(open_lists) <= depth:
            open_lists.append(len(lists))
            lists.append([])
            above.append(stack[-1] if stack else -1)
        lists[open_lists[depth]].append(i)
        stack.append(i)
    fitted = weights(rules)
    irregular = any(step.note for step in steps)
    whole = document(marks, [step.mark for step in steps], depths, irregular)
    out: list[tuple[float, tuple[str, ...]]] = [(0.0, ())] * len(steps)
    known: dict[tuple[str, ...], float] = {}  # much the same facts hold for many lists
    for members, parent in zip(lists, above, strict=True):
        places = [steps[i].mark for i in members]
        own = facts([marks[k] for k in places], [margins[k] for k in places], any(steps[i].note for i in members))
        names = (*own, *(inherited(out[parent][1]) if parent >= 0 else ()), *whole)
        if names not in known:
            known[names] = probability(names, fitted)
        for i in members:
            out[i] = known[names], names
    return out


_TRAILING = LINKS + COLONS + " *"
_LABEL_END = re.compile(f"[{CLAUSE_ENDS}]")


def _title(text: LogicalText, mark: Mark, end: int) -> tuple[int, int]:
    """The heading, or the item's first clause: to the first sentence end of its paragraph."""
    source = text.text
    stop = min(text.paragraphs[mark.paragraph].end, end)
    start = min(mark.end, stop)
    if mark.style == "label":
        sign = _LABEL_END.search(source, start, stop)
        return start, sign.start() if sign else stop
    found = SENTENCE_END.search(source, start, stop)
    cut = found.start() if found else stop
    if cut - start > 40 and not mark.heading:
        comma = source.find("，", start, cut)
        if comma > start + 3:
            cut = comma
    while cut > start and source[cut - 1] in _TRAILING:
        cut -= 1
    return start, cut
