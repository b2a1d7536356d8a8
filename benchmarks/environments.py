"""Environments of their own for what is measured beside speechparse, under the user's cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from . import texts

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "speechparse-benchmarks"


class Unavailable(Exception):
    """Why something cannot be measured."""


def interpreter(name: str, package: str) -> Path:
    """The interpreter of the environment ``name``, which is made and gets the package where it is not there yet."""
    folder = CACHE / f"{name}-py{sys.version_info.major}{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        print(f"installing {package} into {folder} …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install(python, package)
        done.touch()
    return python


def install(python: Path, *packages: str) -> None:
    """Packages from the index, or wheels."""
    call([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], 1200, "no install")


def call(command: list[str], limit: float, what: str, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints; ``what`` says what has failed where it is not done in ``limit`` seconds or fails."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit, env=environment and {**environment}
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{what}: not done in {limit:.0f} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Unavailable(f"{what}: {lines[-1][:100]}")
    return done.stdout
