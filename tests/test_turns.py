"""Where a list ends although no new mark stands: whose words are those after it?"""

from __future__ import annotations

import pytest

from outlines import nodes, outline, owner

LEAD = "思想是行动的先导，认识到位了，行动才能自觉。"
DO = "各级各部门要把责任扛在肩上，把工作抓在手上。"
HEADINGS = f"一、提高认识\n{LEAD}\n二、狠抓落实\n{DO}"
RUN_IN = f"今天我提两点要求。\n一、提高认识。{LEAD}\n二、狠抓落实。{DO}"


def after(text: str, more: str) -> str | None:
    """The id of the node that ``more``, put as a paragraph after ``text``, belongs to."""
    return owner(f"{text}\n{more}", more[:6])


@pytest.mark.parametrize("text", [HEADINGS, RUN_IN], ids=["headings", "run-in"])
@pytest.mark.parametrize(
    "peroration",
    [
        "同志们，蓝图已经绘就。让我们携起手来，共同奋斗！",
        "各位代表！蓝图已经绘就，号角已经吹响，让我们共同奋斗！",
        "让我们更加紧密地团结起来，夺取新的胜利！",
        "最后，祝大家身体健康，工作顺利！",
        "谢谢大家！",
        "我的讲话完了，谢谢大家！",
        "以上四点，请大家认真落实。",
        "以上意见，请各地结合实际抓好落实。",
        "我将诚恳接受大家的评议，努力把工作做得更好。",
        "衷心感谢各位领导多年来的关心。",
    ],
)
def test_words_to_the_whole_audience_belong_to_no_item(text: str, peroration: str) -> None:
    assert after(text, peroration) is None


def test_最后_强调_opens_a_new_topic() -> None:
    text = f"{RUN_IN}\n最后，强调一下近期的工作。\n防汛不能松，防火不能停。"
    assert owner(text, "最后，强调") is None
    assert owner(text, "防汛不能松") is None


def test_最后_我要强调_is_no_member_of_a_list() -> None:
    text = f"第一，要提高认识。{LEAD}\n第二，要狠抓落实。{DO}\n最后，我要强调的是，安全一刻也不能放松。"
    assert owner(text, "最后，我要强调") is None


def test_what_stands_before_the_peroration_still_belongs_to_its_item() -> None:
    text = f"{HEADINGS}\n同志们，蓝图已经绘就。让我们携起手来，共同奋斗！"
    assert owner(text, "各级各部门") == "2"
    assert nodes(text)[-1].text == f"二、狠抓落实\n{DO}"


def test_a_peroration_ends_every_level() -> None:
    text = f"一、学习\n（一）学原文。{LEAD}\n（二）悟原理。一是想。二是议。\n同志们，让我们努力奋斗！"
    assert owner(text, "同志们，让我们") is None


def test_the_audience_may_be_addressed_inside_a_section_that_goes_on() -> None:
    text = f"一、学习\n同志们，{LEAD}\n二、落实\n{DO}"
    assert outline(text) == "一、 学习\n二、 落实"
    assert owner(text, LEAD) == "1"


@pytest.mark.parametrize("sign", ["；", "，"])
def test_a_list_of_clauses_ends_with_its_sentence(sign: str) -> None:
    text = f"要抓好三件事：一是早谋划{sign}二是早动手{sign}三是早见效。这样才能争取主动，打有准备之仗。"
    assert owner(text, "三是早见效") == "3"
    assert owner(text, "这样才能") is None


@pytest.mark.parametrize(
    ("more", "item"), [("这是全县上下的共同任务。", None), ("都是当前的急事。", None), ("年底前全部通水。", "2")]
)
def test_a_clause_that_points_back_on_a_list_of_clauses_stands_outside(more: str, item: str | None) -> None:
    assert owner(f"要办好两件事：一是修路，二是引水，{more}", more[:6]) == item


def test_a_list_of_clauses_ends_with_its_sentence_before_a_turn_further_down() -> None:
    text = "大致有两种情况：一种是先建后管；一种是边建边管。建管不能脱节。各村情形不一。总之，要把水渠管好。"
    assert owner(text, "一种是边建") == "2"
    assert owner(text, "建管不能") is None


