"""What a match may begin with is read off a pattern on the safe side."""

from __future__ import annotations

import re

import pytest

from speechparse.rules.loader import load_rules
from speechparse.rules.patterns import ending, hurried, leaping, merged, opening, starts
from speechparse.rules.rows import Cue
from speechparse.rules.types import Rules


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("第一|其次", "第其"),
        ("[一二三]、", "一二三"),
        ("[0-3a]x", "0123a"),
        ("(?:让|使)我们", "让使"),
        ("最?后", "最后"),
        ("(?:各位)?代表", "各代"),
        ("(?!不)要", "要"),
        ("(?<=。)总之", "总"),
        (r"\d{1,2}月", "0123456789"),
        (r"\(一\)", "("),
        ("^同志们", "同"),
        ("[至到和-]六", "至到和-"),
        ("(?<![0-9][0-9])[一二]月", "一二"),
    ],
)
def test_first_characters(pattern: str, first: str) -> None:
    assert starts(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", [".{0,3}年", "[^。]月", r"\s*注", "一?", "(?:甲|.)乙", r"\w+"])
def test_where_anything_may_begin_a_match_nothing_is_claimed(pattern: str) -> None:
    assert starts(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "first", "second"),
    [
        ("第[一二]|其三", "其第", "一三二"),
        ("会(?:前|后)", "会", "前后"),
        ("最?后期", "后最", "后期"),
        ("[一二]{2,3}月", "一二", "一二月"),
        ("(?:各位)?代表", "代各", "位表"),
        ("(?<=。)总(?!之)计", "总", "计"),
        ("其|其二", "其", ""),
        ("制(?!度)", "制", ""),
        ("第.章", "第", ""),
        (".二", "", ""),
    ],
)
def test_first_and_second_characters(pattern: str, first: str, second: str) -> None:
    assert opening(pattern) == (first, second)


def test_sets_of_which_one_may_be_anything_hold_no_characters() -> None:
    assert merged(["甲", "丙乙"]) == "丙乙甲"
    assert merged(["甲", ""]) == ""


@pytest.mark.parametrize(("text", "row"), [("甲丙", 0), ("乙丙", 1), ("乙", 2), ("丁", None)])
def test_the_first_row_wins_around_one_that_stands_apart(text: str, row: int | None) -> None:
    cues = tuple(Cue(pattern, pattern, "", "") for pattern in ("甲", ".丙", "乙|丙"))
    rules = Rules((), {"set": cues}, starts={"set": [opening(cue.pattern) for cue in cues]})
    hit = rules["set"].match(text)
    assert (hit and cues.index(hit.row)) == row


def test_every_rule_finds_its_example_behind_the_gate() -> None:
    for name, cues in load_rules().cues.items():
        for cue in cues:
            (first, second), match = opening(cue.pattern), re.search(cue.pattern, cue.example)
            assert not first or match is None or match[0][0] in first, (name, cue.id)
            assert not second or match is None or match[0][1] in second, (name, cue.id)


@pytest.mark.parametrize("second", ["", "年月"])
def test_leaping_finds_every_place_where_a_match_begins_overlapping_ones_too(second: str) -> None:
    found = re.finditer(leaping("今明", "(今年明|明年|今月)", second), "今年明年，今天，今月")
    assert [(m.start(), m[1]) for m in found] == [(0, "今年明"), (2, "明年"), (8, "今月")]


@pytest.mark.parametrize(
    ("pattern", "last"),
    [("第[一二]|其三?", "一二三其"), ("提高到?(?:了)?", "高到了"), ("就业(?![率])", "业"), ("(?:三|五)年$", "年")],
)
def test_last_characters(pattern: str, last: str) -> None:
    assert ending(pattern) == frozenset(last)


@pytest.mark.parametrize("pattern", ["增长[^，]{0,3}", "一?", r"工作\s"])
def test_where_anything_may_end_a_match_nothing_is_claimed(pattern: str) -> None:
    assert ending(pattern) is None


def test_a_run_of_anything_is_looked_over_at_once_and_finds_the_same() -> None:
    pattern = ".{0,4}(?:统一思想|高度重视)"
    quick = hurried(pattern)
    assert quick.startswith("(?=[^统高]{0,4}+[统高])")
    for text in ("统一思想", "要切实统一思想", "我们要切实统一思想", "高一统高度重视", "", "高高高高度重视"):
        found, same = re.match(quick, text), re.match(pattern, text)
        assert (found and found.span()) == (same and same.span())
    assert hurried("抓.{0,4}(?:甲|乙)") == "抓.{0,4}(?:甲|乙)"
    assert hurried(".{0,4}(?:甲|.乙)") == ".{0,4}(?:甲|.乙)"
