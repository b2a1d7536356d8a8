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


# Edges


def test_short_last_rows_before_a_date_stay_rows() -> None:
    items = "".join(f"{n}.建设{x}路。（住建局负责）\n" for n, x in enumerate("东西南北中环滨", 1))
    head = "石桥县人民政府办公室关于做好道路养护工作的通知\n各乡镇人民政府：\n现将重点任务分解如下：\n"
    text = f"{head}{items}2026年1月12日\n"
    assert [task.units for task in parse(text).tasks] == [("住建局",)] * 7


# Steps


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
