"""Two questions on a store that are no search: how many points a speech makes, and which goals an indicator had."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from .errors import ReadError
from .indicators import indicator as usual
from .query import Query, opened
from .rules.loader import load_rules


class Points(NamedTuple):
    """How many highlights or requirements a speech has. ``role`` tells which."""

    year: int | None
    speech: str | None
    speaker: str | None
    date: str | None
    role: str
    points: int
    path: str


class Goal(NamedTuple):
    """A goal for an indicator: the year it is for, else that of the speech; the span is in the decoded source."""

    year: int | None
    indicator: str
    value: float | None
    value_max: float | None
    unit: str | None
    comparator: str | None
    text: str
    speech: str | None
    speaker: str | None
    date: str | None
    path: str
    span: tuple[int, int]


_OF_SPEECH = """
  AND (:since IS NULL OR {s}.date >= :since) AND (:until IS NULL OR {s}.date <= :until || '~')
  AND (:speaker IS NULL OR instr({s}.speaker, :speaker))"""
_POINTS = f"""
WITH top AS (
  SELECT n.speech_id, n.role, n.node,
    (SELECT count(*) FROM nodes c WHERE c.speech_id = n.speech_id AND c.parent = n.node AND c.role = n.role) AS members
  FROM nodes n LEFT JOIN nodes p ON p.speech_id = n.speech_id AND p.node = n.parent
  WHERE n.role IN ('highlight', 'requirement') AND (:role IS NULL OR n.role = :role)
    AND (p.role IS NULL OR p.role != n.role))
SELECT s.year, s.title, s.speaker, s.date, top.role,
  CASE WHEN count(*) = 1 AND max(members) > 1 THEN max(members) ELSE count(*) END, s.path
FROM top JOIN speeches s ON s.id = top.speech_id
WHERE 1 {_OF_SPEECH.format(s="s")}
GROUP BY s.id, top.role ORDER BY s.year, s.date, s.path, s.part, top.role LIMIT :limit"""
_GOALS = f"""
SELECT g.year, g.indicator, g.value, g.value_max, g.unit, g.comparator, g.text, g.speech, g.speaker, g.date, g.path,
  g.span_start, g.span_end
FROM goals g WHERE g.indicator = :indicator {_OF_SPEECH.format(s="g")}
ORDER BY g.year, g.date, g.path, g.span_start LIMIT :limit"""


def points(path: str, query: Query) -> list[Points]:
    """How many highlights and requirements each speech has, oldest first; of ``query.role`` only, where it is named.

    A point is an outermost node of its role. Where one node alone is outermost (a chapter 二、下一步工作), the nodes
    below it that have its role are the points. Raises ReadError where ``path`` is no store.
    """
    return [Points(*row) for row in _rows(path, _POINTS, query, None)]


def goals(path: str, indicator: str, query: Query) -> list[Goal]:
    """The goals for an indicator by year, results left out: 生产总值 finds 地区生产总值. Raises ReadError."""
    found = _rows(path, _GOALS, query, usual(indicator, load_rules()))
    return [Goal._make((*row[:-2], row[-2:])) for row in found]


def _rows(path: str, sql: str, query: Query, indicator: str | None) -> list[tuple[Any, ...]]:
    values = {
        "role": query.role,
        "since": query.since,
        "until": query.until,
        "speaker": query.speaker,
        "limit": query.limit,
        "indicator": indicator,
    }
    db = opened(path)
    try:
        return db.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise ReadError(path, f"cannot be searched ({error})", "run `speechparse batch … -o` on it again") from error
    finally:
        db.close()
