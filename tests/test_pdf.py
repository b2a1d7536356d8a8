"""PDF: characters with their places become paragraphs; what stands on every page's edge becomes an aside."""

from __future__ import annotations

import pytest

from speechparse.errors import ReadError
from speechparse.readers.pdf_lines import Glyph, Page, gutter, line, rows, segments, size_of
from speechparse.readers.pdf_paragraphs import arrange
from speechparse.readers.registry import source_from_bytes
from speechparse.source import SourceText

WIDTH, HEIGHT, LEFT, SIZE, LEADING = 595.0, 842.0, 80.0, 16.0, 28.0
PER_LINE = 27  # characters from edge to edge


def set_line(text: str, left: float, base: float, size: float = SIZE, gap: float = 0.0) -> list[Glyph]:
    """Characters side by side; Latin ones are half as wide."""
    out = []
    for char in text:
        width = size / 2 if char.isascii() else size
        out.append(Glyph(char, left, left + width, base, size * 1.2))
        left += width + gap
    return out


def body(*paragraphs: str, top: float = 720.0, left: float = LEFT, per_line: int = PER_LINE) -> list[Glyph]:
    """Paragraphs as an office sets them: the first line indented by two characters."""
    out: list[Glyph] = []
    for words in paragraphs:
        first = True
        while words:
            room = per_line - 2 if first else per_line
            out += set_line(words[:room], left + (2 * SIZE if first else 0), top)
            words, first, top = words[room:], False, top - LEADING
    return out


def centred(text: str, base: float, size: float = SIZE) -> list[Glyph]:
    return set_line(text, (WIDTH - len(text) * size) / 2, base, size)


def page(*parts: list[Glyph], number: int = 1) -> Page:
    return Page(number, WIDTH, HEIGHT, [glyph for part in parts for glyph in part])


def lines(found: SourceText) -> list[str]:
    return found.text.split("\n")


def asides(found: SourceText) -> list[tuple[str, str]]:
    return [(h.value, found.text[h.start : h.end]) for h in found.hints if h.kind == "aside"]


LONG = "各乡镇要在三月底前完成种子清点，水利站要把东西两条主干渠清淤到底，农机站要把全镇的播种机具检修一遍，不留死角。"
HEADING = "一、备足种子，修好水渠"


def test_full_lines_are_joined_and_short_ones_are_not() -> None:
    assert lines(arrange([page(body(HEADING, LONG, "二、管好秸秆", LONG))])) == [HEADING, LONG, "二、管好秸秆", LONG]


def test_a_full_last_line_is_parted_from_the_next_paragraph_by_its_indent() -> None:
    exact = LONG[: 2 * PER_LINE - 3] + "。"
    assert lines(arrange([page(body(exact, LONG))])) == [exact, LONG]


@pytest.mark.parametrize("mark", ["二、", "（二）", "2.", "②"])
def test_an_automatic_number_at_the_edge_begins_a_paragraph_after_a_full_line(mark: str) -> None:
    full = "一、" + "备" * (PER_LINE - 3) + "。"
    glyphs = [
        *set_line(full, LEFT, 720.0),
        *set_line(mark + "修" * (PER_LINE - len(mark) - 1) + "。", LEFT, 700.0),
        *set_line("渠" * 5 + "。", LEFT, 680.0),
    ]
    assert lines(arrange([page(glyphs)]))[1].startswith(mark)


def test_a_number_at_the_edge_within_a_sentence_begins_no_paragraph() -> None:
    glyphs = [*set_line("今年全县投入" + "资" * (PER_LINE - 6), LEFT, 720.0), *set_line("2.5亿元。", LEFT, 700.0)]
    assert len(lines(arrange([page(glyphs)]))) == 1


def test_short_lines_only_are_not_joined() -> None:
    items = [f"{n}.改造农村公路九十公里。" for n in range(1, 7)]
    assert lines(arrange([page(body(*items))])) == items


def test_a_paragraph_goes_on_over_the_page_and_its_furniture_stands_after_it() -> None:
    words = LONG * 4
    split = PER_LINE - 2 + 4 * PER_LINE
    rest = words[split:]
    first = page(centred("云岭县人民政府公报", 800, 10.5), body(words[:split], top=300.0), centred("—1—", 60, 12))
    second = page(
        centred("云岭县人民政府公报", 800, 10.5),
        [g for n in range(0, len(rest), PER_LINE) for g in set_line(rest[n:][:PER_LINE], LEFT, 720 - n)],
        body(HEADING, top=400.0),
        centred("—2—", 60, 12),
        number=2,
    )
    found = arrange([first, second])
    assert lines(found) == ["云岭县人民政府公报", "—1—", words, "云岭县人民政府公报", "—2—", HEADING]
    assert asides(found) == [
        ("running head", "云岭县人民政府公报"),
        ("page number", "—1—"),
        ("running head", "云岭县人民政府公报"),
        ("page number", "—2—"),
    ]
    pages = [(h.level, h.start) for h in found.hints if h.kind == "page"]
    assert pages == [(1, 0), (2, found.text.index(words) + split)]


