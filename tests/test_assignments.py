"""Who a task is given to, in every written form; each row one phrase and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechparse import parse
from speechparse.parser.ledger.assignments import find
from speechparse.parser.ledger.forms import Assignment
from speechparse.parser.people.organisations import bodies
from speechparse.rules.loader import load_rules

RULES = load_rules()


def read(text: str) -> list[Assignment]:
    return find(text, 0, len(text), RULES)


def said(text: str) -> tuple[str, str, str, str]:
    """Units, lead, support and people of all assignments in the text, joined by blanks."""
    found = read(text)
    fields = ("units", "lead", "support", "people")
    units, lead, support, people = (" ".join(n for a in found for n in getattr(a, field)) for field in fields)
    return units, lead, support, people


@pytest.mark.parametrize(
    ("text", "units", "lead", "support", "people"),
    [
        # Labels in a bracket.
        ("修好渠道。（责任单位：县水利局、县财政局等）", "县水利局 县财政局", "", "", ""),
        ("（牵头单位：团县委；配合单位：县教育局、各乡镇）", "团县委 县教育局 各乡镇", "团县委", "县教育局 各乡镇", ""),
        ("（牵头单位：县委办（督查室），配合单位：各镇）", "县委办（督查室） 各镇", "县委办（督查室）", "各镇", ""),
        ("（主要责任领导：马文远、苏晴；主要责任单位：农办、林业局）", "农办 林业局", "", "", "马文远 苏晴"),
        ("（责任领导：马文远 责任单位：林业局）", "林业局", "", "", "马文远"),
        ("（牵头领导：苏 晴；牵头单位：经信局；协办单位：人社局）", "经信局 人社局", "经信局", "人社局", "苏晴"),
        ("（责任单位：各县（市、区）人民政府、市直有关部门）", "各县（市、区）人民政府 市直有关部门", "", "", ""),
        ("（责任单位：卫生局和各乡镇卫生院）", "卫生局和各乡镇卫生院", "", "", ""),
        # Posts before and after a name; a post alone where no name is given.
        ("（责任人：县委常委、常务副县长马文远）", "", "", "", "马文远"),
        ("（责任人：苏晴副主任、李铁柱同志、马文远县委常委）", "", "", "", "苏晴 李铁柱 马文远"),
        ("（责任人：各镇镇长）", "", "", "", "各镇镇长"),
        ("（责任单位及责任人：县水利局 马文远）", "县水利局", "", "", "马文远"),
        # Labels on lines of their own.
        ("责任单位：县水利局、县财政局\n责任人：马文远", "县水利局 县财政局", "", "", "马文远"),
        ("牵头单位：区发改局。配合单位：各街道。", "区发改局 各街道", "区发改局", "各街道", ""),
        # Brackets without labels.
        (
            "推进改革。（省发改委、省财政厅牵头，省人社厅配合）",
            "省发改委 省财政厅 省人社厅",
            "省发改委 省财政厅",
            "省人社厅",
            "",
        ),
        ("（市科技局牵头，市直有关部门按职责分工负责）", "市科技局 市直有关部门", "市科技局", "", ""),
        ("（各有关部门按职责分工负责）", "各有关部门", "", "", ""),
        ("（县水利局、县自然资源和规划局分别负责）", "县水利局 县自然资源和规划局", "", "", ""),
        ("（农业局牵头、水利局配合，年底前完成）", "农业局 水利局", "农业局", "水利局", ""),
        ("（县水利局会同县财政局负责）", "县水利局 县财政局", "县水利局", "县财政局", ""),
        ("（马文远负责）", "", "", "", "马文远"),
        ("建好档案。（县教育局、县档案局）", "县教育局 县档案局", "", "", ""),
        # Prose.
        ("由县水利局牵头，县财政局、各镇配合，抓好落实。", "县水利局 县财政局 各镇", "县水利局", "县财政局 各镇", ""),
        ("此项工作由厅救助处（办）牵头，厅事务处配合。", "厅救助处（办） 厅事务处", "厅救助处（办）", "厅事务处", ""),
        ("由副县长马文远同志牵头，县水利局负责。", "县水利局", "", "", "马文远"),
        ("各镇人民政府要落实属地责任。", "各镇人民政府", "", "", ""),
        ("各处室、单位要按时报送。", "各处室 单位", "", "", ""),
        ("县水利局要牵头抓好落实。", "县水利局", "县水利局", "", ""),
        ("县生态环境局负总责，各乡镇具体抓落实。", "县生态环境局 各乡镇", "县生态环境局", "", ""),
        (
            "县水利局要牵头，各镇街、县直有关部门要密切配合。",
            "县水利局 各镇街 县直有关部门",
            "县水利局",
            "各镇街 县直有关部门",
            "",
        ),
    ],
)
def test_written_forms(text: str, units: str, lead: str, support: str, people: str) -> None:
    assert said(text) == (units, lead, support, people)


@pytest.mark.parametrize(
    "text",
    [
        "该项工作已由县财政局牵头完成。",
        "厅救助处牵头协调，厅事务处全力以赴，较好地完成了整改任务。",
        "去年由县农业局牵头，县水利局配合，建成三座泵站。",
        "支持龙头企业牵头组建创新联合体。",
        "要发挥牵头作用，加强统筹协调。",
        "建立由政府牵头、各部门密切配合的机制。",
        "小城镇要各具特色。",
        "我县要迎头赶上，全省要一盘棋。",
        "城镇登记失业率要控制在4.5%以内。",
        "位于老街（县城区）的项目。",
        "他负责过这项工作。",
        "落实主体责任：各级都要上心。",
        "（见附件）。（以下简称《办法》）",
        "（",
        "（（（））",
        "责任单位：",
        "",
    ],
)
def test_no_assignment(text: str) -> None:
    assert read(text) == []


def test_span_covers_the_bracket_and_deadline_its_words() -> None:
    text = "完成清淤。（责任单位：水利局；完成时限：6月20日前）下一项。"
    (found,) = read(text)
    assert text[slice(*found.span)] == "（责任单位：水利局；完成时限：6月20日前）"
    assert found.deadline is not None
    assert text[slice(*found.deadline)] == "6月20日前"
    assert found.kind == "label"


def test_a_list_that_names_a_body_twice_is_kept_as_written() -> None:
    assert read("（责任单位：旅游局、水利局、旅游局）")[0].units == ("旅游局", "水利局", "旅游局")


def test_names_are_cut_from_the_raw_text() -> None:
    text, raw = "（责任单位：县农业局）", "（責任單位：縣農業局）"
    assert find(text, 0, len(text), RULES, raw)[0].units == ("縣農業局",)


def test_without_prose_only_labels_and_brackets() -> None:
    text = "各镇要抓好落实。由县水利局牵头。（责任单位：县水利局）"
    assert [a.kind for a in find(text, 0, len(text), RULES, prose=False)] == ["label"]


def test_many_open_brackets_take_linear_time() -> None:
    assert read("（" * 20_000 + "县水利局" * 5_000) == []


# Fresh sentences, written before they were run


def _rows() -> list[list[str]]:
    path = Path(__file__).parent / "data" / "assignments.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0][:16])
def test_fresh_sentences(row: list[str]) -> None:
    want = tuple(set(cell.split()) - {"-"} for cell in row[1:])
    assert tuple(set(cell.split()) for cell in said(row[0])) == want


@pytest.mark.parametrize(
    "marks", [("一、", "二、"), ("（一）", "（二）"), ("1.", "2."), ("一是", "二是")], ids=lambda m: m[0]
)
@pytest.mark.parametrize("row", [row for row in _rows() if set(row[1:]) != {"-"}], ids=lambda row: row[0][:16])
def test_the_same_below_every_mark(row: list[str], marks: tuple[str, str]) -> None:
    """Whoever is named stands on the task, whatever the mark before the sentence."""
    text = (
        f"在工作推进会上的讲话\n（2026年3月10日）\n下面，安排重点工作任务。\n{marks[0]}{row[0]}\n{marks[1]}抓好防火。\n"
    )
    tasks = parse(text).tasks
    want = set(" ".join(row[1:]).split()) - {"-"}
    assert {name for task in tasks for name in (*task.units, *task.people)} == want


def test_the_first_named_leads_where_the_text_says_so_once() -> None:
    text = "列第一位的责任单位为牵头单位，下同。\n修好灌渠。（责任单位：水利局、财政局）"
    assert [(a.units, a.lead) for a in read(text)] == [(("水利局", "财政局"), ("水利局",))]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("由水利局和财政局负责，年底前完成。", ("水利局", "财政局")),
        ("由人力资源和社会保障局负责，年底前完成。", ("人力资源和社会保障局",)),
        ("由县自然资源和规划局及各乡镇负责，年底前完成。", ("县自然资源和规划局", "各乡镇")),
    ],
)
def test_and_divides_two_complete_names_only(text: str, units: tuple[str, ...]) -> None:
    assert read(text)[0].units == units


def test_a_users_own_names_and_members(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[words]]\nset = "assignment.alias"\nwords = "县发改委=县发展改革局 各镇=东镇+西镇"\n', encoding="utf-8"
    )
    text = "由县发改委牵头，各镇配合。"
    (found,) = find(text, 0, len(text), load_rules(str(own)))
    assert (found.lead, found.support) == (("县发展改革局",), ("东镇", "西镇"))


@pytest.mark.parametrize(
    ("words", "may_end", "are_none"),
    [
        ("市水利局", True, False),
        ("县（市、区）", True, False),
        ("农业、水利等有关部门", True, False),
        ("县局主要负责同志", True, False),
        ("市农业局与市水利局", True, False),
        ("进一步优化", False, False),
        ("有计划地", False, False),
        ("对在建的水库", False, True),
    ],
)
def test_a_glance_tells_what_is_no_list_of_bodies(words: str, may_end: bool, are_none: bool) -> None:
    found = bodies(RULES)
    assert (found.may_end(words, 0, len(words)), found.are_none(words, 0, len(words))) == (may_end, are_none)


def test_two_bodies_joined_by_a_word_are_two_that_act() -> None:
    assert said("市农业局与市水利局组织开展检查。")[0] == "市农业局 市水利局"
