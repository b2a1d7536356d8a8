"""The table of deadline phrases, and what the table cannot show."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechparse
from speechparse.parser.calendar import days, grammar, times
from speechparse.parser.text.fold import fold
from speechparse.rules.loader import load_rules
from speechparse.rules.rows import Cue
from speechparse.rules.types import Rules

TABLE = Path(__file__).with_name("data") / "deadlines.tsv"
RULES = load_rules()
DAY = date(2022, 10, 10)

Row = tuple[str, str, str | None, str | None]


def cases() -> Iterator[tuple[str, date | None, list[Row]]]:
    lines = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for (sentence, day), rows in groupby(lines, key=lambda row: (row[0], row[1])):
        wanted: list[Row] = [
            (kind, text, None if start == "-" else start, None if end == "-" else end)
            for _, _, kind, text, start, end in rows
            if kind != "none"
        ]
        yield sentence, None if day == "-" else date.fromisoformat(day), wanted


def found(sentence: str, reference: date | None = DAY) -> list[Row]:
    text = fold(sentence)
    return [(h.kind, h.ref.text, h.ref.start, h.ref.end) for h in times.find(text, 0, len(text), reference, RULES)]


def test_deadline_table() -> None:
    pytest.importorskip("borax", reason="the lunar holidays of the table need the extra calendar")
    table = list(cases())
    wrong = [(s, str(r), w, got) for s, r, w in table if (got := found(s, r)) != w]
    assert len(table) >= 450
    assert not wrong, "\n".join(map(str, wrong))


def test_five_year_plans_follow_the_published_years() -> None:
    years = {n: days.plan(n) for n in (1, 2, 3, 10, 11, 14, 15)}
    spans = {n: (m.first.year, m.last.year) for n, m in years.items() if m.first and m.last}
    assert spans == {
        1: (1953, 1957),
        2: (1958, 1962),
        3: (1966, 1970),
        10: (2001, 2005),
        11: (2006, 2010),
        14: (2021, 2025),
        15: (2026, 2030),
    }


def test_months_are_as_long_as_the_calendar_says() -> None:
    for year in (1900, 2000, 2023, 2024, 2100):
        assert [days.month_length(year, n) for n in range(1, 13)] == [monthrange(year, n)[1] for n in range(1, 13)]


def test_lunar_holiday_is_null_without_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "borax.calendars.lunardate", None)
    assert found("春节前兑付到位。") == [("deadline", "春节前", None, None)]
    assert found("元旦前兑付到位。") == [("deadline", "元旦前", None, "2022-12-31")]


def test_lunar_calendar_is_loaded_only_for_lunar_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "borax.calendars.lunardate", raising=False)
    found("10月底前、国庆节前、年内完成。")
    assert "borax.calendars.lunardate" not in sys.modules


def test_year_of_a_sentence_does_not_reach_the_next_sentence() -> None:
    hits = found("2024年上半年启动。12月底前完成。")
    assert [end for *_, end in hits] == ["2024-06-30", "2022-12-31"]


def test_steps_of_one_item_do_not_go_backwards() -> None:
    hits = found("4月底前完成加固。6月底前完成改造。9月底前蓄水。", date(2024, 8, 30))
    assert [end for *_, end in hits] == ["2025-04-30", "2025-06-30", "2025-09-30"]


def test_a_time_within_the_year_does_not_move_what_is_named_before_it() -> None:
    hits = found("年底前建成。10月底前完成主体。", date(2025, 6, 1))
    assert [end for *_, end in hits] == ["2025-12-31", "2025-10-31"]


def test_the_year_after_is_counted_from_the_date_before_it() -> None:
    hits = found("10月底前导流。次年4月底前蓄水，次年6月底前发电。", date(2024, 8, 30))
    assert [end for *_, end in hits] == ["2024-10-31", "2025-04-30", "2025-06-30"]


def test_day_that_does_not_exist_is_unknown() -> None:
    assert found("2月30日前完成。") == [("deadline", "2月30日前", None, None)]


@pytest.mark.parametrize("words", ["2024.13.5", "2024-00-15", "2024/0/5", "2024-0-5", "2024.12.32", "2024-02-30"])
def test_date_that_is_impossible_is_no_date(words: str) -> None:
    assert {end for *_, end in found(f"{words}前完成，{words}版。")} <= {None}
    speech = speechparse.parse(f"同志们：\n一、{words}前完成清淤。\n二、抓好{words}版方案。\n（{words}）\n")
    assert {task.deadline and task.deadline.end for task in speech.tasks} <= {None}


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "年底前先做这件事。10月底前完成。"
    (hit,) = times.find(text, 9, len(text), DAY, RULES)
    assert hit.ref.span == (9, 14)
    assert text[slice(*hit.ref.span)] == hit.ref.text == "10月底前"


def test_every_row_of_the_rules_is_let_in_by_the_quick_search() -> None:
    _, gate = grammar.grammar(RULES)
    for name in grammar.WORDS:
        for cue in RULES.cues[f"time.{name}"]:
            assert any(times.find(cue.example, 0, len(cue.example), DAY, RULES)) or gate.search(cue.example), cue.id


def test_row_of_a_users_own_is_let_in_too() -> None:
    own = Cue("own", "麦收前", "deadline", "麦收前备好农机")
    rules = Rules(RULES.styles, {**RULES.cues, "time.event": (own, *RULES.cues["time.event"])}, RULES.words)
    assert [h.ref.text for h in times.find("麦收前备好农机。", 0, 8, DAY, rules)] == ["麦收前"]


WORDS = "2024. 2024- 2024/ 13 00 .0 季度 2月30日 今年 每 截至 从 春节 半年 个工作日 第十四个五年规划"
PIECES = st.sampled_from([*"0123456789一二三五十年月日前后内底末初至到—、，。《》“” ", *WORDS.split()])
DAYS = st.sampled_from([None, DAY, date.min, date.max, date(2024, 2, 29), date(1899, 12, 31)])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), DAYS)
def test_any_text_is_read_and_quoted_exactly(pieces: list[str], reference: date | None) -> None:
    text, last = "".join(pieces), 0
    for kind, ref in times.find(text, 0, len(text), reference, RULES):
        assert last <= ref.span[0] < ref.span[1] <= len(text)
        assert text[slice(*ref.span)] == ref.text
        assert not (ref.start and ref.end and ref.start > ref.end)
        assert not (kind == "deadline" and ref.start)
        last = ref.span[1]
