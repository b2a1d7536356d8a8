from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from importlib.util import find_spec
from pathlib import Path

import pytest

from batch_helpers import SLOW, TOY, errors, go, make_documents, names, product, tree
from speechparse.batch.discover import order_key
from speechparse.batch.merge import merge
from speechparse.batch.options import Options
from speechparse.batch.run import run
from speechparse.errors import ReadError, WriteError

OUTPUTS = ["o.jsonl", "o.csv", "o.sqlite", "folder"]
OUTPUTS += [name for name, module in (("o.parquet", "pyarrow"), ("o.xlsx", "xlsxwriter")) if find_spec(module)]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_documents(tmp_path_factory.mktemp("documents"), 90)


@pytest.mark.parametrize("name", OUTPUTS)
def test_bytes_are_the_same_for_any_number_of_processes_and_shards(documents: Path, tmp_path: Path, name: str) -> None:
    made = []
    for jobs in (1, 2, 4) if name == "o.jsonl" else (1, 4):
        out = tmp_path / str(jobs) / name
        out.parent.mkdir()
        assert go(documents, out, jobs=jobs).done == 90
        made.append(product(out))
    out = tmp_path / "shards" / name
    out.parent.mkdir()
    for i in (2, 1):
        go(documents, out, shard=(i, 2))
    assert merge(str(out)).done == 90
    assert all(one == made[0] for one in [*made, product(out)])


def test_documents_stand_in_the_order_of_their_names(documents: Path, tmp_path: Path) -> None:
    go(documents, tmp_path / "o.jsonl", work=SLOW, jobs=2)
    found = names(tmp_path / "o.jsonl")
    assert len(found) == 90
    assert found == sorted(found, key=order_key)
    assert [found[0], found[30]] == ["a/讲话1.txt", "a.b/讲话11.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.jsonl", "o.jsonl.manifest"]


def test_folder_keeps_the_tree_and_names_that_differ_by_suffix_apart(tmp_path: Path) -> None:
    source = tmp_path / "in"
    long = "长" * 80
    for name in ("a.txt", "a.md", "b/a.txt", f"{long}.txt", f"{long}.md"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    go(source, tmp_path / "out")
    made = tree(tmp_path / "out")
    assert len(made) == 5
    assert {"a.txt.json", "a.md.json", "b/a.txt.json"} < set(made)
    assert all(len(os.fsencode(Path(name).name)) <= 255 for name in made)
    assert json.loads(made["b/a.txt.json"])["metadata"]["title"] == "b/a.txt"


def test_folder_takes_other_formats(tmp_path: Path) -> None:
    make_documents(tmp_path / "in", 2)
    go(tmp_path / "in", tmp_path / "out", format="yaml")
    assert {name[-4:] for name in tree(tmp_path / "out")} == {"yaml"}


def test_csv_has_one_head_and_opens_in_excel(documents: Path, tmp_path: Path) -> None:
    go(documents, tmp_path / "o.csv")
    data = (tmp_path / "o.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfname,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 270
    assert rows[0]["lead"] == "民政厅"


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name not in ("o.csv", "o.xlsx")])
def test_second_run_does_only_what_is_new_or_changed(tmp_path: Path, name: str) -> None:
    source, out = make_documents(tmp_path / "in", 20), tmp_path / name
    assert go(source, out).done == 20
    before = product(out)
    again = go(source, out)
    assert (again.done, again.unchanged) == (0, 20)
    assert product(out) == before
    (source / "a" / "讲话1.txt").write_text("新的题目\n推进一项工作")
    (source / "新.txt").write_text("新来的")
    (source / "甲" / "讲话0.txt").touch()  # another time, the same bytes
    third = go(source, out)
    assert (third.done, third.unchanged) == (3, 18)
    fresh = tmp_path / "fresh" / name
    fresh.parent.mkdir()
    go(source, fresh)
    if name != "o.sqlite":
        assert product(out) == product(fresh)
    else:
        assert corpus(out) == corpus(fresh)


def corpus(database: Path) -> dict[str, list[str]]:
    db = sqlite3.connect(database)
    tables = ("ledger", "points", "unit_tasks", "broken_claims")
    made = {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in tables}
    found = db.execute("SELECT n.text FROM nodes_fts f JOIN nodes n ON n.id = f.rowid WHERE nodes_fts MATCH '养老服务'")
    return {**made, "hits": sorted(map(repr, found))}


def test_sqlite_is_left_alone_by_a_second_run_even_without_a_manifest(tmp_path: Path) -> None:
    source, out = make_documents(tmp_path / "in", 20), tmp_path / "o.sqlite"
    go(source, out)
    before = out.read_bytes()
    (tmp_path / "o.sqlite.manifest").unlink()
    go(source, out)
    assert out.read_bytes() == before


def test_sqlite_keeps_what_other_folders_brought(tmp_path: Path) -> None:
    for year in ("2021", "2022"):
        make_documents(tmp_path / year, 3)
        go(tmp_path / year, tmp_path / "o.sqlite")
    db = sqlite3.connect(tmp_path / "o.sqlite")
    assert db.execute("SELECT count(DISTINCT path), count(DISTINCT name) FROM speeches").fetchone() == (6, 3)


