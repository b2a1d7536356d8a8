"""Checks: one line of Chinese and the code it earns, and the forms in which findings are printed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import ledgers
from speechparse import parse_source
from speechparse.checks import check, check_all, reaches
from speechparse.model import Diagnostic, Node, Speech
from speechparse.source import SourceText
from speechparse.writers.findings import FORMATS, Finding


def codes(speech: Speech, **options: float) -> list[str]:
    return [d.code for d in check(speech, **options)]


def numbered(*markers: str) -> Speech:
    """A speech whose outline nests one member in another, with these markers."""
    text = "\n".join(f"{marker}标题" for marker in markers)
    inner: tuple[Node, ...] = ()
    for level in range(len(markers), 0, -1):
        id = ".".join("1" * level)
        inner = (ledgers.node(id, f"{markers[level - 1]}标题", "task", markers[level - 1], text, inner),)
    return replace(ledgers.speech(rows=()), outline=inner)


@pytest.mark.parametrize(
    ("markers", "slips"),
    [
        (("一、", "（一）", "1.", "（1）"), 0),
        (("一、", "1."), 0),
        (("一、", "(一)", "1．"), 0),
        (("1、",), 1),
        (("一、", "（一）、"), 1),
        (("一.",), 1),
        (("（一）", "一、"), 1),
        (("一、", "一是"), 0),
    ],
)
def test_numbering_against_the_standard_is_info(markers: tuple[str, ...], slips: int) -> None:
    found = check(numbered(*markers))
    assert [d.code for d in found] == ["numbering-style"] * slips
    assert all(d.severity == "info" for d in found)


def test_a_task_without_a_unit_counts_only_where_others_have_one() -> None:
    has, lacks = ledgers.tasks()[0], ledgers.tasks()[1]
    assert "task-no-unit" in codes(ledgers.speech(rows=(has, has, lacks)))
    assert "task-no-unit" not in codes(ledgers.speech(rows=(lacks, lacks)))
    assert "task-no-unit" not in codes(ledgers.speech(rows=(has, *[lacks] * 9)))


def test_a_deadline_in_a_measure_is_a_deadline() -> None:
    has = ledgers.tasks()[0]
    inside = replace(has, deadline=None)
    assert "task-no-deadline" not in codes(ledgers.speech(rows=(has, has, inside)))
    assert "task-no-deadline" in codes(ledgers.speech(rows=(has, has, ledgers.tasks()[1])))


@pytest.mark.parametrize(
    ("day", "past"),
    [("2023-10-08", False), ("2023-12-01", True), ("2023-11", False), ("2023-12", True), ("2024", True), (None, False)],
)
def test_deadline_before_the_speech(day: str | None, past: bool) -> None:
    assert ("deadline-past" in codes(ledgers.speech(day=day))) == past


def test_lost_characters_are_found_once_a_run() -> None:
    source = SourceText("修\ufffd\ufffd渠\n和\ufffd堤", name="a.txt", damage=((1, 3), (6, 7)))
    found = check_all(parse_source(source))
    assert [d.span for d in found if d.code == "replacement-character"] == [(1, 3), (6, 7)]


def test_the_threshold_remarks_on_the_less_certain() -> None:
    assert codes(ledgers.speech(rows=()), threshold=0.95).count("low-confidence") == 2
    assert "low-confidence" not in codes(ledgers.speech())


def test_severities_are_ordered() -> None:
    warning = Diagnostic("x", "warning", "", (0, 0))
    assert [reaches(warning, s) for s in ("info", "warning", "error")] == [True, True, False]


# Forms


def found() -> list[Finding]:
    at = ledgers.TEXT.index("11月")
    return [Finding(ledgers.source(), Diagnostic("deadline-past", "warning", "时限\n早于讲话", (at, at + 5)))]


def test_lines_are_file_line_column_code_message() -> None:
    assert list(FORMATS["text"](found())) == ["冬修.txt:3:10: deadline-past 时限 早于讲话\n"]


def test_json_is_an_array() -> None:
    (row,) = json.loads("".join(FORMATS["json"](found())))
    assert (row["file"], row["line"], row["column"], row["code"]) == ("冬修.txt", 3, 10, "deadline-past")
    assert json.loads("".join(FORMATS["json"]([]))) == []


def test_sarif_names_rule_place_and_level() -> None:
    data = json.loads("".join(FORMATS["sarif"](found())))
    (run,) = data["runs"]
    (result,) = run["results"]
    assert data["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [result["ruleId"]] == ["deadline-past"]
    place = result["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 3
    assert place["artifactLocation"]["uri"].endswith(".txt")
    assert result["level"] == "warning"
