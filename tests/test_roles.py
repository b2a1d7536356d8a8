"""What decides the role of a node: the announcing words, its own words, its place, its neighbours."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("下面，我提三点要求：", R),
        ("希望大家做到以下三点：", R),
        ("实际工作中，要注意把握以下几点：", R),
        ("今年，要着重抓好以下三项工作：", T),
        ("主要任务是：", T),
        ("最后，强调一下第四季度的重点工作。", T),
        ("一年来，我们主要做了以下工作：", H),
        ("五年来，各项事业取得显著成绩：", H),
        ("在实践中，我们积累了宝贵经验：", H),
        ("在看到成绩的同时，也要清醒地看到，工作中还存在不少问题：", B),
        ("出现这种情况，主要有三个原因：", B),
    ],
)
def test_the_announcing_words_decide_a_list(lead: str, role: str) -> None:
    assert roles_of(lead + ITEMS) == [role] * 3


def test_sections_of_a_report_go_from_review_to_plan_to_demands() -> None:
    report = (
        "一、2021年工作回顾\n过去一年，全县生产总值增长8%，财政收入突破十亿元，百姓得到了更多实惠。\n"
        "二、2022年工作安排\n今年要力争新开工项目五十个，年内建成三座水厂，确保粮食产量稳定。\n"
        "三、几点要求\n各级干部要转变作风，坚持依法行政，清正廉洁，务必多办实事。\n"
    )
    assert roles_of(report, head="2022年政府工作报告\n\n各位代表：\n") == [H, T, R]


def test_headings_of_a_circular_say_what_follows() -> None:
    text = (
        "一、指导思想\n坚持以人民为中心，统筹城乡环境整治。\n"
        "二、主要任务\n（一）清理河道。年底前完成十条河道清淤。\n（二）整修道路。新修村道二十公里。\n"
        "三、工作要求\n各镇要加强领导，落实责任，务求实效。\n"
    )
    circular = "关于开展环境整治工作的通知\n\n各镇人民政府：\n现就有关事项通知如下：\n"
    assert roles_of(text, head=circular) == [R, T, T, T, R]


def test_organisation_and_safeguards_of_a_plan_are_demands() -> None:
    text = (
        "一、重点任务\n（一）清淤。年底前完成十条河道清淤。\n（二）修路。新修村道二十公里。\n"
        "二、保障措施\n（一）加强组织领导。\n各镇要明确专人。\n（二）严格责任落实。\n各镇要按月调度。\n"
    )
    assert roles_of(text, head="青禾镇水利建设实施方案\n") == [T, T, T, R, R, R]


def test_a_duty_report_looks_back_whatever_its_headings_call_for() -> None:
    report = (
        "一、坚持学习，提升素养\n认真研读教育法规，按时参加培训。\n"
        "二、抓好后勤，服务师生\n完善食堂管理，改造两间教室。\n"
    )
    assert roles_of(report, head="2021年度述职述廉报告\n") == [H, H]


def test_the_way_ahead_in_a_duty_report_is_no_review() -> None:
    report = (
        "一年来，主要做了以下工作：\n一、履职情况\n学校通过了评估，获得市级表彰。\n"
        "二、今后努力方向\n加强学习，改进作风，多到课堂听课。\n"
    )
    assert roles_of(report, head="2021年度述职报告\n")[1] in (R, T)


def test_articles_of_a_regulation_demand() -> None:
    text = "第一条 为规范考核工作，制定本办法。\n第二条 考核坚持公开公正。\n第三条 考核结果分为四个等级。\n"
    assert roles_of(text, head="青禾镇环境卫生考核办法\n") == [R] * 3


def test_problems_that_are_to_be_solved_are_no_background() -> None:
    text = "一、切实解决群众反映的突出问题\n各村逐户走访。\n二、整治农村环境短板\n各村组织清运。\n"
    assert all(role in (R, T) for role in roles_of(text, head="关于改进作风的通知\n\n各镇人民政府：\n"))


def test_children_inherit_what_their_own_words_do_not_tell() -> None:
    text = (
        "一、2021年工作回顾\n（一）水利\n1.东渠，长四公里。\n2.西渠，长三公里。\n"
        "（二）交通\n1.南桥，宽八米。\n2.北桥，宽六米。\n"
    )
    assert set(roles_of(text)) == {H}


def test_an_explanation_inside_a_demand_is_background() -> None:
    text = (
        "我讲三点要求。\n一、要改进作风。为什么群众不满意？主要有两个原因：一是有的干部怕担责，二是有的部门不协调。\n"
        "二、要深入基层。领导干部务必走村入户。\n三、要狠抓落实。决不能流于形式。\n"
    )
    assert roles_of(text) == [R, B, B, R, R]


def test_members_of_a_list_share_their_role() -> None:
    text = "下面，我提四点希望：一是要勤学。二是要苦练。三是园区的事。四是要守纪。\n"
    assert roles_of(text) == [R] * 4


def test_what_was_done_and_what_is_to_be_done_differ_in_aspect() -> None:
    done = "——教育事业实现新突破，新建了三所学校。\n——交通建设取得新进展，修通了两条公路。\n"
    ahead = "——启动学校建设。力争年内新建三所，确保秋季投用。\n——完成公路改造。力争年底前全线通车。\n"
    assert roles_of(done) == [H, H]
    assert roles_of(ahead) == [T, T]


def test_the_head_matter_announces_nothing() -> None:
    head = "在成绩表彰大会上的讲话\n回顾成绩与经验\n\n同志们：\n"
    assert roles_of("一要勤学。大家务必坚持。\n二要守纪。大家务必自觉。\n", head=head) == [R, R]


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


def test_roles_are_the_same_in_traditional_characters() -> None:
    text = HEAD + "今年，要著重抓好以下三項工作：一是修路。二是興學。三是植樹。\n"
    assert [node.role for node in parse(text).outline] == [T] * 3
