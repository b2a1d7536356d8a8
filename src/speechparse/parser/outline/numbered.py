"""Every possible enumeration mark of a text, numbered or not, in document order.

Nothing is decided here beyond what the characters around a mark tell; a mark in a quotation or after a comma
merely weighs less. The outline phase chooses.
"""

from __future__ import annotations

import re
from operator import attrgetter

from ...rules.rows import Style
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, FULL_STOPS, LINE_ENDS, SENTENCE_END, SENTENCE_ENDS
from ..forms import ITEM, LogicalText, Mark, Paragraph, Position
from .counted import has_siblings, is_counted
from .labelled import labelled
from .quotations import is_quoted, quoted_paragraphs
from .scanners import BOUNDARY, Reading, inline_matches, rare_styles, read_mark, scanners_of
from .unnumbered import MARKDOWN, telling, unnumbered

_SENTENCE = frozenset(LINE_ENDS + "\n\u3000 ")
_HEADING_ENDS = frozenset(CLAUSE_ENDS + "、…")
_OPENS_HEADING = FULL_STOPS + COLONS + "”"  # may stand before a heading in a text without breaks
_SENTENCE_OR_COLON = re.compile(f"[{SENTENCE_ENDS}{COLONS}]")
_HEADING_LENGTH = 60
_PLACE = attrgetter("start", "end", "style")
_IN_QUOTES = 0.3  # what is left of a mark's weight
_IN_QUOTED_LINES = 0.1  # … where the quotation runs over paragraphs
_TITLE_AGAIN = 6  # letters of a heading that may say the title again
_SAYS_THE_TITLE = 0.2
_MOST_SAME = 3  # lines that say the same as the one above
_OUTER = 3  # ranks of parts, chapters and sections
_WHOLE_LINE = 6.0
_SAYS = re.compile(f"[{CLAUSE_ENDS}]")
_PAGE_BEFORE = re.compile(r"\d{1,3}(?=[一二三四五六七八九十]{1,3}、)")  # 15三、: a page's number is glued to a heading
_WITH_NOUN = "di-noun"
_WITH_WORD = {"again": 3, "again-is": 2}  # members that begin with the same word at least


def find(text: LogicalText, body: int, end: int, rules: Rules, title: str = "") -> list[Mark]:
    """All marks between the logical offsets ``body`` and ``end`` of a speech with a title."""
    first = max(0, text.paragraph_at(body))
    last = max(first, text.paragraphs_before(end))
    scanners = scanners_of(rules)
    leads = leading(text, first, last, body, rules)
    taken = {mark.start for mark in leads}
    matches = inline_matches(scanners, rare_styles(scanners, text), text.text, body, end)
    inner = [mark for mark in _inline(text, first, matches, rules) if mark.start not in taken]
    marked = {mark.paragraph: mark.ordinal for mark in leads}
    series = [m for m in labelled(text, first, last, marked, rules) if m.start >= body]
    taken |= {mark.start for mark in series}
    headings, items = telling(text, first, last), text.said.items
    plain = [
        m for m in unnumbered(text, first, last, marked, headings, rules) if m.start >= body and m.start not in taken
    ]
    _lighten_title(text, plain, title)
    quoted = quoted_paragraphs(text, first, last)
    for mark in (*leads, *series, *plain):
        mark.level = headings.get(mark.paragraph) or (ITEM + items[mark.paragraph] if mark.paragraph in items else 0)
        if mark.paragraph in quoted:
            mark.weight = min(mark.weight, _IN_QUOTED_LINES)
    # A word that the rules take all weight from is no mark: 最后我再强调三个字.
    return _apart(sorted([mark for mark in (*leads, *inner, *series, *plain) if mark.weight], key=_PLACE))


def _lighten_title(text: LogicalText, plain: list[Mark], title: str) -> None:
    """The first heading without a number that says the title again (below a page's frame) is hardly one."""
    if not plain or not title:
        return
    mark = plain[0]
    words = _letters(text.raw[mark.start : text.paragraphs[mark.paragraph].end])
    if len(words) >= _TITLE_AGAIN and words in _letters(title):
        mark.weight = min(mark.weight, _SAYS_THE_TITLE)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks without those that stand in another one's place: of 一要 and 一要之二， the heavier is one."""
    kept: list[Mark] = []
    for mark in marks:
        if kept and mark.start < kept[-1].end and mark.start == kept[-1].start:
            if mark.weight > kept[-1].weight:
                kept[-1] = mark
            continue
        kept.append(mark)
    return kept


