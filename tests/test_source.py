"""The source text: what ends a line, and where an offset stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechparse.source import SourceText
from strategies import FAST


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("一", [0]),
        ("一\n二", [0, 2]),
        ("一\n", [0, 2]),
        ("一\r\n二", [0, 3]),
        ("一\r二", [0, 2]),
        ("一\n\r二", [0, 2, 3]),
        ("\n\n", [0, 1, 2]),
        ("一\r\n\n二\r", [0, 3, 4, 6]),
    ],
)
def test_lines_end_at_cr_lf_and_crlf(text: str, starts: list[int]) -> None:
    assert SourceText(text).line_starts == starts


@pytest.mark.parametrize("char", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_no_other_character_ends_a_line(char: str) -> None:
    assert SourceText(f"一{char}二").line_starts == [0]


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    source = SourceText("同志们：\n𠮷祥如意\r\n一、提高认识")
    places = [source.line_col(source.text.index(c)) for c in "同𠮷祥一识"]
    assert places == [(1, 1), (2, 1), (2, 2), (3, 1), (3, 6)]


def test_the_end_of_the_text_has_a_place() -> None:
    assert SourceText("一\n二").line_col(3) == (2, 2)
    assert SourceText("一\n").line_col(2) == (2, 1)
    assert SourceText("").line_col(0) == (1, 1)


@FAST
@given(st.text(alphabet="一二\r\n\x85\u2028𠮷", max_size=30))
def test_lines_tile_the_text_and_hold_no_line_end_inside(text: str) -> None:
    source = SourceText(text)
    starts = [*source.line_starts, len(text)]
    lines = [text[a:b] for a, b in pairwise(starts)]
    assert "".join(lines) == text
    assert all(not {"\r", "\n"} & set(line.rstrip("\r\n")) for line in lines)
    assert all(line[-1:] in ("\r", "\n") for line in lines[:-1])
    for offset in range(len(text)):
        line, column = source.line_col(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
