"""The program itself, with the real parser."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from batch_helpers import errors

SPEECH = """在全市民政工作会议上的讲话
张三
（2022年3月1日）
同志们：
今年要抓好三项工作。
一、建设养老服务网络。各区县要在10月底前建成居家社区养老服务中心。（责任单位：市民政局、市财政局）
二、改革殡葬管理。要推进惠民殡葬。
三、整治市容。要集中整治市容。
"""


def speechparse(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechparse", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("讲话")
    (folder / "2022").mkdir()
    (folder / "2022" / "民政.txt").write_text(SPEECH, encoding="utf-8")
    (folder / "2022" / "民政gbk.txt").write_text(SPEECH, encoding="gb18030")
    (folder / "a.md").write_text("# 讲话\n\n一、抓落实\n\n二、强担当\n", encoding="utf-8")
    (folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return folder


def test_folder_to_jsonl_and_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    first = speechparse("batch", folder, "-o", out, "-j", "1")
    assert first.returncode == 0, first.stderr
    assert first.stdout == ""
    assert "parsed      3\n" in first.stderr
    assert "1 of other kinds: .doc 1" in first.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["source"]["name"] for row in rows] == ["2022/民政.txt", "2022/民政gbk.txt", "a.md"]
    assert rows[0]["outline"] == rows[1]["outline"]
    assert len(rows[0]["outline"]) == 3
    again = speechparse("batch", folder, "-o", out)
    assert "unchanged   3\n" in again.stderr
    for i in (1, 2):
        speechparse("batch", folder, "-o", tmp_path / "s.jsonl", "--shard", f"{i}/2", "-q", "-j", "1")
    merged = speechparse("merge", tmp_path / "s.jsonl")
    assert "files       3\n" in merged.stderr
    assert (tmp_path / "s.jsonl").read_bytes() == out.read_bytes()
    stdout = speechparse("batch", folder, "-o", "-", "-q", "-j", "1")
    assert (stdout.returncode, stdout.stderr) == (0, "")
    assert stdout.stdout == out.read_text(encoding="utf-8")


def test_folder_to_store_and_query(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus.sqlite"
    assert speechparse("batch", folder, "-o", out, "-q", "-j", "1").returncode == 0
    hits = [
        json.loads(line)
        for line in speechparse("query", out, "养老服务", "--since", "2020", "--speaker", "张三").stdout.splitlines()
    ]
    assert {Path(hit["path"]).name for hit in hits} == {"民政.txt", "民政gbk.txt"}
    assert all("养老服务" in hit["sentence"] for hit in hits)
    text = speechparse("query", out, "养老服务", "-f", "text").stdout
    assert text.startswith("1. 在全市民政工作会议上的讲话 · 张三 · 2022-03-01\n")
    db = sqlite3.connect(out)
    assert db.execute("SELECT count(*) FROM speeches").fetchone() == (3,)


def test_explain_names_the_rules_behind_each_node(folder: Path, tmp_path: Path) -> None:
    assert speechparse("batch", folder / "2022", "-o", tmp_path / "all.jsonl", "--explain").returncode == 0
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert all("mark:cn-dun" in node["reasons"] for node in json.loads(line)["outline"])


def test_failed_files_cost_exit_code_1_and_a_line(folder: Path, tmp_path: Path) -> None:
    made = speechparse("batch", folder, "-o", tmp_path / "out", "--glob", "*.doc", "--glob", "*.md")
    assert made.returncode == 1
    assert list(errors(tmp_path / "out")) == ["旧.doc"]
    assert "旧.doc: " in made.stderr
    assert [p.name for p in (tmp_path / "out").rglob("*")] == ["a.md.json"]


@pytest.mark.parametrize(
    "args",
    [
        ("batch", "."),
        ("batch", ".", "-o", "o.jsonl", "--shard", "3/2"),
        ("batch", ".", "-o", "-", "--shard", "1/2"),
        ("batch", ".", "-o", "o.jsonl", "-f", "yaml"),
        ("batch", ".", "-o", "o.csv", "--only", "tasks"),
        ("batch", ".", "-o", "out", "-f", "nonsense"),
        ("batch", ".", "-o", "out", "-j", "0"),
        ("query", "o.sqlite"),
        ("query", "o.sqlite", "x", "--role", "nonsense"),
        ("query", "o.sqlite", "x", "--since", "last year"),
    ],
)
def test_usage_errors_are_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    made = speechparse(*args, cwd=tmp_path)
    assert made.returncode == 2
    assert "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("batch", "nothing", "-o", "o.jsonl"), "No such file"),
        (("batch", ".", "-o", "o.nonsense"), "no output has the suffix"),
        (("batch", ".", "-o", "no/such/o.jsonl"), "does not exist"),
        (("query", "nothing.sqlite", "x"), "no such file"),
        (("merge", "o.jsonl"), "has no shards"),
    ],
)
def test_mistakes_are_one_line(tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    made = speechparse(*args, cwd=tmp_path)
    assert made.returncode == 1
    assert message in made.stderr
    assert "Traceback" not in made.stderr


def test_closed_pipe_is_no_error(folder: Path) -> None:
    command = f'"{sys.executable}" -m speechparse batch "{folder}" -o - -q | head -c 10'
    made = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)
    assert made.stderr == ""
