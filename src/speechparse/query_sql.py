"""The SQL of a search: where hits of each kind come from, what the filters ask for, how well a row matches."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """Where hits of one kind come from: SQL for the columns, weight of the kind, SQL for the ids that the index finds.

    ``score`` is SQL for how well a row matches; where it is empty, it is the density of the terms in ``INDEXED``.
    """

    table: str
    columns: str
    weight: float
    found: str
    score: str = ""


def _ranked(table: str, weights: str) -> dict[str, str]:
    found = f"JOIN {table}_fts ON {table}_fts.rowid = x.id AND {table}_fts MATCH :match"
    return {"found": found, "score": f"-bm25({table}_fts, {weights})"}


SOURCES = {  # columns: id, role, heading, text, start and end of the span, line, due
    "task": Source(
        "tasks",
        "x.task, 'task', x.section, x.text, x.span_start, x.span_end, x.line, x.due",
        1.0,
        # The index of tasks holds only those whose words are not all in their node.
        "JOIN (SELECT rowid AS found FROM tasks_fts WHERE tasks_fts MATCH :match UNION SELECT t.id FROM nodes_fts "
        "JOIN nodes n ON n.id = nodes_fts.rowid JOIN tasks t ON t.speech_id = n.speech_id AND t.node = n.node "
        "WHERE nodes_fts MATCH :match) ON found = x.id",
    ),
    "node": Source(
        "nodes",
        "x.node, x.role, x.title, x.text, x.span_start, x.span_end, x.line, NULL",
        1.0,
        **_ranked("nodes", "3.0, 1.0"),
    ),
    "speech": Source(
        "speeches",
        "NULL, NULL, x.title, coalesce(x.title, ''), 0, 0, 1, NULL",
        1.2,
        **_ranked("speeches", "2.0, 1.0, 1.0"),
    ),
}
WEIGHED = 20  # terms that the density counts: SQLite's parser holds no deeper nesting
TRIGRAM = 3  # the index knows no shorter string


def density(columns: list[str], terms: int) -> str:
    """A find of the first term in the first of several columns weighs most, then how much of the text is the terms."""
    text = rest = " || ".join(columns)
    for i in range(terms):
        rest = f"replace({rest}, :term{i}, '')"
    head = f"(instr({columns[0]}, :term0) > 0) + " if len(columns) > 1 else ""
    return f"{head}(length({text}) - length({rest})) / (20.0 + length({text}))"


CONDITIONS = {
    "since": "{s}.date >= :since",
    "until": "{s}.date <= :until || '~'",  # 2022 covers the whole year
    "speaker": "instr({s}.speaker, :speaker)",
    "role": "x.role = :role",
    "due_after": "x.due >= :due_after",
    "due_before": "x.due <= :due_before || '~'",
    "unit": "EXISTS (SELECT 1 FROM task_units u WHERE u.speech_id = x.speech_id AND u.task = x.task "
    "AND instr(u.unit, :unit))",
}
ROLE_OF_NODE = "EXISTS (SELECT 1 FROM nodes n WHERE n.speech_id = x.speech_id AND n.node = x.node AND n.role = :role)"
