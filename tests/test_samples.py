"""Every sample against what a reader finds in it (tests/golden/samples.txt), and the laws that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import speechparse
from speechparse import schema
from speechparse.model import Node, Speech
from speechparse.readers.registry import read_source

SAMPLES = Path(__file__).parent.parent / "samples"
GOLDEN = Path(__file__).parent / "golden" / "samples.txt"
FILES = sorted(path for path in SAMPLES.iterdir() if path.name != "README.md")
FIELDS = ("title", "subtitle", "speaker", "position", "date", "occasion", "salutation")


def expected() -> dict[tuple[str, int], list[str]]:
    """(file name, part) -> its lines."""
    blocks: dict[tuple[str, int], list[str]] = {}
    lines: list[str] = []
    for line in GOLDEN.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            name, _, part = line[3:].partition(" ")
            lines = blocks[name, int(part or 1)] = []
        elif line and not line.startswith("#"):
            lines.append(line)
    return blocks


GOLD = expected()


@cache
def parsed(name: str) -> list[Speech]:
    return speechparse.read(SAMPLES / name)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def speech(key: tuple[str, int]) -> Speech:
    return parsed(key[0])[key[1] - 1]


@pytest.mark.parametrize("key", GOLD, ids=lambda key: f"{key[0][:2]}-{key[1]}")
def test_head_matter(key: tuple[str, int]) -> None:
    want = dict(line.split(" ", 1) for line in GOLD[key] if line.split(" ")[0] in FIELDS)
    got = {name: getattr(speech(key).metadata, name) for name in FIELDS}
    assert {name: value for name, value in got.items() if value is not None} == want


@pytest.mark.parametrize("key", GOLD, ids=lambda key: f"{key[0][:2]}-{key[1]}")
def test_outline(key: tuple[str, int]) -> None:
    rows = [re.fullmatch(r"( *)([HRTB]{1,2}) (.+)", line) for line in GOLD[key]]
    want = [f"{row[1]}{row[3]}" for row in rows if row]
    nodes = list(walk(speech(key).outline))
    got = ["  " * (node.level - 1) + (node.marker or "") + node.title for node in nodes]
    # The golden file may stop short of a long title's end.
    assert [g[: len(w)] for g, w in zip(got, want, strict=False)] == want
    assert len(got) == len(want)


@pytest.mark.parametrize("key", GOLD, ids=lambda key: f"{key[0][:2]}-{key[1]}")
def test_announced_counts(key: tuple[str, int]) -> None:
    want = [int(line.split(" ")[1]) for line in GOLD[key] if line.startswith("claim ")]
    assert [claim.count for claim in speech(key).claims] == want
    assert all(claim.ok for claim in speech(key).claims) == (key[0][:2] != "19")


def test_roles_over_all_samples() -> None:
    right = total = 0
    for key in GOLD:
        roles = [line.split(" ")[0] for line in (text.lstrip() for text in GOLD[key]) if re.match("[HRTB]{1,2} ", line)]
        for node, role in zip(walk(speech(key).outline), roles, strict=False):
            total += 1
            right += node.role[0].upper() in role
    assert right / total >= 0.85, f"{right} of {total}"


def test_golden_file_covers_every_sample_and_part() -> None:
    assert {(path.name, part + 1) for path in FILES for part in range(len(parsed(path.name)))} == set(GOLD)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_output_validates_and_every_text_equals_its_span(path: Path) -> None:
    text = read_source(path).text
    for one in parsed(path.name):
        jsonschema.Draft202012Validator(schema.generate()).validate(one.to_dict(explain=True))
        for node in walk(one.outline):
            assert "".join(node.title.split()) == "".join(text[slice(*node.title_span)].split())
            pieces = [text[slice(*span)] for span in node.text_spans]
            assert "".join(node.text.split()) == "".join("".join(pieces).split())
            assert all(node.span[0] <= start < end <= node.span[1] for start, end in node.text_spans)
        for task in one.tasks:
            assert "".join(task.text.split()) == "".join(text[slice(*task.span)].split())
        for name, span in one.metadata.spans.items():
            assert 0 <= span[0] < span[1] <= len(text), name


def test_deadlines_and_units_of_the_ledger_sample() -> None:
    tasks = parsed("12-时限与单位.txt")[0].tasks
    assert [task.lead or task.units for task in tasks[:5]] == [
        *(("卫生健康局", "住房城乡建设局"), ("农业农村局",), ("生态环境局",)),
        *(("人力资源社会保障局",), ("发展改革局",)),
    ]
    assert [task.deadline.end if task.deadline else None for task in tasks[:5]][::4] == ["2024-12-20", "2024-11-15"]
    steps = [measure.deadline.end for measure in tasks[0].measures if measure.deadline]
    assert steps == ["2024-10-31", "2024-12-20"]


def test_diagnostics_of_the_irregular_sample() -> None:
    codes = {diagnostic.code for diagnostic in parsed("19-缺号与不符.txt")[0].diagnostics}
    assert {"ordinal-gap", "ordinal-repeat", "count-mismatch"} <= codes
