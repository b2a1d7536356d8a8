"""Marks without a number: headings that are a short line of their own, and series of ``label：text`` paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, COMMAS, LINKS, SENTENCE_ENDS
from ..forms import LogicalText, Mark
from .inner import two_levels
from .looks import in_bold, in_brackets

MARKDOWN = re.compile(r"(#{1,6})(?!#)[ \u3000]*(?=[^\s#])")
_BOLD = re.compile(r"\*\*[^*\n]{2,50}\*\*[：:]?$")
_LONGEST = 48
_LONGEST_TITLE = 60
_GOES_ON = re.compile(f"[{SENTENCE_ENDS}].")
_DEEPEST = 6
_MOST_HEADINGS = 0.7  # of all paragraphs
_MOST_STOPPED = 0.25  # of all headings
_STOPS = frozenset(SENTENCE_ENDS + COLONS + "”")
_ANNEX = re.compile(r"附(?:件|表|录)?\s?[\d一二三四五六七八九十]{0,2}\s?[：:]\s?(?!\d[.．、])\S{2,}")
_SHORTEST_BODY = 16
_FEW = 6
_LONGEST_HEAD = 120
_SPOKEN = re.compile(f"[{SENTENCE_ENDS}{COMMAS}]")
_DIGIT = re.compile(r"\d")
_BELOW_ITS_NUMBER = 0.9
_BESIDE_BOLD = 4.0
_ABOVE_THE_TEXT = 0.6  # a heading before all text may be a line of the head: no list of its own, and it is none
_NO_HEADING_END = frozenset(CLAUSE_ENDS + "、…．.）)】—＊*")
_SAYS = re.compile(f"[{SENTENCE_ENDS}{COLONS}，…]")  # in a line that says something, be it the beginning of a sentence
_INSIDE = frozenset(SENTENCE_ENDS + COLONS + "\t")
_SIGNED, _SIGNATURE = 2, 30  # lines at the very end, and their length
_DATED = re.compile(r"[年月](?:\s?[一二三四五六七八九十\d]{1,3}\s?日?)?$|日$")
_DATE_LINE = re.compile(
    r"[（(]?[二\d][〇○零一二三四五六七八九\d]{3}\s?年[一二三四五六七八九十\d\s]{1,4}月(?:[一二三四五六七八九十\d\s]{1,4}日)?[）)]?\s*"
)
_NOTE = re.compile(r"[（(][^（()）]{2,20}[）)]")  # （此件公开发布）
_LONGEST_LABEL = 14
_ATTACHMENT = re.compile(r"附件\d{0,2}[：:]\s*(?!\d[.．、])\S{4,}$")


def telling(text: LogicalText, first: int, last: int) -> dict[int, int]:
    """The levels that the format gives headings; none where it calls most paragraphs or whole sentences headings."""
    said = text.said.headings
    if len(said) > _MOST_HEADINGS * (last - first):
        return {}
    stopped = sum(text.text[text.paragraphs[index].end - 1] in _STOPS for index in said)
    return {} if len(said) >= _FEW and stopped > _MOST_STOPPED * len(said) else said


def unnumbered(
    text: LogicalText,
    first: int,
    last: int,
    marked: Mapping[int, int | None],
    headings: Mapping[int, int],
    rules: Rules,
) -> list[Mark]:
    """Short lines that title what follows; the style tells how the heading is written: md1 … md6, bold, plain.

    ``marked`` holds the paragraphs that a numbered mark opens, with its number.
    """
    source, paragraphs = text.text, text.paragraphs
    marks: list[Mark] = []
    lines: list[Mark] = []
    bare: set[int] = set()  # short lines that say nothing, headings or not
    labels = _speaker_labels(text, first, last)
    bold = in_bold(text, _NO_HEADING_END) | in_brackets(text, first, last)
    for index, (start, end) in enumerate(paragraphs[first:last], first):
        short = end - start <= _LONGEST
        if index in marked or (short and labels and source[start:end] in labels):
            continue
        if source[start] == "#":
            match = MARKDOWN.match(source, start, end)
            if match and is_title(source, match.end(), end):
                marks.append(Mark(match.end(), match.end(), f"md{len(match[1])}", None, "paragraph", index, 6.0, True))
        elif index in headings and is_title(source, start, end):
            style = f"md{min(headings[index], _DEEPEST)}"
            marks.append(Mark(start, start, style, None, "paragraph", index, 6.0, True))
        elif index in text.said.items:
            marks.append(Mark(start, start, "item", None, "paragraph", index, 3.0, False))
        elif not short:
            continue
        elif index in bold:
            marks.append(Mark(start, start, "bold", None, "paragraph", index, 5.0, True))
        elif source.startswith("**", start) and _BOLD.match(source, start, end):
            marks.append(Mark(start + 2, start + 2, "bold", None, "paragraph", index, 5.0, True))
        else:
            if not _SAYS.search(source, start, end):
                bare.add(index)
            annex = source[start] == "附"
            if annex and (_is_annex(text, index, last) or _ATTACHMENT.match(source, start, end)):
                marks.append(Mark(start, start, "annex", None, "paragraph", index, 3.0, True))
            elif _plain_heading(text, index, first, marked, rules):
                lines.append(Mark(start, start, "plain", None, "paragraph", index, 2.0, True))
    end_of_text = last
    # Short lines at the very end are captions or signatures: a heading has text under it.
    while marks and marks[-1].style == "bold" and _only_words_below(text, marks[-1].paragraph, last):
        last = marks.pop().paragraph
    while lines and _only_words_below(text, lines[-1].paragraph, last):
        last = lines.pop().paragraph
    # A line that comes again stands in a table or a diagram.
    words = Counter(source[paragraphs[m.paragraph].start : paragraphs[m.paragraph].end] for m in lines)
    once = [m for m in lines if words[source[paragraphs[m.paragraph].start : paragraphs[m.paragraph].end]] == 1]
    once = _without_tables(once, bare, text, marked, _numbers_run_through(marks, marked))
    found = two_levels(once, text, marked, end_of_text, rules)
    styles = Counter(mark.style for mark in marks)
    for mark in (*marks, *found):
        if mark.style.startswith("md") and styles[mark.style] > 1:
            continue  # the first of several sections
        if mark.paragraph == first or _only_short(text, first, mark.paragraph):
            mark.weight = min(mark.weight, _ABOVE_THE_TEXT)
    return marks + found


def _only_words_below(text: LogicalText, index: int, last: int) -> bool:
    """Whether a line has nothing but a few lines below it that say nothing: a signature, a motto."""
    below = text.paragraphs[index + 1 : last]
    return len(below) <= _SIGNED and all(
        end - start <= _SIGNATURE and not _SAYS.search(text.text, start, end) for start, end in below
    )


def _only_short(text: LogicalText, first: int, index: int) -> bool:
    """Whether nothing but lines without a stop stands between the body's start and a paragraph."""
    paragraphs = text.paragraphs[first : min(index, first + _FEW)]
    return index - first <= _FEW and all(
        end - start <= _LONGEST_HEAD and not _SPOKEN.search(text.text, start, end) for start, end in paragraphs
    )


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a line that the format calls a heading is one: no whole paragraph, no sentence that goes on."""
    return end - start <= _LONGEST_TITLE and not _GOES_ON.search(text, start, end)


def _speaker_labels(text: LogicalText, first: int, last: int) -> set[str]:
    """Lines such as ``### 主席：`` or ``问：`` that come again: who speaks, not what about."""
    source = text.text
    lines = [
        source[start:end]
        for start, end in text.paragraphs[first:last]
        if source[end - 1] in COLONS and end - start <= _LONGEST
    ]
    if len(lines) < 2:
        return set()
    counts = Counter(lines)
    labels = {line for line, n in counts.items() if n >= 2}
    # Where Markdown headings name the speakers, one that speaks only once is no heading either.
    return labels | {line for line in counts if line[0] == "#"} if any(x[0] == "#" for x in labels) else labels


