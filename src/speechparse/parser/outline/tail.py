"""Where a speech proper ends: signature, date, source line, notes and the page's last lines are its tail.

The tail is read from the end backwards, line by line; a heading of notes (注释, 参考资料) cuts off all below it, and so
does a rule of dashes, unless the numbering goes on below.
"""

from __future__ import annotations

from bisect import bisect_left

from ...rules.types import Rules
from ...signs import COLONS, SENTENCE_ENDS
from ..forms import LogicalText
from .numbered import leading

_ENDS = SENTENCE_ENDS + COLONS + "."
_NOTES_LINE = 40  # a heading of notes is no longer
_TAIL_LINE = 120
_ENCLOSED = 60  # below a list of enclosures no line is longer: there the enclosures themselves would stand
_NOTE = 400  # … nor a note
_SHORT = 24
_FEW = 4  # short lines without a stop that may stand in a tail
_LABELLED = 60  # … or a line that says what its words are: 会场布置：县委办公室
_MAYBE, _SURELY = 1, 2
_TRAILER = 140
_FEW_BELOW = 6  # lines of the page below a rule


def start(text: LogicalText, first: int, last: int, rules: Rules) -> int:
    """Index of the first paragraph of the tail: notes, or short closing lines with a date among them."""
    notes = _notes(text, first, last, rules)
    if notes is None:
        notes = _below_rule(text, first, last, rules)
    return _closing_lines(text, first, last if notes is None else notes, rules)


def _below_rule(text: LogicalText, first: int, last: int, rules: Rules) -> int | None:
    """The lines below a rule of the format, where they are few and short and no list goes on in them."""
    for index in text.said.rules:
        if first + (last - first) // 3 < index < last and last - index <= _FEW_BELOW:
            lines = text.paragraphs[index:last]
            numbered = any(mark.paragraph >= index for mark in leading(text, index, last, lines[0].start, rules))
            titled = any(index <= k < last for k in text.said.headings)
            if not numbered and not titled and all(end - begin <= _TAIL_LINE for begin, end in lines):
                return index
    return None


def _notes(text: LogicalText, first: int, last: int, rules: Rules) -> int | None:
    """The heading of notes, or a rule of dashes after which no numbering goes on."""
    source, paragraphs = text.text, text.paragraphs
    match = rules["tail"].match
    for index in range(first + (last - first) // 3, last):
        begin, end = paragraphs[index]
        if end - begin > _NOTES_LINE:
            continue
        hit = match(source, begin, end)
        if hit is None:
            continue
        if hit.value == "notes" or (hit.value == "rule" and not _goes_on(text, first, index, last, rules)):
            return index
        if hit.value == "enclosures" and all(b - a <= _ENCLOSED for a, b in paragraphs[index:last]):
            return index
    return None


def _goes_on(text: LogicalText, first: int, rule: int, last: int, rules: Rules) -> bool:
    """Whether marks after a rule of dashes follow those before it: 二、 after 一、."""
    marks = leading(text, first, last, text.paragraphs[first].start, rules)
    before = {(mark.series, mark.ordinal + 1) for mark in marks if mark.paragraph < rule and mark.ordinal}
    return any((mark.series, mark.ordinal) in before for mark in marks if mark.paragraph > rule)


def _closing_lines(text: LogicalText, first: int, last: int, rules: Rules) -> int:
    """The first of the last lines that say themselves that they close, and of those that may, beside them."""
    index = sure = last
    matter = [aside.start for aside in text.asides if aside.reason == "page-matter"]
    while index - 1 > first and sure - index < _FEW:
        closes = _closes(text, index - 1, rules)
        if not closes:
            break
        index -= 1
        if closes == _SURELY or _below_matter(text, index, matter):
            sure = index
    # The signature stands above its date; a short line without any date below it may be a heading.
    return last if sure == last else index


def _closes(text: LogicalText, index: int, rules: Rules) -> int:
    """Whether a line closes the text: 0 not, _MAYBE, _SURELY."""
    begin, end = text.paragraphs[index]
    hit = rules["tail"].match(text.text, begin, end) if end - begin <= _NOTE else None
    value = hit.value if hit else ""
    if value == "endnote":
        number = text.text[begin : text.text.find("]", begin) + 1] or ""
        value = "note" if number and text.text.find(number, 0, begin) >= 0 else ""
    if value == "page" and any(mark.ordinal for mark in leading(text, index, index + 1, begin, rules)):
        return 0  # 1. https://…: an item of a list
    if value and value != "maybe" and (end - begin <= _TAIL_LINE or value == "note"):
        return _SURELY
    if end - begin <= (_LABELLED if value else _SHORT) and _may_sign(text, index, rules):
        return _MAYBE
    return 0


def _below_matter(text: LogicalText, index: int, matter: list[int]) -> bool:
    """Whether page matter that is left out stands right above a line; ``matter`` are its places in the source."""
    if not matter:
        return False
    above = bisect_left(matter, text.source_offset(text.paragraphs[index - 1].end - 1))
    return above < len(matter) and matter[above] < text.source_offset(text.paragraphs[index].start)


def _may_sign(text: LogicalText, index: int, rules: Rules) -> bool:
    """Whether a short line can be a signature: no sentence, no item of a list, nothing that says who or until when."""
    begin, end = text.paragraphs[index]
    if text.text[end - 1] in _ENDS or rules["assignment.label"].match(text.text, begin, end):
        return False
    return not leading(text, index, index + 1, begin, rules)


def without_trailer(text: LogicalText, last: int, body: int, rules: Rules) -> int:
    """The end of the last paragraph, a date or dispatch note after its last sentence left out."""
    begin, end = text.paragraphs[last - 1]
    hit = rules["trailer"].search(text.text, max(begin, end - _TRAILER), end)
    return hit.start if hit and hit.start > body else end
