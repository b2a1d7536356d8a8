"""Whole processes: how long ``speechparse`` takes to start, against a bare Typer program run in turn with it.

Programs run as installed ones do: byte code is kept (here in a folder that goes away again), and so are the
patterns that speechparse compiles, but for the row that says otherwise.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from . import clock, texts
from .rows import Row, span

BARE = """\
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

@app.command()
def main(name: str) -> None:
    print(name)

app()
"""
# What an installed console script holds.
OURS = """\
import sys
from speechparse.__main__ import main

sys.argv[0] = "speechparse"
sys.exit(main())
"""


class Bench(NamedTuple):
    """The scripts and the example to run them on, in a folder of their own, and the variables to run them with."""

    bare: str
    ours: str
    example: str
    environment: dict[str, str]


def rows(quick: bool) -> list[Row]:
    """The start of the interpreter, of a bare Typer program, and of speechparse; outputs go through a pipe."""
    with _bench() as bench:
        python = sys.executable
        commands = {
            "python": [python, "-c", "pass"],
            "bare": [python, bench.bare, "x"],
            "version": [python, bench.ours, "--version"],
            "help": [python, bench.ours, "--help"],
            "file": [python, bench.ours, bench.example],
        }
        times = clock.processes(commands, 11 if quick else 41, bench.environment)
        nowhere = {**bench.environment, "SPEECHPARSE_CACHE": os.devnull}
        times |= clock.processes({"cold": commands["file"]}, 3 if quick else 7, nowhere)
        if installed := _installed(Path(bench.ours).parent):
            first = {**nowhere, "PYTHONPATH": installed, "PYTHONDONTWRITEBYTECODE": "1"}
            del first["PYTHONPYCACHEPREFIX"]
            times |= clock.processes({"first": commands["file"]}, 3 if quick else 21, first)
    unit = times["bare"]
    told = {
        "python": ("the interpreter alone (`python -c pass`)", None),
        "bare": ("a bare Typer program (the unit of this part)", None),
        "version": ("`speechparse --version`", 1.15),
        "help": ("`speechparse --help`", 1.6),
        "file": ("`speechparse FILE` on the example, piped", 1.4),
        "first": ("the same from an installed wheel where nothing can be kept between runs", None),
        "cold": ("the same from a checkout", None),
    }
    return [
        Row(f"start-{key}", what, span(times[key]), times[key] / unit, "× bare Typer", goal)
        for key, (what, goal) in told.items()
        if key in times
    ]


def _installed(folder: Path) -> str | None:
    """The package as a wheel brings it, with its byte code, which pip makes; None without hatchling."""
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError:
        return None
    root = Path(__file__).parent.parent
    (wheel,) = WheelBuilder(str(root)).build(directory=str(folder / "wheel"), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    compileall.compile_dir(str(folder / "installed"), quiet=1)
    return str(folder / "installed")


def imports(top: int = 25) -> list[tuple[int, str]]:
    """What a parse to JSON imports: (microseconds without its own imports, module), dearest first."""
    with _bench() as bench:
        command = [sys.executable, "-X", "importtime", bench.ours, bench.example]
        for _ in range(2):  # the first run compiles
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=bench.environment)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()[1:] if "|" in line]
    return sorted(((int(own), name.strip()) for own, _, name in rows), reverse=True)[:top]


def patterns() -> tuple[int, float]:
    """How many regular expressions a parse to JSON needs, and the milliseconds that Python takes to compile them."""
    probe = (
        "import re, sys, time\n"
        "inner, spent = re._compiler.compile, []\n"
        "def compile(*args):\n"
        "    start = time.perf_counter(); made = inner(*args); spent.append(time.perf_counter() - start); return made\n"
        "re._compiler.compile = compile\n"
        "import speechparse.api\n"
        "speechparse.api._fresh.clear()\n"
        "speechparse.parse(open(sys.argv[1], encoding='utf-8').read())\n"
        "print(len(spent), sum(spent) * 1e3)\n"
    )
    with _bench() as bench:
        command = [sys.executable, "-c", probe, bench.example]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=bench.environment)
    count, milliseconds = done.stdout.split()
    return int(count), float(milliseconds)


@contextmanager
def _bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        (folder / "ours.py").write_text(OURS)
        (folder / "example.txt").write_text(texts.example(), encoding="utf-8")
        dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONHASHSEED")
        kept = {key: value for key, value in os.environ.items() if key not in dropped}
        caches = {"PYTHONPYCACHEPREFIX": str(folder / "pyc"), "SPEECHPARSE_CACHE": str(folder / "cache")}
        bare, ours, example = (str(folder / file) for file in ("bare.py", "ours.py", "example.txt"))
        yield Bench(bare, ours, example, {**kept, **caches})