def test_text_in_the_left_half_of_the_page_only_is_joined_where_first_lines_are_indented() -> None:
    assert lines(arrange([page(body(LONG, HEADING, LONG, per_line=12))])) == [LONG, HEADING, LONG]


def test_a_page_number_of_one_page_is_told_by_its_place() -> None:
    assert asides(arrange([page(body(LONG, "12"), centred("12", 60))])) == [("page number", "12")]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = (f"{mark}{LONG}{LONG}" for mark in ("一、", "二、"))
    both = page(body(left, per_line=13), body(right, left=LEFT + 14.5 * SIZE, per_line=13))
    assert lines(arrange([both])) == [left, right]


def test_a_title_above_two_columns_stands_before_them() -> None:
    columns = [body(LONG + LONG, per_line=13), body(LONG + LONG, left=LEFT + 14.5 * SIZE, per_line=13)]
    found = arrange([page(centred("在全县春耕工作会议上的讲话", 760, 22), *columns)])
    assert lines(found) == ["在全县春耕工作会议上的讲话", LONG + LONG, LONG + LONG]


def test_a_table_is_not_two_columns() -> None:
    table = [
        g for n in range(12) for g in set_line("修渠", LEFT, 700 - 28 * n) + set_line("县水利局", 400, 700 - 28 * n)
    ]
    parts = [segments(row, size_of(row)) for row in rows(page(table, body(LONG * 3, top=300)))]
    assert gutter(parts) is None


def test_a_title_in_larger_letters_over_two_lines_is_one_and_a_hint() -> None:
    found = arrange(
        [
            page(
                centred("在全县春耕工作会议", 780, 22),
                centred("上的讲话", 750, 22),
                centred("县长何立群", 720),
                body(LONG, top=650),
            )
        ]
    )
    assert lines(found) == ["在全县春耕工作会议上的讲话", "县长何立群", LONG]
    assert [(h.kind, h.end) for h in found.hints if h.kind == "title"] == [("title", 13)]


def test_blanks_between_scripts_are_none_and_those_between_words_stay() -> None:
    glyphs = set_line("到", 80, 700) + set_line("2024", 100, 700) + set_line("年底新建", 136, 700)
    glyphs += set_line("县长", 300, 700) + set_line("何立群", 348, 700)
    assert line(glyphs[:9], 1).text == "到2024年底新建"
    assert line(set_line("县长", 80, 700) + set_line("何立群", 128, 700), 1).text == "县长　何立群"
    assert line(set_line("GDP", 80, 700) + set_line("up", 110, 700), 1).text == "GDP up"


def test_letter_spaced_words_are_closed_up() -> None:
    assert line(set_line("一、抓好农业生产", 80, 700, gap=6), 1).text == "一、抓好农业生产"
    blanks = [g for n, char in enumerate("抓好农业") for g in set_line(f"{char} ", 80 + n * 24, 700)]
    assert line(blanks, 1).text == "抓好农业"


def test_bold_that_is_printed_twice_is_read_once() -> None:
    twice = [g for char in set_line("备足种子", 80, 700) for g in (char, char._replace(left=char.left + 0.4))]
    assert [line(row, 1).text for row in rows(page(twice))] == ["备足种子"]


def test_a_slanted_watermark_is_an_aside() -> None:
    mark = [Glyph(char, 200 + 30 * n, 240 + 30 * n, 300 + 30 * n, 40, True) for n, char in enumerate("内部资料")]
    found = arrange([page(body(LONG), mark)])
    assert asides(found) == [("watermark", "内部资料")]
    assert LONG in lines(found)


def test_no_pages_and_empty_pages() -> None:
    assert arrange([]).text == ""
    assert arrange([page(), page([Glyph(" ", 80, 90, 700, 16)])]).text == ""


LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
)


@pytest.mark.parametrize("data", [LOOP, b"%PDF-1.4\n" + bytes(range(256)) * 4, b"%PDF-1.7"])
def test_a_damaged_pdf_is_named_without_a_word_of_passwords(data: bytes) -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(ReadError, match="PDF") as caught:
        source_from_bytes(data, "a.pdf")
    assert "password" not in str(caught.value)
