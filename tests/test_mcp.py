"""The server for the Model Context Protocol: its tools, and that it reads nothing outside its folders."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

TEXT = """在春耕会上的讲话
周启明
（2024年3月5日）
同志们：
下面安排重点任务。
一、备好种子，4月底前完成。（责任单位：农业局）
二、修好渠道，8月底前完成。（责任单位：水利局）
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def call(folder: Path, tool: str, **arguments: Any) -> str:
    from speechparse.mcp_server import server

    result = asyncio.run(server([folder / "in"]).call_tool(tool, arguments))
    return repr(result)


def test_tasks_and_quote(folder: Path) -> None:
    said = call(folder, "tasks", path="a.txt", unit="水利局")
    assert "修好渠道" in said
    assert "备好种子" not in said
    start = TEXT.index("备好种子")
    assert "备好种子" in call(folder, "quote", path="a.txt", start=start, end=start + 4)
    assert "周启明" in call(folder, "parse", path="a.txt", section="metadata")


@pytest.mark.parametrize("path", ["../secret.txt", "none.txt"])
def test_a_file_outside_or_missing_is_an_error(folder: Path, path: str) -> None:
    try:
        said = call(folder, "parse", path=path)
    except Exception as error:  # the package wraps what a tool raises
        said = str(error)
    assert "周启明" not in said
    assert "outside the folders" in said or "no such file" in said or "rror" in said


def test_it_speaks_the_protocol_over_standard_input(folder: Path) -> None:
    first = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip
    second = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    third = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
    program = [sys.executable, "-m", "speechparse", "mcp", str(folder / "in")]
    process = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for message in (first, second, third):
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    process.stdin.close()
    process.wait(20)
    assert {tool["name"] for tool in answers[1]["result"]["tools"]} == {"parse", "tasks", "quote"}