def leading(text: LogicalText, first: int, last: int, body: int, rules: Rules) -> list[Mark]:
    """The numbers that open the paragraphs ``[first, last)``, from ``body`` on."""
    source, scanners = text.text, scanners_of(rules)
    rare = [style.lead for style in rare_styles(scanners, text)]
    lead, firsts = scanners.lead.match, scanners.first
    out: list[Mark] = []
    above, same = (0, 0), 0
    for index, paragraph in enumerate(text.paragraphs[first:last], first):
        start, end = paragraph
        if end - start == above[1] - above[0] <= _HEADING_LENGTH and source[start:end] == source[slice(*above)]:
            same += 1
            if same > _MOST_SAME:  # the same line for ever is no list
                continue
        else:
            above, same = paragraph, 0
        if start < body:
            if end <= body:
                continue
            start = body
        if source[start] == "#" and (title := MARKDOWN.match(source, start, end)):
            start = title.end()  # ## 一、指导思想: the number tells more than the marks
        match = lead(source, start, end) if source[start] in firsts else None
        if match is None and source[start].isdecimal() and (page := _PAGE_BEFORE.match(source, start, end)):
            start = page.end()
            match = lead(source, start, end)
        if match is None and not rare:
            continue
        for pattern in rare if match is None else ():
            match = match or pattern.match(source, start, end)
        read = match and read_mark(match, scanners.named)
        if not match or not read:
            continue
        style, ordinal, stop, series = read
        if style.family == "bullet" and stop < end and source[stop] in firsts:
            numbered = lead(source, stop, end)
            read = numbered and read_mark(numbered, scanners.named)
            if read and _numbers_on(read, out):  # - 一是加强领导: the number tells more than the bullet
                start, (style, ordinal, stop, series) = stop, read
        heading = is_heading(source, paragraph, stop) and not (style.family == "bullet" and source[end - 1] in "。；：")
        weight = style.weight * _greeting(style, source, start, rules)
        if style.id == _WITH_NOUN and is_counted(source, start, stop, rules):
            weight = scanners.named[style.like].weight
        elif style.id in _WITH_WORD and not _has_siblings(source, start, ordinal, style):
            continue
        if style.like and heading and 0 < style.rank <= _OUTER and not _SAYS.search(source, stop, end):
            weight = _WHOLE_LINE  # 第一章总则 on a line of its own, not 第一章已经写完，…
        out.append(Mark(start, stop, style.like or style.id, ordinal, "paragraph", index, weight, heading, series))
    return out


def _numbers_on(read: Reading, above: list[Mark]) -> bool:
    """Whether what a bullet's words begin with counts; - 另外，… has no number and only goes on with one that does."""
    if read.ordinal is None:
        return False
    return read.ordinal > 0 or (bool(above) and above[-1].style == (read.style.like or read.style.id))


def _has_siblings(text: str, start: int, ordinal: int | None, style: Style) -> bool:
    return has_siblings(text, start, ordinal or 0, style.first, _WITH_WORD[style.id])


def is_heading(text: str, paragraph: Paragraph, after: int) -> bool:
    """Whether the rest of a paragraph after its marker is a title: short, no sentence in it."""
    if paragraph.end - paragraph.start > _HEADING_LENGTH or text[paragraph.end - 1] in _HEADING_ENDS:
        # 一、统一思想。  A heading may close with a full stop when nothing else follows.
        short = paragraph.end - paragraph.start <= 40 and text[paragraph.end - 1] in "。："
        return short and _SENTENCE_OR_COLON.search(text, after, paragraph.end - 1) is None
    return SENTENCE_END.search(text, after, paragraph.end) is None


def _inline(text: LogicalText, first: int, matches: list[re.Match[str]], rules: Rules) -> list[Mark]:
    scanners = scanners_of(rules)
    source, paragraphs = text.text, text.paragraphs
    out: list[Mark] = []
    index = first
    for match in matches:
        start = match.start()
        while index + 1 < len(paragraphs) and paragraphs[index + 1].start <= start:
            index += 1
        paragraph = paragraphs[index]
        if start <= paragraph.start or start >= paragraph.end:
            continue
        read = read_mark(match, scanners.named)
        if read is None:
            continue
        style, ordinal, stop, series = read
        before = source[start - 1]
        if style.id in _WITH_WORD and not _has_siblings(source, start, ordinal, style):
            continue
        if style.id == "circled" and _is_reference(before, source[stop - 1], source[stop : stop + 1], ordinal):
            continue
        position: Position = "sentence" if before in _SENTENCE else "clause"
        weight = style.inline * _greeting(style, source, start, rules)
        if style.id == _WITH_NOUN and is_counted(source, start, stop, rules):
            weight = scanners.named[style.like].inline
        if position == "clause":
            weight *= 0.6 if before in BOUNDARY else 0.2
        elif text.has_lost_breaks(*paragraph) and style.family != "word" and before in _OPENS_HEADING:
            weight = style.weight
        if is_quoted(source, paragraph.start, start):
            weight = min(weight, _IN_QUOTES)
        out.append(Mark(start, stop, style.like or style.id, ordinal, position, index, weight, False, series))
    return out


def _is_reference(before: str, last: str, after: str, ordinal: int | None) -> bool:
    """“两圈一带”⑴、“一主三化”⑵和…: a note's number stands after a word or a quotation, punctuation after it."""
    return before not in _HEADING_ENDS and (last in "、．." or after in "，。；：、和与及等" or ordinal != 1)


def _greeting(style: Style, text: str, start: int, rules: Rules) -> float:
    """What is left of a mark's weight: 首先，我代表…; 最后，祝… greet and hardly enumerate."""
    if style.id != "shouxian":
        return 1.0
    hit = rules["greeting"].match(text, start + 2)
    return hit.weight if hit else 1.0
