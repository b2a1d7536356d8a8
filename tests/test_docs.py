"""The documentation: pages made from the code are current, every command runs, the site is built without warnings."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import speechparse
from speechparse.commands.examples import EXAMPLES
from speechparse.commands.reference import PAGES
from speechparse.commands.reference.codes import CODES
from speechparse.commands.reference.data import described
from speechparse.commands.table import COMMANDS
from speechparse.records import TABLES

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
HOWTOS = sorted([*ROOT.glob("docs/tutorial*.md"), *ROOT.glob("docs/howto/*.md")])
NEEDS = {".xlsx": "xlsxwriter", ".parquet": "pyarrow", "pandas": "pandas", "duckdb": "duckdb", "update": "openpyxl"}
NEEDS |= {"unit -o": "xlsxwriter"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_from_the_code_are_current(name: str) -> None:
    made = (ROOT / name).read_text(encoding="utf-8")
    assert made == PAGES[name](), "run: python -m speechparse.commands.reference"


def test_every_code_of_a_diagnostic_is_explained() -> None:
    src = Path(speechparse.__file__).parent
    found = {"head-doubt", "head-contradiction", "ordinal-gap", "ordinal-repeat", "task-no-unit", "task-no-deadline"}
    for path in src.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic" and node.args:
                first = node.args[0]
                found |= {str(first.value)} if isinstance(first, ast.Constant) else set()
    assert found <= set(CODES)


def test_every_column_is_described() -> None:
    for table, columns in TABLES.items():
        assert all(described(table, column) for column in columns)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    shell = f'speechparse() {{ "{sys.executable}" -m speechparse "$@"; }}\npython3() {{ "{sys.executable}" "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{shell}{command}"], cwd=folder, env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def missing(command: str) -> bool:
    absent = [package for sign, package in NEEDS.items() if sign in command and not importlib.util.find_spec(package)]
    return bool(absent) or ("jq" in command and shutil.which("jq") is None)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("path", HOWTOS, ids=lambda path: path.name)
def test_every_command_of_a_page_runs(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for kind, text in BLOCK.findall(path.read_text(encoding="utf-8")):
        for command in text.strip().split("\n") if kind == "sh" else ():
            if not missing(command):
                done = run(command, tmp_path)
                assert done.returncode == 0, f"{command}\n{done.stderr}"
        if kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ("mcp", "merge", "completion", "serve")])
def test_the_examples_of_the_help_run(name: str, tmp_path: Path) -> None:
    samples = ROOT / "samples"
    (tmp_path / "讲话稿").mkdir()
    for target, sample in (
        ("讲话.txt", "12-*"),
        ("报告.docx", "18-*"),
        ("讲话稿/讲话.txt", "12-*"),
        ("20-旧稿.txt", "20-*"),
    ):
        shutil.copy(next(samples.glob(sample)), tmp_path / target)
    if name in ("query", "apply", "corrections"):
        run("speechparse batch 讲话稿 -o 讲话.sqlite -q", tmp_path)
    for command, _ in EXAMPLES[name]:
        if missing(command) or name in ("apply", "corrections"):
            continue
        done = run(command, tmp_path)
        assert done.returncode in (0, 1), f"{command}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_every_command_has_an_example() -> None:
    assert set(COMMANDS) == set(EXAMPLES)


def test_the_site_is_built_without_warnings(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    program = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "site")]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "tutorial" / "index.html").is_file()
