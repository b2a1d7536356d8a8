"""The table of target phrases, and what the table cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from speechparse.parser import quantities
from speechparse.parser.fold import fold
from speechparse.rules.loader import load_rules

TABLE = Path(__file__).with_name("data") / "targets.tsv"
RULES = load_rules()

Row = tuple[str | None, str, float, float | None, str | None]


def cases() -> Iterator[tuple[str, list[Row]]]:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for sentence, rows in groupby(lines, key=lambda row: row[0]):
        wanted = [
            (None if m == "-" else m, c, float(v), None if x == "-" else float(x), None if u == "-" else u)
            for _, m, c, v, x, u in rows
            if m != "none"
        ]
        yield sentence, wanted


def found(sentence: str) -> list[Row]:
    text = fold(sentence)
    targets = quantities.find(text, 0, len(text), RULES)
    return [(t.metric, t.comparator, round(t.value, 6), t.value_max, t.unit) for t in targets]


def test_target_table() -> None:
    table = list(cases())
    wrong = [(s, w, got) for s, w in table if (got := found(s)) != w]
    assert len(table) >= 150
    assert 1 - len(wrong) / len(table) >= 0.97, "\n".join(map(str, wrong))
