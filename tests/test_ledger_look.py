"""What is sent out: columns by template, real dates, colours, a summary, pages numbered; tables joined and split."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import ledgers
from speechparse.api import parse
from speechparse.errors import RulesError, WriteError
from speechparse.ledger.words import _table, word
from speechparse.model import Diagnostic, Speech
from speechparse.writers.ledger import Layout, render, save, save_split
from speechparse.writers.ledger_columns import FIELDS, template
from speechparse.writers.ledger_table import Read, tables

pytest.importorskip("xlsxwriter")
OFFICE = Layout().settled(office=True)


def pairs(*speeches: Speech) -> list[Read]:
    return [(speech, ledgers.source()) for speech in speeches or (ledgers.speech(),)]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def written(path: Path, layout: Layout = OFFICE, *speeches: Speech) -> Path:
    save(pairs(*speeches), path, layout=layout)
    return path


# Columns


def test_empty_columns_are_left_out_and_those_to_fill_in_kept() -> None:
    (one,) = tables(pairs(), OFFICE)
    titles = [column.title for column in one.columns]
    assert "配合单位" in titles
    assert "责任领导" not in titles
    assert "时间节点" not in titles
    assert titles[-3:] == ["进展情况", "状态", "备注"]


def test_a_template_of_ones_own_chooses_columns_and_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "督办台账"\ncolumns = [{field = "number"}, {field = "task", title = "事项", width = 50}]\n', "utf-8"
    )
    text = "".join(render(pairs(), "md", layout=replace(OFFICE, template=template(str(path)))))
    assert text.startswith("# 督办台账\n\n| 序号 | 事项 |\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('columns = [{field = "任务"}]', "unknown field"),
        ('columns = [{field = "task", breit = 3}]', "unknown key"),
        ("columns = []", "no columns"),
        ("columns = ", "is no template"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(RulesError, match=says):
        template(str(tmp_path / "mine.toml"))
    with pytest.raises(RulesError, match="office, full or a TOML file"):
        template(str(tmp_path / "none.toml"))


def test_every_column_has_a_title_in_both_languages() -> None:
    for field in FIELDS:
        key = "column.text" if field == "task" else f"column.{field}"
        assert word(key, "zh")
        assert word(key, "en")
    for group, rows in _table().items():
        assert group == "alias" or all({"zh", "en"} == set(row) for row in rows.values())


def test_unclear_cells_say_so_on_wish() -> None:
    (one,) = tables(pairs(), replace(OFFICE, unclear=True))
    at = {column.title: column for column in one.columns}
    assert [at["责任单位"].cell(row) for row in one.rows] == ["", "需明确", "水利局"]
    assert [at["完成时限"].cell(row) for row in one.rows] == ["2023年11月底前", "需明确", "需明确"]


def test_quantified_rows_have_a_number_a_date_or_an_owner() -> None:
    bare = ledgers.task("T4", "几点要求")
    rows = (*ledgers.tasks(), bare)
    (one,) = tables(pairs(ledgers.speech(rows=rows)), replace(OFFICE, quantified=True))
    assert len(one.rows) == 3


# Workbook


def test_deadlines_are_days_that_show_as_offices_write_them(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    assert re.search(r"<v>45260(\.0)?</v>", part(path, "xl/worksheets/sheet1.xml"))  # 2023-11-30
    assert "yyyy&quot;年&quot;m&quot;月&quot;&quot;底前&quot;" in part(path, "xl/styles.xml")


def test_states_are_chosen_and_days_coloured(tmp_path: Path) -> None:
    page = part(written(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml")
    assert "未启动,推进中,完成,销号" in page
    assert page.count("TODAY()") == 2
    assert "&amp;C第 &amp;P 页 共 &amp;N 页" in page


def test_a_summary_by_unit_and_by_month(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    assert 'name="汇总"' in part(path, "xl/workbook.xml")
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", part(path, "xl/sharedStrings.xml"))
    assert {"按单位汇总", "按完成时限汇总", "水利局", "财政局", "未定时限"} <= set(strings)


def test_sentences_left_out_have_a_sheet_on_wish(tmp_path: Path) -> None:
    found = Diagnostic("unlisted-task", "warning", "…", (14, 21))
    speech = replace(ledgers.speech(), diagnostics=(found,))
    assert "未列入的语句" in part(written(tmp_path / "a.xlsx", replace(OFFICE, missed=True), speech), "xl/workbook.xml")
    assert "未列入的语句" not in part(written(tmp_path / "b.xlsx", OFFICE, speech), "xl/workbook.xml")


def test_five_thousand_rows(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    rows = tuple(replace(ledgers.tasks()[0], id=f"T{n}") for n in range(5000))
    assert written(tmp_path / "a.xlsx", OFFICE, ledgers.speech(rows=rows)).stat().st_size > 50_000


def test_a_file_that_is_open_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "台账.xlsx")
    before = path.read_bytes()
    (tmp_path / "~$台账.xlsx").touch()
    with pytest.raises(WriteError, match="open in another program"):
        written(path, OFFICE, ledgers.speech(rows=()))
    assert path.read_bytes() == before


# Word


def test_word_file_has_chinese_fonts_page_numbers_title_and_whole_rows(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    path = written(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        footer = "".join(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
    document, styles, core = (part(path, f"{n}.xml") for n in ("word/document", "word/styles", "docProps/core"))
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert 'w:eastAsia="zh-CN"' in styles
    assert "仿宋_GB2312" in styles
    assert "方正小标宋简体" in document
    assert "<dc:title>《在全县冬修水利会上的讲话》重点工作任务分解表</dc:title>" in core
    assert "python-docx" not in core
    assert document.count("<w:cantSplit") == 4
    assert document.count("<w:tblHeader") == 1
    assert "<w:tblCellMar>" in document


# Several tables


def test_several_texts_in_one_table_with_repeats_marked() -> None:
    other = replace(ledgers.speech(), source=replace(ledgers.speech().source, name="乙.txt"))
    (one,) = tables(pairs(ledgers.speech(), other), replace(OFFICE, together=True))
    at = {column.title: column for column in one.columns}
    assert [at["备注"].cell(row) for row in one.rows] == ["", "", "", "与第1项重复", "与第2项重复", "与第3项重复"]
    assert [at["来源"].cell(row) for row in one.rows][-1] == "乙.txt"
    assert [row.number for row in one.rows] == ["1", "2", "3", "4", "5", "6"]


def test_a_table_a_unit(tmp_path: Path) -> None:
    found = tables(pairs(), replace(OFFICE, split=True))
    assert [one.title for one in found] == ["水利局任务清单", "财政局任务清单", "未明确单位"]
    assert [len(one.rows) for one in found] == [2, 1, 1]
    paths = save_split(pairs(), tmp_path / "各单位", "xlsx", replace(OFFICE, split=True))
    assert [path.name for path in paths] == ["水利局任务清单.xlsx", "财政局任务清单.xlsx", "未明确单位.xlsx"]
    assert all(path.stat().st_size for path in paths)


def test_deadlines_as_a_calendar() -> None:
    text = "".join(render(pairs(), "ics"))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20231130\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_year_of_a_heading_is_no_day_of_the_calendar() -> None:
    speech = parse(
        "石桥县2026年工作要点\n（2026年1月12日）\n一、2026年主要任务\n1.抓好春耕。\n2.9月底前建成水厂。\n3.本年内建成泵站。\n"
    )
    text = "".join(render(pairs(speech), "ics"))
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20260930", "20261231"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(WriteError):
        save_split(pairs(), tmp_path / "a", "xlsx", replace(OFFICE, split=True))
