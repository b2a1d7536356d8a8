"""How the run goes, on stderr: a line that rewrites itself in a terminal, a plain line every 10 s elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from ..messages import tr
from ..terminal import cells
from .job import MB
from .manifest import Totals
from .options import Summary

_EVERY = 10.0
_REDRAW = 0.2


class Progress:
    """A ``run.Watcher`` that writes to a stream; with ``quiet`` it writes nothing."""

    def __init__(self, stream: TextIO, quiet: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._quiet, self._clock = stream, quiet, clock
        self._terminal = stream.isatty()
        self._totals = Totals(0, 0)
        self._next = 0.0
        self._drawn = False

    def start(self, totals: Totals) -> None:
        """All documents are listed."""
        self._totals = totals
        self._next = self._clock() + (_REDRAW if self._terminal else _EVERY)

    def step(self, summary: Summary) -> None:
        """Write the line when its time has come."""
        now = self._clock()
        if self._quiet or now < self._next:
            return
        self._next = now + (_REDRAW if self._terminal else _EVERY)
        line = progress_line(summary, self._totals)
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write("\r" + line[:width] + "\x1b[K")
            self._drawn = True
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def close(self, summary: Summary | None, out: str) -> None:
        """Take the line away and write the closing table."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._drawn = False
        if summary is not None and not self._quiet:
            self._stream.write(table(summary, out))
        self._stream.flush()


def progress_line(summary: Summary, totals: Totals) -> str:
    """``1,200/10,000 files (12%) · 3.1 MB/s · 2 failed · 1:05 left``."""
    settled = summary.done + summary.failed + summary.unchanged
    share = f" ({settled * 100 // totals.files}%)" if totals.files else ""
    rate = summary.size / summary.seconds if summary.seconds else 0.0
    parts = [
        tr(f"{settled:,}/{totals.files:,} files{share}"),
        f"{rate / MB:.1f} MB/s",
        tr(f"{summary.failed:,} failed"),
    ]
    tried = summary.done + summary.failed
    if tried:
        left = (totals.files - settled) * summary.seconds / tried
        parts.append(tr(f"{_time(left)} left"))
    return " · ".join(parts)


def table(summary: Summary, out: str) -> str:
    """The closing table, and the first failures by name."""
    seconds = max(summary.seconds, 1e-9)
    tried = summary.done + summary.failed
    rows = [
        ("files", f"{summary.files:,}"),
        ("parsed", f"{summary.done:,}"),
        ("unchanged", f"{summary.unchanged:,}"),
        ("failed", f"{summary.failed:,}"),
        ("speeches", f"{summary.speeches:,}"),
        ("time", f"{_time(summary.seconds)} ({tried / seconds:,.0f}/s, {summary.size / MB / seconds:.1f} MB/s)"),
        ("output", out),
    ]
    if summary.passed_over:
        kinds = ", ".join(f"{kind or '(no suffix)'} {n:,}" for kind, n in summary.passed_over.most_common(5))
        passed = tr(f"{summary.passed_over.total():,} of other kinds: {kinds} (--glob takes them)")
        rows.insert(4, ("passed over", passed))
    if summary.beside:
        names = ", ".join(summary.beside)
        rows.append(("beside it", tr(f"{names} (for the next run; without them it parses all again)")))
    if summary.interrupted:
        rows.append(("", tr("interrupted; run the same command again to go on from here")))
    lines = [_padded(tr(label)) + value for label, value in rows]
    lines += [f"  {name}: {tr(error)}" for name, error in summary.first_errors]
    if summary.failed > len(summary.first_errors):
        lines.append("  " + tr(f"… and {summary.failed - len(summary.first_errors):,} more"))
    return "\n".join(lines) + "\n"


def _padded(label: str) -> str:
    return label + " " * max(1, 12 - cells(label))


def _time(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
