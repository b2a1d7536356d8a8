"""What a match may begin with is read off a pattern on the safe side."""

from __future__ import annotations

import re

import pytest

from speechparse.rules.loader import load_rules
from speechparse.rules.patterns import common_starts, starts


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
    ],
)
def test_first_characters(pattern: str, first: str) -> None:
    assert starts(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", [".{0,3}年", "[^。]月", r"\s*注", "一?", "(?:甲|.)乙", r"\w+"])
def test_where_anything_may_begin_a_match_nothing_is_claimed(pattern: str) -> None:
    assert starts(pattern) is None


def test_a_set_with_one_open_row_is_not_gated() -> None:
    assert common_starts(["甲", ".乙"]) == ""
    assert common_starts(["甲", "乙"]) == "乙甲"


def test_every_rule_finds_its_example_behind_the_gate() -> None:
    for name, cues in load_rules().cues.items():
        for cue in cues:
            first, match = starts(cue.pattern), re.search(cue.pattern, cue.example)
            assert first is None or match is None or not match[0] or match[0][0] in first, (name, cue.id)
