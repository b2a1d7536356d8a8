"""Lines -> paragraphs: wrapped lines joined, page furniture and tables of contents set aside, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechparse.parser.forms import LogicalText
from speechparse.parser.text.lines import segment, tile
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText
from strategies import FAST, soup

SPEECH = [
    "同志们：",
    "今天会议的任务，是总结上半年的工作，分析当前的形势，部署下半年的任务，动员全市上下再鼓干劲。下面，我讲三点意见。",
    "一、肯定成绩，坚定信心",
    "上半年，全市上下齐心协力，办成了许多大事，也办成了许多关乎百姓冷暖的小事，成绩来之不易，要倍加珍惜。",
    "（一）粮食生产稳中有进。夏粮面积比上年增加了两万多亩，单产和总产都创了新高，农民的积极性明显提高了，种粮大户也多了起来。",
    "（二）项目建设快中有好。四十多个重点项目全部按期开工，其中十二个已经竣工投产，带动了上下游的企业发展，税收和就业都有了起色。",
    "二、正视问题，补齐短板",
    "当前还有三个问题：一是有的同志认识不高，工作推一推动一动；二是有的单位作风不实，喜欢搞花架子做表面文章；三是有的环节保障不力。",
    "三、明确任务，狠抓落实",
    "各级各部门要把责任扛在肩上，把工作抓在手上，到一线去发现问题，在现场解决问题，让群众看得见变化，也得到实惠。",
    "同志们，蓝图已经绘就，号角已经吹响，让我们携起手来，共同奋斗，夺取全年工作的新胜利，以优异的成绩向全市人民报喜！",
]


def blocks(text: str) -> LogicalText:
    return segment(SourceText(text), load_rules())


def paragraphs(text: str) -> list[str]:
    """The paragraphs as they are shown."""
    logical = blocks(text)
    return [logical.raw[p.start : p.end] for p in logical.paragraphs]


def kinds(text: str) -> list[str]:
    """The kind of each block, one a line of the text here."""
    return [block.kind for block in tile(SourceText(text), load_rules())]


def wrap(lines: list[str], characters: int, indent: str = "") -> list[str]:
    whole = [indent + line for line in lines]
    return [line[i : i + characters] for line in whole for i in range(0, len(line), characters)]


def test_one_line_is_one_paragraph() -> None:
    assert paragraphs("\n".join(SPEECH)) == SPEECH


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    assert paragraphs("\n\n".join(SPEECH)) == SPEECH
    assert paragraphs("\n \n\u3000\n".join(SPEECH)) == SPEECH


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\r\n"])
def test_line_ends_of_other_systems(end: str) -> None:
    assert paragraphs(end.join(SPEECH)) == SPEECH


@pytest.mark.parametrize("indent", ["\u3000\u3000", "    ", "\t", "\xa0\xa0", "\ufeff"])
def test_indents_and_trailing_blanks_are_no_part_of_a_paragraph(indent: str) -> None:
    assert paragraphs("\n".join(f"{indent}{line} \u3000\t" for line in SPEECH)) == SPEECH


@pytest.mark.parametrize("indent", ["", "  ", "    ", "\u3000\u3000"])
@pytest.mark.parametrize("characters", [20, 25, 30, 34, 40])
def test_lines_wrapped_at_a_fixed_width_are_joined(characters: int, indent: str) -> None:
    assert paragraphs("\n".join(wrap(SPEECH, characters, indent))) == SPEECH


@pytest.mark.parametrize("characters", [20, 40])
def test_wrapped_lines_with_blank_lines_between_all_of_them_are_joined(characters: int) -> None:
    assert paragraphs("\n\n".join(wrap(SPEECH, characters, "\u3000\u3000"))) == SPEECH


def test_wrapped_lines_are_measured_in_columns_so_that_latin_letters_take_half() -> None:
    lines = [line.replace("全市", "GDP+") for line in SPEECH]
    columns, wrapped = 0, ""
    for line in lines:
        columns = 0
        for char in line:
            columns += 1 if char.isascii() else 2
            if columns > 60:
                wrapped, columns = wrapped + "\n", 1 if char.isascii() else 2
            wrapped += char
        wrapped += "\n"
    assert paragraphs(wrapped) == lines


def test_a_latin_word_at_the_end_of_a_wrapped_line_keeps_its_blank() -> None:
    line = "我们引进了一条新的生产线，名字叫做 alpha beta，由本地的工人自己安装调试，没有出过一次差错，得到了好评。"
    wrapped = wrap(SPEECH, 26)
    at = line.index(" beta")
    assert paragraphs("\n".join([*wrapped, line[:at], *wrap([line[at + 1 :]], 26)]))[-1] == line


@pytest.mark.parametrize("word", ["GDP", "120"])
def test_no_blank_comes_between_a_latin_word_and_the_chinese_word_on_the_next_line(word: str) -> None:
    line = f"我们的目标是，五年以后全县的产业有一个大的变化，{word}万元以上的企业占到大多数，工业园区连成片。"
    at = line.index("万元")
    wrapped = [*wrap(SPEECH, at), *wrap([line], at)]
    assert wrapped[-2].startswith("万元") or wrapped[-1].startswith("万元")
    assert paragraphs("\n".join(wrapped))[-1] == line


def test_a_last_line_a_little_short_of_the_width_ends_its_paragraph() -> None:
    lines = [
        *SPEECH,
        "各县区要把今年的工作任务再梳理一遍，对照目标查漏补缺，绝不留下半截子尾巴。",
        "市直部门要主动服务基层，把方便留给群众，把麻烦留给自己，做到随叫随到。",
    ]
    assert len(lines[-2]) % 20 == 17
    assert paragraphs("\n".join(wrap(lines, 20))) == lines


def test_a_wrapped_line_that_happens_to_begin_with_a_mark_is_joined_where_first_lines_are_set_in() -> None:
    lines = [
        *SPEECH,
        "下一步要抓好三件事：一是把底数摸清；二是把责任压实；三是把资金管好，一件一件抓落实，一项一项见成效。",
    ]
    wrapped = wrap(lines, 20, "\u3000\u3000")
    assert any(line.startswith(("二是", "三是")) for line in wrapped)
    assert paragraphs("\n".join(wrapped)) == lines


@pytest.mark.parametrize("characters", [40, 50])
def test_a_short_text_wrapped_at_one_width_is_joined(characters: int) -> None:
    assert paragraphs("\n".join(wrap(SPEECH[:6], characters, "\u3000\u3000"))) == SPEECH[:6]


@pytest.mark.parametrize("sign", "，。；、）”")
def test_a_line_that_begins_with_a_closing_sign_carries_the_line_above_on(sign: str) -> None:
    assert paragraphs(f"各级要把责任扛起来\n{sign}把工作抓下去\n群众满意。") == [
        f"各级要把责任扛起来{sign}把工作抓下去",
        "群众满意。",
    ]


def test_a_line_that_ends_with_a_comma_carries_on() -> None:
    assert paragraphs("各级要把责任扛起来，\n把工作抓下去。\n群众满意。") == [
        "各级要把责任扛起来，把工作抓下去。",
        "群众满意。",
    ]


def test_a_numbered_line_opens_a_paragraph_even_after_a_comma() -> None:
    assert paragraphs("要做到：一是学，\n二是干，\n三是比。") == ["要做到：一是学，", "二是干，", "三是比。"]


def test_unwrapped_lines_of_different_lengths_are_not_joined() -> None:
    names = ["出席会议的同志有", "王建国、李卫东", "张小红、赵大勇、陈明", "刘芳"]
    assert paragraphs("\n".join(names)) == names


def test_a_line_of_a_whole_document_is_divided_at_runs_of_blanks() -> None:
    assert paragraphs("\u3000\u3000".join(SPEECH)) == SPEECH


def test_blanks_inside_a_short_line_divide_nothing() -> None:
    assert paragraphs("王建国\u3000\u3000李卫东\u3000\u3000张小红") == ["王建国\u3000\u3000李卫东\u3000\u3000张小红"]


@pytest.mark.parametrize("line", ["2", "— 2 —", "-2-", "- 12 -", "第 3 页", "第3页 共12页", "·5·", "－6－"])
def test_page_numbers_are_furniture(line: str) -> None:
    assert kinds(f"会议开得很好。\n{line}\n大家都有收获。") == ["paragraph", "furniture", "paragraph"]


def test_a_paragraph_runs_on_across_a_page_number() -> None:
    assert paragraphs("会议开得很好，\n— 2 —\n大家都有收获。") == ["会议开得很好，大家都有收获。"]


@pytest.mark.parametrize("line", ["2022年", "3个", "100分", "第3名", "10.5%"])
def test_a_number_that_says_something_is_no_page_number(line: str) -> None:
    assert kinds(f"会议开得很好。\n{line}\n大家都有收获。") == ["paragraph"] * 3


def test_a_line_that_comes_again_on_every_page_is_furniture() -> None:
    pages = "\n".join(f"云岭县2022年工作报告 第{n}页\n第{n}件事办得很好，群众满意。" for n in range(1, 5))
    assert kinds(pages) == ["furniture", "paragraph"] * 4


def test_numbered_lines_that_come_again_are_no_furniture() -> None:
    assert set(kinds("\n".join(f"{n}.落实责任到人到岗\n责任要落到人。" for n in range(1, 5)))) == {"paragraph"}


@pytest.mark.parametrize(
    "line", ["【字号：大 中 小】", "打印本页", "浏览次数：128", "上一篇：关于放假的通知", "关闭窗口"]
)
def test_buttons_of_a_web_page_are_furniture(line: str) -> None:
    assert kinds(f"会议开得很好。\n{line}") == ["paragraph", "furniture"]


@pytest.mark.parametrize("leader", ["…………", "......", "······", "\t", "        "])
def test_a_table_of_contents_is_set_aside(leader: str) -> None:
    entries = [f"一、总体情况{leader}1", f"二、主要任务{leader}5", f"三、保障措施{leader}9"]
    text = "\n".join(["目  录", *entries, "一、总体情况", "总体是好的。"])
    assert kinds(text) == ["contents"] * 4 + ["paragraph"] * 2


def test_a_table_of_contents_without_page_numbers_is_set_aside_where_its_lines_stand_again_below() -> None:
    heads = ["一、总体情况", "二、主要任务"]
    text = "\n".join(["目录", *heads, heads[0], "总体是好的。", heads[1], "任务很重。"])
    assert kinds(text) == ["contents"] * 3 + ["paragraph"] * 4


def test_two_lines_with_leaders_are_no_table_of_contents() -> None:
    assert kinds("工程投资......5\n工程面积......8") == ["paragraph"] * 2


def test_a_list_below_the_word_contents_that_does_not_come_again_stays() -> None:
    assert kinds("目录\n一、总体情况\n总体是好的。") == ["paragraph"] * 3


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", " \u3000\n\t", "\ufeff"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == []
    assert "".join(text[b.start : b.end] for b in tile(SourceText(text), load_rules())) == text


@pytest.mark.parametrize("char", ["\x0b", "\x85", "\u2028"])
def test_odd_line_ends_inside_a_paragraph_end_nothing(char: str) -> None:
    assert paragraphs(f"各级要把责任{char}扛起来。") == [f"各级要把责任{char}扛起来。"]


def test_every_paragraph_leads_back_to_its_place() -> None:
    text = "\r\n".join(wrap(SPEECH, 30, "\u3000\u3000"))
    logical = blocks(text)
    for paragraph, line in zip(logical.paragraphs, SPEECH, strict=True):
        start, end = logical.source_span((paragraph.start, paragraph.end))
        assert text[start:end].replace("\r\n", "").replace("\u3000", "") == line


@FAST
@given(soup(), st.integers(1, 9))
def test_a_text_read_a_few_characters_at_a_time_has_the_same_lines(text: str, at_once: int) -> None:
    whole = tile(SourceText(text), load_rules())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("speechparse.parser.text.lines._AT_ONCE", at_once)
        assert tile(SourceText(text), load_rules()) == whole


def test_the_lines_of_the_source_inside_a_paragraph_are_known() -> None:
    logical = blocks("各级要把责任扛起来，\n\u200b把工作抓下去，\n让群\u200b众满意。")
    assert [logical.raw[at : at + 2] for at in logical.breaks] == ["把工", "让群"]


def test_a_line_that_breaks_off_inside_a_number_or_a_bracket_is_no_line_of_its_own() -> None:
    logical = blocks("——在合作论坛开幕式上的主旨演讲，（2023年1\n0月18日，\n北京）")
    assert len(logical.paragraphs) == 1
    assert logical.breaks == []
