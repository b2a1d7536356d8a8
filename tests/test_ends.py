"""Ends by frame: farewells, returns to the whole, look-backs in quotes, the form of siblings; each has its reason."""

from __future__ import annotations

import pytest

from outlines import HEAD, nodes, owner
from speechparse import parse
from speechparse.parser import analyse
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

SECTIONS = (
    "一、质量要从设计抓起\n图纸上省一分钱，现场就要多花一百块。\n"
    "二、质量要靠全员来守\n哪个环节松一松，客户都会记在账上。"
)


def reasons(fragment: str) -> list[str]:
    """Why each node of a fragment ends where it does."""
    (analysis,) = analyse(SourceText(HEAD + fragment), load_rules())
    return [item.closed for item in analysis.outline.items]


@pytest.mark.parametrize(
    "farewell",
    [
        "今天大家谈得很实在，意见也一致，后面的事接着商量。",
        "再次感谢各位，讲得不对的地方请批评指正。",
        "好，会议就开到这里。",
        "散会。",
        "会后请各单位于三日内报送贯彻情况。",
        "新春将至，给大家拜个早年。",
        "云川的明天一定更加美好。",
        "以上发言，不妥之处请多包涵。",
        "请大家分头准备，今天的会到此结束。",
    ],
)
def test_a_farewell_is_known_by_its_frame(farewell: str) -> None:
    assert owner(f"{SECTIONS}\n{farewell}", farewell) is None
    assert reasons(f"{SECTIONS}\n{farewell}")[-1] in ("farewell", "close.thanks", "close.above", "close.these")


@pytest.mark.parametrize(
    "more",
    [
        "装配要按图施工，运输要防磕碰，安装要有记录。",
        "要让每一名工人都知道，质量是饭碗。",
        "还要把检验结果挂在墙上，人人看得见。",
    ],
)
def test_one_more_paragraph_of_the_section_is_no_farewell(more: str) -> None:
    assert owner(f"{SECTIONS}\n{more}", more) == "2"


def test_a_call_inside_the_last_paragraph_ends_everything() -> None:
    assert owner(f"{SECTIONS}让我们携起手来，为企业争光！", "让我们携起手来") is None


@pytest.mark.parametrize(
    ("back", "list_"),
    [
        (
            "这“三个有利于”将推动一系列变化。",
            "意义有“三个有利于”：一是有利于放权。少管。二是有利于管账。清楚。三是有利于用人。公道。",
        ),
        (
            "我们只有把这几条弄清楚，才能对症下药。",
            "有三个难处。一是水少。半年之用。二是管老。漏损很大。三是价低。年年亏损。",
        ),
    ],
    ids=["in quotes", "这几条"],
)
def test_a_sentence_looks_back_on_its_list(back: str, list_: str) -> None:
    text = f"一、形势\n{list_}{back}\n二、安排\n要开工三号水厂。"
    assert owner(text, back[:4]) == "1"


def test_items_parted_by_semicolons_have_as_many_sentences() -> None:
    text = "有两条路：一是分步到位。三年可以补平；二是一步到位。阻力会大一些。放开以后，必然带动节水。"
    assert owner(text, "阻力会大") == "2"
    assert owner(text, "放开以后") is None


def test_paragraphs_without_the_lead_that_all_others_have_stand_outside() -> None:
    text = (
        "一、重点工作\n（一）扩大内需\n扩大投资。安排项目三百个。\n促进消费。办好消费季。\n"
        "（二）守住安全\n抓实生产。开展专项检查。\n完善治理。排查邻里纠纷。\n"
        "支持驻地部队建设，办好双拥实事，完成征兵任务。\n二、几点要求\n要抓紧。"
    )
    assert owner(text, "排查邻里") == "1.2"
    assert owner(text, "支持驻地") == "1"


def test_a_paragraph_that_goes_back_to_the_whole_stands_outside() -> None:
    text = (
        "一、教学稳步提升\n毕业班升学率提高三个百分点。\n二、竞赛成果丰硕\n信息学获奖十八项。\n"
        "三、安全常抓不懈\n修好了围栏，装上了监控。\n由于全体教职工的努力，学校还得到了不少别的荣誉。"
    )
    assert owner(text, "修好了围栏") == "3"
    assert owner(text, "由于全体") is None


