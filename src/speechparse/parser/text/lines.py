"""Lines -> paragraphs: hard-wrapped lines joined, page furniture and tables of contents set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ...rules.types import Rules, union
from ...source import SourceText
from ..forms import Aside, Block, BlockKind, LogicalText, Paragraph
from .fold import fold, plain_blanks, signs
from .joining import Line, joins
from .said import said
from .visible import Visible, through, visible

_AT_ONCE = 100_000  # characters split into lines at a time: a list of all blank lines is larger than the text
_LONG_LINE = 400  # only a line of this length can hold paragraphs divided by blanks
_SHORT_LINE = 60  # no line of furniture or contents is longer
# Two ideographic blanks, a tab and a blank, or four blanks; the one set in front lets re skip to the next blank.
_INNER_BREAK = re.compile(r"[ \t\u3000](?:(?<=\u3000)\u3000|(?<=\t)\s|(?<!\t)[ \u3000]{3})[ \t\u3000]*")
_PAGE_NUMBER = re.compile(r"[-—─－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/]*共?\s*\d{1,4}\s*页)?[-—─－·\s]*")
_CONTENTS_LINE = re.compile(r".{2,60}?(?:[.．…·]{3,}|\t+|\s{4,})\s*[（(]?\d{1,3}[)）]?")
_NUMBER = re.compile(r"\d+")
_RUNNING_HEAD = re.compile(r"[^\d一二三四五六七八九十（(第①](?=\D*+\d).{4,}[^。！？：；.?!:;]")
_MOST_CONTENTS = 3  # tables looked for in one text; each costs a pass over its short lines
_CONTENTS_HEAD = re.compile(r"目\s*[录錄]")
_BLANKS = " \t\r\n\u3000\xa0\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def segment(source: SourceText, rules: Rules) -> LogicalText:
    """The logical text of a source: its paragraphs, each on a line of its own."""
    found = signs(source.text)
    seen = visible(source, found)
    out, pieces = _assemble(seen, found, *_read(source, seen, found, rules))
    out.said = said(source, out, pieces)
    out.asides = [Aside(h.start, h.end, h.value) for h in source.hints if h.kind == "aside"]
    return out


def tile(source: SourceText, rules: Rules) -> list[Block]:
    """The blocks of a source, which tile it. A page number between a paragraph's lines is cut out of it."""
    blocks: list[Block] = []
    at, carry = 0, False
    found = signs(source.text)
    seen = visible(source, found)
    for line, kind, join in zip(*_read(source, seen, found, rules), strict=True):
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


def _read(
    source: SourceText, seen: Visible, found: set[str], rules: Rules
) -> tuple[list[Line], list[BlockKind], list[bool]]:
    """The lines that hold words, what each is, and whether its paragraph goes on in the next line of text.

    Their offsets are those of the visible text.
    """
    text = plain_blanks(seen.text, found)
    lines = _lines(text)
    kinds = _kinds(text, lines, rules)
    return lines, kinds, [False] * len(lines) if source.hard_breaks else joins(text, lines, kinds)


def _lines(text: str) -> list[Line]:
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")  # of the same length
    out: list[Line] = []
    start = 0
    while start < len(text):
        stop = text.find("\n", start + _AT_ONCE)
        for body in text[start : stop if stop >= 0 else None].split("\n"):
            end = start + len(body) + 1
            if words := body.strip(_BLANKS):
                first = start + body.find(words[0])
                line = Line(start, end, first, first + len(words))
                if len(words) < _LONG_LINE:
                    out.append(line)
                else:
                    out += _inner_paragraphs(text, line)
            start = end
    return out


def _inner_paragraphs(text: str, line: Line) -> list[Line]:
    """A very long line may hold paragraphs that are still marked by runs of blanks: 审议。　　一、…"""
    cuts = [(_before_blanks(text, m.start()), m.end()) for m in _INNER_BREAK.finditer(text, line.first, line.last)]
    if not cuts:
        return [line]
    bounds = [line.start, *(end for _, end in cuts), line.end]
    lasts = [*(start for start, _ in cuts), line.last]
    firsts = [line.first, *(end for _, end in cuts)]
    return [Line(*row) for row in zip(bounds, bounds[1:], firsts, lasts, strict=False)]


def _before_blanks(text: str, offset: int) -> int:
    while text[offset - 1] in " \t":
        offset -= 1
    return offset


