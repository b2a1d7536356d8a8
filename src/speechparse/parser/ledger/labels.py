"""Who and when by label, in a bracket or on a line of its own: 责任单位：县水利局；完成时限：6月底前 · 责任人为李明."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from ...rules.engine import Hit
from ...rules.types import Rules
from ...signs import BLANKS, CLAUSE_ENDS, SENTENCE_ENDS
from ..people.organisations import FAIR, OFFICES
from .forms import Assignment, Part, Place, built, covered
from .spoken import parts as spoken_parts

LONGEST_LABEL = 14
_LONGEST_VALUE = 20  # of a day or a name on the line below its label
_BOUNDARY = CLAUSE_ENDS + BLANKS + "、（）【】[]"
_COLON = re.compile("[ \u3000]{0,2}[：:]")
_COPULA = re.compile("[为是](?![一二三四五六七八九十两\\d])")
_BARE = re.compile(rf"单位(?=[ \u3000]{{0,2}}[{OFFICES}])")
_NAMES = re.compile(rf"[^{CLAUSE_ENDS}（）()【】\n]{{2,60}}")
_PIECE = re.compile(rf"[^{SENTENCE_ENDS}]+")


class Label(NamedTuple):
    """A label with the sign after it: ``[start, end)``, what it announces, whether it is said with 为."""

    start: int
    end: int
    role: str
    said: bool


def anchors(where: Place, start: int, end: int) -> list[int]:
    """Where labels may end, in order: after a colon, 为 or 是 after what labels end with, or before names."""
    found = [m.end() for m in _anchor(where.rules).finditer(where.text, start, end)]
    if bare := [m.end() for m in _BARE.finditer(where.text, start, end)]:
        found = sorted([*found, *bare])
    return found


@lru_cache(maxsize=8)
def _anchor(rules: Rules) -> re.Pattern[str]:
    """It begins with one class of characters: re leaps to it."""
    lasts = re.escape(rules.lasts("assignment.label"))
    colon = f"(?<=[{lasts} \u3000][：:])" if lasts else "(?<=[：:])"
    return re.compile(f"[：:为是](?:{colon}|(?<=[位门体人导限].))")


def label_before(where: Place, stop: int, start: int) -> Label | None:
    """The label that ends at the anchor ``stop`` and begins at or after ``start``."""
    window = max(start, stop - LONGEST_LABEL)
    for hit in where.rules["assignment.label"].finditer(where.text, window, stop):
        if label := _with_sign(where, hit, start, stop):
            return label
    return None


def _with_sign(where: Place, hit: Hit, start: int, stop: int) -> Label | None:
    text = where.text
    colon = _COLON.match(text, hit.end, stop)
    copula = None if colon else _COPULA.match(text, hit.end)
    sign = colon or copula
    if sign is None and hit.end == stop and _names_follow(where, hit, start, stop):
        return Label(hit.start, stop, hit.value, True)
    if sign is None or sign.end() != stop:
        return None
    if copula and hit.start > start and not _begins(where, hit.start):
        return None  # 列第一位的责任单位为牵头单位
    return Label(hit.start, sign.end(), hit.value, copula is not None)


def _names_follow(where: Place, hit: Hit, start: int, stop: int) -> bool:
    """Whether bodies stand right after a label without a sign: 责任单位县住建局，配合单位县水利局."""
    if _BARE.match(where.text, stop - 2) is None or (hit.start > start and not _begins(where, hit.start)):
        return False
    clause = _NAMES.match(where.text, stop)
    return clause is not None and where.bodies.are_known(where.text, *clause.span())


def _begins(where: Place, at: int) -> bool:
    """Whether a clause or an item's words begin at ``at``."""
    return where.text[at - 1] in _BOUNDARY or at in where.openings


def labels_in(where: Place, start: int, end: int) -> list[Label]:
    """All labels of a bracket's inside."""
    found: list[Label] = []
    for stop in anchors(where, start, end):
        label = label_before(where, stop, found[-1].end if found else start)
        if label:
            found.append(label)
    return found


def outside(where: Place, stops: list[int], start: int, end: int, taken: list[Span]) -> Iterator[Assignment]:
    """Labels outside brackets: what follows on the same line, up to a full stop."""
    text, done = where.text, start
    for stop in stops:
        label = label_before(where, stop, done) if stop > done else None
        if label is None or covered(taken, label.start, label.end):
            continue
        at = label.start
        if at > start and not _begins(where, at):
            continue
        far = _line_end(where, label, end)
        sign = _first_of(text, "。，；" if label.said else "。", label.end, far)
        done = sign + 1 if sign >= 0 else far
        found = labelled(where, [label, *labels_in(where, label.end, done)], at, done)
        if found and (one := built(where, found, (at, done), "label")):
            yield one


def _line_end(where: Place, label: Label, end: int) -> int:
    """Where the value of a label ends at the latest: its line, or the next one where the label fills its own.

    责任单位：⏎县水利局
    """
    text = where.text
    line = text.find("\n", label.end, end)
    if line < 0 or label.said or text[label.end : line].strip():
        return end if line < 0 else line
    below = text.find("\n", line + 1, end)
    below = end if below < 0 else below
    value = text[line + 1 : below].strip()
    if label.role in ("deadline", "people", "mixed"):
        fits = 0 < len(value) <= _LONGEST_VALUE and "。" not in value and label_before(where, below, line) is None
    else:
        fits = where.bodies.are_known(text, line + 1, below, FAIR)
    return below if fits else line


def labelled(where: Place, labels: list[Label], start: int, end: int) -> list[Part]:
    """``label：value`` runs; a piece after a semicolon is read as speech, or as more names."""
    parts = spoken_parts(where, start, labels[0].start)
    for label, following in zip(labels, [*(one.start for one in labels[1:]), end], strict=True):
        for n, piece in enumerate(_PIECE.finditer(where.text, label.end, following)):
            a, b = piece.span()
            if n and (spoken := spoken_parts(where, a, b)):
                parts += spoken
            elif n == 0 or where.bodies.are_known(where.text, a, b):
                parts.append(Part(label.role, a, b))
    return parts


def _first_of(text: str, signs: str, start: int, end: int) -> int:
    found = [at for sign in signs if (at := text.find(sign, start, end)) >= 0]
    return min(found, default=-1)
