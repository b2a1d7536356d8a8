"""Lines -> paragraphs: hard-wrapped lines joined, page furniture and tables of contents set aside."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from ...model import Span
from ...rules.types import Rules
from ...source import SourceText
from ..forms import WHOLE, Aside, Block, BlockKind, LogicalText, Paragraph, may_be_divided
from .breaks import lost_breaks
from .fold import fold, folds_evenly, plain_blanks, signs
from .furniture import set_aside
from .joining import joins
from .measures import Line
from .said import said
from .visible import Visible, through, visible

_AT_ONCE = 100_000  # characters split into lines at a time: a list of all blank lines is larger than the text
_BRACKET = 30  # characters of a date or a name in brackets
_INDENT_INSIDE = "。\u3000\u3000"
_FEW_INSIDE = 3
_LONG_LINE = 400  # only a line of this length can hold paragraphs divided by blanks
# Two ideographic blanks, a tab and a blank, or four blanks; the one set in front lets re skip to the next blank.
_INNER_BREAK = re.compile(r"[ \t\u3000](?:(?<=\u3000)\u3000|(?<=\t)\s|(?<!\t)[ \u3000]{3})[ \t\u3000]*")
_BLANKS = " \t\r\n\u3000\xa0\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"

_paragraph: Callable[[Span], Paragraph] = partial(tuple.__new__, Paragraph)  # as quick as a tuple is made


def segment(source: SourceText, rules: Rules) -> LogicalText:
    """The logical text of a source: its paragraphs, each on a line of its own."""
    found = signs(source.text)
    seen = visible(source, found)
    read = _read(source, seen, found, rules)
    out, pieces = _assemble(seen, found, read)
    out.source = source.text
    out.said = said(source, out, pieces)
    out.asides = _asides(source, seen, read)
    return out


def _asides(source: SourceText, seen: Visible, read: Reading) -> list[Aside]:
    """What is set aside, in the source; neighbours with the same reason are one stretch."""
    out = [Aside(hint.start, hint.end, hint.value) for hint in source.hints if hint.kind == "aside"]
    before = -2
    for i, reason in sorted(read.aside.items()):
        line = read.lines[i]
        first, last = seen.source(line.first), seen.source_end(line.last)
        if i == before + 1 and out[-1].reason == reason:
            out[-1] = out[-1]._replace(end=last)
        else:
            out.append(Aside(first, last, reason))
        before = i
    return sorted(out)


def tile(source: SourceText, rules: Rules) -> list[Block]:
    """The blocks of a source, which tile it. A page number between a paragraph's lines is cut out of it."""
    blocks: list[Block] = []
    at, carry = 0, False
    found = signs(source.text)
    seen = visible(source, found)
    read = _read(source, seen, found, rules)
    for line, kind, join in zip(read.lines, read.kinds, read.joined, strict=True):
        start, end = seen.source_end(line.start), seen.source_end(min(line.end, len(seen.text)))
        if start > at:
            blocks.append(Block("blank", at, start))
        if carry and kind == "paragraph" and blocks[-1].kind == "paragraph":
            blocks[-1] = blocks[-1]._replace(end=end)
        else:
            blocks.append(Block(kind, start, end))
        at = end
        if kind == "paragraph":
            carry = join
    if at < len(source.text):
        blocks.append(Block("blank", at, len(source.text)))
    return blocks


class Reading(NamedTuple):
    """The visible text ``folded``, its lines that hold words, what each is, whether its paragraph goes on in the next
    line of text, and why lines are set aside.
    """

    folded: str
    lines: list[Line]
    kinds: list[BlockKind]
    joined: list[bool]
    aside: dict[int, str]


def _read(source: SourceText, seen: Visible, found: set[str], rules: Rules) -> Reading:
    """The lines of a source and what they are. Their offsets are those of the visible text."""
    text = plain_blanks(seen.text, found)
    text = fold(text, found) if found else text
    lines = _lines(text, rules)
    aside = set_aside(text, lines, rules)
    kinds: list[BlockKind] = ["paragraph"] * len(lines)
    for i, reason in aside.items():
        kinds[i] = "contents" if reason == "contents" else "furniture"
    joined = [False] * len(lines) if source.hard_breaks else joins(text, lines, kinds, rules)
    return Reading(text, lines, kinds, joined, aside)


def _lines(text: str, rules: Rules) -> list[Line]:
    whole = len(text) - text.count("\n") - text.count("\r")  # the same whatever ends the lines
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")  # of the same length
    # A text of one line, wrapped anew: its paragraphs stand apart in the middle of lines.
    least = 0 if text.count(_INDENT_INSIDE) >= _FEW_INSIDE else _LONG_LINE
    out: list[Line] = []
    start = 0
    while start < len(text):
        stop = text.find("\n", start + _AT_ONCE)
        for body in text[start : stop if stop >= 0 else None].split("\n"):
            end = start + len(body) + 1
            if words := body.strip(_BLANKS):
                length = len(words)
                first = start if length == len(body) else start + body.find(words[0])
                line = Line(start, end, first, first + length)
                if length < least and (length <= WHOLE or not may_be_divided(length, whole)):
                    out.append(line)
                else:
                    out += _inner_paragraphs(text, line, whole, rules, length >= least)
            start = end
    return out


