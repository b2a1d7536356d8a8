"""Markdown -> hints: front matter, headings, lists, bold, links, quotes, code, tables; the text stays as it is."""

from __future__ import annotations

import pytest

from speechparse.readers.markdown import marks
from speechparse.readers.registry import source_from_bytes
from speechparse.source import SourceText


def read(text: str, name: str = "a.md") -> SourceText:
    source = source_from_bytes(text.encode(), name)
    assert source.text == text
    return source


def said(source: SourceText, *kinds: str) -> list[tuple[str, int, str]]:
    """The hints of some kinds: kind, level, words."""
    return [(h.kind, h.level, source.text[h.start : h.end]) for h in source.hints if h.kind in kinds]


def shown(text: str) -> list[str]:
    """The lines that remain when marks and asides are left out."""
    source = read(text)
    gone = [False] * len(text)
    for hint in source.hints:
        if hint.kind in ("markup", "aside"):
            gone[hint.start : hint.end] = [True] * (hint.end - hint.start)
    lines = "".join(char for char, left in zip(text, gone, strict=True) if not left).split("\n")
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("front", "fields"),
    [
        (
            "---\ntitle: 春耕讲话\ndate: 2031-03-05\ntags:\n- 农业\n---\n",
            [("title", "春耕讲话"), ("date", "2031-03-05")],
        ),
        (
            "+++\ntitle = \"春耕讲话\"\nauthor = '沈知远'\ndraft = false\n+++\n",
            [("title", "春耕讲话"), ("speaker", "沈知远")],
        ),
        ("---\ntitle: '春耕讲话'  \nlayout: post\n---\n", [("title", "春耕讲话")]),
        ("title: 春耕讲话\ndate: 2031-03-05 # 开会那天\n---\n", [("title", "春耕讲话"), ("date", "2031-03-05")]),
        ("---\ntitle: 青川网->春耕讲话 | qc.example.cn\n---\n", [("title", "春耕讲话")]),
        ("---\ntitle: 春耕讲话\ndate: 2031-03-05 06:15:39.77\n---\n", [("title", "春耕讲话")]),
    ],
)
def test_front_matter_is_fields_and_the_rest_is_set_aside(front: str, fields: list[tuple[str, str]]) -> None:
    text = f"{front}同志们：\n\n一、备种。\n"
    source = read(text)
    assert [(h.value, text[h.start : h.end]) for h in source.hints if h.kind == "field"] == fields
    assert shown(text) == [*(value for _, value in fields), "同志们：", "一、备种。"]


def test_a_clock_time_is_the_pages_and_no_field_of_the_speech() -> None:
    source = read("---\ntitle: 春耕讲话\ndate: 2031-03-05 06:15:39\n---\n同志们：\n")
    assert ("published", "2031-03-05 06:15:39") in source.properties


def test_a_title_of_the_body_that_the_front_matter_holds_is_the_title() -> None:
    source = read("---\ntitle: 青川网：《月刊》登载《在春耕会上的讲话》\n---\n在春耕会上的讲话\n\n同志们：\n")
    assert said(source, "title", "field") == [("title", 0, "在春耕会上的讲话")]


