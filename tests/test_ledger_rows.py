"""Evidence makes a row: who, when, how much and verbs for it, past and background against it, whatever the role."""

from __future__ import annotations

import pytest

from speechparse import parse
from speechparse.model import Task
from speechparse.source import SourceText, Table

HEAD = "在石桥县重点工作推进会上的讲话\n县长　何立群\n（2024年8月30日）\n\n同志们：\n"
WORK = "下面，安排下一步的重点工作任务。\n"


def rows(text: str) -> list[Task]:
    return list(parse(HEAD + text).tasks)


def texts(text: str) -> list[str]:
    return [task.text for task in rows(text)]


# Rows whatever the role


def test_who_when_and_how_much_make_rows_of_opinions() -> None:
    found = rows(
        "下面，我讲三点意见。\n一、抓好水库除险。市水利局负责，8月底前完成。\n二、抓好校舍加固。市教育局负责，9月1日前完成。\n"
    )
    assert [task.units for task in found] == [("市水利局",), ("市教育局",)]
    assert [task.due for task in found] == ["2024-08-31", "2024-09-01"]


def test_a_paragraph_without_outline_that_gives_out_work_is_a_row() -> None:
    (task,) = rows("今年要抓好防汛。由县水利局牵头，县财政局配合，9月底前完成堤防加固。\n")
    assert (task.lead, task.support, task.due) == (("县水利局",), ("县财政局",), "2024-09-30")


def test_one_sentence_below_a_heading_is_a_row() -> None:
    text = (
        WORK
        + "一、防汛备汛\n做好防汛备汛工作。\n二、森林防火\n抓好森林防火工作。\n三、重点项目\n9月15日前完成教材配发。\n"
    )
    assert texts(text) == ["做好防汛备汛工作。", "抓好森林防火工作。", "9月15日前完成教材配发。"]


def test_a_bracket_with_a_deadline_alone_belongs_to_its_row() -> None:
    found = rows(WORK + "一、推进粮库整修。（完成时限：10月底前）\n二、抓好宣传。（完成时限：12月底前）\n")
    assert [(task.text, task.due) for task in found] == [("推进粮库整修。", "2024-10-31"), ("抓好宣传。", "2024-12-31")]


@pytest.mark.parametrize(
    "paragraph",
    [
        "全面贯彻上级会议精神，落实县委部署，坚持稳中求进工作总基调，统筹发展和安全，推动全县高质量发展。",
        "过去五年，全县新修渠道90公里，完成投资2亿元。",
        "当前防汛形势十分严峻，要抓好落实。",
        "这项工作去年没有完成。",
    ],
)
def test_guiding_thoughts_results_and_situations_are_no_rows(paragraph: str) -> None:
    assert paragraph not in texts(WORK + f"一、重点工作\n{paragraph}\n1.做强工业。\n2.做优农业。\n")


def test_demands_of_a_speech_that_name_nobody_are_no_rows() -> None:
    assert rows("下面，我提两点要求。\n一、要提高认识，统一思想。\n二、要加强领导，改进作风。\n") == []


def test_an_item_with_a_paragraph_below_it_stays_a_row() -> None:
    found = texts(
        WORK + "1.推进修水渠。\n2.推进建粮仓，由发改局牵头，11月底前完成。\n这项工作去年没有完成。\n3.推进清河道。\n"
    )
    assert found == ["推进修水渠。", "推进建粮仓，由发改局牵头，11月底前完成。", "推进清河道。"]


# Edges


def test_short_last_rows_before_a_date_stay_rows() -> None:
    items = "".join(f"{n}.建设{x}路。（住建局负责）\n" for n, x in enumerate("东西南北中环滨", 1))
    head = "石桥县人民政府办公室关于做好道路养护工作的通知\n各乡镇人民政府：\n现将重点任务分解如下：\n"
    text = f"{head}{items}2026年1月12日\n"
    assert [task.units for task in parse(text).tasks] == [("住建局",)] * 7


