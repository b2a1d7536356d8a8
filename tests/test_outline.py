"""Marks -> tree: depth comes from how ordinals follow one another, not from a table of styles."""

from __future__ import annotations

import pytest

from outlines import diagnostics, nodes, outline

LEAD = "思想是行动的先导，认识到位了，行动才能自觉。"
DO = "各级各部门要把责任扛在肩上，把工作抓在手上。"


def lines(*rows: str) -> str:
    return "\n".join(rows)


def test_headings_of_two_styles_nest() -> None:
    text = lines(
        "一、提高认识",
        f"（一）学深一层。{LEAD}",
        f"（二）悟透一步。{LEAD}",
        "二、狠抓落实",
        f"（一）明责。{DO}",
        f"（二）问效。{DO}",
    )
    assert outline(text) == lines(
        "一、 提高认识", "  （一） 学深一层", "  （二） 悟透一步", "二、 狠抓落实", "  （一） 明责", "  （二） 问效"
    )


def test_four_levels_and_two_styles_on_the_fourth() -> None:
    text = lines(
        "一、情况", "（一）成绩", "1.产业方面", f"（1）农业。{DO}", f"（2）工业。{DO}",
        "2.民生方面", f"①就业。{DO}", f"②社保。{DO}", "（二）问题", LEAD, "二、任务", DO,
    )  # fmt: skip
    assert outline(text) == lines(
        "一、 情况", "  （一） 成绩", "    1. 产业方面", "      （1） 农业", "      （2） 工业",
        "    2. 民生方面", "      ① 就业", "      ② 社保", "  （二） 问题", "二、 任务",
    )  # fmt: skip


def test_parts_hold_headings_of_every_lower_style() -> None:
    text = lines(
        "第一部分 回顾", f"一、农业。{DO}", f"二、工业。{DO}", "第二部分 展望", f"一、农业。{DO}", f"二、工业。{DO}"
    )
    assert outline(text) == lines(
        "第一部分 回顾", "  一、 农业", "  二、 工业", "第二部分 展望", "  一、 农业", "  二、 工业"
    )


def test_articles_run_on_through_chapters_and_sections() -> None:
    text = lines(
        "第一章 总则", "第一节 范围", "第一条 为规范管理，制定本办法。", "第二条 本办法适用于全市。", "第二节 原则",
        "第三条 坚持公开公正。", "第二章 附则", "第四条 本办法自公布之日起施行。",
    )  # fmt: skip
    assert [(n.level, n.marker) for n in nodes(text)] == [
        (1, "第一章"), (2, "第一节"), (3, "第一条"), (3, "第二条"), (2, "第二节"),
        (3, "第三条"), (1, "第二章"), (2, "第四条"),
    ]  # fmt: skip


def test_the_style_does_not_fix_the_level() -> None:
    assert [n.level for n in nodes(f"（一）学习。{LEAD}\n（二）落实。{DO}")] == [1, 1]
    assert [n.level for n in nodes(f"（1）学习。{LEAD}\n（2）落实。{DO}")] == [1, 1]
    assert [n.level for n in nodes("一是学原文；二是悟原理；三是求实效。")] == [1, 1, 1]


def test_一是_stands_one_level_below_what_holds_its_paragraph() -> None:
    for holder, level in (
        (["一、学习"], 2),
        (["一、学习", "（一）方法"], 3),
        (["一、学习", "（一）方法", "1.要领"], 4),
    ):
        found = nodes(lines(*holder, "一是学原文，逐字逐句学。二是悟原理，反反复复想。", "二、落实", DO))
        assert [n.level for n in found if n.marker in ("一是", "二是")] == [level, level]


def test_a_run_in_heading_ends_at_its_full_stop() -> None:
    first, second = nodes(f"（一）加强领导。{DO}{LEAD}\n（二）强化保障。{LEAD}")
    assert first.title == "加强领导"
    assert first.text == f"（一）加强领导。{DO}{LEAD}"
    assert second.title == "强化保障"


