"""Marks that what follows makes doubtful: the marks around them decide, not a guard."""

from __future__ import annotations

import pytest

from outlines import outline

GLUED = {
    "1. before a month": (
        "1.抓好防火。\n2.抓好防汛。\n3.6月底前改造学校。\n4.2027年前建成医院。\n5.抓好养护。",
        "1. 抓好防火\n2. 抓好防汛\n3. 6月底前改造学校\n4. 2027年前建成医院\n5. 抓好养护",
    ),
    "1、 before a month": (
        "1、抓好防火。\n2、抓好防汛。\n3、6月底前改造学校。",
        "1、 抓好防火\n2、 抓好防汛\n3、 6月底前改造学校",
    ),
    "一、 before a quarter": (
        "一、一季度工作回顾\n完成投资。\n二、二季度工作安排\n抓好春耕。\n三、几点要求\n要抓紧。",
        "一、 一季度工作回顾\n二、 二季度工作安排\n三、 几点要求",
    ),
    "一、 before a number of days": (
        "一、三个工作日内反馈结果。\n二、两周内完成整改。\n三、一个月内完成销号。",
        "一、 三个工作日内反馈结果\n二、 两周内完成整改\n三、 一个月内完成销号",
    ),
    "三要 before 紧": (
        "一要抓住“实”字。不搞花架子。\n二要突出“严”字。立好规矩。\n三要紧盯“短”字。补齐弱项。",
        "一要 抓住“实”字\n二要 突出“严”字\n三要 紧盯“短”字",
    ),
    "an ordinal after a caption": (
        "三年来打开了新局面。罗照远考察戒毒所。记者高远/摄第一，人员大幅下降。降了四成。第二，力度明显加大。破案千起。",
        "第一， 人员大幅下降\n第二， 力度明显加大",
    ),
}


@pytest.mark.parametrize(("text", "expected"), GLUED.values(), ids=GLUED.keys())
def test_a_mark_in_doubt_that_its_neighbours_support_is_a_mark(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第一部分工作已经完成，大家辛苦了。", id="第一部分工作"),
        pytest.param("第一条水渠已经修通，第二条水渠正在施工。\n第三条水渠明年开工。", id="第一条水渠"),
        pytest.param("三产业融合，一是一、二是二。", id="一是一、二是二"),
        pytest.param("三要素市场要放开。", id="三要素"),
        pytest.param("6.1儿童节前开放，1.5亿元到账，3.15活动办好。", id="a day"),
        pytest.param("一、三产业融合发展，二产业要壮大。", id="一、三产业"),
    ],
)
def test_a_mark_in_doubt_alone_is_none(text: str) -> None:
    assert outline(f"一、抓春耕\n{text}\n二、抓防汛\n要早准备。") == "一、 抓春耕\n二、 抓防汛"


def test_a_short_list_in_one_paragraph_encloses_no_headings_below() -> None:
    text = "第一条战线：招商；第二条战线：安商。两条战线都要抓。\n一、抓春耕\n要早动手。\n二、抓防汛\n要早准备。"
    assert outline(text).splitlines()[-2:] == ["一、 抓春耕", "二、 抓防汛"]


def test_decimal_numbers_nest_by_their_length() -> None:
    text = (
        "1 总则\n说明目的。\n1.1 依据\n依据规定。\n1.2 范围\n适用全县。\n2 任务\n全面提升。\n2.1 供水\n"
        "2.1.1 水厂\n新建水厂。\n2.1.2 管网\n改造管网。\n2.2 排水\n完善排水。"
    )
    assert outline(text).splitlines() == [
        ""
        "1 总则", "  1.1 依据", "  1.2 范围", "2 任务", "  2.1 供水", "    2.1.1 水厂", "    2.1.2 管网", "  2.2 排水",
    ]  # fmt: skip


def test_the_number_may_stand_after_its_noun() -> None:
    text = (
        "用三个场景说明。\n场景一：体质监测。数据录入平台。\n类似场景一，家庭的数据也可以加。\n"
        "场景二：错峰接送。避免拥堵。"
    )
    assert outline(text) == "场景一： 体质监测\n场景二： 错峰接送"


def test_small_roman_numbers() -> None:
    text = "作如下调整：\n（i）总馆延至九点；\n（ii）分馆延至八点；及\n（iii）流动车不变。"
    assert outline(text) == "（i） 总馆延至九点\n（ii） 分馆延至八点\n（iii） 流动车不变"


def test_boxes_stand_between_numbers_that_run_on() -> None:
    text = (
        "一、任务\n1.打捞。定点打捞。\n专栏1 更新工程\n更新打捞船。\n2.清扫。沿岸清扫。\n专栏2 保洁工程\n增设收集点。"
    )
    assert outline(text) == "一、 任务\n  1. 打捞\n    专栏1 更新工程\n  2. 清扫\n    专栏2 保洁工程"


def test_what_is_counted_up_is_a_list() -> None:
    text = "就是三个方面。\n一条主线。让读者方便。\n两个窗口。办证和还书。\n三张清单。书目、修补和缺书。"
    assert outline(text) == "一条 主线\n两个 窗口\n三张 清单"


def test_a_last_word_far_from_its_list_is_no_member() -> None:
    text = (
        "难处有两条。第一，要凑满三千人；第二，要几个部门坐下来谈。\n很多朋友担心线上讨论会吵起来。\n"
        "我们的经验是题目要具体。\n最后在纪录的部分，我们会留下逐字稿。"
    )
    assert outline(text) == "第一， 要凑满三千人\n第二， 要几个部门坐下来谈"
