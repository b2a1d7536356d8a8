"""Two speeches compared: what is new, gone, changed in number, and what stayed."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from dataclasses import replace

import pytest

import ledgers
from speechparse.compare import Change, Comparison, compare
from speechparse.ledger.matching import Words, match
from speechparse.model import Speech, Task
from speechparse.preview import changes as shown

OLD = """修渠
新修渠道20公里，生产总值增长6%。
举办龙舟赛。
一、强化责任
"""
NEW = """修渠
新修渠道25公里，生产总值增长6.5%。
建设育苗基地3个。
一、强化责任
二、严明纪律
"""


def speech(text: str, *rows: Task, wants: tuple[str, ...] = ()) -> Speech:
    requirements = tuple(
        ledgers.node(str(n), words, "requirement", words[:2], text) for n, words in enumerate(wants, 1)
    )
    return replace(ledgers.speech(rows=rows), requirements=requirements)


def old() -> Speech:
    ditch = ledgers.target("20公里", "渠道", 20, "公里", text=OLD)
    growth = ledgers.target("增长6%", "生产总值", 6, "%", "+=", OLD)
    rows = (
        ledgers.task("T1", "新修渠道20公里，生产总值增长6%。", OLD, targets=(ditch, growth)),
        ledgers.task("T2", "举办龙舟赛。", OLD),
    )
    return speech(OLD, *rows, wants=("一、强化责任",))


def new() -> Speech:
    ditch = ledgers.target("25公里", "渠道", 25, "公里", text=NEW)
    growth = ledgers.target("增长6.5%", "生产总值", 6.5, "%", "+=", NEW)
    rows = (
        ledgers.task("T1", "新修渠道25公里，生产总值增长6.5%。", NEW, targets=(growth, ditch)),
        ledgers.task("T2", "建设育苗基地3个。", NEW, targets=(ledgers.target("3个", "育苗基地", 3, "个", text=NEW),)),
    )
    return speech(NEW, *rows, wants=("一、强化责任", "二、严明纪律"))


def told(result: Comparison) -> list[tuple[str, str, str | None, str | None]]:
    def words(change: Change, side: str) -> str | None:
        found = getattr(change, side)
        return found.text if found else None

    return [(c.kind, c.status, words(c, "old"), words(c, "new")) for c in result.changes]


def test_new_gone_and_changed_in_number() -> None:
    result = compare(old(), new())
    assert told(result) == [
        ("task", "changed", "新修渠道20公里，生产总值增长6%。", "新修渠道25公里，生产总值增长6.5%。"),
        ("task", "new", None, "建设育苗基地3个。"),
        ("task", "gone", "举办龙舟赛。", None),
        ("target", "changed", "增长6%", "增长6.5%"),
        ("target", "changed", "20公里", "25公里"),
        ("target", "new", None, "3个"),
        ("requirement", "new", None, "二、严明纪律"),
    ]
    assert result.same == {"requirement": 1}


def test_a_speech_against_itself_has_no_changes() -> None:
    result = compare(old(), old())
    assert result.changes == ()
    assert result.same == {"task": 2, "target": 2, "requirement": 1}


def test_growth_is_no_level() -> None:
    grows = ledgers.target("增长6%", "生产总值", 6, "%", "+=", OLD)
    level = replace(grows, comparator="=")
    before = speech(OLD, ledgers.task("T1", "举办龙舟赛。", OLD, targets=(grows,)))
    after = speech(OLD, ledgers.task("T1", "举办龙舟赛。", OLD, targets=(level,)))
    assert [c.status for c in compare(before, after).changes] == ["new", "gone"]


def test_sections_decide_between_equal_words() -> None:
    text = "做好宣传工作。"
    first = ledgers.task("T1", text, text, section=("农业",))
    second = ledgers.task("T2", text, text, section=("工业",))
    after = replace(second, id="T1")
    (change,) = compare(speech(text, first, second), speech(text, after)).changes
    assert change.old is not None
    assert (change.status, change.old.section) == ("gone", ("农业",))


def test_nothing_against_nothing() -> None:
    empty = speech(OLD)
    assert compare(empty, empty) == Comparison((), {})


def test_shown_as_text_and_as_data() -> None:
    result = compare(old(), new())
    page = shown(result, width=80) or ""
    assert "~ changed  生产总值：增长6% → 增长6.5%" in page
    assert "+ new  建设育苗基地3个" in page
    assert "- not named again (未再提及)  举办龙舟赛" in page
    assert "~ changed  新修渠道20公里，生产总值增长6% → 新修渠道25公里，生产总值增长6.5%" in page
    data = result.to_dict()
    assert data["changes"][0]["old"]["span"] == result.changes[0].old.span  # type: ignore[union-attr]


def test_equal_things_are_paired_in_their_order_however_many_there_are() -> None:
    old = [Words(("一、春耕",), "3月底前备足种子。")] * 200
    new = [Words(("一、春耕",), "4月底前备足种子。")] * 201
    pairs = match(old, new)
    assert [(pair.old, pair.new) for pair in pairs] == [(n, n) for n in range(200)]


@pytest.mark.parametrize(
    "words",
    [
        lambda n: "县农业局要于3月底前备足种子。",
        lambda n: f"{chr(0x4E00 + n)}{chr(0x5E00 + 7 * n % 999)}要于3月底前备足种子{chr(0x6E00 + n)}。",
        lambda n: "".join(chr(0x4E00 + (n * 97 + k * 31) % 9000) for k in range(20)),
    ],
)
def test_work_grows_with_the_number_of_things(words: Callable[[int], str]) -> None:
    def work(size: int) -> int:
        old = [Words((), words(n)) for n in range(size)]
        new = [Words((), words(n) + "再报") for n in range(size)]
        profile = cProfile.Profile()
        profile.runcall(match, old, new)
        return sum(entry.callcount for entry in profile.getstats())

    work(10)
    assert work(800) <= 1.6 * 4 * work(200)