@pytest.mark.parametrize(
    "text",
    [
        "---\n同志们：\n\n一、备种。\n---\n",
        "---\n\n一、备种。\n",
        "--- 春耕 ---\n",
        "年份: 今年\n\n一、备种。\n\n---\n",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    assert not said(read(text), "field", "aside")


def test_headings_have_levels_and_the_first_is_the_title() -> None:
    source = read("# 春耕讲话\n\n## 一、备种 ##\n\n各村清点。\n\n#（一）库存\n\n二、修渠\n-----\n")
    levels = [
        ("title", 0, "春耕讲话"),
        ("heading", 2, "一、备种"),
        ("heading", 1, "（一）库存"),
        ("heading", 2, "二、修渠"),
    ]
    assert said(source, "title", "heading") == levels
    assert shown(source.text) == ["春耕讲话", "一、备种", "各村清点。", "（一）库存", "二、修渠"]


@pytest.mark.parametrize(
    "line",
    [
        "# 各村要清点库存，按月报送进度，由镇里统一检查。年底前完成验收，结果向群众公开，接受监督，不得走样。",
        "#春耕备耕#",
        "#1",
        "####### 七个",
        "各村要清点库存。各镇要检查，不得走样。\n---",
    ],
)
def test_a_paragraph_a_topic_or_a_number_sign_is_no_heading(line: str) -> None:
    assert not said(read(f"同志们：今年的工作有两件，都要抓紧抓好，不得拖延。\n\n{line}\n"), "heading", "title")


@pytest.mark.parametrize(
    ("line", "words", "bold"),
    [
        ("**一、看清形势。**各区要早动手。", "一、看清形势。各区要早动手。", ["一、看清形势。"]),
        ("__一、看清形势__", "一、看清形势", ["一、看清形势"]),
        ("***一、看清***形势", "一、看清形势", ["一、看清"]),
        ("**同志们，****朋友们：**", "同志们，朋友们：", ["同志们，", "朋友们："]),
        ("一、*看清*形势", "一、看清形势", []),
        ("2*3*4 和 3 * 2", "2*3*4 和 3 * 2", []),
        ("星号**没有收", "星号**没有收", []),
        ("1\\. 看清形势", "1. 看清形势", []),
        ("见[《通知》](http://a.example/b(1).html)第三条", "见《通知》第三条", []),
        ("见[附件]第三条[^1]", "见[附件]第三条", []),
        ("<p>一、看清&nbsp;形势</p>", "一、看清形势", []),
        ("一、看清![会场](a.png)形势", "一、看清形势", []),
        ("一、看清~~旧的~~形势", "一、看清形势", []),
        ("`一、`看清形势", "一、看清形势", []),
    ],
)
def test_marks_inside_a_line(line: str, words: str, bold: list[str]) -> None:
    source = read(f"{line}\n")
    assert shown(source.text) == [words]
    assert [text for _, _, text in said(source, "strong")] == bold


def test_lists_keep_their_nesting() -> None:
    source = read("1. 农业\n   1. 备种\n   2. 修渠\n      - 主渠\n2. 工业\n\n正文。\n\n* 商贸\n")
    levels = [(level, words) for _, level, words in said(source, "item")]
    assert levels == [(1, "1. 农业"), (2, "1. 备种"), (2, "2. 修渠"), (3, "- 主渠"), (1, "2. 工业"), (1, "* 商贸")]


def test_quotes_code_rules_and_figures_are_set_aside() -> None:
    text = (
        "今年的工作有两件，都要抓紧抓好，不得拖延，年底之前见到成效，全镇上下都要动员起来。\n\n"
        "> 三、引用\n\n```\n四、代码\n```\n\n"
        "<figure>\n<img src=a.png>\n五、图说\n</figure>\n\n---\n\n二、修渠。\n<!-- 六、批注\n还没写完 -->\n"
    )
    assert shown(text)[1:] == ["二、修渠。"]


def test_a_speech_that_stands_in_quotes_is_no_quotation() -> None:
    assert shown("摘自县报。\n\n> 同志们：\n>\n> 一、备种要早。\n> 二、修渠要快，各村都要上。\n") == [
        "摘自县报。",
        "同志们：",
        "一、备种要早。",
        "二、修渠要快，各村都要上。",
    ]


def test_a_mark_of_more_between_two_lines_of_a_sentence_joins_them() -> None:
    assert shown("今年是第\n<!--more-->\n三个年头。\n<!--more-->\n一、备种。\n") == ["今年是第三个年头。", "一、备种。"]


def test_blank_lines_part_paragraphs_and_two_blanks_break_a_line() -> None:
    source = read("今年是第\n三个年头。\n\n一、备种。  \n二、修渠。\n")
    assert [words for _, _, words in said(source, "paragraph")] == [
        "今年是第\n三个年头。",
        "一、备种。  ",
        "二、修渠。",
    ]


def test_four_blanks_before_chinese_are_an_indent_and_no_code() -> None:
    assert shown("同志们：\n\n    一、备种。\n\n    x = 1\n") == ["同志们：", "一、备种。"]


def test_pipe_tables_are_rows_of_cells() -> None:
    source = read("# 分解表\n\n| 任务 | 单位 |\n|---|:-:|\n| 备种 | 农业站 |\n| 修渠 ||\n\n正文。\n")
    rows = [[[source.text[s:e] for s, e in row] for row in table.rows] for table in source.tables]
    assert rows == [[["任务", "单位"], ["备种", "农业站"], ["修渠", ""]]]


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("---\ntitle: 春耕\n---\n\n一、备种。\n", "markdown"),
        ("# 春耕讲话\n\n**一、备种**\n\n各村。\n\n**二、修渠**\n\n各镇。\n", "markdown"),
        ("<p>同志们：</p><p>一、备种。</p>", "html"),
        ("在春耕会上的讲话\n<p>同志们：</p>\n<p>一、备种。</p>\n<p>二、修渠。</p>\n", "html"),
        ("一、备种<br>\n二、修渠。各村要清点库存，按月报送进度，由镇里统一检查验收。\n", "text"),
        ("县委书记**同志：\n**月**日来信收到。各村要清点库存，按月报送进度。\n", "text"),
        ("# 春耕讲话\n一、备种。\n二、修渠。\n", "text"),
    ],
)
def test_a_text_that_plainly_is_markdown_or_html_is_read_as_such(text: str, format: str) -> None:
    assert source_from_bytes(text.encode(), "a.txt").format == format


@pytest.mark.parametrize(
    "piece", ["**", "[", "](", "![", "`", "<!--", "<a", "<b>", "> ", "- ", "\n", "|", "```\n", "    - a\n", "*", "#"]
)
def test_any_number_of_marks_is_read(piece: str) -> None:
    for text in (piece * 20_000, f"一、备种{piece * 20_000}二、修渠", f"{piece}\n" * 5_000):
        marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "* 目录\n{:toc}\n\n一、备种。\n",
        "[TOC]\n\n一、备种。\n",
        "![会场](a.png)\n*图为会场*\n\n一、备种。{:.red}\n",
    ],
)
def test_contents_and_captions_are_set_aside(text: str) -> None:
    assert shown(text) == ["一、备种。"]


def test_boxes_of_tasks_are_marks() -> None:
    assert shown("- [ ] 备种\n- [x] 修渠\n") == ["-  备种", "-  修渠"]


@pytest.mark.parametrize("piece", [" ", "# ", " #", "---|", "| ", "|-", "- ", "> > ", ": "])
def test_long_lines_of_marks_are_read(piece: str) -> None:
    marks(f"# 一|{piece * 50_000}x\n---|{piece * 50_000}x\n")
