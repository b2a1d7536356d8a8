"""The embedded corpus store: one SQLite file with tables, keys, indexes, views and full-text search.

The columns are those of ``records.TABLES``; each dependent row names its speech by ``speech_id``. Titles and
texts are indexed by FTS5 with the trigram tokenizer, kept up to date by triggers, so rows may be changed with any
SQLite program. A task's words most often stand in its node's text: only the other tasks (``tasks_apart``) are indexed
themselves, the rest is found by way of the node. ``PRAGMA user_version`` is the schema's version; an older file is
brought up on opening, and fields of the head that it lacks are added.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from .errors import WriteError
from .migrations import STEPS
from .model import HEAD
from .records import TABLES, Rows

APPLICATION_ID = 0x53504348  # "SPCH"
# What the full-text search covers.
INDEXED = {"speeches": ("title", "occasion", "speaker"), "nodes": ("title", "text"), "tasks": ("text",)}

# How many rows each document has in all tables: a store from which rows were taken is filled up by the next run.
_COUNTED = " + ".join(
    f"(SELECT count(*) FROM {table} t JOIN speeches s ON t.{'id' if table == 'speeches' else 'speech_id'} = s.id "
    "WHERE s.path = {path})"
    for table in TABLES
)

MIGRATIONS = STEPS


def connect(path: str) -> sqlite3.Connection:
    """Open a store for writing; made where missing, migrated where old. Raises WriteError."""
    try:
        db = sqlite3.connect(path, timeout=30.0, isolation_level=None)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        made_here = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not made_here and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise WriteError(path, "is a database of another program", "choose another -o")
        if version > len(MIGRATIONS):
            raise WriteError(path, f"has schema {version}, newer than this program", "upgrade speechparse")
        # The schema goes in before the first switch to WAL, in one transaction: a killed run leaves all or nothing.
        for number in range(version, len(MIGRATIONS)):
            db.executescript(
                f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA application_id = {APPLICATION_ID}; "
                f"PRAGMA user_version = {number + 1}; COMMIT;"
            )
        _add_columns(db)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise explained(path, error) from error
    return db


def _add_columns(db: sqlite3.Connection) -> None:
    """The fields of a head that the store was made without; they stay empty in the rows it has."""
    if _missing(db):
        db.execute("BEGIN IMMEDIATE")
        for name in _missing(db):  # unless another run has been faster
            db.execute(f"ALTER TABLE speeches ADD COLUMN {name} TEXT")
        db.execute("COMMIT")


def _missing(db: sqlite3.Connection) -> list[str]:
    there = {row[1] for row in db.execute("PRAGMA table_info (speeches)")}
    return [name for name in HEAD if name not in there]


def explained(path: str, error: sqlite3.Error) -> WriteError:
    """An error of SQLite with what to do."""
    text = str(error)
    if "no such module" in text or "no such tokenizer" in text:
        return WriteError(
            path, "this Python's SQLite has no full-text search (FTS5 trigram)", "use SQLite 3.35 or later"
        )
    if "full" in text or "disk I/O" in text:
        return WriteError(path, "the disk is full", "make room and run the same command again: it goes on from here")
    if "locked" in text:
        return WriteError(path, "another program is writing it", "close that program, then run the same command again")
    if "not a database" in text or "malformed" in text:
        return WriteError(path, "is no SQLite database, or a damaged one", "move it away, or choose another -o")
    if "readonly" in text or "unable to open" in text:
        problem = "cannot be written" if Path(path).parent.is_dir() else "the folder does not exist"
        return WriteError(path, problem, "choose another -o")
    return WriteError(path, text, "choose another -o")


def holds(db: sqlite3.Connection, path: str, name: str, sha256: str | None, version: str) -> bool:
    """Whether the speeches of a document are in the store as they would be written now."""
    row = db.execute(
        "SELECT rows FROM written w WHERE path = ?1 AND EXISTS "
        "(SELECT 1 FROM speeches WHERE path = ?1 AND name = ?2 AND sha256 = ?3 AND version = ?4) "
        f"AND rows = {_COUNTED.format(path='?1')}",
        (path, name, sha256, version),
    )
    return row.fetchone() is not None


class Transaction:
    """Documents that go in, or come out, together. New rows are indexed for the search in one go at its end.

    Row by row, as the triggers do it, takes a third longer; they are away meanwhile, for this transaction alone.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._triggers: list[str] = []
        self._last: dict[str, int] = {}  # the last row of each table that is indexed
        db.execute("BEGIN IMMEDIATE")

    def add(self, path: str, version: str, rows: Rows) -> None:
        """Put a document's rows in (see ``records.rows``), in place of those it had."""
        self.drop(path)
        if not self._triggers:
            self._begin()
        db = self._db
        ids = {}
        for row in rows["speeches"]:
            cursor = db.execute(_insert("speeches", ("path", "version")), (path, version, *row))
            ids[row[0]] = cursor.lastrowid
        for table in TABLES:
            if table != "speeches" and rows[table]:
                insert = _insert(table, ("speech_id",))
                db.executemany(insert, ((ids[row[0]], *row[1:]) for row in rows[table]))
        db.execute("INSERT INTO written VALUES (?, ?)", (path, sum(map(len, rows.values()))))

    def drop(self, path: str) -> None:
        """Take a document out."""
        if not self._db.execute("SELECT 1 FROM speeches WHERE path = ?", (path,)).fetchone():
            self._db.execute("DELETE FROM written WHERE path = ?", (path,))
            return
        if self._triggers:
            self._index()  # what is taken out leaves the index too, and its numbers are given again
        # The tasks first: those that outlive their node would be indexed for that moment.
        self._db.execute("DELETE FROM tasks WHERE speech_id IN (SELECT id FROM speeches WHERE path = ?)", (path,))
        self._db.execute("DELETE FROM speeches WHERE path = ?", (path,))
        self._db.execute("DELETE FROM written WHERE path = ?", (path,))
        if self._triggers:
            self._mark()

    def commit(self) -> None:
        """The end of it; nothing where SQLite has ended it itself (a full disk)."""
        if self._triggers and self._db.in_transaction:
            self._index()
            for trigger in self._triggers:
                self._db.execute(trigger)
        self._db.commit()

    def _begin(self) -> None:
        names = [f"{table}_fts_insert" for table in INDEXED]
        found = self._db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (?, ?, ?) ORDER BY name", names
        ).fetchall()
        for name, _ in found:
            self._db.execute(f"DROP TRIGGER {name}")
        self._triggers = [sql for _, sql in found]
        self._mark()

    def _mark(self) -> None:
        for table in INDEXED:
            (self._last[table],) = self._db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()

    def _index(self) -> None:
        for table, names in INDEXED.items():
            columns, rows = ", ".join(names), "tasks_apart" if table == "tasks" else table
            self._db.execute(
                f"INSERT INTO {table}_fts (rowid, {columns}) SELECT id, {columns} FROM {rows} WHERE id > ? ORDER BY id",
                (self._last[table],),
            )
        self._mark()


@cache
def _insert(table: str, keys: tuple[str, ...]) -> str:
    columns = [*keys, *(name for name in TABLES[table] if name != "speech")]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
