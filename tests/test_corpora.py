"""Many texts in one file: JSON Lines, JSON, CSV, ZIP archives; lists of files and tables on them."""

from __future__ import annotations

import importlib
import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from speechparse.cli import run
from speechparse.errors import ReadError
from speechparse.model import Speech
from speechparse.readers.corpus import Columns, of_file, read, sidecar
from speechparse.schema import generate

TEXTS = ["在春耕会上的讲话\n一、备种。\n二、修渠。", "在防汛会上的讲话\n一、清淤。\n二、巡堤。"]
LINES = "".join(json.dumps({"id": i, "正文": text}, ensure_ascii=False) + "\n" for i, text in enumerate(TEXTS, 1))


def main(*args: str) -> int:
    with pytest.raises(SystemExit) as done:
        run(list(args))
    return int(done.value.code or 0)


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def csv(delimiter: str) -> str:
    return f"id{delimiter}正文\n" + "".join(f'{i}{delimiter}"{text}"\n' for i, text in enumerate(TEXTS, 1))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", LINES.encode()),
        ("a.jsonl", LINES.replace("\n", "\r\n\r\n").encode("gb18030")),
        ("a.json", json.dumps([{"id": 1, "正文": TEXTS[0]}, {"id": 2, "正文": TEXTS[1].split("\n")}]).encode()),
        ("a.csv", csv(",").encode("utf-8-sig")),
        ("a.tsv", csv("\t").encode()),
    ],
)
def test_each_record_is_a_text_with_its_other_columns(name: str, data: bytes) -> None:
    found = list(read(data, name, Columns("正文")))
    assert [source.text for source in found] == TEXTS
    assert [source.name for source in found] == [f"{name}#000001", f"{name}#000002"]
    assert [source.properties for source in found] == [(("id", "1"),), (("id", "2"),)]


def test_only_the_columns_asked_for_are_kept() -> None:
    line = json.dumps({"text": "一、备种。", "title": "春耕讲话", "url": "http://a.example"})
    (source,) = read(line.encode(), "a.jsonl", Columns("text", ("title",)))
    assert source.properties == (("title", "春耕讲话"),)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (LINES, "has no column 'text'.*id, 正文"),
        (LINES + "{oops\n", "line 3 is no valid JSON"),
        ("\n", "holds no records"),
    ],
)
def test_what_is_wrong_with_a_corpus_is_said(data: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        list(read(data.encode(), "a.jsonl", Columns("text")))


def test_a_table_on_files_finds_them_by_path_name_or_stem() -> None:
    data = "file\ttitle\n讲话/甲.txt\t春耕\n乙.txt\t防汛\n丙\t年会\n".encode()
    table = sidecar(data, "index.tsv")
    found = [of_file(table, name) for name in ("/x/讲话/甲.txt", "讲话/乙.txt", "丙.docx", "甲.txt")]
    assert found == [(("title", "春耕"),), (("title", "防汛"),), (("title", "年会"),), ()]


def test_the_command_reads_a_corpus_and_a_list_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, single = tmp_path / "a.jsonl", tmp_path / "甲.txt"
    corpus.write_text(LINES, encoding="utf-8")
    single.write_text(TEXTS[0], encoding="utf-8")
    assert main(str(corpus), "--text-column", "正文", "-f", "jsonl") == 0
    assert len(rows(capsys.readouterr().out)) == 2
    assert main(str(corpus), "-f", "jsonl") == 1
    assert "--text-column" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{single}\r\n\n{single}\n".encode())))
    assert main("--files-from", "-", "-f", "jsonl") == 0
    assert len(rows(capsys.readouterr().out)) == 2
    assert main("--files-from", str(tmp_path / "none")) == 1
    assert main("-f", "jsonl") == 2


def test_a_batch_does_the_records_of_corpora_and_the_members_of_archives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "a.jsonl").write_text(LINES, encoding="utf-8")
    (folder / "b.csv").write_text(csv(","), encoding="utf-8")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("讲话/甲.txt", TEXTS[0])
        archive.writestr("图.png", b"\x89PNG")
        archive.writestr("__MACOSX/._甲.txt", "x")
    assert main("batch", str(folder), "-o", str(out), "--text-column", "正文", "-j", "1", "-q") == 0
    names = [row["source"]["name"] for row in rows(out.read_text(encoding="utf-8"))]  # type: ignore[index]
    assert names == ["a.jsonl#000001", "a.jsonl#000002", "b.csv#000001", "b.csv#000002", "c.zip/讲话/甲.txt"]
    assert main("batch", str(folder), "-o", str(out), "--text-column", "正文", "-j", "1") == 0
    assert "unchanged   5" in capsys.readouterr().err


