"""A text in a terminal: which characters would control it, how many columns it takes, where a line breaks."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

from .signs import NEVER_FIRST

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


def visible(text: str) -> str:
    """``text`` for a person's terminal: what would control it is shown instead (ESC as ␛), line ends and tabs stay.

    A source, or the name of a file, may hold sequences that move the cursor, set the window's title or colour lines.
    """
    return _CONTROL.sub(_picture, text)


def one_line(text: str) -> str:
    """The same, with line ends shown too (␊): a message stays on its line, whatever a file is called."""
    return visible(text).replace("\r\n", "␍␊").replace("\n", "␊")


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character two, a combining mark none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


# A Chinese character or a Western word, with the punctuation that must not be parted from it; or blanks.
_ATOM = re.compile(rf"[“‘（《【(\[]*(?:[!-'*-\\^-~]+|[^\s])[{NEVER_FIRST}…．.\]]*|\s+")


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, broken at blanks and between Chinese characters."""
    lines, line, used = [], "", 0
    for match in _ATOM.finditer(text):
        atom = match[0]
        size = cells(atom)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if atom.strip() or line:
            line, used = line + atom, used + size
    return [*lines, line.rstrip()] if line.strip() else lines
