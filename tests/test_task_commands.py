"""``tasks``, ``check`` and ``diff`` from the command line: files in, ledger or findings out, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTICE = """关于分解冬修任务的通知
各镇人民政府：
一、渠道
1.新修渠道20公里。（责任领导：马文远；责任单位：水利局、各镇人民政府）
2.改造泵站5座，10月底前完工。（责任领导：苏晴；责任单位：水利局等）
"""


def run(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechparse", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_tasks_piped_is_json(notice: Path) -> None:
    done = run("tasks", notice)
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)["tasks"]
    assert [row["people"] for row in rows] == [["马文远"], ["苏晴"]]
    assert [row["units"] for row in rows] == [["水利局", "各镇人民政府"], ["水利局"]]


def test_tasks_to_csv_with_byte_order_mark(notice: Path, tmp_path: Path) -> None:
    done = run("tasks", notice, "-o", tmp_path / "台账.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    raw = (tmp_path / "台账.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "改造泵站5座" in raw.decode("utf-8-sig")


def test_no_tasks_say_so_and_give_the_header(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("同志们：\n今天天气好。\n", encoding="utf-8")
    done = run("tasks", tmp_path / "a.txt", "-o", tmp_path / "a.csv")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "no tasks found" in done.stderr
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("来源,序号,任务")


@pytest.mark.parametrize(
    "args", [("-o", "a.doc"), ("-f", "xlsx"), ("-f", "word"), ("--by", "line")], ids=lambda args: " ".join(args)
)
def test_tasks_misused(notice: Path, args: tuple[str, ...]) -> None:
    done = run("tasks", notice, *args)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert done.stderr


def test_check_prints_places_and_fails_from_the_severity_on(notice: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_text(NOTICE.replace("改造", "改\ufffd"), encoding="utf-8")
    done = run("check", notice, bad)
    assert done.returncode == 1
    (line,) = [line for line in done.stdout.splitlines() if "replacement-character" in line]
    assert line.startswith(f"{bad}:5:4: replacement-character ")
    assert run("check", bad, "--fail-on", "error").returncode == 0
    assert run("check", bad, "--fail-on", "never").returncode == 0
    assert run("check", bad, "--fail-on", "often").returncode == 2


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_check_prints_data(notice: Path, format: str) -> None:
    json.loads(run("check", notice, "--format", format, "--fail-on", "never").stdout)


def test_diff_of_two_years(notice: Path, tmp_path: Path) -> None:
    later = tmp_path / "后.txt"
    later.write_text(NOTICE.replace("20公里", "25公里"), encoding="utf-8")
    done = run("diff", notice, later)
    assert done.returncode == 0
    changes = json.loads(done.stdout)["changes"]
    assert [(c["kind"], c["status"]) for c in changes if c["kind"] == "task"] == [("task", "changed")]
    assert "25公里" in run("diff", notice, later, "-f", "text").stdout
    assert run("diff", notice, tmp_path / "none.txt").returncode == 1


def test_keywords_stand_at_the_end(notice: Path) -> None:
    data = json.loads(run(notice, "--keywords", "3").stdout)
    assert list(data)[-1] == "keywords"
    assert len(data["keywords"]["words"]) == 3
    assert "keywords" not in json.loads(run(notice).stdout)


def test_a_folder_stands_for_its_documents(notice: Path) -> None:
    (notice.parent / "再.txt").write_text(NOTICE, encoding="utf-8")
    (notice.parent / "图.png").write_bytes(b"\x89PNG")
    table = run("tasks", notice.parent, "-f", "csv").stdout
    assert table.count("改造泵站5座，10月底前完工。") == 2
    assert run("check", notice.parent, "--fail-on", "never").returncode == 0


def test_rows_as_offices_cut_them_are_exported_with_their_places(notice: Path, tmp_path: Path) -> None:
    assert run("tasks", notice, "--rows", "office", "-o", tmp_path / "rows.json").returncode == 0
    data = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    text = notice.read_text(encoding="utf-8")
    assert [text[slice(*row["span"])] for row in data["rows"]] == ["新修渠道20公里。", "改造泵站5座，10月底前完工。"]
    assert [row["units"] for row in data["rows"]] == [["水利局", "各镇人民政府"], ["水利局"]]


def test_a_ledger_is_updated_in_place_and_says_what_changed(notice: Path, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "台账.xlsx"
    assert run("tasks", notice, "-o", path).returncode == 0
    notice.write_text(NOTICE.replace("20公里", "25公里") + "3.清淤河道8条。（责任单位：水利局）\n", encoding="utf-8")
    done = run("tasks", notice, "--update", path)
    assert done.returncode == 0
    assert "new 1, changed 1, not named again 0, the same 1" in done.stderr
    path.write_bytes(b"damaged")
    failed = run("tasks", notice, "--update", path)
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert path.read_bytes() == b"damaged"


def test_a_file_a_unit_and_a_calendar(notice: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    done = run("tasks", notice, "--split-by", "unit", "-o", tmp_path / "各单位", "--ics", tmp_path / "a.ics")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "各单位").iterdir()) == [
        "各镇人民政府任务清单.xlsx",
        "水利局任务清单.xlsx",
    ]
    assert (tmp_path / "a.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "args",
    [
        ("--rows", "line"),
        ("--lang", "fr"),
        ("--split-by", "year"),
        ("--split-by", "unit", "-f", "csv"),
        ("--template", "none.toml"),
        ("--update", "a.xlsx", "-o", "b.docx"),
    ],
    ids=" ".join,
)
def test_wishes_that_cannot_be_met(notice: Path, args: tuple[str, ...]) -> None:
    done = run("tasks", notice, *args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


def test_diff_as_a_page_of_two_columns_with_places(notice: Path, tmp_path: Path) -> None:
    later = tmp_path / "后.txt"
    later.write_text(NOTICE.replace("20公里", "25公里").split("2.改造")[0], encoding="utf-8")
    assert run("diff", notice, later, "-o", tmp_path / "d.html").returncode == 0
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "未再提及" in page
    assert f"{notice}:4:" in page
    assert "<script src" not in page
    assert "default-src 'none'" in page
    text = run("diff", notice, later, "-f", "text").stdout
    assert f"{notice}:5:" in text
    assert "取消" not in text
    assert run("diff", notice, later, "-o", tmp_path / "d.doc").returncode == 2


def test_diff_of_one_endless_line_ends(tmp_path: Path) -> None:
    for name, step in (("a.txt", 1), ("b.txt", 2)):
        goals = "".join(f"要改造第{n}号泵站{n * step}座，加强水利建设工作；" for n in range(4000))
        (tmp_path / name).write_text(f"政府工作报告\n各位代表：\n一、重点任务\n{goals}", encoding="utf-8")
    command = [sys.executable, "-m", "speechparse", "diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0
