"""The embedded corpus store: one SQLite file with tables, keys, indexes, views and full-text search.

The columns are those of ``records.TABLES``; each dependent row names its speech by ``speech_id``. Titles and
texts are indexed by FTS5 with the trigram tokenizer, kept up to date by triggers, so rows may be changed with any
SQLite program. A task's words most often stand in its node's text: only the other tasks (``tasks_apart``) are indexed
themselves, the rest is found by way of the node. ``PRAGMA user_version`` is the schema's version; an older file is
brought up on opening.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import WriteError
from .records import TABLES, Row, Rows

APPLICATION_ID = 0x53504348  # "SPCH"
# What the full-text search covers.
INDEXED = {"speeches": ("title", "occasion", "speaker"), "nodes": ("title", "text"), "tasks": ("text",)}

_INDEXES = """
CREATE INDEX speeches_date ON speeches (date);
CREATE INDEX speeches_speaker ON speeches (speaker);
CREATE INDEX nodes_speech ON nodes (speech_id, node);
CREATE INDEX nodes_role ON nodes (role);
CREATE INDEX tasks_speech ON tasks (speech_id, task);
CREATE INDEX tasks_deadline ON tasks (deadline_end);
CREATE INDEX task_units_task ON task_units (speech_id, task);
CREATE INDEX task_units_unit ON task_units (unit);
CREATE INDEX claims_speech ON claims (speech_id);
CREATE INDEX diagnostics_speech ON diagnostics (speech_id);
CREATE INDEX diagnostics_code ON diagnostics (code);
"""

_VIEWS = """
CREATE VIEW ledger AS  -- 任务台账: a task a row, its units joined
  SELECT s.title AS speech, s.speaker, s.date, t.task, t.section, t.text,
    (SELECT group_concat(unit, '、') FROM task_units u WHERE u.speech_id = s.id AND u.task = t.task AND part = 'lead')
      AS lead,
    (SELECT group_concat(unit, '、') FROM task_units u WHERE u.speech_id = s.id AND u.task = t.task) AS units,
    t.people, t.deadline, t.deadline_end, t.targets, t.span_start, t.span_end, s.path
  FROM tasks t JOIN speeches s ON s.id = t.speech_id;
CREATE VIEW points AS  -- 亮点、要求: the outermost nodes of these roles
  SELECT s.title AS speech, s.speaker, s.date, n.role, n.node, n.title, n.text, n.span_start, n.span_end, s.path
  FROM nodes n JOIN speeches s ON s.id = n.speech_id
  LEFT JOIN nodes p ON p.speech_id = n.speech_id AND p.node = n.parent
  WHERE n.role IN ('highlight', 'requirement') AND (p.role IS NULL OR p.role != n.role);
CREATE VIEW unit_tasks AS  -- 责任单位: how many tasks each unit has, and how many it leads
  SELECT unit, count(*) AS tasks, sum(part = 'lead') AS leads, count(DISTINCT speech_id) AS speeches
  FROM task_units GROUP BY unit;
CREATE VIEW broken_claims AS  -- 数目不符: announced counts that do not agree with what was found
  SELECT s.title AS speech, c.phrase, c.count, c.found, c.span_start, c.span_end, s.path
  FROM claims c JOIN speeches s ON s.id = c.speech_id WHERE NOT c.ok;
CREATE VIEW doubtful AS  -- 存疑: what a reviewer should look at first
  SELECT s.title AS speech, n.node, n.role, n.title, n.confidence, n.span_start, n.span_end, s.path
  FROM nodes n JOIN speeches s ON s.id = n.speech_id WHERE n.confidence < 0.5;
"""


# Columns that a later step adds; in ``records.TABLES`` they stand last.
_ADDED = {"tasks": ("recurrence", "milestones", "due"), "speeches": ("text",)}


def _tables() -> str:
    statements = []
    for table, columns in TABLES.items():
        added = _ADDED.get(table, ())
        body = [f"{name} {kind}" for name, kind in columns.items() if name != "speech" and name not in added]
        if table == "speeches":
            keys = ["id INTEGER PRIMARY KEY", "path TEXT NOT NULL", "version TEXT NOT NULL"]
            body.append("UNIQUE (path, part)")
        else:
            keys = ["id INTEGER PRIMARY KEY", "speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE"]
        statements.append(f"CREATE TABLE {table} ({', '.join(keys + body)});")
    return "\n".join(statements)


def _search() -> str:
    statements = []
    for table, names in INDEXED.items():
        fts, columns = f"{table}_fts", ", ".join(names)
        old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("old", "new"))
        delete = f"INSERT INTO {fts} ({fts}, rowid, {columns}) VALUES ('delete', old.id, {old});"
        insert = f"INSERT INTO {fts} (rowid, {columns}) VALUES (new.id, {new});"
        statements.append(
            f"CREATE VIRTUAL TABLE {fts} USING fts5 ({columns}, content='{table}', content_rowid='id', "
            "tokenize='trigram');\n"
            f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {insert} END;\n"
            f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {delete} END;\n"
            f"CREATE TRIGGER {fts}_update AFTER UPDATE OF {columns} ON {table} BEGIN {delete} {insert} END;"
        )
    return "\n".join(statements)


_TASKS_APART = """
CREATE VIEW tasks_apart AS  -- tasks with words that are not in their node's text, in full-text search by themselves
  SELECT t.id, t.text FROM tasks t WHERE NOT EXISTS (
    SELECT 1 FROM nodes n WHERE n.speech_id = t.speech_id AND n.node = t.node AND instr(n.text, t.text));
