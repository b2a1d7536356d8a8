"""``python tests/tools/faults.py``: a run killed at twenty random moments still ends as an undisturbed one does.

For each sort of output: the parent process is killed (SIGKILL) again and again, and so are workers; every run after
goes on where the last one was. In the end the output must be equal byte for byte, no document may have been done
that was remembered before, and no process and no file may be left over. Takes some minutes; CI may run it at night.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))

from batch_helpers import SLOW, go, make_documents, product  # noqa: E402

OUTPUTS = ["o.jsonl", "o.csv", "o.sqlite", "folder"]
OUTPUTS += [name for name, module in (("o.parquet", "pyarrow"), ("o.xlsx", "xlsxwriter")) if find_spec(module)]


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    try:
        return "speechparse.batch.child" in Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def remembered(out: Path) -> int:
    manifest = out.with_name(out.name + ".manifest")
    if not manifest.exists():
        return 0
    try:
        with closing(sqlite3.connect(manifest)) as db:
            return int(db.execute("SELECT count(*) FROM entry").fetchone()[0])
    except sqlite3.Error:
        return 0


def disturb(source: Path, out: Path, kills: int, chance: random.Random) -> tuple[int, int, list[int]]:
    """Kill ``kills`` runs. How many ended before they were killed, how many workers were killed, all workers."""
    early = killed = 0
    workers: list[int] = []
    before = 0
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, str(TESTS / "batch_main.py"), str(source), str(out), SLOW], stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.05, 0.9))
        own = children(process.pid)
        workers += own
        if own and chance.random() < 0.4:
            os.kill(chance.choice(own), signal.SIGKILL)
            killed += 1
            time.sleep(chance.uniform(0.0, 0.3))
        early += process.poll() is not None
        process.kill()
        process.wait()
        now = remembered(out)
        assert now >= before, f"{out.name}: forgot documents ({before} -> {now})"
        before = now
    return early, killed, workers


def main() -> int:
    """Run it for every sort of output; 1 if any came out otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("outputs", nargs="*", default=OUTPUTS)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="speechparse-faults-") as folder:
        source = make_documents(Path(folder) / "in", options.files)
        for name in options.outputs:
            expected, out = Path(folder) / "expected" / name, Path(folder) / "killed" / name
            for path in (expected, out):
                path.parent.mkdir(exist_ok=True)
            go(source, expected, work=SLOW)
            early, killed, workers = disturb(source, out, options.kills, random.Random(seed))
            summary = go(source, out, work=SLOW)
            equal = product(out) == product(expected)
            beside = {p.name for p in out.parent.iterdir() if p.name.startswith(name)}
            left = beside - {p.name for p in expected.parent.iterdir()}
            time.sleep(1.0)
            orphans = sum(map(alive, workers))
            good = equal and not left and not orphans and summary.failed == 0
            wrong += not good
            print(
                f"{name:<10} {'ok' if good else 'WRONG'}: {options.kills} runs killed ({early} had ended), "
                f"{killed} workers killed; the last run did {summary.done} and took over {summary.unchanged}; "
                f"equal {equal}, left over {sorted(left)}, orphans {orphans}",
                flush=True,
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
