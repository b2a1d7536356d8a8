"""Numbers with their units: 3万亩, 5%—6%, 2-3所, 三分之一, 百分之二十, 一亿二千万斤, 八成, 翻两番.

Arabic and Chinese numerals, their multipliers and ranges. What they measure is read by ``parser/numbers/targets.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ...numerals import chinese_to_int
from ...rules.patterns import word_pattern, word_tree
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS

Number = int | float
"""Whole numbers are ints, so that the output says 50 and not 50.0."""

_FIRST_YEAR = 1000  # 2025年 is a date, 30年 a length

UnitKind = Literal["count", "measure", "time", "ratio", "part", "none"]
"""``part``: a fraction (三分之一); ``none``: a bare number."""

_MULTIPLIERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGIT = "一二两三四五六七八九"
_ARABIC = r"(?:\d{1,3}(?:[, ]\d{3}){1,5}(?!\d)|\d{1,15})(?:[.·]\d{1,9})?"
_CHINESE_DIGITS = rf"[{_DIGIT}十百千零〇廿卅]"
_CHINESE_MYRIADS = rf"(?:[万亿]{{1,2}}{_CHINESE_DIGITS}{{0,9}}){{0,2}}"
_CHINESE = rf"[{_DIGIT}十百千廿卅]{_CHINESE_DIGITS}{{0,15}}{_CHINESE_MYRIADS}(?:点[{_DIGIT}零〇]{{1,9}})?"
_NUMBER = rf"(?:{_ARABIC}(?:亿{_ARABIC}万| ?[多余]?(?:[百万亿]|千(?![瓦克米伏卡])){{1,3}})?|{_CHINESE})"
_TO = r" ?(?:[—–―~-]{1,2}|至|到) ?"
_ABOUT = re.compile(rf"(?<!点)[{_DIGIT}][{_DIGIT}](?![{_DIGIT}零〇])(?<!点..)")  # 三五家, 二三十人
_SINGLE = {c: chinese_to_int(c) for c in f"{_DIGIT}十百千"}
_PARTS = {"百分之": "%", "千分之": "‰"}


@dataclass(slots=True, eq=False, repr=False)
class Amount:
    """``value`` (to ``value_max``) single units; ``[start, end)`` holds the number and its unit.

    ``spelt``: a single Chinese digit (三所, 两天), which is more often a way of speaking than a number.
    """

    value: Number
    value_max: Number | None
    unit: str | None
    kind: UnitKind
    start: int
    end: int
    more: bool = False
    spelt: bool = False


@lru_cache(maxsize=16)
def grammar(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, UnitKind]]:
    """The pattern of an amount, the quick search for where one may begin, and the kind of each unit."""
    kinds: dict[str, UnitKind] = {}
    for kind in ("count", "measure", "time", "ratio"):
        kinds.update(dict.fromkeys(rules.words[f"quantity.{kind}"], kind))
    per = word_pattern(rules.words["quantity.per"])
    unit = rf"(?:{word_tree(tuple(kinds))})(?!(?<=[a-zA-Z])[a-zA-Z])(?:[/／](?:{per}))?"
    pattern = re.compile(
        rf"(?P<part>百分之|千分之)(?P<a1>{_NUMBER})(?:(?:{_TO}|、)(?:(?:百分之|千分之))?(?P<b1>{_NUMBER}))?"
        rf"|(?P<below>[{_DIGIT}十]{{1,3}})分之(?P<above>[{_DIGIT}十]{{1,3}})"
        rf"|(?P<tenths>[{_DIGIT}]|\d(?:\.\d)?)成(?=以上|以下|左右|[{CLAUSE_ENDS}多的、]|用于)"
        rf"|翻(?P<doublings>[{_DIGIT}])?番"
        rf"|(?P<half>一半|半数|半(?P<point>个(?:百分点|月|小时|工作日)))"
        rf"|(?P<slash1>\d{{1,2}})/(?P<slash2>\d{{1,2}})(?=以上|以下|左右|[{CLAUSE_ENDS}的、]|$)"
        rf"|(?P<a>{_NUMBER})(?P<more>[多余来])?(?: ?(?P<ua>{unit})?(?:{_TO})(?P<b>{_NUMBER}))?"
        rf"(?: ?(?P<u>{unit})|(?=[^\da-zA-Z]|$))"
    )
    numerals = f"{_DIGIT}十百千廿卅"
    gate = re.compile(
        rf"[0-9{numerals}翻半](?<![.\d第每/〔\[a-zA-Z{numerals}零〇万亿][0-9{numerals}])(?<!点[{numerals}])"
        rf"(?:(?<=[0-9])|(?<=翻)(?=[{_DIGIT}]?番)|(?<=半)(?=数|个[百月小工])|(?<=[{numerals}])(?=[{numerals}零〇万亿点]{{0,9}}{_follow(kinds)}))"
    )
    return pattern, gate, kinds


def _follow(units: Iterable[str]) -> str:
    """What may stand after a Chinese numeral that counts."""
    return f"(?:[多余来分成半至到—–~-]|[{re.escape(''.join(sorted({unit[0] for unit in units})))}])"


def read(m: re.Match[str], kinds: dict[str, UnitKind]) -> Amount | None:
    """The amount of a match of the grammar; None where its numerals make no number."""
    first, last, unit = m.group("a", "b", "u")
    if unit and "／" in unit:
        unit = unit.replace("／", "/")
    if first:
        if last and unit and m["ua"] and m["ua"] != unit:
            return None
        kind = kinds.get(unit) or kinds.get(unit.partition("/")[0], "measure") if unit else "none"
        return _ranged(m, first, last, unit, kind)
    if m["part"]:
        return _ranged(m, m["a1"], m["b1"], _PARTS[m["part"]], "ratio")
    if m["below"]:
        below, above = chinese_to_int(m["below"]), chinese_to_int(m["above"])
        return Amount(above / below, None, None, "part", *m.span()) if below and above else None
    if m["slash1"]:
        above, below = int(m["slash1"]), int(m["slash2"])
        return Amount(above / below, None, None, "part", *m.span()) if 0 < above < below else None
    if m["half"]:
        if m["point"]:
            return Amount(0.5, None, m["point"], kinds[m["point"]], *m.span())
        return Amount(0.5, None, None, "part", *m.span())
    if m["tenths"]:
        value = number(m["tenths"])
        return Amount(_tidy(value * 10), None, "%", "ratio", *m.span()) if value is not None else None
    return Amount(chinese_to_int(m["doublings"] or "一") or 1, None, "番", "ratio", *m.span())


def _ranged(m: re.Match[str], first: str, last: str | None, unit: str | None, kind: UnitKind) -> Amount | None:
    low, high = number(first), number(last) if last else None
    if low is None or (last and high is None):
        return None
    if high is not None and last and first[-1] not in _MULTIPLIERS and last[-1] in _MULTIPLIERS:
        # 5—8万亩 counts both in 万
        factor = 1
        for c in reversed(last):
            if c not in _MULTIPLIERS:
                break
            factor *= _MULTIPLIERS[c]
        low = low * factor if low * factor <= high else low
    if unit == "年" and max(low, high or 0) >= _FIRST_YEAR:
        return None
    if unit and "（" in unit:
        unit = "套" if unit == "套（户）" else unit.replace("（", "").replace("）", "")
    if unit == "分" and first[0] not in "0123456789":  # 十分, 三分: manners of speaking
        return None
    more = bool(m["more"]) or "多" in first or "余" in first
    spelt = last is None and len(first) == 1 and first in _DIGIT
    start, end = m.span()
    return Amount(_tidy(low), None if high is None else _tidy(high), unit, kind, start, end, more, spelt)


def number(text: str) -> Number | None:
    """``1,500亿 -> 150000000000``, ``3万``, ``一千零七十万``, ``四点五``; None for no number, or a rough one (三五)."""
    if (single := _SINGLE.get(text)) is not None:
        return single
    if text.isdecimal():
        return int(text)
    text = text.replace(",", "").replace(" ", "").replace("·", ".").replace("多", "").replace("余", "")
    if text[0].isdigit():
        head, sign, tail = text.partition("亿")
        if sign and tail:  # 1亿2000万
            return (number(head) or 0) * 10**8 + (number(tail) or 0)
        from decimal import Decimal  # most texts hold no such number

        digits = text.rstrip("百千万亿")
        value = Decimal(digits)  # a float of 2.97万亿 has a tail
        for c in text[len(digits) :]:
            value *= _MULTIPLIERS[c]
        return int(value) if value == int(value) else float(value)
    if _ABOUT.search(text):
        return None
    whole, point, decimals = text.partition("点")
    value_ = chinese_to_int(whole)
    if value_ is None or not point:
        return value_
    fraction = chinese_to_int(decimals)
    return None if fraction is None else float(f"{value_}.{''.join(str(chinese_to_int(c)) for c in decimals)}")


def _tidy(value: Number) -> Number:
    """Whole numbers as ints, others without the tail of binary fractions."""
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
