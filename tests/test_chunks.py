"""Pieces of a text and the text as Markdown: nothing left out, none too long, the headings where they stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechparse
from speechparse.chunks import chunks
from speechparse.writers.registry import BY_NAME, Options, render

TEXT = """在石桥县重点工作推进会上的讲话
县长　何立群
（2024年8月30日）

同志们：
下面，安排下一步的重点工作任务。
一、重点任务
（一）推进县医院新院区建设。10月底前完成主体封顶。（责任单位：卫生健康局）
（二）抓好防火工作。各村都要巡查，不漏一户一处。
二、几点要求
一要挂图作战，二要按周调度。
"""
SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.*"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("size", [50, 200, 1000])
def test_pieces_joined_give_the_whole_text_and_none_is_too_long(path: Path, size: int) -> None:
    source = speechparse.read_source(path)
    found = list(chunks(speechparse.parse_source(source), source.text, size=size))
    assert "".join(chunk.text for chunk in found) == source.text
    assert all(chunk.text == source.text[slice(*chunk.span)] for chunk in found)
    assert max(map(len, (chunk.text for chunk in found))) <= size


@given(st.text(alphabet="一二、（）。，\n 要抓好甲乙1.", max_size=200), st.integers(50, 120))
def test_any_text_is_covered(text: str, size: int) -> None:
    found = list(chunks(speechparse.parse_all(text), text, size=size, join=20))
    assert "".join(chunk.text for chunk in found) == text
    assert all(len(chunk.text) <= size for chunk in found)


def test_a_piece_tells_its_headings_roles_tasks_and_lines() -> None:
    speeches = speechparse.parse_all(TEXT)
    (piece,) = [chunk for chunk in chunks(speeches, TEXT, size=60, join=0) if "新院区" in chunk.text]
    assert piece.path == ("一、重点任务", "（一）推进县医院新院区建设")
    assert (piece.roles, piece.nodes, piece.tasks, piece.lines) == (("task",), ("1.1",), ("T1",), (8, 8))
    assert (piece.speaker, piece.date) == ("何立群", "2024-08-30")


def test_a_size_that_holds_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        list(chunks(speechparse.parse_all(TEXT), TEXT, size=0))


def markdown(text: str) -> str:
    source = speechparse.SourceText(text)
    return "".join(render(speechparse.parse_source(source), BY_NAME["markdown"], Options(source=lambda _: source)))


def test_the_document_as_markdown_with_its_headings() -> None:
    assert [line for line in markdown(TEXT).split("\n") if line.startswith("#")] == [
        "# 在石桥县重点工作推进会上的讲话",
        "## 一、重点任务",
        "### （一）推进县医院新院区建设",
        "### （二）抓好防火工作",
        "## 二、几点要求",
    ]
    assert "\n\n10月底前完成主体封顶。（责任单位：卫生健康局）\n\n" in markdown(TEXT)
    assert "一要挂图作战，二要按周调度。" in markdown(TEXT)


def test_lines_broken_for_their_width_are_joined() -> None:
    text = "在防汛会上的讲话\n陆怀安\n同志们：\n气象部门研判今年主汛期来得早雨量\n偏多三成，局地还会有暴雨。\n"
    text += "一、巡堤。\n二、清淤。\n"
    assert "气象部门研判今年主汛期来得早雨量偏多三成，局地还会有暴雨。" in markdown(text)


def test_the_command_writes_a_line_a_piece(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    program = [sys.executable, "-m", "speechparse", "chunks", "a.txt", "--size", "80"]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", cwd=tmp_path, env=os.environ, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert "".join(chunk["text"] for chunk in found) == TEXT
    assert {chunk["source"] for chunk in found} == {"a.txt"}
