"""The outline's decisions in sentences: what a mark looked like, why a node is one, where it ends and why."""

from __future__ import annotations

from ..forms import Item, Mark

SLACK = 4.0
"""No other reading of a mark is looked at that costs more than the best one by this."""
_SURE = 0.9

_FACTS = {
    "bullet": "the marks of its list have no numbers",
    "inline": "its list stands inside a paragraph",
    "label": "only labels of one form tell that it is a list",
    "late": "its list does not begin at 1",
    "irregular": "numbers of its list are missing or repeated",
    "mixed": "its list changes the style of its marks",
    "pair": "its list has two members only",
    "run-in": "its words go on on the line of the number",
    "single": "its list has one member only",
    "unnumbered": "it is a heading without a number",
    "under-irregular": "the numbers of a list above it are missing or repeated",
    "under-margin<2": "a list above it has another reading that comes near",
    "under-single": "a heading above it stands alone",
    "under-unnumbered": "a heading above it has no number",
    "doc:dropped": "a strong number of this text is in no list",
    "doc:irregular": "numbers of this text are missing or repeated",
    "doc:one-root": "one node holds all the others",
    "doc:unnumbered-root": "the outermost headings have no numbers",
}
_ENDS = {
    "next": "before the next mark",
    "text": "with the text",
    "echo": "where a sentence takes up the heading above",
    "farewell": "before the words to the whole audience at the end",
    "lead-in": "before the words that lead in to the next list",
    "longer-than-siblings": "where the longest of its siblings would have ended",
    "looks-back": "before a sentence that counts the list looking back",
    "paragraph": "with its paragraph",
    "points-back": "before a clause that points back on the list",
    "returns": "before a paragraph that goes back to the whole",
    "sentence": "with its sentence",
    "siblings-end-with-a-list": "with its list, as its siblings do",
    "without-lead": "before paragraphs that lack the lead of all the others",
}
_POSITIONS = {
    "paragraph": "at the start of a paragraph",
    "sentence": "at the start of a sentence",
    "clause": "after a comma or less",
}


def mark(found: Mark, taken: bool) -> str:
    """``number 2 at the start of a paragraph, a heading: taken; leaving it out would have cost 6.0``."""
    ordinal = found.ordinal
    what = "a mark without number" if ordinal is None else "a word that goes on any list" if not ordinal else ""
    what = what or f"number {ordinal}"
    kind = ", alone on its line" if found.heading else ""
    cost = f"{found.weight:.1f}"
    verdict = f"taken; leaving it out would have cost {cost}" if taken else f"read as text, for which it cost {cost}"
    return f"{what} {_POSITIONS[found.position]}{kind}: {verdict}"


def node(item: Item, siblings: int, fitted: dict[str, float]) -> str:
    """``one of 3 that follow one another; sure (0.99); it ends before the next mark``."""
    company = f"one of {siblings} in its list" if siblings > 1 else "alone in its list"
    return f"{company}; {sureness(item, fitted)}; it ends {end(item.closed)}"


def sureness(item: Item, fitted: dict[str, float]) -> str:
    """How sure the item is, what won by how much, and what speaks against it."""
    level = "sure" if item.confidence >= _SURE else "doubtful"
    rival = "no other reading comes near" if item.margin >= SLACK else f"the next reading costs {item.margin:.1f} more"
    doubts = [_FACTS[fact] for fact in item.facts if fact in _FACTS and fitted.get(fact, 0.0) < 0]
    but = f", although {' and '.join(doubts)}" if doubts and level == "sure" else ""
    because = f", because {' and '.join(doubts)}" if doubts and level == "doubtful" else ""
    return f"{level} ({item.confidence:.2f}): {rival}{but}{because}"


def end(reason: str) -> str:
    """Where an item ends, by the reason that ``ends`` gives."""
    return _ENDS.get(reason) or f"at a turn of the text ({reason})"
