"""Words to the whole audience at the end, recognised by their frame and not by a list of phrases.

What speaks for them: they stand last, they say more than the sections before had room for, and what they talk about:
thanks, wishes, amends (不当之处), this meeting and what comes after it, the future. No one of these suffices.
"""

from __future__ import annotations

from ...rules.types import Rules
from ...signs import sentence_start
from ..forms import LogicalText
from .turns import Discourse

ENOUGH = 2.5
_LAST = 3  # paragraphs from the end that may be a farewell
_PLACE = 0.5  # what it speaks to stand last
_EXTRA = 1.0  # … to stand where each sibling has ended
_SHORT = 0.4  # … to be short
_SHORT_LENGTH = 60
_LONG = -1.0  # … to be long
_LONG_LENGTH = 120
_OWN_TOPIC = -1.0  # … to name what the section is about
_READ = 200


def start(discourse: Discourse, after: int, siblings_end: int, title: str) -> int | None:
    """The offset of the farewell among the last paragraphs, none before the paragraph ``after``.

    ``siblings_end`` is the paragraph from which the last section is longer than each other one; ``title`` its heading.
    """
    text, last = discourse.text, discourse.last
    found = None
    for index in range(last - 1, max(after, last - _LAST) - 1, -1):
        points = score(text, *text.paragraphs[index], discourse.rules)
        points += _PLACE * (index == last - 1) + _EXTRA * (index >= siblings_end)
        if points >= ENOUGH and points + _OWN_TOPIC * shares(text, index, title) >= ENOUGH:
            found = text.paragraphs[index].start
        elif found is None and index < last - 1:
            break
    return found


def last_sentences(discourse: Discourse, after: int) -> int | None:
    """Where the farewell begins among the last sentences of a paragraph that holds more: 三是…。特此报告。"""
    text, found = discourse.text, None
    begin, end = text.paragraphs[discourse.last - 1]
    end = min(end, discourse.end)
    stop, first = end, max(begin, after)
    for _ in range(_LAST):
        start = sentence_start(text.text, stop - 1, first)
        if start <= first or score(text, start, stop, discourse.rules) + _PLACE * (stop == end) < ENOUGH:
            break
        found = stop = start
    return found


def score(text: LogicalText, begin: int, end: int, rules: Rules) -> float:
    """What the words of a paragraph or of a sentence speak for its being a farewell."""
    rows = rules["farewell"]
    words = text.text[begin : min(end, begin + _READ)]
    length = end - begin
    return (
        sum([rows.rows[i].weight for i in rows.seen(words)])
        + _SHORT * (length <= _SHORT_LENGTH)
        + _LONG * (length > _LONG_LENGTH)
    )


def shares(text: LogicalText, index: int, title: str, stop: int | None = None) -> bool:
    """Whether the paragraph takes up two letters of the title that stand together, before ``stop``."""
    begin, end = text.paragraphs[index]
    stop = end if stop is None else stop
    return any(text.text.find(title[i : i + 2], begin, stop) >= 0 for i in range(len(title) - 1))
