"""What a wheel and an sdist hold."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_the_program_its_data_and_the_manual(tmp_path: Path) -> None:
    builders = pytest.importorskip("hatchling.builders.wheel")
    (path,) = builders.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        said = wheel.read(metadata).decode()
        wheel.extractall(tmp_path / "installed")
    assert path.endswith("py3-none-any.whl")
    for name in ("py.typed", "rules/_compiled.py", "rules/data/numbering.toml", "schema/speech-1.1.json"):
        assert f"speechparse/{name}" in names
    assert any(name.endswith("share/man/man1/speechparse.1") for name in names)
    assert not [name for name in names if "test" in name or name.endswith(".pyc")]
    assert "Author: speechparse contributors" in said
    assert "Classifier: Development Status ::" in said
    assert "Provides-Extra: mcp" in said
    assert "Requires-Dist: typer<0.29,>=0.26" in said
    assert compiled_patterns(tmp_path / "installed", tmp_path) < 5  # those of the first parse come with the wheel


def compiled_patterns(installed: Path, cwd: Path) -> int:
    """How many regular expressions Python compiles for a first parse where no pattern is kept between runs."""
    program = (
        "import re, speechparse, sys; from speechparse import regexcache as r; made = []; inner = r._generate\n"
        "r._generate = lambda *a: (made.append(a), inner(*a))[1]\n"
        "speechparse.parse('在全县会议上的讲话\\n县长 王小明\\n同志们：\\n一、抓春耕。6月底前增5%。\\n二、抓防汛。')\n"
        "assert r.shipped().exists(), r.shipped(); print(len(made))"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed), "SPEECHPARSE_CACHE": os.devnull, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_the_sdist_holds_what_is_needed_to_build_and_test(tmp_path: Path) -> None:
    builders = pytest.importorskip("hatchling.builders.sdist")
    (path,) = builders.SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "mkdocs.yml",
    ):
        assert name in names
    for name in ("docs/tutorial.md", "man/speechparse.1", "tests/conftest.py", "samples/12-时限与单位.txt"):
        assert name in names
    assert not [name for name in names if "shared" in name or ".venv" in name]
