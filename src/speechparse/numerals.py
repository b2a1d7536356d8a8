"""Numerals <-> int: 中文 (〇零一二…十百千万亿, 壹贰叁, 廿卅, 两), Arabic, circled, Roman and the ten stems (甲乙丙)."""

from __future__ import annotations

import unicodedata

ONE_TO_TEN = "一二三四五六七八九十"
_DIGITS = {c: i for i, c in enumerate("零" + ONE_TO_TEN[:9])} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"貳": 2, "參": 3, "叄": 3, "陸": 6}
_DIGITS |= {"弌": 1, "弍": 2, "弎": 3}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LONGEST = 20  # digits; longer rows of them are no numbers, and int() refuses very long ones
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

CHINESE = "".join(dict.fromkeys([*_DIGITS, *_TENS, *_UNITS, *_BIG]))
"""Every character a Chinese numeral may hold."""


def chinese_to_int(text: str) -> int | None:
    """``"二十三" -> 23``, ``"二〇二二" -> 2022``, ``"两亿三千万" -> 230000000``; None if it is no numeral.

    A last digit without its unit counts the next lower one, as it is spoken: ``"三万五" -> 35000``; 零 makes it a one:
    ``"三万零五" -> 30005``. A unit that counts nothing (万, 十十) is no numeral, nor is 二三十.
    """
    if not text or any(c not in CHINESE for c in text):
        return None
    if all(c in _DIGITS for c in text):  # digit by digit: 二〇二二, 一九四九
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) <= _LONGEST else None
    total = section = 0  # what 亿 and 万 have closed, and what they have not
    digit = -1  # the digit that waits for its unit; -1 for none
    unit = 10**4  # the smallest unit so far in the section: units fall from left to right
    big = 10**12
    step = 1  # what a last digit would count
    for c in text:
        if c in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[c]
            step = step if digit else 1
        elif c in _TENS or c in _UNITS:
            value = _TENS.get(c, 0) or (digit if digit > 0 else 1) * _UNITS[c]
            own = _UNITS.get(c, 10)
            if own >= unit or (digit > 0 and c in _TENS) or (digit < 0 and section and own > 10):
                return None
            section, unit, digit, step = section + value, own, -1, own // 10
        else:
            # 两亿三千万: 万 counts only what stands after 亿; 三万亿: 亿 counts all before it.
            inner = section + max(digit, 0)
            counted = inner if _BIG[c] < big else total + inner
            if not counted:
                return None
            total = (total if _BIG[c] < big else 0) + counted * _BIG[c]
            big, section, unit, digit, step = _BIG[c], 0, 10**4, -1, _BIG[c] // 10
    return total + section + max(digit, 0) * step


def int_to_chinese(number: int) -> str:
    """``23 -> "二十三"``, ``105 -> "一百零五"``; 0 to 9999."""
    if not 0 <= number <= 9999:
        raise ValueError(f"int_to_chinese takes 0 to 9999, not {number}")
    if number < 10:
        return "零一二三四五六七八九"[number]
    out, pending_zero = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            out += ("零" if pending_zero and out else "") + int_to_chinese(digit) + unit
            pending_zero = False
        else:
            pending_zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def roman_to_int(text: str) -> int | None:
    """``"IV" -> 4``; None unless the text is the usual spelling of 1 to 399."""
    total = 0
    for c, after in zip(text, f"{text[1:]} ", strict=False):
        if c not in _ROMAN:
            return None
        total += -_ROMAN[c] if _ROMAN.get(after, 0) > _ROMAN[c] else _ROMAN[c]
    return total if 0 < total < 400 and int_to_roman(total) == text else None


def int_to_roman(number: int) -> str:
    """``4 -> "IV"``; 1 to 399."""
    out = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip  # noqa: E501
        count, number = divmod(number, value)
        out += letters * count
    return out


def to_int(text: str) -> int | None:
    """The value of an ordinal in any of the scripts above, or None. One character may be circled: ``③ -> 3``."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 6 else None
    if (value := chinese_to_int(text)) is not None:
        return value
    if len(text) == 1:
        if text in _STEMS:
            return _STEMS.index(text) + 1
        # ① ⑴ ⒈ ❶ ㈠ Ⅳ and full-width digits all carry their value in the Unicode database.
        value_ = unicodedata.numeric(text, None)
        if value_ is not None and value_ == int(value_):
            return int(value_)
        if text.isascii() and text.isalpha():
            return ord(text.lower()) - ord("a") + 1
    return roman_to_int(text)
