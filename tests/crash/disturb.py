"""The disturbances: each does its harm to a run over ``source`` into ``out`` and says how often it struck.

What came of it is not looked at here: a run after it must end as an undisturbed one does.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from batch_helpers import SLOW

TESTS = Path(__file__).parents[1]
Disturbance = Callable[[Path, Path, random.Random], int]


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run as a process of its own."""
    command = [sys.executable, str(TESTS / "batch_main.py"), str(source), str(out), SLOW]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def kill_the_run(source: Path, out: Path, chance: random.Random) -> int:
    """The whole run is gone at some moment, as by a power cut."""
    process = start(source, out)
    time.sleep(chance.uniform(0.1, 1.5))
    struck = process.poll() is None
    process.kill()
    process.wait()
    return struck


def kill_workers(source: Path, out: Path, chance: random.Random) -> int:
    """Its processes are killed one after another, as by a machine short of memory."""
    process, struck = start(source, out), 0
    while process.poll() is None and struck < 10:
        time.sleep(chance.uniform(0.02, 0.3))
        for pid in children(process.pid)[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                struck += 1
    process.wait(300)
    return struck


def interrupt(source: Path, out: Path, chance: random.Random) -> int:
    """Ctrl-C."""
    return _asked_to_end(source, out, chance, signal.SIGINT)


def terminate(source: Path, out: Path, chance: random.Random) -> int:
    """SIGTERM, as a machine that shuts down or a job queue sends it."""
    return _asked_to_end(source, out, chance, signal.SIGTERM)


def _asked_to_end(source: Path, out: Path, chance: random.Random, how: signal.Signals) -> int:
    process = start(source, out)
    time.sleep(chance.uniform(0.3, 1.2))
    struck = process.poll() is None
    process.send_signal(how)
    process.wait(60)
    return struck


def run_twice_at_once(source: Path, out: Path, chance: random.Random) -> int:
    """A second run on the same output."""
    runs = [start(source, out)]
    time.sleep(chance.uniform(0.0, 0.8))
    runs.append(start(source, out))
    return sum(run.wait(300) != 0 for run in runs)


def take_files_away(source: Path, out: Path, chance: random.Random) -> int:
    """Documents vanish, change and come back while it runs."""
    process, struck = start(source, out), 0
    away = source.with_name("away")
    away.mkdir(exist_ok=True)
    while process.poll() is None and struck < 12:
        path = chance.choice(sorted(path for path in source.rglob("*.txt")))
        shutil.move(path, away / "x")
        time.sleep(chance.uniform(0.0, 0.05))
        shutil.move(away / "x", path)
        os.utime(path, ns=(struck, time.time_ns()))
        struck += 1
    process.wait(300)
    return struck


def damage_the_output(source: Path, out: Path, chance: random.Random) -> int:
    """What was written loses bytes, or is gone; the manifest says it is there."""
    start(source, out).wait(300)
    files = sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]
    struck = 0
    for path in chance.sample(files, min(3, len(files))):
        if path.exists() and out.is_dir() and chance.random() < 0.5:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
        elif path.exists():
            path.unlink()
        struck += 1
    return struck


def forget_the_manifest(source: Path, out: Path, chance: random.Random) -> int:
    """The manifest is lost, or the records on their way are."""
    process = start(source, out)
    time.sleep(chance.uniform(0.3, 1.0))
    process.kill()
    process.wait()
    for companion in (".manifest", ".manifest-wal", ".manifest-shm") if chance.random() < 0.5 else (".parts",):
        path = out.with_name(out.name + companion)
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return 1


class Disk:
    """A small disk of its own, which only root can make; ``fits``: whether it could be."""

    def __init__(self, place: Path, options: str) -> None:
        self.place = place
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        root = os.name != "nt" and os.geteuid() == 0
        self.fits = root and subprocess.run(command, capture_output=True).returncode == 0

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.place)], check=True)

    def close(self) -> None:
        if self.fits:
            subprocess.run(["umount", "-l", str(self.place)], check=True)


EVERYWHERE: tuple[Disturbance, ...] = (
    kill_the_run,
    kill_workers,
    interrupt,
    terminate,
    run_twice_at_once,
    take_files_away,
    damage_the_output,
    forget_the_manifest,
)
