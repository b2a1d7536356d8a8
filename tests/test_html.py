"""Pages -> their own text: what is left out, what breaks a line, titles, fields, lists and tables."""

from __future__ import annotations

import pytest

import speechparse
from speechparse.errors import ReadError
from speechparse.readers.registry import source_from_bytes
from speechparse.source import Hint, SourceText


def read(page: str, name: str = "a.html") -> SourceText:
    return source_from_bytes(page.encode(), name)


def body(html: str, title: str = "在石桥县春耕会上的讲话") -> SourceText:
    return read(f"<html><head><title>{title}</title></head><body>{html}</body></html>")


def said(source: SourceText, kind: str) -> list[tuple[str, str]]:
    return [(hint.value, source.text[hint.start : hint.end]) for hint in source.hints if hint.kind == kind]


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>在全县现场会上的讲话_云岭县政府网</title>
<style>p{}</style></head><body><div><a href=#>首页</a> &gt; <a href=#>讲话</a></div>
<form><h1>在全县现场会上的讲话</h1><p>　　同志们：<br>今天
开会。</p><h2>一、讲认识</h2><p>要&amp;见<a href=x>附件</a>。</p><ol start="3"><li>备种<li>整地</ol>
<table><tr><td>任务</td><td>单位</td></tr></table><script>document.write("<p>no</p>")</script>
<pre>行一
行二</pre></form></body></html>"""


def test_html_keeps_words_and_headings_and_drops_scripts_and_menus() -> None:
    source = source_from_bytes(PAGE.encode("gb18030"), "a.html")
    assert source.text.split("\n") == [
        *("在全县现场会上的讲话", "同志们：", "今天开会。", "一、讲认识", "要&见附件。"),
        *("3. 备种", "4. 整地", "任务\t单位", "行一", "行二"),
    ]
    assert source.encoding == "gb18030"
    kinds = [(source.text[hint.start :].split("\n")[0], hint.kind, hint.level) for hint in source.hints]
    assert kinds == [
        ("在全县现场会上的讲话", "title", 0),
        ("一、讲认识", "heading", 2),
        ("3. 备种", "item", 1),
        ("4. 整地", "item", 1),
    ]


def test_html_title_serves_where_the_body_shows_none() -> None:
    source = source_from_bytes("<html><title>春耕讲话</title><p>同志们：</p></html>".encode(), "a.html")
    assert (source.text, source.hints) == ("春耕讲话\n同志们：", (Hint(0, 4, "title"),))


def test_html_that_lies_about_its_encoding() -> None:
    page = '<html><meta charset="utf-8"><p>同志们，今年的工作有三条。</p></html>'
    assert source_from_bytes(page.encode("gb18030"), "a.html").text == "同志们，今年的工作有三条。"


@pytest.mark.parametrize("page", ["<html><![x[", "<html><p>a</nav></p><li>", "<html><body><!-- ", "<html><p>&#xd800;"])
def test_broken_html_is_read_or_refused(page: str) -> None:
    try:
        source_from_bytes(page.encode(), "a.html").text.encode("utf-8")
    except ReadError:
        pass


PROSE = "<p>各村要清点库存，按月报送进度，年底统一检查。</p><p>一、备足种子。</p><p>二、修好水渠。</p>"
MENU = "<ul><li><a href=/1>首页</a></li><li><a href=/2>政务公开</a></li><li><a href=/3>办事服务</a></li></ul>"
RELATED = "<ul><li><a href=/4>镇里召开防汛会</a> 01-02</li><li><a href=/5>我县开展禁烧巡查</a> 01-03</li></ul>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<div class=k1>{MENU}</div>", f"<h3>相关链接</h3>{RELATED}"),
        (
            "<div>您当前的位置：<a href=/>首页</a> &gt; <a href=/1>讲话</a> &gt; 正文</div>",
            "<p>扫一扫在手机打开当前页</p>",
        ),
        (f"<nav>{MENU}</nav>", "<footer>主办：石桥县政府　电话：0000</footer>"),
        ("<p>今天是： 欢迎访问石桥县政府网</p>", "<p>上一篇：<a href=a>关于清淤的通知</a></p><p>下一篇：没有了</p>"),
        ("", "<div class=bdshare>分享到：<a href=#>微信</a></div><p>版权所有：石桥县政府　网站标识码：0000</p>"),
        ('<div style="display: none">讲稿隐藏部分，请勿外传。</div>', "<script>var a='<p>脚本。</p>'</script>"),
    ],
)
def test_what_a_page_puts_around_its_text_is_left_out(before: str, after: str) -> None:
    source = body(f"{before}<div class=main><h1>在石桥县春耕会上的讲话</h1>{PROSE}</div>{after}")
    lines = [
        "在石桥县春耕会上的讲话",
        "各村要清点库存，按月报送进度，年底统一检查。",
        "一、备足种子。",
        "二、修好水渠。",
    ]
    assert source.text.split("\n") == lines
    assert said(source, "title") == [("", lines[0])]


def test_what_is_left_out_is_told() -> None:
    source = body(f"<nav>{MENU}</nav>{PROSE}")
    assert [code for code, _ in source.notes] == ["page-matter"]


@pytest.mark.parametrize("tag", ["aside", "nav", "footer"])
def test_a_frame_that_holds_all_the_text_is_no_frame(tag: str) -> None:
    assert body(f"<{tag}>{PROSE}").text.endswith("一、备足种子。\n二、修好水渠。")


@pytest.mark.parametrize(
    "page",
    [
        "<div><span>发布时间：2026-03-05</span><span>来源：县政府办</span><span>浏览次数：3</span></div>",
        "<div>发布时间：2026-03-05 &nbsp; 来源：县政府办　浏览次数：3次　字体：大 中 小</div>",
        "<p><b>发布时间：</b>2026-03-05 <b>来源：</b><a>县政府办</a> 【打印】【关闭】</p>",
        "<table><tr><td>发布时间：</td><td>2026-03-05</td><td>来源：</td><td>县政府办</td></tr></table>",
    ],
)
def test_key_fields_end_where_their_element_ends(page: str) -> None:
    source = body(f"<h1>在石桥县春耕会上的讲话</h1>{page}{PROSE}")
    assert said(source, "field") == [("发布时间", "2026-03-05"), ("source", "县政府办")]
    assert source.text.split("\n")[3].startswith("各村要清点库存")


def test_a_line_of_names_and_a_day_below_the_title_is_no_text() -> None:
    meta = "<span>原创</span><span>石桥县委办</span><a href=#>石桥发布</a><em>2026年3月5日 18:20</em><em>云南</em>"
    source = body(f"<h1>在石桥县春耕会上的讲话</h1><div>{meta}</div>{PROSE}")
    assert said(source, "field") == [("published", "2026年3月5日 18:20")]
    assert said(source, "aside") == [("byline", name) for name in ("石桥县委办", "石桥发布", "云南")]


def test_a_source_named_in_the_speech_is_no_field() -> None:
    source = body(PROSE + "<p>来源：县政府办的材料说，各村要清点库存，按月报送进度，不可大意。</p>" + PROSE)
    assert said(source, "field") == []


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("在春耕会上的讲话_石桥县人民政府", ""),
        ("石桥县人民政府 - 在春耕会上的讲话", "石桥县人民政府"),
        ("在春耕会上的讲话|领导讲话|石桥网", ""),
    ],
)
def test_the_title_tag_loses_the_frame_of_the_site(title: str, site: str) -> None:
    source = read(
        f"<title>{title}</title><meta name=SiteName content='{site}'><p>同志们：</p><p>春耕会上的要求有两条。</p>"
    )
    assert source.text.split("\n")[0] == "在春耕会上的讲话"
    assert ("title", "在春耕会上的讲话") in source.properties


def test_a_title_said_again_by_the_text_stands_once() -> None:
    source = body(f"<div class=tt>在石桥县春耕会上的讲话</div><p>在石桥县</p><p>春耕会上的讲话</p>{PROSE}")
    assert source.text.count("春耕会") == 1


def test_inline_tags_whatever_their_name_break_no_line() -> None:
    source = body("<p>一、<st1:date>4月5日</st1:date>前<nobr>清点</nobr>，<o:p></o:p><x-y>何立群</x-y>\n负责。</p>")
    assert source.text.split("\n")[-1] == "一、4月5日前清点，何立群负责。"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<ol><li><p>备种</p></li><li><p>修渠</p></li></ol>", ["1. 备种", "2. 修渠"]),
        ("<ol type=a start=2><li>备种<li>修渠</ol>", ["b. 备种", "c. 修渠"]),
        ("<ol style='list-style:cjk-ideographic'><li>备种<li>修渠</ol>", ["一、备种", "二、修渠"]),
        ("<ol><li>一、备种<li>二、修渠</ol>", ["一、备种", "二、修渠"]),
        ("<ol style='list-style-type: none'><li>备种<li value=5>修渠</ol>", ["备种", "修渠"]),
        ("<p>一、<a href=x>备种</a></p><p><a href=y>二、修渠</a></p>", ["一、备种", "二、修渠"]),
        ("<p>&emsp;&emsp;一、备种</p><p>&#8203;二、修渠</p>", ["一、备种", "二、修渠"]),
        ("一、备种<br><br>　　二、修渠", ["一、备种", "二、修渠"]),
        (
            "<section><span style='display:block'>一、备种</span><span>二、修渠</span></section>",
            ["一、备种", "二、修渠"],
        ),
    ],
)
def test_numbers_of_lists_and_lines(page: str, lines: list[str]) -> None:
    assert body(f"<p>同志们，今年要抓两件事。</p>{page}").text.split("\n")[2:] == lines


def test_lists_have_levels_and_bold_words_are_hinted() -> None:
    source = body(
        "<p>今年抓好农业，两件事。</p><ul><li>种子<ul><li>清点</ul><li>水渠</ul><p><b>一、要早。</b>各村马上动手。</p>"
    )
    levels = [(hint.level, source.text[hint.start : hint.end]) for hint in source.hints if hint.kind == "item"]
    assert levels == [(1, "种子"), (2, "清点"), (1, "水渠")]
    assert said(source, "strong") == [("", "一、要早。")]


def grid(source: SourceText) -> list[list[list[str]]]:
    return [[[source.text[s:e] for s, e in row] for row in table.rows] for table in source.tables]


LEDGER = (
    "<table border=1><tr><td><p>任务</p></td><td><p>单位</p></td><td>时限</td></tr>"
    "<tr><td>备种</td><td rowspan=2>农业站</td><td>三月底</td></tr>"
    "<tr><td><p>整地</p><p>修渠</p></td><td>四月底</td></tr></table>"
)


def test_a_row_of_a_data_table_is_one_line_and_merged_cells_stand_in_every_row() -> None:
    source = body(f"<p>任务分解如下，请照此办理。</p>{LEDGER}")
    assert source.text.split("\n")[2:] == ["任务\t单位\t时限", "备种\t农业站\t三月底", "整地 修渠\t\t四月底"]
    assert grid(source) == [[["任务", "单位", "时限"], ["备种", "农业站", "三月底"], ["整地 修渠", "农业站", "四月底"]]]


def test_rows_of_headings_are_counted_where_the_page_marks_them() -> None:
    row = "<tr><td>备种</td><td>农业站</td></tr>"
    head = "<thead><tr><td colspan=2>任务表</td></tr><tr><td>任务</td><td>单位</td></tr></thead>"
    source = body(
        f"<p>任务分解如下，请照此办理。</p><table border=1>{head}<tr><th>一</th><th>二</th></tr>{row}</table>"
    )
    assert (source.tables[0].headers, grid(source)[0][0]) == (2, ["任务", "单位"])
    assert body(f"<p>任务分解如下，请照此办理。</p>{LEDGER}").tables[0].headers == 0


def test_a_table_in_a_table_that_places_the_page() -> None:
    source = body(f"<table><tr><td>{MENU}</td><td><p>任务分解如下，请照此办理。</p>{LEDGER}</td></tr></table>")
    assert len(grid(source)) == 1
    assert "办事服务" not in source.text


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>甲方（盖章）</td><td>乙方（盖章）</td></tr><tr><td>年　月　日</td><td>年　月　日</td></tr>",
        "<tr><td>一、形势</td><td>1</td></tr><tr><td>二、任务</td><td>3</td></tr><tr><td>三、要求</td><td>9</td></tr>",
        "<tr><td colspan=2><h2>要点</h2></td></tr><tr><td>各村要清点库存。</td><td>按月报送进度。</td></tr>",
    ],
)
def test_forms_contents_and_frames_are_no_ledgers(table: str) -> None:
    assert body(f"<p>同志们，今年要抓两件事。</p><table border=1>{table}</table>").tables == ()


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "utf-7", "idna", "base64", "rot13"])
def test_codecs_that_are_no_encodings_of_pages_are_not_believed(charset: str) -> None:
    source = read(f'<html><head><meta charset="{charset}"></head><body><p>清点 abc-</p></body></html>')
    assert (source.text, source.encoding) == ("清点 abc-", "utf-8")


@pytest.mark.parametrize(
    "piece", ["<a ", "\n", "<!--", "<p>a", "<div>", "</div>", "<b><i>x", "&#x4e2d", "<table><tr><td>", "<!", "<x y='"]
)
def test_any_number_of_pieces_is_read_or_refused(piece: str) -> None:
    for page in (f"<html><body>{piece * 20_000}一、备种。", f"<html><p>一、备种。{piece * 20_000}"):
        try:
            read(page)
        except ReadError:
            pass


def test_paragraphs_in_boxes_of_their_own_are_one_text() -> None:
    boxes = "".join(f"<section><section><p>{words}</p></section></section>" for words in PROSE[3:-4].split("</p><p>"))
    page = f"<h1>在石桥县春耕会上的讲话</h1><a href=#>石桥发布</a><div id=js_content>{boxes}</div><p>阅读 10</p>"
    assert body(page).text.split("\n")[1:] == PROSE[3:-4].split("</p><p>")


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>一、隐藏的话，请勿外传。</p>",
        '<div style="DISPLAY : none"><p>一、隐藏的话，请勿外传。</p></div>',
        '<div style="visibility:hidden"><p>一、隐藏的话，请勿外传。</p></div>',
        '<p style="opacity:0">一、隐藏的话，请勿外传。</p>',
        '<p>按月报送。<span style="font-size:0">隐藏的话</span></p>',
        "<template><p>一、隐藏的话，请勿外传。</p></template>",
        "<noscript><p>一、隐藏的话，请打开脚本。</p></noscript>",
        "<!-- <p>一、隐藏的话。</p> -->",
    ],
)
def test_hidden_parts_are_left_out(hidden: str) -> None:
    text = body(f"<h1>在石桥县春耕会上的讲话</h1>{PROSE}{hidden}<p>三、管好秸秆，各村落实专人。</p>").text
    assert "隐藏" not in text
    assert text.endswith("三、管好秸秆，各村落实专人。")


def test_a_text_that_a_script_would_show_is_not_hidden() -> None:
    page = f'<h1>在石桥县春耕会上的讲话</h1><div style="visibility: hidden; opacity: 0;">{PROSE}</div><p>阅读 10</p>'
    assert body(page).text.endswith("一、备足种子。\n二、修好水渠。")


@pytest.mark.parametrize(
    "items",
    [
        "<ul><li><a href=1>一、备足种子</a></li><li><a href=2>二、修好水渠</a></li></ul>",
        "<p><a href=1>一、备足种子</a></p><p><a href=2>二、修好水渠</a></p>",
        "<div><a href=1>一、备足种子</a><br><a href=2>二、修好水渠</a></div>",
    ],
)
def test_numbered_lines_that_are_links_are_text(items: str) -> None:
    page = f"<h1>在石桥县春耕会上的讲话</h1><p>各村要清点库存，按月报送进度。</p>{items}<p>各村抓紧，年底统一检查。</p>"
    assert body(page).text.split("\n")[2:4] == ["一、备足种子", "二、修好水渠"]


def test_fields_of_a_table_above_the_page_of_the_text_are_properties() -> None:
    row = (
        "<td>索引号：</td><td>53-2026-001</td><td>发文字号：</td><td>石政发〔2026〕5号</td><td>分类：</td><td>农业</td>"
    )
    table = f"<table><tr>{row}</tr></table><div>您当前的位置：<a href=/>首页</a> &gt; 正文</div>"
    source = body(f"{table}<div><h1>在石桥县春耕会上的讲话</h1>{PROSE}</div>")
    assert ("number", "石政发〔2026〕5号") in source.properties
    assert source.text.startswith("在石桥县春耕会上的讲话")


def test_the_number_of_a_document_is_no_size_of_letters() -> None:
    source = body(f"<h1>在石桥县春耕会上的讲话</h1><p>发文字号：石政发〔2026〕5号</p>{PROSE}")
    assert said(source, "field") == [("number", "石政发〔2026〕5号")]


def page_of_news(below: str) -> str:
    prose = "<p>今天，云岭县召开防汛工作会议，部署汛期各项工作，要求各乡镇把责任压实到人。</p>" * 3
    title = "云岭县部署防汛工作"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{below}{prose}</body></html>"


@pytest.mark.parametrize(
    "below",
    [
        "<div>2026-03-05 18:20 云岭日报</div>",
        "<div>云岭新闻网记者 王正岳</div><div>2026-03-05 18:20</div>",
        "<div>发布时间：2026-03-05</div><div>云岭发布综合</div>",
        "<div>云岭在线读书</div><div>发布时间：2026-03-05</div>",
    ],
)
def test_a_byline_by_the_day_of_a_page_is_no_part_of_the_text_or_its_title(below: str) -> None:
    speech = speechparse.read(page_of_news(below).encode(), name="a.html")[0]
    assert speech.metadata.title == "云岭县部署防汛工作"
    assert speech.outline == ()


@pytest.mark.parametrize("name", ["王正岳", "县长 王正岳"])
def test_a_name_by_the_day_of_a_page_may_be_the_speakers(name: str) -> None:
    text = page_of_news(f"<div>{name}</div><div>发布时间：2026-03-05</div>").replace(
        "云岭县部署防汛工作", "在防汛会上的讲话"
    )
    assert speechparse.read(text.encode(), name="a.html")[0].metadata.speaker == "王正岳"


def test_a_heading_that_another_heading_s_tag_closes_ends_there() -> None:
    source = body("<h2>在石桥县春耕会上的讲话</h1><p>同志们：<br>第一，备种。<br>　第二，整地，确保丰收。</p>")
    assert source.text.split("\n")[-1] == "第二，整地，确保丰收。"
    assert said(source, "heading") == []


def test_prose_in_a_heading_never_closed_is_text() -> None:
    source = body("<h1>在石桥县春耕会上的讲话</h1><h3><p>同志们：</p><p>第一，备种。</p><p>第二，整地，确保丰收。</p>")
    assert source.text.split("\n")[1:] == ["同志们：", "第一，备种。", "第二，整地，确保丰收。"]


@pytest.mark.parametrize("after", ["2026-03-05", "( 2026-03-05)", "2026-03-05 <span>来源：石桥日报</span>"])
def test_a_title_ends_before_the_day_in_its_own_element(after: str) -> None:
    source = body(f"<h2>在石桥县春耕会上的讲话 <small>{after}</small></h2><p>同志们：</p><p>今年要早动手，抢农时。</p>")
    assert said(source, "title") == [("", "在石桥县春耕会上的讲话")]
    assert source.text.split("\n")[1] == "2026-03-05"


def test_a_numbered_line_below_the_day_is_no_byline() -> None:
    source = body(
        "<h1>在石桥县春耕会上的讲话</h1><p><span>发布日期：2026-03-05</span></p><p>1、备足良种肥料</p><p>要早准备，早到位。</p>"
    )
    assert said(source, "aside") == []


def test_words_of_loading_and_of_sharing_are_the_page_s() -> None:
    source = body(
        "<h1>在石桥县春耕会上的讲话</h1><p>问卷加载中，请稍候。</p><p>头条</p><p>微博 空间 qq</p>"
        "<p>WWW.SHIQIAO.GOV.CN</p>"
        "<p>同志们：</p><p>今年要早动手，抢农时。</p>"
    )
    assert source.text.split("\n") == ["在石桥县春耕会上的讲话", "同志们：", "今年要早动手，抢农时。"]


def test_the_day_after_a_site_s_address_is_a_field() -> None:
    source = body(
        "<h1>在石桥县春耕会上的讲话</h1><p>http://www.shiqiao.gov.cn 2026年3月5日 10:12</p><p>要早，要快。</p>"
    )
    assert said(source, "field") == [("published", "2026年3月5日 10:12")]


def test_a_page_wrapped_in_another_element_ends_its_head_at_the_body() -> None:
    source = read("<text><head><title>在春耕会上的讲话</title><body><p>同志们：</p><p>要早动手，抢农时。</p></text>")
    assert source.text.split("\n")[1:] == ["同志们：", "要早动手，抢农时。"]


def test_the_account_of_an_article_is_no_subtitle() -> None:
    words = "".join(
        f"<p>{line}</p>" for line in ("同志们：", "一、要备足种子，落实到户。", "二、要修好水渠，责任到人。")
    )
    title = "<title>在春耕会上的讲话</title><h1>在春耕会上的讲话</h1>"
    page = f"{title}<div><a href='javascript:void(0);'>云岭发布</a></div><div>{words}</div>"
    (speech,) = speechparse.parse_source(read(f"<html><body>{page}</body></html>"))
    assert (speech.metadata.title, speech.metadata.subtitle) == ("在春耕会上的讲话", None)
