"""Keywords by TF-IDF, for a whole speech and for each of its sections, with jieba's table of document frequencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from .model import Node, Speech

if TYPE_CHECKING:
    from .rules.types import Rules

_SHORTEST_SECTION = 100  # characters
_NUMERALS = "第百〇零一二两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, how often it stands in the text, and its weight: frequency times inverse document frequency."""

    word: str
    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class KeywordSection:
    """The keywords of an outermost node and what stands below it."""

    node: str
    title: str
    words: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Keywords:
    """Of the whole, and of each section (none for a plain text)."""

    words: tuple[Keyword, ...]
    sections: tuple[KeywordSection, ...] = ()


def keywords(what: Speech | str, top: int = 20, *, text: str | None = None, rules: Rules | None = None) -> Keywords:
    """The ``top`` heaviest words of a text, or of a speech and of each of its sections.

    A ``Speech`` does not hold the source's text: without ``text`` its words are those of its outline. Words that
    only say how work is done (认真, 推进, 进一步), numbers and single characters are left out.
    """
    if isinstance(what, str):
        return Keywords(_heaviest(what, top, rules))
    body = text if text is not None else "\n".join(_texts(what.outline))
    sections = []
    for node in what.outline:
        own = "\n".join(_texts((node,)))
        if len(own) >= _SHORTEST_SECTION:
            sections.append(KeywordSection(node.id, node.title, _heaviest(own, max(1, top // 2), rules)))
    return Keywords(_heaviest(body, top, rules), tuple(sections))


def _texts(nodes: tuple[Node, ...]) -> Iterator[str]:
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        yield node.text
        pending += reversed(node.children)


def _heaviest(text: str, top: int, rules: Rules | None) -> tuple[Keyword, ...]:
    if rules is None:
        from .rules.loader import load_rules

        rules = load_rules()
    dull = _dull(rules)
    named = frozenset(rules.words["keyword.word"])
    counts = Counter(word for word in _words(text, rules) if word in named or (_telling(word) and word not in dull))
    total = sum(counts.values()) or 1
    frequencies, usual = _inverse_frequencies()
    weights = {word: n / total * frequencies.get(word, usual) for word, n in counts.items()}
    best = sorted(weights, key=lambda word: (-weights[word], word))[:top]
    return tuple(Keyword(word, counts[word], round(weights[word], 4)) for word in best)


def _words(text: str, rules: Rules) -> Iterator[str]:
    """The words of a text without its numbers and dates; words of the field stay whole."""
    from .segment import cutter

    cut, known = cutter(), _known(rules)
    for piece in _unmasked(text, rules):
        start = 0
        for match in known.finditer(piece):
            yield from cut(piece[start : match.start()])
            yield match[0]
            start = match.end()
        yield from cut(piece[start:])


def _unmasked(text: str, rules: Rules) -> Iterator[str]:
    start = 0
    for hit in rules["keyword.mask"].finditer(text):
        yield text[start : hit.start]
        start = hit.end
    yield text[start:]


@cache
def _known(rules: Rules) -> re.Pattern[str]:
    words = sorted(rules.words["keyword.word"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _telling(word: str) -> bool:
    """Longer than a character, and no number: 三个, 第二, 百分之."""
    return len(word) > 1 and word[0] >= "\u4e00" and word[0] not in _NUMERALS


@cache
def _dull(rules: Rules) -> frozenset[str]:
    verbs = set(rules.words["task.verb"]) - set(rules.words["task.noun"])
    return frozenset({*rules.words["task.adverb"], *verbs, *rules.words["keyword.dull"]})


@cache
def _inverse_frequencies() -> tuple[dict[str, float], float]:
    """Word -> inverse document frequency, and the median for words that the table lacks."""
    from importlib.util import find_spec
    from pathlib import Path

    from .usercache import cached

    spec = find_spec("jieba")  # found, not imported: only its table is needed
    if spec is None or spec.origin is None:
        return {}, 1.0
    source = Path(spec.origin).with_name("analyse") / "idf.txt"
    table: dict[str, float] = cached("idf", source, lambda lines: {w: float(n) for w, n in map(str.split, lines)})
    return table, median(table.values())
