"""The table of target phrases, and what the table cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.parser.numbers import targets as goals
from speechparse.parser.numbers.amounts import number
from speechparse.parser.text.fold import fold
from speechparse.rules.loader import load_rules

TABLE = Path(__file__).with_name("data") / "targets.tsv"
QUANTITIES = Path(__file__).with_name("data") / "quantities.tsv"
RULES = load_rules()

Row = tuple[str | None, str, float, float | None, str | None]
Full = tuple[str | None, str, float, float | None, str | None, str | None, str]


def cases() -> Iterator[tuple[str, list[Row]]]:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for sentence, rows in groupby(lines, key=lambda row: row[0]):
        wanted: list[Row] = [
            (None if m == "-" else m, c, float(v), None if x == "-" else float(x), None if u == "-" else u)
            for _, m, c, v, x, u in rows
            if m != "none"
        ]
        yield sentence, wanted


def found(sentence: str) -> list[Row]:
    text = fold(sentence)
    targets = [t for t in goals.find(text, 0, len(text), RULES, sentence) if t.kind == "goal"]
    return [(t.metric, t.comparator, round(t.value, 6), t.value_max, t.unit) for t in targets]


def found_in_full(sentence: str) -> list[Full]:
    text = fold(sentence)
    targets = goals.find(text, 0, len(text), RULES, sentence)
    return [(t.metric, t.comparator, round(t.value, 6), t.value_max, t.unit, t.bound, t.kind) for t in targets]


def test_target_table() -> None:
    table = list(cases())
    wrong = [(s, w, got) for s, w in table if (got := found(s)) != w]
    assert len(table) >= 290
    assert not wrong, "\n".join(map(str, wrong))


def cells(row: list[str]) -> Full:
    _, m, c, v, x, u, bound, kind = (None if cell == "-" else cell for cell in row)
    return m, str(c), float(v or 0), float(x) if x else None, u, bound, str(kind)


def test_quantities_with_their_bound_and_kind() -> None:
    lines = [line.split("\t") for line in QUANTITIES.read_text("utf-8").splitlines() if line and line[0] != "#"]
    table = [
        (s, [cells(row) for row in rows if row[1] != "none"]) for s, rows in groupby(lines, key=lambda row: row[0])
    ]
    wrong = [(s, w, got) for s, w in table if (got := found_in_full(s)) != w]
    assert len(table) >= 120
    assert not wrong, "\n".join(map(str, wrong))


def test_year_before_the_speech_tells_a_result() -> None:
    text = "2025年完成投资28亿元。"
    kinds = [goals.find(text, 0, len(text), RULES, None, year)[0].kind for year in (2025, 2026)]
    assert kinds == ["goal", "result"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500亿", 150_000_000_000),
        ("2.97万亿", 2_970_000_000_000),
        ("1亿2000万", 120_000_000),
        ("一亿二千万", 120_000_000),
        ("一千零七十万", 10_700_000),
        ("四点五", 4.5),
        ("三五", None),
        ("二三十", None),
    ],
)
def test_numerals(text: str, value: float | None) -> None:
    assert number(text) == value


def test_text_runs_from_the_metric_to_the_end_of_the_bound() -> None:
    text = "同时，森林覆盖率达到62%以上，全面完成。"
    (target,) = goals.find(text, 0, len(text), RULES)
    assert target.text == text[slice(*target.span)] == "森林覆盖率达到62%以上"


def test_metric_is_not_looked_for_outside_the_range() -> None:
    text = "森林覆盖率达到62%"
    (target,) = goals.find(text, 5, len(text), RULES)
    assert target.metric is None
    assert target.span == (5, len(text))


def test_metric_left_out_is_not_taken_over_a_full_stop() -> None:
    assert [metric for metric, *_ in found("生产总值突破300亿元。增长8%。")] == ["生产总值", None]


WORDS = "增长 不低于 新建 分别 翻番 分之 个百分点 控制在 以内 由 提高到 城镇 年 项目"
PIECES = st.sampled_from([*"0123456789一二三五十百千万亿%家亩元个，。、的至—“”（） ", *WORDS.split()])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_any_text_is_read_and_quoted_exactly(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in goals.find(text, 0, len(text), RULES):
        assert 0 <= target.span[0] < target.span[1] <= len(text)
        assert text[slice(*target.span)] == target.text
        assert target.comparator in ("=", ">=", ">", "<=", "<", "~", "+=", "-=")
        assert target.value_max is None or target.unit is not None or target.metric is not None


@pytest.mark.parametrize("piece", ["增长", "约为", "1至", "5%、", "九", "A和", "不低于5%"])
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        began = perf_counter()
        goals.find(text, 0, len(text), RULES)
        return perf_counter() - began

    assert seconds(8000) < 30 * seconds(1000) + 0.05


@pytest.mark.parametrize(("sentence", "value"), [("粮食播种面积达到50万亩以上。", "500000"), ("增速达到6.5%。", "6.5")])
def test_whole_numbers_are_written_without_a_point(sentence: str, value: str) -> None:
    (target,) = goals.find(sentence, 0, len(sentence), RULES)
    assert str(target.value) == value
