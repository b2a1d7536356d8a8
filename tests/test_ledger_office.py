"""Rows as offices cut them: goals by indicator, items, owners, neighbouring sentences; ids, titles, dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

import ledgers
from speechparse.api import parse_source
from speechparse.ledger.dates import day, number_format, official
from speechparse.ledger.matching import Words, match, repeats
from speechparse.ledger.rows import LedgerRow, covers, identity, rows, within
from speechparse.ledger.titles import ledger_title
from speechparse.model import Measure, Metadata, TimeRef
from speechparse.source import SourceText

HEAD = """在石桥县2026年重点工作推进会上的讲话
县长　何立群
（2026年3月10日）

同志们：
下面，安排下一步的重点工作任务。
"""


def cut(text: str, *, keep_leads: bool = False) -> list[LedgerRow]:
    source = SourceText(HEAD + text)
    (speech,) = parse_source(source)
    found = rows(speech, source.text, "office", keep_leads=keep_leads)
    for row in found:
        assert row.text == source.text[slice(*row.span)].replace("\n", "")
        for target in row.targets:
            assert covers(row.span, target.span)
    return found


def texts(text: str) -> list[str]:
    return [row.text for row in cut(text)]


# The cut


def test_goals_are_cut_by_indicator() -> None:
    goals = (
        "（一）主要预期目标是：地区生产总值增长6%，一般公共预算收入增长5%，城镇新增就业3000人。\n（二）抓好防火工作。\n"
    )
    found = cut(goals)
    assert [row.text for row in found[:3]] == ["地区生产总值增长6%", "一般公共预算收入增长5%", "城镇新增就业3000人。"]
    assert [len(row.targets) for row in found[:3]] == [1, 1, 1]


def test_goals_after_a_few_words_open_with_these() -> None:
    goals = "（一）预期目标是：生产总值增长6%，税收增长5%。同时，森林覆盖率达到60%，新增就业3000人。\n（二）防火。\n"
    assert texts(goals)[:4] == [
        "生产总值增长6%",
        "税收增长5%。",
        "森林覆盖率达到60%",
        "新增就业3000人。",
    ]


def test_a_day_that_opens_a_sentence_holds_for_all_its_goals() -> None:
    goals = (
        "（一）主要目标是：到2027年底，新增学位900个，毛入园率达到95%。新建幼儿园2所，新增教师40名。\n（二）防火。\n"
    )
    found = cut(goals)[:4]
    assert [row.deadline.end if row.deadline else None for row in found] == ["2027-12-31", "2027-12-31", None, None]


def test_paragraphs_below_a_lead_of_goals_end_in_indicators() -> None:
    goals = (
        "（一）坚持稳中求进。总体目标是：实现“两个明显提高”：\n"
        "生态质量明显提高。绿色产业快速发展，农村环境治理取得明显进展，全县能耗累计下降15%，耕地占补保持平衡。\n"
        "（二）抓好防火工作。\n"
    )
    assert "全县能耗累计下降15%，耕地占补保持平衡。" in texts(goals)


def test_sentences_are_joined_to_rows_of_like_length() -> None:
    one = "建立垃圾分类收集转运处置体系，健全日常保洁制度，组织好集镇和村庄的日常检查考核工作。"
    other = "严格执行城市管理规定，加大违法建设拆除力度，查处占道经营，规范停车秩序，打造整洁有序的环境。"
    text = "（一）管好城市。" + one + other + one + other + "\n（二）抓好防火工作。\n"
    assert texts(text)[:-1] == ["管好城市。" + one + other, one + other]


def test_a_project_with_its_numbers_is_one_row() -> None:
    assert (
        texts("（一）改造泵站3座，新修渠道20公里，投资2000万元。\n（二）抓好防火工作。\n")[0]
        == "改造泵站3座，新修渠道20公里，投资2000万元。"
    )


def test_items_within_a_paragraph_are_rows_without_their_marks() -> None:
    text = "（一）做好水利工作。一是改造青石灌区；二是加固柳河堤防。\n（二）抓好防火工作。\n"
    found = texts(text)
    assert "改造青石灌区" in found
    assert any(row.startswith("加固柳河堤防") for row in found)
    assert any("一是改造青石灌区" in row.text for row in cut(text, keep_leads=True))


def test_short_sentences_are_joined_and_long_paragraphs_cut_at_sentences() -> None:
    sentence = "改造{}泵站，加固下游堤防，清除河道淤泥，保障两岸农田灌溉用水，按期完成工程验收工作。"
    text = "（一）抓好水利。" + "".join(sentence.format(name) for name in "东南西北") + "\n（二）抓好防火工作。\n"
    found = texts(text)[:-1]
    assert len(found) == 2
    assert all(len(row) <= 120 and row.endswith("。") for row in found)
    assert "".join(found) == text[3 : text.index("\n")]


def test_a_sentence_of_dated_goals_stands_alone_with_its_lead() -> None:
    text = "（一）抓好林业。到2026年底，森林覆盖率达到60%，新增造林2万亩。开展护林宣传。\n（二）抓好防火工作。\n"
    assert texts(text)[:2] == ["抓好林业。到2026年底，森林覆盖率达到60%，新增造林2万亩。", "开展护林宣传。"]


def test_a_row_ends_where_another_unit_answers() -> None:
    words = "教育局健全制度；公安局加强巡逻。"
    first, second = (
        Measure("教育局健全制度；", (0, 8), units=("教育局",)),
        Measure("公安局加强巡逻。", (8, 16), units=("公安局",)),
    )
    task = ledgers.task("T1", words, words, units=("教育局", "公安局"), measures=(first, second))
    found = rows(replace(ledgers.speech(rows=(task,)), outline=()), words, "office")
    assert [(row.text, row.units) for row in found] == [
        ("教育局健全制度", ("教育局",)),
        ("公安局加强巡逻。", ("公安局",)),
    ]


def test_a_step_takes_nothing_over_from_another() -> None:
    words = "教育局3月底前建章立制；公安局加强巡逻。（县政府督查室督办）"
    done = ledgers.deadline("3月底前", "2026-03-31", words)
    steps = (
        Measure("教育局3月底前建章立制；", (0, 12), units=("教育局",), deadline=done),
        Measure("公安局加强巡逻。", (12, 20), units=("公安局",)),
    )
    task = ledgers.task("T1", words[:20], words, units=("教育局", "公安局", "督查室"), deadline=done, measures=steps)
    second = within(task, "1.2", words[12:20], (12, 20), alone=True)
    assert (second.units, second.deadline) == (("公安局", "督查室"), None)


# Ids, matches


def test_ids_survive_numbers_and_other_rows() -> None:
    before = identity(("农业",), "新建蔬菜大棚2000亩。")
    assert before == identity(("农业",), "新建蔬菜大棚2500亩。")
    assert before != identity(("农业",), "新建育苗工厂2座。")
    first = cut("（一）抓好防火工作。\n（二）抓好防火工作。\n")
    assert len({row.id for row in first}) == len(first)


def test_things_are_matched_by_wording_and_heading() -> None:
    old = [Words(("农业",), "加快发展旅游业"), Words(("工业",), "壮大园区平台"), Words(("农业",), "举办龙舟赛")]
    new = [
        Words(("工业",), "做大做强园区平台"),
        Words(("农业",), "加快发展旅游产业"),
        Words(("城建",), "建设数字档案馆"),
    ]
    assert [(pair.old, pair.new) for pair in match(old, new)] == [(1, 0), (0, 1)]
    assert repeats([*new, Words(("其他",), "加快发展旅游产业。")]) == {3: 1}


# Titles and dates


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("政府工作报告", "2026-01-10", "2026年《政府工作报告》重点工作任务分解表"),
        ("石桥县2026年政府工作报告", None, "石桥县2026年《政府工作报告》重点工作任务分解表"),
        ("石桥县人民政府工作报告", "2026-01-10", "石桥县2026年《政府工作报告》重点工作任务分解表"),
        ("在全县农业会议上的讲话", None, "《在全县农业会议上的讲话》重点工作任务分解表"),
        ("在全县重点工作推进会上的讲话", None, "《在全县重点工作推进会上的讲话》任务分解表"),
        ("关于印发《实施方案》的通知", None, "《关于印发〈实施方案〉的通知》重点工作任务分解表"),
        ("2026年重点任务分解表", None, "2026年重点任务分解表"),
        (None, None, "重点工作任务分解表"),
    ],
)
def test_title_of_the_ledger(title: str | None, day: str | None, expected: str) -> None:
    assert ledger_title(Metadata(title=title, date=day)) == expected


@pytest.mark.parametrize(
    ("words", "end", "expected"),
    [
        ("10月底前", "2026-10-31", "2026年10月底前"),
        ("年底前", "2026-12-31", "2026年底前"),
        ("12月20日前", "2026-12-20", "2026年12月20日前"),
        ("下周五前", "2026-03-20", "2026年3月20日前"),
        ("次年4月底前", "2027-04-30", "2027年4月底前"),
        ("第四季度", "2026-12-31", "2026年第四季度"),
        ("上半年", "2026-06-30", "2026年上半年"),
        ("2026年10月底前", "2026-10-31", "2026年10月底前"),
        ("近期", None, "近期"),
    ],
)
def test_deadlines_as_offices_write_them(words: str, end: str | None, expected: str) -> None:
    assert official(TimeRef(words, None, end, (0, 1))) == expected


def test_a_day_shows_as_it_is_written() -> None:
    ref = TimeRef("10月底前", None, "2026-10-31", (0, 1))
    last = day(ref)
    assert last is not None
    assert number_format("2026年10月底前", last) == 'yyyy"年"m"月""底前"'
    assert number_format("2026年底前", last) == 'yyyy"年""底前"'
