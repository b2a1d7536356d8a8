"""The clauses of a sentence; a quote or bracket is not cut."""

from __future__ import annotations

import re

from ...signs import CLAUSE_ENDS, COLONS, COMMAS, SENTENCE_ENDS

_CLAUSE_END = re.compile(rf"[{CLAUSE_ENDS}\n]")
_GOES_ON = COMMAS + COLONS
_STOPS = SENTENCE_ENDS + COLONS + "\n"
_OPEN, _CLOSE = "“‘「《（(", "”’」》）)"
_OPENS = re.compile(f"[{re.escape(_OPEN)}]")
_LONGEST = 100  # of a quote that is looked back for


def first_clauses(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """The clauses of the first sentence, ``most`` at most; signs within quotes and brackets do not cut."""
    out: list[tuple[int, int]] = []
    pos = begin = start
    while begin < end and len(out) < most:
        stop = _CLAUSE_END.search(text, pos, end)
        last = stop.start() if stop else end
        if stop and stop[0] in _GOES_ON and _inside(text, begin, last):
            pos = stop.end()
            continue
        out.append((begin, last))
        if stop is None or stop[0] in _STOPS:
            break
        pos = begin = stop.end()
    return out


def _inside(text: str, begin: int, end: int) -> bool:
    """Whether a quote or bracket is open at ``end``."""
    low = max(begin, end - _LONGEST)
    if _OPENS.search(text, low, end) is None:
        return False
    return any(text.rfind(a, low, end) > text.rfind(b, low, end) for a, b in zip(_OPEN, _CLOSE, strict=True))
