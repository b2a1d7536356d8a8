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

from . import clock, texts, yardsticks
from .hostile import TEXTS
from .rows import Row, span, speed

NORMAL = "normal text"
MEGABYTE = 1_000_000
SIZES = MEGABYTE // 10, MEGABYTE, 10 * MEGABYTE
QUICK = MEGABYTE // 50, MEGABYTE // 5, MEGABYTE // 5
WORST = 3  # hostile texts that are measured at the biggest size
PATIENCE = 15.0  # seconds, within which a pair is measured a third time
GOAL = 1.1  # 100 times the text in at most 110 times the time
SLOWEST = 90.0  # U a character: 200,000 a second where a pass of the unit does 18 million


def rows(quick: bool) -> list[Row]:
    """Normal text, the worst of the hostile ones, then all of them, the worst first.

    All hostile texts are screened at ten times their size; the worst of them, and normal text, then grow as the
    goal says.
    """
    small, middle, big = QUICK if quick else SIZES
    normal, _ = measure(NORMAL, small, big)
    measured = [measure(name, small, middle) for name in TEXTS]
    hostile = _worst_first(row for row, _ in measured)
    slowest, name = max((units, row.key) for row, units in measured)
    if big > middle:
        worst = _worst_first(measure(row.key, small, big)[0] for row in hostile[:WORST])
    else:
        worst = hostile
    what = f"the worst of {len(TEXTS)} hostile texts ({worst[0].key}), {_sizes(small, big)}"
    return [
        replace(normal, key="growth", what=f"{NORMAL}, {_sizes(small, big)}", goal=GOAL),
        replace(worst[0], key="growth-hostile", what=what, goal=GOAL),
        Row("slowest", f"the slowest of them ({name})", f"{slowest:.0f} U", slowest, "U", SLOWEST),
        *hostile,
    ]


def _worst_first(found: Iterable[Row]) -> list[Row]:
    return sorted(found, key=lambda row: -(row.ratio or 0.0))


def _sizes(small: int, big: int) -> str:
    return f"{small / MEGABYTE:g} → {big / MEGABYTE:g} MB"


def measure(name: str, small: int, big: int, patience: float = 40.0) -> tuple[Row, float]:
    """One text at two sizes, and the U that a character of the bigger one takes.

    ``patience`` is in seconds a megabyte of the bigger one.
    """
    command = [sys.executable, "-m", "benchmarks.growth", name, str(small), str(big)]
    limit = 30 + 2 * patience * big / MEGABYTE
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit)
    except subprocess.TimeoutExpired:
        return Row(name, name, f"not done in {limit:.0f} s", float("inf"), "× linear"), float("inf")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Row(name, name, last[:80], float("inf"), "× linear"), float("inf")
    found = json.loads(done.stdout)
    figure = f"{span(found['small'])} → {span(found['big'])}, {speed(found['chars'], found['big'])}"
    return Row(name, name, figure, found["ratio"], "× linear"), found["units"]


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
    usual = texts.normal(20_000)
    units = late / len(big) / (clock.repeated(lambda: yardsticks.plain(usual)) / len(usual))
    print(json.dumps({"chars": len(big), "small": early / times, "big": late, "ratio": ratio, "units": units}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