def test_a_heading_on_its_own_line_holds_the_paragraphs_below() -> None:
    first, second = nodes(lines("一、提高认识", LEAD, DO, "二、狠抓落实", DO))
    assert first.text == lines("一、提高认识", LEAD, DO)
    assert second.text == lines("二、狠抓落实", DO)


def test_一是_inside_the_paragraph_of_a_heading() -> None:
    text = lines("一、提高认识", "一是学原文，逐字逐句学。二是悟原理，反反复复想。", "二、狠抓落实", DO)
    assert outline(text) == lines(
        "一、 提高认识", "  一是 学原文，逐字逐句学", "  二是 悟原理，反反复复想", "二、 狠抓落实"
    )


def test_一是_inside_a_run_in_item() -> None:
    text = lines("（一）加强领导。要做到三点：一是明责；二是问效；三是严考。", f"（二）强化保障。{DO}")
    assert outline(text) == lines("（一） 加强领导", "  一是 明责", "  二是 问效", "  三是 严考", "（二） 强化保障")


def test_一要_inside_一是() -> None:
    text = (
        "当前要抓好两件事。一是抓好春耕。一要备足种子；二要修好水渠；三要培训农民。"
        "二是抓好防汛。一要查清险工；二要备足物料；三要练好队伍。"
    )
    assert [(n.level, n.marker) for n in nodes(text)] == [
        (1, "一是"), (2, "一要"), (2, "二要"), (2, "三要"), (1, "二是"), (2, "一要"), (2, "二要"), (2, "三要"),
    ]  # fmt: skip


def test_首先_inside_一是() -> None:
    text = "一是抓学习。首先要学原文；其次要悟原理。二是抓落实。首先要明责；其次要问效。"
    assert [(n.level, n.marker) for n in nodes(text)] == [
        (1, "一是"), (2, "首先要"), (2, "其次要"), (1, "二是"), (2, "首先要"), (2, "其次要"),
    ]  # fmt: skip


def test_a_title_ends_where_the_first_child_begins() -> None:
    found = nodes("一是抓学习，首先要学原文，其次要悟原理。二是抓落实，要一抓到底。")
    assert [n.title.rstrip("，") for n in found if n.level == 1] == ["抓学习", "抓落实，要一抓到底"]


def test_paragraphs_of_一是_below_a_heading() -> None:
    text = lines(
        "一、提高认识",
        f"一是学原文。{LEAD}",
        f"二是悟原理。{LEAD}",
        "二、狠抓落实",
        f"一是明责。{DO}",
        f"二是问效。{DO}",
    )
    assert [n.level for n in nodes(text)] == [1, 2, 2, 1, 2, 2]


def test_a_list_runs_on_over_sections() -> None:
    works = ["春耕", "防汛", "林业", "畜牧", "水利", "项目", "企业", "园区"]
    items = [f"{n}.抓好{work}工作。{DO}" for n, work in enumerate(works, 1)]
    found = nodes(lines("一、农业", *items[:5], "二、工业", *items[5:]))
    assert [n.id for n in found] == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "2.1", "2.2", "2.3"]
    assert [n.ordinal for n in found if n.level == 2] == list(range(1, 9))
    assert diagnostics(lines("一、农业", *items[:5], "二、工业", *items[5:])) == []


def test_a_list_may_begin_at_three() -> None:
    assert outline(f"三、强化保障\n{DO}\n四、严格考核\n{DO}") == "三、 强化保障\n四、 严格考核"


def test_an_interrupted_list_is_one_list() -> None:
    text = lines(
        "下面我讲三点意见。",
        f"一、提高认识。{LEAD}",
        f"二、狠抓落实。{DO}",
        "这里我插一句，请各县的同志散会后留下来。",
        f"三、严格考核。{DO}",
    )
    assert outline(text) == lines("一、 提高认识", "二、 狠抓落实", "三、 严格考核")


