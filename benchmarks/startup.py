"""Whole processes: how long ``speechparse`` takes to start, against a bare Typer program run in turn with it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def rows(quick: bool) -> list[Row]:
    """The start of the interpreter, of a bare Typer program, and of speechparse; outputs go through a pipe."""
    with _programs() as (bare, ours, example):
        python = sys.executable
        commands = {
            "python": [python, "-c", "pass"],
            "bare": [python, bare, "x"],
            "version": [python, ours, "--version"],
            "help": [python, ours, "--help"],
            "file": [python, ours, example],
        }
        times = clock.processes(commands, 11 if quick else 41)
    unit = times["bare"]
    told = {
        "python": ("the interpreter alone (`python -c pass`)", None),
        "bare": ("a bare Typer program (the unit of this part)", None),
        "version": ("`speechparse --version`", 1.15),
        "help": ("`speechparse --help`", 1.6),
        "file": ("`speechparse FILE` on the example, piped", 1.6),
    }
    return [
        Row(f"start-{key}", what, span(times[key]), times[key] / unit, "× bare Typer", goal)
        for key, (what, goal) in told.items()
    ]


def imports(top: int = 25) -> list[tuple[int, str]]:
    """What a parse to JSON imports: (microseconds without its own imports, module), dearest first."""
    with _programs() as (_, ours, example):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", ours, example], capture_output=True, text=True, check=True
        )
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()[1:] if "|" in line]
    return sorted(((int(own), name.strip()) for own, _, name in rows), reverse=True)[:top]


def patterns() -> tuple[int, float]:
    """How many regular expressions a parse to JSON compiles, and the milliseconds that takes."""
    probe = (
        "import sys, time, re\n"
        "inner, spent = re._compiler.compile, []\n"
        "def compile(*args):\n"
        "    start = time.perf_counter(); made = inner(*args); spent.append(time.perf_counter() - start); return made\n"
        "re._compiler.compile = compile\n"
        "from speechparse.__main__ import main\n"
        "sys.argv = ['speechparse', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(len(spent), sum(spent) * 1e3, file=sys.stderr)\n"
    )
    with _programs() as (_, _, example):
        done = subprocess.run([sys.executable, "-c", probe, example], capture_output=True, text=True, check=True)
    count, milliseconds = done.stderr.split()[-2:]
    return int(count), float(milliseconds)


@contextmanager
def _programs() -> Iterator[tuple[str, str, str]]:
    """Paths of the bare program, of speechparse's script, and of the example, in a folder that goes away again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        (folder / "ours.py").write_text(OURS)
        (folder / "example.txt").write_text(texts.example(), encoding="utf-8")
        yield str(folder / "bare.py"), str(folder / "ours.py"), str(folder / "example.txt")