def test_enclosures_and_contacts_are_neither_rows_nor_people() -> None:
    end = "附件：1.任务分解表\n      2.联络员名单\n石桥县人民政府\n2024年9月10日\n（联系人：沈知远；电话：0000）\n"
    found = rows(f"{WORK}一、加快清淤\n水务局牵头，11月底前完成。\n二、加快加固\n12月底前完成。\n{end}")
    assert [(task.lead, task.people) for task in found] == [(("水务局",), ()), ((), ())]


# Steps


def test_steps_carry_their_own_bodies() -> None:
    text = (
        WORK + "（一）做好校园安全。教育局要健全制度；公安局要加强巡逻；市场监管局要检查食堂。\n（二）抓好防火工作。\n"
    )
    task, _ = rows(text)
    assert task.units == ("教育局", "公安局", "市场监管局")
    assert [step.units for step in task.measures] == [("教育局",), ("公安局",), ("市场监管局",)]


def test_steps_carry_their_own_times_and_none_of_another() -> None:
    text = WORK + "（一）甲项目力争在12月底前开工；乙项目要抓紧前期；丙项目10月底前建成。\n（二）抓好防火工作。\n"
    task, _ = rows(text)
    assert [step.deadline and step.deadline.end for step in task.measures] == ["2024-12-31", None, "2024-10-31"]
    assert [ref.end for ref in task.milestones] == ["2024-12-31", "2024-10-31"]


def test_a_row_is_cut_where_another_body_is_told() -> None:
    text = WORK + "（一）县交通局负责，确保大桥12月20日前合龙。县住建局要在年底前完成旧房改造。\n（二）抓好防火工作。\n"
    first, second, _ = rows(text)
    assert (first.units, first.due) == (("县交通局",), "2024-12-20")
    assert (second.units, second.due) == (("县住建局",), "2024-12-31")


def test_a_sentence_that_only_says_who_is_no_step() -> None:
    task, _ = rows(WORK + "一、建好青石水库。9月底前蓄水。由水利局牵头，财政局配合。\n二、抓好防火工作。\n")
    assert (task.lead, task.support, task.measures) == (("水利局",), ("财政局",), ())


def test_the_time_of_the_lead_in_holds_for_its_items() -> None:
    assert [task.due for task in rows("到2027年，要完成以下任务：\n（一）新建泵站3座。\n（二）改造管网40公里。\n")] == [
        "2027-12-31"
    ] * 2


def test_what_comes_again_is_a_recurrence_and_no_deadline() -> None:
    task, _ = rows(WORK + "（一）建好农贸市场。（责任单位：商务局；完成时限：每季度末）\n（二）抓好防火工作。\n")
    assert task.recurrence is not None
    assert (task.recurrence.text, task.deadline) == ("每季度末", None)


# What is left out


@pytest.mark.parametrize("sentence", ["渠道由县水利局牵头，大家都等着看。", "10月底前，候鸟飞到湖上。"])
def test_sentences_left_out_are_named(sentence: str) -> None:
    speech = parse(f"{HEAD}天气很好。{sentence}\n")
    assert speech.tasks == ()
    assert [d.message.rpartition(": ")[2] for d in speech.diagnostics if d.code == "unlisted-task"] == [sentence]


# Tables


def table(text: str, *lines: list[str]) -> SourceText:
    """A source that holds ``text`` and the cells below it; ``^`` is the cell above, ``<`` the one before."""
    cells: list[list[tuple[int, int]]] = []
    at = len(text)
    words = text
    for line in lines:
        row: list[tuple[int, int]] = []
        for n, word in enumerate(line):
            if word == "^":
                row.append(cells[-1][n])
            elif word == "<":
                row.append(row[-1])
            else:
                row.append((at, at + len(word)))
                words += word + "\t"
                at += len(word) + 1
        words = words[:-1] + "\n" if words.endswith("\t") else words + "\n"
        at = len(words)
        cells.append(row)
    made = Table(len(text), len(words), tuple(tuple(row) for row in cells), 1)
    return SourceText(words, tables=(made,), hard_breaks=True)


