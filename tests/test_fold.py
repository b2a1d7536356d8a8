"""Folding for matching: one character for one character, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given

from speechparse.parser.text.fold import fold
from speechparse.parser.text.traditional import SIMPLIFIED, TRADITIONAL
from strategies import FAST, soup


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（１）提高", "（1）提高"),
        ("(一)提高", "（一）提高"),
        ("１．５％", "1.5%"),
        ("Ａ－Ｚ～ａ＋ｚ", "A-Z~a+z"),
        ("一\xa0提高", "一 提高"),
        ("同志們，這個問題要認識到位", "同志们，这个问题要认识到位"),
        ("第一個重點領導講話", "第一个重点领导讲话"),
        ("⼀、抓⼯业；⼗⼆月", "一、抓工业；十二月"),
        ("㆒、㆓、㆔", "一、二、三"),
        ("一､抓春耕｡二﹑抓防汛﹔1﹒备种", "一、抓春耕。二、抓防汛；1.备种"),
        ("一\u2003二\u2009三\u202f四\u205f五", "一 二 三 四 五"),
    ],
)
def test_widths_and_traditional_characters_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["㈠⑴①⒈ⅳ", "…—《》【】", "ﬁ½㎡㍿", "𠮷𪚥", "两岸乾坤", ""])
def test_what_would_change_its_length_or_meaning_stays(text: str) -> None:
    assert fold(text) == text


def test_the_table_of_traditional_characters_pairs_one_for_one() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED)
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)
    assert not [a for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True) if a == b]


@FAST
@given(soup())
def test_folding_keeps_every_offset_and_is_done_at_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert [c for c in fold(text) if c in "\r\n"] == [c for c in text if c in "\r\n"]
