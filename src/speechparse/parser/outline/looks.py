"""Lines that are titles by their look: in bold from end to end, or in thick brackets."""

from __future__ import annotations

import re

from ..forms import LogicalText

_BRACKETED = re.compile(r"【[^【】\s]{2,12}】")
_LONGEST = 14
_PAIR = 2


def in_bold(text: LogicalText, no_end: frozenset[str]) -> set[int]:
    """The paragraphs that are in bold from end to end and titles by their look: none ends with ``no_end``."""
    out = set()
    for start, end in text.said.strong:
        index = text.paragraph_at(start)
        if text.paragraphs[index] == (start, end) and text.text[end - 1] not in no_end:
            out.add(index)
    return out


def in_brackets(text: LogicalText, first: int, last: int) -> set[int]:
    """Lines in thick brackets with text below, two or more of them and no two alike: 【交通安全】."""
    lines = {
        index: text.text[start:end]
        for index, (start, end) in enumerate(text.paragraphs[first : max(first, last - 1)], first)
        if text.text[start] == "【" and end - start <= _LONGEST and _BRACKETED.fullmatch(text.text, start, end)
    }
    found = {index for index in lines if index + 1 not in lines}
    return found if len(set(lines.values())) == len(lines) == len(found) >= _PAIR else set()
