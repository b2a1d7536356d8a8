from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from batch_helpers import go
from batch_toys import toy_speech
from speechparse import model, store
from speechparse.errors import ReadError, WriteError
from speechparse.query import Hit, Query, search, sentence
from speechparse.records import TABLES, records, rows


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Three speeches of three years."""
    path = str(tmp_path / "corpus.sqlite")
    db = store.connect(path)
    together = store.Transaction(db)
    texts = {
        "2020.txt": "民政工作报告\n建设居家社区养老服务网络。还要办好食堂。\n改善设施",
        "2021.txt": "养老服务工作会议上的讲话\n整治市容\n扩大养老床位",
        "2022.txt": "教育工作讲话\n新建学校；改善办学条件",
    }
    for name, text in texts.items():
        speech = toy_speech(text, name)
        metadata = replace(speech.metadata, speaker="李四" if "1" in name else "张三", date=name[:4] + "-05-01")
        speech = replace(speech, metadata=metadata)
        together.add(f"/data/{name}", "v", rows([speech]))
    together.commit()
    db.close()
    return path


def found(corpus: str, *terms: str, **conditions: object) -> list[Hit]:
    return search(corpus, Query(terms, **conditions)).hits  # type: ignore[arg-type]


def test_documents_that_go_in_together_are_found_whatever_they_take_the_place_of(corpus: str) -> None:
    """Rows taken out in the same transaction leave the index, and their numbers may be given again."""
    db = store.connect(corpus)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall()
    together = store.Transaction(db)
    together.add("/data/2023.txt", "v", rows([toy_speech("防汛工作讲话\n加固堤防", "2023.txt")]))
    together.add("/data/2023.txt", "v", rows([toy_speech("抗旱工作讲话\n新打机井", "2023.txt")]))
    together.drop("/data/2022.txt")
    together.add("/data/2024.txt", "v", rows([toy_speech("护林工作讲话\n清理林缘", "2024.txt")]))
    together.commit()
    assert db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall() == triggers
    for table in store.INDEXED:
        db.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('integrity-check')")
    db.close()
    assert [len(found(corpus, word)) for word in ("加固堤防", "新打机井", "新建学校", "清理林缘", "整治市容")] == [
        0, 1, 0, 1, 1,
    ]  # fmt: skip


def test_hit_has_its_sentence_and_its_file(corpus: str) -> None:
    (hit,) = found(corpus, "社区养老", role="task")
    assert hit.sentence == "建设居家社区养老服务网络。"
    assert (hit.path, hit.title, hit.speaker, hit.date) == ("/data/2020.txt", "民政工作报告", "张三", "2020-05-01")
    assert (hit.kind, hit.id, hit.heading, hit.span) == ("task", "T1", "工作任务", (7, 27))


def test_title_counts_more_than_text(corpus: str) -> None:
    assert [hit.path for hit in found(corpus, "养老服务")] == ["/data/2021.txt", "/data/2020.txt"]


def test_words_of_two_characters_are_found_too(corpus: str) -> None:
    assert {hit.sentence for hit in found(corpus, "养老")} == {
        "养老服务工作会议上的讲话",
        "扩大养老床位",
        "建设居家社区养老服务网络。",
    }
    assert [hit.sentence for hit in found(corpus, "居家社区", "食堂")] == ["建设居家社区养老服务网络。"]
    assert found(corpus, "养老", "学校") == []


def test_conditions_narrow_the_search(corpus: str) -> None:
    assert {hit.path for hit in found(corpus, "改善")} == {"/data/2020.txt", "/data/2022.txt"}
    assert {hit.path for hit in found(corpus, "改善", since="2021")} == {"/data/2022.txt"}
    assert {hit.path for hit in found(corpus, "改善", until="2020")} == {"/data/2020.txt"}
    assert {hit.path for hit in found(corpus, "改善", since="2020-05", until="2020-05")} == {"/data/2020.txt"}
    assert {hit.path for hit in found(corpus, "养老", speaker="李四")} == {"/data/2021.txt"}
    assert {hit.kind for hit in found(corpus, "改善", unit="财政")} == {"task"}
    assert found(corpus, "改善", unit="教育") == []
    assert found(corpus, "改善", role="highlight") == []
    assert len(found(corpus, "改善", limit=1)) == 1


@pytest.mark.parametrize("term", ['"', "养老 OR 学校", "*", "a:b", "'; DROP TABLE nodes", "养老服务\"'"])
def test_terms_are_text_and_no_query_language(corpus: str, term: str) -> None:
    assert found(corpus, term) == []


def test_sentence_ends_at_full_stops_semicolons_and_lines() -> None:
    text = "一是新建学校；二是改善条件。\n三是养老"
    assert sentence(text, ("改善",)) == "二是改善条件。"
    assert sentence(text, ("养老",)) == "三是养老"
    assert sentence(text, ("没有",)) == "一是新建学校；"
    assert sentence("", ("没有",)) == ""


def test_views_answer_the_usual_questions(corpus: str) -> None:
    db = sqlite3.connect(corpus)
    ledger = db.execute("SELECT speech, task, text, lead, units, deadline_end FROM ledger ORDER BY path").fetchall()
    first = ("民政工作报告", "T1", "建设居家社区养老服务网络。还要办好食堂。", "民政厅", "民政厅、财政厅", "2022-12-31")
    assert ledger[0] == first
    assert db.execute("SELECT * FROM unit_tasks ORDER BY unit").fetchall() == [("民政厅", 5, 5, 3), ("财政厅", 5, 0, 3)]
    assert db.execute("SELECT count(*) FROM broken_claims").fetchone() == (3,)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        db.execute(f"SELECT * FROM {name}").fetchall()


def test_tables_may_be_changed_with_any_program_and_the_index_follows(corpus: str) -> None:
    db = sqlite3.connect(corpus)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("UPDATE nodes SET text = '推进殡葬改革' WHERE text LIKE '整治%'")
    db.execute("DELETE FROM speeches WHERE path = '/data/2020.txt'")
    db.commit()
    assert [hit.path for hit in found(corpus, "殡葬改革")] == ["/data/2021.txt"]
    assert found(corpus, "居家社区") == []
    assert db.execute("SELECT count(*) FROM tasks").fetchone() == (3,)
    assert db.execute("INSERT INTO nodes_fts (nodes_fts) VALUES ('integrity-check')")
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_store_is_in_wal_mode_with_a_version(corpus: str) -> None:
    db = sqlite3.connect(corpus)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA user_version").fetchone() == (len(store.MIGRATIONS),)


def test_older_store_is_migrated_and_a_newer_one_refused(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step = "ALTER TABLE speeches ADD COLUMN note TEXT;"
    with monkeypatch.context() as patch:
        patch.setattr(store, "MIGRATIONS", (*store.MIGRATIONS, step))
        db = store.connect(corpus)
        assert db.execute("SELECT count(note), count(*) FROM speeches").fetchone() == (0, 3)
        db.close()
        store.connect(corpus).close()
    with pytest.raises(WriteError, match="newer than this program"):
        store.connect(corpus)
    with pytest.raises(ReadError, match=f"has schema {len(store.MIGRATIONS) + 1}"):
        found(corpus, "养老服务")


def test_a_field_of_the_head_that_the_store_lacks_is_added(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(model.HEAD, "venue", ("地点", "Where the speech was given."))
    db = store.connect(corpus)
    assert db.execute("SELECT count(venue), count(*) FROM speeches").fetchone() == (0, 3)
    db.close()
    store.connect(corpus).close()


FIRST = """
INSERT INTO speeches (id, path, version, part, parts, name, title, date, spans, confidence) VALUES
  (1, '/data/a.txt', 'v', 1, 1, 'a.txt', '民政工作报告', '2022-05', '{"title":[0,6]}', '{"title":0.9}');
