"""Small files of every format, and changes of them that reach behind the checksums of an archive."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from functools import cache
from importlib.util import find_spec
from random import Random

import docx_files as word

from . import mutate

TEXT = (
    "在全市防汛工作会议上的讲话\n王正岳\n（2026年4月2日）\n同志们：\n下面，我讲两点意见。\n一、备足物资\n"
    "（一）清点库存。由县水务局牵头，4月底前完成。\n（二）补足缺口。\n二、管好堤坝\n1.查险。\n2.除险。\n"
)
MARKDOWN = (
    "---\ntitle: 讲话\ndate: 2026-04-02\n---\n# 在防汛会上的讲话\n\n同志们：\n\n## 一、备足**物资**\n\n- 清点[库存](/a)\n- 补足缺口\n\n"
    "1. 查险\n   1. 看坝\n\n| 任务 | 单位 |\n|---|---|\n| 清沟 | 水务局 |\n\n> 引文\n\n```\n代码\n```\n<!--more-->\n二、管好堤坝\n======\n"
)
PAGE = (
    '<html><head><meta charset="utf-8"><title>讲话_云岭县人民政府</title><meta name="PubDate" content="2026-04-02"></head><body>'
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/a">讲话</a></div><h1>在防汛会上的讲话</h1>'
    '<div class="info">来源：县府办 <span>发布时间：2026-04-02</span> 浏览次数：<i>12</i></div><div id="zoom"><p>同志们：</p>'
    "<p>&emsp;&emsp;一、备足<b>物资</b></p><ol type='A'><li><p>清点</p><li>补足</ol><p>二、管好<st1:x>堤坝</st1:x></p>"
    "<table><tr><th>任务<th>单位</tr><tr><td rowspan=2>清沟<td>水务局</tr><tr><td colspan='2'>备注</table>"
    "<p style='display:none'>隐去</p></div><div class=foot>上一篇：<a href=b>会议</a></div><script>var a='<p>';</script></body></html>"
)
_LETTER = "<html><body><h1>在防汛会上的讲话</h1><p>同志们：<p>一、备足<b>物资</b></p><table><tr><td>清沟<td>水务局</table></html>"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = (
    "<office:document-content {}><office:automatic-styles><text:list-style style:name='L1'><text:list-level-style-number "
    "text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/></text:list-style></office:automatic-styles>"
    "<office:body><office:text><text:h text:outline-level='1'>在防汛会上的讲话</text:h><text:list text:style-name='L1'>"
    "<text:list-item><text:p>备足<text:s text:c='3'/>物资<text:tab/></text:p></text:list-item><text:list-item><text:p>管好"
    "<text:span>堤坝</text:span></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell "
    "table:number-rows-spanned='2'><text:p>清沟</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
    "</table:table></office:text></office:body></office:document-content>"
).format(" ".join(f'xmlns:{name}="{_SPACE}{name}:1.0"' for name in ("office", "text", "style", "table")))
_RUN = '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>'
_DOCX = (
    _RUN.format("在防汛会上的讲话")
    + word.p("同志们：")
    + word.p("备足物资", num="1")
    + word.p("清点", num="1", level=1)
    + word.p("管好堤坝", num="1")
    + "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>清沟</w:t></w:r></w:p></w:tc><w:tc><w:tcPr>"
    "<w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:del><w:r><w:delText>删</w:delText>"
    "</w:r></w:del><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:sdtContent></w:sdt>"
)
_STYLES = "<w:style w:styleId='1' w:type='paragraph'><w:name w:val='heading 1'/><w:basedOn w:val='2'/></w:style><w:style w:styleId='2'/>"
_NUMBERS = word.abstract("0", ("chineseCounting", "%1、"), ("decimal", "%2.")) + word.num("1", "0")
_WORD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/'
    'office/word/2003/wordml"><w:body><w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr></w:pPr><w:r>'
    "<w:t>备足物资</w:t></w:r></w:p></w:body></w:wordDocument>"
)


def _pdf() -> bytes:
    lines = b"".join(
        b"1 0 0 1 %d %d Tm (%s) Tj " % row
        for row in (
            (200, 780, b"A Speech"),
            (72, 700, b"1. First, be brief."),
            (72, 680, b"2. Second."),
            (300, 40, b"- 1 -"),
        )
    )
    stream = b"BT /F1 16 Tf " + lines + b"ET"
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n" % (len(stream), stream)
    )


def _mail(kind: str) -> bytes:
    head = "From: =?utf-8?B?546L5q2j5bKz?= <a@example.cn>\r\nSubject: =?utf-8?Q?=E8=AE=B2=E8=AF=9D?=\r\nMIME-Version: 1.0\r\n"
    page = base64.encodebytes(_LETTER.encode()).decode().replace("\n", "\r\n")
    head += f'Content-Type: multipart/{kind}; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n{page}\r\n--x\r\nContent-Type: text/plain\r\n\r\nabc\r\n--x--\r\n".encode()


def _workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("任务")
        sheet.merge_range(0, 0, 0, 2, "防汛任务分解表")
        for number, row in enumerate((["任务", "单位", "时限"], ["清沟", "水务局", "4月底前"], ["查险", "", 45]), 1):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@cache
def originals() -> dict[str, bytes]:
    """Name of a file -> its bytes, at least one for each reader that needs no other program."""
    made = {
        f"{codec}.txt": TEXT.encode(codec)
        for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32")
    }
    made["big5.txt"] = "在全市防汛工作會議上的講話\n同志們：\n一、備足物資\n二、管好堤壩，四月底前完成。\n".encode(
        "big5"
    )
    made |= {
        "a.md": MARKDOWN.encode(),
        "a.html": PAGE.encode(),
        "b.html": _LETTER.replace("<body>", '<head><meta charset="gb2312"></head><body>').encode("gbk"),
    }
    made |= {
        "a.docx": word.docx(_DOCX, styles=_STYLES, numbering=_NUMBERS),
        "a.xml": _WORD_XML.encode(),
        "a.doc": _WORD_XML.encode(),
    }
    made["a.odt"] = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _ODT.encode()})
    made |= {
        "a.eml": _mail("alternative"),
        "a.mht": _mail("related"),
        "a.csv": '任务,单位\n清沟,水务局\n"查,险",乡镇\n'.encode(),
    }
    made |= {"a.tsv": "任务\t单位\n清沟\t水务局\n".encode(), "a.jsonl": b'{"text": "a", "n": 1}\n{"text": "b"}\n'}
    if find_spec("pypdfium2"):
        made["a.pdf"] = _pdf()
    if find_spec("xlsxwriter"):
        made["a.xlsx"] = _workbook()
    return made


_TAGS = re.compile(r"<[^>]*>|[^<]+|<")


def changed(data: bytes, chance: Random) -> bytes:
    """The file with some bytes changed, or some tags and words of its markup cut, doubled, moved or swapped."""
    if data.startswith(b"PK") and chance.random() < 0.85:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(list(parts))
        parts[name] = _inside(parts[name], chance)
        if chance.random() < 0.03:
            del parts[chance.choice(list(parts))]
        return packed(parts)
    return _inside(data, chance)


def _inside(data: bytes, chance: Random) -> bytes:
    if b"<" in data and chance.random() < 0.6:
        tokens = _TAGS.findall(data.decode("utf-8", "surrogateescape"))
        for _ in range(chance.randint(1, 4)):
            if tokens:
                chance.choice(mutate.CHANGES)(tokens, chance)
        return "".join(tokens).encode("utf-8", "surrogateescape")
    return mutate.data(data, chance)
