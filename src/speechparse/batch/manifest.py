"""What was done: one SQLite file beside the output, and the plan of the present run.

An entry is written only after its record is on disk, so whatever kills the run, what the manifest says is true;
what it does not say is done again. A checksum guards records against a loss of power and against other programs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import WriteError
from .discover import Unreadable
from .job import Document, Entry
from .places import named

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
  path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, status TEXT NOT NULL,
  sha256 TEXT, speeches INTEGER NOT NULL, store TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL,
  crc INTEGER NOT NULL, seconds REAL NOT NULL, error TEXT, version TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE plan (position INTEGER PRIMARY KEY, raw BLOB NOT NULL, path TEXT UNIQUE NOT NULL,
  name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, problem TEXT);
"""
_FIELDS = ",".join(f'entry."{field}"' for field in Entry._fields)
_PAGE = 500


class Planned(NamedTuple):
    """One line of the plan: the document (or what is wrong with a folder) and what is known of it."""

    position: int
    document: Document
    problem: str | None
    entry: Entry | None
    version: str | None


class Totals(NamedTuple):
    """How much a plan holds."""

    files: int
    size: int


class Manifest:
    """The open manifest; a second run on the same output finds it locked. Use as a context manager."""

    def __init__(self, path: str, version: str | None) -> None:
        """``version``: what records depend on besides the documents; None to look at the last run as it is.

        Raises WriteError.
        """
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=1.0, isolation_level=None)
            # Exclusive: no shared-memory file, which network disks do not offer, and no second run.
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
            run = self.get("run") or "0"
            if not (run.isascii() and run.isdigit() and len(run) < 10):
                raise sqlite3.DatabaseError("malformed")
            self.run = int(run) + (version is not None)
            self.version = version if version is not None else self.get("version") or ""
            if version is not None:
                self.note("run", str(self.run))
                self.note("version", version)
        except sqlite3.Error as error:
            if hasattr(self, "_db"):
                self._db.close()
            raise explained(path, error) from error

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def get(self, key: str) -> str | None:
        """A note on the whole run."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def note(self, key: str, value: str) -> None:
        """Keep a note on the whole run."""
        self._write("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(key, value)])

    def plan(self, found: Iterable[Document | Unreadable]) -> Totals:
        """Take down what is to be done, in order."""
        self._write("INSERT OR IGNORE INTO plan VALUES (NULL, ?, ?, ?, ?, ?, ?)", map(_plan_row, found))
        return Totals(*self._db.execute("SELECT count(*), coalesce(sum(size), 0) FROM plan").fetchone())

    def planned(self) -> Iterator[Planned]:
        """The plan in order, each document with its entry as it is when the page holding it is read."""
        position = 0
        while True:
            # Page by page: an open cursor would keep the write-ahead log from ever being taken in.
            rows = self._db.execute(
                f"SELECT position, raw, plan.name, plan.size, plan.mtime_ns, problem, version, {_FIELDS} "
                "FROM plan LEFT JOIN entry USING (path) WHERE position > ? ORDER BY position LIMIT ?",
                (position, _PAGE),
            ).fetchall()
            for position, raw, name, size, mtime_ns, problem, version, *known in rows:
                document = Document(os.fsdecode(raw), name, size, mtime_ns)
                # USING merges the two path columns: the entry is there if its status is.
                yield Planned(position, document, problem, Entry(*known) if known[4] else None, version)
            if len(rows) < _PAGE:
                return

    def put(self, entries: Iterable[Entry]) -> None:
        """Write entries, all or none. Raises WriteError (a full disk)."""
        marks = ",".join("?" * (len(Entry._fields) + 2))
        self._write(f"INSERT OR REPLACE INTO entry VALUES ({marks})", ((*e, self.version, self.run) for e in entries))

    def forget(self) -> None:
        """Drop the records of documents that are no more, as their stores go now."""
        self._write("DELETE FROM entry WHERE run != ? AND store != ''", [(self.run,)])

    def stores(self) -> set[str]:
        """The stores that entries point to."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT store FROM entry WHERE store != ''")}

    def results(self, status: str | None = None) -> Iterator[Entry]:
        """The documents of this run, all or those with one status, in order."""
        rows = self._db.execute(
            f"SELECT {_FIELDS} FROM entry WHERE run = ? AND status = coalesce(?, status) "
            "ORDER BY replace(name, '/', char(1))",
            (self.run, status),
        )
        return (Entry(*row) for row in rows)

    def _write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._db.execute("BEGIN")
            self._db.executemany(sql, rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise explained(self.path, error) from error
        except BaseException:
            self._db.execute("ROLLBACK")
            raise


def _plan_row(found: Document | Unreadable) -> tuple[object, ...]:
    raw, path = os.fsencode(found.path), named(found.path)
    if isinstance(found, Unreadable):
        return raw, path, found.name, 0, 0, found.problem
    return raw, path, found.name, found.size, found.mtime_ns, None


def explained(path: str, error: sqlite3.Error) -> WriteError:
    """An error of the manifest's file with what to do."""
    text = str(error)
    if "locked" in text:
        return WriteError(path, "another run or program has it open", "wait for it, or choose another -o")
    if "full" in text or "disk I/O" in text:
        return WriteError(path, "the disk is full", "make room and run the same command again: it goes on from here")
    if "not a database" in text or "malformed" in text:
        return WriteError(path, "is no manifest of speechparse", "move it away, or choose another -o")
    if "readonly" in text or "unable to open" in text:
        folder = str(Path(path).parent)
        problem = "cannot be written" if Path(folder).is_dir() else f"the folder {folder} does not exist"
        return WriteError(path, problem, "make the folder, or choose another -o")
    return WriteError(path, text, "choose another -o")
