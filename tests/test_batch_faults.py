"""What may go wrong, with real signals and real disks. ``python -m tests.crash`` does more of the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from batch_helpers import SLOW, TOY, errors, go, make_documents, names, product
from speechparse.batch.executor import PoolError
from speechparse.batch.options import Options, Summary
from speechparse.batch.run import run
from speechparse.errors import WriteError

HERE = Path(__file__).parent
COUNT = 60
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds child processes in /proc")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_documents(tmp_path_factory.mktemp("documents"), COUNT)


@pytest.fixture(scope="module")
def expected(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The outputs of runs that nothing disturbed."""
    folder = tmp_path_factory.mktemp("expected")
    for name in ("o.jsonl", "o.sqlite", "folder"):
        go(documents, folder / name, work=SLOW, jobs=2)  # the store names the program that filled it
    return {name: product(folder / name) for name in ("o.jsonl", "o.sqlite", "folder")}


def start(source: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE / "batch_main.py"), str(source), str(out), SLOW],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


@linux
@pytest.mark.parametrize("name", ["o.jsonl", "folder"])
def test_killed_workers_cost_nothing(documents: Path, tmp_path: Path, expected: dict[str, object], name: str) -> None:
    ended = threading.Event()

    def kill() -> None:
        for _ in range(3):
            time.sleep(0.3)
            for pid in children(os.getpid())[:1]:
                if not ended.is_set():
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = go(documents, tmp_path / name, work=SLOW, jobs=2)
    ended.set()
    killer.join()
    assert (summary.done, summary.failed) == (COUNT, 0)
    assert product(tmp_path / name) == expected[name]


@linux
@pytest.mark.parametrize("name", ["o.jsonl", "o.sqlite", "folder"])
def test_killed_parent_loses_only_what_was_in_flight(
    documents: Path, tmp_path: Path, expected: dict[str, object], name: str
) -> None:
    chance = random.Random(name)
    workers: list[int] = []
    for _ in range(3):
        process = start(documents, tmp_path / name)
        while process.poll() is None and not children(process.pid):
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.2))
        workers += children(process.pid)
        process.kill()
        process.communicate()
    process = start(documents, tmp_path / name)
    assert process.wait(60) == 0
    process.communicate()
    assert product(tmp_path / name) == expected[name]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, f"{name}.manifest"])
    assert workers
    until = time.monotonic() + 5
    while any(alive(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in workers), "workers outlive their parent"


def alive(pid: int) -> bool:
    try:
        return "speechparse.batch.child" in Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_soon_and_the_next_run_goes_on(
    documents: Path, tmp_path: Path, expected: dict[str, object], number: signal.Signals
) -> None:
    out = tmp_path / "o.jsonl"
    process = start(documents, out)
    until = time.monotonic() + 20
    while not list(tmp_path.glob("o.jsonl.parts/????????????????.part")) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.2)
    sent = time.monotonic()
    os.killpg(process.pid, number)  # as the terminal does
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - sent < 2  # a second, and one for a busy machine
    assert process.returncode == 130
    assert "run the same command again" in said
    assert not out.exists()
    summary = go(documents, out, work=SLOW)
    assert summary.unchanged > 0
    assert product(out) == expected["o.jsonl"]


def test_harmful_documents_cost_themselves_only(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 40)
    harm = ("segv", "loop", "exit", "raise", "deep", "eat")
    for what in harm:
        (source / "a" / f"{what}.txt").write_text(f"!{what}")
    summary = go(source, tmp_path / "o.jsonl", jobs=2, timeout=3.0, memory=600 << 20)
    assert (summary.done, summary.failed, summary.exit_code) == (40, 6, 1)
    assert len(names(tmp_path / "o.jsonl")) == 40
    found = errors(tmp_path / "o.jsonl")
    assert list(found) == sorted(f"a/{what}.txt" for what in harm)
    assert "SIGSEGV" in found["a/segv.txt"]
    assert "took longer than 3 s" in found["a/loop.txt"]
    assert "exit code 3" in found["a/exit.txt"]
    assert "RecursionError" in found["a/deep.txt"]
    assert "more memory than the 600 MB" in found["a/eat.txt"] or "took longer" in found["a/eat.txt"]


