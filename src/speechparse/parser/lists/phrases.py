"""Phrases that may announce a count: a number with what is counted (提四点要求, “九个最”, 要过四道关).

What is counted is an open class: a known noun, anything in quotes, or a short run of letters that ends its clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...numerals import to_int
from ...rules.patterns import leaping, word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, COMMAS
from ..forms import LogicalText

_MOST = 40  # items that anybody counts
_DIGITS = "一二两三四五六七八九十"
_QUOTED = re.compile(rf"[“‘「][^{CLAUSE_ENDS}\n、“”‘’「」]{{2,12}}(?=[”’」])")
_OPEN_NOUN = re.compile(
    rf"(?:[^\W\d_的了]{{1,8}}的)?[^\W\d_的了是和在着过就都没还已]{{1,5}}(?=[{CLAUSE_ENDS}、（]|\s*(?:（|$))"
)
# A phrase that holds one of these counts no list, as far as the rules do not know its noun.
_NO_COUNT = "的了是和在着过就都要也还又不没已来去起年月日岁时分级届位名人家所亿万千百十倍成则"
_QUOTED_NOUN = re.compile(rf"“[^{CLAUSE_ENDS}“”]{{1,8}}”|「[^{CLAUSE_ENDS}「」]{{1,8}}」")
CLAUSE_SIGNS = CLAUSE_ENDS + "、”’\n"


class Phrases(NamedTuple):
    """The compiled rules: a number with what is counted, and what speaks for its announcing a list."""

    phrase: re.Pattern[str]
    noun: re.Pattern[str]
    slogan: re.Pattern[str]
    bare: re.Pattern[str]
    before: list[tuple[re.Pattern[str], float]]
    behind: list[tuple[re.Pattern[str], float]]


@dataclass(slots=True, eq=False, repr=False)
class Phrase:
    """A phrase in the text, its number at ``number``; does it say what is counted, does it stand in quotes?

    ``noun`` is a known one; ``open`` one that the rules do not know (三个法宝，); ``slogan``: a set phrase of politics.
    ``bare``: a counter that stands for what is counted (有三条).
    """

    span: Span
    number: int
    count: int
    noun: bool
    quoted: bool
    open: bool = False
    slogan: bool = False
    bare: bool = False


@lru_cache(maxsize=8)
def phrases(rules: Rules) -> Phrases:
    """The compiled rules of a rule set."""
    counters, nouns = (word_pattern(rules.words[f"claim.{name}"]) for name in ("counter", "noun"))
    number = rf"(?<![\d{_DIGITS}百千万亿零〇第.])(?P<number>[{_DIGITS}]{{1,3}}|\d{{1,2}})(?![.\d])"
    rest = rf"[^{CLAUSE_ENDS}\n、“”\d]"
    counted = rf"(?:{counters}){rest}{{0,12}}?(?:{nouns})|(?:{counters})|{rest}{{1,4}}(?=[”’])"
    loose = rf"[^\W\d_{_NO_COUNT}{_DIGITS}]{{1,6}}(?=[{CLAUSE_ENDS}、]|\s*$)"
    cues = [(cue.value, re.compile(cue.pattern), cue.weight) for cue in rules.cues["claim"]]
    return Phrases(
        re.compile(
            leaping(
                f"{_DIGITS}0123456789有为",
                rf"(?P<phrase>{number}\s{{0,2}}(?:{counted}|(?P<loose>{loose}))"
                rf"|[有为](?P<few>[二三四五六])(?=[{COMMAS}{COLONS}]))",
            )
        ),
        re.compile(rf"(?:{nouns})\Z"),
        re.compile(word_pattern(rules.words["claim.slogan"])),
        re.compile(rf"(?:{word_pattern(rules.words['claim.bare'])})\Z"),
        [(pattern, weight) for where, pattern, weight in cues if where == "before"],
        [(pattern, weight) for where, pattern, weight in cues if where == "behind"],
    )


def announced(text: LogicalText, start: int, end: int, rules: Rules) -> list[tuple[Span, int]]:
    """Phrases in ``[start, end)`` that may announce a list, and the number of members they name."""
    return [(p.span, p.count) for p in find(text.text, start, end, rules) if not p.slogan]


def find(text: str, start: int, end: int, rules: Rules) -> list[Phrase]:
    """The phrases in ``text[start:end]``, in order and apart."""
    rule = phrases(rules)
    out = []
    done = start
    for match in rule.phrase.finditer(text, start, end):
        first, last = match.span("phrase")
        if first < done:
            continue
        done = last
        count = to_int(match["number"] or match["few"])
        if count is None or not 2 <= count <= _MOST:
            continue
        loose = match["loose"] is not None
        slogan = match["number"] is not None and rule.slogan.match(text, match.end("number")) is not None
        quoted = _QUOTED.match(text, first - 1) if first else None
        if quoted:  # “六个更加突出” is one phrase
            last = max(last, quoted.end())
        bare = match["few"] is not None
        noun, opened = rule.noun.search(match["phrase"]) is not None, loose
        if not (noun or quoted or loose) and match["number"] and (more := _OPEN_NOUN.match(text, last, end)):
            opened, last = True, more.end()
        elif not (noun or quoted or loose) and match["number"]:
            bare = rule.bare.search(match["phrase"]) is not None
            opened = text[last : last + 1] in CLAUSE_SIGNS
            if named := _QUOTED_NOUN.match(text, last, end):  # 五个“度”
                opened, last = True, named.end()
        if text[first - 1 : first] in ("提", "讲"):  # 提四点要求
            first -= 1
        number = match.start("phrase")
        out.append(Phrase((first, last), number, count, noun, quoted is not None, opened, slogan, bare))
    return out
