"""What the fuzzer has found stays mended, and it goes on looking: ``python -m tests.fuzz`` does so for longer."""

from __future__ import annotations

import re
from random import Random

import pytest

from fuzz import grammar, inputs
from fuzz.__main__ import warm_up
from fuzz.files import originals
from speechparse import parse, parse_all
from speechparse.parser import laws
from speechparse.parser.laws import LawBroken, broken, check
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText


@pytest.fixture(scope="module", autouse=True)
def _patterns_are_compiled() -> None:
    """The law of time is about reading; the first text of a process waits for its patterns as well."""
    warm_up()


@pytest.mark.parametrize("seed", list(inputs.seeds()), ids=lambda seed: seed.name)
def test_what_was_found_breaks_no_law(seed: inputs.Input) -> None:
    assert inputs.laws(seed, Random(1)) == []


@pytest.mark.parametrize("start", range(0, 2000, 400))
def test_random_texts_and_files_break_no_law(start: int) -> None:
    for number in range(start, start + 400):
        what, chance = inputs.nth(number, 20261130, "all")
        assert (what, inputs.laws(what, chance)) == (what, [])


@pytest.mark.parametrize("name", [name for name in originals() if not name.endswith(".jsonl")])
def test_files_that_are_changed_can_be_read_as_they_are(name: str) -> None:
    from speechparse.readers.registry import source_from_bytes

    assert source_from_bytes(originals()[name], name).text.strip()


def test_words_are_made_that_their_patterns_match() -> None:
    chance, rules = Random(2), load_rules()
    patterns = [cue.pattern for rows in rules.cues.values() for cue in rows]
    plain = [pattern for pattern in patterns if not re.search(r"\(\?[^:]|[$^]", pattern)]
    made = [(pattern, grammar.matching(pattern, chance)) for pattern in plain]
    assert len(made) > 100
    assert [pattern for pattern, words in made if not re.search(pattern, words)] == []


def test_the_laws_see_a_wrong_span_a_lost_word_and_a_wrong_quotation() -> None:
    from dataclasses import replace

    text = "一、备足物资\n要清点库存。\n二、管好堤坝"
    speech, source, rules = parse(text), SourceText(text), load_rules()
    assert list(broken([speech], source, rules)) == []
    first, second = speech.outline
    for node, law in (
        (replace(first, span=(0, 40)), "has the span"),
        (replace(first, text_spans=((0, 6),)), "loses"),
        (replace(first, title="备齐物资"), "its place says"),
    ):
        assert any(law in said for said in broken([replace(speech, outline=(node, second))], source, rules))
    with pytest.raises(LawBroken, match="no speech"):
        check([], source, rules)


@pytest.mark.skipif(not str(laws.__file__).endswith(".py"), reason="a compiled function cannot be replaced")
def test_the_switch_has_every_output_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr(laws, "broken", lambda *_: iter(["a law"]))
    assert parse_all("一、备足物资", rules=replace(load_rules(), checked=False))
    with pytest.raises(LawBroken, match="a law"):
        parse_all("一、备足物资", rules=replace(load_rules(), checked=True))
