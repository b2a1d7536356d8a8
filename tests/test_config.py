"""Settings from files: which wins, what is refused, where they are looked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from speechparse import config

SPEECH = "在全镇春耕会上的讲话\n周启明\n一、备好种子。\n二、修好渠道。\n"


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(
        program, capture_output=True, encoding="utf-8", cwd=cwd, env=os.environ | {"PYTHONUTF8": "1"} | env, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.txt").write_text(SPEECH, encoding="utf-8")
    return tmp_path


def test_options_win_over_the_project_and_that_over_the_user(folder: Path) -> None:
    user = folder / "user.toml"
    user.write_text('[parse]\nformat = "yaml"\n', encoding="utf-8")
    below = folder / "below"
    assert run("a.txt", cwd=below, SPEECHPARSE_CONFIG=str(user)).stdout.startswith("schema_version:")
    (folder / "speechparse.toml").write_text('[parse]\nformat = "jsonl"\n', encoding="utf-8")
    assert len(run("a.txt", cwd=below, SPEECHPARSE_CONFIG=str(user)).stdout.splitlines()) == 1
    assert json.loads(run("a.txt", "-f", "json", cwd=below).stdout)["metadata"]["speaker"] == "周启明"


def test_show_tells_where_each_setting_comes_from(folder: Path) -> None:
    (folder / "speechparse.toml").write_text('lang = "zh"\n[tasks]\nrows = "step"\n', encoding="utf-8")
    said = run("config", "show", cwd=folder).stdout
    assert "lang = 'zh'" in said
    assert f"tasks.rows = 'step'  # {folder / 'speechparse.toml'}" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1\n", "unknown key colour"),
        ("[task]\nrows = 'step'\n", "has a table [task]"),
        ("[tasks]\nraws = 'step'\n", "has no option raws"),
        ("lang = \n", "cannot be read"),
    ],
)
def test_a_mistake_is_told_with_its_file(folder: Path, text: str, said: str) -> None:
    (folder / "speechparse.toml").write_text(text, encoding="utf-8")
    done = run("tasks", "below/a.txt", cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "speechparse.toml" in done.stderr
    assert done.stdout == ""


def test_rule_files_are_looked_for_beside_the_settings(folder: Path) -> None:
    (folder / "speechparse.toml").write_text('rules = "own.toml"\n', encoding="utf-8")
    (folder / "own.toml").write_text("nonsense", encoding="utf-8")
    assert "own.toml" in run("a.txt", cwd=folder / "below").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="XDG is for Unix")
def test_a_relative_xdg_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPEECHPARSE_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "rel/dir")
    assert config.user_file() == Path("~/.config/speechparse/config.toml").expanduser()
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/xdg")
    assert config.user_file() == Path("/etc/xdg/speechparse/config.toml")


def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    platformdirs = pytest.importorskip("platformdirs")
    from speechparse.usercache import cache_folder

    for name in ("SPEECHPARSE_CONFIG", "SPEECHPARSE_CACHE"):
        monkeypatch.delenv(name, raising=False)
    assert config.user_file() == Path(platformdirs.user_config_dir("speechparse", appauthor=False)) / "config.toml"
    cache = Path(platformdirs.user_cache_dir("speechparse", appauthor=False))
    assert cache_folder() == cache