def test_a_list_of_clauses_inside_an_item_ends_with_its_sentence() -> None:
    text = f"一、学习\n要做到三点：一是学原文；二是悟原理；三是求实效。学习永远没有止境。\n二、落实\n{DO}"
    assert owner(text, "学习永远") == "1"


def test_a_list_of_sentences_ends_with_its_paragraph() -> None:
    text = (
        "要抓好三件事。一是早谋划。先摸清底数。二是早动手。不等待观望。三是早见效。用结果说话。\n同时，要注意安全生产。"
    )
    assert owner(text, "用结果说话") == "3"
    assert owner(text, "同时，要") is None


@pytest.mark.parametrize(
    "turn",
    [
        "总之，要把这三件事抓实。",
        "此外，还要注意安全。",
        "以上三点，缺一不可。",
        "这些问题，必须解决。",
        "对此，我们要认真改进。",
    ],
)
def test_a_turn_ends_a_list_of_sentences_inside_its_paragraph(turn: str) -> None:
    text = f"要抓好三件事。一是早谋划。先摸清底数。二是早动手。不等待观望。三是早见效。用结果说话。{turn}"
    assert owner(text, turn) is None


def test_items_of_one_paragraph_end_where_a_plain_paragraph_follows() -> None:
    text = f"今天我讲两点。\n一是提高认识。{LEAD}\n二是狠抓落实。{DO}"
    assert after(text, "近期还有几项工作需要抓紧。防汛不能松，防火不能停。") is None


def test_items_of_two_paragraphs_keep_their_second() -> None:
    text = (
        f"今天我讲两点。\n一是提高认识。{LEAD}\n认识上去了，办法就有了，劲头也就足了。\n"
        f"二是狠抓落实。{DO}\n责任上肩了，工作就实了，群众也就信了。"
    )
    assert owner(text, "责任上肩了") == "2"
    assert after(text, "近期还有几项工作需要抓紧。防汛不能松，防火不能停。") is None


def test_a_section_under_a_heading_of_its_own_goes_on() -> None:
    assert after(HEADINGS, "要层层传导压力，级级压实责任，一件一件抓到底。") == "2"


def test_a_summary_of_an_inner_list_belongs_to_what_holds_it() -> None:
    text = f"一、学习\n（一）学原文。{LEAD}\n（二）悟原理。{LEAD}\n总之，学习这件事要抓实。\n二、落实\n{DO}"
    assert owner(text, "总之，学习") == "1"


def test_a_turn_to_the_audience_inside_a_section_ends_its_inner_list_only() -> None:
    text = f"一、学习\n（一）学原文。{LEAD}\n（二）悟原理。{LEAD}\n同志们，学习是一件大事，要抓实。\n二、落实\n{DO}"
    assert owner(text, "同志们，学习") == "1"


def test_the_lead_in_of_a_second_list_belongs_to_neither() -> None:
    first = f"今年的成绩有两条。\n一是粮食丰收了。{LEAD}\n二是项目开工了。{LEAD}"
    text = f"{first}\n下一步的工作也有两条。\n一是稳住粮食。{DO}\n二是盯住项目。{DO}"
    assert owner(text, "下一步的工作") is None


def test_a_remark_that_interrupts_a_list_belongs_to_no_item() -> None:
    lead = f"下面我讲三点意见。\n一、提高认识。{LEAD}\n二、狠抓落实。{DO}"
    text = f"{lead}\n同志们，这里我插一句，会后请各县的同志留下来。\n三、严格考核。{DO}"
    assert owner(text, "同志们，这里") is None


def test_the_lead_in_of_a_second_group_of_bullets_belongs_to_neither() -> None:
    text = (
        "五年来，我们做了以下工作：\n——经济总量迈上新台阶。\n——城乡面貌有了新变化。\n"
        "今后五年，我们的目标是：\n——经济再上新台阶。\n——民生再有新改善。\n——城乡再换新面貌。"
    )
    assert owner(text, "今后五年") is None


def test_the_lead_in_of_a_second_group_of_longer_bullets_belongs_to_neither() -> None:
    text = (
        "今后要做好几项工作：\n——发展壮大特色产业，让农民的腰包更鼓，让回乡的青年更多；\n"
        "——持续改善人居环境，让村庄的面貌更美，让来往的客人更勤；\n五年来，我们还积累了几条宝贵的经验，主要是：\n"
        "——必须坚持党的领导，做到同心同向同力，劲往一处使。\n——必须坚持群众路线，做到问需问计问效，心往一处想。"
    )
    assert owner(text, "五年来，我们") is None


