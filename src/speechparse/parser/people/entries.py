"""The entries of a list of names as written: where each begins and ends, 等 and joining words left off."""

from __future__ import annotations

import re

from ...model import Span
from ...signs import HALF_STOPS, PAUSES

_MARK = re.compile(f"[{PAUSES}{HALF_STOPS}/\n \u3000\t（()）]")
_ET_CETERA = re.compile(  # 教育局等相关单位, 司法部等国务院相关部门
    r"等(?:\d{0,3}[个家]?)?[省市县区州国务院中央级直属]{0,4}(?:有关|相关|各|成员)?(?:部门|单位|处室|科室|地区|领导|同志|群团组织|人民团体|社会组织)?$"
)
_SEVERAL = re.compile(r"(?<=局|委|办|厅|部)(?:两|三|四|五|六|七|八)个?部门$")  # 医保局、民政局两部门
_JOINER = re.compile(r"(?:以及|及|由|并|经(?![信济开贸管营发合])|(?:和|与)(?=各|有关|相关|其他))")
_SPACED_NAME = re.compile(r"(?<![一-龥])([一-龥])[ \u3000]{1,3}([一-龥])(?![一-龥])")


def shown(text: str, start: int, end: int) -> str:
    """A name as it is shown: a person's name is written together (李 明)."""
    name = text[start:end]
    return _SPACED_NAME.sub(r"\1\2", name) if " " in name or "\u3000" in name else name


def entries(text: str, start: int, end: int) -> list[Span]:
    """The entries of a list as written, 等 and joining words left off; brackets keep their commas."""
    found = []
    for a, b in _pieces(text, start, end) if _MARK.search(text, start, end) else ((start, end),):
        while a < b and text[a] in " 。.\u3000\t\n":
            a += 1
        while b > a and text[b - 1] in " 。.\u3000\t\n":
            b -= 1
        if text.find("等", a, b) >= 0 and (rest := _ET_CETERA.search(text, a, b)):
            b = rest.start()
        elif text.endswith("部门", a, b) and (several := _SEVERAL.search(text, a, b)):
            b = several.start()
        if joiner := _JOINER.match(text, a, b):
            a = joiner.end()
        if a < b and not text[a:b].isspace():
            found.append((a, b))
    return found


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Between the separators outside brackets; a blank inside a person's name (李 明) is none."""
    marks = [mark.start() for mark in _MARK.finditer(text, start, end)]
    inside: set[int] = set()
    if " " in text[start:end] or "\u3000" in text[start:end]:
        for name in _SPACED_NAME.finditer(text, start, end):
            inside.update(range(name.end(1), name.start(2)))
    out, depth, at = [], 0, start
    for pos in marks:
        char = text[pos]
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif depth <= 0 and pos not in inside:
            out.append((at, pos))
            at = pos + 1
    out.append((at, end))
    return out
