"""Limits of single files: time, size, and what is no file at all. One clear line each, the other files are done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from speechparse import limits
from speechparse.errors import ReadError
from speechparse.readers.registry import read_source

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
TEXT = "一、备足种子。\n二、修好水渠。\n"


def run(*args: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speechparse", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", input=stdin, timeout=60)


@POSIX
def test_a_pipe_and_a_device_are_named_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("pipe", "/dev/zero", "a.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["pipe", "/dev/zero"]
    assert "is a pipe or a device, no file" in done.stderr
    assert json.loads(done.stdout)[0]["source"]["name"] == "a.txt"


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(60 << 20)
    done = run("a.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "has 60 MB, more than the 50 MB that --max-size allows" in done.stderr


def test_standard_input_has_the_same_limit(tmp_path: Path) -> None:
    done = run("parse", "-", "--max-size", "0.00001", cwd=tmp_path, stdin=TEXT)
    assert done.returncode == 1
    assert "--max-size" in done.stderr
    assert run("parse", "-", cwd=tmp_path, stdin=TEXT).returncode == 0


@pytest.mark.parametrize("value", ["inf", "nan", "-1", "0", "1e12", "many"])
@pytest.mark.parametrize("option", ["--timeout", "--max-size"])
def test_a_limit_that_is_none_is_a_usage_error(tmp_path: Path, option: str, value: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("parse", "a.txt", option, value, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert option in done.stderr


def test_batch_takes_no_endless_limit_either(tmp_path: Path) -> None:
    for value in ("inf", "nan", "1e12"):
        assert run("batch", ".", "-o", "out.jsonl", "--timeout", value, cwd=tmp_path).returncode == 2


@POSIX
def test_what_takes_longer_than_allowed_is_ended(tmp_path: Path) -> None:
    def forever() -> None:
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # what a reader might do
                continue

    started = time.monotonic()
    with pytest.raises(ReadError, match=r"took longer than the 0\.2 s that --timeout allows"):
        limits.within(0.2, "a.txt", forever)
    assert time.monotonic() - started < 30
    assert limits.within(5, "a.txt", lambda: 1) == 1


def test_what_takes_too_long_is_ended_where_there_is_no_signal_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("signal.SIGALRM", raising=False)  # as on Windows
    ended = []

    def forever() -> None:
        try:
            while True:
                time.sleep(0.01)
        finally:
            ended.append(True)

    started = time.monotonic()
    with pytest.raises(ReadError, match=r"took longer than the 0\.2 s that --timeout allows"):
        limits.within(0.2, "a.txt", forever)
    assert time.monotonic() - started < 30
    assert ended == [True]  # it does not go on beside the others
    assert limits.within(5, "a.txt", lambda: 1) == 1
    with pytest.raises(ReadError, match="no such file"):
        limits.within(5, "a.txt", lambda: read_source("no-such.txt"))


def test_a_limit_holds_in_a_thread_too() -> None:
    found: list[str] = []

    def other() -> None:
        with pytest.raises(ReadError) as raised:
            limits.within(0.2, "a.txt", lambda: [None for _ in iter(int, 1)])
        found.append(raised.value.problem)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join(30)
    assert found == ["took longer than the 0.2 s that --timeout allows"]


@POSIX
def test_a_file_that_takes_too_long_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("一是抓好农业。二是抓好工业。" * 400_000, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("parse", "long.txt", "a.txt", "--timeout", "1.5", "-f", "jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "long.txt: took longer" in done.stderr
    assert json.loads(done.stdout)["source"]["name"] == "a.txt"


def test_the_library_has_no_limit_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read_source(path).text == TEXT
    with pytest.raises(ReadError, match="--max-size"):
        read_source(path, max_bytes=5)
