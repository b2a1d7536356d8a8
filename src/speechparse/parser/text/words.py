"""The decisions of the text phase in sentences: why a line is page matter, and what spoke for it and lost."""

from __future__ import annotations

from ...rules.types import Rules
from ..forms import Block
from .fold import fold, signs
from .furniture import SHORT

_REASONS = {
    "page-number": "page matter: nothing but a number that counts pages",
    "running-head": "page matter: the same line stands where other pages begin or end",
    "contents": "a table of contents: its line ends with a page or comes again below",
}
_ENOUGH = 1.0  # points by which words alone make page matter


def block(found: Block, source: str, lines: int, reason: str, rules: Rules) -> str:
    """What a block was taken for and why. ``reason``: why it was set aside, empty for a paragraph."""
    if found.kind == "blank":
        return "a blank line"
    words = source[found.start : found.end].strip()
    points, rule = _of_a_page(words, rules)
    if reason == "page-matter":
        place = "" if points >= _ENOUGH else ", and it stands at the edge of the text or beside page matter"
        return f"page matter: words of a page (rule {rule}), worth {points:.1f} of {_ENOUGH:.1f}{place}"
    if reason:
        return _REASONS.get(reason, f"set aside by the format ({reason})")
    said = f"a paragraph of {lines} lines joined: none of them ends one" if lines > 1 else "a paragraph"
    if points:
        return f"{said}; words of a page (rule {rule}), worth {points:.1f} of {_ENOUGH:.1f}, stand in no page's place"
    return said


def _of_a_page(words: str, rules: Rules) -> tuple[float, str]:
    """What a short line's words are worth as page matter, and the rule that says so."""
    if not words or len(words) > SHORT:
        return 0.0, ""
    hit = rules["furniture"].fullmatch(fold(words, signs(words)))
    return (hit.weight, hit.row.id) if hit else (0.0, "")
