from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import speechparse
from batch_helpers import TOY, make_documents


def test_results_come_in_the_order_asked_for_with_failures_among_them(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 30)
    paths = sorted(source.rglob("*.txt"), reverse=True)
    (source / "坏.txt").write_text("!segv")
    asked = [*paths[:10], source / "坏.txt", tmp_path / "nothing.txt", tmp_path, *paths[10:]]
    results = list(speechparse.parse_files(asked, jobs=2, work=TOY))
    assert [result.path for result in results] == list(map(str, asked))
    assert [i for i, result in enumerate(results) if not result.ok] == [10, 11, 12]
    assert results[10].error is not None
    assert "SIGSEGV" in results[10].error
    (speech,) = results[0].speeches
    assert speech.source.name == str(asked[0])
    assert speech.metadata.title is not None
    assert pickle.loads(pickle.dumps(results)) == results


def test_endless_paths_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("题目")
    results = speechparse.parse_files(itertools.repeat(tmp_path / "a.txt"), jobs=1, work=TOY)
    assert all(result.ok for result in itertools.islice(results, 50))
    results.close()  # type: ignore[attr-defined]


def test_records_make_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("题目\n推进一项\n推进二项")
    results = list(speechparse.parse_files([tmp_path / "a.txt", tmp_path / "b.txt"], jobs=1, work=TOY))
    records = list(speechparse.to_records(results, "tasks"))
    assert [(row["path"], row["task"], row["text"]) for row in records] == [
        (str(tmp_path / "a.txt"), "T1", "推进一项"),
        (str(tmp_path / "a.txt"), "T2", "推进二项"),
    ]
    assert len(list(speechparse.to_records(results))) == 1
    with pytest.raises(KeyError):
        list(speechparse.to_records(results, "nothing"))
    pa = pytest.importorskip("pyarrow")
    assert pa.Table.from_pylist(records).num_rows == 2


def test_mistaken_rules_are_told_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("nonsense")
    with pytest.raises(speechparse.RulesError):
        next(speechparse.parse_files([tmp_path / "a.txt"], rules=[tmp_path / "rules.toml"]))


def test_script_needs_no_main_guard(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("在会议上的讲话\n一、抓好落实\n二、加强领导\n", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text("import speechparse\nprint([r.ok for r in speechparse.parse_files(['a.txt'], jobs=2)])\n")
    # A file among the documents must not be taken for a module.
    (tmp_path / "pickle.py").write_text("raise SystemExit('wrong module')")
    made = subprocess.run([sys.executable, "-P", str(script)], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert made.stdout == "[True]\n"