def _plain_heading(text: LogicalText, index: int, first: int, marked: Mapping[int, int | None], rules: Rules) -> bool:
    source = text.text
    start, end = text.paragraphs[index]
    colon = source[end - 1] in COLONS
    if not 2 <= end - start <= (16 if colon else _LONGEST) or (source[end - 1] in _NO_HEADING_END and not colon):
        return False
    line = source[start : end - 1]
    if not _INSIDE.isdisjoint(line) or rules["heading.page"].match(line + source[end - 1]):
        return False
    if colon and rules["heading.leads-in"].search(line):
        return False
    if colon and not line.endswith(rules.words["heading.colon"]):
        return False
    if index == first:
        return True
    if index - 1 in marked and index + 1 in marked and end - start > 8:
        return False  # all that stands under a numbered heading is its body
    if _is_label(text, index - 1, rules):
        return False
    # A heading stands after finished text.
    return source[text.paragraphs[index - 1].end - 1] not in LINKS


def _is_label(text: LogicalText, index: int, rules: Rules) -> bool:
    """Whether a line announces the name or day on the line below it: 责任单位：."""
    start, end = text.paragraphs[index]
    if end - start > _LONGEST_LABEL or text.text[end - 1] not in COLONS:
        return False
    return rules["assignment.label"].fullmatch(text.text, start, end - 1) is not None


