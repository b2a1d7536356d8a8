"""Every possible enumeration mark of a text, numbered or not, in document order.

Nothing is decided here beyond what the characters around a mark tell; a mark in a quotation or behind a comma
merely weighs less. The outline phase chooses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..numerals import roman_to_int, to_int
from ..rules.types import Rules, Style, union
from .headings import MARKDOWN, labelled, unnumbered
from .ir import LogicalText, Mark, Paragraph, Position

_WORDS = {"首先": 1, "其次": 2, "再次": 3}  # every other ordinal word continues a list wherever it stands
_SENTENCE = frozenset("。！？；：…!?;:”’」』）)\n\u3000 .")
_BOUNDARY = "。！？；：…!?;:”’」』）)，、,—\n\u3000 "
_HEADING_ENDS = frozenset("。；，、：！？!?;,:…")
_HEADING_LENGTH = 60
# 今后一是…；二是…: the first member may follow a word directly. Not 统一是, 之一是, 唯一是, 第一是 …
# Each begins with its literal, so that the scan for it runs at memory speed, and looks back over it afterwards.
_UNBOUND = (
    ("二是", rf"(?P<shi>(一)是)(?<![{_BOUNDARY}统之唯第其万专单任同归逐不无非如某十]一是)(?!否|不是|种|个)"),
    ("②", rf"(?P<circled>(①))(?<![{_BOUNDARY}第]①)"),
    ("（2）", rf"(?P<arabic_paren>（(1)）)(?<![{_BOUNDARY}第图表式]（1）)"),
    ("（二）", rf"(?P<cn_paren>（(一)）)(?<![{_BOUNDARY}第图表式]（一）)"),
)
_CLASSIFIER = re.compile("[个次点条项种类步件层大]|方面|阶段|板块")
_GIANT = 1500  # a paragraph of this length has lost its breaks: marks behind a sentence's end count as leading


class Scanners(NamedTuple):
    """Compiled patterns; the name of the group that matched leads to the style."""

    lead: re.Pattern[str]
    rare_lead: tuple[tuple[str, re.Pattern[str]], ...]
    inner: re.Pattern[str]
    rare: tuple[tuple[str, re.Pattern[str]], ...]  # (a string the text must hold, pattern)
    named: dict[str, Style]


@lru_cache(maxsize=8)
def _scanners(rules: Rules) -> Scanners:
    named = {style.id.replace("-", "_"): style for style in rules.styles}
    gated = {name: style for name, style in named.items() if style.first}
    inner = {name: style for name, style in gated.items() if style.inline}
    rare = {name: style for name, style in named.items() if not style.first}
    return Scanners(
        re.compile(f"(?={_gate(gated)})(?:{_union(gated)})"),
        tuple((style.needs, re.compile(_union({name: style}))) for name, style in rare.items()),
        re.compile(f"(?<=[{_BOUNDARY}])(?={_gate(inner)})(?:{_union(inner)})"),
        (
            *((needed, re.compile(pattern)) for needed, pattern in _UNBOUND),
            *(
                (style.needs, re.compile(f"(?<=[{_BOUNDARY}])(?:{_union({name: style})})"))
                for name, style in rare.items()
                if style.inline
            ),
        ),
        named,
    )


def _gate(styles: dict[str, Style]) -> str:
    """The characters that one of the styles begins with, as a character class."""
    return f"[{re.escape(''.join(sorted({c for style in styles.values() for c in style.first})))}]"


def _union(styles: dict[str, Style]) -> str:
    return "|".join(f"(?P<{name}>{style.pattern})" for name, style in styles.items())


def find(text: LogicalText, body: int, end: int, rules: Rules) -> list[Mark]:
    """All marks between the logical offsets ``body`` and ``end``."""
    first = max(0, text.paragraph_at(body))
    paragraphs = text.paragraphs
    last = first
    while last < len(paragraphs) and paragraphs[last].start < end:
        last += 1
    leads = _leading(text, first, last, body, rules)
    taken = {mark.start for mark in leads}
    inner = [mark for mark in _inline(text, first, body, end, rules) if mark.start not in taken]
    series = [m for m in labelled(text, first, last) if m.start >= body and m.start not in taken]
    taken |= {mark.start for mark in series}
    marked = {mark.paragraph for mark in leads}
    plain = [m for m in unnumbered(text, first, last, marked) if m.start >= body and m.start not in taken]
    return sorted([*leads, *inner, *series, *plain])


def _leading(text: LogicalText, first: int, last: int, body: int, rules: Rules) -> list[Mark]:
    scanners = _scanners(rules)
    lead, named = scanners.lead, scanners.named
    rare = [pattern for needed, pattern in scanners.rare_lead if needed in text.text]
    out = []
    for index in range(first, last):
        paragraph = text.paragraphs[index]
        start = max(paragraph.start, body)
        if start >= paragraph.end:
            continue
        if text.text[start] == "#" and (title := MARKDOWN.match(text.text, start, paragraph.end)):
            start = title.end()  # ## 一、指导思想: the number tells more than the marks
        match = lead.match(text.text, start, paragraph.end)
        for pattern in rare if match is None else ():
            match = match or pattern.match(text.text, start, paragraph.end)
        if match is None:
            continue
        mark = _mark(match, named, "paragraph", index)
        if mark is not None:
            bullet = named[match.lastgroup or ""].family == "bullet"
            heading = is_heading(text.text, paragraph, mark.end) and not (
                bullet and text.text[paragraph.end - 1] in "。；："
            )
            weight = mark.weight * _greeting(mark, text.text, rules)
            out.append(mark._replace(heading=heading, weight=weight))
    return out


def is_heading(text: str, paragraph: Paragraph, after: int) -> bool:
    """Whether the rest of a paragraph behind its marker is a title: short, no sentence in it."""
    if paragraph.end - paragraph.start > _HEADING_LENGTH or text[paragraph.end - 1] in _HEADING_ENDS:
        # 一、统一思想。  A heading may close with a full stop when nothing else follows.
        short = paragraph.end - paragraph.start <= 40 and text[paragraph.end - 1] in "。："
        return short and not any(c in text[after : paragraph.end - 1] for c in "。；！？：")
    return not any(c in text[after : paragraph.end] for c in "。；！？")


def _inline(text: LogicalText, first: int, body: int, end: int, rules: Rules) -> list[Mark]:
    scanners = _scanners(rules)
    named = scanners.named
    source, paragraphs = text.text, text.paragraphs
    out: list[Mark] = []
    index = first
    matches = list(scanners.inner.finditer(source, body, end))
    more = [m for needed, pattern in scanners.rare if needed in source for m in pattern.finditer(source, body, end)]
    if more:
        matches = sorted(matches + more, key=lambda m: m.start())
    for match in matches:
        start = match.start()
        while index + 1 < len(paragraphs) and paragraphs[index + 1].start <= start:
            index += 1
        paragraph = paragraphs[index]
        if start <= paragraph.start or start >= paragraph.end:
            continue
        position: Position = "sentence" if source[start - 1] in _SENTENCE else "clause"
        mark = _mark(match, named, position, index)
        if mark is None:
            continue
        style = named[match.lastgroup or ""]
        if style.id == "circled" and _is_reference(source, mark):
            continue
        weight = style.inline
        weight *= _greeting(mark, source, rules)
        if position == "clause":
            weight *= 0.6 if source[start - 1] in _BOUNDARY else 0.2
        elif (
            paragraph.end - paragraph.start > _GIANT and source[start - 1] in "。！？：”" and style.family == "heading"
        ):
            weight = style.weight
        if _quoted(source, paragraph.start, start):
            weight = min(weight, 0.3)
        out.append(mark._replace(weight=weight))
    return out


def _is_reference(text: str, mark: Mark) -> bool:
    """“两圈一带”⑴、“一主三化”⑵和…: a note's number stands behind a word or a quotation, punctuation behind it."""
    return text[mark.start - 1] not in "。！？；：，、,;:" and (
        text[mark.end - 1] in "、．." or text[mark.end : mark.end + 1] in "，。；：、和与及等" or mark.ordinal != 1
    )


