"""Headings without a number, Markdown's marks, and series of ``label：text`` paragraphs."""

from __future__ import annotations

import pytest

from outlines import nodes, outline, walk
from speechparse import parse, read
from speechparse.api import parse_source
from speechparse.readers.registry import source_from_bytes

BODY = "高举旗帜，团结奋进，把各项工作做实做细。"
LONG = BODY + "各级各部门要把责任扛在肩上，把工作抓在手上，到一线去发现问题，在现场解决问题，让群众看得见变化。" * 4


def test_short_lines_without_a_full_stop_title_what_follows() -> None:
    text = f"指导思想\n{LONG}\n主要目标\n{LONG}\n保障措施\n{LONG}"
    assert outline(text) == "指导思想\n主要目标\n保障措施"


@pytest.mark.parametrize("times", [1, 3, 7])
def test_headings_with_short_bodies_of_like_length_are_siblings(times: int) -> None:
    text = f"指导思想\n{BODY * times}\n主要目标\n{BODY * times}\n保障措施\n{BODY * times}"
    assert outline(text) == "指导思想\n主要目标\n保障措施"


def test_a_heading_may_stand_alone() -> None:
    assert outline(f"{LONG}\n关于下半年的工作\n{LONG}") == "关于下半年的工作"


def test_a_heading_may_stand_alone_in_a_short_text() -> None:
    assert outline(f"{BODY}\n关于下半年的工作\n{BODY}") == "关于下半年的工作"


def test_a_numbered_list_stands_inside_the_unnumbered_heading_above_it() -> None:
    text = f"过去五年的工作\n{LONG}\n今后五年的任务\n一、建设产业。{BODY}\n二、改善民生。{BODY}"
    assert outline(text) == "过去五年的工作\n今后五年的任务\n  一、 建设产业\n  二、 改善民生"


def test_a_noun_phrase_with_a_colon_on_a_line_of_its_own_is_a_heading() -> None:
    text = f"{BODY}\n生产方面的要求：\n{BODY}\n生活方面的要求：\n{BODY}"
    assert [n.title.rstrip("：") for n in nodes(text)] == ["生产方面的要求", "生活方面的要求"]


@pytest.mark.parametrize("heading", ["工作要求：", "工作要求"])
def test_a_heading_stays_above_short_numbered_lines(heading: str) -> None:
    found = nodes(f"{BODY}\n{heading}\n1.提高认识\n2.狠抓落实\n3.强化保障\n{BODY}")
    assert [(n.id, n.title.rstrip("：")) for n in found] == [
        ("1", "工作要求"), ("1.1", "提高认识"), ("1.2", "狠抓落实"), ("1.3", "强化保障"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lead",
    [
        "现明确以下几项要求：",
        "下面，我讲三点意见：",
        "会议认为：",
        "为此，要做到：",
    ],
)
def test_a_sentence_that_leads_in_is_no_heading(lead: str) -> None:
    assert outline(f"{LONG}\n{lead}\n{BODY}\n{LONG}") == ""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("会议开得很好。", id="a sentence"),
        pytest.param("难道我们就没有办法吗？", id="a question"),
        pytest.param("要抓紧，", id="half a sentence"),
        pytest.param("2022年10月10日", id="a date"),
        pytest.param("（此处有掌声）", id="a remark in brackets"),
        pytest.param("— 12 —", id="a page number"),
    ],
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    assert outline(f"{BODY}\n{line}\n{BODY}") == ""


def test_a_list_of_names_is_no_list_of_headings() -> None:
    assert outline(f"受表彰的有：\n王建国 李卫东\n张小红 赵大勇\n陈明 刘芳\n{BODY}") == ""


def test_the_signature_at_the_end_is_no_heading() -> None:
    assert outline(f"一、{BODY}\n二、{BODY}\n云岭县人民政府\n2022年3月5日").splitlines() == [
        "一、 高举旗帜，团结奋进，把各项工作做实做细",
        "二、 高举旗帜，团结奋进，把各项工作做实做细",
    ]


def test_markdown_headings_nest_by_their_marks() -> None:
    text = f"## 指导思想\n{BODY}\n### 总的要求\n{BODY}\n### 具体目标\n{BODY}\n## 保障措施\n{BODY}"
    assert outline(text, head="# 在全市会议上的讲话\n\n同志们：\n\n") == ("指导思想\n  总的要求\n  具体目标\n保障措施")


def test_a_markdown_title_begins_behind_its_marks() -> None:
    text = f"## 指导思想\n{BODY}\n## 保障措施\n{BODY}"
    first = nodes(text)[0]
    assert first.title == "指导思想"
    assert first.text.startswith("指导思想")


@pytest.mark.parametrize("line", ["##", "## ", "####"])
def test_markdown_marks_without_a_title_are_no_heading(line: str) -> None:
    assert outline(f"## 指导思想\n{LONG}\n{line}\n{LONG}\n## 保障措施\n{LONG}") == "指导思想\n保障措施"


