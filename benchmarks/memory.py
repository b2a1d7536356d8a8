"""Memory: the peak of parsing one large text, and what stays after many.

``python -m benchmarks.memory BYTES`` runs it in a process of its own and prints the figures as JSON.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

from . import texts
from .rows import Row

_STATUS = Path("/proc/self/status")


def rows(quick: bool) -> list[Row]:
    """The peak in bytes a character, and what is kept between documents."""
    size = 1_000_000 if quick else 10_000_000
    command = [sys.executable, "-m", "benchmarks.memory", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, check=True)
    found = json.loads(done.stdout)
    peak = found["peak"] / found["chars"]
    what = (
        f"memory, peak above the text ({size / 1e6:g} MB, {found['chars'] / 1e6:.1f} M characters, {found['method']})"
    )
    kept = found["kept"] / found["chars_between"]
    return [
        Row("memory", what, f"{found['peak'] / 1e6:.0f} MB", peak, "bytes a character", 26.0),
        Row("kept", "memory kept after 40 documents", f"{found['kept'] / 1e3:.1f} kB", kept, "bytes a character", 0.1),
    ]


def traced_peak(length: int) -> float:
    """Bytes a character that Python allocates at most while parsing ``length`` characters; the same on every run."""
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    rules, text = load_rules(), texts.normal(length)
    parse(SourceText(text[:3000]), rules)
    gc.collect()
    tracemalloc.start()
    parse(SourceText(text), rules)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / length


def kept_after(documents: list[str]) -> int:
    """Bytes that stay allocated when all documents have been parsed and dropped; the second half counts."""
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    rules = load_rules()
    half = len(documents) // 2
    tracemalloc.start()
    for text in documents[:half]:
        parse(SourceText(text), rules)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    for text in documents[half:]:
        parse(SourceText(text), rules)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def _main(size: int) -> None:
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    rules = load_rules()
    text = texts.sized(texts.normal, size)
    parse(SourceText(text[:3000]), rules)
    gc.collect()
    before = _resident("VmRSS")
    if before:
        speeches = parse(SourceText(text), rules)
        method, peak = "resident", _resident("VmHWM") - before
        del speeches
    else:  # no /proc
        method, peak = "traced", round(traced_peak(len(text)) * len(text))
    between = [texts.speech(seed, 5000) for seed in range(80)]
    kept = kept_after(between)
    found = {"chars": len(text), "peak": peak, "method": method, "kept": kept, "chars_between": 40 * 5000}
    print(json.dumps(found))


def _resident(key: str) -> int:
    """Bytes of resident memory now (VmRSS) or at most so far (VmHWM); 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0
    lines = (line.split() for line in _STATUS.read_text().splitlines())
    return next((int(parts[1]) * 1024 for parts in lines if parts[:1] == [key + ":"]), 0)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
