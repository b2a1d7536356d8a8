"""Announced counts: which phrases count which lists."""

from __future__ import annotations

import pytest

from speechparse import parse
from speechparse.model import Claim
from speechparse.parser.lists import phrases
from speechparse.parser.text import lines
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

HEAD = "在全市重点工作推进会上的讲话\n\n同志们：\n"


def found(fragment: str) -> list[Claim]:
    return list(parse(HEAD + fragment).claims)


def counts(fragment: str) -> list[tuple[str, int, int]]:
    """Phrase, number named, number found."""
    return [(c.phrase, c.count, c.found) for c in found(fragment)]


FOUR = "一是定方向，把好关口。二是稳步子，守住底线。三是强队伍，提升本领。四是严纪律，扎紧篱笆。\n"
THREE = "一是定方向，把好关口。二是稳步子，守住底线。三是强队伍，提升本领。\n"
TWO = "一是定方向，把好关口。二是稳步子，守住底线。\n"


@pytest.mark.parametrize(
    ("fragment", "phrase", "count"),
    [
        ("下面，我提四点要求。" + FOUR, "提四点要求", 4),
        ("这里，我简单提三点要求：" + THREE, "提三点要求", 3),
        ("今年要着重抓好以下三项工作：" + THREE, "三项工作", 3),
        ("群众满意不满意，主要看两点，" + TWO, "两点", 2),
        ("我们召开这次会议，目的有二：" + TWO, "有二", 2),
        ("要在“三变”上下功夫：" + THREE, "三变", 3),
        ("全市上下要做到“三个更加突出”：" + THREE, "三个更加突出", 3),
        ("制订方案要考虑 4 个因素。" + FOUR, "4个因素", 4),
        ("事故调查组提出了四个方面的整改建议：" + FOUR, "四个方面的整改建议", 4),
        ("这里有三点需要引起大家注意：" + THREE, "三点", 3),
        ("各地可从以下两种方式中选择一种：" + TWO, "两种方式", 2),
        ("工作分“宣传发动、查摆问题、整改提高”三个阶段。时间从三月开始。\n" + THREE, "三个阶段", 3),
    ],
)
def test_a_phrase_in_the_lead_in_counts_the_list(fragment: str, phrase: str, count: int) -> None:
    assert counts(fragment) == [(phrase, count, count)]


def test_what_is_counted_may_be_told_by_the_first_member() -> None:
    text = "我提出三个假设，大家看是否正确。第一个假设：渠能修通。第二个假设：水能引来。第三个假设：田能灌满。\n"
    assert counts(text) == [("三个假设", 3, 3)]


def test_a_heading_counts_its_children() -> None:
    text = (
        "一、办好三件实事\n1.新建一所学校。\n2.改造两条老街。\n3.修好三座桥梁。\n二、转变作风\n各级干部要多下基层。\n"
    )
    claim = found(text)[0]
    assert (claim.phrase, claim.count, claim.nodes) == ("三件实事", 3, ("1.1", "1.2", "1.3"))


def test_a_phrase_behind_a_list_looks_back() -> None:
    text = "我们的工作要这样做。\n" + THREE + "以上三点，请大家认真落实。\n"
    assert counts(text) == [("三点", 3, 3)]


@pytest.mark.parametrize(
    "fragment",
    [
        "要增强“两个维护”的自觉，把工作做实。" + TWO,  # a slogan
        "“三农”工作事关全局，要抓紧抓好。" + THREE,  # a name
        "去年第三季度，全市四个县区开了两次大会，出台了二十二条措施。" + FOUR,  # no announcement
        "过去四年来投入三千万元，用了十二个月。" + THREE,  # years, money, months
        "上一季度，我提过五点要求，大家落实得很好。这一季度要接着干。" + THREE,  # of another list
        "这是我市三大支柱产业之一。" + THREE,  # one of
        "我讲三点意见，大家讨论。会议到此结束。\n",  # nothing follows
    ],
)
def test_other_numbers_are_no_claims(fragment: str) -> None:
    assert counts(fragment) == []


