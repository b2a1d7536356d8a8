"""What holds for every text: nothing raises, nothing is lost, every word has its place, layout decides nothing."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines import HEAD, render
from speechparse import parse, parse_all
from speechparse.parser.laws import broken, quotations, squeeze
from speechparse.parser.text.fold import fold
from speechparse.parser.text.lines import segment, tile
from speechparse.readers.encoding import decode
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText
from strategies import FAST, Branch, branches, expected, paragraphs, soup, tries, wrapped

SAMPLES = Path(__file__).parents[1] / "samples"
texts = soup()


@FAST
@given(texts)
def test_any_text_parses_always_the_same_and_to_plain_data(text: str) -> None:
    speeches = parse_all(text)
    assert len(speeches) >= 1
    assert speeches == parse_all(text)
    for speech in speeches:
        data = speech.to_dict()
        assert json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False)) == json.loads(json.dumps(data))


ASSIGNED = [
    "（责任单位：住建局）",
    "（牵头单位：住建局；配合单位：财政局；责任人：马文远；完成时限：6月底前）",
    "（住建局牵头，财政局配合）",
    "（住建局、财政局）",
    "责任单位：住建局",
    "\n责任人：马文远\n完成时限：月底前\n",
    "由住建局牵头，财政局配合，抓好落实。",
    "住建局负责，月底前完成。",
    "各镇人民政府要抓紧。",
    "请住建局会同财政局6月底前完成。",
    "联系人：马文远。",
    "（联系人：马文远；电话：0000-1234567）",
    "列第一位的单位为牵头单位，下同。",
]


@FAST
@given(
    st.lists(st.sampled_from([*ASSIGNED, "抓好防火。", "今天天气很好。", "各乡镇：\n", "\n"]), max_size=5).map("".join)
)
def test_who_is_responsible_may_stand_in_a_text_without_any_mark(text: str) -> None:
    for task in parse(text).tasks:
        assert task.text == text[slice(*task.span)]


@FAST
@given(texts)
def test_to_explain_adds_reasons_and_nothing_else(text: str) -> None:
    explained = parse_all(text, explain=True)
    assert [speech.to_dict() for speech in explained] == [speech.to_dict() for speech in parse_all(text)]
    assert all(node.reasons for speech in explained for node in speech.outline)


@FAST
@given(texts)
def test_blocks_tile_the_source(text: str) -> None:
    source = SourceText(text)
    blocks = tile(source, load_rules())
    assert [b.start for b in blocks] == [0, *(b.end for b in blocks)][: len(blocks)]
    assert (blocks[-1].end if blocks else 0) == len(text)
    assert all(b.start < b.end for b in blocks)
    assert all(not squeeze(text[b.start : b.end]) for b in blocks if b.kind == "blank")


@FAST
@given(texts)
def test_paragraphs_hold_all_words_of_their_blocks_and_no_others(text: str) -> None:
    logical = segment(SourceText(text), load_rules())
    shown = "".join(logical.raw[p.start : p.end] for p in logical.paragraphs)
    kept = "".join(text[b.start : b.end] for b in tile(SourceText(text), load_rules()) if b.kind == "paragraph")
    assert squeeze(shown) == squeeze(kept)
    for p in logical.paragraphs:
        start, end = logical.source_span((p.start, p.end))
        assert text[start] == logical.raw[p.start]
        assert text[end - 1] == logical.raw[p.end - 1]


@FAST
@given(texts)
def test_spans_nest_quote_and_hold_all_words(text: str) -> None:
    assert list(broken(parse_all(text), SourceText(text), load_rules())) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "縣農業農村局牽頭，短期內完成高標準農田建設三萬畝。",
        "县农业农村局牵头，１２月底前完成高标准农田建设３万亩，增长５％。",
    ],
)
def test_times_and_targets_are_quoted_as_they_are_written(sentence: str) -> None:
    works = f"一、抓好农田建设。{sentence}\n二、抓好产业。县发展改革局负责，年底前新增园区五个。"
    text = f"{HEAD}下面部署第四季度的重点任务。\n{works}"
    speech = parse(text)
    assert speech.tasks
    for what, words, spans in quotations(speech):
        assert "".join(text[s:e] for s, e in spans) == words, what


SHARED = Path(__file__).parents[2] / "shared" / "eval" / "docs" / "dev"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated speeches are not part of the repository")
def test_a_real_speech_breaks_no_law() -> None:
    wrong = []
    for path in sorted(SHARED.iterdir()):
        text, _ = decode(path.read_bytes(), path.name)
        wrong += [f"{path.name}: {law}" for law in broken(parse_all(text), SourceText(text), load_rules())]
    assert wrong == []


def test_page_furniture_inside_a_node_is_no_part_of_its_text() -> None:
    text = f"{HEAD}一、学习\n要学深学透。\n— 2 —\n还要悟透，\n— 3 —\n一抓到底。\n二、落实\n要落到实处。"
    node = parse(text).outline[0]
    assert node.text == "一、学习\n要学深学透。\n还要悟透，一抓到底。"


def test_the_pieces_of_a_text_stand_on_both_sides_of_page_furniture() -> None:
    text = f"{HEAD}一、学习\n要学深学透。\n— 2 —\n还要悟透，\n— 3 —\n一抓到底。\n二、落实\n要落到实处。"
    pieces = [text[start:end] for start, end in parse(text).outline[0].text_spans]
    assert pieces == ["一、学习\n要学深学透。", "还要悟透，", "一抓到底。"]


Change = tuple[str, Callable[[int], int]]
"""A text after a change of layout, and where each of its old offsets has gone."""


def inserted(text: str, places: list[tuple[int, str]]) -> Change:
    """``text`` with each string put in before the character at its offset."""
    out, at = [], 0
    for offset, more in places:
        out += [text[at:offset], more]
        at = offset

    def moved(offset: int) -> int:
        return offset + sum(len(more) for place, more in places if place <= offset)

    return "".join([*out, text[at:]]), moved


def check_unchanged(text: str, changed: Change) -> None:
    """Both texts give the same speeches, offsets and the white space at the ends of lines apart."""
    other, moved = changed

    def span(start: int, end: int) -> list[int]:
        return [moved(start if end > start else start - 1) + (end == start), moved(end - 1) + 1]

    before = [plain(speech.to_dict(), folded_lines, span) for speech in parse_all(text)]
    after = [plain(speech.to_dict(), folded_lines) for speech in parse_all(other)]
    assert list(differences(before, after)) == []


def folded_lines(words: str) -> str:
    return re.sub(r"[ \t\u3000]*(?:(?:\r\n|\r|\n)[ \t\u3000]*)+", "\n", words)


def plain(value: Any, words: Callable[[str], str], span: Callable[[int, int], list[int]] = lambda *s: [*s]) -> Any:
    """The output with all its strings and spans changed so, and without the length of the text."""
    if isinstance(value, dict):
        return {key: plain(v, words, span) for key, v in value.items() if key != "chars"}
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return span(*value)
    if isinstance(value, list):
        return [plain(v, words, span) for v in value]
    return words(value) if isinstance(value, str) else value


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two outputs differ: ``0.outline.2.role: 'task' -> 'background'``."""
    if type(one) is not type(other) or not isinstance(one, dict | list) or len(one) != len(other):
        if one != other:
            yield f"{path}: {one!r} -> {other!r}"
        return
    for key in one if isinstance(one, dict) else range(len(one)):
        yield from differences(one[key], other[key], f"{path}.{key}".removeprefix("."))


