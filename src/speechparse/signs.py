"""The signs that end or part something, each set once and with a name; and the places that they divide a text at.

A set is a string: ``text[i] in COMMAS`` asks for one sign, ``f"[^{CLAUSE_ENDS}]"`` stands in a pattern. The half-width
forms (``, ; : ! ?``) count as the full-width ones. Nothing here knows a speech: parser, readers and writers use it.
"""

from __future__ import annotations

import re
from typing import Final

FULL_STOPS: Final = "。！？!?"
"""End a sentence: 会议开始了。"""

HALF_STOPS: Final = "；;"
"""Part the members of a series inside a sentence: 一是抓学习；二是抓落实。"""

COLONS: Final = "：:"
"""Announce what follows: 提四点要求："""

COMMAS: Final = "，,"
"""Part clauses: 加强领导，落实责任。"""

PAUSES: Final = "，,、"
"""Part clauses or words: 镇、村、组。"""

LINKS: Final = PAUSES + HALF_STOPS
"""Part what goes on inside a sentence: 镇、村要行动，组要跟上；……"""

SENTENCE_ENDS: Final = FULL_STOPS + HALF_STOPS
"""End a sentence or a member of a series: in 抓学习；抓落实。 two."""

CLAUSE_ENDS: Final = SENTENCE_ENDS + COLONS + COMMAS
"""End a clause: in 会议强调：加强领导，落实责任。 three."""

CLOSERS: Final = "”’」』）)】》"
"""Close a quotation or a bracket; they may stand after the sign that ends a sentence: “开会了。”"""

LINE_ENDS: Final = FULL_STOPS + HALF_STOPS + COLONS + CLOSERS + "…."
"""A line that ends with one says something whole; one that does not is a heading, or broken off: 二、下一步打算"""

NEVER_FIRST: Final = CLAUSE_ENDS + CLOSERS + "、〉"
"""Stand at no line's beginning: a line that begins with one goes on from the line above."""

BLANKS: Final = " \t\r\n\u3000\xa0"
"""Blanks, those of the printer (　) too."""

LOOSE: Final = BLANKS + PAUSES + HALF_STOPS + COLONS + "。"
"""What a piece of text may have around it and does not mean: ；县住建局、"""

BULLETS: Final = "-*+–—●■◆★•▪◎▲►➢◇□☆·"
"""Open an item without a number, or stand before its number: ● 加强统筹; - 一是加强统筹"""

PLAIN: Final = f"[^{CLAUSE_ENDS}]"
"""Pattern: one character that ends no clause."""

SENTENCE: Final = re.compile(rf"[^{FULL_STOPS}\n]+[{FULL_STOPS}{CLOSERS}]{{0,3}}\n?")
"""A sentence with its stop, and with the quotation mark after that: “开会了。”"""

MEMBER: Final = re.compile(rf"[^{SENTENCE_ENDS}\n]+[{SENTENCE_ENDS}{CLOSERS}]{{0,3}}\n?")
"""A sentence, or a member of a series in one, with its stop: 一是抓学习；"""

CLAUSE: Final = re.compile(f"{PLAIN}+[{CLAUSE_ENDS}]*")
"""A clause with its stop: 加强领导，"""

SENTENCE_END: Final = re.compile(rf"[{SENTENCE_ENDS}\n]")
_LAST_SENTENCE_END: Final = re.compile(rf"(?s:.*)[{SENTENCE_ENDS}\n]")
_LAST_CLAUSE_END: Final = re.compile(rf"(?s:.*)[{CLAUSE_ENDS}\n]")


def sentence_start(text: str, at: int, low: int = 0) -> int:
    """Where the sentence begins that goes on at ``at``; no earlier than ``low``.

    >>> sentence_start("抓学习。抓落实", 6)
    4
    """
    found = _LAST_SENTENCE_END.match(text, low, at)
    return found.end() if found else low


def sentence_end(text: str, at: int, high: int) -> int:
    """The end of the sentence that goes on at ``at``, its stop included; no later than ``high``.

    >>> sentence_end("抓学习。抓落实", 0, 7)
    4
    """
    found = SENTENCE_END.search(text, at, high)
    return found.end() if found else high


def clause_start(text: str, at: int, low: int = 0) -> int:
    """Where the clause begins that goes on at ``at``; no earlier than ``low``.

    >>> clause_start("加强领导，落实责任", 7)
    5
    """
    found = _LAST_CLAUSE_END.match(text, low, at)
    return found.end() if found else low


def trim(text: str, start: int, end: int, signs: str = LOOSE) -> tuple[int, int]:
    """``[start, end)`` without the signs at both ends.

    >>> trim("；县住建局、", 0, 6)
    (1, 5)
    """
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return start, end