def test_an_archive_made_on_windows_has_readable_names(tmp_path: Path) -> None:
    path, out = tmp_path / "c.zip", tmp_path / "out.jsonl"
    info = zipfile.ZipInfo("jia.txt")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, TEXTS[0])
    data = path.read_bytes().replace(b"jia.txt", "甲.".encode("gb18030") + b"txt "[:4])
    path.write_bytes(data)
    assert main("batch", str(path), "-o", str(out), "--glob", "*", "-j", "1", "-q") == 0
    assert "甲.txt" in out.read_text(encoding="utf-8")


def test_a_damaged_archive_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "b.txt").write_text(TEXTS[0], encoding="utf-8")
    out = tmp_path / "out" / "all.jsonl"
    out.parent.mkdir()
    assert main("batch", str(tmp_path), "-o", str(out), "-j", "1", "-q") == 1
    assert len(rows(out.read_text(encoding="utf-8"))) == 1


PARQUET = pytest.mark.skipif(find_spec("pyarrow") is None, reason="the extra `parquet` is not installed")
SINKS = ["o.jsonl", "o.sqlite", pytest.param("o.parquet", marks=PARQUET)]
ROWS = "file,地区,正文\na.txt,云岭,在春耕会上的讲话\nb.txt,石桥,在防汛会上的讲话\n"


def columns_of(out: Path) -> list[object]:
    if out.suffix == ".jsonl":
        return [row.get("columns") for row in rows(out.read_text(encoding="utf-8"))]
    if out.suffix == ".sqlite":
        with closing(sqlite3.connect(out)) as db:
            found = [row for (row,) in db.execute("SELECT columns FROM speeches ORDER BY path")]
    else:
        found = importlib.import_module("pyarrow.parquet").read_table(out).column("columns").to_pylist()
    return [row and json.loads(row) for row in found]


@pytest.mark.parametrize("out", SINKS)
def test_columns_kept_beside_the_texts_stand_in_the_output(tmp_path: Path, out: str) -> None:
    corpus = tmp_path / "c.csv"
    corpus.write_text(ROWS, encoding="utf-8")
    options = ["--text-column", "正文", "--meta-columns", "地区"]
    assert main("batch", str(corpus), "-q", "-j", "1", "-o", str(tmp_path / out), *options) == 0
    assert columns_of(tmp_path / out) == [{"地区": "云岭"}, {"地区": "石桥"}]


@pytest.mark.parametrize("out", SINKS)
def test_a_table_on_the_files_stands_in_the_output(tmp_path: Path, out: str) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "c.txt"):
        (tmp_path / "in" / name).write_text("一、备种。\n二、修渠。\n", encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text(ROWS, encoding="utf-8")
    batch = ["batch", str(tmp_path / "in"), "-q", "-j", "1", "-o", str(tmp_path / out), "--meta", str(table)]
    assert main(*batch) == 0
    assert columns_of(tmp_path / out) == [{"地区": "云岭", "正文": "在春耕会上的讲话"}, None]


@pytest.mark.parametrize("format", ["json", "jsonl", "yaml"])
def test_one_call_writes_columns_as_batch_does(tmp_path: Path, format: str) -> None:
    if format == "yaml":
        pytest.importorskip("yaml")
    corpus, out = tmp_path / "c.csv", tmp_path / f"o.{format}"
    corpus.write_text(ROWS, encoding="utf-8")
    options = ["--text-column", "正文", "--meta-columns", "地区"]
    assert main("parse", str(corpus), "-o", str(out), *options) == 0
    text = out.read_text(encoding="utf-8")
    assert (text.count("地区"), text.count("石桥")) == (2, 1)


def test_what_is_written_on_request_holds_to_the_schema(tmp_path: Path) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(generate())
    corpus, out = tmp_path / "c.csv", tmp_path / "o.jsonl"
    corpus.write_text(ROWS, encoding="utf-8")
    assert main("parse", str(corpus), "--text-column", "正文", "--with-text", "-o", str(out)) == 0
    for row in rows(out.read_text(encoding="utf-8")):
        assert "text" in row
        assert "columns" in row
        assert list(validator.iter_errors(row)) == []
        assert Speech.from_dict(row).to_dict()["source"] == row["source"]
