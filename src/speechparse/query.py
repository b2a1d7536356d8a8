"""Search in a store: ranked hits, each with its sentence, its file and line."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from .errors import ReadError
from .query_sql import CONDITIONS, ROLE_OF_NODE, SOURCES, TRIGRAM, WEIGHED, density
from .signs import SENTENCE_ENDS
from .store import APPLICATION_ID, INDEXED, MIGRATIONS


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. All ``terms`` must occur. Dates are ISO dates or their beginnings."""

    terms: tuple[str, ...]
    role: str | None = None
    since: str | None = None
    until: str | None = None
    speaker: str | None = None
    unit: str | None = None
    due_after: str | None = None
    due_before: str | None = None
    limit: int = 20


class Hit(NamedTuple):
    """One find. ``span`` is that of the node or task in the decoded source; for a title, (0, 0).

    ``kind``: speech, node or task; ``id``: the node's or task's id. ``score``: higher is better; the best of the nodes
    and of the tasks has 1, the best of the titles 1.2. ``line`` counts from 1; None where the store does not know it.
    """

    path: str
    part: int
    title: str | None
    speaker: str | None
    date: str | None
    kind: str
    id: str | None
    role: str | None
    heading: str | None
    sentence: str
    span: tuple[int, int]
    score: float
    line: int | None = None
    due: str | None = None


class Found(NamedTuple):
    """The best hits, best first, and how many there are of each kind (a task is most often a node as well)."""

    hits: list[Hit]
    counts: dict[str, int]


_MOST_HITS, _MOST_TERMS = 1_000_000_000, 100


def search(path: str, query: Query) -> Found:
    """The best hits, best first; without terms all that the filters leave, newest first.

    Raises ReadError where ``path`` is no store.
    """
    db = opened(path)
    query = _readable(path, query)
    counts: dict[str, int] = {}
    try:
        hits = [hit for kind in _kinds(query) for hit in _hits(db, kind, query, counts)]
    except (sqlite3.Error, TypeError, ValueError) as error:  # the latter: values of another kind than batch writes
        raise ReadError(path, f"cannot be searched ({error})", "run `speechparse batch … -o` on it again") from error
    finally:
        db.close()
    if query.terms:
        hits.sort(key=lambda hit: (-hit.score, hit.path, hit.part, hit.span))
    best: dict[tuple[str, int, str], Hit] = {}
    for hit in hits:  # a task is most often a node too, and comes before it
        best.setdefault((hit.path, hit.part, hit.sentence), hit)
    return Found(list(best.values())[: query.limit], counts)


def _readable(path: str, query: Query) -> Query:
    """The words as text: under a locale that cannot say Chinese they come as single bytes. Each of them once."""

    def said(word: str | None) -> str | None:
        return word and word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    terms = tuple(dict.fromkeys(said(term) or "" for term in query.terms))
    if len(terms) > _MOST_TERMS:
        problem = f"cannot be searched for {len(terms)} terms at once"
        raise ReadError(path, problem, f"ask several times, for {_MOST_TERMS} at most")
    return replace(query, terms=terms, speaker=said(query.speaker), unit=said(query.unit))


def _kinds(query: Query) -> tuple[str, ...]:
    """A filter of tasks leaves tasks only; a filter of speeches alone lists speeches."""
    if query.unit is not None or query.due_after is not None or query.due_before is not None:
        return ("task",)
    if query.role is not None:
        return ("task", "node") if query.role == "task" else ("node",)
    return ("task", "node", "speech") if query.terms else ("speech",)


