"""Files -> SourceText: formats by content and suffix, what each reader keeps, and ReadError for all that fails."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_files import W, abstract, docx, num, p
from speechparse.errors import ReadError
from speechparse.readers import word_numbering
from speechparse.readers.registry import read_source, source_from_bytes

CHINESE = abstract("0", ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def text_of(data: bytes, name: str = "a.docx") -> str:
    return source_from_bytes(data, name).text


def test_text_stays_as_it_is_with_name_hash_and_format(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_bytes("同志们：\r\n　一、\t抓春耕\x0b。\u2028\n\n".encode())
    source = read_source(path)
    assert source.text == "同志们：\r\n　一、\t抓春耕\x0b。\u2028\n\n"
    assert (source.name, source.format, source.encoding) == (str(path), "text", "utf-8")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_markdown_keeps_front_matter_and_marks() -> None:
    source = source_from_bytes(b"---\ntitle: x\n---\n# A\n", "a.md")
    assert (source.format, source.text) == ("markdown", "---\ntitle: x\n---\n# A\n")


def test_content_decides_before_the_suffix() -> None:
    assert source_from_bytes(docx(p("甲")), "a.txt").format == "docx"
    assert source_from_bytes(b"<!DOCTYPE html><p>x</p>", "a.doc").format == "html"
    assert source_from_bytes("讲话".encode(), "a.doc").format == "text"


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.doc", r"save it as \.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.wps", r"save it as \.docx"),
        (b"PK\x03\x04" + bytes(40), "a.docx", "damaged"),
        (docx("", target="xl/workbook.xml"), "a.xlsx", "Excel"),
        (b"", "a.txt", "empty"),
        (b"<html><body><script>x</script></body></html>", "a.html", "no text"),
    ],
)
def test_unreadable_content_says_what_to_do(data: bytes, name: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        source_from_bytes(data, name)


def test_zip_without_word_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.txt", "x")
    with pytest.raises(ReadError, match="ZIP archive without a Word document"):
        read_source(tmp_path / "a.zip")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_source(tmp_path / "nothing.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read_source(tmp_path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_source("a\0b")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(ReadError, match="no permission"):
        read_source(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a file name")
def test_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xb2\xe2.txt"
    Path(os.fsdecode(path)).write_text("讲话", encoding="utf-8")
    name = read_source(Path(os.fsdecode(path))).name
    assert name is not None
    assert name.encode("utf-8").endswith(b"??.txt")


# Word


def test_docx_automatic_numbering_is_written_out() -> None:
    body = p("抓春耕", num="1") + p("备种子", num="1", level=1) + p("修渠道", num="1", level=1)
    body += p("东渠", num="1", level=2) + p("抓防汛", num="1") + p("查堤坝", num="1", level=1) + p("没有编号")
    text = text_of(docx(body, numbering=CHINESE + num("1", "0")))
    assert text.split("\n") == [
        "一、抓春耕",
        "（一）备种子",
        "（二）修渠道",
        "1. 东渠",
        "二、抓防汛",
        "（一）查堤坝",
        "没有编号",
    ]


def test_docx_second_list_of_the_same_kind_starts_anew_only_if_told() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = p("甲", num="1") + p("乙", num="2") + p("丙", num="3") + p("丁", num="3")
    numbering = CHINESE + num("1", "0") + num("2", "0") + num("3", "0", override)
    assert text_of(docx(body, numbering=numbering)) == "一、甲\n二、乙\n一、丙\n二、丁"


def test_docx_numbering_and_heading_level_come_from_the_style() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="Own"><w:name w:val="自用"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    levels = abstract("0", ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), style="H")
    body = p("讲话", style="T") + p("抓春耕", style="H1") + p("备种", style="H2") + p("整地", style="Own")
    source = source_from_bytes(docx(body, styles=styles, numbering=levels + num("1", "0")), "a.docx")
    assert source.text == "讲话\n一、抓春耕\n（一）备种\n（二）整地"
    said = [(h.start, h.end, h.kind, h.level) for h in source.hints]
    assert said == [(0, 2, "title", 0), (3, 8, "heading", 1), (9, 14, "heading", 2), (15, 20, "heading", 2)]


def test_docx_several_numbers_in_one_label_and_legal_style() -> None:
    levels = abstract("0", ("chineseCounting", "第%1章"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
    body = p("总则", num="1") + p("目的", num="1", level=1) + p("范围", num="1", level=1)
    assert text_of(docx(body, numbering=levels + num("1", "0"))) == "第1章 总则\n1.1 目的\n1.2 范围"


def test_docx_bullets_from_symbol_fonts_become_plain_ones() -> None:
    levels = abstract("0", ("bullet", "\uf06c")) + abstract("1", ("bullet", "—"))
    body = p("甲", num="1") + p("乙", num="2")
    assert text_of(docx(body, numbering=levels + num("1", "0") + num("2", "1"))) == "● 甲\n— 乙"


def test_docx_deletions_hidden_text_and_field_codes_are_left_out_insertions_stay() -> None:
    body = (
        "<w:p><w:r><w:t>要</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>抓好</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>春</w:t><w:tab/><w:t>耕</w:t></w:r></w:p>"
    )
    assert text_of(docx(body)) == "要抓好春\t耕"


def test_docx_tables_are_lines_with_tabs_and_a_frame_table_is_none() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    table = f"<w:tbl>{row(p('任务'), p('单位'))}{row(p('修渠') + p('清淤'), p('水利局'))}</w:tbl>"
    frame = f"<w:tbl>{row(p('一') + p('二'))}</w:tbl>"
    assert text_of(docx(p("前") + table + frame)) == "前\n任务\t单位\n修渠 清淤\t水利局\n一\n二"


def test_docx_text_in_content_controls_and_text_boxes_is_found_once() -> None:
    body = f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
    body += (
        '<w:p xmlns:mc="x"><w:r><w:t>乙</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>'
        f"{p('丙')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p('丙')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(docx(body)) == "甲\n乙\n丙"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_docx_with_an_entity_bomb_is_refused(encoding: str, tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}"><!ENTITY b "{"&a;" * 50}">]><w:document {W}>&b;</w:document>'
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("x")))
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("_rels/.rels")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", bomb.encode(encoding))
    with pytest.raises(ReadError, match="document type"):
        read_source(path)


def test_docx_nested_beyond_measure_is_read() -> None:
    for wrapped in (
        p("一、备足种子"),
        f"<w:p>{'<w:ins>' * 5000}<w:r><w:t>一、备足种子</w:t></w:r>{'</w:ins>' * 5000}</w:p>",
    ):
        assert text_of(docx("<w:ins>" * 5000 + wrapped + "</w:ins>" * 5000)) == "一、备足种子"


@pytest.mark.parametrize(
    ("count", "format", "label"),
    [
        (11, "chineseCounting", "十一"),
        (2, "ideographTraditional", "乙"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "decimalEnclosedParen", "⑵"),
        (12, "decimalFullWidth", "１２"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "hebrew1", "7"),
        (10**6, "chineseCounting", "1000000"),
    ],
)
def test_word_number_formats(count: int, format: str, label: str) -> None:
    assert word_numbering.numeral(count, format) == label


# PDF

PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1
/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
trailer<</Root 1 0 R>>
"""


