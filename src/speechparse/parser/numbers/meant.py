"""What money or a norm is meant for: 给予20万元 *资助*, 按每人90元的标准 *落实经费*."""

from __future__ import annotations

import re

from ...model import Span
from ...signs import CLAUSE_ENDS
from .place import Place
from .series import LOOK_AHEAD
from .words import Words

_BY_NORM = re.compile(
    rf"(?:按照?|以)[^{CLAUSE_ENDS}、\n]*?(?:(?P<least>不[低少]于)|(?P<most>不[超高][过于]))?[^{CLAUSE_ENDS}、\n不]*$"
)


def given(place: Place, words: Words) -> Span | None:
    """给予100万元 *资助*, 给予100万元用于 *科学研究*: what money is given for."""
    if place.amount.unit != "元" or words.granted.search(place.text, place.floor, place.phrase[1]) is None:
        return None
    aid = words.aid.match(place.text, place.stop, place.end)
    return aid.span(1 if aid[1] else 2) if aid else None


def norm(place: Place, words: Words) -> tuple[Span, str] | None:
    """What a norm is set for, and its bound: 按不低于100立方米/小时的标准 *配备设备*."""
    if place.amount.kind == "none" or (found := words.norm.match(place.text, place.stop, place.end)) is None:
        return None
    low = max(place.floor, place.amount.start - LOOK_AHEAD)
    by = _BY_NORM.search(place.text, low, place.amount.start)
    if by is None:
        return None
    return found.span(1), ">=" if by["least"] else "<=" if by["most"] else ""