def _mark(match: re.Match[str], named: dict[str, Style], position: Position, paragraph: int) -> Mark | None:
    style = named[match.lastgroup or ""]
    ordinal: int | None = None
    if style.numeral != "none":
        numeral = match.group((match.lastindex or 0) + 1)
        if style.numeral == "word":
            ordinal = _WORDS.get(numeral, 0)
        else:
            ordinal = (roman_to_int(numeral) if style.numeral == "roman" else None) or to_int(numeral)
        if ordinal is None or (ordinal == 0 and style.numeral != "word"):
            return None
    series = _series(style.id, match)
    return Mark(match.start(), match.end(), style.id, ordinal, position, paragraph, style.weight, False, series)


def _series(style: str, match: re.Match[str]) -> str:
    if not style.startswith("di"):
        return style
    classifier = _CLASSIFIER.search(match[0])
    return f"di {classifier[0]}" if classifier else "di"


def _greeting(mark: Mark, text: str, rules: Rules) -> float:
    """What is left of a mark's weight: 首先，我代表…; 最后，祝… greet and hardly enumerate."""
    if mark.style != "shouxian":
        return 1.0
    pattern, cues = union(rules, "greeting")
    match = pattern.match(text, mark.start + 2)
    return cues[(match.lastindex or 1) - 1].weight if match else 1.0


def _quoted(text: str, start: int, offset: int) -> bool:
    """Whether an opened quotation is still open at ``offset``; quotations seldom run over 400 characters."""
    start = max(start, offset - 400)
    return max(text.rfind("“", start, offset), text.rfind("「", start, offset)) > max(
        text.rfind("”", start, offset), text.rfind("」", start, offset)
    )
