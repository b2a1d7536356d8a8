"""Breaks text into lines of cells. rich breaks at blanks, which Chinese does not have."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console

from ..signs import CLAUSE_ENDS
from ..terminal import visible

PROSE = 110
"""Cells: longer lines are hard to read, however wide the window is."""
_BODY_LINES = 2
# One atom is never broken: a Chinese character or a Western word, with the punctuation that must not be parted from it.
_ATOM = re.compile(rf"[“‘（《〈【「『(\[]*(?:[!-'*-\\^-~]+|[^\s])[{CLAUSE_ENDS}、）》〉】」』”’….)\]]*|\s+")


def terminal() -> Console:
    """A console on standard output. Its text is data: markup, emoji codes and numbers in it are shown as they are."""
    plain = bool(os.environ.get("NO_COLOR"))  # without this rich keeps bold and dim
    return Console(markup=False, emoji=False, highlight=False, color_system=None if plain else "auto")


def plain(out: io.StringIO, width: int | None) -> Console:
    """A console that writes text without styles, ``width`` cells wide, or as wide as the terminal."""
    return Console(file=out, width=width, color_system=None, markup=False, emoji=False, highlight=False)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells. Closing marks never begin a line, opening ones never end it."""
    lines, line, used = [], "", 0
    for match in _ATOM.finditer(visible(text)):
        atom = match[0]
        size = cell_len(atom)
        if used + size > width:
            if line.strip():
                lines.append(line.rstrip())
            line, used = "", 0
            if atom.isspace():  # however wide
                continue
            while size > width:  # a word longer than the line
                head = set_cell_size(atom, width).rstrip() or atom[0]
                lines.append(head)
                atom = atom[len(head) :]
                size = cell_len(atom)
        line, used = line + atom, used + size
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def clipped(lines: list[str], width: int) -> Iterator[str]:
    """The first lines; the last of them ends in … where more follow."""
    yield from lines[: _BODY_LINES - 1]
    if len(lines) >= _BODY_LINES:
        last = lines[_BODY_LINES - 1]
        yield last if len(lines) == _BODY_LINES else set_cell_size(last, min(cell_len(last), width - 2)).rstrip() + "…"
