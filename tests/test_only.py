"""``only``: what the wanted sections do not need is not read, and what is read stays the same."""

from __future__ import annotations

from typing import NoReturn

import pytest

from speechparse import parse, parser
from speechparse.sections import SECTIONS

TEXT = """在全县防汛工作会议上的讲话
县长 罗照远
（2024年6月3日）
同志们：
一、今年以来的工作
新建水库三座。
二、提两点要求
（一）加强巡查。由水利局牵头，7月底前完成。
（二）抓好值守。各乡镇要落实24小时值班。
"""


def codes(text: str, *only: str) -> set[str]:
    return {one.code for one in parse(text, only=only).diagnostics}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_alone_is_what_it_is_in_the_whole(section: str) -> None:
    assert getattr(parse(TEXT, only=(section,)), section) == getattr(parse(TEXT), section)


def test_the_head_alone_has_no_outline_and_no_ledger() -> None:
    alone = parse(TEXT, only=["metadata"])
    assert alone.metadata.speaker == "罗照远"
    assert (alone.outline, alone.tasks, alone.claims) == ((), (), ())


@pytest.mark.skipif(not parser.__file__.endswith(".py"), reason="machine code looks its functions up once")
def test_the_outline_is_read_without_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(ground: object) -> NoReturn:
        raise AssertionError("the ledger was read")

    monkeypatch.setattr("speechparse.parser.read_ledger", refused)
    alone = parse(TEXT, only=("outline", "claims"))
    assert (len(alone.outline), alone.tasks) == (2, ())
    with pytest.raises(AssertionError):
        parse(TEXT, only=("outline", "tasks"))


def test_no_diagnostic_speaks_of_a_ledger_that_was_not_read() -> None:
    text = TEXT + "渠道由县水利局牵头，大家都等着看。\n"
    assert codes(text) - codes(text, "outline") == {"unlisted-task"}


def test_an_unknown_section_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no section 'head'"):
        parse(TEXT, only=("head",))
