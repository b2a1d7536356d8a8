"""How time grows with the text: normal text and every hostile one, each in a process of its own.

A big text is set against as many small ones as hold the same number of characters, parsed in turn: both take equally
long where time is linear, so that whatever else the machine does meets both alike.

``python -m benchmarks.growth NAME BYTES BYTES`` prints the seconds; the process is ended when it takes too long, so
that a text the parser cannot cope with shows in the table and does not stop the run.
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
QUICK = MEGABYTE // 50, MEGABYTE // 5, MEGABYTE // 5
WORST = 3  # hostile texts that are measured at the biggest size
PATIENCE = 15.0  # seconds, within which a pair is measured a third time
GOAL = 1.1  # 100 times the text in at most 110 times the time


def rows(quick: bool) -> list[Row]:
    """Normal text, the worst of the hostile ones, then all of them, the worst first.

    All hostile texts are screened at ten times their size; the worst of them, and normal text, then grow as the
    goal says.
    """
    small, middle, big = QUICK if quick else SIZES
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
    limit = 30 + 2 * patience * big / MEGABYTE
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit)
    except subprocess.TimeoutExpired:
        return Row(name, name, f"not done in {limit:.0f} s", float("inf"), "× linear")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Row(name, name, last[:80], float("inf"), "× linear")
    found = json.loads(done.stdout)
    figure = f"{span(found['small'])} → {span(found['big'])}, {speed(found['chars'], found['big'])}"
    return Row(name, name, figure, found["ratio"], "× linear")


def _main(name: str, *sizes: str) -> None:
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    rules = load_rules()
    make = texts.normal if name == NORMAL else TEXTS[name]
    parse(SourceText(make(2000)), rules)
    small, big = (texts.sized(make, int(size)) for size in sizes)
    times = round(len(big) / len(small))

    def many() -> None:
        for _ in range(times):
            parse(SourceText(small), rules)

    pairs: list[tuple[float, float]] = []
    while len(pairs) < 2 or (len(pairs) < 3 and sum(map(sum, pairs)) < PATIENCE):
        pairs.append((clock.once(many), clock.once(lambda: parse(SourceText(big), rules))))
    # The least of each, for others only add: of one text of 20 s a single pair gave 0.82 and 1.27 in turn.
    early, late = map(min, zip(*pairs, strict=True))
    ratio = late / early * times * len(small) / len(big)
    print(json.dumps({"chars": len(big), "small": early / times, "big": late, "ratio": ratio}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
