"""The fast way to JSON Lines says the same, byte for byte, as the plain one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import speechparse
from speeches import speech
from speechparse.batch.encode import encoder, target_name
from speechparse.batch.job import Job
from speechparse.model import Speech
from speechparse.records import TABLES
from speechparse.writers.jsonl import line

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.*"))


def plain(one: Speech) -> str:
    return json.dumps(one.to_dict(), ensure_ascii=False, separators=(",", ":"))


def test_line_of_a_speech_with_all_that_there_is() -> None:
    assert line(speech()) == plain(speech())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_line_of_the_samples(path: Path) -> None:
    try:
        speeches = speechparse.read(path)
    except speechparse.ReadError:
        pytest.skip("no speech")
    assert [line(one) for one in speeches] == [plain(one) for one in speeches]


def test_nested_rows_hold_every_table() -> None:
    (row,) = map(json.loads, encoder(Job("parquet", "", ""))([speech()], None).splitlines())
    assert set(TABLES) - {"speeches"} < set(row)
    assert len(row["nodes"]) == len(list(walk(speech())))


def walk(one: Speech) -> list[object]:
    found, left = [], list(one.outline)
    while left:
        node = left.pop()
        found.append(node)
        left += node.children
    return found  # type: ignore[return-value]


def test_target_names() -> None:
    assert target_name("a/b.txt", "json") == "a/b.txt.json"
    assert target_name("a/b.txt", "yaml") == "a/b.txt.yaml"
    long = target_name("a/" + "长" * 83 + ".txt", "json")
    assert long.startswith("a/长")
    assert long.endswith(".json")
    assert len(long.encode()) < 255
    assert long != target_name("a/" + "长" * 83 + ".md", "json")
