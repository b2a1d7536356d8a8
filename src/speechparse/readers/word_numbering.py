"""Word's automatic numbering as text: counters per list, labels such as 一、（一）1. ① from ``numbering.xml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..numerals import int_to_chinese, int_to_roman

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BULLETS = "—–-−•●○■□◆◇★☆·▪▶►※*"
# A blank after the label keeps "1." and a number after it apart; after 、 and ） nobody writes one.
_LONGEST_PATTERN = 64  # characters; Word itself takes 31
_CLOSED = ("、", "）", ")", "．", "。", "：", "，")


def tag(element: Element) -> str:
    """The name without its namespace (there are two families of them)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attr(element: Element, name: str) -> str | None:
    """The attribute of that local name."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((inner for inner in element if tag(inner) == name), None)


def val(parent: Element | None, name: str) -> str | None:
    """The ``val`` of the first child of that local name."""
    element = None if parent is None else child(parent, name)
    return None if element is None else attr(element, "val")


@dataclass(slots=True)
class _Level:
    start: int = 0
    format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    style: str | None = None
    restart: int | None = None  # 0: never; n: after a paragraph of level n (from 1) or above


class Numbering:
    """All lists of a document and how far each has counted."""

    def __init__(self, root: Element) -> None:
        abstract = {attr(e, "abstractNumId") or "": e for e in root if tag(e) == "abstractNum"}
        linked = {val(e, "styleLink"): key for key, e in abstract.items() if val(e, "styleLink")}
        shared = {key: _levels(element) for key, element in abstract.items()}
        self._list: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        for number in (e for e in root if tag(e) == "num"):
            key, base = attr(number, "numId") or "", val(number, "abstractNumId") or ""
            if base in abstract and (link := val(abstract[base], "numStyleLink")):
                base = linked.get(link, base)
            levels = shared.get(base, {})
            restarts: dict[int, int] = {}
            for override in (e for e in number if tag(e) == "lvlOverride"):
                index = _int(attr(override, "ilvl"), 0)
                if own := _levels(override):
                    levels = levels | own
                if (start := val(override, "startOverride")) is not None:
                    restarts[index] = _int(start, 1)
            self._list[key], self._levels[key], self._restarts[key] = base, levels, restarts

    def level_of(self, number: str, style: str) -> int:
        """The level of list ``number`` that paragraphs of ``style`` are on."""
        return next((index for index, row in self._levels.get(number, {}).items() if row.style == style), 0)

    def defines(self, number: str, level: int) -> bool:
        """Whether the document says how list ``number`` counts at ``level``."""
        return level in self._levels.get(number, {})

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of list ``number`` at ``level`` (from 0) and give its label; "" where there is none."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(self._list[number], {})
        restart = self._restarts[number].pop(level, None)
        if restart is not None:
            counters[level] = restart
        else:
            counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [index for index in counters if index > level and _restarts(levels.get(index), level)]:
            del counters[deeper]
        return _label(levels, level, counters)


def _restarts(row: _Level | None, level: int) -> bool:
    """Whether a paragraph of ``level`` (from 0), which is above, lets the count of ``row`` begin again."""
    return row is None or row.restart is None or level < row.restart


def _label(levels: dict[int, _Level], level: int, counters: dict[int, int]) -> str:
    row = levels[level]
    if row.format == "bullet":
        return (row.pattern if row.pattern[:1] in _BULLETS and row.pattern else "●") + " "
    if row.format == "none":
        return ""

    def value(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index, row)
        count = counters.get(index, other.start)
        return numeral(count, "decimal" if row.legal and other.format != "decimal" else other.format)

    text = re.sub(r"%([1-9])", value, row.pattern)
    blank = "" if not text or row.suffix == "nothing" or text.endswith(_CLOSED) else " "
    return text + blank


def numeral(count: int, format: str) -> str:
    """``(3, "chineseCounting") -> "三"``: a count in one of Word's number formats; decimal for those unknown."""
    lowered = format.lower()
    text = str(count)
    if lowered in ("decimalfullwidth", "decimalfullwidth2"):
        text = text.translate(_FULL_WIDTH)
    elif lowered == "decimalzero":
        text = text.zfill(2)
    elif lowered.startswith("decimalenclosed") and 1 <= count <= 20:
        first = {"decimalenclosedfullstop": "⒈", "decimalenclosedparen": "⑴"}.get(lowered, "①")
        text = chr(ord(first) + count - 1)
    elif lowered.startswith("decimalenclosedcircle") and 21 <= count <= 50:
        text = chr(ord("㉑") + count - 21 if count <= 35 else ord("㊱") + count - 36)
    elif lowered in ("ideographtraditional", "ideographzodiac"):
        signs = _STEMS if lowered == "ideographtraditional" else _BRANCHES
        text = signs[count - 1] if 1 <= count <= len(signs) else text
    elif lowered.startswith(("ideographlegal", "chineselegal")):
        text = int_to_chinese(count).translate(_FORMAL) if 0 <= count <= 9999 else text
    elif lowered.startswith(("chinese", "japanese", "taiwanese", "ideograph", "korean")):
        text = int_to_chinese(count) if 0 <= count <= 9999 else text
    elif lowered in ("upperroman", "lowerroman") and 1 <= count <= 399:
        text = int_to_roman(count) if lowered == "upperroman" else int_to_roman(count).lower()
    elif lowered in ("upperletter", "lowerletter") and count >= 1:
        repeat, index = divmod(count - 1, 26)
        text = chr(ord("A" if lowered == "upperletter" else "a") + index) * (repeat + 1)
    return text


def _levels(parent: Element) -> dict[int, _Level]:
    rows: dict[int, _Level] = {}
    for element in parent:
        if tag(element) == "lvl":
            rows[_int(attr(element, "ilvl"), 0)] = _Level(
                start=_int(val(element, "start"), 0),
                format=val(element, "numFmt") or "decimal",
                pattern=(val(element, "lvlText") or "")[:_LONGEST_PATTERN],
                suffix=val(element, "suff") or "tab",
                legal=child(element, "isLgl") is not None,
                style=val(element, "pStyle"),
                restart=None if (after := val(element, "lvlRestart")) is None else _int(after, 0),
            )
    return rows


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default