def _numbers_run_through(marks: list[Mark], marked: Mapping[int, int | None]) -> bool:
    """Whether numbers other than the first follow two or more of the headings that the format shows."""
    return sum((marked.get(mark.paragraph + 1) or 0) > 1 for mark in marks) >= 2


def _is_annex(text: LogicalText, index: int, last: int) -> bool:
    """Whether a line names an annex whose text follows: 附：高远山同志简介. A list of annexes has none below it."""
    if index + 1 >= last or not _ANNEX.match(text.text, *text.paragraphs[index]):
        return False
    start, end = text.paragraphs[index + 1]
    return end - start > _SHORTEST_BODY and not _ANNEX.match(text.text, start, end)


def _without_tables(
    lines: list[Mark], bare: set[int], text: LogicalText, marked: Mapping[int, int | None], numbered: bool
) -> list[Mark]:
    """Three short lines in a row are a table, a list of names or a poem, not headings.

    ``bare`` holds all short lines, those too that are no headings by themselves (刘皇发议员, G.B.S.). Nor is a
    signature a heading, with its date below it, or what stands right after one: the title of an enclosed document.
    """
    out: list[Mark] = []
    for mark in lines:
        first = last = mark.paragraph
        while first - 1 in bare and last - first < 3:
            first -= 1
        while last + 1 in bare and last - first < 3:
            last += 1
        if numbered:  # 二、 does not follow a heading, but 2. in a text whose numbers run through all headings
            mark.weight = _BESIDE_BOLD
        elif marked.get(last + 1, 1) != 1:  # a number that goes on below: the lines are all that its last item says
            end = text.paragraphs[mark.paragraph].end
            mark.weight = 0.0 if _DIGIT.search(text.text, mark.start, end) else _BELOW_ITS_NUMBER
        if last - first < 2 and not _signs(text, mark.paragraph) and not _encloses(text, mark.paragraph):
            out.append(mark)
    return out


def _signs(text: LogicalText, index: int) -> bool:
    """Whether a line has nothing but a date below it, which is its own: 某某局 | 2019年1月24日."""
    below = index + 1
    return below < len(text.paragraphs) and _DATE_LINE.fullmatch(text.text, *text.paragraphs[below]) is not None


def _encloses(text: LogicalText, index: int) -> bool:
    """Whether a line follows the date of a signature, with a note between them at most: （此件公开发布）."""
    above = index - 1
    if above > 0 and _NOTE.fullmatch(text.text, *text.paragraphs[above]):
        above -= 1
    start, end = text.paragraphs[max(above, 0)]
    return end - start <= 24 and _DATED.search(text.text, start, end) is not None
