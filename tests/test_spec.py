"""The spec pages: every case of ``tests/spec`` comes out as it says."""

from __future__ import annotations

import pytest

from spec_pages import Case, cases, entry, faults

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_of_a_spec_page(case: Case) -> None:
    assert faults(case) == []


def test_names_of_cases_are_told_apart() -> None:
    assert len({case.id for case in CASES}) == len(CASES) > 20


def test_a_case_that_is_wrong_is_seen() -> None:
    text = (
        "在全县春耕会议上的讲话\n同志们：\n一、备种。\n要早。\n二、修渠。\n要快。\n同志们，让我们共同努力，夺取丰收！"
    )
    right = ["title: 在全县春耕会议上的讲话", "* 一、备种", "* 二、修渠", "claim: none", "ends: 二、 before 让我们"]
    assert faults(Case("p", "right", text, [right])) == []
    for line in (
        "title: 讲话",
        "* 一、备种\n* 三、",
        "  * 一、备种",
        "claim: 三点 = 3",
        "task: 备种 | - | -",
        "speeches: 2",
    ):
        assert faults(Case("p", "wrong", text, [line.split("\n")])), line
    assert faults(Case("p", "one of two readings", text, [["title: 讲话"], right])) == []


def test_an_entry_made_of_a_text_is_a_case_that_holds() -> None:
    made = entry("春耕", "在全县春耕会议上的讲话\n同志们：\n一、备种。\n二、修渠。")
    assert made.startswith("### 春耕\n")
    assert "* 一、备种" in made
