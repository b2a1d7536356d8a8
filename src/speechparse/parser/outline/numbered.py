"""Every possible enumeration mark of a text, numbered or not, in document order.

Nothing is decided here beyond what the characters around a mark tell; a mark in a quotation or behind a comma
merely weighs less. The outline phase chooses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ...numerals import roman_to_int, to_int
from ...rules.patterns import word_pattern
from ...rules.types import Rules, Style
from ..forms import ITEM, LogicalText, Mark, Paragraph, Position
from .labelled import labelled
from .unnumbered import MARKDOWN, telling, unnumbered

_WORDS = {"首先": 1, "其次": 2, "再次": 3}  # every other ordinal word continues a list wherever it stands
_SENTENCE = frozenset("。！？；：…!?;:”’」』）)\n\u3000 .")
_BOUNDARY = "。！？；：…!?;:”’」』）)，、,—\n\u3000 "
_INSIDE = _BOUNDARY.replace("\n", "")  # a mark behind a line feed opens its paragraph
_HEADING_ENDS = frozenset("。；，、：！？!?;,:…")
_HEADING_LENGTH = 60
# 今后一是…；二是…: the first member may follow a word directly, where the text holds a second one.
# Not 统一是, 之一是, 唯一是, 第一是 …
_UNBOUND = {
    "shi": ("二是", rf"(一)是(?<![{_BOUNDARY}统之唯第其万专单任同归逐不无非如某十]一是)(?!否|不是|种|个)"),
    "yao": ("二要", rf"(一)要(?<![{_BOUNDARY}统之唯第其万专单任同这逐每进十]一要)(?![求素务闻件点紧义领])"),
    "di": (
        "第二，",
        rf"第([一二三四五六七八九])[，：](?:(?<=[摄图]第.[，：])|(?<=第一[，：])(?<![{_BOUNDARY}]第一[，：]))",
    ),
    "circled": ("②", rf"(①)(?<![{_BOUNDARY}第]①)"),
    "arabic_paren": ("（2）", rf"（(1)）(?<![{_BOUNDARY}第图表式]（1）)"),
    "cn_paren": ("（二）", rf"（(一)）(?<![{_BOUNDARY}第图表式]（一）)"),
}
_MAY_BE_UNBOUND = "(?=一[是要]|第[一二三四五六七八九][，：]|①|（[1一]）)"
_CLASSIFIER = re.compile("[个次点条项种类步件层大]|方面|阶段|板块")
_PLACE = attrgetter("start", "end", "style")
_IN_QUOTES = 0.3  # what is left of a mark's weight
_IN_QUOTED_LINES = 0.1  # … where the quotation runs over paragraphs
_QUOTES = (("“", "”"), ("「", "」"))
_LONGEST_QUOTATION = 8  # paragraphs
_MOST_SAME = 3  # lines that say the same as the one above
_OUTER = 3  # ranks of parts, chapters and sections
_WHOLE_LINE = 6.0
_SAYS = re.compile("[，。；！？]")
_WITH_NOUN = "di-noun"
_COUNTED_BEFORE = 400  # characters before a mark in which the text may count what the mark names
_GIANT = 1500  # a paragraph of this length has lost its breaks: marks behind a sentence's end count as leading


class Rare(NamedTuple):
    """A style whose first characters say nothing: looked for only in a text that holds what it needs."""

    needed: re.Pattern[str]
    lead: re.Pattern[str]
    inner: re.Pattern[str] | None


class Scanners(NamedTuple):
    """Compiled patterns; the name of the group that matched leads to the style."""

    first: frozenset[str]  # the characters that a match of ``lead`` begins with
    lead: re.Pattern[str]
    inner: re.Pattern[str]  # consumes one character; the group holds the whole mark
    unbound: dict[str, str]  # groups of ``inner`` that count only in a text that holds a string
    rare: tuple[Rare, ...]
    named: dict[str, Style]


@lru_cache(maxsize=8)
def _scanners(rules: Rules) -> Scanners:
    named = {style.id.replace("-", "_"): style for style in rules.styles}
    gated = {name: style for name, style in named.items() if style.first}
    inner = {name: style for name, style in gated.items() if style.inline}
    unbound = {f"{name}_unbound": row for name, row in _UNBOUND.items() if name in inner}
    return Scanners(
        _firsts(gated),
        re.compile(_union({name: style.pattern for name, style in gated.items()})),
        _inner(inner, {name: pattern for name, (_, pattern) in unbound.items()}),
        {name: needed for name, (needed, _) in unbound.items()},
        tuple(_rare(name, style) for name, style in named.items() if not style.first),
        {**named, **{name: named[name.removesuffix("_unbound")] for name in unbound}},
    )


def _inner(styles: dict[str, Style], unbound: dict[str, str]) -> re.Pattern[str]:
    """Skips to the next character that a mark begins with, and only from there looks back and ahead."""
    firsts = re.escape("".join(sorted(_firsts(styles))))
    bound = rf"(?<=[{_INSIDE}].)(?<=(?={_union({name: style.pattern for name, style in styles.items()})})(?s:.))"
    free = rf"(?<=(?={_MAY_BE_UNBOUND}(?:{_union(unbound) or '(?!)'}))(?s:.))"
    return re.compile(f"[{firsts}](?:{bound}|{free})")


def _rare(name: str, style: Style) -> Rare:
    pattern = _union({name: style.pattern})
    inner = re.compile(f"(?<=[{_INSIDE}])(?:{pattern})") if style.inline else None
    return Rare(re.compile(style.needs), re.compile(pattern), inner)


def _firsts(styles: dict[str, Style]) -> frozenset[str]:
    return frozenset(character for style in styles.values() for character in style.first)


def _union(patterns: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())


def find(text: LogicalText, body: int, end: int, rules: Rules) -> list[Mark]:
    """All marks between the logical offsets ``body`` and ``end``."""
    first = max(0, text.paragraph_at(body))
    last = max(first, text.paragraphs_before(end))
    leads = leading(text, first, last, body, rules)
    taken = {mark.start for mark in leads}
    inner = [mark for mark in _inline(text, first, body, end, rules) if mark.start not in taken]
    marked = {mark.paragraph: mark.ordinal for mark in leads}
    series = [m for m in labelled(text, first, last, marked, rules) if m.start >= body]
    taken |= {mark.start for mark in series}
    headings, items = telling(text, first, last), text.said.items
    plain = [
        m for m in unnumbered(text, first, last, marked, headings, rules) if m.start >= body and m.start not in taken
    ]
    quoted = _quoted_paragraphs(text, first, last)
    for mark in (*leads, *series, *plain):
        mark.level = headings.get(mark.paragraph) or (ITEM + items[mark.paragraph] if mark.paragraph in items else 0)
        if mark.paragraph in quoted:
            mark.weight = min(mark.weight, _IN_QUOTED_LINES)
    # A word that the rules take all weight from is no mark: 最后我再强调三个字.
    return sorted([mark for mark in (*leads, *inner, *series, *plain) if mark.weight], key=_PLACE)


def leading(text: LogicalText, first: int, last: int, body: int, rules: Rules) -> list[Mark]:
    """The numbers that open the paragraphs ``[first, last)``, from ``body`` on."""
    source, scanners = text.text, _scanners(rules)
    rare = [style.lead for style in scanners.rare if style.needed.search(source)]
    lead, firsts = scanners.lead.match, scanners.first
    out = []
    above, same = "", 0
    for index, paragraph in enumerate(text.paragraphs[first:last], first):
        start, end = paragraph
        if end - start == len(above) and source.startswith(above, start):
            same += 1
            if same > _MOST_SAME:  # the same line for ever is no list
                continue
        else:
            above, same = source[start:end] if end - start <= _HEADING_LENGTH else "", 0
        if start < body:
            if end <= body:
                continue
            start = body
        if source[start] == "#" and (title := MARKDOWN.match(source, start, end)):
            start = title.end()  # ## 一、指导思想: the number tells more than the marks
        match = lead(source, start, end) if source[start] in firsts else None
        if match is None and not rare:
            continue
        for pattern in rare if match is None else ():
            match = match or pattern.match(source, start, end)
        read = match and _read(match, scanners.named)
        if not match or not read:
            continue
        style, ordinal, stop, series = read
        heading = is_heading(source, paragraph, stop) and not (style.family == "bullet" and source[end - 1] in "。；：")
        weight = style.weight * _greeting(style, source, start, rules)
        if style.id == _WITH_NOUN and _is_counted(source, start, stop, rules):
            weight = scanners.named[style.like].weight
        if style.like and heading and 0 < style.rank <= _OUTER and not _SAYS.search(source, stop, end):
            weight = _WHOLE_LINE  # 第一章总则 on a line of its own, not 第一章已经写完，…
        out.append(Mark(start, stop, style.like or style.id, ordinal, "paragraph", index, weight, heading, series))
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
    source, paragraphs = text.text, text.paragraphs
    out: list[Mark] = []
    index = first
    for match in _scan(scanners, source, body, end):
        start = match.start()
        while index + 1 < len(paragraphs) and paragraphs[index + 1].start <= start:
            index += 1
        paragraph = paragraphs[index]
        if start <= paragraph.start or start >= paragraph.end:
            continue
        read = _read(match, scanners.named)
        if read is None:
            continue
        style, ordinal, stop, series = read
        before = source[start - 1]
        if style.id == "circled" and _is_reference(before, source[stop - 1], source[stop : stop + 1], ordinal):
            continue
        position: Position = "sentence" if before in _SENTENCE else "clause"
        weight = style.inline * _greeting(style, source, start, rules)
        if style.id == _WITH_NOUN and _is_counted(source, start, stop, rules):
            weight = scanners.named[style.like].inline
        if position == "clause":
            weight *= 0.6 if before in _BOUNDARY else 0.2
        elif paragraph.end - paragraph.start > _GIANT and before in "。！？：”" and style.family == "heading":
            weight = style.weight
        if _quoted(source, paragraph.start, start):
            weight = min(weight, _IN_QUOTES)
        out.append(Mark(start, stop, style.like or style.id, ordinal, position, index, weight, False, series))
    return out


def _scan(scanners: Scanners, source: str, body: int, end: int) -> list[re.Match[str]]:
    """The matches behind the first character of a paragraph, in order."""
    found = []
    stop = body
    counts: dict[str, bool] = {}
    for match in scanners.inner.finditer(source, body, end):
        name = match.lastgroup or ""
        if name not in counts:  # once a text: it may hold any number of them
            counts[name] = name not in scanners.unbound or scanners.unbound[name] in source
        if match.start() >= stop and counts[name]:
            found.append(match)
            stop = match.end(name)  # what begins before it is inside this mark
    more = [style.inner for style in scanners.rare if style.inner and style.needed.search(source)]
    for pattern in more:
        found += pattern.finditer(source, body, end)
    return sorted(found, key=re.Match.start) if more else found


def _is_reference(before: str, last: str, after: str, ordinal: int | None) -> bool:
    """“两圈一带”⑴、“一主三化”⑵和…: a note's number stands behind a word or a quotation, punctuation behind it."""
    return before not in "。！？；：，、,;:" and (last in "、．." or after in "，。；：、和与及等" or ordinal != 1)


