"""The five questions of docs/howto/corpus.md over 150 texts: the answers are those that the texts were made with."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are for a POSIX shell")
PAGE = Path(__file__).parent.parent / "docs" / "howto" / "corpus.md"
COUNT = 150
PLACES = ("石桥县", "清河县", "云岭县", "青浦镇", "白水县")
SPEAKERS = ("何立群", "林致远", "周启明", "许文清", "陆怀安", "沈佩兰")
BODIES = ("农业农村局", "水利局", "民政局", "教育局")
INDICATORS = ("生产总值", "地区生产总值", "国内生产总值")
DIGITS = "一二三四五"


class Text(NamedTuple):
    name: str
    year: int
    speaker: str
    body: str
    due: str
    goal: float
    requires: bool
    text: str


def made(i: int) -> Text:
    year, month, goal, asked = 2022 + i % 5, 3 + i % 8, 5 + i % 7 / 2, i % 4
    speaker, body = SPEAKERS[i % 6], BODIES[i % 4]
    days = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    text = (
        f"{PLACES[i % 5]}政府工作报告\n{speaker}\n（{year}年1月{1 + i % 28}日）\n各位代表：\n"
        f"一、{year - 1}年工作回顾\n去年{INDICATORS[i % 3]}增长{goal + 1:g}%。\n"
        f"二、{year}年主要任务\n（一）全年{INDICATORS[i % 3]}增长{goal:g}%以上。\n"
        f"（二）{month}月底前建成第{i}号泵站。（责任单位：{body}）\n"
        + (f"三、提{DIGITS[asked - 1]}点要求\n" if asked > 1 else "")
        + "".join(f"（{DIGITS[n]}）要把第{DIGITS[n]}件事办实。\n" for n in range(asked) if asked > 1)
    )
    return Text(f"{i:03}.txt", year, speaker, body, f"{year}-{month:02}-{days}", goal, asked > 1, text)


TEXTS = [made(i) for i in range(COUNT)]


def commands() -> dict[str, list[str]]:
    """The commands of the page: those over the store, and those over Parquet."""
    found = [line for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
             for line in block.strip().split("\n")]  # fmt: skip
    cut = next(i for i, line in enumerate(found) if line.startswith("speechparse batch") and "parquet" in line)
    return {"sqlite": found[:cut], "parquet": found[cut:]}


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    python = f'speechparse() {{ "{sys.executable}" -m speechparse "$@"; }}; python3() {{ "{sys.executable}" "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", python + command], cwd=folder, env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done


def rows(output: str) -> list[Any]:
    return [ast.literal_eval(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    (folder / "samples").mkdir()
    for one in TEXTS:
        (folder / "samples" / one.name).write_text(one.text, encoding="utf-8")
    return folder


def test_the_store_answers_with_a_command_each(folder: Path) -> None:
    batch, body, due, requirements, speaker, goals = commands()["sqlite"]
    run(batch, folder)
    assert run(body, folder).stderr == f"task {sum(one.body == '农业农村局' for one in TEXTS)}\n"
    said = run(f"{due} -n 1000", folder).stdout
    assert {one.due for one in TEXTS if one.year == 2024} <= set(re.findall(r"2024-\d\d-\d\d", said))
    asked: Counter[int] = Counter()
    for row in map(json.loads, run(requirements, folder).stdout.splitlines()):
        asked[row["year"]] += row["points"]
    # 三、提三点要求 is the chapter of three requirements.
    assert asked == Counter(one.year for i, one in enumerate(TEXTS) for _ in range(i % 4) if one.requires)
    assert run(speaker, folder).stderr == f"speech {COUNT // 6}\n"
    found = [(row["year"], row["value"]) for row in map(json.loads, run(goals, folder).stdout.splitlines())]
    assert sorted(found) == sorted((one.year, one.goal) for one in TEXTS)


def test_parquet_answers_with_a_command_each(folder: Path) -> None:
    if not all(importlib.util.find_spec(package) for package in ("pyarrow", "duckdb")):
        pytest.skip("pyarrow or duckdb is not installed")
    batch, *questions = commands()["parquet"]
    run(batch, folder)
    body, due, requirements, speaker, goals = [rows(run(question, folder).stdout) for question in questions]
    assert [name for name, _ in body] == [one.name for one in TEXTS if one.body == "农业农村局"]
    stated = {one.name: one.due for one in TEXTS if one.year == 2024}
    assert {name: day for name, _, day, text in due if "泵站" in text} == stated
    assert {name: count for _, name, count in requirements} == {one.name: 1 for one in TEXTS if one.requires}
    assert sorted(name for _, _, name in speaker) == [one.name for one in TEXTS if one.speaker == "林致远"]
    assert {name: (year, value) for year, value, _, name in goals} == {one.name: (one.year, one.goal) for one in TEXTS}
    assert len(goals) == COUNT
