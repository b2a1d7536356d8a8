"""The sorts of output, by suffix: one row each; the worker's half is in ``encode``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..errors import WriteError
from .job import Job
from .layout import Layout
from .manifest import Manifest
from .places import is_url, plain
from .sinks import Builder, Concat, Folder, Sink, Store, Stream


class Kind(NamedTuple):
    """One sort of output. ``head`` stands before the records, ``build`` makes the product of them."""

    suffixes: tuple[str, ...] = ()
    head: Callable[[], bytes] = bytes
    build: Callable[[], Builder] | None = None


def _csv_head() -> bytes:
    from ..writers.csv_ import render
    from ..writers.registry import BY_NAME, EVERYTHING

    return next(render((), EVERYTHING)).encode(BY_NAME["csv"].encoding or "utf-8")


def _parquet() -> Builder:
    from ..writers.parquet import build

    return build


def _ledgers() -> Builder:
    from ..writers.ledgers_xlsx import build

    return build


KINDS = {
    "folder": Kind(),
    "jsonl": Kind((".jsonl", ".ndjson")),
    "csv": Kind((".csv",), head=_csv_head),
    "sqlite": Kind((".sqlite", ".sqlite3", ".db")),
    "parquet": Kind((".parquet",), build=_parquet),
    "xlsx": Kind((".xlsx",), build=_ledgers),
}
BY_SUFFIX = {suffix: name for name, kind in KINDS.items() for suffix in kind.suffixes}


def kind_of(out: str) -> str:
    """The sort of output that a path or URL asks for. Raises WriteError for a suffix that is none of these."""
    if out == "-":
        return "jsonl"
    if not out.strip():
        raise WriteError('""', "names no output", "name a folder or a file; . is the current folder")
    place = plain(out)
    if not is_url(place) and not Path(place).name:
        raise WriteError(out, "is the root of the disk", "name a folder in it")
    if not is_url(place) and Path(place).exists() and not (Path(place).is_dir() or Path(place).is_file()):
        raise WriteError(out, "is a device or a pipe, no folder or file", "use -o - for standard output")
    suffix = Path(place).suffix.lower()
    if not suffix or out.endswith(("/", os.sep)) or (not is_url(place) and Path(place).is_dir()):
        return "folder"
    if suffix not in BY_SUFFIX:
        advice = f"use one of {' '.join(BY_SUFFIX)}, or end it with / for a folder"
        raise WriteError(out, f"no output has the suffix {suffix}", advice)
    return BY_SUFFIX[suffix]


def make_sink(layout: Layout, job: Job, manifest: Manifest, shard: bool = False) -> Sink:
    """The sink for an output. Raises WriteError where it cannot be made."""
    kind = KINDS[job.sink]
    if job.sink == "folder":
        return Folder(layout.out, job.format)
    if layout.product is None:
        return Stream(sys.stdout.buffer, kind.head())
    part = layout.parts / f"{manifest.run}.part"
    if shard:  # the records as they are: `merge` makes the product of those of all shards
        return Concat(part, None)
    if job.sink == "sqlite":
        return Store(layout.product, manifest.version)
    return Concat(part, layout.product, kind.head(), kind.build and kind.build())
