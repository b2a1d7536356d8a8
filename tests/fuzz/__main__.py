"""``python -m tests.fuzz``: try random inputs until the time is over; print and keep what breaks a law.

    python -m tests.fuzz --seconds 60             a fresh seed, which is printed
    python -m tests.fuzz --hours 8                for a night
    python -m tests.fuzz --count 3000000 --only files --jobs 2
    python -m tests.fuzz --count 1700 --only rules   rule files laid over the shipped ones
    python -m tests.fuzz --seed 7 --number 1234   one input again, with all that it breaks

A finding is cut down and written to tests/fuzz/found (not part of the repository). Mend its kind, then move it to
tests/fuzz/seeds, in invented words, where every test run tries it. Exit code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from types import FrameType

from . import files, inputs
from .inputs import Input

FOUND = Path(__file__).with_name("found")
LONGEST = 20  # seconds an input may hang
_EACH = 30.0  # seconds between two lines of progress
_MANY = 40  # kinds of finding, after which the run ends


class Hangs(BaseException):
    """An input that does not end."""


def _ring(number: int, frame: FrameType | None) -> None:
    raise Hangs(f"hangs in {frame.f_code.co_filename}:{frame.f_code.co_name}" if frame else "hangs")


def laws(what: Input, chance: Random) -> list[str]:
    """The laws that are broken; an input that does not end breaks one."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        return inputs.laws(what, chance)
    except Hangs as hang:
        return [str(hang)]
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def kind(law: str) -> str:
    """A broken law without the words and numbers of the input."""
    return re.sub(r"'.*|\".*|\(.*|\d+(?:\.\d+)*", "_", law)[:80]


def keep(what: Input, law: str, state: object) -> Path:
    """Cut the finding down and write it; where it is."""

    def fails(other: Input) -> bool:
        chance = Random()
        chance.setstate(state)  # type: ignore[arg-type]
        return any(kind(found) == kind(law) for found in laws(other, chance))

    whole = law.startswith(("hangs", "slow", "taken", "refused", "a refusal"))
    what = what if whole else inputs.smaller(what, fails)
    data = what.data.encode("utf-8", "surrogatepass") if isinstance(what.data, str) else what.data
    FOUND.mkdir(exist_ok=True)
    suffix = ".text" if isinstance(what.data, str) else Path(what.name).suffix
    path = FOUND / f"{re.sub('[^a-z]+', '-', kind(law).lower()).strip('-')[:40]}-{sha256(data).hexdigest()[:6]}{suffix}"
    path.write_bytes(data)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--hours", type=float)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--number", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=("texts", "files", "rules", "all"), default="all")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else SystemRandom().randrange(1 << 30)
    faulthandler.enable()
    if options.number is not None:
        what, chance = inputs.nth(options.number, seed, options.only)
        print(repr(what))
        print(*laws(what, chance), sep="\n")
        return 0
    seconds = (options.seconds or 0) + 3600 * (options.hours or 0)
    if not (seconds or options.count):
        parser.error("say how long: --seconds, --hours or --count")
    count, jobs = options.count or 1 << 60, max(1, options.jobs)
    print(f"seed {seed}, {options.only}", flush=True)
    if jobs == 1:
        return run(seed, seconds or float("inf"), range(count), options.only)
    with ProcessPoolExecutor(jobs) as pool:
        each = [
            pool.submit(run, seed, seconds or float("inf"), range(at, count, jobs), options.only) for at in range(jobs)
        ]
        return max(job.result() for job in each)


def run(seed: int, seconds: float, numbers: range, only: str) -> int:
    """Try the inputs of these numbers; 1 where something was found."""
    warm_up()
    started = due = monotonic()
    found: dict[str, str] = {}
    tried = size = 0
    for number in numbers:
        if monotonic() - started > seconds or len(found) >= _MANY:
            break
        what, chance = inputs.nth(number, seed, only)
        state = chance.getstate()
        for law in laws(what, chance):
            if kind(law) not in found:
                found[kind(law)] = f"{law}\n    --seed {seed} --only {only} --number {number}"
                print(f"{law}\n    --seed {seed} --only {only} --number {number}", flush=True)
                print(f"    {keep(what, law, state)}", flush=True)
        tried += 1
        size += len(what.data)
        if monotonic() - due > _EACH:
            due = monotonic()
            print(f"{tried} inputs, {due - started:.0f} s", file=sys.stderr, flush=True)
    print(f"{tried} inputs, {size} characters and bytes, {monotonic() - started:.0f} s: {len(found)} kinds of finding")
    return 1 if found else 0


def warm_up() -> None:
    """Load and compile what the first input would wait for, and so be called slow."""
    for name, data in files.originals().items():
        laws(Input(name, data, True), Random(0))
    laws(Input("text", files.TEXT, True), Random(0))


if __name__ == "__main__":
    raise SystemExit(main())