DROP TRIGGER tasks_fts_insert;
DROP TRIGGER tasks_fts_delete;
DROP TRIGGER tasks_fts_update;
DROP TABLE tasks_fts;
CREATE VIRTUAL TABLE tasks_fts USING fts5 (text, content='tasks_apart', content_rowid='id', tokenize='trigram');
INSERT INTO tasks_fts (tasks_fts) VALUES ('rebuild');
CREATE TRIGGER tasks_fts_insert AFTER INSERT ON tasks BEGIN
  INSERT INTO tasks_fts (rowid, text) SELECT id, text FROM tasks_apart WHERE id = new.id;
END;
CREATE TRIGGER tasks_fts_delete AFTER DELETE ON tasks BEGIN
  INSERT INTO tasks_fts (tasks_fts, rowid, text) SELECT 'delete', id, old.text FROM tasks_fts_docsize WHERE id = old.id;
END;
CREATE TRIGGER tasks_fts_update AFTER UPDATE OF text, node, speech_id ON tasks BEGIN
  INSERT INTO tasks_fts (tasks_fts, rowid, text) SELECT 'delete', id, old.text FROM tasks_fts_docsize WHERE id = old.id;
  INSERT INTO tasks_fts (rowid, text) SELECT id, text FROM tasks_apart WHERE id = new.id;
END;
CREATE TRIGGER nodes_tasks_update AFTER UPDATE OF text, node, speech_id ON nodes BEGIN
  UPDATE tasks SET node = node WHERE (speech_id, node) IN ((old.speech_id, old.node), (new.speech_id, new.node));
END;
CREATE TRIGGER nodes_tasks_delete AFTER DELETE ON nodes BEGIN
  UPDATE tasks SET node = node WHERE speech_id = old.speech_id AND node = old.node;
END;
"""

_DUE = """
ALTER TABLE tasks ADD COLUMN recurrence TEXT;
ALTER TABLE tasks ADD COLUMN milestones TEXT;
ALTER TABLE tasks ADD COLUMN due TEXT;
UPDATE tasks SET milestones = '[]', due = coalesce(deadline_end, period_end);
CREATE INDEX tasks_due ON tasks (due);
"""

_TEXT = "ALTER TABLE speeches ADD COLUMN text TEXT;"

# How many rows each document has in all tables: a store from which rows were taken is filled up by the next run.
_COUNTED = " + ".join(
    f"(SELECT count(*) FROM {table} t JOIN speeches s ON t.{'id' if table == 'speeches' else 'speech_id'} = s.id "
    "WHERE s.path = {path})"
    for table in TABLES
)
_WRITTEN = (
    "CREATE TABLE written (path TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;\n"
    f"INSERT INTO written SELECT path, {_COUNTED.format(path='d.path')} FROM (SELECT DISTINCT path FROM speeches) d;"
)


def _merging() -> str:
    # FTS5 merges four segments whenever it has them, so that in a large load each text is written again and again.
    # Sixty-four at once cost less than half of that in all, and a search in so many segments still no time.
    return "".join(
        f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('automerge', 0);"
        f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('crisismerge', 64);"
        for table in INDEXED
    )


# Step i brings a file from version i to i + 1. A step that has been shipped is never changed: a new one is added.
MIGRATIONS: tuple[str, ...] = (
    _tables() + _INDEXES + _search() + _VIEWS,
    _TASKS_APART + _merging(),
    _DUE,
    _TEXT,
    _WRITTEN,
)


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
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise explained(path, error) from error
    return db


def explained(path: str, error: sqlite3.Error) -> WriteError:
    """An error of SQLite with what to do."""
    text = str(error)
    if "no such module" in text or "no such tokenizer" in text:
        return WriteError(
            path, "this Python's SQLite has no full-text search (FTS5 trigram)", "use SQLite 3.34 or later"
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


def drop(db: sqlite3.Connection, path: str) -> None:
    """Take a document out."""
    # The tasks first: those that outlive their node would be indexed for that moment.
    db.execute("DELETE FROM tasks WHERE speech_id IN (SELECT id FROM speeches WHERE path = ?)", (path,))
    db.execute("DELETE FROM speeches WHERE path = ?", (path,))
    db.execute("DELETE FROM written WHERE path = ?", (path,))


def add(db: sqlite3.Connection, path: str, version: str, rows: Rows) -> None:
    """Put a document's rows in (see ``records.rows``), in place of those it had. Within the caller's transaction."""
    drop(db, path)
    ids = {}
    for row in rows["speeches"]:
        cursor = db.execute(_insert("speeches", 3), (None, path, version, *row))
        ids[row[0]] = cursor.lastrowid
    for table in TABLES:
        if table != "speeches" and rows[table]:
            db.executemany(_insert(table, 2), (_keyed(row, ids) for row in rows[table]))
    db.execute("INSERT INTO written VALUES (?, ?)", (path, sum(map(len, rows.values()))))


def _keyed(row: Row, ids: dict[int, int | None]) -> tuple[object, ...]:
    return (None, ids[row[0]], *row[1:])


def _insert(table: str, keys: int) -> str:
    width = keys + len([name for name in TABLES[table] if name != "speech"])
    return f"INSERT INTO {table} VALUES ({','.join('?' * width)})"
