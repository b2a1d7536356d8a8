"""Rules as data: every row does what it says, the shipped module equals the TOML, a user's file lies over it."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from outlines import outline
from speechparse import parse
from speechparse.errors import RulesError
from speechparse.parser import analyse
from speechparse.parser.text.fold import fold
from speechparse.rules.__main__ import render
from speechparse.rules._compiled import TABLES
from speechparse.rules.check import nested
from speechparse.rules.loader import load_rules
from speechparse.rules.patterns import word_pattern
from speechparse.rules.rows import Cue, Style
from speechparse.source import SourceText

RULES = load_rules()
CUES = [(name, cue) for name, cues in RULES.cues.items() for cue in cues]
cue_rows = pytest.mark.parametrize(("name", "cue"), CUES, ids=[f"{name}:{cue.id}" for name, cue in CUES])
style_rows = pytest.mark.parametrize("style", RULES.styles, ids=[style.id for style in RULES.styles])


def test_the_shipped_module_equals_the_toml_files() -> None:
    spec = find_spec("speechparse.rules._compiled")
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).read_text("utf-8") == render(), "run `python -m speechparse.rules`"


@cue_rows
def test_a_cue_matches_its_example_and_not_its_counter(name: str, cue: Cue) -> None:
    assert cue.example
    assert re.search(cue.pattern, cue.example)
    assert not cue.counter or not re.search(cue.pattern, cue.counter)


@cue_rows
def test_a_cue_pattern_holds_no_group_of_its_own(name: str, cue: Cue) -> None:
    assert re.compile(cue.pattern).groups == 0


@style_rows
def test_a_style_matches_its_example_and_not_its_counter(style: Style) -> None:
    assert re.match(style.pattern, style.example)
    assert not style.counter or not re.match(style.pattern, style.counter)


@style_rows
def test_a_style_is_the_first_to_match_its_example(style: Style) -> None:
    first = next(s for s in RULES.styles if re.match(s.pattern, style.example))
    assert first.id == style.id


@style_rows
def test_a_style_has_one_group_for_the_ordinal_or_none_without_one(style: Style) -> None:
    assert re.compile(style.pattern).groups == (style.numeral != "none")


@style_rows
def test_the_ordinal_of_a_style_is_read_from_its_example(style: Style) -> None:
    (analysis,) = analyse(SourceText(f"同志们：\n{style.example}，把工作做好。"), RULES)
    start = analysis.text.text.index(style.example[:2])
    mark = next(m for m in analysis.marks if m.start == start)
    assert mark.style == (style.like or style.id)
    assert (mark.ordinal is None) == (style.numeral == "none")


@style_rows
def test_a_style_begins_with_one_of_the_characters_that_gate_it(style: Style) -> None:
    assert not style.first or fold(style.example)[0] in style.first


def test_ids_name_one_row_each() -> None:
    for cues in RULES.cues.values():
        assert [i for i, n in Counter(cue.id for cue in cues).items() if n > 1] == []
    assert [i for i, n in Counter(style.id for style in RULES.styles).items() if n > 1] == []


def test_a_set_with_weights_weighs_rows_apart() -> None:
    """A weight that is the same everywhere says nothing: the lines go, and a user's weight is refused there."""
    weighed = {name for name, rows in TABLES["cue"].items() if any("weight" in row for row in rows)}
    assert [name for name in sorted(weighed) if len({cue.weight for cue in RULES.cues[name]}) < 2] == []


def test_word_lists_hold_words() -> None:
    for words in RULES.words.values():
        assert words
        assert all(word and not re.search(r"\s", word) for word in words)