written = branches(levels=3).map(lambda tree: HEAD + "\n".join(paragraphs(tree, words=True)))
documents = texts.map(lambda text: re.sub(r"\r\n?", "\n", text)) | written


@tries(60, shrink=False)
@given(documents)
def test_crlf_changes_nothing_but_offsets(text: str) -> None:
    check_unchanged(text, inserted(text, [(m.start(), "\r") for m in re.finditer("\n", text)]))


@tries(60, shrink=False)
@given(documents, st.lists(st.sampled_from([" ", "\u3000", "  ", "\t", " \u3000 "]), min_size=1, max_size=4))
def test_trailing_blanks_change_nothing_but_offsets(text: str, blanks: list[str]) -> None:
    ends = [m.start() for m in re.finditer(r"(?<=[^\s\ufeff])(?=\n)", text)]
    check_unchanged(text, inserted(text, [(end, blanks[i % len(blanks)]) for i, end in enumerate(ends)]))


@tries(30, shrink=False)
@given(written, st.sampled_from(["\n", "\u3000\u3000", "    ", "\n\u3000\u3000", "\n \n"]))
def test_blank_lines_and_indents_change_nothing_but_offsets(text: str, more: str) -> None:
    check_unchanged(text, inserted(text, [(m.end(), more) for m in re.finditer("\n+", text)]))


