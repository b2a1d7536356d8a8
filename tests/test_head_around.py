"""What a site, an agency or a copy puts around a speech, and how the head is read through it."""

from __future__ import annotations

import pytest

from speechparse.parser.forms import Front
from test_head_fields import read as read_head
from test_head_fields import values

BODY = "今天的会议很重要，我讲三点意见，请大家结合实际抓好落实，把各项工作做得更好。"


def read(*lines: str) -> dict[str, str]:
    return values("\n".join([*lines, BODY, BODY]) + "\n")


def head_of(*lines: str) -> Front:
    return read_head("\n".join([*lines, BODY, BODY]) + "\n")[1]


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


MENU = (
    "首页 走进云川 新闻中心 政务公开 办事服务 互动交流 专题专栏 数据开放 旅游云川 投资云川 部门动态 乡镇动态 公告公示"
)


@pytest.mark.parametrize("menu", [MENU, MENU.replace(" ", " | ")])
def test_a_menu_above_the_title_is_the_page_s(menu: str) -> None:
    found = read(menu, "罗照远同志在全县质量工作会议上的讲话", "同志们：")
    assert (found["title"], found["salutation"]) == ("罗照远同志在全县质量工作会议上的讲话", "同志们：")


def test_a_line_of_names_is_no_menu() -> None:
    assert read("在全县质量工作会议上的讲话", "罗照远 周景文", "同志们：")["title"] == "在全县质量工作会议上的讲话"


def test_a_site_s_address_in_front_of_the_title_is_cut_off() -> None:
    found = read("云川文库—每日更新www.yc.example.cn在全县质量工作会议上的讲话各位校长、同志们：今天开会。")
    assert found["title"] == "在全县质量工作会议上的讲话"


def test_a_motto_behind_the_title_and_a_page_s_word_above_it() -> None:
    found = read("正文复制", "县委书记在2026年开学典礼上的讲话：奋发、创新，在希望中生长", "各位老师、同学们：")
    assert found["title"] == "县委书记在2026年开学典礼上的讲话：奋发、创新，在希望中生长"
    assert found["occasion"] == "2026年开学典礼"


def test_a_lead_and_the_address_in_one_paragraph() -> None:
    found = read(f"4月15日，云川集团董事长罗照远主持召开质量工作会议，以下是讲话录音整理全文。同志们：{BODY}")
    assert (found["speaker"], found["occasion"], found["salutation"]) == ("罗照远", "质量工作会议", "同志们：")


def test_for_whom_a_text_is_sent_is_no_speech() -> None:
    found = read(
        "馆长就开放时间安排发言全文",
        "日期: 2031-05-12 15:52",
        "下稿代云川图书馆读者服务处发出：",
        "以下是馆长罗照远今日（五月十二日）就开放时间安排会见传媒的发言全文：",
        "各位传媒朋友：",
    )
    assert (found["speaker"], found["date"], found["position"]) == ("罗照远", "2031-05-12", "馆长")


def of_markdown(title: str, author: str, address: str) -> dict[str, str]:
    from speechparse.parser import heads
    from speechparse.parser.head.lines import Lines
    from speechparse.parser.text.lines import segment
    from speechparse.readers.registry import source_from_bytes
    from speechparse.rules.loader import load_rules

    front = f"---\ntitle: {title}\nauthor: {author}\n---\n\n{address}{BODY}\n"
    source, rules = source_from_bytes(front.encode(), "a.md"), load_rules()
    found = heads(Lines(segment(source, rules), rules, source.text))[0][0].fields
    return {name: field.value for name, field in found.items()}


@pytest.mark.parametrize(
    ("author", "speaker"), [("沈怀远", "沈怀远"), ("云川文库", None), ("admin", None)], ids=["name", "site", "word"]
)
def test_the_author_in_the_front_matter_of_a_speech_is_its_speaker(author: str, speaker: str | None) -> None:
    assert of_markdown("在全县质量大会上的讲话", author, "同志们：\n\n").get("speaker") == speaker


def test_the_author_of_an_article_is_no_speaker() -> None:
    assert "speaker" not in of_markdown("版衫制作手册", "沈怀远", "")


def test_a_day_of_the_republic_with_strokes() -> None:
    assert read("館長出席讀書節晚宴致詞全文", "106/11/03", "各位來賓：")["date"] == "2017-11-03"


