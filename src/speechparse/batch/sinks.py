"""The parent's half of a sink: the records of all documents, in order, as one output."""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from .. import store
from ..writers.files import replacing, write_error
from .encode import target_name
from .job import Entry
from .places import is_url, join, read_bytes, remove, stat

Builder = Callable[[Iterator[bytes], Path], None]


class Sink:
    """Takes finished documents in order. The defaults are those of a sink that keeps nothing."""

    def holds(self, entry: Entry) -> bool:
        """Whether the sink itself has the record of an entry without a store."""
        return False

    def take(self, entry: Entry, record: bytes | None) -> Entry:
        """Put the next document's record down; the entry with the place where it now stands.

        Without a record the sink has it already, or, where the document failed, what an earlier run made of it
        must go. Raises OSError, WriteError.
        """
        return entry

    def settle(self, final: bool = False) -> int:
        """How many of the last documents taken are not yet with the operating system; none with ``final``."""
        return 0

    def finish(self) -> None:
        """Make the output whole. Not called when the run is interrupted. Raises OSError, WriteError."""

    def close(self) -> None:
        """Let go of files. Always called."""


class Folder(Sink):
    """A file a document, written by the workers."""

    def __init__(self, out: str, format: str) -> None:
        self._out, self._format = out, format

    def _target(self, entry: Entry) -> str:
        return join(self._out, target_name(entry.name, self._format))

    def holds(self, entry: Entry) -> bool:
        """Whether the file is there with its length and, where that is soon read, its checksum."""
        target = self._target(entry)
        try:
            if stat(target)[:2] != (False, entry.length):
                return False
            return is_url(target) or crc32(read_bytes(target)) == entry.crc
        except OSError:
            return False

    def take(self, entry: Entry, record: bytes | None) -> Entry:
        """Only the file of a document that fails now must go."""
        if entry.status == "failed":
            remove(self._target(entry))
        return entry

    def finish(self) -> None:
        """A run over nothing leaves an empty folder."""
        if not is_url(self._out):
            Path(self._out).mkdir(parents=True, exist_ok=True)

    def index(self, results: Iterable[Entry]) -> None:
        """Reports get an index page: a line a document, what failed with its reason."""
        if self._format != "html" or is_url(self._out):
            return
        from ..pages import index

        def line(entry: Entry) -> index.Line:
            target = target_name(entry.name, self._format)
            if entry.status == "failed":
                return index.Line(entry.name, "", {}, entry.error or "failed")
            with suppress(OSError), Path(self._out, target).open("rb") as report:
                return index.Line(entry.name, target, index.told(report.read(index.READ)))
            return index.Line(entry.name, target, {})

        folder = Path(self._out)
        with replacing(folder / "index.html") as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
            out.writelines(index.page(map(line, results), folder.resolve().name))


class Concat(Sink):
    """The records one after another in ``part``, which at the end becomes ``product``, or is built into it."""

    def __init__(self, part: Path, product: Path | None, head: bytes = b"", build: Builder | None = None) -> None:
        """Without ``product`` the part itself is what is wanted (a shard). Raises WriteError."""
        self._part, self._product, self._build = part, product, build
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            self._file = part.open("wb")
            self._end = self._file.write(head)
        except OSError as error:
            raise write_error(part, error) from error

    def take(self, entry: Entry, record: bytes | None) -> Entry:
        """Append the record."""
        if record is None:
            return entry
        offset = self._end
        self._file.write(record)
        self._end += len(record)
        return entry._replace(store=self._part.name, offset=offset)

    def settle(self, final: bool = False) -> int:
        """Write through to the operating system."""
        self._file.flush()
        return 0

    def finish(self) -> None:
        """Move the part to the product, or build that."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if self._product is None:
            return
        if self._build is None:
            self._part.replace(self._product)
            return
        with replacing(self._product) as temporary, self._part.open("rb") as records:
            self._build(iter(records), temporary)

    def close(self) -> None:
        """Close the part; what is still buffered may have no room on the disk."""
        with suppress(OSError):
            self._file.close()


class Stream(Sink):
    """The records straight to a stream."""

    def __init__(self, file: BinaryIO, head: bytes = b"") -> None:
        self._file = file
        file.write(head)

    def take(self, entry: Entry, record: bytes | None) -> Entry:
        """Write the record."""
        if record is not None:
            self._file.write(record)
        return entry

    def settle(self, final: bool = False) -> int:
        """Let the reader have it."""
        self._file.flush()
        return 0


class Store(Sink):
    """A SQLite file (see ``speechparse.store``). Other runs' documents in it stay."""

    _BATCH = 128  # documents a transaction, counted and not timed: the file then comes out the same each time

    def __init__(self, product: Path, version: str) -> None:
        """Raises WriteError."""
        self._version, self._path, self._taken = version, str(product), 0
        self._open: store.Transaction | None = None
        self._db = store.connect(self._path)

    def holds(self, entry: Entry) -> bool:
        """Whether the rows of just these bytes, made by just this program, are there."""
        with self._explaining():
            return store.holds(self._db, entry.path, entry.name, entry.sha256, self._version)

    def take(self, entry: Entry, record: bytes | None) -> Entry:
        """Put the rows in, unless they are there."""
        with self._explaining():
            self._open = self._open or store.Transaction(self._db)
            if entry.status == "failed":
                self._open.drop(entry.path)
            elif record is not None and not self.holds(entry):
                self._open.add(entry.path, self._version, marshal.loads(record))
        self._taken += 1
        if self._taken == self._BATCH:
            self.settle(final=True)
        return entry._replace(store="", offset=0)

    def settle(self, final: bool = False) -> int:
        """Commit, at the end."""
        if final and self._open:
            with self._explaining():
                self._open.commit()
            self._open, self._taken = None, 0
        return self._taken

    def finish(self) -> None:
        """Let SQLite look at its indexes."""
        with self._explaining():
            # Not PRAGMA optimize: that depends on what else this connection has done, which a killed run has not.
            self._db.execute("PRAGMA analysis_limit = 400")
            self._db.execute("ANALYZE")

    def close(self) -> None:
        """Close the file; what was not committed is not in it."""
        with suppress(sqlite3.Error):
            self._db.close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise store.explained(self._path, error) from error
