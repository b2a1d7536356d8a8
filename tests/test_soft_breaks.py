"""Line ends and blanks that a printer set: they change nothing but offsets."""

from __future__ import annotations

import pytest

from outlines import HEAD, walk
from speechparse import parse
from speechparse.parser.text.lines import segment
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText


def paragraphs(text: str) -> list[str]:
    logical = segment(SourceText(text), load_rules())
    return [logical.text[p.start : p.end] for p in logical.paragraphs]


BODY = [
    "各级各部门要把思想统一到县委的部署上来，把力量凝聚到年初定下的目标上来，把各项任务一件一件地落到实处。",
    "要到一线去发现问题，在现场解决问题，让群众看得见变化，也得到实惠。对拖着不办的，要通报批评；对办得好的，要大力表扬。",
    "要把干部的精气神提起来，把群众的积极性调动起来，把各方面的力量拧成一股绳，一级带着一级干，一件接着一件办。",
]


def wrap(line: str, width: int, indent: str = "") -> list[str]:
    whole = indent + line
    return [whole[i : i + width] for i in range(0, len(whole), width)]


@pytest.mark.parametrize(
    ("width", "indent"), [(24, "\u3000\u3000"), *((w, i) for w in (28, 32, 36, 40) for i in ("", "\u3000\u3000"))]
)
def test_a_full_line_that_is_a_heading_stays_one(width: int, indent: str) -> None:
    """Every heading fills its line to the last character."""
    heading = [
        f"{n}、" + ("统一思想认识压实工作责任凝聚全县力量推动各项任务落地见效" * 2)[: width - 2] for n in "一二三"
    ]
    lines = []
    for title, body in zip(heading, BODY, strict=True):
        lines += [title, *wrap(body, width, indent), *wrap(BODY[0], width, indent)]
    text = HEAD + "\n".join(lines)
    titles = [(n.marker, n.title) for n in parse(text).outline]
    assert titles == [(title[:2], title[2:]) for title in heading]


def test_short_lines_of_one_width_with_marks_are_a_list() -> None:
    lines = ["1.召开春耕备耕工作推进会议", "2.开展水利设施安全隐患排查", "3.组织农村道路交通专项整治"]
    assert paragraphs("\n".join(["青禾镇下周重点工作安排", *lines])) == ["青禾镇下周重点工作安排", *lines]


@pytest.mark.parametrize("page", ["— 2 —", "3", "第 4 页", "\x0c\n— 2 —"])
def test_a_sentence_goes_on_after_a_page_break(page: str) -> None:
    text = f"（一）供水。推进管网改造，由水务局牵头，12\n{page}\n月底前完成主管网铺设。\n（二）排水。要抓紧。"
    assert paragraphs(text)[0] == "（一）供水。推进管网改造，由水务局牵头，12月底前完成主管网铺设。"


def test_a_heading_above_a_page_break_stays_one() -> None:
    text = "一、看清形势\n— 2 —\n当前，任务很重。\n二、压实责任\n— 3 —\n（一）各级要尽责。"
    assert paragraphs(text) == ["一、看清形势", "当前，任务很重。", "二、压实责任", "（一）各级要尽责。"]


def test_a_mark_at_a_soft_break_in_an_unfinished_sentence_is_joined_and_found() -> None:
    body = "下一步要抓好三件事情一定要办好，请大家认真落实到位：一是摸清底数；二是压实责任；三是管好资金。"
    lines = [wrapped for line in [*BODY, body] for wrapped in wrap(line, 26, "\u3000\u3000")]
    assert [n.title for n in walk(parse(HEAD + "\n".join(lines)).outline)] == ["摸清底数", "压实责任", "管好资金"]


def test_lines_wrapped_twice_are_joined() -> None:
    once = [piece for line in BODY * 2 for piece in wrap(line, 50)]
    twice = [piece for line in once for piece in wrap(line, 32)]
    assert paragraphs("\n".join(twice)) == BODY * 2


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("要在 3 年内完成 1121 万吨，增长 6.5 %。", "要在3年内完成1121万吨，增长6.5%。"),
        ("石政发〔 2025 〕 18 号", "石政发〔2025〕18号"),
        ("2025 年 9 月 10 日", "2025年9月10日"),
        ("一 、 抓 农 业 ， 要 早 。", "一、抓农业，要早。"),
        ("关\u3000于\u3000报\u3000告", "关于报告"),
        ("2006年政 府 工 作 报 告", "2006年政府工作报告"),
    ],
)
def test_blanks_that_a_printer_set_are_left_out(printed: str, written: str) -> None:
    assert paragraphs(printed) == [written]


@pytest.mark.parametrize(
    "text",
    ["1 总则", "2.1 目标任务", "王建国 2024年3月", "2016-12-21 民视专访", "张三 李四 王五", "a b c d e", "GDP 增长"],
)
def test_blanks_that_divide_stay(text: str) -> None:
    assert paragraphs(text) == [text]


def test_a_number_apart_from_its_unit_is_read_and_quoted() -> None:
    text = f"{HEAD}一、抓清淤。由县水利局牵头，确保 12 月底前完成 1200 公里。\n二、抓加固。由县水利局牵头，年底前完成。"
    task = parse(text).tasks[0]
    assert task.deadline is not None
    assert task.deadline.text == "12 月底前"
    assert text[slice(*task.deadline.span)] == "12 月底前"


def test_paragraphs_that_stand_apart_in_the_middle_of_wrapped_lines_are_divided() -> None:
    whole = "\u3000\u3000".join(["一、看清形势", *BODY, "二、压实责任", *BODY, "三、守住底线", *BODY])
    heads = ["一、看清形势", "二、压实责任", "三、守住底线"]
    assert paragraphs("\n".join(wrap(whole, 38))) == [line for head in heads for line in (head, *BODY)]


def test_where_blank_lines_divide_paragraphs_a_line_that_breaks_off_goes_on() -> None:
    text = (
        "上周六天气晴好，由读书社主办，并由北苑\n社区协办的读书日活动在东区礼堂里顺利地举行。\n\n"
        "活动下午两点开始，社长先介绍了各位来宾，接着\n请大家看一部短片。\n\n第二个演讲讲的是怎样读旧报纸。\n\n最后大家合影留念。\n"
    )
    assert len(paragraphs(text)) == 4


@pytest.mark.parametrize("others", range(16, 21))
def test_a_windows_line_end_does_not_decide_whether_a_line_has_lost_its_breaks(others: int) -> None:
    sentence = "。认真读书，研读原著，参加学习和主题党日，增强担当意识和忧患意识"
    line = f"今年工作有四项{sentence * 6}。一、抓好防汛工作（一）备足沙袋二、抓好春耕工作"
    text = line + "\n县情简报" * others
    assert paragraphs(text.replace("\n", "\r\n")) == paragraphs(text)