def test_two_lists_of_one_style_one_after_the_other_are_two() -> None:
    text = lines(
        "今年的成绩有三条。", "一是粮食丰收了。", "二是项目开工了。", "三是群众满意了。",
        "下一步的工作也有三条。", "一是稳住粮食。", "二是盯住项目。", "三是贴近群众。",
    )  # fmt: skip
    found = nodes(text)
    assert [(n.level, n.ordinal) for n in found] == [(1, 1), (1, 2), (1, 3)] * 2
    assert diagnostics(text) == []


def test_two_lists_of_one_style_inside_one_section() -> None:
    text = lines(
        "一、提高认识", "当前要克服三种倾向。", f"1.厌战情绪。{LEAD}", f"2.松劲思想。{LEAD}", f"3.侥幸心理。{LEAD}",
        "同时要做到两个到位。", f"1.领导到位。{DO}", f"2.责任到位。{DO}", "二、狠抓落实", DO,
    )  # fmt: skip
    assert [n.id for n in nodes(text)] == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "2"]


def test_each_paragraph_may_hold_a_list_of_its_own() -> None:
    text = lines("思想上，一是要学，二是要悟。", "行动上，一是要干，二是要比。")
    assert [(n.level, n.marker) for n in nodes(text)] == [(1, "一是"), (1, "二是")] * 2


def test_a_preview_list_stands_beside_the_headings_it_names() -> None:
    text = lines(
        "我讲三个问题：一是形势，二是任务，三是要求。", "一、关于形势", LEAD, "二、关于任务", DO, "三、关于要求", DO
    )
    assert [(n.level, n.marker) for n in nodes(text)] == [
        (1, "一是"), (1, "二是"), (1, "三是"), (1, "一、"), (1, "二、"), (1, "三、"),
    ]  # fmt: skip


def test_a_preview_list_inside_a_section_stays_in_it() -> None:
    text = lines(
        "一、提高认识",
        "这里有两个问题：一是形势，二是任务。",
        f"（一）关于形势。{LEAD}",
        f"（二）关于任务。{DO}",
        "二、狠抓落实",
        DO,
    )
    assert [n.id for n in nodes(text)] == ["1", "1.1", "1.2", "1.3", "1.4", "2"]


def test_bullets_after_a_lead_in_and_again() -> None:
    text = lines(
        "今后要做好几项工作：",
        "——发展壮大特色产业，让农民的腰包更鼓，让回乡的青年更多；",
        "——持续改善人居环境，让村庄的面貌更美，让来往的客人更勤；",
        "——不断深化基层治理，让群众的心气更顺，让干部的作风更实。",
        "五年来，我们还积累了几条宝贵的经验，主要是：",
        "——必须坚持党的领导，做到同心同向同力，劲往一处使。",
        "——必须坚持群众路线，做到问需问计问效，心往一处想。",
    )
    assert [(n.level, n.marker) for n in nodes(text)] == [(1, "——")] * 5


def test_bullets_inside_a_section() -> None:
    text = lines(
        "一、主要成绩",
        "（一）经济",
        "——总量迈上新台阶，突破一千亿元大关。",
        "——质量得到新提升，税收占比超过八成。",
        "（二）民生",
        DO,
    )
    assert [n.id for n in nodes(text)] == ["1", "1.1", "1.1.1", "1.1.2", "1.2"]


def test_styles_may_change_within_a_list() -> None:
    assert outline(f"首先，要明责。{DO}\n第二，要问效。{DO}\n第三，要严考。{DO}") == lines(
        "首先， 要明责", "第二， 要问效", "第三， 要严考"
    )
    assert [n.ordinal for n in nodes(f"第一、要明责。{DO}\n第二个要求是问效。{DO}\n第三是严考。{DO}")] == [1, 2, 3]


def test_再就是_and_最后_carry_a_list_on() -> None:
    found = nodes(f"一是明责。{DO}\n二是问效。{DO}\n再就是严考。{DO}")
    assert [(n.level, n.marker, n.ordinal) for n in found] == [(1, "一是", 1), (1, "二是", 2), (1, "再就是", None)]


