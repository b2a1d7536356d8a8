"""An output is never an input: not inside the folder, not by a link, not the next time; and names no odd place."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from batch_helpers import go, make_documents, names, tree
from speechparse.batch.kinds import kind_of
from speechparse.errors import WriteError

links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def test_an_output_inside_the_inputs_never_grows(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 6)
    for out in ("out", "a/out", "other"):
        for _ in range(2):
            assert go(source, source / out, format="report").files == 6
    assert len(tree(source / "out")) == len(tree(source / "other")) == 6


@links
def test_an_output_reached_by_a_link_is_no_input(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 6)
    (tmp_path / "link").symlink_to(source)
    for _ in range(2):
        assert go(tmp_path / "link", source / "out", format="report").files == 6
        assert go(source, tmp_path / "link" / "again", format="report").files == 6


@pytest.mark.parametrize("out", ["in", "in/", "in/../in", "link"])
def test_a_folder_is_not_written_into_itself(tmp_path: Path, out: str) -> None:
    source = make_documents(tmp_path / "in", 3)
    if out == "link":
        if os.name == "nt":
            pytest.skip("links need rights on Windows")
        (tmp_path / "link").symlink_to(source)
    before = tree(tmp_path)
    with pytest.raises(WriteError, match="folder of the inputs"):
        go(source, f"{tmp_path}/{out}", format="report")
    assert tree(tmp_path) == before


def test_an_input_is_not_written_over(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 3)
    corpus = source / "corpus.jsonl"
    corpus.write_text('{"text": "一、抓好防汛"}\n', encoding="utf-8")
    for root in (corpus, source):
        with pytest.raises(WriteError, match=r"also an input|stands among the inputs"):
            go(root, corpus, text_column="text")
    assert corpus.read_text(encoding="utf-8").startswith("{")
    for _ in range(2):
        assert go(source, source / "o.jsonl").files == 3


@pytest.mark.parametrize(
    ("out", "says"), [("", "names no output"), (" ", "names no output"), ("/", "root of the disk")]
)
def test_odd_places_are_no_output(out: str, says: str) -> None:
    with pytest.raises(WriteError, match=says):
        kind_of(out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_is_no_output() -> None:
    with pytest.raises(WriteError, match="device"):
        kind_of("/dev/full")


@links
def test_a_raw_byte_and_its_escaped_twin_are_two_documents(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    try:
        (source / os.fsdecode(b"a\xff.txt")).write_text("甲", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (source / "a\\xff.txt").write_text("乙", encoding="utf-8")
    assert go(source, tmp_path / "out").done == 2
    assert sorted(tree(tmp_path / "out")) == ["a\\x5cxff.txt.json", "a\\xff.txt.json"]
    go(source, tmp_path / "o.jsonl")
    assert len(set(names(tmp_path / "o.jsonl"))) == 2


@links
def test_a_link_planted_under_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    source, victim = make_documents(tmp_path / "in", 3), tmp_path / "victim"
    victim.write_text("mine")
    go(source, tmp_path / "out")
    from hashlib import sha256

    for path in sorted((tmp_path / "out").rglob("*.json")):
        name = str(path.relative_to(tmp_path / "out"))
        path.unlink()
        (path.parent / f".{sha256(name.encode()).hexdigest()[:16]}.tmp").symlink_to(victim)
    assert go(source, tmp_path / "out").done == 3
    assert victim.read_text() == "mine"
    assert not list((tmp_path / "out").rglob(".*.tmp"))


def test_damage_of_equal_length_to_a_result_is_seen(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 3)
    go(source, tmp_path / "out")
    path = next((tmp_path / "out").rglob("*.json"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-5] + b"XXXXX")
    assert go(source, tmp_path / "out").done == 1
    assert path.read_bytes() == whole


@pytest.mark.parametrize("taken", ["nodes", "tasks", "task_units", "claims", "speeches"])
def test_rows_taken_from_a_store_come_back(tmp_path: Path, taken: str) -> None:
    source, out = make_documents(tmp_path / "in", 3), tmp_path / "o.sqlite"
    go(source, out)
    assert go(source, out).done == 0
    with sqlite3.connect(out) as db:
        db.execute("PRAGMA foreign_keys = ON")
        before = db.execute(f"SELECT count(*) FROM {taken}").fetchone()
        db.execute(f"DELETE FROM {taken} WHERE id = (SELECT min(id) FROM {taken})")
    db.close()
    assert go(source, out).done == 1
    with sqlite3.connect(out) as db:
        assert db.execute(f"SELECT count(*) FROM {taken}").fetchone() == before
    db.close()
