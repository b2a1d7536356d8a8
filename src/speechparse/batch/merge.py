"""The parts of ``--shard i/n`` joined into the output that one run would have made."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from ..errors import ReadError
from .discover import order_key
from .failures import write_errors
from .job import Entry, Job
from .kinds import kind_of, make_sink
from .layout import Layout
from .manifest import Manifest
from .options import Summary
from .parts import Parts


def merge(out: str) -> Summary:
    """Join all shards of ``out``; they stay, so that each can be resumed. Raises ReadError, WriteError."""
    started = monotonic()
    kind = kind_of(out)
    with Layout(out, kind) as layout, ExitStack() as stack:
        count = _count(layout)
        sources = []
        for number in range(1, count + 1):
            shard = stack.enter_context(Layout(out, kind, (number, count)))
            sources.append((shard, stack.enter_context(_finished(shard))))
        versions = {manifest.version for _, manifest in sources}
        if len(versions) > 1:
            raise ReadError(out, "the shards were made by different programs, rules or options", "run them again")
        job = Job(sink=kind, out=layout.out, parts=str(layout.parts), format=sources[0][1].get("format") or "json")
        try:
            with Manifest(str(layout.manifest), versions.pop()) as manifest:
                summary = _join(layout, job, manifest, sources)
        finally:
            layout.push()
    summary.seconds = monotonic() - started
    return summary


def _join(layout: Layout, job: Job, manifest: Manifest, sources: list[tuple[Layout, Manifest]]) -> Summary:
    summary = Summary()
    with ExitStack() as stack:
        sink = make_sink(layout, job, manifest)
        stack.callback(sink.close)
        streams = [_entries(shard, own, stack) for shard, own in sources]
        batch: list[Entry] = []
        for _, entry, parts in heapq.merge(*streams, key=lambda found: found[0]):
            record = None
            if entry.store and entry.status == "ok":
                record = parts.read(entry)
                if record is None:
                    raise ReadError(str(parts.folder), f"the record of {entry.name} is lost", "run that shard again")
            summary.files += 1
            summary.failed += entry.status == "failed"
            summary.done += entry.status == "ok"
            summary.speeches += entry.speeches
            summary.size += entry.size
            batch.append(sink.take(entry, record))
            if len(batch) == 500:
                _remember(manifest, sink.settle(final=True), batch)
        _remember(manifest, sink.settle(final=True), batch)
        manifest.note("product", f"{manifest.run}.part")
        manifest.forget()
        sink.finish()
        Parts(str(layout.parts)).sweep(manifest.stores())
    write_errors(layout, manifest, summary)
    return summary


def _remember(manifest: Manifest, unsettled: int, batch: list[Entry]) -> None:
    assert not unsettled
    manifest.put(batch)
    batch.clear()


def _entries(shard: Layout, manifest: Manifest, stack: ExitStack) -> Iterator[tuple[str, Entry, Parts]]:
    parts = Parts(str(shard.parts))
    stack.callback(parts.close)
    return ((order_key(entry.name), entry, parts) for entry in manifest.results())


def _finished(shard: Layout) -> Manifest:
    manifest = Manifest(str(shard.manifest), None)
    if manifest.get("finished") != str(manifest.run):
        manifest.close()
        raise ReadError(str(shard.manifest), "this shard is not finished", "run it again, then merge")
    return manifest


def _count(layout: Layout) -> int:
    """How many shards there are, all of one division. Raises ReadError where one is missing."""
    pattern = re.compile(re.escape(Path(layout.manifest).stem) + r"\.(\d+)-of-(\d+)\.manifest")
    found = [m for m in map(pattern.fullmatch, layout.beside()) if m]
    counts = {int(m[2]) for m in found}
    if not found:
        raise ReadError(layout.out, "has no shards beside it", "make them with `speechparse batch --shard i/n -o OUT`")
    if len(counts) > 1:
        raise ReadError(layout.out, f"has shards of {sorted(counts)} parts beside it", "remove those of the wrong run")
    (count,) = counts
    missing = sorted(set(range(1, count + 1)) - {int(m[1]) for m in found})
    if missing:
        raise ReadError(layout.out, f"shard {missing[0]}/{count} is missing", "run it, then merge")
    return count
