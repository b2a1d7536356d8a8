"""Which lines begin with a mark: the numbering rules asked at the first characters of a line."""

from __future__ import annotations

import re
from functools import lru_cache

from ...rules.types import Rules

_REACH = 24  # characters of a line that its mark may take
_SURE = 1.5  # a style that weighs less is no sign that a paragraph begins


@lru_cache(maxsize=8)
def _patterns(rules: Rules) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """All sure styles as one pattern, the family of each of its groups, and what a mark may begin with."""
    styles = {s.id.replace("-", "_"): s for s in rules.styles if s.weight >= _SURE and s.first}
    union = "|".join(f"(?P<{name}>{style.pattern})" for name, style in styles.items())
    firsts = frozenset("#(").union(*(style.first for style in styles.values()))
    return re.compile(f"#|{union}"), {name: s.family for name, s in styles.items()}, firsts


def family(text: str, start: int, end: int, rules: Rules) -> str:
    """The family of the mark that ``text[start:end]``, of a folded text, begins with: heading, word, bullet; empty for
    none.
    """
    return opener(text, start, end, rules)[0]


def opener(text: str, start: int, end: int, rules: Rules) -> tuple[str, str]:
    """The same with the style's name."""
    pattern, families, firsts = _patterns(rules)
    first = text[start]
    if first not in firsts and not (first.isdecimal() or "\u2e80" <= first < "\u3200"):
        return "", ""
    match = pattern.match(f"{text[start:end]}\n" if end <= start + _REACH else text[start : start + _REACH])
    if match is None:
        return "", ""
    name = match.lastgroup or ""
    return families.get(name, "bullet"), name
