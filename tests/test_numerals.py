"""Numerals of all the scripts that number lists, to int and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechparse.numerals import CHINESE, chinese_to_int, int_to_chinese, int_to_roman, roman_to_int, to_int
from strategies import FAST


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("廿三", 23), ("卅", 30), ("卌五", 45),
        ("一百", 100), ("一百零五", 105), ("一百一十", 110), ("两千", 2000), ("一千零一", 1001), ("三千六百", 3600),
        ("一万", 10_000), ("十二万", 120_000), ("两亿三千万", 230_000_000), ("三亿零五十", 300_000_050),
        ("零", 0), ("〇", 0), ("二〇二二", 2022), ("一九四九", 1949), ("二○二○", 2020),
        ("壹", 1), ("贰拾叁", 23), ("伍佰", 500), ("貳", 2), ("參", 3), ("陸", 6), ("兩萬", 20_000),
        ("兩億", 200_000_000),
        ("三万五", 35_000), ("一百二", 120), ("两万八", 28_000), ("三千六", 3600), ("一亿二", 120_000_000),
        ("三万零五", 30_005), ("两千零五", 2005), ("两千〇五", 2005), ("一百〇五", 105), ("三万五百", 30_500),
        ("一百十五", 115), ("一百廿三", 123), ("壹佰贰拾叁", 123), ("贰万伍仟", 25_000), ("萬伍", None),
        ("三万亿", 3 * 10**12), ("百二", 120),
        ("百万", 1_000_000), ("千亿", 100_000_000_000),
        ("万", None), ("亿万", None), ("十十", None), ("千百", None), ("二三十", None), ("一百二三", None),
    ],
)  # fmt: skip
def test_chinese_numerals(numeral: str, value: int | None) -> None:
    assert chinese_to_int(numeral) == value


@pytest.mark.parametrize("text", ["", "第一", "一、", "1", "甲", "上", "一 二"])
def test_what_is_no_chinese_numeral_is_none(text: str) -> None:
    assert chinese_to_int(text) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("3", 3), ("03", 3), ("2022", 2022), ("三", 3), ("①", 1), ("⑳", 20), ("⑶", 3), ("⒌", 5), ("❹", 4),
        ("㈠", 1), ("㊂", 3), ("Ⅳ", 4), ("Ⅻ", 12), ("甲", 1), ("癸", 10), ("a", 1), ("B", 2), ("IV", 4), ("XII", 12),
    ],
)  # fmt: skip
def test_ordinals_of_every_script(numeral: str, value: int) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize("text", ["", "½", "IIII", "VX", "啊", "1a", "一a", "1234567", "子丑"])
def test_what_is_no_ordinal_is_none(text: str) -> None:
    assert to_int(text) is None


def test_numerals_are_written_as_people_write_them() -> None:
    written = {n: int_to_chinese(n) for n in (0, 9, 10, 11, 20, 21, 100, 101, 110, 111, 1001, 1010, 9999)}
    assert list(written.values()) == [
        "零", "九", "十", "十一", "二十", "二十一", "一百", "一百零一", "一百一十", "一百一十一",
        "一千零一", "一千零一十", "九千九百九十九",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        int_to_chinese(number)


def test_chinese_numerals_come_back() -> None:
    assert all(chinese_to_int(int_to_chinese(n)) == n for n in range(10_000))


def test_roman_numerals_come_back() -> None:
    assert all(roman_to_int(int_to_roman(n)) == n for n in range(1, 400))


@FAST
@given(st.text(max_size=8) | st.text(alphabet=CHINESE, max_size=12))
def test_any_text_has_a_value_or_none(text: str) -> None:
    value = to_int(text)
    assert value is None or value >= 0


def test_a_very_long_row_of_digits_is_no_numeral() -> None:
    assert chinese_to_int("〇一" * 5000) is None
