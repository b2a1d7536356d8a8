"""Both READMEs: every command runs as it stands, every output shown is the program's, every Python example holds.

``UPDATE_GOLDEN=1 pytest tests/test_readme.py`` writes the outputs anew.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh.md"]
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
OUTPUT = re.compile(r"(<!-- output: (.+?) -->\n```\w+\n)(.*?)(```)", re.DOTALL)
NEEDS = {".xlsx": "xlsxwriter", ".parquet": "pyarrow"}

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the READMEs' commands are for a POSIX shell")


def blocks(name: str, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall((ROOT / name).read_text(encoding="utf-8")) if kind == language]


def commands(name: str) -> list[str]:
    return [line for text in blocks(name, "sh") for line in text.strip().split("\n")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "example.corrections.json", tmp_path / "docs")
    return tmp_path


def run(command: str, folder: Path, language: str = "en") -> str:
    # `speechparse` is the program under test, whatever is installed.
    shell = f'speechparse() {{ "{sys.executable}" -m speechparse "$@"; }}\n{command}'
    env = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "SPEECHPARSE_LANG": language}
    done = subprocess.run(["bash", "-c", shell], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def test_commands_run(checkout: Path) -> None:
    for command in commands(READMES[0]):  # those of the other README are the same, see below
        if command.startswith("python3 -m venv"):
            continue
        missing = [package for suffix, package in NEEDS.items() if suffix in command]
        if any(importlib.util.find_spec(package) is None for package in missing):
            continue
        run(command, checkout)


@pytest.mark.parametrize("name", READMES)
def test_outputs_shown_are_the_programs(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = {command: output for _, command, output, _ in OUTPUT.findall(text)}
    assert shown
    language = "zh" if name.endswith("zh.md") else "en"
    real = {command: run(command, ROOT, language) for command in shown}
    if os.environ.get("UPDATE_GOLDEN"):
        text = OUTPUT.sub(lambda match: f"{match[1]}{real[match[2]].strip()}\n{match[4]}", text)
        (ROOT / name).write_text(text, encoding="utf-8")
        return
    assert {command: output.strip() for command, output in shown.items()} == {
        command: output.strip() for command, output in real.items()
    }


def test_python_examples_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = blocks(READMES[0], "python")
    exec(compile(example, READMES[0], "exec"), {})


def test_both_languages_show_the_same_commands_and_examples() -> None:
    first, second = READMES
    assert commands(first) == commands(second)
    assert [re.sub("#.*", "", text) for text in blocks(first, "python")] == [
        re.sub("#.*", "", text) for text in blocks(second, "python")
    ]


def test_install_commands_are_real() -> None:
    install, test = (line for line in commands("README.md") if line.startswith("python3 -m venv"))
    sample = install.rsplit(" ", 1)[1]
    assert (ROOT / sample).is_file()
    assert test.replace("pip install", "pip install --quiet") in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_of_the_program_is_in_the_readme() -> None:
    from speechparse.commands.table import COMMANDS

    said = "\n".join(commands("README.md"))
    for name in COMMANDS:
        if name not in ("parse", "merge"):
            assert f"speechparse {name} " in f"{said}\n".replace("\n", " "), name


def test_links_lead_to_files() -> None:
    for name in READMES:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name}: {target}"
