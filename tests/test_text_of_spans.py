"""The text that offsets point into: printed, written beside the structure, read from bytes, and back."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import speechparse
from speechparse import Speech

PAGE = """<html><body><h1>在春耕会上的讲话</h1><p>同志们：</p><p>一、备足种子。各村要在3月底前清点库存。</p>
<p>（一）清点。</p><p>（二）采购。</p><p>二、修好水渠。</p></body></html>"""
TEXT = "一、备足种子。\n二、修好水渠。\n"


def run(*args: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True).stdout.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def _titles_stand_at_their_spans(speech: dict[str, Any], text: str) -> None:
    nodes = list(Speech.from_dict({k: v for k, v in speech.items() if k != "text"}).walk())
    assert len(nodes) == 4
    for node in nodes:
        assert text[slice(*node.title_span)] == node.title


def test_the_text_command_prints_what_the_spans_count_in(folder: Path) -> None:
    _titles_stand_at_their_spans(json.loads(run("a.html", cwd=folder)), run("text", "a.html", cwd=folder))


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_with_text_the_text_stands_beside_the_structure(folder: Path, format: str) -> None:
    speech = json.loads(run("parse", "a.html", "--with-text", "-f", format, cwd=folder))
    _titles_stand_at_their_spans(speech, speech["text"])
    assert "text" not in json.loads(run("a.html", cwd=folder))


@pytest.mark.parametrize("out", ["o.jsonl", "o.sqlite", "o.parquet"])
def test_batch_writes_the_text(folder: Path, out: str) -> None:
    source = speechparse.read_source(folder / "a.html")
    (folder / "docs").mkdir()
    (folder / "a.html").rename(folder / "docs" / "a.html")
    if out.endswith("parquet"):
        pytest.importorskip("pyarrow")
    run("batch", "docs", "-o", out, "--with-text", "-q", "-j", "1", cwd=folder)
    if out.endswith("jsonl"):
        assert json.loads((folder / out).read_text(encoding="utf-8"))["text"] == source.text
    elif out.endswith("sqlite"):
        assert sqlite3.connect(folder / out).execute("SELECT text FROM speeches").fetchall() == [(source.text,)]
    else:
        from pyarrow import parquet

        assert parquet.read_table(folder / out).to_pylist()[0]["text"] == source.text


def test_bytes_and_file_objects_are_read(folder: Path) -> None:
    data = TEXT.encode("gb18030")
    for given in (data, bytearray(data), memoryview(data), io.BytesIO(data)):
        (speech,) = speechparse.read(given)
        assert (speech.source.chars, len(list(speech.walk()))) == (len(TEXT), 2)
    with (folder / "a.html").open("rb") as file:
        assert speechparse.read(file)[0].source.format == "html"
    assert speechparse.read_source(data, name="讲话.md").format == "markdown"
    with pytest.raises(TypeError, match="'rb'"):
        speechparse.read(io.StringIO(TEXT))  # type: ignore[arg-type]


def test_output_is_read_back() -> None:
    text = "在春耕会上的讲话\n（2024年3月5日）\n一、备足种子。\n（一）清点。\n二、修渠。县水利局3月底前完成100公里。\n"
    speech = speechparse.parse(text)
    assert Speech.from_dict(json.loads(json.dumps(speech.to_dict()))) == speech
    assert [node.ordinal for node in speech.walk()] == [1, 1, 2]


def test_an_outline_deeper_than_pythons_recursion_is_read_back() -> None:
    node: dict[str, Any] = {}
    for level in range(3000, 0, -1):
        node = {
            "id": str(level), "level": level, "marker": None, "ordinal": None, "style": "", "role": "task", "title": "",
            "text": "", "span": [0, 1], "title_span": [0, 1], "text_spans": [], "confidence": 1.0,
            "children": [node] if node else [],
        }  # fmt: skip
    speech = Speech.from_dict({"source": {}, "metadata": {}, "outline": [node]})
    assert len(list(speech.walk())) == 3000


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "speech has no source"),
        ({"source": {"chars": "9"}, "metadata": {}}, "speech.source.chars is '9'"),
        ({"source": {}, "metadata": {}, "outline": [{}]}, r"speech.outline\[0\] has no id"),
        ({"source": {}, "metadata": {}, "diagnostics": {}}, "speech.diagnostics is"),
    ],
)
def test_data_of_another_shape_names_the_place(data: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Speech.from_dict(data)
