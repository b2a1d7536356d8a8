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


def test_what_the_speaker_calls_out_again_and_again_is_no_turn() -> None:
    text = "\n".join(
        ["政府工作报告", "各位代表：", BODY, "各位代表！", BODY, "各位代表：过去一年，成绩来之不易。", BODY]
    )
    assert "position" not in values(text)


def test_a_press_release_tells_who_speaks_where_and_when() -> None:
    found = read(
        "新闻公报",
        "司长致辞全文（只有中文）",
        "以下是民政司司长罗照远今（四月二日）日出席云川读书节开幕酒会致辞全文：",
        "各位嘉宾：",
    )
    assert (found["speaker"], found["position"], found["occasion"]) == ("罗照远", "民政司司长", "云川读书节开幕酒会")


def test_a_story_s_lead_names_the_speaker_of_the_address_below_it() -> None:
    found = read(
        "县长罗照远10日出席在县礼堂举行的「庆祝建县百年大会」，以「同心」为题发表演说，台下掌声不断，各界人士逾千人到场。",
        "县长致词全文如下：",
        "大会主席周景文馆长、林澄宇会长、现场的乡亲们：大家好！",
    )
    assert (found["speaker"], found["occasion"]) == ("罗照远", "庆祝建县百年大会")
    assert found["salutation"] == "大会主席周景文馆长、林澄宇会长、现场的乡亲们："


def test_the_office_that_a_title_names_is_the_position() -> None:
    found = read("2021年县委书记在全县春训大会上的讲话", "同志们：")
    assert (found["position"], found.get("speaker")) == ("县委书记", None)


def test_an_interviewed_office_keeps_its_own_name() -> None:
    assert read("为企业营造良好环境", "——访市质量局局长罗照远", "同志们：")["position"] == "市质量局局长"


def test_a_title_said_twice_without_a_break_is_one_title() -> None:
    line = "县长在全县春训大会上讲话县长在全县春训大会上的讲话同志们：今天的会议很重要。" + BODY * 3
    assert values(line)["title"] in ("县长在全县春训大会上讲话", "县长在全县春训大会上的讲话")
    twice = "县长在全县春训大会上在讲话县长在全县春训大会上在讲话今天，我们在这里开会。" + BODY * 3
    assert values(twice)["title"] == "县长在全县春训大会上在讲话"


def test_two_keys_on_a_line_are_two_fields() -> None:
    found = read("日期：1966-11-30 作者：罗照远", "同志们：")
    assert (found["date"], found["speaker"]) == ("1966-11-30", "罗照远")


def test_a_line_without_chinese_characters_is_no_title_of_a_chinese_text() -> None:
    assert read("Office of Student Affairs", "在全市质量大会上的讲话", "同志们：")["title"] == "在全市质量大会上的讲话"


def test_a_speech_s_title_below_a_page_s_notices_is_the_title() -> None:
    found = read(
        "全市质量大会致辞.doc_第1页",
        "版权说明：本文档由用户提供并上传",
        "文档简介",
        "在全市质量大会上的致辞（ 年 月 日）尊敬的 各位来宾：",
    )
    assert (found["title"], found["salutation"]) == ("在全市质量大会上的致辞", "尊敬的 各位来宾：")


def test_a_line_of_dashes_and_office_names_the_speaker() -> None:
    found = read("云川书店年会欢迎词", "——云川书店总经理　罗照远", "各位来宾：")
    assert (found["speaker"], found["position"]) == ("罗照远", "云川书店总经理")


def test_two_hyphens_are_a_dash() -> None:
    found = read("百年风华砺志笃行", "--在全市质量大会上的讲话", "罗照远", "2021年6月10日", "同志们：")
    assert (found["title"], found["occasion"]) == ("百年风华砺志笃行", "全市质量大会")


def test_a_line_of_names_is_who_speaks() -> None:
    assert read("接见青年代表时的讲话", "罗照远、周景文", "同志们：")["speaker"] == "罗照远、周景文"


def test_a_signature_of_name_and_office_below_the_text_is_the_speaker() -> None:
    assert values("\n".join(["给校友们的祝福", "各位校友：", BODY, BODY, "周景文 校长（中）"]))["speaker"] == "周景文"


def test_an_office_and_a_word_for_wishes_are_no_person() -> None:
    assert "speaker" not in read("107学年度开业典礼校长祝福", "亲爱的同学们：")


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


