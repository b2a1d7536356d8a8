"""Tables of CSV, TSV, Excel and plain text: a row a line, cells as spans; corpora are named for what they are."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from speechparse import read
from speechparse.errors import ReadError
from speechparse.readers.registry import source_from_bytes
from speechparse.source import SourceText


def grid(source: SourceText) -> list[list[list[str]]]:
    return [[[source.text[s:e] for s, e in row] for row in table.rows] for table in source.tables]


def titles(source: SourceText) -> list[str]:
    return [source.text[hint.start : hint.end] for hint in source.hints if hint.kind == "title"]


ROWS = [["任务", "单位", "时限"], ["备种，清点", "农业站", "三月底"], ["修渠", "水利站", "四月底"]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", '任务,单位,时限\n"备种，清点",农业站,三月底\n修渠,水利站,四月底\n'.encode()),
        ("a.csv", "任务,单位,时限\r\n备种，清点,农业站,三月底\r\n修渠,水利站,四月底\r\n".encode("gb18030")),
        ("a.tsv", "任务\t单位\t时限\n备种，清点\t农业站\t三月底\n修渠\t水利站\t四月底\n".encode()),
        ("a.csv", "\ufeff任务;单位;时限\n备种，清点;农业站;三月底\n修渠;水利站;四月底\n".encode()),
        ("a.txt", "任务\t单位\t时限\n备种，清点\t农业站\t三月底\n修渠\t水利站\t四月底\n".encode()),
    ],
)
def test_rows_are_lines_and_cells_are_spans(name: str, data: bytes) -> None:
    source = source_from_bytes(data, name)
    assert grid(source) == [ROWS]
    assert source.text.split("\n")[1] == "备种，清点\t农业站\t三月底"


def test_a_cell_of_several_lines_is_one_line_of_text() -> None:
    source = source_from_bytes('任务,单位\n"备种\n清点",农业站\n'.encode(), "a.csv")
    assert source.text == "任务\t单位\n备种 清点\t农业站"


def test_single_cells_above_and_below_a_table_are_lines_of_text() -> None:
    source = source_from_bytes(
        "春耕任务分解表,,\n任务,单位,时限\n备种,农业站,三月底\n备注：按月报送,,\n".encode(), "a.csv"
    )
    assert titles(source) == ["春耕任务分解表"]
    assert grid(source) == [[ROWS[0], ["备种", "农业站", "三月底"]]]
    assert source.text.endswith("\n备注：按月报送")


def test_indented_lines_of_a_text_are_no_table() -> None:
    assert source_from_bytes("\t一、备种。\n\t二、修渠。\n\t三、整地。\n".encode(), "a.txt").tables == ()


def test_a_table_of_texts_is_named_with_the_option_that_reads_it() -> None:
    data = f"id,正文\n1,{'一、备种。' * 60}\n2,{'二、修渠。' * 60}\n".encode()
    with pytest.raises(ReadError, match="--text-column 正文"):
        source_from_bytes(data, "a.csv")


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.json"])
def test_lines_of_json_are_named_with_the_option_that_reads_them(name: str) -> None:
    data = '{"id": 1, "text": "一、备种。"}\n{"id": 2, "text": "二、修渠。"}\n'.encode()
    with pytest.raises(ReadError, match=r"JSON Lines .* --text-column text"):
        source_from_bytes(data, name)


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    if importlib.util.find_spec("xlsxwriter") is None:
        pytest.skip("extra xlsx is not installed")
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden, more = (book.add_worksheet(name) for name in ("任务", "草稿", "附表"))
        sheet.merge_range(0, 0, 0, 2, "春耕任务分解表")
        sheet.write_row(1, 0, ["任务", "单位", "时限"])
        sheet.write(2, 0, "备种")
        sheet.merge_range(2, 1, 3, 1, "农业站")
        sheet.write_datetime(2, 2, date(2026, 3, 31), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        sheet.write(3, 0, "修渠")
        sheet.write(3, 2, 45)
        sheet.write(5, 0, "备注：按月报送")
        hidden.write(0, 0, "草稿")
        hidden.hide()
        more.write_row(0, 0, ["村", "亩"])
        more.write_row(1, 0, ["东村", 3.5])
    return path.read_bytes()


def test_a_workbook_is_its_visible_sheets(workbook: bytes) -> None:
    source = source_from_bytes(workbook, "a.bin")
    assert source.format == "xlsx"
    assert titles(source) == ["春耕任务分解表"]
    first = [["任务", "单位", "时限"], ["备种", "农业站", "2026-03-31"], ["修渠", "农业站", "45"]]
    assert grid(source) == [first, [["村", "亩"], ["东村", "3.5"]]]
    assert "备注：按月报送" in source.text
    assert "草稿" not in source.text


def test_a_damaged_workbook_is_refused(workbook: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        source_from_bytes(workbook[:-40], "a.xlsx")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<x/>")
    with pytest.raises(ReadError, match="DTD"):
        source_from_bytes(data.getvalue(), "a.xlsx")


def test_a_column_of_measures_keeps_its_words_and_numbers() -> None:
    rows = "| 重点事项 | 具体措施 | 牵头部门 |\n| --- | --- | --- |\n| 修好水渠 | 新建渠道20公里 | 县水利局 |\n"
    (task,) = read(rows.encode(), name="a.md")[0].tasks
    assert [step.text for step in task.measures] == ["新建渠道20公里"]
    assert [target.text for target in task.targets] == ["渠道20公里"]


def test_one_column_of_tasks_and_targets_gives_a_target_once() -> None:
    table = "目标任务,责任单位,时限要求\n完成投资5亿元,县发改局,年底前\n引进项目8个,县招商局,6月底前\n"
    assert [len(task.targets) for task in read(table.encode(), name="a.csv")[0].tasks] == [1, 1]
