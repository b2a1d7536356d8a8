"""The signs that end or part something stand in one module; the examples there hold."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path

import pytest

from speechparse import signs


@pytest.mark.skipif(not str(signs.__file__).endswith(".py"), reason="doctest does not see compiled functions")
def test_examples_of_the_module() -> None:
    found = doctest.testmod(signs)
    assert found.attempted >= 4
    assert not found.failed


@pytest.mark.parametrize(("half", "full"), [(",", "，"), (";", "；"), (":", "："), ("!", "！"), ("?", "？")])
def test_half_width_signs_count_as_full_width_ones(half: str, full: str) -> None:
    sets = [signs.FULL_STOPS, signs.HALF_STOPS, signs.COLONS, signs.COMMAS, signs.SENTENCE_ENDS, signs.CLAUSE_ENDS]
    assert all((half in one) == (full in one) for one in sets)
    assert any(half in one for one in sets)


def test_sentences_keep_their_stop_and_the_quotation_mark_after_it() -> None:
    assert signs.SENTENCE.findall("他说：“开会了。”我们记下；散会！") == ["他说：“开会了。”", "我们记下；散会！"]


def test_members_of_a_series_end_with_a_semicolon() -> None:
    assert signs.MEMBER.findall("一是抓学习；二是抓落实。") == ["一是抓学习；", "二是抓落实。"]


def test_clauses_end_with_every_sign_but_the_pause() -> None:
    assert signs.CLAUSE.findall("会议强调：镇、村要加强领导，落实责任。") == [
        "会议强调：",
        "镇、村要加强领导，",
        "落实责任。",
    ]


def test_signs_of_a_set_can_stand_in_a_class_of_a_pattern() -> None:
    for name, value in vars(signs).items():
        if name.isupper() and isinstance(value, str) and not value.startswith("["):
            assert all(re.fullmatch(f"[{value}]", sign) for sign in value), name


KINDS = ("。！？", "；", "：", "，")
PACKAGE = Path(signs.__file__).parent
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name not in ("signs.py", "_compiled.py")]


NAMED = {frozenset(v): name for name, v in vars(signs).items() if isinstance(v, str) and name.isupper() and len(v) > 2}


def strings_of_signs(path: Path) -> list[str]:
    """The classes of patterns in a module, without what negates them, and its strings of signs alone."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += re.findall(r"\[\^?([^\[\]]*)\]", node.value) + [node.value] * (not re.search(r"\w", node.value))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_lists_the_signs_that_end_a_clause(path: Path) -> None:
    whole = [one for one in strings_of_signs(path) if all(not set(kind).isdisjoint(one) for kind in KINDS)]
    assert path.name == "fold.py" or whole == []  # fold maps the forms of signs onto one another


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_writes_a_set_again_that_has_a_name(path: Path) -> None:
    again = [(one, NAMED[frozenset(one)]) for one in strings_of_signs(path) if frozenset(one) in NAMED]
    assert again == []
