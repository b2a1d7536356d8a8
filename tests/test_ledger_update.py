"""A ledger that lives on: what people wrote stays, what the text changed is marked, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from speechparse.api import parse_source
from speechparse.errors import ReadError
from speechparse.source import SourceText
from speechparse.writers.ledger import Layout, save
from speechparse.writers.ledger_table import Read
from speechparse.writers.ledger_update import suggestions, update

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

HEAD = """在石桥县2026年重点工作推进会上的讲话
县长　何立群
（2026年3月10日）

同志们：
下面，安排下一步的重点工作任务。
"""
OLD = (
    "（一）改造青石灌区。10月底前完成主体工程。（县水利局负责）\n"
    "（二）新建蔬菜大棚2000亩。（县农业农村局负责）\n"
    "（三）举办龙舟赛。（县文旅局负责）\n"
    "（四）修建村道80公里，年底前通车。（县交通运输局负责）\n"
)
NEW = (
    "（一）改造青石灌区。11月底前完成主体工程。（县水利局负责）\n"
    "（二）新建蔬菜大棚2000亩。（县农业农村局负责）\n"
    "（三）修建村道90公里，年底前通车。（县交通运输局负责）\n"
    "（四）建设数字档案馆。（县档案馆负责）\n"
)
LAYOUT = Layout().settled(office=True)


def read(text: str, name: str = "讲话.txt") -> list[Read]:
    source = SourceText(HEAD + text, name=name)
    return [(speech, source) for speech in parse_source(source)]


def made(path: Path, text: str = OLD) -> Path:
    save(read(text), path)
    return path


def table(path: Path, sheet: int = 0) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(path).worksheets[sheet]
    titles = [cell.value for cell in page[2]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=3)]


def edited(path: Path, change: Callable[[Any, dict[str, int]], None]) -> Path:
    """The workbook after somebody has worked in it; the columns are known by their titles."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    change(page, {cell.value: cell.column for cell in page[2] if cell.value})
    book.save(path)
    return path


def test_the_same_text_changes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    before = table(path)
    told = update(read(OLD), path, tmp_path / "b.xlsx", LAYOUT)
    assert (told.new, told.changed, told.gone, told.same) == (0, 0, 0, 4)
    assert [{k: row[k] for k in before[0]} for row in table(tmp_path / "b.xlsx")] == before


