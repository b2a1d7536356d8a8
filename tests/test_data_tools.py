"""What others do with the output: datasette, DuckDB, pandas, jq; and the questions of researchers."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from speechparse.records import TABLES

TEXTS = {
    "2024.txt": "石桥县政府工作报告\n县长　何立群\n（2024年1月10日）\n各位代表：\n"
    "一、2023年工作回顾\n去年生产总值增长5.8%。\n"
    "二、2024年主要任务\n（一）全县国内生产总值增长6%以上，6月底前建成泵站。（责任单位：农业农村局）\n"
    "（二）新建学校3所，12月20日前完工。（牵头单位：教育局；配合单位：财政局）\n三、几点要求\n一要实干。二要清廉。\n",
    "2026.txt": "石桥县政府工作报告\n县长　何立群\n（2026年1月12日）\n各位代表：\n一、2026年主要任务\n"
    "（一）地区生产总值增长6.5%，9月底前建成水厂。（责任单位：农业农村局）\n（二）抓好春耕。\n二、几点要求\n"
    "一要实干。二要清廉。三要守法。\n",
    "会.txt": "在春耕会上的讲话\n林致远\n（2025年3月5日）\n同志们：\n提两点要求。\n一、备足种子。\n二、修好水渠。\n",
}


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "speechparse", *args]
    env = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(program, capture_output=True, encoding="utf-8", cwd=cwd, env=env, check=True)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "讲话稿").mkdir()
    for name, text in TEXTS.items():
        (folder / "讲话稿" / name).write_text(text, encoding="utf-8")
    run("batch", "讲话稿", "-o", "c.sqlite", "-q", "-j", "1", cwd=folder)
    return folder


def rows(corpus: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(corpus / "c.sqlite")
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


# the five questions, a command each


def test_tasks_that_name_a_body(corpus: Path) -> None:
    found = json.loads(run("query", "c.sqlite", "--unit", "农业农村局", "-f", "json", cwd=corpus).stdout)
    assert [(hit["path"].rpartition("/")[2], hit["line"], hit["due"]) for hit in found] == [
        ("2026.txt", 6, "2026-09-30"),
        ("2024.txt", 8, "2024-06-30"),
    ]


def test_deadlines_of_a_year(corpus: Path) -> None:
    said = run("query", "c.sqlite", "--due-after", "2026", "--due-before", "2026", "-f", "csv", cwd=corpus)
    found = [(hit["due"], hit["line"]) for hit in csv.DictReader(io.StringIO(said.stdout))]
    assert found == [("2026-09-30", "6"), ("2026-12-31", "7")]  # the second by its heading, 2026年主要任务
    assert said.stderr == "task 2\n"


def test_requirements_a_speech_by_year(corpus: Path) -> None:
    found = rows(
        corpus, "SELECT year, count(*) FROM points WHERE role = 'requirement' GROUP BY speech, year ORDER BY 1"
    )
    assert [year for year, _ in found] == [2024, 2025, 2026]


def test_all_speeches_of_a_speaker(corpus: Path) -> None:
    said = run("query", "c.sqlite", "--speaker", "何立群", "-f", "text", cwd=corpus)
    assert said.stdout.count("石桥县政府工作报告 · 何立群 · 202") == 2
    assert said.stderr == "speech 2\n"


def test_goals_for_one_indicator_by_year_without_results(corpus: Path) -> None:
    found = rows(corpus, "SELECT year, value FROM goals WHERE indicator = '地区生产总值' ORDER BY year")
    assert found == [(2024, 6.0), (2026, 6.5)]


# tools


def test_datasette_shows_every_table(corpus: Path) -> None:
    app = pytest.importorskip("datasette.app")
    pages = ["/c", *(f"/c/{table}" for table in TABLES), "/c/ledger", "/c/goals", "/c/points", "/c/tasks/1"]

    async def statuses() -> list[int]:
        server = app.Datasette([str(corpus / "c.sqlite")], immutables=[])
        return [(await server.client.get(page)).status_code for page in pages]

    assert asyncio.run(statuses()) == [200] * len(pages)


def test_duckdb_and_pandas_read_parquet_with_typed_days(corpus: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    pandas = pytest.importorskip("pandas")
    run("batch", "讲话稿", "-o", "c.parquet", "-q", "-j", "1", cwd=corpus)
    sql = "SELECT t.due, t.due < DATE '2025-01-01' FROM (SELECT unnest(tasks) AS t FROM '{}') ORDER BY 1"
    found = duckdb.sql(sql.format(corpus / "c.parquet")).fetchall()
    assert [(str(due), early) for due, early in found if due] == [
        ("2024-06-30", True),
        ("2024-12-20", True),
        ("2026-09-30", False),
        ("2026-12-31", False),
    ]
    frame = pandas.read_parquet(corpus / "c.parquet")
    assert list(frame["year"]) == [2024, 2026, 2025]
    assert len(frame.explode("tasks")) >= 5


def test_pandas_reads_the_store_and_csv(corpus: Path) -> None:
    pandas = pytest.importorskip("pandas")
    with sqlite3.connect(corpus / "c.sqlite") as db:
        frame = pandas.read_sql("SELECT * FROM tasks", db, parse_dates=["due"])
    assert frame["due"].dt.year.dropna().astype(int).tolist() == [2024, 2024, 2026, 2026]
    run("batch", "讲话稿", "-o", "c.csv", "-q", "-j", "1", cwd=corpus)
    table = pandas.read_csv(corpus / "c.csv")
    assert set(table.columns) - {"name", "part", "title", "lead", "support", "units", "targets", "milestones"} <= {
        *TABLES["tasks"]
    }


def test_jq_reads_json_lines(corpus: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    lines = run("batch", "讲话稿", "-o", "-", "-q", "-j", "1", cwd=corpus).stdout
    done = subprocess.run(
        ["jq", "-r", ".tasks[] | select(.units | index(\"农业农村局\")) | .due"],
        input=lines, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["2024-06-30", "2026-09-30"]
