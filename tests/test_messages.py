"""The table of messages: every sentence of the code has its Chinese, and what is shown is in one language."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer

import speechparse
from speechparse import messages
from speechparse.commands.examples import EXAMPLES
from speechparse.commands.table import COMMANDS, built
from speechparse.parser.asides import _FORMAT, _MARK, _REASONS
from speechparse.parser.assemble import _DOUBTS, _END_ADVICE, _GAP_ADVICE, _LOST
from speechparse.parser.explain import STAGES

SRC = Path(speechparse.__file__).parent
SAYING = {"ReadError", "WriteError", "RulesError", "ConfigError", "BadParameter", "say", "note", "detail", "tr"}
HOLDING = {"problem", "advice", "message", "why", "note"}  # names of variables that go into such calls
NOT_SAID = {"undict.py", "numerals.py", "checks.py"}  # mistakes of a programmer; checks are asked for below


def template(node: ast.expr) -> str:
    """The sentence of a literal, ``{}`` where something is put in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    assert isinstance(node, ast.Constant)
    return str(node.value)


def literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield template(node)
    elif isinstance(node, ast.IfExp | ast.BoolOp | ast.Tuple | ast.Starred):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(SRC.rglob("*.py")):
        if path.name.startswith("zh_") or path.name in NOT_SAID or path.name == "_compiled.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found: list[str] = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in SAYING:
                    found = [text for arg in node.args for text in literals(arg)]
            elif isinstance(node, ast.Assign) and {getattr(t, "id", "") for t in node.targets} & HOLDING:
                found = list(literals(node.value))
            yield from ((text, path.name) for text in found if re.search(r"[a-z]{2,} [a-z(]", text.replace("{}", "")))


def helps() -> Iterator[str]:
    yield from (line for _, line in COMMANDS.values())
    for name in COMMANDS:
        command = typer.main.get_command(built([name], []))
        yield from (" ".join(part.split()) for part in (command.help or "").strip().split("\n\n"))
        yield from filter(None, (getattr(param, "help", None) for param in command.params))
    yield from (words for rows in EXAMPLES.values() for _, words in rows)


@pytest.mark.parametrize(("text", "where"), sorted(set(sentences())))
def test_every_sentence_of_the_code_is_in_the_table(text: str, where: str) -> None:
    filled = re.sub(r"\{\}", "x", text)
    assert messages.known(filled) or messages.known(filled.removeprefix("speechparse: ")), f"{where}: {text}"


def test_every_help_text_is_in_the_table() -> None:
    assert [text for text in helps() if not messages.known(text)] == []


def test_every_remark_of_the_parser_is_in_the_table() -> None:
    remarks = [_LOST, _END_ADVICE, *_GAP_ADVICE.values(), *_DOUBTS.values(), _MARK]
    remarks += [f"{reason}: x" for reason in (*_REASONS.values(), f"{_FORMAT} (code)")]
    assert [text for text in (re.sub(r"\{\w+\}", "x", text) for text in remarks) if not messages.known(text)] == []


def test_rows_have_as_many_gaps_in_both_languages() -> None:
    for table in messages.TABLES:
        for english, chinese in import_module(f"speechparse.messages.{table}").ZH.items():
            assert english.count("{}") == chinese.count("{}"), english
            assert re.search("[\u4e00-\u9fff]", chinese) or english.startswith(("{", "speechparse")), english


def test_what_stands_in_the_gaps_is_put_over_too() -> None:
    assert messages.tr("is a ZIP archive, not text", "zh") == "是ZIP 压缩包，不是文本"
    assert messages.tr("a number is missing before 四、", "zh") == "序号不连续：四、 之前缺号"
    assert messages.tr("nothing of the kind", "zh") == "nothing of the kind"
    assert messages.tr("no such file", "en") == "no such file"


def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "speechparse", *args]
    base = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "SPEECHPARSE"))}
    return subprocess.run(
        program, capture_output=True, encoding="utf-8", env=base | {"PYTHONUTF8": "1"} | env, check=False
    )


@pytest.mark.parametrize(
    ("args", "env", "chinese"),
    [
        ((), {"LC_ALL": "zh_CN.UTF-8"}, True),
        ((), {"LANG": "zh_CN.UTF-8"}, True),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ((), {"SPEECHPARSE_LANG": "zh"}, True),
        (("--lang", "zh"), {}, True),
        (("--lang=en",), {"LANG": "zh_CN.UTF-8"}, False),
        ((), {}, False),
    ],
)
def test_the_language_of_the_user(args: tuple[str, ...], env: dict[str, str], chinese: bool) -> None:
    done = run("tasks", *args, "--help", **env)
    assert done.stdout.startswith("用法: speechparse tasks" if chinese else "Usage: speechparse tasks")
    wrong = run(*args, "none.txt", **env)
    assert wrong.returncode == 1
    assert ("没有这个文件" in wrong.stderr) is chinese


CALLS = """
import json, sys
from speechparse.__main__ import main
for args in json.loads(sys.stdin.read()):
    sys.argv = ["speechparse", *args]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, args
    sys.stdout.write("\\0")
"""


def said(*calls: list[str]) -> list[str]:
    """What each of several calls writes; one process makes them all."""
    program = [sys.executable, "-X", "utf8", "-c", CALLS]
    done = subprocess.run(program, input=json.dumps(calls), capture_output=True, encoding="utf-8", check=True)
    return done.stdout.split("\0")[:-1]


def test_help_in_chinese_holds_no_english_sentence() -> None:
    helps = said(*([name, "--help", "--lang", "zh"] for name in COMMANDS))
    assert len(helps) == len(COMMANDS)
    for name, text in zip(COMMANDS, helps, strict=True):
        assert "示例:" in text, name
        assert re.findall(r"[a-z]+ (?:the|of|is|and) [a-z]+", text) == [], name


def test_explain_and_progress_speak_chinese(tmp_path: Path) -> None:
    text = "在会上的讲话\n何立群\n同志们：\n一、抓好春耕，4月底前完成。\n二、抓好防汛。\n— 1 —\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    stages = said(*(["explain", str(tmp_path / "a.txt"), "--stage", stage, "--lang", "zh"] for stage in STAGES))
    for stage, text in zip(STAGES, stages, strict=True):
        assert text
        assert re.findall(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", text) == [], stage
    done = run("batch", str(tmp_path / "a.txt"), "-o", str(tmp_path / "o.jsonl"), "-j", "1", "--lang", "zh")
    assert done.stderr.startswith("文件        1\n")


def test_an_unknown_language_is_a_usage_error() -> None:
    done = run("--lang", "fr", "--help")
    assert done.returncode == 2
    assert "zh or en" in done.stderr
