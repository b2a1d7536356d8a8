"""One strange line more changes nothing else; and the chain that decides which line is the strange one."""

from collections.abc import Iterable
from itertools import pairwise, product
from math import exp, inf, isclose

import pytest

from speechparse.parser import weigh
from test_head_fields import BODY, expect, read

SPEECH = (
    "今天我们召开全县质量工作会议，主要任务是总结去年的质量工作，部署今年的质量提升行动。\n"
    "各乡镇要树立大局意识，把质量责任扛在肩上，企业是质量的主体，部门要管好自己的行业。"
)
HEAD = "在全县质量工作会议上的讲话\n县长 罗照远\n（2015年5月20日）\n同志们：\n" + SPEECH
DASHED = "树立大局意识  扛起质量责任\n——在全县质量工作会议上的讲话\n罗照远\n（2015年5月20日）\n同志们：\n" + SPEECH
STRANGE = [
    "云川方志馆 · 数字典藏 · 第三辑",
    "发言材料",
    "学习园地",
    "附件1",
    "点击蓝字 关注我们",
    "2021年第7期（总第112期）",
    "您所在的位置：首页 > 讲话",
    "扫一扫在手机打开当前页",
    "ZB-2015-0520",
]


@pytest.mark.parametrize("line", STRANGE)
def test_a_strange_line_above_the_title(line: str) -> None:
    expect(f"{line}\n{HEAD}", title="在全县质量工作会议上的讲话", speaker="罗照远", position="县长", date="2015-05-20")


@pytest.mark.parametrize("line", STRANGE)
def test_a_strange_line_above_a_title_with_a_subtitle(line: str) -> None:
    expect(f"{line}\n{DASHED}", title="树立大局意识  扛起质量责任", occasion="全县质量工作会议", speaker="罗照远")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("云川县2022年度", "安全生产工作要点"),
        ("不忘初心强党性", "牢记使命勇争先"),
        ("青石乡人民政府", "关于秸秆禁烧的实施方案"),
    ],
)
def test_the_upper_line_of_a_title_is_no_strange_line(upper: str, lower: str) -> None:
    expect(f"{upper}\n{lower}\n一、总体要求\n{BODY}", title=upper + lower)


def test_a_page_line_above_a_text_without_a_title_is_no_title() -> None:
    expect(f"ZB-2015-0520\n同志们：\n{SPEECH}", title=None, salutation="同志们：")


def test_no_text_makes_the_judge_fail() -> None:
    for text in ("", "：", "标题：", "一", "\n\n来源：\n"):
        read(text)


STEPS = [[0.2, -1.0, 0.5], [1.0, 0.0, -0.3], [0.0, 0.4, 0.1]]
MOVES = [[0.5, -0.2, 0.0], [0.1, 0.9, -1.0], [-0.4, 0.3, 0.2], [1.0, 0.0, -0.5]]


def total(labels: Iterable[int]) -> float:
    path = list(labels)
    moves = [MOVES[-1][path[0]], *(MOVES[a][b] for a, b in pairwise(path))]
    return sum(moves) + sum(row[b] for row, b in zip(STEPS, path, strict=True))


def test_the_best_path_and_the_chances_are_those_of_all_paths_compared() -> None:
    paths = list(product(range(3), repeat=3))
    assert weigh.best_path(STEPS, MOVES) == list(max(paths, key=total))
    mass = sum(exp(total(path)) for path in paths)
    for i, row in enumerate(weigh.marginals(STEPS, weigh.factors(MOVES))):
        for label, chance in enumerate(row):
            assert isclose(chance, sum(exp(total(p)) for p in paths if p[i] == label) / mass)


def test_odds_and_margins() -> None:
    assert isclose(weigh.probability(weigh.log_odds(0.3)), 0.3)
    assert weigh.probability(-1000) == 0.0
    assert weigh.log_odds(1) < inf
    assert isclose(weigh.margin([0.1, 2.0, 1.5]), 0.5)
    assert weigh.margin([1.0]) == inf
    assert not weigh.best_path([], MOVES)
    assert not weigh.marginals([], weigh.factors(MOVES))
    assert weigh.added({"a": [1.0, 2.0], "b": [0.5, 0.0]}, ["a", "b", "unknown"], 2) == [1.5, 2.0]


def test_another_day_on_another_line_is_told_and_costs() -> None:
    logical, front = read(f"在全县质量工作会议上的讲话\n（2015年5月20日）\n罗照远\n2015年5月29日\n同志们：\n{SPEECH}")
    once = read(f"在全县质量工作会议上的讲话\n（2015年5月20日）\n罗照远\n同志们：\n{SPEECH}")[1]
    assert [(doubt.code, doubt.field) for doubt in front.doubts] == [("head-contradiction", "date")]
    assert logical.text[slice(*front.doubts[0].span)] == "2015年5月29日"
    assert front.fields["date"].confidence < once.fields["date"].confidence
    assert not once.doubts


def test_blanks_left_out_of_a_title_are_no_line_breaks() -> None:
    expect("在 全 县 2022 年 质 量 工 作 会 议 上 的 讲 话\n县 长　罗 照 远\n同志们：\n" + SPEECH, speaker="罗照远")