PATTERNS = {style.id: style.pattern for style in RULES.styles} | {f"{name}:{cue.id}": cue.pattern for name, cue in CUES}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_no_pattern_repeats_without_bound_inside_a_repeat(pattern: str) -> None:
    """``(?:a+b?)*`` takes exponential time on text that nearly matches."""
    assert not nested(re._parser.parse(pattern))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pattern", "bad"), [("(?:a+b?)*", True), ("(?:[ab]*c)+", True), ("a+b+", False), ("(?:ab?){2,9}", False)]
)
def test_the_check_for_nested_repeats_tells_good_from_bad(pattern: str, bad: bool) -> None:
    assert nested(re._parser.parse(pattern)) == bad  # type: ignore[attr-defined]


def test_a_hit_leads_to_its_row() -> None:
    hit = RULES["close"].match("谢谢大家！")
    assert hit is not None
    assert hit.row.id == "close.thanks"


def test_longer_words_win() -> None:
    assert re.match(word_pattern(("人民政府", "人民政府办公室", "a.c")), "人民政府办公室")[0] == "人民政府办公室"  # type: ignore[index]
    assert not re.match(word_pattern(("a.c",)), "abc")


STYLE = """
[[style]]
id = "task-number"
family = "heading"
rank = 4
pattern = '§(\\d{1,2})：'
numeral = "arabic"
weight = 5.0
inline = 0.0
example = "§1：修路"
"""
CUE = """
[[cue]]
set = "close"
id = "close.mine"
pattern = '言归正传'
value = "all"
weight = 2.6
example = "言归正传，"
"""
TAIL = """
[[cue]]
set = "tail"
id = "mine"
pattern = '编后语'
value = "note"
example = "编后语"
"""
WEIGHTS = """
[[weights]]
set = "head.line"
id = "any"
values = {title = 1.2}
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Any:
    def write(toml: str) -> str:
        path = tmp_path / "mine.toml"
        path.write_text(toml, "utf-8")
        return str(path)

    return write


def test_an_overlay_adds_a_numbering_style(overlay: Any) -> None:
    text = "同志们：\n§1：修路。要修得快，修得好。\n§2：架桥。要架得稳，架得牢。"
    assert [n.style for n in parse(text).outline] == []
    found = parse(text, rules=load_rules(overlay(STYLE))).outline
    assert [(n.marker, n.ordinal, n.style) for n in found] == [
        ("§1：", 1, "task-number"),
        ("§2：", 2, "task-number"),
    ]


def test_an_overlay_adds_a_cue_before_the_shipped_ones(overlay: Any) -> None:
    rules = load_rules(overlay(CUE))
    assert [cue.id for cue in rules.cues["close"]] == ["close.mine", *(cue.id for cue in RULES.cues["close"])]
    text = "同志们：\n一、学习\n要学得深。\n二、落实\n要落得实。\n言归正传，会议到此结束。"
    assert parse(text, rules=rules).outline[-1].text == "二、落实\n要落得实。"


def test_an_overlay_replaces_a_row_of_the_same_id(overlay: Any) -> None:
    rules = load_rules(overlay(CUE.replace("close.mine", "close.thanks")))
    assert [cue.pattern for cue in rules.cues["close"] if cue.id == "close.thanks"] == ["言归正传"]
    assert len(rules.cues["close"]) == len(RULES.cues["close"])


def test_an_overlay_adds_words_to_a_list(overlay: Any) -> None:
    rules = load_rules(overlay('[[words]]\nset = "surname"\nwords = "㐂 𠮷"'))
    assert rules.words["surname"] == (*RULES.words["surname"], "㐂", "𠮷")


def test_a_later_overlay_lies_over_an_earlier_one(tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / f"{n}.toml").write_text(CUE.replace("言归正传", f"言归正传{n}"), "utf-8")
    rules = load_rules(str(tmp_path / "1.toml"), str(tmp_path / "2.toml"))
    assert [cue.pattern for cue in rules.cues["close"] if cue.id == "close.mine"] == ["言归正传2"]


def test_the_shipped_rules_stay_as_they_are_under_an_overlay(overlay: Any) -> None:
    load_rules(overlay(STYLE + CUE))
    assert load_rules() is RULES
    assert outline("§1：修路。要快。\n§2：架桥。要稳。") == ""


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        pytest.param("[[style", "cannot be read as TOML", id="no TOML"),
        pytest.param('[[stlye]]\nid = "x"', "unknown table 'stlye'", id="unknown table"),
        pytest.param("style = 3", "unknown table 'style'", id="a table that is none"),
        pytest.param('[[cue]]\nid = "x"', "set, pattern, value, example are missing", id="cue without set"),
        pytest.param('[[words]]\nwords = "a"', "set is missing", id="words without set"),
        pytest.param('[[words]]\nset = "surname"', "words is missing", id="words without words"),
        pytest.param('[[words]]\nset = "surname"\nwords = ["a"]', "row surname", id="words as a list"),
        pytest.param(
            CUE.replace('"close"', '"closing"'), "no cue set 'closing'; did you mean 'close'?", id="unknown set"
        ),
        pytest.param('[[words]]\nset = "surnames"\nwords = "a"', "did you mean 'surname'?", id="unknown word list"),
        pytest.param(CUE.replace('id = "close.mine"', ""), "row close: id is missing", id="cue without id"),
        pytest.param(CUE.replace("example", "exmaple"), "did you mean 'example'?", id="misspelt field"),
        pytest.param(CUE.replace("example = ", "counter = "), "example is missing", id="missing field"),
        pytest.param('[[words]]\nset = "surname"\nword = "赵"', "did you mean 'words'?", id="misspelt field of words"),
        pytest.param(WEIGHTS.replace("values", "vlaues"), "did you mean 'values'?", id="misspelt field of weights"),
        pytest.param(WEIGHTS.replace("title", "titel"), "did you mean 'title'?", id="a weight for nothing"),
        pytest.param(
            TAIL + "weight = 2.0\n", "weight means nothing in 'tail'", id="weight in a set that does not weigh"
        ),
        pytest.param(CUE.replace('"all"', '"lists"'), "did you mean 'list'?", id="value that means nothing in its set"),
        pytest.param(CUE.replace("言归正传'", "(?i)言归正传'"), "sets flags", id="flags inside a pattern"),
        pytest.param(CUE.replace("'言归正传'", "'(?:[^归]+)+传'"), "inside a repeat", id="catastrophic repeats"),
        pytest.param(CUE.replace("'言归正传'", "'书归正传'"), "its own example", id="pattern without its example"),
        pytest.param(
            CUE.replace('"close"', '"time.year"').replace('"all"', '""'),
            "two numbers of years",
            id="year without a number",
        ),
        pytest.param('[[words]]\nset = "surname"\nwords = "\\\\"', "is no word", id="backslash as a word"),
        pytest.param(CUE.replace("2.6", '"high"'), "weight = 'high'", id="weight that is no number"),
        pytest.param(CUE.replace("言归正传", "(言归"), "unterminated", id="pattern that does not compile"),
        pytest.param(CUE.replace("言归正传", "(言归)正传"), "capturing group", id="cue pattern with a group"),
        pytest.param(STYLE.replace("(\\d{1,2})", "\\d{1,2}"), "exactly one group", id="style pattern without a group"),
        pytest.param(STYLE.replace('"arabic"', '"greek"'), "numeral is one of", id="unknown numeral"),
        pytest.param(STYLE.replace('"heading"', '"title page"'), "family is one of", id="unknown family"),
        pytest.param(STYLE.replace("task-number", "task number"), "row task number", id="style id with a blank"),
    ],
)
def test_a_bad_overlay_is_refused_with_the_file_and_what_is_wrong(overlay: Any, toml: str, says: str) -> None:
    with pytest.raises(RulesError, match=re.escape(says)) as error:
        load_rules(overlay(toml))
    assert "mine.toml: " in str(error.value)


def test_a_missing_overlay_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"absent\.toml: .*correct the file"):
        load_rules(str(tmp_path / "absent.toml"))


def test_an_overlay_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RulesError, match=r"mine\.toml: cannot be read as TOML"):
        load_rules(str(path))
