"""Rows of a user's file that would hang, break or silently do nothing: refused when loaded, with file, row, reason."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    "a year that is none": (CUE.format("time.year", "火年", "many", "火年"), "a number of years"),
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


def test_no_shipped_pattern_is_slow() -> None:
    rules = load_rules()
    patterns = [cue.pattern for rows in rules.cues.values() for cue in rows] + [s.pattern for s in rules.styles]
    assert [pattern for pattern in patterns if slow(pattern)] == []