def _hits(db: sqlite3.Connection, kind: str, query: Query, counts: dict[str, int]) -> list[Hit]:
    source = SOURCES[kind]
    long = [term for term in query.terms if len(term) >= TRIGRAM]
    values: dict[str, object] = {f"term{i}": term for i, term in enumerate(query.terms)}
    values["match"] = " ".join('"' + term.replace('"', '""') + '"' for term in long)
    indexed = [f"coalesce(x.{name}, '')" for name in INDEXED[source.table]]
    where = ["1"]
    for i, term in enumerate(query.terms):
        if len(term) < TRIGRAM:
            where.append(f"({' OR '.join(f'instr({column}, :term{i})' for column in indexed)})")
        elif not source.score:  # the node has the term, the task perhaps not; the index takes a for A
            where.append(f"instr(lower({indexed[0]}), lower(:term{i}))")
    s, joined = ("x", "") if kind == "speech" else ("s", "JOIN speeches s ON s.id = x.speech_id")
    if long:
        joined = f"{source.found} {joined}"
    score = (long and source.score) or (density(indexed, min(len(query.terms), WEIGHED)) if query.terms else "1.0")
    for name, condition in CONDITIONS.items():
        value = getattr(query, name)
        if name == "role" and kind == "task":
            if value in (None, "task"):
                continue
            condition = ROLE_OF_NODE
        if value is not None:
            where.append(condition.format(s=s))
            values[name] = value
    rest = f"FROM {source.table} x {joined} WHERE {' AND '.join(where)}"
    if count := db.execute(f"SELECT count(*) {rest}", values).fetchone()[0]:
        counts[kind] = count
    order = "score DESC, x.id" if query.terms else f"{s}.date DESC, x.id"
    sql = (
        f"SELECT {s}.path, {s}.part, {s}.title, {s}.speaker, {s}.date, {source.columns}, {score} AS score "
        f"{rest} ORDER BY {order} LIMIT :limit"
    )
    # Twice the limit: some fall together later.
    rows = db.execute(sql, {**values, "limit": min(query.limit, _MOST_HITS) * 2}).fetchall()
    if any(isinstance(value, bytes) for row in rows for value in row):
        raise ValueError("it holds bytes where text belongs")
    best = max((row[-1] for row in rows), default=0.0)
    return [_hit(kind, query.terms, row, best) for row in rows]


def _hit(kind: str, terms: tuple[str, ...], row: tuple[Any, ...], best: float) -> Hit:
    path, part, title, speaker, date, number, role, heading, text, start, end, line, due, score = row
    shown = text if not terms or any(_at(text, term) is not None for term in terms) else heading or text
    # Where every row has the word, bm25 makes nothing of it.
    relevance = SOURCES[kind].weight * (score / best if best > 0 else 1.0)
    words = shown if kind == "task" and not terms else sentence(shown, terms)  # who and until when stand anywhere in it
    score = round(relevance, 4)
    return Hit(path, part, title, speaker, date, kind, number, role, heading, words, (start, end), score, line, due)


def sentence(text: str, terms: tuple[str, ...]) -> str:
    """The first sentence with the first term that occurs, else the first sentence."""
    at = next((at for at in (_at(text, term) for term in terms) if at is not None), 0)
    start = max((m.end() for m in re.finditer(rf"[{SENTENCE_ENDS}\n]", text[:at])), default=0)
    end = re.compile(rf"[{SENTENCE_ENDS}]|(?=\n)|$").search(text, at)
    return text[start : end.end() if end else len(text)].strip()


def _at(text: str, term: str) -> int | None:
    found = re.search(re.escape(term), text, re.IGNORECASE)  # as the index has it
    return found.start() if found else None


def opened(path: str) -> sqlite3.Connection:
    """A store to read from. Raises ReadError."""
    if not Path(path).is_file():
        raise ReadError(path, "there is no such file", "make it with `speechparse batch DIR -o FILE.sqlite`")
    uri = Path(path).resolve().as_uri()
    # rw: the last to close a WAL database takes its two companions away, which a reader of `ro` may not. immutable: a
    # store in a folder that cannot be written has no room for them at all.
    for mode in ("mode=rw", "mode=ro", "mode=ro&immutable=1"):
        try:
            db = sqlite3.connect(f"{uri}?{mode}", uri=True)
            db.execute("PRAGMA query_only = ON")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            application = db.execute("PRAGMA application_id").fetchone()[0]
            break
        except sqlite3.DatabaseError as error:
            problem = error
    else:
        raise ReadError(path, f"cannot be opened ({problem})", "name a file that `speechparse batch` has written")
    if application != APPLICATION_ID:
        raise ReadError(path, "is no store of speechparse", "name a file that `speechparse batch` has written")
    if version != len(MIGRATIONS):
        raise ReadError(path, f"has schema {version}, this program reads {len(MIGRATIONS)}", "run batch on it again")
    return db
