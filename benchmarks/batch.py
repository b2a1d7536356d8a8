"""``python -m benchmarks.batch``: ten thousand documents through ``speechparse batch``.

Prints documents a second, the parent's peak memory (also with a tenth of the documents: it must not grow), the
speed-up of two processes over one, and what a document costs beside ``parse`` itself. The last is taken from one run:
the worker notes the processor time that it spends in ``parse``, the rest of what the run took is beside it. It bears
other work on the machine; the speed-up and the documents a second do not.
"""

from __future__ import annotations

import argparse
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from speechparse.api import parse_source
from speechparse.batch.job import WORK, Job
from speechparse.model import Speech
from speechparse.readers.registry import source_from_bytes
from speechparse.source import SourceText

ROOT = Path(__file__).parent.parent
PLACES = (ROOT.parent / "shared" / "corpus", ROOT / "samples")

# One run in a process of its own, so that its peak memory is its own.
RUN = """
import json, resource, sys
from speechparse.batch.run import Options, run
source, out, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3])
cluster, work = sys.argv[4] or None, sys.argv[5]
summary = run(Options((source,), out, jobs=jobs, cluster=cluster, work=work))
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


_TIMES = "SPEECHPARSE_BENCH_TIMES"  # the folder where each worker notes its times
_FIELDS = ("start", "read", "parse", "documents", "chars")
_noted = dict.fromkeys(_FIELDS, 0.0)
_file: list[int] = []


def timed_parse_file(data: bytes, name: str, job: Job) -> tuple[list[Speech], SourceText]:
    """What a worker does with a document, and a note of the processor seconds that it takes."""
    start = process_time()
    source = source_from_bytes(data, name, encoding=job.encoding)
    read = process_time()
    speeches = parse_source(source)
    parsed = process_time()
    if not _noted["documents"]:
        _noted["start"] = start
        _file.append(os.open(Path(os.environ[_TIMES], str(os.getpid())), os.O_WRONLY | os.O_CREAT))
    _noted["read"] += read - start
    _noted["parse"] += parsed - read
    _noted["documents"] += 1
    _noted["chars"] += len(source.text)
    os.pwrite(_file[0], struct.pack("5d", *_noted.values()), 0)  # each time: the worker ends by being killed
    return speeches, source


def times(folder: Path) -> dict[str, float]:
    """What all workers noted, in sum."""
    notes = [struct.unpack("5d", path.read_bytes()) for path in folder.iterdir()]
    return dict(zip(_FIELDS, map(sum, zip(*notes, strict=True)), strict=True))


def batch(source: Path, out: Path, jobs: int, cluster: str = "", work: str = WORK) -> dict[str, float]:
    """One run of the program."""
    made = subprocess.run(
        [sys.executable, "-c", RUN, str(source), str(out), str(jobs), cluster, work], stdout=subprocess.PIPE, check=True
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
    print(f"speed-up -j 2 / -j 1: {runs[1]['seconds'] / runs[2]['seconds']:.2f}")
    print(f"bytes of -j 1 and -j 2 equal: {same}")
    beside(source, folder, count)


def beside(source: Path, folder: Path, count: int) -> None:
    """Where the processor time of one run goes, a document. Starting the one worker is taken off."""
    notes = folder / "times"
    notes.mkdir()
    os.environ[_TIMES] = str(notes)
    run = batch(source, folder / "timed.jsonl", 1, work="benchmarks.batch:timed_parse_file")
    noted = times(notes)
    write = run["workers_cpu"] - noted["start"] - noted["read"] - noted["parse"]
    parts = {"read": noted["read"], "write, report": write, "parent": run["parent_cpu"]}
    print(
        f"ms a document: parse {1000 * noted['parse'] / count:.2f}, "
        + ", ".join(f"{name} {1000 * seconds / count:.2f}" for name, seconds in parts.items())
        + f"  ({noted['chars'] / noted['parse'] / 1e6:.2f} million characters/s in parse)"
    )
    rest = sum(parts.values())
    print(f"a document beside parse: {1000 * rest / count:.2f} ms, {rest / noted['parse']:.1%} of it")


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
