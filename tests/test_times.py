"""The table of deadline phrases, and what the table cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from speechparse.parser import times
from speechparse.parser.fold import fold
from speechparse.rules.loader import load_rules

TABLE = Path(__file__).with_name("data") / "deadlines.tsv"
RULES = load_rules()

Row = tuple[str, str, str | None, str | None]


def cases() -> Iterator[tuple[str, date | None, list[Row]]]:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for (sentence, day), rows in groupby(lines, key=lambda row: (row[0], row[1])):
        wanted = [(k, t, *(None if x == "-" else x for x in dates)) for _, _, k, t, *dates in rows if k != "none"]
        yield sentence, None if day == "-" else date.fromisoformat(day), wanted  # type: ignore[misc]


def found(sentence: str, reference: date | None) -> list[Row]:
    text = fold(sentence)
    return [(h.kind, h.ref.text, h.ref.start, h.ref.end) for h in times.find(text, 0, len(text), reference, RULES)]


def test_deadline_table() -> None:
    table = list(cases())
    wrong = [(s, str(r), w, got) for s, r, w in table if (got := found(s, r)) != w]
    assert len(table) >= 150
    assert 1 - len(wrong) / len(table) >= 0.97, "\n".join(map(str, wrong))