INSERT INTO nodes (speech_id, node, level, role, title, text, span_start, span_end)
  VALUES (1, '1', 1, 'task', '建设', '建设居家社区养老服务网络', 7, 19);
INSERT INTO tasks (speech_id, task, node, section, text, people, deadline, deadline_end, span_start, span_end,
    targets, measures) VALUES
  (1, 'T1', '1', '["工作任务","养老"]', '建设居家社区养老服务网络', '["王五","赵六"]', '年底前', '2022-12-31', 7, 19,
   '[{"text":"增长6%","metric":"床位","value":6,"unit":"%","comparator":"+=","span":[9,13]}]',
   '[{"text":"先建三处","span":[9,12],"deadline":{"text":"6月前","start":null,"end":"2022-06-30"}}]');
INSERT INTO claims (speech_id, phrase, count, found, ok, nodes) VALUES (1, '三点', 3, 2, 0, '["1","2"]');
"""


def test_store_of_the_first_schema_is_brought_up(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old = str(Path(corpus).with_name("old.sqlite"))
    with monkeypatch.context() as patch:
        patch.setattr(store, "MIGRATIONS", store.MIGRATIONS[:1])
        db = store.connect(old)
        db.executescript(FIRST)
        db.close()
    store.connect(old).close()
    assert {hit.kind for hit in found(old, "社区养老")} == {"task"}
    db = sqlite3.connect(old)
    task = db.execute("SELECT section, people, due, year FROM tasks").fetchone()
    assert task == ("工作任务 › 养老", "王五、赵六", "2022-12-31", 2022)
    assert db.execute("SELECT field, value, span_end, confidence FROM metadata").fetchall() == [
        ("title", "民政工作报告", 6, 0.9),
        ("date", "2022-05", None, None),
    ]
    assert db.execute("SELECT measure, text, deadline_end, span_end FROM measures").fetchall() == [
        (1, "先建三处", "2022-06-30", 12)
    ]
    assert db.execute("SELECT indicator, value, unit, year FROM goals").fetchall() == [("床位", 6.0, "%", 2022)]
    assert db.execute("SELECT claim, node FROM claim_nodes").fetchall() == [(1, "1"), (1, "2")]
    assert schema(db) == schema(sqlite3.connect(corpus))


def schema(db: sqlite3.Connection) -> list[tuple[str, list[str]]]:
    """Tables, views and triggers; columns in any order: a field of the head is added last to a store that lacks it."""
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%_fts\\_%' ESCAPE '\\' ORDER BY name"
    return [(name, sorted(part.strip() for part in (sql or "").split(","))) for name, sql in db.execute(query)]


def indexed_tasks(db: sqlite3.Connection) -> list[str]:
    db.execute("INSERT INTO tasks_fts (tasks_fts, rank) VALUES ('integrity-check', 1)")
    ids = "SELECT id FROM tasks_fts_docsize"
    return [row[0] for row in db.execute(f"SELECT text FROM tasks WHERE id IN ({ids}) ORDER BY id")]


def test_tasks_are_indexed_where_their_words_are_not_in_their_node(corpus: str) -> None:
    db = sqlite3.connect(corpus)
    db.execute("PRAGMA foreign_keys = ON")
    assert indexed_tasks(db) == []
    db.execute("UPDATE tasks SET text = '推进 GDP 核算' WHERE text LIKE '整治%'")
    assert indexed_tasks(db) == ["推进 GDP 核算"]
    db.execute("UPDATE nodes SET text = '别的' WHERE text LIKE '扩大%'")
    db.execute("DELETE FROM nodes WHERE text LIKE '改善设施%'")
    assert indexed_tasks(db) == ["改善设施", "推进 GDP 核算", "扩大养老床位"]
    db.commit()
    assert [hit.sentence for hit in found(corpus, "gdp", role="task")] == ["推进 GDP 核算"]
    assert [hit.sentence for hit in found(corpus, "扩大养老", role="task")] == ["扩大养老床位"]
    assert [hit.kind for hit in found(corpus, "整治市容", role="task")] == ["node"]
    db.execute("UPDATE nodes SET text = '先扩大养老床位' WHERE text = '别的'")
    assert indexed_tasks(db) == ["改善设施", "推进 GDP 核算"]
    db.execute("DELETE FROM speeches")
    assert indexed_tasks(db) == []


def test_migration_that_fails_leaves_the_store_as_it_was(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "MIGRATIONS", (*store.MIGRATIONS, "CREATE TABLE extra (a); SELECT nonsense;"))
        with pytest.raises(WriteError):
            store.connect(corpus)
    db = store.connect(corpus)
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)


def test_files_that_are_no_store_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.sqlite"
    text.write_text("no database at all, but long enough to be looked at" * 40)
    with pytest.raises(WriteError, match="no SQLite database"):
        store.connect(str(text))
    with pytest.raises(ReadError, match="cannot be opened"):
        found(str(text), "养老服务")
    other = tmp_path / "b.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE nodes (a)")
    with pytest.raises(WriteError, match="another program"):
        store.connect(str(other))
    with pytest.raises(ReadError, match="no such file"):
        found(str(tmp_path / "c.sqlite"), "养老服务")


def test_rows_and_records_have_the_columns_of_the_tables() -> None:
    speech = toy_speech("题目\n推进一项工作", "a.txt")
    for table, found_rows in rows([speech]).items():
        assert {len(row) for row in found_rows} <= {len(TABLES[table])}
    (task,) = records([speech], "tasks")
    assert (task["task"], task["text"], task["deadline_end"], task["span_start"]) == (
        "T1",
        "推进一项工作",
        "2022-12-31",
        3,
    )
    assert (task["section"], task["due"], task["year"]) == ("工作任务", "2022-12-31", 2022)


def test_search_leaves_nothing_beside_the_store(corpus: str) -> None:
    assert found(corpus, "养老服务")
    assert [p.name for p in Path(corpus).parent.iterdir()] == ["corpus.sqlite"]


def test_search_in_a_folder_that_cannot_be_written(corpus: str) -> None:
    folder = Path(corpus).parent
    for path, mode in ((Path(corpus), 0o444), (folder, 0o555)):
        path.chmod(mode)
    try:
        assert found(corpus, "养老服务")
    finally:
        folder.chmod(0o755)


def test_reading_while_a_run_writes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("题目\n推进养老服务")
    out = tmp_path / "o.sqlite"
    go(tmp_path / "in", out)
    writer = store.connect(str(out))
    writer.execute("BEGIN IMMEDIATE")
    assert len(found(str(out), "养老服务")) == 1
    writer.close()