def test_另外_in_one_breath_is_a_third_member() -> None:
    found = nodes("要办好三件事：首先要修路，其次要通水，另外还要通电。")
    assert [n.marker for n in found] == ["首先要", "其次要", "另外"]


@pytest.mark.parametrize(("lead", "members"), [("讲三点意见：", 3), ("讲讲：", 4), ("讲四点意见：", 4)])
def test_a_word_behind_as_many_members_as_were_announced_is_none(lead: str, members: int) -> None:
    items = "首先，要早谋划。\n其次，要早动手。\n再次，要早见效。\n最后，安全要抓牢。\n"
    assert outline(f"下面我{lead}\n{items}").count("\n") + 1 == members


def test_a_heading_with_a_single_child() -> None:
    text = lines("一、明责", DO, "二、问效", f"（一）问进度。{DO}", "三、严考", DO)
    assert outline(text) == lines("一、 明责", "二、 问效", "  （一） 问进度", "三、 严考")


def test_a_lone_numbered_heading_is_still_a_heading() -> None:
    assert outline(f"一、明责\n{DO}") == "一、 明责"


def test_a_missing_number_is_told() -> None:
    text = lines(f"一、明责。{DO}", f"二、问效。{DO}", f"四、严考。{DO}", f"五、真改。{DO}")
    assert [n.ordinal for n in nodes(text)] == [1, 2, 4, 5]
    assert diagnostics(text) == ["ordinal-gap 四、"]


def test_a_repeated_number_is_told() -> None:
    text = lines(f"一、明责。{DO}", f"二、问效。{DO}", f"二、严考。{DO}", f"三、真改。{DO}")
    assert [n.ordinal for n in nodes(text)] == [1, 2, 2, 3]
    assert diagnostics(text) == ["ordinal-repeat 二、"]


def test_a_missing_number_inside_a_paragraph_is_told() -> None:
    text = "一是明责，把责任落实到人。二是问效，把结果落实到位。四是严考，把奖惩落实到底。"
    assert [n.ordinal for n in nodes(text)] == [1, 2, 4]
    assert diagnostics(text) == ["ordinal-gap 四是"]


def test_headings_that_all_say_一_still_hold_their_children() -> None:
    text = lines(
        "一、明责", f"1.明主体责任。{DO}", f"2.明监督责任。{DO}", "一、问效", f"1.问进度。{DO}", f"2.问质量。{DO}"
    )
    assert [n.level for n in nodes(text)] == [1, 2, 2, 1, 2, 2]


def test_sections_close_their_inner_lists() -> None:
    text = lines(
        "一、学习",
        f"（一）学原文。{LEAD}",
        f"（二）悟原理。{LEAD}",
        "二、落实",
        f"1.明责。{DO}",
        f"2.问效。{DO}",
        "三、保障",
        DO,
    )
    assert [n.id for n in nodes(text)] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "3"]


def test_arabic_headings_may_stand_above_chinese_ones() -> None:
    text = lines("1.农业", f"（一）种植。{DO}", f"（二）养殖。{DO}", "2.工业", f"（一）制造。{DO}", f"（二）建筑。{DO}")
    assert [n.level for n in nodes(text)] == [1, 2, 2, 1, 2, 2]


def test_decimal_numbers_that_carry_a_heading() -> None:
    text = lines(f"一、1.5万亩高标准农田要建好。{DO}", f"二、2.3万户自来水要通好。{DO}")
    assert [n.title for n in nodes(text)] == ["1.5万亩高标准农田要建好", "2.3万户自来水要通好"]


def test_a_year_behind_a_bracketed_number_belongs_to_the_title() -> None:
    assert [n.title for n in nodes("（1）2022年完成投资10亿元。（2）2023年完成投资12亿元。")] == [
        "2022年完成投资10亿元",
        "2023年完成投资12亿元",
    ]


def test_node_ids_spell_the_path() -> None:
    text = lines("一、学习", f"（一）学原文。{LEAD}", "（二）悟原理。一是想；二是议。", "二、落实", DO)
    assert [n.id for n in nodes(text)] == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2"]
