"""Word files: what a clerk sees in Word stands in the text, what Word says of it in hints and tables."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from docx_files import W, abstract, docx, num, p
from speechparse.errors import ReadError
from speechparse.readers.registry import source_from_bytes
from speechparse.readers.word_numbering import numeral
from speechparse.source import SourceText

CHINESE = abstract("0", ("chineseCounting", "%1、"), ("decimal", "%2."))


def source(body: str, **parts: str) -> SourceText:
    return source_from_bytes(docx(body, **parts), "a.docx")


def hinted(found: SourceText) -> list[tuple[str, str, int]]:
    return [(h.kind, found.text[h.start : h.end], h.level) for h in found.hints]


def cells(found: SourceText) -> list[list[list[str]]]:
    return [[[found.text[a:b] for a, b in row] for row in table.rows] for table in found.tables]


def row(*columns: str) -> str:
    return (
        "<w:tr>"
        + "".join(column if column.startswith("<w:tc>") else f"<w:tc>{p(column)}</w:tc>" for column in columns)
        + "</w:tr>"
    )


def cell(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


# Numbering


def test_a_list_that_never_restarts_goes_on() -> None:
    levels = CHINESE.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/>')
    body = p("种子", num="1") + p("清点", num="1", level=1) + p("水渠", num="1") + p("清淤", num="1", level=1)
    assert source(body, numbering=levels + num("1", "0")).text == "一、种子\n1. 清点\n二、水渠\n2. 清淤"


def test_an_empty_numbered_paragraph_is_counted_and_not_written() -> None:
    body = p("抓粮食", num="1") + p("", num="1") + p("抓工业", num="1")
    assert source(body, numbering=CHINESE + num("1", "0")).text == "一、抓粮食\n\n三、抓工业"


def test_numbering_of_the_default_style_holds_for_paragraphs_without_one() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert source(p("备足种子") + p("修好水渠"), styles=styles, numbering=CHINESE + num("1", "0")).text == (
        "一、备足种子\n二、修好水渠"
    )


def test_a_missing_start_is_zero() -> None:
    levels = CHINESE.replace('<w:start w:val="1"/>', "")
    assert source(p("甲", num="1", level=1), numbering=levels + num("1", "0")).text == "0. 甲"


@pytest.mark.parametrize(("count", "label"), [(20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "51")])
def test_circled_numbers_above_twenty(count: int, label: str) -> None:
    assert numeral(count, "decimalEnclosedCircleChinese") == label


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("一、备足种子", "一、备足种子"),
        ("三、备足种子", "三、备足种子"),  # the typed one counts
        ("（一）备足种子", "一、（一）备足种子"),
        ("一九九八年备足种子", "一、一九九八年备足种子"),
    ],
)
def test_a_number_that_is_typed_as_well_is_not_doubled(typed: str, line: str) -> None:
    assert source(p(typed, num="1"), numbering=CHINESE + num("1", "0")).text == line


def test_a_decimal_after_an_automatic_number_is_no_typed_one() -> None:
    levels = abstract("0", ("decimal", "%1."))
    assert source(p("1.5万亩春播", num="1"), numbering=levels + num("1", "0")).text == "1. 1.5万亩春播"


def test_automatic_numbers_are_item_hints_with_their_level() -> None:
    body = p("种子", num="1") + p("清点", num="1", level=1)
    assert hinted(source(body, numbering=CHINESE + num("1", "0"))) == [("item", "一、种子", 1), ("item", "1. 清点", 2)]


# Styles and what they hide


def test_heading_styles_and_outline_levels_are_hints() -> None:
    styles = '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    styles += '<w:style w:styleId="S"><w:name w:val="Subtitle"/></w:style>'
    body = p("——在春耕会上的讲话", style="S") + p("人口与劳力", style="H2")
    body += '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>存在问题</w:t></w:r></w:p>'
    assert hinted(source(body, styles=styles)) == [
        ("field", "——在春耕会上的讲话", 0),
        ("heading", "人口与劳力", 2),
        ("heading", "存在问题", 1),
    ]


def test_text_hidden_by_style_and_struck_text_are_left_out_with_a_note() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Hid"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HidP"><w:name w:val="暗段"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        '<w:p><w:r><w:rPr><w:rStyle w:val="Hid"/></w:rPr><w:t>暗注</w:t></w:r><w:r><w:t>一、备足种子</w:t></w:r></w:p>'
    )
    body += p("二、隐藏的一条", style="HidP")
    body += "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>二、划掉的一条</w:t></w:r></w:p>" + p("二、修好水渠")
    found = source(body, styles=styles)
    assert found.text == "一、备足种子\n二、修好水渠"
    assert [code for code, _ in found.notes] == ["hidden-text", "struck-text"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>二、修好</w:t></w:r></w:p>'
        + p("水渠。")
        + p("三、")
    )
    assert source(body).text == "二、修好水渠。\n三、"


def test_bold_words_are_strong_hints_unless_most_of_the_text_is_bold() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>备足种子。</w:t></w:r>"
    assert hinted(source(f"<w:p>{bold}<w:r><w:t>各村要在三月底前清点库存。</w:t></w:r></w:p>")) == [
        ("strong", "备足种子。", 0)
    ]
    assert hinted(source(f"<w:p>{bold}</w:p>" * 3)) == []


def test_core_properties() -> None:
    out = io.BytesIO(docx(p("一、备足种子")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "docProps/core.xml",
            '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>在春耕会上的讲话</dc:title>'
            "<dc:creator>何立群</dc:creator></cp:coreProperties>",
        )
    found = source_from_bytes(out.getvalue(), "a.docx")
    assert found.properties == (("title", "在春耕会上的讲话"), ("creator", "何立群"))


# Tables

WIDE, MERGED = '<w:gridSpan w:val="3"/>', '<w:vMerge w:val="restart"/>'


def test_a_row_is_a_line_and_a_merged_cell_repeats_its_span() -> None:
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"{cell('序号', '')}{cell('任务', '')}{cell('单位', '')}</w:tr>"
        f"<w:tr>{cell('第一组', WIDE)}</w:tr>"
        f"<w:tr>{cell('1', '')}{cell('修渠', '')}{cell('水利局', MERGED)}</w:tr>"
        f"<w:tr>{cell('2', '')}{cell('清淤', '')}{cell('', '<w:vMerge/>')}</w:tr></w:tbl>"
    )
    found = source(p("前") + table + p("后"))
    assert found.text == "前\n序号\t任务\t单位\n第一组\n1\t修渠\t水利局\n2\t清淤\t\n后"
    assert cells(found) == [
        [["序号", "任务", "单位"], ["第一组"] * 3, ["1", "修渠", "水利局"], ["2", "清淤", "水利局"]]
    ]
    assert found.tables[0].headers == 1


def test_automatic_numbers_of_an_empty_cell_are_its_words() -> None:
    levels = abstract("0", ("decimal", "%1"))
    rows = "".join(f"<w:tr><w:tc>{p('', num='1')}</w:tc><w:tc>{p(task)}</w:tc></w:tr>" for task in ("修渠", "清淤"))
    assert source(f"<w:tbl>{rows}</w:tbl>", numbering=levels + num("1", "0")).text == "1\t修渠\n2\t清淤"


def test_a_table_in_a_cell_is_words_of_the_cell() -> None:
    inner = f"<w:tbl>{row('甲', '乙')}</w:tbl>"
    table = (
        f"<w:tbl>{row('任务', '单位')}<w:tr><w:tc>{p('修渠')}{inner}</w:tc><w:tc>{p('水利局')}</w:tc></w:tr></w:tbl>"
    )
    assert cells(source(table)) == [[["任务", "单位"], ["修渠 甲 乙", "水利局"]]]


def test_signatures_and_contents_in_tables_are_no_ledgers() -> None:
    signed = f"<w:tbl>{row('签发：何立群', '审核：沈知远')}{row('日期：2024年3月5日', '电话：12345')}</w:tbl>"
    assert source(signed).tables == ()
    styles = '<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    listed = "".join(
        f"<w:tr><w:tc>{p(t, style='C')}</w:tc><w:tc>{p('1', style='C')}</w:tc></w:tr>" for t in ("种子", "水渠")
    )
    found = source(f"<w:tbl>{listed}</w:tbl>", styles=styles)
    assert found.tables == ()


# Contents, content controls, parts that are set in


def test_a_table_of_contents_by_its_fields_and_its_neighbours_is_an_aside() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end"))
    page = f"{begin}<w:r><w:instrText> PAGEREF a </w:instrText></w:r>{separate}<w:r><w:t>1</w:t></w:r>{end}"
    line = f"<w:p><w:r><w:t>一、备足种子</w:t><w:tab/></w:r>{page}</w:p>"
    second = "<w:p><w:r><w:t>二、修好水渠</w:t><w:tab/><w:t>2</w:t></w:r></w:p>"
    found = source(p("目录") + line + second + p("一、备足种子"))
    assert [(h.kind, h.value, found.text[h.start : h.end]) for h in found.hints] == [
        ("aside", "contents", "目录\n一、备足种子\t1\n二、修好水渠\t2")
    ]


def test_content_controls_are_read_however_deep_and_their_placeholders_are_not() -> None:
    deep = "<w:sdt><w:sdtContent>" * 600 + p("一、备足种子") + "</w:sdtContent></w:sdt>" * 600
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处输入文字')}</w:sdtContent></w:sdt>"
    assert source(deep + empty + p("二、修好水渠")).text == "一、备足种子\n二、修好水渠"


def test_a_page_that_is_set_in_is_read() -> None:
    out = io.BytesIO(docx(p("前") + f'<w:altChunk {W} xmlns:r="r" r:id="c1"/>' + p("后")))
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="c1" Type="x/aFChunk" Target="a.html"/></Relationships>'
    )
    parts["word/a.html"] = "<html><body><h2>一、备足种子</h2><p>各村清点库存。</p></body></html>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "前\n一、备足种子\n各村清点库存。\n后" in source_from_bytes(out.getvalue(), "a.docx").text


# What is wrong with a file


def test_a_word_file_without_words_says_so() -> None:
    with pytest.raises(ReadError, match="no words"):
        source(p(""))


def test_empty_paragraphs_without_end_are_refused_soon_and_in_bounded_memory() -> None:
    data = docx("<w:p/>" * 6_000_000)
    started = time.process_time()
    with pytest.raises(ReadError, match="more than the 5,000,000 tags"):
        source_from_bytes(data, "a.docx")
    assert time.process_time() - started < 10


def test_a_label_as_long_as_a_book_is_cut() -> None:
    levels = abstract("0", ("decimal", "长" * 100_000))
    assert len(source(p("甲", num="1") * 100, numbering=levels + num("1", "0")).text) < 10_000


def test_a_chain_of_styles_takes_linear_time() -> None:
    styles = "".join(
        f'<w:style w:styleId="s{i}"><w:name w:val="s"/><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(20_000)
    )
    started = time.process_time()
    assert source(p("一、备足种子", style="s0"), styles=styles).text == "一、备足种子"
    assert time.process_time() - started < 10
