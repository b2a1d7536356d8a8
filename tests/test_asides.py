"""Nothing is set aside in silence: every sentence is in a paragraph, or in an aside that a diagnostic names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "tools"))

from silent import silent

from outlines import HEAD, walk
from speechparse import Node, parse, parse_all
from speechparse.parser import parse as parse_source
from speechparse.parser.text.lines import segment
from speechparse.rules.loader import load_rules
from speechparse.source import Hint, SourceText
from strategies import FAST, branches, paragraphs, soup, tries
from test_laws import inserted


def asides(text: str) -> list[str]:
    """The messages about what is set aside."""
    return [d.message for s in parse_all(text) for d in s.diagnostics if d.code == "set-aside"]


def check_nothing_is_silent(text: str) -> None:
    assert [text[a:b] for a, b in silent(SourceText(text))] == []


@FAST
@given(soup())
def test_every_sentence_is_in_a_paragraph_or_in_an_aside_that_a_diagnostic_names(text: str) -> None:
    check_nothing_is_silent(text)


PAGES = [
    "打印本页",
    "— 3 —",
    "目录",
    "责任编辑：王某",
    "浏览次数：128",
    "更多",
    "上一篇：放假通知",
    "2021年3月5日",
    "第2页 共9页",
]


@FAST
@given(branches(levels=2), st.lists(st.tuples(st.integers(0, 20), st.sampled_from(PAGES)), max_size=6))
def test_page_matter_among_the_lines_of_a_speech_is_named(tree: tuple, more: list[tuple[int, str]]) -> None:  # type: ignore[type-arg]
    lines = [*HEAD.strip().split("\n"), *paragraphs(tree, words=True)]
    for place, line in more:
        lines.insert(min(place, len(lines)), line)
    check_nothing_is_silent("\n".join(lines))


@pytest.mark.parametrize(
    "line",
    [
        "更多农户走上了致富路。",
        "返回家乡的人多了。",
        "扫描二维码就能办事。",
        "2026年要再上新台阶。",
        "指标说明问题，数字最有说服力。",
    ],
)
def test_a_sentence_that_begins_like_page_matter_stays_in_its_node(line: str) -> None:
    text = f"{HEAD}一、抓农业\n要抓好春耕。\n{line}\n二、抓工业\n要抓好投产。\n三、抓教育\n要抓好开学。\n{line}\n"
    nodes = parse(text).outline
    assert [n.title for n in nodes] == ["抓农业", "抓工业", "抓教育"]
    assert [n.text.endswith(line) for n in nodes] == [True, False, True]


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        ("抓好茶园{}号工程", ["抓好茶园1号工程", "抓好茶园2号工程", "抓好茶园3号工程"]),
        ("落实任务{}", ["落实任务1", "落实任务2", "落实任务3"]),
    ],
)
def test_headings_that_differ_by_a_number_are_no_running_head(headings: str, titles: list[str]) -> None:
    text = HEAD + "".join(f"{headings.format(n)}\n要把责任压到人，把任务排到天，把工作做到位。\n" for n in (1, 2, 3))
    assert asides(text) == []
    assert [p for p in text.split("\n") if p in titles] == titles
    logical = segment(SourceText(text), load_rules())
    assert set(titles) <= {logical.raw[p.start : p.end] for p in logical.paragraphs}


def test_a_running_head_stands_where_pages_end() -> None:
    sentence = "要把责任压到人把任务排到天把工作做到位让群众看得见变化"
    pages = [f"{sentence}，\n云岭县政府工作报告\n— {n} —\n{sentence}。" for n in range(1, 4)]
    messages = asides(HEAD + "\n".join(pages))
    assert [m.partition(":")[0] for m in messages] == ["running head", "page number"] * 3


@pytest.mark.parametrize("cells", [["216", "162", "189"], ["2021"], ["150", "150", "40"]])
def test_numbers_that_count_no_pages_stay(cells: list[str]) -> None:
    assert asides(f"{HEAD}一、招生计划如下。\n" + "\n".join(cells) + "\n二、严格录取。") == []


@pytest.mark.parametrize(("numbers", "aside"), [(["3"], 1), (["3", "4", "5"], 3), (["12", "13"], 2)])
def test_numbers_that_rise_from_page_to_page_are_set_aside(numbers: list[str], aside: int) -> None:
    text = HEAD + "".join(f"要把责任压到人，把任务排到天，把工作做到位。\n{n}\n" for n in numbers)
    assert len(asides(text)) == aside


def test_entries_of_contents_with_one_blank_before_the_page_are_contents() -> None:
    entries = ["一、农业工作", "（一）粮食", "（二）蔬菜", "二、工业工作"]
    text = "柏溪县工作要点\n目录\n" + "\n".join(f"{e} {n}" for n, e in enumerate(entries)) + "\n"
    text += "一、农业工作\n（一）粮食\n备足种子。\n（二）蔬菜\n建好大棚。\n二、工业工作\n加快投产。"
    speech = parse(text)
    assert [(n.level, n.title) for n in walk(speech.outline)] == [
        (1, "农业工作"),
        (2, "粮食"),
        (2, "蔬菜"),
        (1, "工业工作"),
    ]
    assert [m.partition(":")[0] for m in asides(text)] == ["table of contents"]


def test_what_the_format_sets_aside_is_named_with_its_reason() -> None:
    text = f"{HEAD}print(1)\n一、抓春耕\n二、抓防汛"
    source = SourceText(text, hints=(Hint(len(HEAD), len(HEAD) + 8, "aside", 0, "code"),))
    (speech,) = parse_source(source, load_rules())
    assert [(d.message, d.span) for d in speech.diagnostics] == [
        ("set aside by the format (code): print(1)", (len(HEAD), len(HEAD) + 8))
    ]


def test_lines_above_and_below_the_speech_that_no_field_holds_are_named() -> None:
    text = f"云川数字资料\n{HEAD}一、抓春耕\n要早。\n二、抓防汛\n要严。\n（完）\n"
    assert [m for m in asides(text) if "云川" in m or "（完）" in m]


NEUTRAL = "各项工作都在有序推进。"


@tries(30, shrink=False)
@given(branches(levels=2), st.data())
def test_the_words_of_a_leaf_change_no_other_node(tree: tuple, data: st.DataObject) -> None:  # type: ignore[type-arg]
    words = data.draw(
        st.sampled_from(["更多农户走上了致富路。", "指标说明问题，数字最有说服力。", "扫描二维码就能办事。"])
    )
    lines = paragraphs(tree, words=True)
    place = data.draw(st.integers(1, len(lines)))
    one, other = (parse(HEAD + "\n".join([*lines[:place], w, *lines[place:]])) for w in (words, NEUTRAL))
    assert [outline(n) for n in one.outline] == [outline(n) for n in other.outline]


def outline(node: Node) -> tuple[int, str | None, str, list[object]]:
    return node.level, node.marker, node.title, [outline(child) for child in node.children]


ABOVE = [
    "打印本页",
    "【字号：大 中 小】",
    "浏览次数：312",
    "云川方志馆 · 数字典藏 · 第三辑",
    "【文库检索码】 YC.07.2214",
    "内部资料　注意保存",
]
BELOW = ["打印本页", "关闭窗口", "责任编辑：林小鸥", "（联系人：何立群；电话：0800-1234567）", "来源：云川日报"]


@tries(40, shrink=False)
@given(branches(levels=2), st.sampled_from([*((line, True) for line in ABOVE), *((line, False) for line in BELOW)]))
def test_a_line_above_the_title_or_below_the_end_changes_nothing_but_offsets(
    tree: tuple,  # type: ignore[type-arg]
    where: tuple[str, bool],
) -> None:
    line, above = where
    text = HEAD + "\n".join(paragraphs(tree, words=True)) + "\n"
    other, moved = inserted(text, [(0 if above else len(text), f"{line}\n")])
    before, after = parse(text), parse(other)
    assert [outline(n) for n in after.outline] == [outline(n) for n in before.outline]
    spans = [(moved(a), moved(b - 1) + 1) for a, b in (n.span for n in walk(before.outline))]
    assert [n.span for n in walk(after.outline)] == spans
    fields = ("title", "speaker", "date", "occasion", "salutation")
    assert [getattr(after.metadata, f) for f in fields] == [getattr(before.metadata, f) for f in fields]
    assert [t.text for t in after.tasks] == [t.text for t in before.tasks]


def test_the_head_of_a_text_of_two_pages_stands_above_both() -> None:
    head = "云岭县政府公报 2024年第9期"
    text = f"{head}\n{HEAD}一、抓春耕，\n— 1 —\n{head}\n要早作准备。\n二、抓防汛\n— 2 —"
    assert [m.partition(":")[0] for m in asides(text)] == ["running head", "page number", "running head", "page number"]
    assert parse(text).metadata.title == parse(f"{HEAD}一、抓春耕，要早作准备。\n二、抓防汛").metadata.title