def test_who_speaks_far_more_than_anyone_else_is_the_speaker_of_a_transcript() -> None:
    asks = [f"{name}议员：请问何时修路？" for name in ("陈甲", "李乙", "张丙")]
    found = read("质询会", f"县长：{BODY}", *asks, f"县长：{BODY}")
    assert found["position"] == "县长"


def test_an_office_at_the_end_of_the_line_above_the_name() -> None:
    found = read("政府工作报告", "——2031年1月8日在云川县第九届人民代表大会第一次会议上县长", "罗照远", "各位代表：")
    assert (found["speaker"], found["position"]) == ("罗照远", "县长")


def test_an_account_s_lines_above_a_motto_with_a_dashed_subtitle() -> None:
    found = read(
        "云川发布",
        "2023-03-01 18:20",
        "发表于云川",
        "点击上方蓝字关注我们",
        "凝心聚力抓项目",
        "——罗照远在全县重点项目推进会上的讲话",
        "同志们：",
    )
    assert (found["title"], found["subtitle"]) == ("凝心聚力抓项目", "罗照远在全县重点项目推进会上的讲话")


def test_a_table_of_an_office_s_page_names_no_title() -> None:
    found = read(
        "索引号： 000014349/2023-00012  主题分类： 综合政务",
        "名　　称： 县长在全县经济工作会议上的讲话",
        "文　　号：  时　　效： 有效",
        "县长在全县经济工作会议上的讲话",
        "同志们：",
    )
    assert (found["title"], found.get("number")) == ("县长在全县经济工作会议上的讲话", None)


def test_a_page_s_title_with_the_site_s_name_gives_way_to_the_text_s_own() -> None:
    assert read("总裁致辞 | 云川集团", "PRESIDENT'S SPEECH", "总裁致辞", "各位朋友：")["title"] == "总裁致辞"


def test_a_kind_of_text_above_the_speaker_is_no_title() -> None:
    found = read("领导讲话", "副县长罗照远同志", "在全县防汛工作会议上的讲话", "（2016年6月3日）", "同志们：")
    assert (found["title"], found["position"]) == ("在全县防汛工作会议上的讲话", "副县长")


def test_a_title_that_goes_on_in_a_line_with_and() -> None:
    found = read("在庆祝建党95周年", "暨“两优一先”表彰大会上的讲话", "县委书记　罗照远", "同志们：")
    assert found["title"] == "在庆祝建党95周年暨“两优一先”表彰大会上的讲话"


@pytest.mark.parametrize("title", ["會長的話", "罗照远会长在年会上的讲话："])
def test_what_names_a_text_stays_its_title(title: str) -> None:
    found = read(title, "罗照远 会长", "各位会员：")
    assert (found["title"], found["speaker"]) == (title.rstrip("："), "罗照远")


def test_a_class_is_what_a_pupil_speaks_for() -> None:
    found = read("国旗下讲话稿：感恩母亲", "四（2）班 沈小远", "老师们、同学们：")
    assert (found["title"], found["speaker"]) == ("国旗下讲话稿：感恩母亲", "沈小远")


def test_an_office_and_a_name_on_two_lines_sign_a_text() -> None:
    found = values(f"董事长致辞\n{BODY}\n{BODY}\n董事长\n罗照远\n")
    assert (found["speaker"], found["position"]) == ("罗照远", "董事长")


def test_a_key_for_what_is_spoken_of_names_the_title() -> None:
    found = read("讲话题目：抓好春耕备耕", "讲话人：罗照远", "讲话时间：2014年3月2日")
    assert (found["title"], found["date"]) == ("抓好春耕备耕", "2014-03-02")


def test_a_title_of_which_nothing_tells_is_doubted() -> None:
    front = head_of("今日要闻", "浪花一束", "各位来宾：")
    assert front.fields["title"].confidence < 0.5
    assert ("head-doubt", "title") in {(doubt.code, doubt.field) for doubt in front.doubts}
    assert head_of("在全县质量大会上的讲话", "罗照远", "同志们：").fields["title"].confidence > 0.8


def test_a_head_that_nothing_sure_was_read_from_is_told() -> None:
    """Lines of a page above a text without a title, an address or a speaker."""
    page = ("云川方志馆 · 数字典藏", "今日要闻", "阅读 | 分享")
    told = [doubt for doubt in head_of(*page).doubts if doubt.code == "head-unread"]
    assert [doubt.words for doubt in told] == ["云川方志馆 · 数字典藏"]
    assert not [doubt for doubt in head_of(*page, "同志们：").doubts if doubt.code == "head-unread"]