def of_table(*lines: list[str]) -> list[Task]:
    from speechparse.api import parse_source

    source = table("石桥县2026年重点任务分解表\n（2026年3月10日）\n", *lines)
    found = list(parse_source(source)[0].tasks)
    for task in found:
        assert task.text == source.text[slice(*task.span)]
    return found


def test_the_rows_of_a_ledger_are_read_as_they_stand() -> None:
    first, second = of_table(
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "疏浚东支渠", "县水利局", "各乡镇", "10月底前"],
        ["2", "更换闸门", "县水利局", "县财政局", "长期坚持"],
    )
    assert (first.text, first.lead, first.support, first.due) == (
        "疏浚东支渠",
        ("县水利局",),
        ("各乡镇",),
        "2026-10-31",
    )
    assert second.deadline is not None
    assert (second.deadline.text, second.due) == ("长期坚持", None)


def test_merged_cells_hold_for_every_row_and_a_group_is_a_section() -> None:
    found = of_table(
        ["类别", "工作任务", "责任单位", "完成时限"],
        ["水利", "疏浚主渠", "县水务局", "11月底前"],
        ["^", "更换闸门", "^", "12月底前"],
    )
    assert [(task.units, task.section[-1:]) for task in found] == [(("县水务局",), ("水利",))] * 2


def test_headings_over_two_rows_and_a_row_that_is_one_cell() -> None:
    (task,) = of_table(
        ["序号", "重点任务", "责任", "<"],
        ["^", "^", "责任单位", "责任人"],
        ["一、农业", "<", "<", "<"],
        ["1", "建成粮仓", "县粮食局", "马文远"],
    )
    assert (task.text, task.units, task.people, task.section) == ("建成粮仓", ("县粮食局",), ("马文远",), ("一、农业",))


def test_bodies_on_the_next_line_belong_to_the_row_before() -> None:
    (task,) = of_table(["工作任务", "责任单位", "完成时限"], ["建成粮仓", "县粮食局", "11月底前"], ["", "县财政局", ""])
    assert task.units == ("县粮食局", "县财政局")


def test_a_table_of_another_kind_is_no_ledger() -> None:
    assert of_table(["姓名", "年龄"], ["马文远", "40"]) == []


def test_a_label_on_a_line_of_its_own_takes_the_line_below() -> None:
    tasks = rows(
        "一、重点任务\n（一）加快老城改造\n完成三条背街小巷整治。\n牵头单位：\n县住建局\n"
        "配合单位：\n县财政局、县城管局\n完成时限：\n8月底前\n（二）办好乡村学校\n新建两所小学。\n责任单位：\n县教育局\n"
    )
    assert [task.text for task in tasks] == ["完成三条背街小巷整治。", "新建两所小学。"]
    assert (tasks[0].lead, tasks[0].support) == (("县住建局",), ("县财政局", "县城管局"))
    assert [task.deadline and task.deadline.text for task in tasks] == ["8月底前", None]
    assert tasks[1].units == ("县教育局",)


def test_the_plan_below_a_letter_has_rows() -> None:
    tasks = rows(
        "各镇：\n现将方案印发给你们。\n石桥县人民政府办公室\n2026年3月10日\n（此件公开发布）\n校园食堂整治方案\n"
        "一、工作任务\n（一）县教育局要排查全县食堂，6月底前完成。\n（二）县市场监管局要逐家抽检。\n"
    )
    assert [task.units for task in tasks] == [("县教育局",), ("县市场监管局",)]


def test_who_supports_in_the_words_stands_beside_who_answers_in_the_bracket() -> None:
    (task,) = rows("一、重点任务\n1.排查校舍，县应急管理局配合。（责任单位：县教育局）\n")[:1]
    assert (task.units, task.support) == (("县教育局", "县应急管理局"), ("县应急管理局",))


def test_a_sentence_that_ends_ahead_is_a_row_though_it_begins_behind() -> None:
    (task,) = rows("一、重点任务\n1.截至去年底，已建成5座；今年10月底前再建2座。\n")
    assert task.due == "2024-10-31"
