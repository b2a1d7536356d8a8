"""Any text parses, in work that grows with its length and no faster.

Work is counted, not timed: the number of function calls, built-in ones included, is the same on every machine.
What happens inside one call of ``re`` is not seen here; ``benchmarks.guard`` times that.
"""

from __future__ import annotations

import cProfile
import json
from dataclasses import replace

import pytest
from benchmarks.hostile import TEXTS
from benchmarks.texts import normal

from speechparse.parser import parse
from speechparse.parser.laws import broken
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText
from speechparse.writers.json_ import dumps

RULES = replace(load_rules(), checked=False)  # the work of the checks is not counted
SHORT, LONG = 2000, 8000
SLACK = 1.5  # times linear


def work(text: str) -> int:
    """Function calls while parsing."""
    profile = cProfile.Profile()
    profile.runcall(parse, SourceText(text), RULES)
    return sum(entry.callcount for entry in profile.getstats())


def check(text: str) -> None:
    """The laws that hold for any text, and the output is data that JSON can say."""
    source = SourceText(text)
    speeches = parse(source, RULES)
    assert list(broken(speeches, source, RULES)) == []
    for part in speeches:
        data = part.to_dict()
        assert json.loads(dumps(data)) == data


@pytest.mark.parametrize("name", TEXTS)
def test_parses_without_raising(name: str) -> None:
    for length in (0, 1, 2, 3, 5, 17, 300, SHORT):
        text = TEXTS[name](length)
        assert len(text) == length
        check(text)


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(name: str) -> None:
    make = TEXTS[name]
    for length in (LONG, SHORT):  # what is compiled or cached once
        parse(SourceText(make(length)), RULES)
    short, long = work(make(SHORT)), work(make(LONG))
    assert long <= SLACK * LONG / SHORT * short + 2000


def test_a_long_speech_parses_in_linear_work() -> None:
    for length in (10 * SHORT, SHORT):  # what is compiled or cached once
        parse(SourceText(normal(length)), RULES)
    short, long = work(normal(SHORT)), work(normal(10 * SHORT))
    assert long <= SLACK * 10 * short + 2000