NARROW, WIDE = "0123456789ABCabc()", "０１２３４５６７８９ＡＢＣａｂｃ（）"


@FAST
@given(documents, st.booleans())
def test_the_width_of_digits_letters_and_brackets_changes_nothing(text: str, widen: bool) -> None:
    widths = (NARROW, WIDE) if widen else (WIDE, NARROW)
    other = text.translate(str.maketrans(*widths))
    before, after = ([plain(speech.to_dict(), fold) for speech in parse_all(t)] for t in (text, other))
    assert list(differences(before, after)) == []


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "plain": "\n".join,
    "blank lines": "\n\n".join,
    "ideographic indents": lambda lines: "\n".join(f"\u3000\u3000{line}" for line in lines),
    "indents and blank lines": lambda lines: "\n\n".join(f"\u3000\u3000{line}" for line in lines),
    "CRLF": "\r\n".join,
    "one line, blanks for breaks": "\u3000\u3000".join,
    "one line": lambda lines: "".join(line if line[-1] in "。：" else f"{line}。" for line in lines),
    "wrapped at 40 characters": lambda lines: wrapped(lines, characters=40),
    "wrapped at 40 columns": lambda lines: wrapped(lines, characters=20),
    "wrapped, blank lines between all lines": lambda lines: wrapped(lines, characters=30).replace("\n", "\n\n"),
}
OPENING = [
    "在全市重点工作推进会上的讲话",
    "同志们：",
    "今天这次会议的主要任务，是总结前一段的工作，分析当前面临的形势，安排部署下一步的重点工作，动员全市上下把精力集中到抓落实上来。",
    "刚才，几位同志作了很好的发言，谈了体会，摆了困难，也拿出了不少管用的办法，听了很受启发。"
    "大家谈的这些办法，都是在一线摸索出来的，是吃过苦头以后总结出来的，很值得互相学习，也很值得在面上推开。"
    "会前，我和有关部门的同志一起到了六个县区，看了十几个项目现场，总的感到大家的劲头是足的，工作的路子也是对的。",
    "但是也要看到，离群众的期待还有距离，离年初定下的目标还有差距，容不得半点松懈，更容不得半点侥幸。下面，我讲几点意见。",
]
CLOSING = "同志们，蓝图已经绘就，号角已经吹响。让我们携起手来，共同奋斗，夺取全年工作的新胜利！"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@tries(25)
@given(tree=branches(), words=st.booleans())
def test_an_outline_rendered_to_text_parses_back_to_itself(
    layout: Callable[[list[str]], str], words: bool, tree: tuple[Branch, ...]
) -> None:
    text = layout([*OPENING, *paragraphs(tree, words=words), CLOSING])
    speech = parse(text)
    assert render(speech).splitlines() == expected(tree, words=words)
    assert all(node.span[1] <= text.replace("\r", "").rindex("同志们，") + text.count("\r") for node in speech.outline)


def test_no_phase_makes_reference_cycles() -> None:
    """The parser keeps the collector away while it works, which is right only as long as it leaves nothing to it."""
    samples = [decode(path.read_bytes(), path.name)[0] for path in sorted(SAMPLES.glob("*.txt"))]
    for sample in samples:
        parse(sample)  # loads and compiles what is needed
    gc.collect()
    gc.disable()
    try:
        for sample in samples:
            parse(sample)
        assert gc.isenabled() is False
        assert gc.collect() == 0
    finally:
        gc.enable()
    parse(samples[0])
    assert gc.isenabled()


@pytest.mark.parametrize("text", ["首先教，其次教，这。第一项。第二项", "二、\n三．", "②。③\n2\n、"])
def test_spans_hold_on_odd_input(text: str) -> None:
    assert list(broken(parse_all(text), SourceText(text), load_rules())) == []