def _kinds(text: str, lines: list[Line], rules: Rules) -> list[BlockKind]:
    kinds: list[BlockKind] = ["paragraph"] * len(lines)
    short = {i: text[x.first : x.last] for i, x in enumerate(lines) if x.last - x.first <= _SHORT_LINE}
    heads = _running_heads(short.values())
    is_furniture = union(rules, "furniture")[0].fullmatch
    for i, body in short.items():
        if is_furniture(body) or (heads and _NUMBER.sub("0", body) in heads):
            kinds[i] = "furniture"
        elif body[-1].isdigit() or body[-1] in "-—─－页·":
            if _PAGE_NUMBER.fullmatch(body):
                kinds[i] = "furniture"
            elif _CONTENTS_LINE.fullmatch(body):
                kinds[i] = "contents"
    _settle_contents(lines, kinds, short)
    return kinds


def _running_heads(bodies: Iterable[str]) -> set[str]:
    """Page headers: the same short line, page and date numbers apart, three times or more and holding a digit."""
    counts = Counter(_NUMBER.sub("0", body) for body in bodies if _RUNNING_HEAD.fullmatch(body))
    return {head for head, n in counts.items() if n >= 3}


def _settle_contents(lines: list[Line], kinds: list[BlockKind], short: dict[int, str]) -> None:
    """Three lines with leaders make a table of contents; 目录 also claims the lines that stand again below."""
    if 0 < kinds.count("contents") < 3:
        kinds[:] = ["paragraph" if kind == "contents" else kind for kind in kinds]
    heads = [i for i, body in short.items() if body[0] == "目" and _CONTENTS_HEAD.fullmatch(body)]
    for head in [i for i in heads if kinds[i] == "paragraph"][:_MOST_CONTENTS]:
        later = Counter(body for i, body in short.items() if i > head)
        entries = []
        for i in range(head + 1, len(lines)):
            body = short.get(i, "")
            if kinds[i] != "contents" and later[body] < 2:
                break
            later[body] -= 1
            entries.append(i)
        if entries:
            for i in (head, *entries):
                kinds[i] = "contents"


def _assemble(
    seen: Visible, found: set[str], lines: list[Line], kinds: list[BlockKind], joined: list[bool]
) -> tuple[LogicalText, int]:
    """Copies the visible text in pieces, each as long as it reads on just as the logical text does.

    Also tells how many of them stand in the source's order.
    """
    text = seen.text
    origin = next((line.first for line, kind in zip(lines, kinds, strict=True) if kind == "paragraph"), 0)
    parts: list[str] = []
    starts, sources, cuts, paragraphs = [0], [origin], [], []
    at, end, between = 0, origin, ""  # where the last line ends, in the logical text and the source; what follows it
    opened = -1  # where the paragraph begins that goes on
    omitted = False
    for line, kind, join in zip(lines, kinds, joined, strict=True):
        if kind != "paragraph":
            omitted = True
            continue
        first, last = line.first, line.last
        if opened >= 0:  # between Latin words or numbers the line feed stands for a blank
            around = text[end - 1] + text[first]
            between = " " if around.isascii() and around.isalnum() else ""
        start = at + len(between)
        if text[end:first] != between:
            parts += text[sources[-1] : end], between
            starts.append(start)
            sources.append(first)
        if omitted:
            cuts.append(start)
            omitted = False
        if opened < 0:
            opened = start
        at, end = start + last - first, last
        if not join:
            paragraphs.append(Paragraph(opened, at))
            opened, between = -1, "\n"
    parts.append(text[sources[-1] : end])
    in_order = len(starts)
    if dated := _dated(text, lines, kinds):  # it stands behind the last paragraph, in none
        parts += between, text[dated.first : dated.last]
        starts.append(at + len(between))
        sources.append(dated.first)
    raw = "".join(parts)
    if len(seen.starts) > 1 or seen.sources[0]:
        starts, sources, more, in_order = through(seen, starts, sources, raw, in_order)
        cuts = sorted({*cuts, *more})
    return LogicalText(fold(raw, found), raw, paragraphs, starts, sources, cuts), in_order


def _dated(text: str, lines: list[Line], kinds: list[BlockKind]) -> Line | None:
    """The first running head with a date: it may be all that tells the day of the speech."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "furniture" and "年" in (words := text[line.first : line.last]) and "月" in words:
            return line
    return None