def test_options_that_change_the_output_make_old_results_stale(tmp_path: Path) -> None:
    source, out = make_documents(tmp_path / "in", 3), tmp_path / "o.jsonl"
    go(source, out)
    assert go(source, out, only=("metadata",)).done == 3
    assert set(json.loads(out.read_text().splitlines()[0])) == {"schema_version", "source", "metadata"}


def test_force_does_all_anew_and_retry_failed_only_what_failed(tmp_path: Path) -> None:
    source, out = make_documents(tmp_path / "in", 6), tmp_path / "o.jsonl"
    (source / "a" / "坏.txt").write_text("!raise")
    assert (go(source, out).failed, go(source, out, force=True).done) == (1, 6)
    (source / "a" / "坏.txt").write_text("好了")
    (source / "a" / "新.txt").write_text("新")
    summary = go(source, out, retry_failed=True)
    assert (summary.done, summary.unchanged) == (1, 6)
    assert "a/坏.txt" in names(out)
    assert "a/新.txt" not in names(out)


def test_failed_document_is_listed_with_its_cause_and_its_old_result_goes(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 3)
    for name in ("o.jsonl", "o.sqlite", "folder"):
        assert go(source, tmp_path / name).exit_code == 0
    (source / "a" / "讲话1.txt").write_text("!raise")
    for name in ("o.jsonl", "o.sqlite", "folder"):
        summary = go(source, tmp_path / name)
        assert (summary.done, summary.failed, summary.exit_code) == (0, 1, 1)
        assert errors(tmp_path / name) == {"a/讲话1.txt": "is no speech; send another"}
    assert "a/讲话1.txt" not in names(tmp_path / "o.jsonl")
    assert "a/讲话1.txt.json" not in tree(tmp_path / "folder")
    db = sqlite3.connect(tmp_path / "o.sqlite")
    assert db.execute("SELECT count(*) FROM speeches").fetchone() == (2,)
    (source / "a" / "讲话1.txt").write_text("好了")
    go(source, tmp_path / "o.jsonl")
    assert errors(tmp_path / "o.jsonl") == {}


def test_deleted_output_is_made_again(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 4)
    for name in ("o.jsonl", "o.sqlite", "folder"):
        go(source, tmp_path / name)
    before = {name: product(tmp_path / name) for name in ("o.jsonl", "folder")}
    (tmp_path / "o.jsonl").write_bytes(before["o.jsonl"][""].replace("推进".encode(), "改了".encode()))
    (tmp_path / "o.sqlite").unlink()
    (tmp_path / "folder" / "a" / "讲话1.txt.json").unlink()
    assert go(source, tmp_path / "o.jsonl").done == 4
    assert go(source, tmp_path / "o.sqlite").done == 4
    assert go(source, tmp_path / "folder").done == 1
    assert before == {name: product(tmp_path / name) for name in before}


def test_output_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 3)
    for _ in range(2):
        assert go(source, source / "out", format="report").files == 3
        assert go(source, source / "o.jsonl", excludes=("out",)).files == 3


def test_no_documents_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in OUTPUTS:
        assert go(tmp_path / "in", tmp_path / name).exit_code == 0
        assert (tmp_path / name).exists()


def test_two_runs_on_one_output_do_not_mix(documents: Path, tmp_path: Path) -> None:
    class Second:
        def start(self, totals: object) -> None:
            with pytest.raises(WriteError, match="another run or program"):
                go(documents, tmp_path / "o.jsonl")

        def step(self, summary: object) -> None:
            pass

    options = Options((str(documents),), str(tmp_path / "o.jsonl"), jobs=1, work=TOY)
    assert run(options, Second()).done == 90


def test_merge_names_the_shard_that_is_missing(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    with pytest.raises(ReadError, match="no shards"):
        merge(str(out))
    go(documents, out, shard=(1, 3))
    go(documents, out, shard=(3, 3))
    with pytest.raises(ReadError, match="shard 2/3 is missing"):
        merge(str(out))
    assert not out.exists()


def test_urls_are_read_and_written_by_fsspec_and_resumed(documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    go(documents, tmp_path / "plain.jsonl")
    # local:// goes the way of s3:// and hdfs://, not that of a path
    for name in ("o.jsonl", "folder"):
        out = f"local://{tmp_path}/{name}"
        options = Options((f"local://{documents}",), out, jobs=2, work=TOY)
        assert run(options).done == 90
        summary = run(options)
        assert (summary.done, summary.unchanged) == (0, 90)
    assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "plain.jsonl").read_bytes()
    go(documents, tmp_path / "plain")
    assert tree(tmp_path / "folder") == tree(tmp_path / "plain")
    left = {p.name for p in tmp_path.iterdir()}
    assert {n for n in left if n.startswith("o.")} == {"o.jsonl", "o.jsonl.manifest"}
