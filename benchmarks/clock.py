"""Clocks for a busy machine: least processor time for work in this process, alternating runs for processes."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Mapping
from statistics import median


def least(works: Mapping[str, Callable[[int], object]], pieces: int, rounds: int) -> dict[str, float]:
    """The sum over all pieces of the least processor seconds of each work on a piece (its number is handed in).

    Other programs only ever add to a time, so the least is nearest to the truth. Works take turns on each piece, so
    that what the machine does meanwhile meets all of them alike, long and short.
    """
    best = {name: [float("inf")] * pieces for name in works}
    for _ in range(rounds):
        gc.collect()
        for piece in range(pieces):
            for name, work in works.items():
                start = time.process_time()
                work(piece)
                best[name][piece] = min(best[name][piece], time.process_time() - start)
    return {name: sum(times) for name, times in best.items()}


def once(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def repeated(work: Callable[[], object], at_least: float = 0.2, rounds: int = 5) -> float:
    """The least processor seconds of one call out of ``rounds``: more where it is quick, fewer where it is slow."""
    best, spent, done = float("inf"), 0.0, 0
    while done == 0 or (done < rounds and spent < 10 * at_least) or (spent < at_least and done < 1000):
        took = once(work) if done < rounds else _quick(work)
        best, spent, done = min(best, took), spent + took, done + 1
    return best


def _quick(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def processes(commands: Mapping[str, list[str]], rounds: int, environment: Mapping[str, str]) -> dict[str, float]:
    """The median wall-clock seconds of each command, its output read through a pipe, all taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():  # once for the file cache and the byte code
        subprocess.run(command, capture_output=True, check=True, env=environment)
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True, env=environment)
            times[name].append(time.perf_counter() - start)
    return {name: median(taken) for name, taken in times.items()}