def test_a_list_of_annexes_is_no_title() -> None:
    found = read(
        "附件：罗照远市长在全市质量大会上的讲话", "2019年3月5日", "罗照远市长在全市质量大会上的讲话", "同志们："
    )
    assert found["title"] == "罗照远市长在全市质量大会上的讲话"


def test_a_column_s_name_in_front_of_a_title_is_no_part_of_title_or_office() -> None:
    found = read("【领导讲话】县委书记罗照远同志在全县质量大会上的讲话", "同志们：")
    assert (found["title"], found["position"]) == ("县委书记罗照远同志在全县质量大会上的讲话", "县委书记")


def test_a_mark_of_reference_is_no_part_of_a_title() -> None:
    assert read("在全市质量大会上的讲话※", "罗照远", "同志们：")["title"] == "在全市质量大会上的讲话"


def test_an_office_in_a_field_of_its_own_is_the_position() -> None:
    found = read("标题：在全市质量大会上的讲话", "讲话人：罗照远", "职务：云川市市长", "同志们：")
    assert (found["speaker"], found["position"]) == ("罗照远", "云川市市长")


def test_a_date_whose_digits_stand_apart_is_a_date() -> None:
    found = read("在 全 市 质 量 大 会 上 的 讲 话", "市 长 罗 照 远", "（ 2 0 1 9 年 3 月 2 日 ）", "同 志 们 ：")
    assert (found["date"], found["speaker"]) == ("2019-03-02", "罗照远")


def test_a_surname_with_an_office_names_nobody() -> None:
    found = read("新闻", "罗县长10日出席在县礼堂举行的百年大会，发表演说。", "县长致词内容为：", "大会主席、各位来宾：")
    assert found.get("speaker") is None
    assert found["salutation"] == "大会主席、各位来宾："


def test_a_collection_s_name_gives_way_to_the_speech_s_own_title() -> None:
    found = read("领导讲话合集", "在全市质量大会上的讲话", "罗照远", "同志们：")
    assert (found["title"], found.get("subtitle")) == ("在全市质量大会上的讲话", None)


def test_a_table_of_keys_and_values_is_read_as_fields() -> None:
    found = read("标题 | 在全市质量大会上的讲话 |", "讲话人 | ： | 罗照远 |", "同志们：")
    assert (found["title"], found["speaker"]) == ("在全市质量大会上的讲话", "罗照远")


def test_a_line_of_a_page_s_counters_dates_nothing() -> None:
    found = read(
        "[总经理讲话] 在公司质量大会上的讲话",
        "发布人：办公室 发布日期：2020-01-15 点击率：88",
        "（二〇二〇年一月十日）",
        "各位代表：",
    )
    assert (found["title"], found["date"]) == ("在公司质量大会上的讲话", "2020-01-10")


def test_a_title_names_its_speaker_without_a_preposition() -> None:
    found = read("罗照远市长施政报告", "议长、副议长、各位议员，大家早：")
    assert (found["speaker"], found["position"]) == ("罗照远", "市长")
    assert found["salutation"] == "议长、副议长、各位议员，大家早："


def test_an_office_behind_the_name_in_a_title_is_the_position_without_the_name() -> None:
    found = read("罗照远副部长在全国质量大会上的讲话", "罗照远", "同志们：")
    assert (found["speaker"], found["position"]) == ("罗照远", "副部长")


def test_a_day_in_digits_in_brackets_is_no_part_of_a_title() -> None:
    found = read("在全市质量大会上的讲话（2020.1.10）", "罗照远", "同志们：")
    assert (found["title"], found["date"]) == ("在全市质量大会上的讲话", "2020-01-10")


def test_a_paper_s_page_and_column_above_a_title_are_the_paper_s() -> None:
    found = read("第1版()", "专栏：", "在全市质量大会上的讲话", "罗照远", "同志们：")
    assert (found["title"], found["speaker"]) == ("在全市质量大会上的讲话", "罗照远")


def test_a_surname_with_its_office_leaves_the_office_and_the_event() -> None:
    found = read("罗副馆长出席第10届云川品质奖颁奖典礼致词稿", "各位来宾，大家好：")
    assert (found.get("speaker"), found["position"]) == (None, "副馆长")
    assert found["occasion"] == "第10届云川品质奖颁奖典礼"


def test_a_new_year_s_address_names_its_speaker_before_the_year() -> None:
    found = read("云川公司董事长罗照远2021年新年致辞", "尊敬的各位合作伙伴：")
    assert (found["speaker"], found["position"]) == ("罗照远", "云川公司董事长")
