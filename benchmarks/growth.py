"""How time grows with the text: normal text and every hostile one, each in a process of its own.

``python -m benchmarks.growth NAME BYTES BYTES`` prints the seconds for both sizes; the process is ended when it
takes too long, so that a text the parser cannot cope with shows in the table and does not stop the run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace

from . import clock, texts
from .hostile import TEXTS
from .rows import Row, span, speed

NORMAL = "normal text"
MEGABYTE = 1_000_000
SIZES = MEGABYTE // 10, MEGABYTE, 10 * MEGABYTE
WORST = 3  # hostile texts that are measured at the biggest size
GOAL = 1.1  # 100 times the text in at most 110 times the time


def rows(quick: bool) -> list[Row]:
    """Normal text, the worst of the hostile ones, then all of them, the worst first.

    All hostile texts are screened at ten times their size; the worst of them, and normal text, then grow as the
    goal says.
    """
    small, middle, big = (MEGABYTE // 20, MEGABYTE // 2, MEGABYTE // 2) if quick else SIZES
    normal = measure(NORMAL, small, big)
    hostile = _worst_first(measure(name, small, middle) for name in TEXTS)
    if big > middle:
        worst = _worst_first(measure(row.key, small, big) for row in hostile[:WORST])
    else:
        worst = hostile
    what = f"the worst of {len(TEXTS)} hostile texts ({worst[0].key}), {_sizes(small, big)}"
    return [
        replace(normal, key="growth", what=f"{NORMAL}, {_sizes(small, big)}", goal=GOAL),
        replace(worst[0], key="growth-hostile", what=what, goal=GOAL),
        *hostile,
    ]


def _worst_first(found: Iterable[Row]) -> list[Row]:
    return sorted(found, key=lambda row: -(row.ratio or 0.0))


def _sizes(small: int, big: int) -> str:
    return f"{small / MEGABYTE:g} → {big / MEGABYTE:g} MB"


def measure(name: str, small: int, big: int, patience: float = 40.0) -> Row:
    """One text at two sizes; ``patience`` is in seconds a megabyte of the bigger one."""
    command = [sys.executable, "-m", "benchmarks.growth", name, str(small), str(big)]
    limit = 20 + patience * big / MEGABYTE
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit)
    except subprocess.TimeoutExpired:
        return Row(name, name, f"not done in {limit:.0f} s", float("inf"), "× linear")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Row(name, name, last[:80], float("inf"), "× linear")
    chars, seconds = json.loads(done.stdout)
    factor = chars[1] / chars[0]
    figure = f"{span(seconds[0])} → {span(seconds[1])}, {speed(chars[1], seconds[1])}"
    return Row(name, name, figure, seconds[1] / seconds[0] / factor, "× linear")


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
