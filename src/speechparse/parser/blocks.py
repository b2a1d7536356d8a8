"""Lines -> paragraphs: hard-wrapped lines joined, page furniture and tables of contents set aside."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..rules.types import Rules, union
from ..source import SourceText
from .fold import fold
from .ir import Block, BlockKind, LogicalText, Paragraph
from .wrapping import Line, joins

_LONG_LINE = 400  # only a line of this length can hold paragraphs divided by blanks
_INNER_BREAK = re.compile(r"(?:\u3000{2}|\t\s|[ \u3000]{4})[ \t\u3000]*")
_PAGE_NUMBER = re.compile(r"[-—─－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/]*共?\s*\d{1,4}\s*页)?[-—─－·\s]*")
_CONTENTS_LINE = re.compile(r".{2,60}?(?:[.．…·]{3,}|\t+|\s{4,})\s*[（(]?\d{1,3}[)）]?")
_DIGIT = re.compile(r"\d")
_MOST_CONTENTS = 3  # tables looked for in one text; each costs a pass over its short lines
_CONTENTS_HEAD = re.compile(r"目\s*[录錄]")


def segment(source: SourceText, rules: Rules) -> LogicalText:
    """The blocks of a source, which tile it, and its logical text."""
    text = source.text
    lines = [piece for line in _lines(source) for piece in _inner_paragraphs(text, line)]
    kinds = _kinds(text, lines, rules)
    return _assemble(text, lines, kinds, joins(text, lines, kinds))


_BLANKS = "\ufeff \t\r\n\u3000\xa0\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def _lines(source: SourceText) -> list[Line]:
    out, start = [], 0
    for body in _split(source):
        end = start + len(body)
        words = body.strip(_BLANKS)
        first = start + body.find(words[0]) if words else end
        out.append(Line(start, end, first, first + len(words)))
        start = end
    return out


def _split(source: SourceText) -> list[str]:
    """The lines with their ends."""
    text = source.text
    if "\r" not in text:
        lines = [line + "\n" for line in text.split("\n")]
        lines[-1] = lines[-1][:-1]
        return lines
    starts = source.line_starts
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _inner_paragraphs(text: str, line: Line) -> list[Line]:
    """A very long line may hold paragraphs that are still marked by runs of blanks: 审议。　　一、…"""
    if line.last - line.first < _LONG_LINE:
        return [line]
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
    kinds: list[BlockKind] = ["blank" if line.first >= line.last else "paragraph" for line in lines]
    short = [i for i, line in enumerate(lines) if 0 < line.last - line.first <= 60]
    heads = _running_heads(text, lines, short)
    pattern, _ = union(rules, "furniture")
    numbers = []
    for i in short:
        body = text[lines[i].first : lines[i].last]
        if pattern.fullmatch(body) or re.sub(r"\d+", "0", body) in heads:
            kinds[i] = "furniture"
        elif body[-1].isdigit() or body[-1] in "-—─－页·":
            if _PAGE_NUMBER.fullmatch(body):
                numbers.append(i)
            elif _CONTENTS_LINE.fullmatch(body):
                kinds[i] = "contents"
    for i in numbers:
        kinds[i] = "furniture"
    _settle_contents(text, lines, kinds, short)
    return kinds


def _running_heads(text: str, lines: list[Line], short: list[int]) -> set[str]:
    """Page headers: the same short line, page and date numbers apart, three times or more and holding a digit."""
    bodies = [text[lines[i].first : lines[i].last] for i in short if lines[i].last - lines[i].first >= 6]
    counts = Counter(re.sub(r"\d+", "0", body) for body in bodies if _DIGIT.search(body))
    return {
        body
        for body, n in counts.items()
        if n >= 3 and body[0] not in "0一二三四五六七八九十（(第①" and body[-1] not in "。！？：；.?!:;"
    }


def _settle_contents(text: str, lines: list[Line], kinds: list[BlockKind], short: list[int]) -> None:
    """Three lines with leaders make a table of contents; 目录 also claims the lines that stand again below."""
    found = [i for i, kind in enumerate(kinds) if kind == "contents"]
    if 0 < len(found) < 3:
        for i in found:
            kinds[i] = "paragraph"
    heads = [
        (k, i)
        for k, i in enumerate(short)
        if kinds[i] == "paragraph" and _CONTENTS_HEAD.fullmatch(text, lines[i].first, lines[i].last)
    ]
    for k, i in heads[:_MOST_CONTENTS]:
        later = Counter(text[lines[j].first : lines[j].last] for j in short[k + 1 :])
        entries = []
        for j in range(i + 1, len(lines)):
            if kinds[j] == "blank":
                continue
            body = text[lines[j].first : lines[j].last]
            if kinds[j] != "contents" and later[body] < 2:
                break
            later[body] -= 1
            entries.append(j)
        if entries:
            for j in (i, *entries):
                kinds[j] = "contents"


def _assemble(text: str, lines: list[Line], kinds: list[BlockKind], joined: list[bool]) -> LogicalText:
    blocks = _blocks(lines, kinds, joined)
    solid = [line for line, kind in zip(lines, kinds, strict=True) if kind == "paragraph"]
    # paragraphs parted by a single line feed and nothing else
    if not any(joined) and not _interrupted(kinds) and all(b.first == a.last + 1 for a, b in pairwise(solid)):
        folded = fold(text)
        paragraphs = [
            Paragraph(line.first, line.last, line.first - line.start)
            for line, kind in zip(lines, kinds, strict=True)
            if kind == "paragraph"
        ]
        return LogicalText(folded, text, paragraphs, blocks)
    parts: list[str] = []
    starts, sources, paragraphs = [], [], []
    length, open_at, indent = 0, -1, 0
    for i, line in enumerate(lines):
        if kinds[i] != "paragraph":
            continue
        if open_at < 0:
            open_at, indent = length, line.first - line.start
        piece = text[line.first : line.last]
        starts.append(length)
        sources.append(line.first)
        if joined[i] and piece[-1].isascii() and piece[-1].isalnum():
            piece += " "  # a Latin word or number broken off: the line feed behind it stands for a blank
        parts.append(piece)
        length += len(piece)
        if not joined[i]:
            paragraphs.append(Paragraph(open_at, length, indent))
            parts.append("\n")
            length, open_at = length + 1, -1
    dated = next((n for n, kind in zip(lines, kinds, strict=True) if kind == "furniture" and _dated(text, n)), None)
    if dated:
        # A running head may be all that tells the date: it stands behind the last paragraph, in none.
        starts.append(length)
        sources.append(dated.first)
        parts.append(text[dated.first : dated.last])
    raw = "".join(parts)
    return LogicalText(fold(raw), raw, paragraphs, blocks, starts, sources)


def _interrupted(kinds: list[BlockKind]) -> bool:
    """Whether something that is no text stands between the first and the last paragraph."""
    solid = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
    return bool(solid) and any(kind in ("furniture", "contents") for kind in kinds[solid[0] : solid[-1]])


def _dated(text: str, line: Line) -> bool:
    return text.find("年", line.first, line.last) >= 0 and text.find("月", line.first, line.last) >= 0


def _blocks(lines: list[Line], kinds: list[BlockKind], joined: list[bool]) -> list[Block]:
    """One block a paragraph; what stands between its joined lines (page numbers) is cut out of it."""
    blocks: list[Block] = []
    carry = False
    for line, kind, join in zip(lines, kinds, joined, strict=True):
        if carry and kind == "paragraph" and blocks[-1].kind == "paragraph" and blocks[-1].end == line.start:
            blocks[-1] = blocks[-1]._replace(end=line.end)
        elif line.end > line.start:
            blocks.append(Block(kind, line.start, line.end))
        if kind == "paragraph":
            carry = join
    return blocks
