from __future__ import annotations

import io

from speechparse.batch.manifest import Totals
from speechparse.batch.options import Summary
from speechparse.batch.progress import Progress, progress_line, table


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


HALF = Summary(files=10_000, done=4_900, unchanged=0, failed=100, size=50 << 20, seconds=50.0)


def test_line_has_files_speed_failures_and_time_left() -> None:
    assert progress_line(HALF, Totals(10_000, 0)) == "5,000/10,000 files (50%) · 1.0 MB/s · 100 failed · 0:50 left"
    assert progress_line(Summary(), Totals(0, 0)) == "0/0 files · 0.0 MB/s · 0 failed"


def run_for(stream: io.StringIO, seconds: int, quiet: bool = False) -> str:
    clock = Clock()
    progress = Progress(stream, quiet, clock)
    progress.start(Totals(10_000, 0))
    for _ in range(seconds * 10):
        clock.now += 0.1
        progress.step(HALF)
    progress.close(HALF, "o.jsonl")
    return stream.getvalue()


def test_plain_line_every_ten_seconds_where_there_is_no_terminal() -> None:
    written = run_for(io.StringIO(), 31)
    assert written.count("files (50%)") == 3
    assert "\r" not in written
    assert "\x1b" not in written


def test_line_rewrites_itself_in_a_terminal_and_is_gone_at_the_end() -> None:
    written = run_for(Terminal(), 2)
    assert written.count("\r5,000/10,000") in (9, 10)
    assert "\r\x1b[Kfiles " in written


def test_quiet_writes_nothing() -> None:
    assert run_for(io.StringIO(), 31, quiet=True) == ""


def test_closing_table_names_the_first_failures() -> None:
    summary = Summary(
        files=3, done=1, failed=2, speeches=1, size=1 << 20, seconds=2.0, first_errors=[("a.txt", "坏了")]
    )
    summary.passed_over.update({".doc": 2})
    written = table(summary, "o.jsonl")
    assert "failed      2\n" in written
    assert "2 of other kinds: .doc 2" in written
    assert "  a.txt: 坏了\n  … and 1 more\n" in written
