"""What a format says, and what no reader sees: left out of the text, with every offset still exact."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest

from speechparse import parse
from speechparse.parser import parse as parse_source
from speechparse.parser.forms import LogicalText
from speechparse.parser.text.lines import segment, tile
from speechparse.rules.loader import load_rules
from speechparse.source import Hint, SourceText, Table

HEAD = "在全县工作会议上的讲话\n同志们：\n下面，我讲三点意见。\n"


def hinted(text: str, *patterns: tuple[str, str, int]) -> SourceText:
    """A source with a hint (kind, level) for each place that a pattern matches."""
    found = [
        Hint(m.start(), m.end(), cast(Any, kind), level) for p, kind, level in patterns for m in re.finditer(p, text)
    ]
    return SourceText(text, hints=tuple(sorted(found)))


def logical(source: SourceText) -> LogicalText:
    text = segment(source, load_rules())
    for offset, character in enumerate(text.raw):
        assert character == "\n" or source.text[text.source_offset(offset)] == character
    return text


@pytest.mark.parametrize(
    "sign", ["\u200b", "\ufeff", "\xad", "\u200e", "\u202a", "\u2066", "\u2060", "\u0301", "\ufe0f"]
)
def test_a_sign_without_width_changes_nothing_but_offsets(sign: str) -> None:
    lines = [f"{sign}一{sign}、抓{sign}春耕", f"1{sign}.备好种子。", f"{sign}二、抓防汛{sign}", "要早作准备。"]
    with_signs, without = (parse(HEAD + "\n".join(x)) for x in (lines, [line.replace(sign, "") for line in lines]))
    assert [n.title for n in with_signs.outline] == [n.title for n in without.outline] == ["抓春耕", "抓防汛"]
    assert [len(n.children) for n in with_signs.outline] == [1, 0]
    start, end = with_signs.outline[0].title_span
    assert (HEAD + "\n".join(lines))[start:end] == f"抓{sign}春耕"


def test_an_accent_stays_on_its_latin_letter() -> None:
    assert logical(SourceText("参观 Cafe\u0301 项目。")).raw == "参观 Cafe\u0301 项目。"


def test_the_signs_of_a_format_are_no_text_and_offsets_stay_exact() -> None:
    source = hinted("# **一、抓春耕**\n<!--more-->\n要**早**准备。", (r"\*\*|^# |<!--more-->", "markup", 0))
    text = logical(source)
    assert text.raw == "一、抓春耕\n要早准备。"
    assert [source.text[a:b] for a, b in map(text.source_span, text.uncut((6, len(text.raw))))] == [
        "要",
        "早",
        "准备。",
    ]
    assert "".join(source.text[b.start : b.end] for b in tile(source, load_rules())) == source.text


def test_the_pieces_of_a_node_are_quoted_without_the_signs_of_the_format() -> None:
    source = hinted(f"{HEAD}一、抓春耕\n要**早**准备。\n二、抓防汛", (r"\*\*", "markup", 0))
    (speech,) = parse_source(source, load_rules())
    assert [source.text[a:b] for a, b in speech.outline[0].text_spans] == ["一、抓春耕\n要", "早", "准备。"]


def test_headings_items_title_and_fields_stand_in_logical_offsets() -> None:
    source = hinted(
        "\u200b标题\n作者：罗照远\n\n一、抓\u200b春耕\n要早准备。\n种子\n化肥",
        ("标题", "title", 0),
        ("罗照远", "field", 0),
        ("一、抓\u200b春耕", "heading", 2),
        ("种子", "item", 1),
        ("化肥", "item", 2),
    )
    text = logical(source)
    assert text.raw[slice(*(text.said.title or (0, 0)))] == "标题"
    assert [text.raw[slice(*span)] for _, span in text.said.fields] == ["罗照远"]
    assert {text.raw[slice(*text.paragraphs[i])]: level for i, level in text.said.headings.items()} == {"一、抓春耕": 2}
    assert {text.raw[slice(*text.paragraphs[i])]: level for i, level in text.said.items.items()} == {
        "种子": 1,
        "化肥": 2,
    }


def test_the_cells_of_a_table_stand_in_logical_offsets() -> None:
    text = "附表\n\u200b工作\t单位\n抓春耕\t\n"
    spans = [[(4, 6), (7, 9)], [(10, 13), (14, 14)]]
    source = SourceText(text, tables=(Table(3, 15, tuple(map(tuple, spans)), 1),))
    table = logical(source).said.tables[0]
    shown = [[segment(source, load_rules()).raw[a:b] for a, b in row] for row in table.rows]
    assert (shown, table.headers) == ([["工作", "单位"], ["抓春耕", ""]], 1)


def test_words_that_the_format_sets_aside_are_no_text_and_are_named() -> None:
    text = logical(SourceText("同志们：\nprint(1)\n要早准备。", hints=(Hint(5, 13, "aside", 0, "code"),)))
    assert text.raw == "同志们：\n要早准备。"
    assert text.asides == [(5, 13, "code")]


def test_lines_that_are_paragraphs_of_the_format_are_not_joined() -> None:
    lines = [
        "要把各项工作抓得更紧更实更细一些",
        "要把各项任务落到每个单位每个人",
        "要把各项措施用到最需要的地方去",
        "，好。",
    ]
    wrapped = "\n".join([*lines[:3]] * 3)
    assert len(logical(SourceText(wrapped, hard_breaks=True)).paragraphs) == 9
    assert len(logical(SourceText("\n".join(lines), hard_breaks=True)).paragraphs) == 4
