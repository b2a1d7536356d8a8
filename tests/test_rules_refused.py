"""Rows of a user's file that would hang, break or silently do nothing: refused when loaded, with file, row, reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import inputs
from speechparse import parse
from speechparse.errors import RulesError
from speechparse.rules.loader import load_rules
from speechparse.rules.slow import slow

CUE = 'set = "{}"\nid = "x"\npattern = {!r}\nvalue = "{}"\nexample = "{}"\n'
ROWS = {
    "catastrophic alternatives": (CUE.format("close", "(?:a|a)*b", "list", "ab"), "takes too long"),
    "catastrophic commas": (CUE.format("close", "(?:.*,){9}b", "list", ",,,,,,,,,b"), "takes too long"),
    "catastrophic bounded repeats": (
        CUE.format("close", "(?:[一-龥]{1,50}){1,50}。x", "list", "一。x"),
        "takes too long",
    ),
    "four stars": (CUE.format("close", ".*.*.*.*=x", "list", "=x"), "takes too long"),
    "a repeat in a repeat": (CUE.format("close", "(?:一+|二+)+x", "list", "一x"), "repeat inside|inside a repeat"),
    "flags in the middle": (CUE.format("close", "a(?x)c", "list", "ac"), "flags|not at the start"),
    "a weight that is none": (CUE.format("close", "完了吧", "list", "完了吧") + "weight = nan\n", "no number to weigh"),
    "a row that may begin with anything where whole texts are looked through": (
        CUE.format("task.goal", "[一-龥]{2}的指标", "goal", "全年的指标"),
        "'task.goal' is looked for in whole texts",
    ),
    "a day that is none": (CUE.format("time.holiday", "火节", "13-45", "火节"), "it is a day"),
    "groups inside groups": (CUE.format("close", "(?:甲|" * 60 + "一" + "乙)" * 60, "list", "甲"), "without end"),
    "optional parts before as many of the same": (
        CUE.format("close", "(?:一?){30}一{30}x", "list", "一" * 30 + "x"),
        "takes too long",
    ),
    "a pattern that takes nothing": (CUE.format("time.month", "(?=一)", "0", "一"), "takes no character"),
    "a weight as large as no sum bears": (
        CUE.format("close", "完了吧", "list", "完了吧") + "weight = 1e300\n",
        "write at most 1000",
    ),
    "a set of signs inside one": (CUE.format("close", "[[一]", "list", "一"), "no regular expression"),
    "a day that not every year has": (CUE.format("time.holiday", "火节", "02-29", "火节"), "it is a day"),
    "a year alone": (CUE.format("time.year", "火年", "1", "火年"), "two numbers of years"),
    "a year that is none": (CUE.format("time.year", "火年", "many", "火年"), "two numbers of years"),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_cannot_work_are_refused(tmp_path: Path, name: str) -> None:
    row, says = ROWS[name]
    path = tmp_path / "own.toml"
    path.write_text(f"[[cue]]\n{row}", encoding="utf-8")
    with pytest.raises(RulesError, match=says) as caught:
        load_rules(str(path))
    assert "own.toml" in str(caught.value)
    assert "row x" in str(caught.value)


def test_a_word_that_no_pattern_can_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[words]]\nset = "surname"\nwords = "\\\\ 赵"\n', encoding="utf-8")
    with pytest.raises(RulesError, match="is no word"):
        load_rules(str(path))


STYLE = {
    "id": '"x"', "family": '"heading"', "rank": "6", "pattern": "'★([一二三])'", "first": '"★"', "numeral": '"chinese"',
    "weight": "5.0", "inline": "0.0", "example": '"★一 加强领导"',
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"like": '"nowhere"'}, "no style that stands by itself", id="a style like one that is none"),
        pytest.param(
            {"like": '"di-glued"'}, "no style that stands by itself", id="a style like one that is like another"
        ),
        pytest.param({"first": '"火"'}, "write these characters in first too", id="marks that first does not name"),
        pytest.param({"weight": "-5.0"}, "write 0 or more", id="a mark that pays when it is left out"),
        pytest.param({"pattern": "'(★?)'"}, "may match nothing at all", id="a mark without a character"),
        pytest.param({"example": '"一 加强领导"'}, "its own example", id="an example without the mark"),
        pytest.param({"rank": "1.5"}, "write a whole number", id="half a rank"),
        pytest.param({"rank": "true"}, "no number to weigh with", id="a rank that is true"),
        pytest.param({"family": "[1]"}, "write it in quotes", id="a list for a word"),
        pytest.param({"id": '"x-unbound"'}, "not -unbound", id="a name that the scanners give"),
    ],
)
def test_styles_that_cannot_work_are_refused(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    path = tmp_path / "own.toml"
    rows = "".join(f"{key} = {value}\n" for key, value in {**STYLE, **changed}.items())
    path.write_text(f"[[style]]\n{rows}", encoding="utf-8")
    with pytest.raises(RulesError, match=rf"own\.toml: \[\[style\]\] row x.*{says}"):
        load_rules(str(path))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param('[[words]]\nset = "task.weight"\nwords = "火星"', "bias=-2.2", id="points without a number"),
        pytest.param('[[words]]\nset = "assignment.alias"\nwords = "火星办"', "示例委=", id="a short name alone"),
        pytest.param("[[words]]\nset = 1\nwords = 2", "row number 1: set = 1", id="numbers for words"),
        pytest.param(
            '[[weights]]\nset = "head.line"\nid = "x"\nvalues = 1', "write a table", id="a number for a table"
        ),
        pytest.param("[" + "a." * 5000 + "b]\n", "nested without end", id="a name of thousands of parts"),
        pytest.param("[[cue]]\n", "row number 1: set, id, pattern", id="a row without fields"),
    ],
)
def test_rows_of_the_wrong_kind_are_refused(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(RulesError, match=says):
        load_rules(str(path))


def test_a_file_that_is_not_utf_8_is_told_so_and_a_mark_before_it_is_no_matter(tmp_path: Path) -> None:
    row = f"[[cue]]\n{CUE.format('close', '完了吧', 'list', '完了吧')}"
    path = tmp_path / "own.toml"
    path.write_bytes(row.encode("gb18030"))
    with pytest.raises(RulesError, match="save it as UTF-8"):
        load_rules(str(path))
    path = tmp_path / "notepad.toml"
    path.write_bytes(row.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    assert load_rules(str(path)).cues["close"][0].id == "x"


def test_a_word_style_of_ones_own_without_ordinals_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    own = {
        "family": '"word"',
        "numeral": '"word"',
        "pattern": "'(再者说)，'",
        "first": '"再"',
        "example": '"再者说，抓落实"',
    }
    path.write_text("[[style]]\n" + "".join(f"{k} = {v}\n" for k, v in {**STYLE, **own}.items()), encoding="utf-8")
    speech = parse("首先，备足物资。\n再者说，管好堤坝。\n再者说，清点库存。\n", rules=load_rules(str(path)))
    assert [node.marker for node in speech.outline]


def test_random_rule_files_are_taken_or_refused_in_words() -> None:
    for number in range(60):
        what, chance = inputs.nth(number, 20261201, "rules")
        assert (what, inputs.laws(what, chance)) == (what, [])


def test_no_shipped_pattern_is_slow() -> None:
    rules = load_rules()
    patterns = [cue.pattern for rows in rules.cues.values() for cue in rows] + [s.pattern for s in rules.styles]
    assert [pattern for pattern in patterns if slow(pattern)] == []
