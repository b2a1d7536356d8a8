"""What a site, an agency or a copy puts around a speech, and how the head is read through it."""

from __future__ import annotations

import pytest

from test_head_fields import values

BODY = "今天的会议很重要，我讲三点意见，请大家结合实际抓好落实，把各项工作做得更好。"


def read(*lines: str) -> dict[str, str]:
    return values("\n".join([*lines, BODY, BODY]) + "\n")


@pytest.mark.parametrize("blank", ["&nbsp;&nbsp;", "&nbsp&nbsp", "&#12288;&emsp;"])
def test_blanks_that_a_copy_keeps_by_name_are_no_text(blank: str) -> None:
    found = read(f"{blank}在全市质量大会上的讲话", f"{blank}市长 罗照远", f"{blank}同志们：")
    assert (found["title"], found["speaker"], found["salutation"]) == ("在全市质量大会上的讲话", "罗照远", "同志们：")


def test_a_title_said_twice_without_a_break_is_one_title() -> None:
    line = "县长在全县春训大会上讲话县长在全县春训大会上的讲话同志们：今天的会议很重要。" + BODY * 3
    assert values(line)["title"] in ("县长在全县春训大会上讲话", "县长在全县春训大会上的讲话")
    twice = "县长在全县春训大会上在讲话县长在全县春训大会上在讲话今天，我们在这里开会。" + BODY * 3
    assert values(twice)["title"] == "县长在全县春训大会上在讲话"


@pytest.mark.parametrize(
    ("lines", "salutation"),
    [
        (["尊敬的各位来宾，亲爱的2021级新", "同学们："], "尊敬的各位来宾，亲爱的2021级新同学们："),
        (["【正】同志们：" + BODY], "同志们："),
        (["主席周景文馆长、现场各位来宾，大家早安，大家好。"], "主席周景文馆长、现场各位来宾，大家早安，大家好。"),
        (["• 2024-03-07 毕业典礼 714", "同学们："], "同学们："),
        (["下面是小编整理的讲话稿，仅供参考。长期以来，大家都很关心这件事情。", "同志们："], "同志们："),
    ],
)
def test_the_address_is_found_whatever_stands_around_it(lines: list[str], salutation: str) -> None:
    assert read("在全市质量大会上的讲话", *lines)["salutation"] == salutation