def test_the_number_of_a_markdown_heading_is_its_marker() -> None:
    found = nodes(f"## 一、指导思想\n{BODY}\n## 二、保障措施\n{BODY}")
    assert [(n.marker, n.ordinal, n.title) for n in found] == [("一、", 1, "指导思想"), ("二、", 2, "保障措施")]


def test_numbered_paragraphs_below_a_markdown_heading_nest_in_it() -> None:
    first = f"## 指导思想\n1. 学深一层。{BODY}\n2. 悟透一步。{BODY}"
    text = f"{first}\n\n## 保障措施\n- 落实经费，专款专用。\n- 落实人员，专人专责。"
    assert outline(text) == (
        "指导思想\n  1. 学深一层\n  2. 悟透一步\n保障措施\n  - 落实经费，专款专用\n  - 落实人员，专人专责"
    )


def test_a_bold_line_is_a_heading_without_its_marks() -> None:
    found = nodes(f"**指导思想**\n\n{BODY}\n\n**保障措施**\n\n{BODY}")
    assert [n.title for n in found] == ["指导思想", "保障措施"]


NINE = ["亮点", "成绩", "突破", "变化", "经验", "遗憾", "感动", "活动", "期待"]


def test_nine_neighbouring_labels_are_a_series() -> None:
    series = "\n".join(f"最大的{word}：老旧小区改造提前完工，三千户居民搬回新家，{word}就在眼前。" for word in NINE)
    found = nodes(
        f"上半年的工作可以用“九个最”来概括。\n{series}\n下面，我提两点要求。\n一、再接再厉。{BODY}\n二、再立新功。{BODY}"
    )
    assert [n.title for n in found[:9]] == [f"最大的{word}" for word in NINE]
    assert {n.level for n in found} == {1}
    assert [n.marker for n in found] == [None] * 9 + ["一、", "二、"]


def test_two_labels_are_no_series() -> None:
    assert outline(f"最大的亮点：老旧小区改造提前完工。\n最好的成绩：粮食总产再创新高。\n{BODY}") == ""


def test_labels_that_come_again_are_speakers() -> None:
    talk = ["张县长：今年工作如何？", "李局长：各方面都有进展。", "张县长：还有什么打算？", "李局长：争取更好的成绩。"]
    assert outline("\n".join(talk)) == ""


@pytest.mark.parametrize(("question", "answer"), [("记者：", "局长："), ("问：", "答："), ("主持人：", "嘉宾：")])
def test_questions_of_an_interviewer_are_no_nodes(question: str, answer: str) -> None:
    text = (
        f"{question}请问今年的重点是什么？\n{answer}重点有两个。一是稳粮食，二是促增收。\n"
        f"{question}困难在哪里？\n{answer}困难在资金，不过总会有办法。\n{question}谢谢您！\n{answer}谢谢！"
    )
    assert [n.marker for n in nodes(text)] == ["一是", "二是"]


def test_facts_about_the_meeting_are_no_series() -> None:
    assert outline("时间：2022年10月10日上午\n地点：市政府第一会议室\n主持人：王建国副市长\n记录人：李卫东同志") == ""


def test_footnotes_hold_no_nodes() -> None:
    notes = "注释\n①见云岭县统计公报，数据截至年底。\n②见云岭县政府工作报告，以此为准。"
    text = f"一、总体情况\n总体是好的①。\n二、主要任务\n任务很重②。\n{notes}"
    assert outline(text) == "一、 总体情况\n二、 主要任务"


@pytest.mark.parametrize("leader", ["…………", "\t"])
def test_lines_of_a_table_of_contents_are_no_nodes(leader: str) -> None:
    heads = ["一、总体情况", "二、主要任务", "三、保障措施"]
    contents = [f"{head}{leader}{page}" for head, page in zip(heads, (1, 5, 9), strict=True)]
    body = [line for head in heads for line in (head, BODY)]
    assert outline("\n".join(["目录", *contents, *body]), head="") == "一、 总体情况\n二、 主要任务\n三、 保障措施"


def test_a_heading_broken_over_two_lines_is_one() -> None:
    text = f"一、加强领导，\n落实责任\n{BODY}\n二、强化保障\n{BODY}"
    assert outline(text) == "一、 加强领导，落实责任\n二、 强化保障"


def test_a_signature_above_its_date_and_the_enclosed_title_below_are_no_headings() -> None:
    letter = "现将《水利建设实施方案》印发给你们，请认真执行。\n云岭县人民政府\n2024年3月5日\n（此件公开发布）\n"
    plan = (
        "水利建设实施方案\n为加快水利建设，制定本方案。\n一、总体要求\n坚持节水优先。\n二、主要任务\n修好三座水库。\n"
    )
    assert outline(letter + plan) == "一、 总体要求\n二、 主要任务"


def test_a_roll_of_names_with_and_without_titles_holds_no_headings() -> None:
    roll = "出席议员：\n何立群议员, J.P.\n周启明议员\n林致远议员\n梁守义议员, G.B.S., J.P.\n陈思源议员\n"
    assert outline(f"{roll}会议开始。\n一、修好水渠。\n二、备足种子。\n") == "一、 修好水渠\n二、 备足种子"