def test_new_changed_and_not_named_again_are_marked(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    told = update(read(NEW), path, path, LAYOUT)
    assert (told.new, told.changed, told.gone, told.same) == (1, 2, 1, 1)
    rows = table(path)
    assert [(row["工作任务"] or "")[:6] for row in rows] == [
        "改造青石灌区",
        "新建蔬菜大棚",
        "举办龙舟赛。",
        "修建村道90",
        "建设数字档案",
    ]
    marks = [row["变更情况"] or "" for row in rows]
    assert [mark[:2] for mark in marks] == ["变化", "", "未再", "变化", "新增"]
    assert "2026-10-31" in marks[0]
    assert "修建村道80公里" in marks[3]  # what a cell held is told beside it
    assert rows[0]["完成时限"].date().isoformat() == "2026-11-30"
    assert rows[4]["责任单位"] == "县档案馆"
    assert [row["序号"] for row in rows] == [1, 2, 3, 4, 5]


def test_what_people_filled_in_stays(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")

    def fill(page: Any, at: dict[str, int]) -> None:
        for row in range(3, 7):
            page.cell(row, at["进展情况"]).value = f"进展{row}"
            page.cell(row, at["状态"]).value = "推进中"
            page.cell(row, at["备注"]).value = f"备注{row}"
        page.cell(3, at["责任单位"]).value = "县水利局、青石镇"
        page.cell(6, at["工作任务"]).value = "修建村道80公里（含桥梁3座）"
        page.cell(2, page.max_column + 1).value = "包联领导"
        page.cell(4, page.max_column).value = "周景文"
        page.cell(9, 1).value = "填表人：林澄宇"

    update(read(NEW), edited(path, fill), tmp_path / "b.xlsx", LAYOUT)
    rows = table(tmp_path / "b.xlsx")
    assert [row["进展情况"] for row in rows[:4]] == ["进展3", "进展4", "进展5", "进展6"]
    assert [row["状态"] for row in rows[:4]] == ["推进中"] * 4
    assert rows[0]["责任单位"] == "县水利局、青石镇"
    assert rows[1]["包联领导"] == "周景文"
    assert rows[3]["工作任务"] == "修建村道80公里（含桥梁3座）"
    assert "修建村道90公里" in rows[3]["变更情况"]
    everything = [cell for row in rows for cell in row.values()]
    assert "填表人：林澄宇" in everything
    assert any("建设数字档案馆" in str(cell) for cell in everything)


def test_rows_that_an_office_moved_split_and_merged_stay_so(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")

    def work(page: Any, at: dict[str, int]) -> None:
        first = [page.cell(3, column).value for column in range(1, page.max_column + 1)]
        for column, value in enumerate(first, 1):  # the first row goes to the end
            page.cell(7, column).value = value
        page.cell(3, at["工作任务"]).value = "新建蔬菜大棚"  # and a part of the second gets a row of its own
        for title in ("编号", "speechparse", "完成时限"):
            page.cell(3, at[title]).value = None
        page.merge_cells(start_row=3, end_row=4, start_column=at["责任单位"], end_column=at["责任单位"])

    told = update(read(OLD), edited(path, work), path, LAYOUT)
    assert (told.new, told.changed, told.gone) == (0, 0, 0)
    assert [str(row["工作任务"])[:6] for row in table(path)] == [
        "新建蔬菜大棚",
        "新建蔬菜大棚",
        "举办龙舟赛。",
        "修建村道80",
        "改造青石灌区",
    ]


def test_a_table_of_the_office_itself_is_carried_on(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for line in (
        ("2026年任务清单",),
        ("编号", "任务内容", "责任部门", "完成时间"),
        ("甲-1", "改造青石灌区", "县水利局", "10月"),
        ("甲-2", "举办龙舟赛", "县文旅局", "6月"),
    ):
        page.append(line)
    book.save(tmp_path / "a.xlsx")
    told = update(read(NEW), tmp_path / "a.xlsx", tmp_path / "b.xlsx", LAYOUT)
    assert (told.new, told.gone) == (3, 1)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows()]
    assert [row[0] for row in rows[2:4]] == ["甲-1", "甲-2"]
    assert [row[1:4] for row in rows[2:4]] == [["改造青石灌区", "县水利局", "10月"], ["举办龙舟赛", "县文旅局", "6月"]]
    assert rows[3][-1] == "未再提及"


def test_states_colours_and_filter_reach_the_new_rows(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    update(read(NEW), path, path, LAYOUT)
    page = openpyxl.load_workbook(path).worksheets[0]
    (choice,) = page.data_validations.dataValidation
    assert str(choice.sqref).endswith("7")
    assert all(str(group.sqref).endswith("7") for group in page.conditional_formatting)
    assert page.auto_filter.ref.endswith("7")


def test_a_row_that_is_named_again_loses_its_mark(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    update(read(NEW), path, path, LAYOUT)
    assert table(path)[2]["变更情况"] == "未再提及"
    update(read(OLD), path, path, LAYOUT)
    assert table(path)[2]["变更情况"] is None


def test_the_summary_counts_what_the_table_says_now(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")

    def give(page: Any, at: dict[str, int]) -> None:
        page.cell(4, at["责任单位"]).value = "县水利局、县档案馆"

    update(read(NEW), edited(path, give), path, LAYOUT)
    page = openpyxl.load_workbook(path)["汇总"]
    counts = {row[0].value: row[4].value for row in page.iter_rows(min_row=3) if row[0].value}
    assert counts == {"县档案馆": 2, "县水利局": 2, "县交通运输局": 1}


def test_units_of_last_year_are_suggested(tmp_path: Path) -> None:
    last = made(tmp_path / "a.xlsx")
    layout = suggestions(read("（一）改造青石灌区。\n（二）建设数字档案馆。\n"), last, LAYOUT)
    save(read("（一）改造青石灌区。\n（二）建设数字档案馆。\n"), tmp_path / "b.xlsx", layout=layout)
    first, second = table(tmp_path / "b.xlsx")
    assert first["责任单位"] == "县水利局（建议）"
    assert not second["责任单位"]


@pytest.mark.parametrize("content", [b"no workbook", None])
def test_a_file_that_is_no_ledger_is_told_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.xlsx"
    if content is None:
        openpyxl.Workbook().save(path)
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(ReadError, match="holds no ledger" if content is None else "no Excel workbook"):
        update(read(NEW), path, path, LAYOUT)
    assert path.read_bytes() == before
    with pytest.raises(ReadError, match="no such file"):
        update(read(NEW), tmp_path / "none.xlsx", path, LAYOUT)
