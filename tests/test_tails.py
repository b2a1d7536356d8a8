"""Page matter, notes and closing lines after a speech: they belong to no node; what only looks like them does."""

from __future__ import annotations

import pytest

from outlines import outline, owner

SECTIONS = (
    "一、冬修水利等不得\n几座小水库见了底，麦田里已经有了裂口。\n老百姓等水用，我们不能等。\n"
    "二、冬修水利要抓实\n各乡镇的渠段要分到村、分到组。\n县里要派人下去，一段一段地验收。\n"
    "三、冬修水利要有人管\n书记镇长要到渠上去，不能坐在办公室里听汇报。\n发现偷工减料的，要从严处理。\n"
)


@pytest.mark.parametrize(
    "tail",
    [
        "来源网址 http://www.qingxi.gov.cn/a/1.htm",
        "[返回首页](../index.md) | [下一篇](b.md)",
        "（图为会议现场。张小禾摄）",
        "会议现场　张小禾／摄",
        "![会场](images/1.jpg)\n图：冬修水利动员会会场",
        "注一：墒情取自县气象站十月旬报。\n注二：渠段划分见县水利局文件。",
        "［注］本文根据录音整理，未经本人审阅。",
        "延伸阅读：\n青溪县三年清渠纪实\n一条老渠的前世今生",
        "【名词解释】\n冬修：指秋收后至春耕前的水利整修。",
        "■链接\n青溪县有小水库二十一座，干渠四条，灌溉面积十二万亩。",
        "欢迎关注“青溪发布”微信公众号",
        "【打印】【关闭】【收藏】",
        "浏览次数：1024　　发布时间：2023-11-02",
        "主办：青溪县人民政府办公室　承办：县大数据局\n网站标识码：6543210001",
        "阅读 1.2万　　赞 36　　在看 12",
        "文字整理：县政府办公室 罗小禾",
        "（责编　何立群）",
        "＊＊＊＊＊＊\n青溪县政府办公室编印，共印三百份。",
        "分送：各乡镇党委、政府，县直各单位。\n青溪县政府办公室　2023年11月3日印发",
        "（讲话在热烈的掌声中结束）",
        "［全文完］",
        "此致\n敬礼！",
        "特此通知。\n青溪县水利局\n2023年11月2日",
        "本通知自印发之日起施行，2019年的办法同时废止。",
    ],
)
def test_page_matter_and_closing_lines_belong_to_no_node(tail: str) -> None:
    assert owner(SECTIONS + tail, tail.split("\n")[0][:6]) is None


@pytest.mark.parametrize(
    "more",
    [
        "检查的结果要张榜公布，接受群众监督。",
        "来源不明的水泥，一律不准上渠。",
        "联系群众要紧，开会时要请户主到场，把账目讲清楚。",
        "2023年冬天是关键，各级要有紧迫感。",
        "责任单位：县水利局",
    ],
)
def test_a_paragraph_that_begins_like_a_closing_line_stays(more: str) -> None:
    assert owner(SECTIONS + more, more) == "3"


def test_a_rule_of_dashes_does_not_cut_where_the_numbering_goes_on() -> None:
    assert owner(f"{SECTIONS}--------\n四、其他\n按原来的办法办。", "按原来") == "4"


def test_numbered_notes_are_a_tail_where_the_text_refers_to_them() -> None:
    text = SECTIONS.replace("小水库", "小水库[1]")
    assert owner(text + "[1] 指青溪、白水两座水库。", "[1] 指") is None
    assert owner(SECTIONS + "[1] 指青溪、白水两座水库。", "[1] 指") == "3"


def test_a_numbered_list_of_links_is_a_list() -> None:
    text = "一、可读的文章\n1. https://a.example/1\n2. https://a.example/2\n3. https://a.example/3"
    assert outline(text).count("https") == 3


def test_the_signature_above_a_list_of_enclosures_closes_too() -> None:
    text = f"{SECTIONS}青溪县水利局\n2023年11月2日\n附件：渠段划分表"
    assert owner(text, "青溪县水利局") is None


def test_the_audience_called_inside_a_paragraph_ends_the_last_section_within() -> None:
    text = (
        "一、一年来的工作\n（一）开好会议。\n开了四次全体会议。\n（二）办好提案。\n办结提案三百件。"
        "各位委员，一年来的工作得到各方面的大力支持，谨致谢意。\n二、今年的工作\n今年要开好两次会。"
    )
    assert owner(text, "各位委员") == "1"


def test_a_picture_does_not_carry_the_sentence_above_it_on() -> None:
    assert owner(f"{SECTIONS}![会场](a.jpg)", "![会场]") is None


def test_a_name_in_bold_above_a_motto_in_italics_is_no_heading() -> None:
    text = SECTIONS + "**渠边小报**\n_ 水到渠成 _"
    assert outline(text).count("\n") == 2
    assert owner(text, "渠边小报") is None
