"""A document on one line: its numbered headings stand on lines of their own again."""

from __future__ import annotations

from outlines import outline, owner
from speechparse.parser.text.lines import segment
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

SENTENCE = "各级各部门要把思想统一到县委的部署上来，把各项任务一件一件地落到实处。"


def paragraphs(text: str) -> list[str]:
    logical = segment(SourceText(text), load_rules())
    return [logical.raw[p.start : p.end] for p in logical.paragraphs]


def test_a_heading_without_a_stop_and_the_list_below_it_are_divided_in_a_very_long_line() -> None:
    parts = [
        "二、基本原则",
        f"（一）坚持改革。{SENTENCE * 25}",
        f"（二）坚持开放。{SENTENCE * 25}",
        f"三、主要任务。{SENTENCE}",
    ]
    assert paragraphs("".join(parts)) == parts


def test_a_long_line_whose_headings_end_with_stops_is_left_to_the_outline() -> None:
    text = "".join(f"{n}、抓落实。{SENTENCE * 25}" for n in "一二三")
    assert paragraphs(text) == [text]


def test_a_line_of_usual_length_is_not_divided() -> None:
    text = f"二、基本原则（一）坚持改革。{SENTENCE}（二）坚持开放。{SENTENCE}"
    assert paragraphs(text) == [text]


def test_a_number_that_runs_on_through_the_headings_is_divided_from_the_heading_before_it() -> None:
    parts = [
        "一、抓好建设",
        f"1.修渠。{SENTENCE * 20}",
        f"2.修路。{SENTENCE * 20}",
        "二、办好实事",
        f"3.通水。{SENTENCE * 20}",
    ]
    assert paragraphs("".join(parts)) == parts


def test_words_to_the_whole_audience_are_a_paragraph_where_breaks_are_lost() -> None:
    parts = ["一、抓好建设", f"（一）修渠。{SENTENCE * 30}", f"（二）修路。{SENTENCE * 20}", "同志们，让我们干起来！"]
    assert paragraphs("".join(parts)) == parts


def test_a_word_without_number_far_from_its_list_is_no_member_where_breaks_are_lost() -> None:
    items = "".join(f"第{n}，要抓紧。{SENTENCE}" for n in "一二三")
    text = f"一、工作要求。{items}{SENTENCE * 40}另外，据县统计局调查，情况很好。二、其他。{SENTENCE}"
    assert "另外" not in outline(text)


def test_a_signature_behind_the_last_sentence_belongs_to_no_node() -> None:
    text = f"一、抓好建设。{SENTENCE}\n二、办好实事。{SENTENCE}青禾县水利局2019年1月12日（此件公开发布）"
    assert owner(text, "青禾县水利局") is None
    assert owner(text, "各项任务一件") == "1"
