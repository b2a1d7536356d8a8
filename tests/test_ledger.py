"""The ledger in every format: the same columns, cells that stay text, files that print well and are written whole."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

import ledgers
from speechparse.errors import WriteError
from speechparse.model import Speech
from speechparse.writers.ledger import COLUMNS, Layout, format_of, ledger, render, save
from speechparse.writers.ledger_columns import shipped

TITLES = [column.title for column in COLUMNS]
FULL = Layout(cut="task", template=shipped("full"))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cells(*speeches: Speech, layout: Layout = FULL) -> list[dict[str, str]]:
    text = "".join(render([(s, ledgers.source()) for s in speeches], "csv", layout=layout))
    return list(csv.DictReader(io.StringIO(text)))


def written(path: Path, speech: Speech, layout: Layout = FULL) -> Path:
    save([(speech, ledgers.source())], path, layout=layout)
    return path


# Columns


def test_a_row_says_who_what_until_when_and_where() -> None:
    first, second, third = cells(ledgers.speech())
    assert first == {
        "来源": "冬修.txt",
        "序号": "1",
        "任务": "新修渠道20公里",
        "牵头单位": "水利局",
        "责任单位": "",
        "配合单位": "财政局",
        "责任人": "马文远",
        "完成时限": "11月底前（2023-11-30）",
        "周期": "",
        "量化目标": "渠道20公里",
        "所属章节": "主要任务",
        "原文": "新修渠道20公里。11月底前完成。",
        "原文位置": "3:1",
        "编号": first["编号"],
    }
    assert second["任务"] == "改造泵站5座，受益农田增长6%"
    assert third["责任单位"] == "水利局"  # named twice in the text, once in the table


def test_finer_rows_are_the_measures() -> None:
    rows = cells(ledgers.speech(), layout=replace(FULL, cut="step"))
    assert [row["序号"] for row in rows] == ["1.1", "1.2", "2", "3"]
    assert [row["原文"] for row in rows[:2]] == ["新修渠道20公里。", "11月底前完成。"]
    assert rows[0]["量化目标"] == "渠道20公里"
    assert rows[1]["牵头单位"] == "水利局"


def test_text_that_looks_like_a_formula_stays_text_in_csv() -> None:
    assert cells(ledgers.speech())[2]["原文"] == "'=清淤三条河"


def test_markdown_and_json_hold_the_same_rows() -> None:
    pairs = [(ledgers.speech(), ledgers.source())]
    markdown = "".join(render(pairs, "md"))
    assert markdown.count("\n|") == 2 + 3
    assert all(title in markdown for title in TITLES)
    data = json.loads("".join(render(pairs, "json")))
    assert [row["id"] for row in data["tasks"]] == ["T1", "T2", "T3"]
    assert list(data) == ["schema_version", "source", "metadata", "tasks", "rows"]
    assert [row["text"] for row in data["rows"]] == [row["text"] for row in data["tasks"]]


# Workbook


def sheet(path: Path, number: int = 1) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))


def strings(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in root]


def test_workbook_is_ready_to_print(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    root = sheet(written(tmp_path / "台账.xlsx", ledgers.speech()))
    page = root.find(f"{MAIN}pageSetup")
    pane = root.find(f".//{MAIN}pane")
    assert page is not None
    assert pane is not None
    assert (page.get("paperSize"), page.get("orientation"), page.get("fitToHeight")) == ("9", "landscape", "0")
    assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "C3")
    assert root.find(f"{MAIN}autoFilter").get("ref") == "A2:M5"  # type: ignore[union-attr]
    with zipfile.ZipFile(tmp_path / "台账.xlsx") as archive:
        assert "Print_Titles" in archive.read("xl/workbook.xml").decode()
    assert strings(tmp_path / "台账.xlsx")[:14] == ["《在全县冬修水利会上的讲话》重点工作任务分解表", *TITLES]


def test_workbook_holds_no_formulas_and_links(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    odd = ("=1+1", "+1", "-1", "@SUM(A1)", "https://example.org", "12")
    rows = tuple(ledgers.task(f"T{n}", words, "\n".join(odd)) for n, words in enumerate(odd, 1))
    path = written(tmp_path / "a.xlsx", ledgers.speech(rows=rows))
    assert sheet(path).find(f".//{MAIN}f") is None
    assert sheet(path).find(f".//{MAIN}hyperlink") is None
    assert set(odd) <= set(strings(path))


def test_sections_are_merged_only_on_request(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")

    def merged(path: Path) -> list[str | None]:
        return [cell.get("ref") for cell in sheet(path).iter(f"{MAIN}mergeCell")]

    assert merged(written(tmp_path / "a.xlsx", ledgers.speech())) == ["A1:M1"]
    joined = replace(FULL, merge=True)
    assert merged(written(tmp_path / "b.xlsx", ledgers.speech(), joined)) == ["A1:M1", "J3:J4"]


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    first, second = (written(tmp_path / name, ledgers.speech()).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_one_sheet_a_speech_with_lawful_names(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    long = replace(ledgers.speech().metadata, title="关于[重点]工作：安排*部署/落实?的讲话" * 3)
    speeches = [(replace(ledgers.speech(), metadata=long), None)] * 3
    save(speeches, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    names = [item.get("name") or "" for item in book.iter(f"{MAIN}sheet")]
    assert len(set(names)) == 3 + 1  # and the summary
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_strange_characters_and_endless_cells_are_survived(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    text = "建\x0b\x00设" + "渠" * 40_000
    row = ledgers.task("T1", text, text)
    for name in ("a.xlsx", "a.csv", "a.md", "a.json"):
        assert written(tmp_path / name, ledgers.speech(rows=(row,))).stat().st_size


# Word


def test_word_file_repeats_its_head_and_lies_on_its_side(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    path = written(tmp_path / "台账.docx", ledgers.speech(), replace(FULL, merge=True))
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    assert root.find(f".//{WORD}pgSz").get(f"{WORD}orient") == "landscape"  # type: ignore[union-attr]
    rows = list(root.iter(f"{WORD}tr"))
    assert len(rows) == 4
    assert rows[0].find(f".//{WORD}tblHeader") is not None
    sections = [
        ["".join(t.text or "" for t in c.iter(f"{WORD}t")) for c in row.iter(f"{WORD}tc")][9] for row in rows[1:]
    ]
    assert sections == ["主要任务", "", "几点要求"]


# Opened by an office program


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc)")
    return found


def test_libreoffice_opens_the_workbook_and_keeps_its_cells(tmp_path: Path, office: str) -> None:
    pytest.importorskip("xlsxwriter")
    rows = ledgers.tasks() * 12
    written(tmp_path / "a.xlsx", ledgers.speech(rows=rows))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to"]
    for target in ("csv:Text - txt - csv (StarCalc):44,34,76", "pdf"):
        convert = [*command, target, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
        done = subprocess.run(convert, capture_output=True, timeout=180)
        assert done.returncode == 0, done.stderr
    table = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert table[1][: len(TITLES)] == TITLES
    assert table[4][10] == "=清淤三条河"
    assert len(table) == 2 + len(rows)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


# Bad input and bad places


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "csv", "md", "json"])
def test_no_tasks_give_a_ledger_with_its_header(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("docx")
    path = written(tmp_path / f"空.{suffix}", ledgers.speech(rows=()))
    if suffix == "xlsx":
        assert TITLES[0] in strings(path)
    elif suffix in ("csv", "md"):
        assert TITLES[-1] in path.read_text(encoding="utf-8-sig")
    assert path.stat().st_size


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")

    def fail(self: object) -> None:
        raise xlsxwriter.exceptions.FileCreateError(13, "Permission denied")

    monkeypatch.setattr(xlsxwriter.Workbook, "close", fail)
    with pytest.raises(WriteError, match="台账"):
        written(path, ledgers.speech())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    with pytest.raises(WriteError, match="the folder does not exist"):
        written(tmp_path / "nowhere" / "a.xlsx", ledgers.speech())


def test_unknown_suffix_names_the_known_ones() -> None:
    with pytest.raises(WriteError, match=r"\.xlsx \.docx \.csv"):
        format_of(Path("a.doc"))
    assert format_of(Path("a.MARKDOWN")) == "md"


def test_a_missing_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "speechparse.writers.ledger_xlsx", raising=False)
    with pytest.raises(WriteError, match=r"speechparse\[xlsx\]"):
        written(tmp_path / "a.xlsx", ledgers.speech())


def test_without_a_source_places_are_offsets() -> None:
    assert ledger(ledgers.speech()).rows[0].place == str(ledgers.TEXT.index("新修"))
