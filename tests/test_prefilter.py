"""The gate lets every row pass that may match, and few others."""

import pytest

from speechparse.rules.loader import load_rules
from speechparse.rules.prefilter import Gate, needs


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("加快|推进", {"加快", "推进"}),
        ("完成好?", {"完成"}),
        ("达到?了", {"达"}),
        ("会(?:要?在|继续)", {"在", "继续"}),
        (r"第[一二]", {"第一", "第二"}),
        (r"(?<!重)要(?!求)", {"要"}),
        (r"(?:切实)?加强[^，]{0,8}纪律", {"加强"}),
        (r"困难{0,2}", {"困"}),
        (r"困难|\d+年?", set()),
        (r"\u52a0\u5feb", set()),
        (r"(?i:ab)", set()),
        (r"(?>ab)", set()),
        ("", set()),
    ],
)
def test_what_a_match_cannot_do_without(pattern: str, needed: set[str]) -> None:
    assert needs(pattern) == needed


def test_needs_that_overlap_are_all_seen() -> None:
    assert Gate(["加快", "快速", "快", "速度|进度", "慢"]).rows("加快速度") == (0, 1, 2, 3)


def test_a_row_whose_needs_are_not_plain_always_passes() -> None:
    assert Gate([r"\d", "年"]).rows("月") == (0,)
    assert Gate([]).rows("月") == ()


def test_every_row_passes_in_its_own_example() -> None:
    for name, cues in load_rules().cues.items():
        gate = Gate([cue.pattern for cue in cues])
        for i, cue in enumerate(cues):
            assert i in gate.rows(cue.example), (name, cue.id)
