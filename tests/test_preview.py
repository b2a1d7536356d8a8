"""The preview at three widths against golden files, its line breaking, and terminals of all kinds.

``UPDATE_GOLDEN=1 pytest tests/test_preview.py`` writes the golden files anew; look at the difference before committing.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from speeches import TEXT, speech
from speechparse import preview
from speechparse.model import Diagnostic, Speech
from speechparse.source import SourceText

GOLDEN = Path(__file__).parent / "golden"


def shown(one: Speech, width: int = 80, only: tuple[str, ...] = ()) -> str:
    return preview.text([(SourceText(TEXT), [one])], width=width, only=only)


@pytest.mark.parametrize("width", [60, 100, 200])
def test_golden(width: int) -> None:
    path, out = GOLDEN / f"preview-{width}.txt", shown(speech(), width)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(out, encoding="utf-8")
    assert out == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 89, 90, 130, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    far = replace(speech(), source=replace(speech().source, name="归档/二〇二三年/" * 9 + "秋季会.txt"))
    assert all(cell_len(line) <= width for line in shown(far, width).split("\n"))


def test_colour_adds_nothing_but_colour() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="standard", legacy_windows=False)
    preview.render([speech()], console, source=SourceText(TEXT))
    assert "\x1b[" in out.getvalue()
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    assert [line.rstrip() for line in stripped.split("\n")] == shown(speech()).split("\n")


def test_text_that_looks_like_markup_stays_text() -> None:
    odd = replace(speech(), metadata=replace(speech().metadata, title="[red]甲[/red] :smile: [乙"))
    assert shown(odd).startswith("[red]甲[/red] :smile: [乙\n")


def test_only_shows_the_named_sections() -> None:
    out = shown(speech(), only=("outline",))
    assert "outline  5" in out
    assert "tasks" not in out
    assert "speaker" not in out


def test_a_speech_without_findings_shows_its_outline() -> None:
    assert "outline" in shown(replace(speech(), highlights=(), requirements=(), tasks=()))


def test_several_speeches_of_a_file_are_told_apart() -> None:
    parts = [replace(speech(), source=replace(speech().source, part=i, parts=2)) for i in (1, 2)]
    out = preview.text([(SourceText(TEXT), parts)])
    assert "speech 1 of 2" in out
    assert "speech 2 of 2" in out


def test_lines_break_between_characters_but_not_before_closing_marks() -> None:
    assert preview.wrap("抓好春耕，备好种子。", 8) == ["抓好春", "耕，备好", "种子。"]
    assert preview.wrap("增长6.5%以上", 9) == ["增长6.5%", "以上"]
    assert preview.wrap("（一）抓", 6) == ["（一）", "抓"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert preview.wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert preview.wrap("。" * 9, 8) == ["。" * 4, "。" * 4, "。"]
    assert preview.wrap("", 8) == [""]


def test_blanks_wider_than_the_line_break_it_once() -> None:
    assert preview.wrap("云岭县防汛会议" + "\u3000" * 50 + "上的讲话", 20) == ["云岭县防汛会议", "上的讲话"]


def test_many_remarks_of_one_kind_are_folded_warnings_never() -> None:
    page = [Diagnostic("set-aside", "info", f"page number: {n}", (n, n + 1)) for n in range(9)]
    gaps = [Diagnostic("ordinal-gap", "warning", f"序号 {n}", (n, n + 1)) for n in range(9)]
    text = preview.text(
        [(SourceText("一二三四五六七八九十"), [replace(speech(), diagnostics=(*page, *gaps))])], width=100
    )
    assert text.count("page number") == 1
    assert "8 more like this" in text
    assert text.count("ordinal-gap") == 9
