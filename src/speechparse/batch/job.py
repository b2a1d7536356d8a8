"""What travels between the parent and its workers: plain tuples and a frozen dataclass."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from ..limits import regular

MB = 1 << 20


class Document(NamedTuple):
    """One input. ``path`` can be opened; ``name`` is relative to the folder given, with ``/``."""

    path: str
    name: str
    size: int
    mtime_ns: int


class Entry(NamedTuple):
    """What the manifest knows of a document, and what a worker reports of it.

    ``size`` and ``mtime_ns`` are those of the bytes that were read. A record of ``length`` bytes with the
    checksum ``crc`` stands in the file ``store`` at ``offset``; ``store`` is empty where the sink keeps the
    record itself. Status ``same``: the bytes are those of ``sha256`` known before, nothing was parsed;
    ``fatal``: no document can be written any more (full disk).
    """

    path: str
    name: str
    size: int
    mtime_ns: int
    status: Literal["ok", "failed", "same", "fatal"]
    sha256: str | None = None
    speeches: int = 0
    store: str = ""
    offset: int = 0
    length: int = 0
    crc: int = 0
    seconds: float = 0.0
    error: str | None = None


class Item(NamedTuple):
    """One piece of work, by its number in the plan. ``known``: the sha256 of the record at hand, if it may hold."""

    number: int
    document: Document
    known: str | None = None


class Report(NamedTuple):
    """The end of one piece of work, by its number in the plan.

    With ``retire`` the worker asks to be replaced (it ran out of memory). ``closed`` names the store that this
    last document of a chunk closes: nothing is appended to it any more.
    """

    number: int
    entry: Entry
    retire: bool = False
    closed: str = ""


WORK = "speechparse.batch.work:parse_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of each document, and how: what a run is asked for and what a worker is told.

    ``timeout``: seconds a document may take, 0 for no limit. ``work``: ``module:function``, a function
    ``(bytes, name, job) -> (speeches, source)`` that parses one file. ``text_column``: the column of a corpus that
    holds its texts, ``meta_columns`` those kept beside; ``meta``: a table of what is known of the files.
    """

    format: str = "json"
    encoding: str | None = None
    rules: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    explain: bool = False
    with_text: bool = False
    timeout: float = 60.0
    work: str = WORK
    text_column: str | None = None
    meta_columns: tuple[str, ...] = ()
    meta: str | None = None


@dataclass(frozen=True, slots=True)
class Job(Wanted):
    """All that a worker must know; the same for every document of a run.

    ``sink``: how a document is put down (see ``kinds.KINDS``). ``out``: the folder or URL that a folder sink
    fills. ``parts``: the local folder for records on their way. ``memory``: bytes of address space a worker may use,
    0 for no limit. ``max_bytes``: bytes that a document may have, 0 for no limit.
    """

    sink: str
    out: str
    parts: str
    memory: int = 0
    max_bytes: int = 0

    def version(self) -> str:
        """What a record depends on besides the document: program, rules and options, as a short text."""
        data = asdict(self)
        for name in ("out", "parts", "timeout", "memory", "max_bytes"):
            del data[name]
        if self.meta:
            regular(self.meta)
            data["meta"] = hashlib.sha256(Path(self.meta).read_bytes()).hexdigest()
        data["rules"] = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in self.rules]
        digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
        return f"{program_version(own=self.work == WORK)}/{digest[:12]}"


@cache
def program_version(own: bool = True) -> str:
    """The package's version; for its ``own`` parser with a digest of its sources, as a changed rule changes results."""
    from .. import __version__

    if not own:
        return __version__
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in ("", "parser", "readers", "rules", "writers"):
        for file in sorted((package / folder).rglob("*.py") if folder else package.glob("*.py")):
            digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"
