"""``python -m tests.crash``: a batch disturbed in every way, for every sink, still ends as an undisturbed one does.

    python -m tests.crash --rounds 2 --files 120       as CI runs it
    python -m tests.crash --rounds 20 --files 600      for a night

After each disturbance the same command runs again. Then the output must be equal byte for byte to that of a run that
nothing disturbed, with no document failed, no file left beside it and no process left over. The counts are printed.
Exit code 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from batch_helpers import SLOW, go, make_documents, product
from speechparse.errors import WriteError
from speechparse.records import TABLES

from .disturb import EVERYWHERE, Disk

MARK = "SPEECHPARSE_CRASH_RUN"
"""The environment variable by which a run of this program knows its own processes: others may test beside it."""
PATIENCE = 30.0  # seconds

OUTPUTS = ["o.jsonl", "o.csv", "o.sqlite", "folder"]
OUTPUTS += [name for name, module in (("o.parquet", "pyarrow"), ("o.xlsx", "xlsxwriter")) if find_spec(module)]


def left_running() -> list[str]:
    """Worker processes of this run that outlive it, with what each is doing.

    A worker that was still starting when its run was killed ends as soon as it asks for work. On a machine that others
    use this takes seconds.
    """
    until = time.monotonic() + PATIENCE
    while (left := workers()) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def workers() -> list[str]:
    """Worker processes that were started by this process or one of its own, however that one ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ours = f"{MARK}={os.environ[MARK]}\0" in (folder / "environ").read_text()
            if ours and "speechparse.batch.child" in (folder / "cmdline").read_text():
                found.append(f"{folder.name} {(folder / 'stat').read_text().rpartition(')')[2].split()[:2]}")
        except OSError:
            continue
    return found


class Trial:
    """One sink: where it writes, what an undisturbed run makes of it, what went wrong."""

    def __init__(self, folder: Path, source: Path, name: str) -> None:
        self.source, self.name, self.wrong = source, name, list[str]()
        self.struck: Counter[str] = Counter()
        self.calm = folder / "calm" / name
        self.calm.parent.mkdir(exist_ok=True)
        go(source, self.calm, work=SLOW)
        self.beside = {path.name for path in self.calm.parent.iterdir() if path.name.startswith(name)}

    def judge(self, what: str, out: Path) -> None:
        """Run it again and compare."""
        try:
            summary = go(self.source, out, work=SLOW)
        except WriteError as error:
            self.wrong.append(f"{what}: {error}")
            return
        if summary.failed:
            self.wrong.append(f"{what}: {summary.failed} documents failed: {summary.first_errors[:1]}")
        # Rows that went and came again have other numbers.
        same = contents(out) == contents(self.calm) if out.suffix == ".sqlite" else product(out) == product(self.calm)
        if not same:
            self.wrong.append(f"{what}: the output differs")
        left = {path.name for path in out.parent.iterdir() if path.name.startswith(self.name)} - self.beside
        if left:
            self.wrong.append(f"{what}: left over {sorted(left)}")


def contents(store: Path) -> list[object]:
    """What a store says, in order, and how many rows each table has."""
    with closing(sqlite3.connect(store)) as db:
        views = [sorted(map(repr, db.execute(f"SELECT * FROM {view}"))) for view in ("ledger", "points", "unit_tasks")]
        return [*views, *(db.execute(f"SELECT count(*) FROM {table}").fetchall() for table in TABLES)]


DISKS = {"full disk": ("size=40k", "size=64m"), "read-only disk": ("ro", "rw")}


def on_disk(trial: Trial, what: str, place: Path) -> None:
    """A disk that takes nothing more, and then has room."""
    before, after = DISKS[what]
    small = Disk(place, before)
    try:
        if not small.fits:
            return
        try:
            go(trial.source, place / trial.name, work=SLOW)
            trial.wrong.append(f"{what}: nothing was said")
        except WriteError:
            trial.struck[what] += 1
        small.remount(after)
        trial.judge(what, place / trial.name)
    finally:
        small.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=120)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("outputs", nargs="*", default=OUTPUTS)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 30)
    chance = random.Random(seed)
    print(f"seed {seed}", flush=True)
    os.environ[MARK] = f"{os.getpid()}-{seed}"
    total: Counter[str] = Counter()
    sinks: dict[str, Counter[str]] = {}
    wrong = []
    for name in options.outputs:
        with tempfile.TemporaryDirectory(prefix="speechparse-crash-") as folder:
            trial = Trial(Path(folder), make_documents(Path(folder) / "in", options.files), name)
            for number in range(options.rounds):
                for disturb in EVERYWHERE:
                    out = Path(folder) / f"{disturb.__name__}-{number}" / name
                    out.parent.mkdir()
                    trial.struck[disturb.__name__.replace("_", " ")] += disturb(trial.source, out, chance)
                    trial.judge(disturb.__name__, out)
            for what in DISKS:
                on_disk(trial, what, Path(folder) / what.replace(" ", "-"))
        if left := left_running():
            trial.wrong.append(f"processes left over (number, state, parent): {left}")
        print(f"{name:<10} {sum(trial.struck.values())} disturbances, {len(trial.wrong)} wrong", flush=True)
        print(*(f"    {line}" for line in trial.wrong), sep="\n", end="\n" if trial.wrong else "", flush=True)
        total += trial.struck
        sinks[name] = trial.struck
        wrong += trial.wrong
    print(f"| disturbance | {' | '.join(sinks)} | all |\n| --- |{' ---: |' * (len(sinks) + 1)}")
    for what, count in total.items():
        print(f"| {what} | {' | '.join(str(struck[what]) for struck in sinks.values())} | {count} |")
    print(f"{sum(total.values())} disturbances of {len(options.outputs)} sinks, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
