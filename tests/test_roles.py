"""What decides the role of a node: the announcing words, its own words, its place, its neighbours."""

from __future__ import annotations

from outlines import HEAD, nodes
from speechparse import parse
from speechparse.parser import analyse
from speechparse.parser.lists import lists
from speechparse.parser.roles import model
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

H, R, T, B = "highlight", "requirement", "task", "background"
ITEMS = "一是园区道路，做到路通水通。二是村镇环境，做到干净整洁。三是窗口服务，做到随到随办。\n"


def roles_of(fragment: str, *, head: str = HEAD) -> list[str]:
    return [node.role for node in nodes(fragment, head=head)]


def test_children_inherit_what_their_own_words_do_not_tell() -> None:
    text = (
        "一、2021年工作回顾\n（一）水利\n1.东渠，长四公里。\n2.西渠，长三公里。\n"
        "（二）交通\n1.南桥，宽八米。\n2.北桥，宽六米。\n"
    )
    assert set(roles_of(text)) == {H}


def test_confidence_is_a_probability_and_reasons_name_cues() -> None:
    analysis = analyse(SourceText(HEAD + "下面，我提三点要求：" + ITEMS), load_rules(), explain=True)[0]
    for decision in analysis.roles:
        assert 0.5 < decision.confidence <= 1.0
        assert decision.reasons[0] == "lead-in:ti"
        assert all(":" in reason or reason in ("parent", "neighbour") for reason in decision.reasons)


def test_doubtful_lists_are_less_sure_than_announced_ones() -> None:
    announced, doubtful = (
        nodes(lead + ITEMS)[0].confidence for lead in ("下面，我提三点要求：", "这里的情况大家都了解，")
    )
    assert doubtful < announced


def test_no_nodes_no_roles() -> None:
    analysis = analyse(SourceText(""), load_rules())[0]
    assert model.assign(analysis.text, analysis.outline, [], load_rules()) == []


def test_runs_break_where_numbering_starts_again() -> None:
    text = "先说成绩。\n一是路通了。\n二是水清了。\n再说打算。\n一是修学校。\n二是建医院。\n"
    analysis = analyse(SourceText(HEAD + text), load_rules())[0]
    assert [len(run.members) for run in lists.find(analysis.text, analysis.outline)] == [2, 2]


def test_关于_问题_names_a_topic_and_no_trouble() -> None:
    text = (
        "在全县干部大会上的讲话\n\n同志们：\n我讲三个问题。\n"
        "一、关于粮食安全问题\n粮食面积要稳，撂荒的地要种上，农业局要牵头抓。\n"
        "二、关于工业发展问题\n开发区要扩园，企业要上规模，发改局要牵头抓。\n"
        "三、关于安全生产问题\n煤矿要管住，道路要管住，应急局要天天查。\n"
    )
    assert {node.role for node in parse(text).outline} <= {"requirement", "task"}