class Reading(NamedTuple):
    """What a match says; ``stop`` is the mark's end."""

    style: Style
    ordinal: int | None
    stop: int
    series: str


def _read(match: re.Match[str], named: dict[str, Style]) -> Reading | None:
    name = match.lastgroup or ""
    style, ordinal = named[name], None
    series = style.like or style.id
    if style.numeral != "none":
        ordinal = _ordinal(match[(match.lastindex or 0) + 1], style.numeral)
        if ordinal is None:
            return None
    if series.startswith("di"):
        classifier = _CLASSIFIER.search(match[name])
        series = f"di {classifier[0]}" if classifier else "di"
    elif series == "noun-ordinal":
        series = match.string[match.start(name) : match.start((match.lastindex or 0) + 1)]
    return Reading(style, ordinal, match.end(name), series)


@lru_cache(maxsize=1024)
def _ordinal(numeral: str, kind: str) -> int | None:
    if kind == "word":
        return _WORDS.get(numeral, 0)
    return (roman_to_int(numeral.upper()) if kind == "roman" else None) or to_int(numeral) or None


def _greeting(style: Style, text: str, start: int, rules: Rules) -> float:
    """What is left of a mark's weight: 首先，我代表…; 最后，祝… greet and hardly enumerate."""
    if style.id != "shouxian":
        return 1.0
    hit = rules["greeting"].match(text, start + 2)
    return hit.weight if hit else 1.0


