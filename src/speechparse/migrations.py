"""How a store of an earlier version becomes one of the next: SQL, a step a version.

A step that has been shipped is never changed: a new one is added. A fresh file goes through all of them.
"""

from __future__ import annotations

_STEP_1 = """  -- the first schema
CREATE TABLE speeches (id INTEGER PRIMARY KEY, path TEXT NOT NULL, version TEXT NOT NULL, part INTEGER, parts
  INTEGER, name TEXT, format TEXT, encoding TEXT, sha256 TEXT, chars INTEGER, title TEXT, subtitle TEXT, speaker
  TEXT, position TEXT, date TEXT, date_text TEXT, occasion TEXT, salutation TEXT, series TEXT, number TEXT, issued
  TEXT, source TEXT, kind TEXT, spans TEXT, confidence TEXT, UNIQUE (path, part));
CREATE TABLE nodes (id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
  node TEXT, parent TEXT, level INTEGER, marker TEXT, ordinal INTEGER, style TEXT, role TEXT, title TEXT, text TEXT,
  span_start INTEGER, span_end INTEGER, title_start INTEGER, title_end INTEGER, confidence REAL);
CREATE TABLE tasks (id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
  task TEXT, node TEXT, section TEXT, text TEXT, action TEXT, object TEXT, people TEXT, deadline TEXT,
  deadline_start TEXT, deadline_end TEXT, period TEXT, period_start TEXT, period_end TEXT, targets TEXT, measures
  TEXT, span_start INTEGER, span_end INTEGER, confidence REAL);
CREATE TABLE task_units (id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE
  CASCADE, task TEXT, position INTEGER, unit TEXT, part TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
  phrase TEXT, count INTEGER, found INTEGER, ok INTEGER, nodes TEXT, span_start INTEGER, span_end INTEGER);
CREATE TABLE diagnostics (id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE
  CASCADE, code TEXT, severity TEXT, message TEXT, span_start INTEGER, span_end INTEGER);
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
CREATE VIRTUAL TABLE speeches_fts USING fts5 (title, occasion, speaker, content='speeches', content_rowid='id',
  tokenize='trigram');
CREATE TRIGGER speeches_fts_insert AFTER INSERT ON speeches BEGIN INSERT INTO speeches_fts (rowid, title, occasion,
  speaker) VALUES (new.id, new.title, new.occasion, new.speaker); END;
CREATE TRIGGER speeches_fts_delete AFTER DELETE ON speeches BEGIN INSERT INTO speeches_fts (speeches_fts, rowid,
  title, occasion, speaker) VALUES ('delete', old.id, old.title, old.occasion, old.speaker); END;
CREATE TRIGGER speeches_fts_update AFTER UPDATE OF title, occasion, speaker ON speeches BEGIN INSERT INTO
  speeches_fts (speeches_fts, rowid, title, occasion, speaker) VALUES ('delete', old.id, old.title, old.occasion,
  old.speaker); INSERT INTO speeches_fts (rowid, title, occasion, speaker) VALUES (new.id, new.title, new.occasion,
  new.speaker); END;
CREATE VIRTUAL TABLE nodes_fts USING fts5 (title, text, content='nodes', content_rowid='id', tokenize='trigram');
CREATE TRIGGER nodes_fts_insert AFTER INSERT ON nodes BEGIN INSERT INTO nodes_fts (rowid, title, text) VALUES
  (new.id, new.title, new.text); END;
CREATE TRIGGER nodes_fts_delete AFTER DELETE ON nodes BEGIN INSERT INTO nodes_fts (nodes_fts, rowid, title, text)
  VALUES ('delete', old.id, old.title, old.text); END;
CREATE TRIGGER nodes_fts_update AFTER UPDATE OF title, text ON nodes BEGIN INSERT INTO nodes_fts (nodes_fts, rowid,
  title, text) VALUES ('delete', old.id, old.title, old.text); INSERT INTO nodes_fts (rowid, title, text) VALUES
  (new.id, new.title, new.text); END;
CREATE VIRTUAL TABLE tasks_fts USING fts5 (text, content='tasks', content_rowid='id', tokenize='trigram');
CREATE TRIGGER tasks_fts_insert AFTER INSERT ON tasks BEGIN INSERT INTO tasks_fts (rowid, text) VALUES (new.id,
  new.text); END;
CREATE TRIGGER tasks_fts_delete AFTER DELETE ON tasks BEGIN INSERT INTO tasks_fts (tasks_fts, rowid, text) VALUES
  ('delete', old.id, old.text); END;
CREATE TRIGGER tasks_fts_update AFTER UPDATE OF text ON tasks BEGIN INSERT INTO tasks_fts (tasks_fts, rowid, text)
  VALUES ('delete', old.id, old.text); INSERT INTO tasks_fts (rowid, text) VALUES (new.id, new.text); END;
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

_STEP_2 = """  -- tasks apart: a task's words most often stand in its node
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
  INSERT INTO tasks_fts (tasks_fts, rowid, text) SELECT 'delete', id, old.text FROM tasks_fts_docsize WHERE id =
  old.id;
