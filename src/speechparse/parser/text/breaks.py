"""Line breaks that are lost: a paragraph of a whole document is divided where its numbered headings stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, COLONS, SENTENCE_ENDS
from .openers import family

_GIANT = 1500  # characters: so long a line has lost its breaks
_FEW = 1  # members right after a heading without a stop: less may be chance
_AFTER_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}{COLONS}”）)](?=[^{CLAUSE_ENDS}、”）)])[ \u3000]?")
# 二、基本原则（一）坚持…: a heading without a stop, and the first member of the list that it heads.
_FIRST = re.compile(r"（一）|\(一\)|(?<![\d.．])1[.．、](?!\d)|（1）|\(1\)|一是")
_STOP = re.compile(f"[{SENTENCE_ENDS}{COLONS}]")
_TITLE = 45


def lost_breaks(text: str, start: int, end: int, rules: Rules) -> list[int]:
    """Where the paragraphs of ``text[start:end]`` begin, the first one left out."""
    if end - start < _GIANT:
        return []
    found = list(_headings(text, start, end, rules))
    return [at for at, _ in found] if sum(glued for _, glued in found) >= _FEW else []


def _headings(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, bool]]:
    """The headings with a number; True: with none but another heading before it, where its own line has ended."""
    for at in (start, *(match.end() for match in _AFTER_SENTENCE.finditer(text, start, end))):
        if at >= end or family(text, at, end, rules) not in ("heading", "word"):
            continue
        if at > start:
            yield at, False
        while first := _FIRST.search(text, at + 2, min(end, at + _TITLE)):
            inside = first.start()
            if inside <= at + 3 or _STOP.search(text, at, inside):
                break
            yield inside, True
            at = inside