def pdf(content: bytes) -> bytes:
    return PDF % (len(content), content)


@pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="extra pdf is not installed")
def test_pdf_lines_and_missing_text_layer() -> None:
    source = source_from_bytes(pdf(b"BT /F1 12 Tf 20 150 Td (First line) Tj 0 -20 Td (second) Tj ET"), "a.pdf")
    assert (source.format, source.text.split("\n")) == ("pdf", ["First line", "second"])
    with pytest.raises(ReadError, match="no text layer"):
        source_from_bytes(pdf(b""), "a.pdf")
    with pytest.raises(ReadError, match="no readable PDF"):
        source_from_bytes(b"%PDF-1.4 garbage", "a.pdf")


def test_pdf_without_the_extra_says_how_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError, match=r"pip install \"speechparse\[pdf\]\""):
        source_from_bytes(pdf(b""), "a.pdf")


# Anything


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.bin"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        source_from_bytes(data, name).text.encode("utf-8")
    except ReadError:
        pass


WORD = docx(p("抓春耕", num="1") + p("备种子", num="1", level=1), numbering=CHINESE + num("1", "0"))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_word_file_is_read_or_refused(at: int, patch: bytes) -> None:
    try:
        source_from_bytes(WORD[:at] + patch + WORD[at + len(patch) :], "a.docx")
    except ReadError:
        pass


markup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<br>",
            "<h1>",
            "</h2>",
            "<ol>",
            "<li>",
            "<table>",
            "<td>",
            "</tr>",
            "<pre>",
            "</pre>",
            "<a>",
            "</a>",
            "<nav>",
            "<script>",
            "</script>",
            "<title>",
            "<!--",
            "-->",
            "<![x[",
            "&#0;",
            "&nbsp;",
            "<body>",
            "甲",
            "乙。",
            "\n",
            "<",
        ]
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=100)
@given(markup)
def test_any_html_is_read_or_refused_and_hints_point_at_lines(parts: list[str]) -> None:
    try:
        source = source_from_bytes(("<html>" + "".join(parts)).encode(), "a.html")
    except ReadError:
        return
    starts = set(source.line_starts)
    assert all(hint.start in starts for hint in source.hints)
    assert [hint.start for hint in source.hints] == sorted(hint.start for hint in source.hints)
