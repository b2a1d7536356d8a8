"""``python -m benchmarks.batch``: ten thousand documents through ``speechparse batch``.

Prints documents a second, the parent's peak memory (also with a tenth of the documents: it must not grow), the
speed-up of two processes over one, and what a document costs beside ``parse`` itself. The last is a ratio of
processor times, the speed-up one of elapsed times: run it on a machine that has nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
PLACES = (ROOT.parent / "shared" / "corpus", ROOT / "samples")

# One run in a process of its own, so that its peak memory is its own.
RUN = """
import json, resource, sys
from speechparse.batch.run import Options, run
source, out, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3])
cluster = sys.argv[4] or None
summary = run(Options((source,), out, jobs=jobs, cluster=cluster))
own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"files": summary.done, "failed": summary.failed, "unchanged": summary.unchanged,
    "seconds": summary.seconds, "size": summary.size, "parent_cpu": own.ru_utime + own.ru_stime,
    "workers_cpu": below.ru_utime + below.ru_stime, "peak_mb": own.ru_maxrss / 1024}))
"""


def make(folder: Path, count: int) -> int:
    """``count`` documents: those of the corpus again and again, each time with another first line. Their bytes."""
    place = next(place for place in PLACES if place.is_dir())
    originals = [path.read_bytes() for path in sorted(place.rglob("*")) if path.suffix in (".txt", ".md")]
    size = 0
    for i in range(count):
        target = folder / f"{i // 500:03}" / f"讲话{i:05}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        data = originals[i % len(originals)]
        # A line in ASCII stays what it is in GBK and UTF-8; a mark of UTF-16 or of UTF-8 must stay in front.
        data = data if data[:1] >= b"\xef" else b"%05d\n" % i + data
        target.write_bytes(data)
        size += len(data)
    return size


def plain(folder: Path) -> dict[str, float]:
    """Processor seconds of reading, of ``parse`` and of writing JSON Lines, one document after another."""
    from speechparse.api import parse_source
    from speechparse.readers.registry import source_from_bytes
    from speechparse.rules.loader import load_rules
    from speechparse.writers.jsonl import line

    rules = load_rules()
    times = {"read": 0.0, "parse": 0.0, "write": 0.0}
    chars = 0
    for number, path in enumerate(sorted(folder.rglob("*.txt"))):
        start = process_time()
        source = source_from_bytes(path.read_bytes(), path.name)
        read = process_time()
        speeches = parse_source(source, rules=rules)
        parsed = process_time()
        for speech in speeches:
            line(speech).encode()
        written = process_time()
        if number < 20:  # imports, regular expressions
            continue
        chars += len(source.text)
        times["read"] += read - start
        times["parse"] += parsed - read
        times["write"] += written - parsed
    return {**times, "chars": chars}


def batch(source: Path, out: Path, jobs: int, cluster: str = "") -> dict[str, float]:
    """One run of the program."""
    made = subprocess.run(
        [sys.executable, "-c", RUN, str(source), str(out), str(jobs), cluster], stdout=subprocess.PIPE, check=True
    )
    result: dict[str, float] = json.loads(made.stdout)
    return result


def on_cluster(source: Path, out: Path, jobs: int) -> dict[str, float] | None:
    """The same on a local dask cluster; None where dask is missing."""
    try:
        from distributed import LocalCluster
    except ImportError:
        return None
    with LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as cluster:
        return batch(source, out, jobs, cluster.scheduler_address)


def report(folder: Path, count: int, sinks: list[str]) -> None:
    """Measure and print."""
    source, small = folder / "in", folder / "small"
    size = make(source, count)
    make(small, count // 10)
    print(f"{count:,} documents, {size / 1e6:,.0f} MB")
    alone = plain(source)
    per = 1000 / (count - 20)
    print(
        f"one after another, ms a document: read {alone['read'] * per:.2f}, parse {alone['parse'] * per:.2f}, "
        f"write {alone['write'] * per:.2f}  ({alone['chars'] / alone['parse'] / 1e6:.2f} million characters/s)"
    )
    row("", ["files/s", "MB/s", "seconds", "workers' CPU", "parent's CPU", "parent's peak MB"])
    runs = {}
    for jobs in (1, 2):
        runs[jobs] = batch(source, folder / f"j{jobs}.jsonl", jobs)
        row(f"-j {jobs}, .jsonl", figures(runs[jobs]))
    row("-j 2, a tenth of them", figures(batch(small, folder / "small.jsonl", 2)))
    row("-j 2, nothing new", figures(batch(source, folder / "j2.jsonl", 2)))
    for name in sinks:
        row(f"-j 2, {name}", figures(batch(source, folder / f"o{name}", 2)))
    if (result := on_cluster(source, folder / "cluster.jsonl", 2)) is not None:
        row("cluster of 2, .jsonl", figures(result))
    same = (folder / "j1.jsonl").read_bytes() == (folder / "j2.jsonl").read_bytes()
    cpu = runs[1]["workers_cpu"] + runs[1]["parent_cpu"]
    parse = alone["parse"] * count / (count - 20)
    rest = (alone["read"] + alone["write"]) * count / (count - 20)
    print(f"speed-up -j 2 / -j 1: {runs[1]['seconds'] / runs[2]['seconds']:.2f}")
    print(f"a document beside parse: {(cpu - parse) / parse:.1%} of it, of which read and write {rest / parse:.1%}")
    print(f"bytes of -j 1 and -j 2 equal: {same}")


def figures(run: dict[str, float]) -> list[str]:
    """The columns of one run."""
    done = run["files"] or run["unchanged"]
    return [
        f"{done / run['seconds']:,.0f}",
        f"{run['size'] / run['seconds'] / 1e6:.1f}",
        f"{run['seconds']:.1f}",
        f"{run['workers_cpu']:.1f}",
        f"{run['parent_cpu']:.1f}",
        f"{run['peak_mb']:.0f}",
    ]


def row(label: str, cells: list[str]) -> None:
    print(f"{label:<24}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--sinks", nargs="*", default=["/", ".sqlite", ".parquet", ".xlsx"], help="besides .jsonl")
    parser.add_argument("--folder", help="work here and keep what is made")
    options = parser.parse_args()
    started = perf_counter()
    if options.folder:
        report(Path(options.folder), options.files, options.sinks)
    else:
        with tempfile.TemporaryDirectory(prefix="speechparse-bench-") as folder:
            report(Path(folder), options.files, options.sinks)
    print(f"took {perf_counter() - started:.0f} s on {os.cpu_count()} cores, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
