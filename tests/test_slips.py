"""What people type, and what disks and locales do: one clear line each, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from batch_helpers import go, make_documents
from speechparse.batch.executor import PoolError
from speechparse.errors import WriteError
from speechparse.query import Query, search

ASCII = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
posix = pytest.mark.skipif(os.name == "nt", reason="locales of POSIX")


def speechparse(*args: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env=ASCII, encoding="utf-8", timeout=60)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    go(make_documents(folder / "in", 6), folder / "o.sqlite")
    return folder / "o.sqlite"


def test_a_limit_beyond_all_numbers_is_a_limit(store: Path) -> None:
    assert search(str(store), Query(("养老服务",), limit=10**30)).hits


def test_many_terms_are_searched(store: Path) -> None:
    assert search(str(store), Query(tuple(f"第{k}项" for k in range(60)))).hits == []
    assert search(str(store), Query(("养老", *"养老服务工作推进第项"))).hits


def test_a_role_beside_a_unit_is_the_role_of_the_tasks_node(store: Path) -> None:
    assert search(str(store), Query(("养老服务",), role="task", unit="民政厅")).hits
    assert search(str(store), Query(("养老服务",), role="highlight", unit="民政厅")).hits == []


@pytest.mark.parametrize("at", [20, 5000])
def test_a_damaged_store_or_manifest_is_named(tmp_path: Path, at: int) -> None:
    source, out = make_documents(tmp_path / "in", 20), tmp_path / "o.sqlite"
    go(source, out)
    for name in ("o.sqlite", "o.sqlite.manifest"):
        path = tmp_path / name
        whole = path.read_bytes()
        path.write_bytes(whole[:at] + b"\xa5" * 30000 + whole[at + 30000 :])
        with pytest.raises(WriteError, match=r"no manifest of speechparse|no SQLite database|damaged"):
            go(source, out)
        path.write_bytes(whole)
    assert go(source, out).failed == 0


def test_an_address_that_is_none_is_named_at_once(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(PoolError, match="is no address of a dask scheduler"):
        go(make_documents(tmp_path / "in", 1), tmp_path / "o.jsonl", cluster="nonsense")


@posix
def test_a_locale_that_cannot_say_chinese_loses_nothing(tmp_path: Path, store: Path) -> None:
    source = tmp_path / "讲话"
    source.mkdir()
    (source / "防汛.txt").write_text("在防汛会上的讲话\n一、清点库存。\n二、管好堤坝。\n", encoding="utf-8")
    assert speechparse("batch", str(source), "-o", str(tmp_path / "出"), "-q").returncode == 0
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["防汛.txt.json"]
    assert speechparse(str(source / "防汛.txt"), "-o", str(tmp_path / "甲.json")).returncode == 0
    assert "清点" in (tmp_path / "甲.json").read_text(encoding="utf-8")
    assert "推进第" in speechparse("query", str(store), "养老服务").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("args", [("-f", "json"), ("-f", "md"), ("-f", "yaml")])
def test_a_full_disk_behind_stdout_is_one_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、清点库存。\n二、管好堤坝。\n", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = speechparse(str(path), *args, stdout=full.fileno())
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "full" in done.stderr
