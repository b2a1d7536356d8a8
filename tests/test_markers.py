"""Numbering styles: each is found, its ordinal read, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from outlines import nodes, outline

TWO = "提高认识。思想是行动的先导。", "狠抓落实。各级要把责任扛起来。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("第一部分 ", "第二部分 ", id="parts"),
        pytest.param("第一章 ", "第二章 ", id="chapters"),
        pytest.param("第一节 ", "第二节 ", id="sections"),
        pytest.param("第一条 ", "第二条 ", id="articles"),
        pytest.param("一、", "二、", id="一、"),
        pytest.param("一．", "二．", id="一．"),
        pytest.param("一 ", "二 ", id="一 with a blank"),
        pytest.param("一\u3000", "二\u3000", id="一 with an ideographic space"),
        pytest.param("壹、", "贰、", id="壹、"),
        pytest.param("（一）", "（二）", id="（一）"),
        pytest.param("(一)", "(二)", id="(一)"),
        pytest.param("一）", "二）", id="一）"),
        pytest.param("㈠", "㈡", id="㈠"),
        pytest.param("甲、", "乙、", id="甲、"),
        pytest.param("（甲）", "（乙）", id="（甲）"),
        pytest.param("1.", "2.", id="1."),
        pytest.param("1、", "2、", id="1、"),
        pytest.param("1．", "2．", id="1．"),
        pytest.param("１．", "２．", id="１．"),
        pytest.param("（1）", "（2）", id="（1）"),
        pytest.param("(1)", "(2)", id="(1)"),
        pytest.param("（１）", "（２）", id="（１）"),
        pytest.param("1）", "2）", id="1）"),
        pytest.param("①", "②", id="①"),
        pytest.param("⑴", "⑵", id="⑴"),
        pytest.param("⒈", "⒉", id="⒈"),
        pytest.param("❶", "❷", id="❶"),
        pytest.param("Ⅰ.", "Ⅱ.", id="Ⅰ."),
        pytest.param("I.", "II.", id="I."),
        pytest.param("A.", "B.", id="A."),
        pytest.param("(a)", "(b)", id="(a)"),
        pytest.param("一是", "二是", id="一是"),
        pytest.param("一要", "二要", id="一要"),
        pytest.param("一靠", "二靠", id="一靠"),
        pytest.param("一抓", "二抓", id="一抓"),
        pytest.param("第一，", "第二，", id="第一，"),
        pytest.param("第一、", "第二、", id="第一、"),
        pytest.param("第一是", "第二是", id="第一是"),
        pytest.param("第一条就是", "第二条就是", id="第一条就是"),
        pytest.param("第一点，", "第二点，", id="第一点，"),
        pytest.param("第一个问题，", "第二个问题，", id="第一个问题，"),
        pytest.param("第一方面，", "第二方面，", id="第一方面，"),
        pytest.param("第一步：", "第二步：", id="第一步："),
        pytest.param("首先，", "其次，", id="首先，"),
        pytest.param("其一，", "其二，", id="其一，"),
    ],
)
def test_every_numbering_style_at_the_start_of_a_paragraph(first: str, second: str) -> None:
    found = nodes(f"{first}{TWO[0]}\n{second}{TWO[1]}")
    assert [(n.marker, n.title, n.level) for n in found] == [
        (first.strip(), "提高认识", 1),
        (second.strip(), "狠抓落实", 1),
    ]
    assert [n.ordinal for n in found] == [1, 2]


@pytest.mark.parametrize(
    ("marks", "lead"),
    [
        pytest.param("一是 二是 三是", "要抓好三件事：", id="一是"),
        pytest.param("一要 二要 三要", "", id="一要"),
        pytest.param("一靠 二靠 三靠", "致富有门道：", id="一靠"),
        pytest.param("第一， 第二， 第三，", "我提三点希望。", id="第一，"),
        pytest.param("首先， 其次， 再次，", "我讲几句话。", id="首先，"),
        pytest.param("其一， 其二， 其三，", "原因有三：", id="其一，"),
        pytest.param("（1） （2） （3）", "要做到：", id="（1）"),
        pytest.param("① ② ③", "要做到：", id="①"),
        pytest.param("（甲） （乙） （丙）", "要做到：", id="（甲）"),
        pytest.param("1. 2. 3.", "会议议程：", id="1."),
    ],
)
@pytest.mark.parametrize("between", ["；", "。"])
def test_numbering_inside_a_paragraph(marks: str, lead: str, between: str) -> None:
    first, second, third = marks.split()
    text = f"{lead}{first}早谋划{between}{second}早动手{between}{third}早见效。"
    assert outline(text) == f"{first} 早谋划\n{second} 早动手\n{third} 早见效"


@pytest.mark.parametrize("verb", ["抓", "靠", "看"])
def test_a_list_of_clauses_that_begins_its_paragraph_keeps_its_last_members(verb: str) -> None:
    text = f"一{verb}队伍，二{verb}产业，三{verb}环境。"
    assert [n.marker for n in nodes(text)] == [f"一{verb}", f"二{verb}", f"三{verb}"]


def test_ordinal_words_carry_a_list_to_its_end() -> None:
    text = "首先，要提高认识。要真学。\n其次，要狠抓落实。要真干。\n再次，要强化保障。\n最后，要严格考核。"
    assert outline(text) == "首先， 要提高认识\n其次， 要狠抓落实\n再次， 要强化保障\n最后， 要严格考核"


def test_numbers_beyond_ten() -> None:
    tens = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    found = nodes("\n".join(f"{n}、办好{n}号实事。逐件交账销号。" for n in tens))
    assert [n.ordinal for n in found] == list(range(1, 13))


def test_three_of_a_kind_without_ordinals() -> None:
    text = "队伍里有三种情况：一种是不想干，一种是不会干，一种是不敢干。"
    assert [n.marker for n in nodes(text)] == ["一种是"] * 3
    text = "一个是思想问题。有的同志等待观望。\n一个是作风问题。有的工作停在纸上。\n再一个是能力问题。有的同志不会干。"
    assert outline(text) == "一个是 思想问题\n一个是 作风问题\n再一个是 能力问题"


def test_two_of_a_kind_without_ordinals_need_an_announcement() -> None:
    assert [n.marker for n in nodes("经验有两条：一条是真抓，一条是实干。")] == ["一条是", "一条是"]
    assert outline("干部队伍里，一个是不想干，一个是不会干。") == ""


def test_one_of_several_reasons_counted_behind_之() -> None:
    found = nodes("启示之一是事在人为。\n启示之二是贵在坚持。")
    assert [(n.ordinal, n.title) for n in found] == [(1, "事在人为"), (2, "贵在坚持")]


def test_a_comma_behind_之一是_belongs_to_the_marker() -> None:
    assert [n.title for n in nodes("启示之一是，事在人为。\n启示之二是，贵在坚持。")] == ["事在人为", "贵在坚持"]


@pytest.mark.parametrize("marks", ["一是 二是 三是", "一要 二要 三要", "① ② ③", "（1） （2） （3）"])
def test_a_list_that_begins_right_behind_its_verb(marks: str) -> None:
    first, second, third = marks.split()
    text = f"今后要切实做到{first}早谋划；{second}早动手；{third}早见效。"
    assert outline(text) == f"{first} 早谋划\n{second} 早动手\n{third} 早见效"


@pytest.mark.parametrize("bullet", ["——", "●", "■ ", "◆", "★ ", "•", "- ", "* ", "— "])
def test_bullets_where_two_siblings_stand(bullet: str) -> None:
    items = "城乡面貌有了新变化，群众看在眼里。", "民生福祉得到新改善，群众喜在心里。"
    text = f"五年来，我们办成了几件大事。\n{bullet}{items[0]}\n{bullet}{items[1]}"
    found = nodes(text)
    assert [(n.marker, n.ordinal) for n in found] == [(bullet.strip(), None)] * 2
    assert found[0].title == "城乡面貌有了新变化，群众看在眼里"


def test_one_bullet_alone_is_no_list() -> None:
    assert outline("有一句话说得好。\n——城乡面貌有了新变化，群众看在眼里。\n我们要继续努力。") == ""


NO_NODES = {
    "统一要求": "各地要统一要求，分级负责；同一要素不得重复统计。",
    "之一是": "改革是发展的动力之一是大家的共识，开放也是。",
    "第一时间": "第一时间上报情况，第二时间组织核查。",
    "第一要务": "发展是第一要务，人才是第一资源，创新是第一动力。",
    "世界第一，": "产量世界第一，出口也是世界第一，质量全国第二，",
    "第一书记": "第一书记要驻得下，第一责任人要担得起。",
    "第一次全会": "第一次全会和第二次全会都研究过这个问题。",
    "6.1儿童节": "今年6.1儿童节和9.10教师节都办了活动。\n6.1儿童节那天，孩子们很高兴。\n9.10教师节那天，老师们很高兴。",
    "1.5亿元": "1.5亿元资金已经到位。\n2.5亿元债券已经发行。",
    "10.5%": "10.5%的增速来之不易。\n11.2%的增幅更要珍惜。",
    "2022.10.10": "2022.10.10召开了动员会。\n2022.11.10召开了推进会。",
    "3、4月份": "3、4月份是关键期。\n5、6月份是攻坚期。",
    "12月底前": "11月底前完成初验。\n12月底前完成验收。",
    "2022年": "2021年，经济增长6.5%。\n2022年，经济增长7.2%。",
    "一、二线城市": "一、二线城市房价平稳。\n三、四线城市还有库存。",
    "一、二、三产业": "一、二、三产业要融合发展。",
    "一、二季度": "一、二季度开好头，\n三、四季度收好尾。",
    "中央一、二号文件": "会议传达了中央一、二号文件精神。",
    "十一、国庆": "十一、国庆期间要加强值守。",
    "前款第（一）项": "按照前款第（一）项的规定办理，并参照第（二）项执行。",
    "（一）类标准": "执行（一）类标准的单位要带头。",
    "一是一，二是二": "说话办事要一是一，二是二，不能含糊。",
    "quoted wording": "有群众说：“一是路不好走，二是水不好喝。”我们要听进去。",
    "quoted demand": "全面落实“一要稳，二要进”的要求，把工作做实。",
    "quoted headings": "文件里写着：“一、要读书；二、要看报。”写得很好。",
    "quoted in corner brackets": "古人說：「一要誠，二要信。」說得好。",
    "一方面…另一方面": "一方面要看到成绩，另一方面要看到差距。",
    "一方面 in paragraphs": "一方面，要看到成绩，坚定信心。\n另一方面，要看到差距，补齐短板。",
    "一定要": "一定要抓好落实，一直抓下去，二话不说抓到底。",
    "一年来": "一年来的成绩，一点一滴都来之不易。一心一意谋发展。",
    "要… without ordinals": "要讲政治，要顾大局，要守纪律。要学在前面，要干在前面。",
    "坚持… without ordinals": "坚持党的领导。坚持人民至上。坚持真抓实干。",
    "a lone 一是": "这件事一是难。难就难在资金上。",
    "一是 without 二是": "一是要提高认识。要有定力，接地气。",
    "a lone 首先": "首先要说明的是，今年的情况比较特殊。",
    "a lone 最后": "最后一公里要打通，最后一步要走稳。",
    "二十一世纪": "二十一世纪的第一个十年，我们走完了第一步。",
    "an hour": "会议定在9：30开始，10：30结束。",
    "a decimal in a list of places": "全长5.6公里的道路已经修通，全长3.2公里的水渠已经开工。",
    "a model of a machine": "引进A.I.系统两套，B.C.设备三台。",
}


@pytest.mark.parametrize("text", NO_NODES.values(), ids=NO_NODES.keys())
def test_what_only_looks_like_numbering_makes_no_nodes(text: str) -> None:
    assert outline(text) == ""


def test_three_things_of_a_kind_are_a_list_without_numbers() -> None:
    text = "要办好三件事：\n一件是改厕。旧厕要改完。\n一件是修路。断头路要打通。\n一件是治污。黑臭水体要清零。"
    assert outline(text) == "一件是 改厕\n一件是 修路\n一件是 治污"


def test_最后_that_stresses_something_is_no_member() -> None:
    headings = "第一个问题，关于春耕\n要抢抓农时。\n第二个问题，关于作风\n"
    text = f"{headings}最后我再强调三个字：一是“实”字，二是“严”字，三是“快”字。"
    assert outline(text).splitlines()[2:] == ["一是 “实”字", "二是 “严”字", "三是 “快”字"]
    kept = "首先，要提高认识。要真学。\n其次，要狠抓落实。要真干。\n最后，要强调纪律。要真严。"
    assert outline(kept).splitlines()[-1] == "最后， 要强调纪律"


def test_greetings_behind_首先_and_最后_enumerate_nothing() -> None:
    text = (
        "首先，我代表县委、县政府，向大家表示衷心的感谢！\n下面讲两点意见。\n一、提高认识。思想是行动的先导。\n"
        "二、狠抓落实。各级要把责任扛起来。\n最后，祝大家身体健康，工作顺利！"
    )
    assert outline(text) == "一、 提高认识\n二、 狠抓落实"


def test_quoted_numbering_inside_a_numbered_paragraph_stays_text() -> None:
    text = "一、提高认识。老话说：“一要学，二要问。”说得实在。\n二、狠抓落实。各级要把责任扛起来。"
    assert outline(text) == "一、 提高认识\n二、 狠抓落实"


def test_a_quotation_inside_a_member_hides_no_mark_behind_it() -> None:
    text = "要抓好三件事。一是讲“两个务必”，戒骄戒躁。二是讲“三个务必”，谦虚谨慎。三是讲“四个自信”，昂首向前。"
    assert [n.marker for n in nodes(text)] == ["一是", "二是", "三是"]


def test_traditional_characters_and_full_width_digits() -> None:
    text = (
        "（一）學習領會。要認真學。\n（二）貫徹執行。要認真做。\n首先，領導要帶頭。其次，黨員要跟上。最後，羣眾要參與。"
    )
    assert (
        outline(text)
        == "（一） 學習領會\n（二） 貫徹執行\n  首先， 領導要帶頭\n  其次， 黨員要跟上\n  最後， 羣眾要參與"
    )
    assert outline("１．修好路。要快。\n２．架好橋。要穩。") == "１． 修好路\n２． 架好橋"


@pytest.mark.parametrize(("comma", "colon", "stop"), [("，", "：", "；"), (",", ":", ";")])
def test_punctuation_of_either_width(comma: str, colon: str, stop: str) -> None:
    text = f"要抓好三件事{colon}第一{comma}早谋划{stop}第二{comma}早动手{stop}第三{comma}早见效。"
    assert [n.title for n in nodes(text)] == ["早谋划", "早动手", "早见效"]


def test_a_sentence_is_no_part_of_its_marker() -> None:
    first, second = nodes("第一个要抓好春耕。抢抓农时。\n第二个要抓好防汛。备足物料。")
    assert first.title.endswith("抓好春耕")
    assert second.title.endswith("抓好防汛")


@pytest.mark.parametrize("sign", "；，,;")
def test_the_sign_that_parts_two_members_is_no_part_of_a_title(sign: str) -> None:
    text = f"要抓好三件事：一是早谋划{sign}二是早动手{sign}三是早见效。"
    assert [n.title for n in nodes(text)] == ["早谋划", "早动手", "早见效"]


def test_an_unknown_noun_is_counted_where_it_comes_with_another_ordinal() -> None:
    text = "第一项叮咛是多读书。天天要读。\n第二项叮咛是多走路。天天要走。\n第三项叮咛是早睡觉。夜夜要睡。"
    assert [node.marker for node in nodes(text)] == ["第一项叮咛是", "第二项叮咛是", "第三项叮咛是"]


def test_首先要感谢_greets_and_opens_no_list() -> None:
    text = "首先要感谢各位家长的到来。\n有几句话送给大家。\n第一，多读书。天天要读。\n第二，多走路。天天要走。"
    assert [node.marker for node in nodes(text)] == ["第一，", "第二，"]


def test_numbers_in_angle_brackets_are_a_list() -> None:
    text = "1.清渠\n<1>东干渠\n<2>西干渠\n2.修闸\n<1>上闸\n<2>下闸"
    assert outline(text) == "1. 清渠\n  <1> 东干渠\n  <2> 西干渠\n2. 修闸\n  <1> 上闸\n  <2> 下闸"