END;
CREATE TRIGGER tasks_fts_update AFTER UPDATE OF text, node, speech_id ON tasks BEGIN
  INSERT INTO tasks_fts (tasks_fts, rowid, text) SELECT 'delete', id, old.text FROM tasks_fts_docsize WHERE id =
  old.id;
  INSERT INTO tasks_fts (rowid, text) SELECT id, text FROM tasks_apart WHERE id = new.id;
END;
CREATE TRIGGER nodes_tasks_update AFTER UPDATE OF text, node, speech_id ON nodes BEGIN
  UPDATE tasks SET node = node WHERE (speech_id, node) IN ((old.speech_id, old.node), (new.speech_id, new.node));
END;
CREATE TRIGGER nodes_tasks_delete AFTER DELETE ON nodes BEGIN
  UPDATE tasks SET node = node WHERE speech_id = old.speech_id AND node = old.node;
END;
INSERT INTO speeches_fts (speeches_fts, rank) VALUES ('automerge', 0);
INSERT INTO speeches_fts (speeches_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO nodes_fts (nodes_fts, rank) VALUES ('automerge', 0);
INSERT INTO nodes_fts (nodes_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO tasks_fts (tasks_fts, rank) VALUES ('automerge', 0);
INSERT INTO tasks_fts (tasks_fts, rank) VALUES ('crisismerge', 64);
"""

_STEP_3 = """  -- due
ALTER TABLE tasks ADD COLUMN recurrence TEXT;
ALTER TABLE tasks ADD COLUMN milestones TEXT;
ALTER TABLE tasks ADD COLUMN due TEXT;
UPDATE tasks SET milestones = '[]', due = coalesce(deadline_end, period_end);
CREATE INDEX tasks_due ON tasks (due);
"""

_STEP_4 = """  -- the text
ALTER TABLE speeches ADD COLUMN text TEXT;
"""

_STEP_5 = """  -- how many rows each document has
CREATE TABLE written (path TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO written SELECT path, (SELECT count(*) FROM speeches t JOIN speeches s ON t.id = s.id WHERE s.path =
  d.path) + (SELECT count(*) FROM nodes t JOIN speeches s ON t.speech_id = s.id WHERE s.path = d.path) + (SELECT
  count(*) FROM tasks t JOIN speeches s ON t.speech_id = s.id WHERE s.path = d.path) + (SELECT count(*) FROM
  task_units t JOIN speeches s ON t.speech_id = s.id WHERE s.path = d.path) + (SELECT count(*) FROM claims t JOIN
  speeches s ON t.speech_id = s.id WHERE s.path = d.path) + (SELECT count(*) FROM diagnostics t JOIN speeches s ON
  t.speech_id = s.id WHERE s.path = d.path) FROM (SELECT DISTINCT path FROM speeches) d;
"""

_KEYS = "id INTEGER PRIMARY KEY, speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE"
_HEAD = (
    *("title", "subtitle", "speaker", "position", "date", "date_text", "occasion", "salutation", "series", "number"),
    *("issued", "source", "kind"),
)
_TIMES = "deadline TEXT, deadline_start TEXT, deadline_end TEXT, period TEXT, period_start TEXT, period_end TEXT"


def _fields() -> str:
    return "".join(
        f"INSERT INTO metadata (speech_id, field, value, span_start, span_end, confidence) SELECT id, '{name}', "
        f"{name}, json_extract(spans, '$.{name}[0]'), json_extract(spans, '$.{name}[1]'), "
        f"json_extract(confidence, '$.{name}') "
        f"FROM speeches WHERE {name} IS NOT NULL ORDER BY id;\n"
        for name in _HEAD
    )


def _taken(row: str, *names: str) -> str:
    return ", ".join(f"json_extract({row}.value, '$.{name}')" for name in names)


# Tables where JSON stood in a column.
_STEP_6 = f"""
DROP VIEW ledger;
DROP VIEW points;
DROP VIEW unit_tasks;
ALTER TABLE speeches ADD COLUMN year INTEGER;
UPDATE speeches SET year = CAST(substr(date, 1, 4) AS INTEGER) WHERE date IS NOT NULL;
CREATE TABLE metadata ({_KEYS}, field TEXT, value TEXT, span_start INTEGER, span_end INTEGER, confidence REAL);
{_fields()}
ALTER TABLE speeches DROP COLUMN spans;
ALTER TABLE speeches DROP COLUMN confidence;
ALTER TABLE nodes ADD COLUMN line INTEGER;
ALTER TABLE tasks ADD COLUMN year INTEGER;
ALTER TABLE tasks ADD COLUMN line INTEGER;
ALTER TABLE diagnostics ADD COLUMN line INTEGER;
ALTER TABLE task_units ADD COLUMN measure INTEGER;
ALTER TABLE claims ADD COLUMN claim INTEGER;
UPDATE tasks SET year = CAST(substr(due, 1, 4) AS INTEGER) WHERE due IS NOT NULL;
UPDATE tasks SET section = coalesce((SELECT group_concat(value, ' › ') FROM json_each(tasks.section)), ''),
  people = coalesce((SELECT group_concat(value, '、') FROM json_each(tasks.people)), '');
CREATE TABLE measures ({_KEYS}, task TEXT, measure INTEGER, text TEXT, people TEXT, {_TIMES}, due TEXT,
  span_start INTEGER, span_end INTEGER, line INTEGER);
INSERT INTO measures (speech_id, task, measure, text, deadline, deadline_start, deadline_end, span_start, span_end)
  SELECT t.speech_id, t.task, m.key + 1,
    {_taken("m", "text", "deadline.text", "deadline.start", "deadline.end", "span[0]", "span[1]")}
  FROM tasks t, json_each(t.measures) m ORDER BY t.id, m.key;
CREATE TABLE targets ({_KEYS}, task TEXT, measure INTEGER, target INTEGER, text TEXT, metric TEXT, indicator TEXT,
  value REAL, value_max REAL, unit TEXT, comparator TEXT, bound TEXT, kind TEXT, year INTEGER,
  span_start INTEGER, span_end INTEGER);
INSERT INTO targets (speech_id, task, target, text, metric, indicator, value, value_max, unit, comparator, bound, kind,
    year, span_start, span_end)
  SELECT t.speech_id, t.task, g.key + 1, {_taken("g", "text", "metric", "metric", "value", "value_max", "unit")},
    {_taken("g", "comparator", "bound")}, coalesce(json_extract(g.value, '$.kind'), 'goal'), t.year,
    {_taken("g", "span[0]", "span[1]")}
  FROM tasks t, json_each(t.targets) g ORDER BY t.id, g.key;
CREATE TABLE milestones ({_KEYS}, task TEXT, milestone INTEGER, text TEXT, date_start TEXT, date_end TEXT,
  span_start INTEGER, span_end INTEGER);
INSERT INTO milestones (speech_id, task, milestone, text, date_start, date_end)
  SELECT t.speech_id, t.task, m.key + 1, {_taken("m", "text", "start", "end")}
  FROM tasks t, json_each(t.milestones) m ORDER BY t.id, m.key;
ALTER TABLE tasks DROP COLUMN targets;
ALTER TABLE tasks DROP COLUMN measures;
ALTER TABLE tasks DROP COLUMN milestones;
UPDATE claims SET claim = (SELECT count(*) FROM claims c WHERE c.speech_id = claims.speech_id AND c.id <= claims.id);
CREATE TABLE claim_nodes ({_KEYS}, claim INTEGER, node TEXT);
INSERT INTO claim_nodes (speech_id, claim, node)
  SELECT c.speech_id, c.claim, n.value FROM claims c, json_each(c.nodes) n ORDER BY c.id, n.key;
ALTER TABLE claims DROP COLUMN nodes;
CREATE INDEX speeches_year ON speeches (year);
CREATE INDEX metadata_speech ON metadata (speech_id, field);
CREATE INDEX measures_task ON measures (speech_id, task);
CREATE INDEX targets_task ON targets (speech_id, task);
CREATE INDEX targets_indicator ON targets (indicator);
CREATE INDEX milestones_task ON milestones (speech_id, task);
CREATE INDEX claim_nodes_claim ON claim_nodes (speech_id, claim);
CREATE VIEW ledger AS  -- 任务台账: a task a row, its units joined
  SELECT s.title AS speech, s.speaker, s.date, t.task, t.section, t.text,
    (SELECT group_concat(unit, '、') FROM task_units u
      WHERE u.speech_id = s.id AND u.task = t.task AND u.measure IS NULL AND part = 'lead') AS lead,
    (SELECT group_concat(unit, '、') FROM task_units u
      WHERE u.speech_id = s.id AND u.task = t.task AND u.measure IS NULL) AS units,
    t.people, t.deadline, t.deadline_end, t.due, t.year,
    (SELECT group_concat(g.text, '；') FROM targets g WHERE g.speech_id = s.id AND g.task = t.task) AS targets,
    t.span_start, t.span_end, s.path, t.line
  FROM tasks t JOIN speeches s ON s.id = t.speech_id;
CREATE VIEW points AS  -- 亮点、要求: the outermost nodes of these roles
  SELECT s.title AS speech, s.speaker, s.date, s.year, n.role, n.node, n.title, n.text, n.span_start, n.span_end,
    s.path, n.line
  FROM nodes n JOIN speeches s ON s.id = n.speech_id
  LEFT JOIN nodes p ON p.speech_id = n.speech_id AND p.node = n.parent
  WHERE n.role IN ('highlight', 'requirement') AND (p.role IS NULL OR p.role != n.role);
CREATE VIEW unit_tasks AS  -- 责任单位: how many tasks each unit has, and how many it leads
  SELECT unit, count(*) AS tasks, sum(part = 'lead') AS leads, count(DISTINCT speech_id) AS speeches
  FROM task_units WHERE measure IS NULL GROUP BY unit;
CREATE VIEW goals AS  -- 目标: what is to be reached, results left out; the year it is for, else that of the speech
  SELECT g.indicator, coalesce(g.year, s.year) AS year, g.value, g.value_max, g.unit, g.comparator, g.bound, g.text,
    s.title AS speech, s.speaker, s.date, g.task, g.span_start, g.span_end, s.path
  FROM targets g JOIN speeches s ON s.id = g.speech_id WHERE g.kind = 'goal';
DELETE FROM written;
"""

_STEP_7 = """  -- what stood beside the text, as a JSON object
ALTER TABLE speeches ADD COLUMN columns TEXT;
"""

STEPS = (_STEP_1, _STEP_2, _STEP_3, _STEP_4, _STEP_5, _STEP_6, _STEP_7)
