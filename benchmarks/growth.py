"""How time grows with the text: normal text and every hostile one, each in a process of its own.

``python -m benchmarks.growth NAME BYTES BYTES`` prints the seconds for both sizes; the process is ended when it
takes too long, so that a text the parser cannot cope with shows in the table and does not stop the run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from . import clock, texts
from .hostile import TEXTS
from .rows import Row, span, speed

NORMAL = "normal text"
MEGABYTE = 1_000_000
GOAL = 1.1  # 100 times the text in at most 110 times the time


def rows(quick: bool) -> list[Row]:
    """Normal text, the worst of the hostile ones, then all of them, the worst first."""
    small, big = (MEGABYTE // 20, MEGABYTE // 2) if quick else (MEGABYTE // 10, 10 * MEGABYTE)
    normal = measure(NORMAL, small, big)
    hostile = sorted((measure(name, small, big) for name in TEXTS), key=lambda row: -(row.ratio or 0.0))
    sizes = f"{small / MEGABYTE:g} → {big / MEGABYTE:g} MB"
    worst = f"the worst of {len(TEXTS)} hostile texts ({hostile[0].what})"
    return [
        replace(normal, key="growth", what=f"{NORMAL}, {sizes}"),
        replace(hostile[0], key="growth-hostile", what=worst),
        *hostile,
    ]


def measure(name: str, small: int, big: int, patience: float = 40.0) -> Row:
    """One text at two sizes; ``patience`` is in seconds a megabyte of the bigger one."""
    command = [sys.executable, "-m", "benchmarks.growth", name, str(small), str(big)]
    limit = 20 + patience * big / MEGABYTE
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit)
    except subprocess.TimeoutExpired:
        return Row(name, name, f"not done in {limit:.0f} s", float("inf"), "× linear", GOAL)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Row(name, name, last[:80], float("inf"), "× linear", GOAL)
    chars, seconds = json.loads(done.stdout)
    factor = chars[1] / chars[0]
    figure = f"{span(seconds[0])} → {span(seconds[1])}, {speed(chars[1], seconds[1])}"
    return Row(name, name, figure, seconds[1] / seconds[0] / factor, "× linear", GOAL)


def _main(name: str, *sizes: str) -> None:
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    rules = load_rules()
    make = texts.normal if name == NORMAL else TEXTS[name]
    parse(SourceText(make(2000)), rules)
    chars, seconds = [], []
    for size in map(int, sizes):
        text = texts.sized(make, size)
        chars.append(len(text))
        seconds.append(clock.repeated(lambda: parse(SourceText(text), rules), 0.3, 5))  # noqa: B023
    print(json.dumps([chars, seconds]))


if __name__ == "__main__":
    _main(*sys.argv[1:])
