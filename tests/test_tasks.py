"""Rows of the ledger: which text becomes a task, what belongs to it, and how it is cut finer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from speechparse import parse
from speechparse.model import Role, Task
from speechparse.parser.forms import Item, Mark, Outline, RoleDecision
from speechparse.parser.ledger.action import actions
from speechparse.parser.ledger.tasks import find
from speechparse.parser.text import lines
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

RULES = load_rules()
ACTIONS = Path(__file__).with_name("data") / "actions.tsv"
DAY = date(2022, 10, 10)


def read(
    text: str, *marks: tuple[str, int] | tuple[str, int, Role], role: Role = "task", sure: float = 0.9
) -> list[Task]:
    """The tasks of a text whose items begin at ``marks``: (marker and first words, level), an own role if it differs.

    An item reaches to the next one of its level or above; ``("", 1)`` closes all without opening one.
    """
    logical = lines.segment(SourceText(text), RULES)
    places, pos = [], 0
    for quote, *_ in marks:
        pos = logical.text.index(quote, pos) if quote else logical.text.index("\n", pos) + 1
        places.append(pos)
        pos += max(1, len(quote))
    items: list[Item] = []
    decided: list[RoleDecision] = []
    open_: list[int] = []
    for i, (quote, level, *own) in enumerate(marks):
        if not quote:
            continue
        start = places[i]
        end = next(
            (p for p, m in zip(places[i + 1 :], marks[i + 1 :], strict=True) if m[1] <= level), len(logical.text)
        )
        while open_ and items[open_[-1]].level >= level:
            open_.pop()
        parent = open_[-1] if open_ else -1
        paragraph = logical.paragraph_at(start)
        stop = len(quote) + start
        close = [logical.text.find(c, stop, logical.paragraphs[paragraph].end) for c in "。；："]
        title = (stop, min([c for c in close if c >= 0] + [logical.paragraphs[paragraph].end]))
        style = "cn-paren" if quote.startswith("（") else "cn-is"
        mark = Mark(start, stop, style, None, "paragraph", paragraph)
        items.append(Item(mark, level, parent, start, end, title))
        open_.append(len(items) - 1)
        decided.append(RoleDecision(own[0] if own else role, sure, None, ()))
    return find(logical, Outline(items), decided, DAY, 0, len(logical.text), RULES)


def texts(found: list[Task]) -> list[str]:
    return [task.text for task in found]


# Which text is a task


def test_only_task_items_are_tasks() -> None:
    text = "一、成绩。完成修渠20公里。\n二、任务。抓好修渠。\n"
    assert texts(read(text, ("一、", 1, "highlight"), ("二、", 1))) == ["任务。抓好修渠。"]


def test_an_item_whose_role_is_doubtful_must_arrange_work() -> None:
    text = "一、刚才大家谈得很热烈。\n二、抓好修渠。\n"
    assert texts(read(text, ("一、", 1), ("二、", 1), sure=0.3)) == ["抓好修渠。"]
    assert len(read(text, ("一、", 1), ("二、", 1))) == 2


@pytest.mark.parametrize("line", ["（联系人：赵青；电话：0000-1234567）", "联系人：赵青"])
def test_whom_to_call_is_nobody_responsible(line: str) -> None:
    found = read(f"（一）推进绿化。\n（二）推进清淤。\n{line}\n", ("（一）", 1), ("（二）", 1))
    assert [task.people for task in found] == [()] * len(found)


def test_a_heading_over_paragraphs_is_a_section_and_they_are_the_tasks() -> None:
    text = "一、明年工作\n（一）兴修水利\n完成泵站改造5座。\n新修渠道20公里。\n"
    found = read(text, ("一、", 1), ("（一）", 2))
    assert texts(found) == ["完成泵站改造5座。", "新修渠道20公里。"]
    assert found[0].section == ("明年工作", "兴修水利")
    assert found[0].node == "1.1"


@pytest.mark.parametrize(
    "paragraph",
    [
        "明年是换届后的第一年，也是打基础的关键一年。",
        "明年工作的总体要求是：以科学理论为指导，推进各项事业。",
        "同志们，让我们携起手来，完成任务。",
        "重点抓好以下五项工作：",
        "为推进秋冬种，加快补齐短板，根据上级部署，制定本方案。",
        "注释：",
    ],
)
def test_paragraphs_that_arrange_nothing_are_no_tasks(paragraph: str) -> None:
    text = f"一、明年工作\n{paragraph}\n完成泵站改造5座。\n"
    assert texts(read(text, ("一、", 1)))[-1:] in (["完成泵站改造5座。"], [])
    assert paragraph not in texts(read(text, ("一、", 1)))


@pytest.mark.parametrize(
    "paragraph", ["健全住校生管理制度，做好住校生工作。", "主要目标是：粮食总产量稳定在21万吨以上。"]
)
def test_a_sentence_that_ends_like_a_heading_is_a_task_unless_a_list_begins_behind_it(paragraph: str) -> None:
    assert texts(read(f"一、明年工作\n{paragraph}\n完成泵站改造5座。\n", ("一、", 1))) == [
        paragraph,
        "完成泵站改造5座。",
    ]
    announcing = "一、明年工作\n突出抓好农田水利工作。\n1.修渠。\n2.改造泵站。\n"
    assert texts(read(announcing, ("一、", 1), ("1.", 2), ("2.", 2))) == ["修渠。", "改造泵站。"]


@pytest.mark.parametrize(
    ("paragraph", "row"),
    [
        ("明年的目标是粮食增长3%。围绕目标，抓好以下工作：", "明年的目标是粮食增长3%。"),
        (
            "形势逼人。主要目标：亩产增长3%，灌溉面积达到2万亩。农民收入增长5%。为此，抓好以下两项工作：",
            "主要目标：亩产增长3%，灌溉面积达到2万亩。农民收入增长5%。",
        ),
        (
            "明年是开局之年，意义重大。主要预期目标是：粮食增长3%，农民收入增长5%。",
            "主要预期目标是：粮食增长3%，农民收入增长5%。",
        ),
        ("目标是把渠道修好。为此，抓好以下两项工作：", None),
        ("去年粮食增长3%。今年，抓好以下两项工作：", None),
    ],
)
def test_goals_are_a_row_whatever_else_their_paragraph_says(paragraph: str, row: str | None) -> None:
    found = read(f"一、明年工作\n{paragraph}\n1.修渠。\n2.改造泵站。\n", ("一、", 1), ("1.", 2), ("2.", 2))
    assert texts(found) == [*([row] if row else []), "修渠。", "改造泵站。"]


# What belongs to a task


def test_labels_below_a_list_whose_members_name_nobody_hold_for_all() -> None:
    text = "（一）修渠20公里。\n（二）建站3座。\n责任单位：水利局\n"
    assert [task.units for task in read(text, ("（一）", 1), ("（二）", 1))] == [("水利局",), ("水利局",)]


# Coarse and fine


def test_a_short_item_with_inline_children_is_one_row() -> None:
    text = "（一）兴修水利。一是改造泵站5座；二是新修渠道20公里。\n（二）植树。\n"
    first, second = read(text, ("（一）", 1), ("一是", 2), ("二是", 2), ("（二）", 1))
    assert first.text == "兴修水利。一是改造泵站5座；二是新修渠道20公里。"
    assert [m.text for m in first.measures] == ["一是改造泵站5座；", "二是新修渠道20公里。"]
    assert second.text == "植树。"


def test_below_a_heading_that_gathers_work_each_inline_child_is_a_row() -> None:
    text = "（一）下一步工作。一是改造泵站5座；二是新修渠道20公里。\n（二）植树。\n"
    found = read(text, ("（一）", 1), ("一是", 2), ("二是", 2), ("（二）", 1))
    assert texts(found) == ["改造泵站5座", "新修渠道20公里。", "植树。"]


# Action and object


@pytest.mark.parametrize(
    ("text", "action", "object_"),
    [
        ("认真做好冬季防火宣传工作。", "做好", "冬季防火宣传工作"),
        ("切实贯彻落实全县水利会议精神。", "贯彻落实", "全县水利会议精神"),
        ("进一步完善编制管理。", "完善", "编制管理"),
        ("围绕粮食增产，着力打造三个示范片。", "打造", "三个示范片"),
        ("要加快推进渠道清淤，确保通水。", "推进", "渠道清淤"),
        ("加强和改进机关作风建设。", "加强和改进", "机关作风建设"),
        ("考核奖惩体系。", None, None),
        ("在老街新建两所幼儿园。", None, None),
        ("县域经济总量明显提高。", None, None),
        ("", None, None),
    ],
)
def test_action_and_object(text: str, action: str | None, object_: str | None) -> None:
    assert actions(RULES).split(text, 0, len(text), text) == (action, object_)


@pytest.mark.parametrize("line", ACTIONS.read_text("utf-8").splitlines())
def test_table_of_actions(line: str) -> None:
    if line.startswith("#"):
        return
    text, action, object_ = (None if cell == "-" else cell for cell in line.split("\t"))
    assert text is not None
    assert actions(RULES).split(text, 0, len(text), text) == (action, object_)


def test_with_a_segmenter_the_border_falls_between_words() -> None:
    def cut(text: str) -> list[str]:
        return ["推进", "会务工作"] if text == "推进会务工作" else ["推", "进会", text[3:]]

    text = "推进会务工作。"
    assert actions(RULES).split(text, 0, len(text), text, cut) == ("推进", "会务工作")


# Laws


def test_every_text_stands_at_its_span() -> None:
    text = "一、任务\n（一）修渠20公里；建站。（水利局）\n（二）植树。一是育苗；二是栽种。\n责任单位：林业局\n"
    for task in read(text, ("一、", 1), ("（一）", 2), ("（二）", 2), ("一是", 3), ("二是", 3)):
        assert task.text == text[slice(*task.span)]
        for measure in task.measures:
            assert measure.text == text[slice(*measure.span)]
            assert task.span[0] <= measure.span[0] <= measure.span[1] <= task.span[1]


@pytest.mark.parametrize(
    "piece",
    [
        "负责",
        "由甲局牵头",
        "（水利局）。",
        "责任单位：水利局；",
        "推进20公里",
        "要，",
        "一是修渠；",
        "（",
        "10月底前。",
        "完成5座。",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    import time

    def once(count: int) -> float:
        began = time.process_time()  # not wall time: other work may share the machine
        read("一、任务\n" + piece * count + "\n", ("一、", 1))
        return time.process_time() - began

    def seconds(count: int) -> float:
        return min(once(count) for _ in range(3))  # the garbage collector may fall into any one of them

    assert seconds(4_000) < 12 * max(seconds(1_000), 0.01)


def test_soon_alone_makes_no_row_of_a_demand() -> None:
    text = "在全市会议上的讲话\n同志们：\n我提两点要求。\n一、{}\n二、守住底线。要心中有数。\n"
    near = "要保持定力，久久为功，把思想尽快统一起来，大家要有功成不必在我的境界。"
    assert parse(text.format(near)).tasks == ()
    assert parse(text.format("抓好加固。由市水利局牵头，尽快完成三座水库的加固。")).tasks != ()


# Rows that only name what others do; the year of a heading


def said(text: str) -> list[Task]:
    head = "在石桥县2026年度总结会上的讲话\n县长　何立群\n（2026年12月20日）\n\n同志们：\n"
    return list(parse(head + text).tasks)
