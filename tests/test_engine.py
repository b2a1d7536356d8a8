"""The rule engine: what is found, in which order, and that the prefilter changes none of it."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from speechparse import parse_all, read, read_source
from speechparse.rules.check import SCANNED
from speechparse.rules.engine import END, CueSet
from speechparse.rules.loader import load_rules
from speechparse.rules.patterns import inner_starts, opening
from speechparse.rules.rows import Cue
from speechparse.rules.types import INNER

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def cues(*patterns: str, prefilter: bool = True) -> CueSet:
    rows = [Cue(f"row-{i}", pattern, pattern, pattern) for i, pattern in enumerate(patterns)]
    return CueSet(rows, [opening(pattern) for pattern in patterns], prefilter)


BOTH = pytest.mark.parametrize("prefilter", [True, False])


@BOTH
def test_the_leftmost_place_wins_then_the_first_row(prefilter: bool) -> None:
    found = cues("防汛抗旱", "防汛", "春耕", prefilter=prefilter).search("抓春耕，抓防汛抗旱")
    assert found
    assert (found.start, found.end, found.row.id) == (1, 3, "row-2")
    again = cues("防汛抗旱", "防汛", prefilter=prefilter).search("抓防汛抗旱")
    assert again
    assert (again.start, again.end, again.row.id) == (1, 5, "row-0")


@BOTH
def test_a_search_stays_between_start_and_end(prefilter: bool) -> None:
    found = cues("防汛", "春耕", prefilter=prefilter)
    assert found.search("春耕，防汛", 1, 4) is None
    assert found.match("抓春耕", 1)
    assert found.match("抓春耕") is None
    assert found.fullmatch("抓春耕了", 1, 3)


@BOTH
def test_what_may_open_the_text_is_found_there_and_after_a_sign(prefilter: bool) -> None:
    patterns = ("(?:^|[，\\n])[^，]{0,4}?要", "达到")
    rows = [Cue(f"row-{i}", pattern, pattern, pattern) for i, pattern in enumerate(patterns)]
    inner = inner_starts(patterns)
    assert set(inner) == set("，\n达")
    found = CueSet(rows, [opening(pattern) for pattern in patterns], prefilter, inner)
    assert [
        hit and (hit.start, hit.end) for hit in (found.search("我们要防汛"), found.search("全市防汛，乡镇要值守"))
    ] == [
        (0, 3),
        (4, 8),
    ]
    assert found.search("我们要防汛，增长达到三成", 1) == (8, 10, rows[1])
    assert found.search("全市上下要", 1) is None
    assert found.places("我们要防汛，各镇要值守") == [0, 5]


@BOTH
def test_all_rows_that_match_are_seen_counted_and_held(prefilter: bool) -> None:
    found = cues("防汛", r"\d+座", "春耕", prefilter=prefilter)
    assert found.seen("防汛：加固3座，新建2座，防汛") == [0, 1]
    assert found.counted("防汛：加固3座，新建2座，防汛") == [(0, 2), (1, 2)]
    assert found.opening("防汛：加固3座") == [0]
    assert found.holds(1, "3座")
    assert not found.holds(2, "3座")
    assert found.seen("") == []


@BOTH
def test_matches_in_turn_do_not_overlap(prefilter: bool) -> None:
    found = cues("[一二三]是", "是一", prefilter=prefilter).finditer("一是一，二是二")
    assert [(hit.start, hit.end, hit.value) for hit in found] == [(0, 2, "[一二三]是"), (4, 6, "[一二三]是")]


def test_the_output_is_equal_with_and_without_the_prefilter() -> None:
    rules = load_rules()
    plain = replace(rules, prefilter=False)
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        assert parse_all(text, rules=rules) == parse_all(text, rules=plain), path.name


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the texts of ../shared/corpus")
def test_the_output_is_equal_with_and_without_the_prefilter_over_the_corpus() -> None:
    rules = load_rules()
    plain = replace(rules, prefilter=False)
    for path in sorted(SHARED.rglob("*"))[::5]:
        if path.suffix in (".txt", ".md"):
            assert read(path, rules=rules) == read(path, rules=plain), path.name


def test_every_set_that_looks_through_whole_texts_is_held_to_plain_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    rules, scanned = load_rules(), Counter[int]()

    def counting(search: Any) -> Any:
        def count(self: CueSet, text: str, start: int = 0, end: int = END) -> Any:
            scanned[id(self)] += min(end, len(text)) - start
            return search(self, text, start, end)

        return count

    for name in ("search", "found", "places", "finditer"):
        monkeypatch.setattr(CueSet, name, counting(getattr(CueSet, name)))
    texts = [read_source(path).text for path in sorted(SAMPLES.glob("*.txt"))]
    for text in texts:
        parse_all(text, rules=rules)
    found = {name for name in rules.cues if scanned[id(rules[name])] > sum(map(len, texts)) / 4}
    assert {"assignment.verb", "task.dated"} <= found <= set(SCANNED)
    for name in SCANNED:
        assert rules[name].first or name + INNER in rules.starts


def test_places_are_counted_where_python_has_32_bits() -> None:
    methods = [CueSet.match, CueSet.fullmatch, CueSet.search, CueSet.places, CueSet.finditer]
    ends = [inspect.signature(method).parameters["end"].default for method in methods]
    assert max(ends) <= 2**31 - 1  # more does not fit there, and raises
