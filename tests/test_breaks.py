"""A document on one line: its numbered headings stand on lines of their own again."""

from __future__ import annotations

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