@pytest.mark.parametrize("line", ["下午 2时30分会议开始", "上午9时"])
def test_the_hour_of_a_meeting_is_no_heading(line: str) -> None:
    assert outline(f"{line}\n各位同事，现在开会。\n一、修好水渠。\n二、备足种子。\n") == "一、 修好水渠\n二、 备足种子"


@pytest.mark.parametrize("line", ["今年投入2.3亿元\n明年投入3亿元", "新建园所三座\n改造园所五座\n增加学位六百个"])
def test_short_lines_under_a_number_that_goes_on_are_no_headings(line: str) -> None:
    text = f"一、学前教育\n早动手。\n二、义务教育\n{line}\n三、高中教育"
    assert outline(text) == "一、 学前教育\n二、 义务教育\n三、 高中教育"


def test_a_line_above_all_text_holds_nothing() -> None:
    head = "青川新闻\n"
    assert outline("一、抓春耕\n要早动手。\n二、抓防汛\n要早准备。", head=head) == "一、 抓春耕\n二、 抓防汛"


def test_counted_paragraphs_of_one_opening_are_a_series() -> None:
    text = (
        "要牢牢把握以下三个原则：\n坚持把发展作为第一要务。要快。\n坚持把民生作为根本目的。要实。\n"
        "坚持把稳定作为首要前提。要牢。"
    )
    assert outline(text).count("坚持把") == 3
    assert outline(text.replace("以下三个原则", "原则")) == ""


def test_quoted_labels_of_one_form_are_a_series() -> None:
    text = (
        "提出“三化”方法。\n所谓“任务清单化”，就是拆成事项。\n所谓“清单责任化”，就是落到人头。\n"
        "所谓“责任考核化”，就是打分排名。"
    )
    assert [n.style for n in nodes(text)] == ["label"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "方案征集 → 投票 → 定稿",
        "云水函〔2006〕270号",
        "高远山，沈月波，林澄宇，罗照远",
        "等等",
        "[投票链接](http://a.example/1)",
    ],
)
def test_links_numbers_rosters_and_remnants_are_no_headings(line: str) -> None:
    text = f"三月里我们办了两件事。\n{line}\n各队要按时到场，不得缺席，有事请假。\n"
    assert outline(text) == ""


def test_the_remains_of_markup_are_no_bullets() -> None:
    assert outline("-->\n各队按时到场。\n-->\n有事请假。\n") == ""


def test_the_same_labels_under_each_heading_are_a_series_each() -> None:
    part = "发帖要求：写清楚怎样投稿。\n\n要做的事：在各处宣传这件事。\n\n建议时间：留出十四天来。\n\n"
    text = f"# 手册\n\n这一本手册写给以后做衣服的人。\n\n## 征集\n\n{LONG}\n\n{part}\n## 投票\n\n{LONG}\n\n{part}"
    assert [node.level for node in walk(parse_source(source_from_bytes(text.encode(), "a.md"))[0].outline)] == [
        1,
        2,
        2,
        2,
        1,
        2,
        2,
        2,
    ]


def test_the_first_section_below_a_page_title_is_no_part_of_it() -> None:
    text = "# 柏溪县水务技术规程\n\n## 甲类设施管护\n\n应当定期检查。\n\n## 乙类设施管护\n\n应当定期检查。\n"
    speech = read(text.encode(), name="a.md")[0]
    assert speech.metadata.title == "柏溪县水务技术规程"
    assert [node.title for node in speech.outline] == ["甲类设施管护", "乙类设施管护"]


def test_a_heading_below_the_title_that_names_a_speech_goes_on_from_it() -> None:
    text = "# 柏溪县人民政府县长王正岳\n\n## 在全县水务工作会议上的讲话\n\n同志们：\n\n一、查险。\n\n二、除险。\n"
    assert (read(text.encode(), name="a.md")[0].metadata.title or "").endswith("在全县水务工作会议上的讲话")


def test_a_heading_that_says_the_title_again_below_a_page_frame_holds_nothing() -> None:
    text = (
        "冬修水利资金管理办法-青禾县水利局网站\n\n首页 > 政务公开 > 文件\n发布日期：2023-11-02\n\n"
        "冬修水利资金管理办法\n\n"
        "一、资金的来源\n县财政安排三百万元，乡镇自筹一百万元，专户管理。\n"
        "二、资金的使用\n资金只用于清渠修闸，不得挪作他用，年底由审计局审计。\n"
    )
    assert [node.marker for node in parse(text).outline] == ["一、", "二、"]


def test_a_short_line_above_the_last_lines_is_no_heading() -> None:
    text = "一、抓紧清渠\n各村都要动手。\n二、抓紧修闸\n县里派人来修。\n青禾县水利局\n办公室"
    assert [node.marker for node in nodes(text)] == ["一、", "二、"]