def test_document_that_crashes_once_is_tried_again(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 5)
    (source / "a" / "once.txt").write_text(f"!segv-once {tmp_path / 'mark'}")
    assert go(source, tmp_path / "o.jsonl").failed == 0


def test_a_document_beside_one_that_kills_is_not_blamed_for_it(tmp_path: Path) -> None:
    source = make_documents(tmp_path / "in", 30)
    for what in ("a/00", "a/01", "a/02", "a/03"):
        (source / f"{what}.txt").write_text("!segv")
    summary = go(source, tmp_path / "o.jsonl", jobs=2)
    assert (summary.done, summary.failed) == (30, 4)
    assert all("also with it alone" in cause for cause in errors(tmp_path / "o.jsonl").values())


@linux
def test_thirty_killed_workers_cost_no_document(documents: Path, tmp_path: Path) -> None:
    killed, ended = 0, threading.Event()

    def kill() -> None:
        nonlocal killed
        while killed < 30 and not ended.wait(0.1):
            for pid in children(os.getpid())[:1]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1

    killer = threading.Thread(target=kill)
    killer.start()
    summary = go(documents, tmp_path / "o.jsonl", work=SLOW, jobs=2)
    ended.set()
    killer.join()
    assert (summary.done, summary.failed) == (COUNT, 0)


class Meddler:
    """Changes files after they were listed."""

    def __init__(self, source: Path) -> None:
        self.source = source

    def start(self, totals: object) -> None:
        (self.source / "a" / "讲话1.txt").unlink()
        (self.source / "a" / "讲话4.txt").write_text("换了题目\n也换了内容")

    def step(self, summary: Summary) -> None:
        pass


def test_file_that_vanishes_or_changes_after_the_listing(tmp_path: Path) -> None:
    source, out = make_documents(tmp_path / "in", 9), tmp_path / "o.jsonl"
    options = Options((str(source),), str(out), jobs=2, work=TOY)
    assert run(options, Meddler(source)).failed == 1
    assert "is gone since" in errors(out)["a/讲话1.txt"]
    assert "换了题目" in out.read_text()
    summary = run(options)
    assert (summary.files, summary.done, summary.unchanged, summary.failed) == (8, 0, 8, 0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(place)], capture_output=True)
    if made.returncode:
        pytest.skip(f"mount: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("name", ["o.jsonl", "o.sqlite", "folder"])
def test_full_disk_ends_the_run_and_the_next_one_goes_on(
    documents: Path, small_disk: Path, expected: dict[str, object], name: str
) -> None:
    with pytest.raises(WriteError, match=r"full|No space"):
        go(documents, small_disk / name, work=SLOW)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert go(documents, small_disk / name, work=SLOW).failed == 0
    assert product(small_disk / name) == expected[name]


def test_read_only_target_is_told_at_once(documents: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for name in ("o.jsonl", "o.sqlite", "folder"):
        with pytest.raises(WriteError, match=r"cannot be written|read-only"):
            go(documents, small_disk / name)


def test_missing_target_folder_is_told_at_once(documents: Path, tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"does not exist"):
        go(documents, tmp_path / "no" / "o.jsonl")


def test_workers_that_cannot_start_end_the_run(documents: Path, tmp_path: Path) -> None:
    with pytest.raises(PoolError, match="no_such_function"):
        go(documents, tmp_path / "o.jsonl", work="batch_toys:no_such_function")


def test_two_interrupts_are_not_needed_while_many_results_wait(tmp_path: Path) -> None:
    """A slow first document holds back all others; they are taken in small helpings."""
    source = make_documents(tmp_path / "in", 300, lines=1)
    (source / "a" / "0.txt").write_text("!sleep 1\n慢")
    asked: list[float] = []

    def stopped() -> bool:
        asked.append(time.monotonic())
        return False

    assert run(Options((str(source),), str(tmp_path / "o.sqlite"), jobs=2, work=TOY), None, stopped).done == 301
    assert max(b - a for a, b in pairwise(asked)) < 1.0
