"""Counts and goals of a store: a chapter alone counts by its members, results are no goals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from speechparse.batch.options import Options
from speechparse.batch.run import run
from speechparse.cli import run as command
from speechparse.query import Query
from speechparse.query_sums import goals, points

REPORT = """云岭县政府工作报告
（2025年1月8日）
各位代表：
一、2024年工作回顾
去年地区生产总值完成28亿元，增长6%。
二、2025年工作要求
做好今年工作，我提三点要求。
（一）抓好春耕备耕。要备足种子。
（二）抓好水利建设。要修好水渠。
（三）抓好产业发展。要建好园区，年底前地区生产总值增长5.5%。
"""
SPEECH = """在全县防汛会议上的讲话
王正岳
（2026年4月2日）
同志们：
下面，我讲两点要求。
一、要备足物资。一是清点库存。二是补足缺口。
二、要管好堤坝。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("store")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "in" / "b.txt").write_text(SPEECH, encoding="utf-8")
    run(Options((str(folder / "in"),), str(folder / "o.sqlite"), jobs=1))
    return str(folder / "o.sqlite")


def test_a_chapter_alone_counts_by_its_members(store: str) -> None:
    found = points(store, Query((), role="requirement"))
    assert [(row.year, row.points) for row in found] == [(2025, 3), (2026, 2)]
    assert [row.year for row in points(store, Query((), role="requirement", since="2026"))] == [2026]


def test_goals_of_an_indicator_leave_results_out(store: str) -> None:
    (goal,) = goals(store, "生产总值", Query(()))
    assert (goal.year, goal.indicator, goal.value, goal.unit, goal.comparator) == (2025, "地区生产总值", 5.5, "%", "+=")
    assert goals(store, "财政收入", Query(())) == []


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "csv"])
def test_the_command_writes_them_in_each_format(store: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command(["query", store, "--points", "--role", "requirement", "-f", name])
    out = capsys.readouterr().out
    assert not ended.value.code
    assert "requirement" in out
    if name == "json":
        assert [row["points"] for row in json.loads(out)] == [3, 2]


def test_a_search_word_does_not_go_with_counts(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command(["query", store, "水渠", "--points"])
    assert ended.value.code == 2
    assert "--points" in capsys.readouterr().err


def test_a_file_that_is_no_store_is_one_error(tmp_path: Path) -> None:
    from speechparse.errors import ReadError

    (tmp_path / "x.sqlite").write_text("x", encoding="utf-8")
    with pytest.raises(ReadError):
        points(str(tmp_path / "x.sqlite"), Query(()))