def test_a_count_that_does_not_hold_is_kept_directly_before_its_list() -> None:
    speech = parse(HEAD + "下面，我提五点要求：" + FOUR)
    assert [(c.phrase, c.count, c.found, c.ok) for c in speech.claims] == [("提五点要求", 5, 4, False)]
    assert [d.code for d in speech.diagnostics] == ["count-mismatch"]


def test_the_span_is_the_phrase_in_the_source() -> None:
    text = HEAD + "下面，我講三點意見：" + THREE
    claim = parse(text).claims[0]
    assert text[slice(*claim.span)] == claim.phrase == "講三點意見"


def test_a_list_that_goes_on_behind_a_remark_is_one_list() -> None:
    text = "我讲三点意见：\n一、提高认识\n道理大家都懂。\n二、抓住重点\n重点是项目。\n三、加强领导\n一把手要负总责。\n"
    assert counts(text) == [("讲三点意见", 3, 3)]


def test_announced_finds_the_numbers_named_in_a_range() -> None:
    text = lines.segment(SourceText("我讲三点意见，做好八项工作，牢记两个维护，今年6月办成12件实事。"), load_rules())
    assert [n for _, n in phrases.announced(text, 0, len(text.text), load_rules())] == [3, 8, 12]


@pytest.mark.parametrize("noun", ["法宝", "理念", "台阶", "底线", "课", "桥"])
def test_any_noun_is_counted_where_its_number_is_that_of_the_list(noun: str) -> None:
    fragment = f"学校要办得更好，关键是要做到三个{noun}，齐心协力，推动学校持续发展。\n{THREE}"
    assert (f"三个{noun}", 3, 3) in counts(fragment)


def test_the_members_named_before_the_number_speak_for_it() -> None:
    text = (
        "一、指标\n评价由设施、环境、服务等3个方面合成。全市统一评分表，各区照此打分。\n"
        "（一）设施。看座椅。\n（二）环境。看保洁。\n（三）服务。看投诉。"
    )
    assert counts(text) == [("3个方面", 3, 3)]


def test_a_count_that_only_happens_to_fit_is_none() -> None:
    text = (
        "三年来，他牢记“爱林如家、防火如命、律己如铁”“三句话、十五字”场训，是大家的榜样。\n"
        "一、扎根山林。没有离开。\n二、临危不惧。赶到火场。\n三、热心助人。捐款两万。"
    )
    assert counts(text) == []


def test_这_looks_back_where_no_other_phrase_counts() -> None:
    text = (
        "我想提几点建议：\n1.借书要登记。免得遗失。\n2.还书要准时。免得久等。\n如果大家能做到这2点建议，图书馆会更好。"
    )
    assert ("2点建议", 2, 2) in counts(text)


@pytest.mark.parametrize(
    ("fragment", "phrase", "count"),
    [
        ("今冬水利要念好三本经。" + THREE, "三本经", 3),
        ("渠上要过四道关，一道也不能少。" + FOUR, "四道关", 4),
        ("县里准备了三张牌。" + THREE, "三张牌", 3),
        ("去年的教训有三条，大家都记得，我再说一遍。" + THREE, "三条", 3),
        ("年初承诺的四件实事，除一件因征地推迟外，其余都已办成。" + FOUR, "四件实事", 4),
        ("要把握四个“度”：" + FOUR, "四个“度”", 4),
        ("这样的字可以有两种完全不同的解读。" + TWO, "两种完全不同的解读", 2),
        ("工业里有三个值得特别注意的地方。" + THREE, "三个值得特别注意的地方", 3),
    ],
)
def test_what_is_counted_is_an_open_class(fragment: str, phrase: str, count: int) -> None:
    assert counts(fragment) == [(phrase, count, count)]


@pytest.mark.parametrize(
    "fragment",
    [
        "全县三个片区都动起来了。" + THREE,
        "三位副县长分头下去了。" + THREE,
        "去年有两个村没完成。" + TWO,
        "三个月来，大家很辛苦。" + THREE,
    ],
)
def test_a_number_that_tells_who_did_something_counts_no_list(fragment: str) -> None:
    assert counts(fragment) == []