def _inner_paragraphs(text: str, line: Line, whole: int, rules: Rules, by_blanks: bool) -> list[Line]:
    """A very long line may hold paragraphs that runs of blanks still mark, or only their numbers: 审议。　　一、…

    In a short text (not ``by_blanks``) only numbers tell.
    """
    words = text[line.first : line.last]
    cuts = []
    if by_blanks and ("\u3000" in words or "  " in words or "\t" in words):
        cuts = [(_before_blanks(text, m.start()), m.end()) for m in _INNER_BREAK.finditer(text, line.first, line.last)]
    if not cuts:
        cuts = [(_before_blanks(text, at), at) for at in lost_breaks(text, line.first, line.last, whole, rules)]
    if not cuts:
        return [line]
    bounds = [line.start, *(start for start, _ in cuts), line.end]
    lasts = [*(start for start, _ in cuts), line.last]
    firsts = [line.first, *(end for _, end in cuts)]
    rows = zip(bounds, bounds[1:], firsts, lasts, strict=False)
    return [Line(start, end, first, last, start - line.start) for start, end, first, last in rows]


def _before_blanks(text: str, offset: int) -> int:
    while text[offset - 1] in " \t":
        offset -= 1
    return offset


def _assemble(seen: Visible, found: set[str], read: Reading) -> tuple[LogicalText, int]:
    """Copies the visible text in pieces, each as long as it reads on just as the logical text does.

    Also tells how many of them stand in the source's order.
    """
    text, lines, kinds = seen.text, read.lines, read.kinds
    origin = next((line.first for line, kind in zip(lines, kinds, strict=True) if kind == "paragraph"), 0)
    copied: list[Span] = []
    gaps: list[str] = []  # what stands after each of them
    starts, sources, cuts, breaks = [0], [origin], [], []
    paragraphs: list[Span] = []
    divided: list[int] = []
    at, end, between = 0, origin, ""  # where the last line ends, in the logical text and the source; what follows it
    opened = -1  # where the paragraph begins that goes on
    omitted = False
    for line, kind, join in zip(lines, kinds, read.joined, strict=True):
        if kind != "paragraph":
            omitted = True
            continue
        first, last = line.first, line.last
        if opened >= 0:
            between = " " if text[first].isascii() and _parts_words(text[end - 1] + text[first]) else ""
        start = at + len(between)
        if text[end:first] != between:
            copied.append((sources[-1], end))
            gaps.append(between)
            starts.append(start)
            sources.append(first)
        if omitted:
            cuts.append(start)
            omitted = False
        if opened < 0:
            opened = start
            if line.left and text[first - 1] not in _BLANKS:
                divided += [paragraphs[-1][0] if paragraphs else start, start]
        elif not _inside(text, end, first):
            breaks.append(start)
        at, end = start + last - first, last
        if not join:
            paragraphs.append((opened, at))
            opened, between = -1, "\n"
    copied.append((sources[-1], end))
    in_order = len(starts)
    if dated := _dated(text, lines, kinds):  # it stands after the last paragraph, in none
        copied.append((dated.first, dated.last))
        gaps.append(between)
        starts.append(at + len(between))
        sources.append(dated.first)
    raw = folded = _copied(text, copied, gaps)
    if found:
        folded = _copied(read.folded, copied, gaps) if folds_evenly(found) else fold(raw, found)
    if len(seen.starts) > 1 or seen.sources[0]:
        starts, sources, more, in_order = through(seen, starts, sources, raw, in_order)
        cuts = sorted({*cuts, *more})
    out = LogicalText(folded, raw, list(map(_paragraph, paragraphs)), starts, sources, cuts, breaks)
    if divided:
        out.divided = divided[0], divided[-1]
    return out, in_order


def _copied(text: str, spans: list[Span], gaps: list[str]) -> str:
    """The stretches of a text with the gaps between them."""
    parts = [text[start:end] for start, end in spans]
    parts[1:] = [words for pair in zip(gaps, parts[1:], strict=True) for words in pair]
    return "".join(parts)


def _parts_words(around: str) -> bool:
    """Whether the line feed between two characters stands for a blank: both are of Latin words."""
    return around.isascii() and around.isalnum() and not around.isdigit()


def _inside(text: str, end: int, first: int) -> bool:
    """Whether a line breaks off inside a number or a bracket: there it ends nothing."""
    if text[end - 1].isdigit() and text[first].isdigit():
        return True
    opened = text.rfind("（", max(0, end - _BRACKET), end)
    return opened >= 0 and text.find("）", opened, end) < 0


def _dated(text: str, lines: list[Line], kinds: list[BlockKind]) -> Line | None:
    """The first running head with a date: it may be all that tells the day of the speech."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "furniture" and "年" in (words := text[line.first : line.last]) and "月" in words:
            return line
    return None