def test_every_end_has_a_reason() -> None:
    text = f"{SECTIONS}\n同志们，让我们共同努力！"
    assert reasons(text) == ["next", "close.address"]
    assert reasons("要做到：一是早谋划；二是早动手；三是早见效。大家回去就办。")[-1] == "sentence"
    assert [n.title for n in nodes(text)] == ["质量要从设计抓起", "质量要靠全员来守"]


TAIL_LINES = {
    "address": "https://www.example.org/a/b.html",
    "contact": "（联系人：何立群；电话：0800-1234567）",
    "subscription": "订阅青禾报可得月刊一份，欢迎垂询。",
    "copyright": "版权所有 云川县人民政府 备案号：05000000",
    "imprint": "《 云川日报 》（ 2021年04月09日 02 版）",
    "related": "【相关资料】\n2015年3月，公司开通了查询平台，可以在网上查到。",
    "references": "参考资料：\n市图书馆年报，2030年版。",
    "footnotes": "注一：见市图书馆2030年年报第12页。\n注二：见读者协会调查报告。",
    "rule": "--------\n读者来稿选登，每月一期。",
}


@pytest.mark.parametrize("tail", TAIL_LINES.values(), ids=TAIL_LINES.keys())
def test_page_matter_below_the_text_belongs_to_no_node(tail: str) -> None:
    assert owner(f"{SECTIONS}\n{tail}", tail[:6]) is None
    assert len(nodes(f"{SECTIONS}\n{tail}")) == 2


def test_a_rule_of_dashes_does_not_cut_where_the_numbering_goes_on() -> None:
    text = f"{SECTIONS}\n--------\n三、质量要有人来管\n各车间都要配检验员。"
    assert [n.marker for n in nodes(text)] == ["一、", "二、", "三、"]


def test_an_annex_with_a_text_of_its_own_is_a_heading_outside_of_all() -> None:
    text = f"{SECTIONS}\n附：高远山同志简介\n高远山，男，云川县人，林场护林员，两次被评为县劳动模范。"
    assert [(n.level, n.title) for n in nodes(text)][-1] == (1, "附：高远山同志简介")


def test_a_list_after_the_text_has_gone_back_hangs_beside_the_sections() -> None:
    text = (
        "一、今冬的任务\n（一）加固堤防\n完成十二个乡镇的土方。\n（二）改造泵站\n更换机组四十台。\n"
        "（三）搞好宣传\n开展一次宣传月。\n"
        "关于具体的安排，水利局已经拟定了方案，突出三件事：(1)开好现场会；(2)收好水费；(3)管好质量。\n"
        "二、几个问题\n要认真对待。"
    )
    assert [n.id for n in nodes(text) if n.marker == "(1)"] == ["1.4"]
    assert owner(text, "关于具体") == "1"


def test_a_last_node_much_longer_than_its_siblings_is_in_doubt() -> None:
    more = "这件事要从头说起，几年前就讨论过，各方面的意见都听了，方案改了又改，才定下来。" * 4
    text = f"{SECTIONS}\n{more}\n{more}"
    (analysis,) = analyse(SourceText(HEAD + text), load_rules())
    assert [item.long for item in analysis.outline.items] == [False, True]
    assert ("end-in-doubt", "info") in [(d.code, d.severity) for d in parse(HEAD + text).diagnostics]
    assert "end-in-doubt" not in [d.code for d in parse(HEAD + SECTIONS).diagnostics]


def test_a_list_far_on_in_one_paragraph_hangs_beside_the_items() -> None:
    long = "大家都记得那场大水，河堤上灯火通明，干部群众扛沙袋，三天三夜没有合眼。" * 3
    first = "成绩有三。第一，防洪提高。水库加固。第二，供水增强。水管通了。第三，环境改善。"
    text = f"{first}{long}经验是：一是书记挂帅；二是依靠群众。"
    assert [(n.marker, n.level) for n in nodes(text)][3:] == [("一是", 1), ("二是", 1)]