def _is_counted(text: str, start: int, stop: int, rules: Rules) -> bool:
    """Whether the noun in a mark such as 第一个问题： is one that is counted, by the rules or by the text before it."""
    classifier = _CLASSIFIER.search(text, start, stop)
    if classifier is None:
        return True
    words = text[classifier.end() : stop].rstrip(" \u3000").rstrip("，,：:、。").removesuffix("是").removesuffix("就")
    if _known_nouns(rules).match(words):
        return True
    head = words[:4]
    before = text[max(0, start - _COUNTED_BEFORE) : start]
    return any(
        noun in before
        and re.search(f"(?<!第)[二两三四五六七八九十几\\d]{classifier[0]}?{re.escape(noun)}", before) is not None
        for noun in (head[:n] for n in range(2, len(head) + 1))
    )


@lru_cache(maxsize=8)
def _known_nouns(rules: Rules) -> re.Pattern[str]:
    """A noun that is counted ends within the first words: 方面, 要求, 具体问题; not 水渠已经修通."""
    return re.compile(rf"[^，。]{{0,2}}(?:{word_pattern(word for word in rules.words['claim.noun'] if len(word) > 1)})")


def _quoted_paragraphs(text: LogicalText, first: int, last: int) -> set[int]:
    """The paragraphs inside a quotation that one paragraph opens and a later one closes: a rule's own wording.

    In speeches each paragraph of a quotation opens it anew; such ones, and quotations never closed, are left alone.
    """
    out: set[int] = set()
    for opening, closing in _QUOTES:
        if opening in text.text:
            out |= _inside_quotes(text, first, last, opening, closing)
    return out


def _inside_quotes(text: LogicalText, first: int, last: int, opening: str, closing: str) -> set[int]:
    out: set[int] = set()
    source, paragraphs = text.text, text.paragraphs
    opened = -1
    for index in range(first, last):
        start, end = paragraphs[index]
        at = source.rfind(opening, start, end)
        if opened >= 0:
            stop = source.find(closing, start, end)
            if stop >= 0 and (at < 0 or stop < source.find(opening, start, end)):
                out.update(range(opened + 1, index + 1))
                opened = -1
            elif at >= 0 or index - opened > _LONGEST_QUOTATION:
                opened = -1
        if at >= 0 and source.find(closing, at, end) < 0:
            opened = index
    return out


def _quoted(text: str, start: int, offset: int) -> bool:
    """Whether an opened quotation is still open at ``offset``; quotations seldom run over 400 characters."""
    start = max(start, offset - 400)
    opened = max(text.rfind("“", start, offset), text.rfind("「", start, offset))
    return opened >= 0 and text.find("”", opened, offset) < 0 and text.find("」", opened, offset) < 0
