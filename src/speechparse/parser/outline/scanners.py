"""The numbering styles as compiled patterns: where a mark may stand, and what a match of one says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...numerals import roman_to_int, to_int
from ...rules.rows import Style
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, CLOSERS, COLONS, COMMAS
from ..forms import LogicalText
from .counted import CLASSIFIER

_WORDS = {"首先": 1, "其次": 2, "再次": 3}  # every other ordinal word continues a list wherever it stands
BOUNDARY = CLAUSE_ENDS + CLOSERS + "、…—\n\u3000 "
_INSIDE = BOUNDARY.replace("\n", "")  # a mark after a line feed opens its paragraph
# 今后一是…；二是…: the first member may follow a word directly, where the text holds a second one.
# Not 统一是, 之一是, 唯一是, 第一是 …
_UNBOUND = {
    "shi": ("二是", rf"(一)是(?<![{BOUNDARY}统之唯第其万专单任同归逐不无非如某十]一是)(?!否|不是|种|个)"),
    "yao": ("二要", rf"(一)要(?<![{BOUNDARY}统之唯第其万专单任同这逐每进十]一要)(?![求素务闻件点紧义领])"),
    "di": (
        "第二，",
        rf"第([一二三四五六七八九])[{COMMAS}{COLONS}](?:(?<=[摄图]第.[{COMMAS}{COLONS}])|(?<=第一[{COMMAS}{COLONS}])(?<![{BOUNDARY}]第一[{COMMAS}{COLONS}]))",
    ),
    "circled": ("②", rf"(①)(?<![{BOUNDARY}第]①)"),
    "arabic_dot": (
        "2",
        r"(1)[.．、](?=[\u4e00-\u9fff])(?<=[\u4e00-\u9fff]1.)(?<!第1.)(?<!图1.)(?<!表1.)(?<!件1.)",
    ),
    "arabic_paren": ("（2）", rf"（(1)）(?<![{BOUNDARY}第图表式]（1）)"),
    "cn_paren": ("（二）", rf"（(一)）(?<![{BOUNDARY}第图表式]（一）)"),
}
_MAY_BE_UNBOUND = f"(?=一[是要]|第[一二三四五六七八九][{COMMAS}{COLONS}]|①|1[.．、]|（[1一]）)"


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
def scanners_of(rules: Rules) -> Scanners:
    """The compiled patterns of a rule set's numbering styles."""
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


def rare_styles(scanners: Scanners, text: LogicalText) -> list[Rare]:
    """The rare styles that a text may hold; looked for once, however many speeches it holds."""
    if text.rare is None:
        text.rare = [i for i, style in enumerate(scanners.rare) if style.needed.search(text.text)]
    return [scanners.rare[i] for i in text.rare]


def inline_matches(scanners: Scanners, rare: list[Rare], source: str, body: int, end: int) -> list[re.Match[str]]:
    """The matches after the first character of a paragraph, in order; ``rare`` are the text's rare styles."""
    found = []
    stop = body
    counts: dict[str, bool] = {}
    for match in scanners.inner.finditer(source, body, end):
        name = match.lastgroup or ""
        counted = counts.get(name)
        if counted is None:  # once a text: it may hold any number of them
            counted = counts[name] = name not in scanners.unbound or scanners.unbound[name] in source
        if counted and match.start() >= stop:
            found.append(match)
            stop = match.end(name)  # what begins before it is inside this mark
    more = [style.inner for style in rare if style.inner]
    for pattern in more:
        found += pattern.finditer(source, body, end)
    return sorted(found, key=re.Match.start) if more else found


class Reading(NamedTuple):
    """What a match says; ``stop`` is the mark's end."""

    style: Style
    ordinal: int | None
    stop: int
    series: str


def read_mark(match: re.Match[str], named: dict[str, Style]) -> Reading | None:
    """What a match says: its style, its number, where it ends, the series it counts in; none for no number."""
    name = match.lastgroup or ""
    style, ordinal = named[name], None
    series = style.like or style.id
    if style.numeral != "none":
        ordinal = _ordinal(match[(match.lastindex or 0) + 1], style.numeral)
        if ordinal is None:
            return None
    if series.startswith("di"):
        classifier = CLASSIFIER.search(match[name])
        series = f"di {classifier[0]}" if classifier else "di"
    elif series == "noun-ordinal":
        series = match.string[match.start(name) : match.start((match.lastindex or 0) + 1)]
    return Reading(style, ordinal, match.end(name), series)


@lru_cache(maxsize=1024)
def _ordinal(numeral: str, kind: str) -> int | None:
    if kind == "word":
        return _WORDS.get(numeral, 0)
    return (roman_to_int(numeral.upper()) if kind == "roman" else None) or to_int(numeral) or None
