"""The fast way to JSON says the same, byte for byte, as the plain one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import speechparse
from speeches import speech
from speechparse.batch.encode import encoder, target_name
from speechparse.batch.job import Job
from speechparse.model import Speech, Target
from speechparse.records import TABLES
from speechparse.writers.json_ import dumps, render
from speechparse.writers.jsonl import line
from speechparse.writers.registry import EVERYTHING, Options

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.*"))


BULK = Options(bulk=True)


def check(one: Speech) -> None:
    """The functions made from the annotations write what the encoder makes of the plain data."""
    data = one.to_dict()
    assert line(one, BULK) == line(one) == json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    assert "".join(render([one], BULK)) == "".join(render([one], EVERYTHING)) == dumps(data) + "\n"


def test_speech_with_all_that_there_is() -> None:
    check(speech())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    try:
        speeches = speechparse.read(path)
    except speechparse.ReadError:
        pytest.skip("no speech")
    for one in speeches:
        check(one)


@pytest.mark.parametrize("value", [0, -1.5, 1e300, 10**30, float("inf")])
def test_numbers(value: float) -> None:
    one = speech()
    target = Target('"量\\\n', None, value, value, None, ">=", (0, 1))
    check(replace(one, tasks=tuple(replace(task, targets=(target,), confidence=0.0) for task in one.tasks)))


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