@pytest.mark.parametrize(
    "tail",
    [
        "云岭县人民政府办公室\n2022年3月5日",
        "二〇二二年三月五日",
        "（责任编辑：王某某）",
        "责任编辑：王某某",
        "来源：云岭日报",
        "（新华社云岭3月5日电）",
        "注释\n①见云岭县统计公报。",
    ],
)
def test_signature_date_and_source_lines_belong_to_no_item(tail: str) -> None:
    assert after(HEADINGS, tail) is None


def test_a_date_behind_the_last_sentence_belongs_to_no_item() -> None:
    text = f"{HEADINGS}\n让我们共同奋斗，再创佳绩！（2016年10月21日）"
    assert owner(text, "（2016年") is None


def test_words_before_the_first_item_belong_to_none() -> None:
    assert owner(RUN_IN, "今天我提") is None


def test_a_span_ends_with_its_last_word() -> None:
    found = nodes(f"一、学习\n{LEAD}\n\n\n二、落实\n{DO}  \n\n谢谢大家！")
    assert [n.text[-1] for n in found] == ["。", "。"]


def test_a_sentence_that_counts_the_items_stands_behind_them() -> None:
    text = "这里有两个假设。一是人手够用。人都到岗。二是钱也够用。钱都到账。如果这两个假设成立，年底就能完工。"
    assert owner(text, "如果这两个") is None
    assert owner(text.replace("这两个", "这三个"), "如果这三个") == "2"


def test_a_paragraph_that_counts_the_sections_stands_behind_them() -> None:
    assert after(HEADINGS, "我希望通过以上两项措施，把作风扭转过来。") is None
    assert after(HEADINGS, "我希望通过以上五项措施，把作风扭转过来。") == "2"


@pytest.mark.parametrize("words", ["今天我谈的这些想法，供大家参考。", "我今天就讲这些。", "今天就讲到这里。"])
def test_words_about_what_was_said_belong_to_no_item(words: str) -> None:
    assert after(HEADINGS, words) is None


def test_members_that_are_one_line_each_leave_the_next_paragraph_outside() -> None:
    text = "近来喜事不少。\n第一，张老师评上了先进，大家都很高兴。\n第二，李老师比武得了第一，为学校争了光。\n"
    assert owner(f"{text}在此，我们向两位老师表示祝贺。\n还要继续努力。", "在此，我们") is None


def test_a_bare_heading_keeps_its_paragraphs_beside_a_member_of_one_line() -> None:
    text = f"（一）指导思想。{LEAD}\n（二）基本原则。\n坚持统筹协调。{DO}\n坚持分类指导。{LEAD}"
    assert owner(text, "坚持统筹") == "2"
    assert owner(text, "坚持分类") == "2"


SECTIONS = "".join(
    f"{n}、{name}\n（一）{a}。各镇要逐村排查。\n（二）{b}。各部门要密切配合。\n"
    for n, name, a, b in (
        ("一", "水利", "清淤河道", "修好水渠"),
        ("二", "交通", "养护村道", "加固桥梁"),
        ("三", "教育", "翻修校舍", "配齐教师"),
    )
)


def test_a_paragraph_behind_the_last_list_of_sections_that_end_with_lists_belongs_to_none() -> None:
    text = f"{SECTIONS}各地区、各部门要充分认识这项工作的意义，抓好落实。"
    assert owner(text, "各地区、各部门") is None
    assert owner(text, "配齐教师") == "3.2"


def test_a_paragraph_behind_the_last_list_stays_where_other_sections_have_one_too() -> None:
    text = SECTIONS.replace("二、交通", "水利是命脉，一刻也不能放松。\n二、交通") + "教育是根本，一天也不能耽误。"
    assert owner(text, "水利是命脉") == "1"
    assert owner(text, "教育是根本") == "3"


def test_attachments_belong_to_no_item() -> None:
    assert owner(f"{SECTIONS}附件1：任务分解表.pdf", "附件1") is None
