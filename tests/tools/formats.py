#!/usr/bin/env python3
"""The same ten texts in every format: what comes out of each against what comes out of the text.

    python tests/tools/formats.py [--write docs/formats.md] [--show TEXT FORMAT]

Six samples and the four texts of tests/data/formats (a report, a speech, a notice, a plan) are made into files, also
as pages with what sites set around a text, the Word ones by python-docx, the old formats and the PDFs from those by
LibreOffice. A cell of the table counts the texts whose outline, metadata (the source apart), roles or tasks are the
same. Exit code 1 where less than 97 % of all are.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from speechparse import ReadError, read  # noqa: E402
from speechparse.model import Speech  # noqa: E402
from speechparse.numerals import to_int  # noqa: E402
from speechparse.parser.text.traditional import SIMPLIFIED, TRADITIONAL  # noqa: E402
from speechparse.readers import office  # noqa: E402

SAMPLES = ("01", "03", "10", "12", "14", "20")
ENCODINGS = ("utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-32")
ASPECTS = ("outline", "metadata", "roles", "tasks")
ENOUGH = 0.97
# Word's levels of automatic numbers: the mark as it is typed, its format, its pattern.
LEVELS = (
    (re.compile(r"([一二三四五六七八九十]+)、"), "chineseCounting", "%1、"),
    (re.compile(r"（([一二三四五六七八九十]+)）"), "chineseCounting", "（%2）"),
    (re.compile(r"(\d+)[.．]"), "decimal", "%3."),
    (re.compile(r"（(\d+)）"), "decimal", "（%4）"),
    (re.compile(r"([①-⑳])"), "decimalEnclosedCircle", "%5"),
    (re.compile(r"第([一二三四五六七八九十]+)，"), "chineseCounting", "第%6，"),
)
Shape = tuple[Any, Any, Any, Any]


def texts() -> dict[str, str]:
    paths = [next((ROOT / "samples").glob(f"{key}*.txt")) for key in SAMPLES]
    paths += sorted((ROOT / "tests" / "data" / "formats").glob("*.txt"))
    return {path.stem: path.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for path in paths}


# Making the files


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """Each line and its place: title, head, body, signature, blank."""
    lines = [line.strip() for line in text.rstrip().split("\n")]
    head = True
    for number, line in enumerate(lines):
        marked = re.match(r"[一（\d]、?", line) is not None and len(line) > 20
        if number and (marked or len(line) > 40 or line.startswith(("同志", "各"))):
            head = False
        last = number >= len(lines) - 2 and len(lines) > 8 and len(line) < 16 and not line.endswith("。")
        place = "title" if number == 0 else "head" if head else "signature" if last else "body"
        yield line, place if line else "blank"


def word(text: str, path: Path, *, heads: bool = False, columns: bool = False, automatic: bool = False) -> None:
    """A Word file as an office sets it: a title in larger letters, indented paragraphs, line spacing of 28 points."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    size = 12 if columns else 16
    if columns:
        found = section._sectPr.find(qn("w:cols"))
        found.set(qn("w:num"), "2")
        found.set(qn("w:space"), "500")

    def add(paragraph: Any, words: str, points: float) -> None:
        run = paragraph.add_run(words)
        run.font.size, run.font.name = Pt(points), "Noto Serif CJK SC"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")

    if heads or columns:
        add(section.header.paragraphs[0], "云岭县人民政府公报　2024年第9期", 10.5)
        footer = section.footer.paragraphs[0]
        footer.alignment = ALIGN.CENTER
        add(footer, "— ", 12)
        footer._p.append(_element("w:fldSimple", instr="PAGE"))
        add(footer, " —", 12)
    number = _numbering(document) if automatic else ""
    counts = [0] * len(LEVELS)
    for line, place in lines_of(text):
        paragraph = document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing = Pt(24 if columns else 28)
        centred = place in ("title", "head")
        paragraph.alignment = ALIGN.CENTER if centred else ALIGN.RIGHT if place == "signature" else ALIGN.JUSTIFY
        if place == "body" and not line.endswith("："):
            shape.first_line_indent = Pt(2 * size)
        if automatic and place == "body":
            line = _numbered(paragraph, line, number, counts)
        add(paragraph, line, size + 6 if place == "title" else size)
    document.save(str(path))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _numbering(document: Any) -> str:
    """A list of six levels; its number."""
    root = document.part.numbering_part.element
    abstract = _element("w:abstractNum", abstractNumId="90")
    for level, (_, form, pattern) in enumerate(LEVELS):
        row = _element("w:lvl", ilvl=str(level))
        for name, value in (("start", "1"), ("numFmt", form), ("suff", "nothing"), ("lvlText", pattern)):
            row.append(_element(f"w:{name}", val=value))
        abstract.append(row)
    root.insert(0, abstract)
    number = _element("w:num", numId="90")
    number.append(_element("w:abstractNumId", val="90"))
    root.append(number)
    return "90"


def _numbered(paragraph: Any, line: str, number: str, counts: list[int]) -> str:
    """The line without the mark that Word makes by itself; as it is where Word would make another one."""
    for level, (pattern, _, _) in enumerate(LEVELS):
        if found := pattern.match(line):
            if to_int(found[1]) != counts[level] + 1:
                return line
            counts[level] += 1
            counts[level + 1 :] = [0] * (len(counts) - level - 1)
            numbered = _element("w:numPr")
            numbered.append(_element("w:ilvl", val=str(level)))
            numbered.append(_element("w:numId", val=number))
            paragraph._p.get_or_add_pPr().append(numbered)
            return line[found.end() :]
    return line


def html(text: str, path: Path, paragraph: str) -> None:
    words = "".join(paragraph.format(line) for line, place in lines_of(text) if place != "blank")
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{words}</body></html>", encoding="utf-8")


MARKED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．])[^。：\n]{2,40}[。：]?"
)


def bold(text: str, path: Path) -> None:
    """Markdown as people set it: the title a heading, headings and first sentences of points in bold."""
    lines = [(line, place) for line, place in lines_of(text) if place != "blank"]
    blocks = [f"# {line}" if place == "title" else MARKED.sub(r"**\g<0>**", line, count=1) for line, place in lines]
    path.write_text("\n\n".join(blocks), encoding="utf-8")


# What sites set around a text: {title} is the heading of the page, {body} the paragraphs below it.
PAGES = {
    "html, county page": (
        "<div class='top'><a href='/'>首页</a> <a href='/zw'>政务公开</a> <a href='/fw'>办事服务</a></div>"
        "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/zw'>政务公开</a> &gt; 领导讲话</div>"
        "<h1>{title}</h1><div class='info'><span>来源：县政府办公室</span> <span>浏览次数：<i>312</i></span>"
        "<span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div><div id='zoom'>{body}</div>"
        "<p><a href='1.html'>上一篇：石桥县召开防火工作会</a></p><p><a href='3.html'>下一篇：没有了</a></p>"
        "<div class='foot'>主办：云岭县人民政府 备案号：滇ICP备00000000号 网站标识码：5300000000</div>"
    ),
    "html, gov.cn page": (
        "<div class='nav'><a href='/'>国务院</a><a href='/xw'>新闻</a><a href='/zc'>政策</a></div>"
        "<div class='article'><h1>{title}</h1><div class='pages-date'><span class='font'>来源：云岭日报</span>"
        "<span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><a>打印</a></div>"
        "<div class='pages_content'>{body}</div><div class='editor'>责任编辑：何立群</div></div>"
        "<div class='related'>相关稿件<ul><li><a href='9.htm'>云岭县部署秋粮收购</a></li></ul></div>"
        "<div>版权所有：中国政府网 京ICP备00000000号</div>"
    ),
    "html, WeChat page": (
        "<h1 class='rich_media_title' id='activity-name'>{title}</h1><div class='rich_media_meta_list'>"
        "<span id='profileBt'><a href='javascript:void(0);' id='js_name'>云岭发布</a></span></div>"
        "<div class='rich_media_content' id='js_content'>{body}</div>"
        "<div class='rich_media_tool'><span>阅读 312</span> <span>赞 6</span> <span>在看 2</span></div>"
        "<div>微信扫一扫关注该公众号</div><div>预览时标签不可点</div>"
    ),
}


def page(text: str, path: Path, frame: str) -> None:
    lines = [(line, place) for line, place in lines_of(text) if place != "blank"]
    title = "".join(line for line, place in lines if place == "title")
    body = "".join(f"<p style='text-indent:2em'><span>{line}</span></p>\n" for line, place in lines if place != "title")
    words = frame.format(title=title, body=body)
    head = f"<head><meta charset='utf-8'><title>{title}-云岭县人民政府</title></head>"
    path.write_text(f"<html>{head}<body>{words}</body></html>", encoding="utf-8")


def make(folder: Path) -> dict[str, dict[str, Path]]:
    """The files: format -> text -> path."""
    made: dict[str, dict[str, Path]] = {}
    kinds: dict[str, Callable[[str, Path], None]] = {
        "docx, typed": word,
        "docx, automatic": lambda text, path: word(text, path, automatic=True),
        "running heads": lambda text, path: word(text, path, heads=True),
        "two columns": lambda text, path: word(text, path, columns=True),
    }
    for name, text in texts().items():
        for encoding in ENCODINGS:
            path = folder / f"{name}-{encoding}.txt"
            path.write_bytes(_encoded(text, encoding))
            made.setdefault(f"txt, {encoding}", {})[name] = path
        made.setdefault("md", {})[name] = folder / f"{name}.md"
        blocks = "\n\n".join(line for line, place in lines_of(text) if place != "blank")
        made["md"][name].write_text(blocks, encoding="utf-8")
        for kind, form in (("html, p", "<p>{}</p>\n"), ("html, br", "{}<br>\n")):
            made.setdefault(kind, {})[name] = folder / f"{name}-{kind[-1]}.html"
            html(text, made[kind][name], form)
        made.setdefault("md, bold", {})[name] = folder / f"{name}-bold.md"
        bold(text, made["md, bold"][name])
        for number, (kind, frame) in enumerate(PAGES.items()):
            made.setdefault(kind, {})[name] = folder / f"{name}-page{number}.html"
            page(text, made[kind][name], frame)
        for kind, build in kinds.items():
            path = folder / f"{name}-{kind.replace(' ', '').replace(',', '-')}.docx"
            build(text, path)
            made.setdefault(kind, {})[name] = path
    heads, columns = made.pop("running heads"), made.pop("two columns")
    if office.program():
        typed, automatic = made["docx, typed"], made["docx, automatic"]
        for target in ("odt", "rtf", "doc"):
            made[f"{target}, typed"] = _convert(typed, target, folder)
        for target in ("odt", "doc"):
            made[f"{target}, automatic"] = _convert(automatic, target, folder)
        prints = {"plain": typed, "automatic": automatic, "running heads": heads, "two columns": columns}
        for kind, files in prints.items():
            made[f"pdf, {kind}"] = _convert(files, "pdf", folder)
    return made


def _encoded(text: str, encoding: str) -> bytes:
    return traditional(text).encode(encoding) if encoding == "big5" else text.encode(encoding)


def traditional(text: str) -> str:
    """In traditional characters, those that Big5 lacks left out."""
    forms = str.maketrans({simple: form for form, simple in zip(TRADITIONAL, SIMPLIFIED, strict=True)})
    return text.translate(forms).encode("big5", "ignore").decode("big5")


def _convert(files: dict[str, Path], target: str, folder: Path) -> dict[str, Path]:
    command = [str(office.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder / target), *map(str, files.values())]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return {name: folder / target / f"{path.stem}.{target}" for name, path in files.items()}


# Comparing


def shape(path: Path) -> Shape:
    """Outline, metadata, roles and tasks of the first speech, blanks aside."""
    speech = read(path)[0]
    nodes = list(speech.walk())
    fields = [
        name for name in type(speech.metadata).__dataclass_fields__ if name not in ("source", "spans", "confidence")
    ]
    return (
        [(node.level, _bare(node.marker), _bare(node.title)[:12]) for node in nodes],
        {name: _bare(getattr(speech.metadata, name)) for name in fields},
        [node.role for node in nodes],
        _tasks(speech),
    )


def _tasks(speech: Speech) -> list[Any]:
    return [(_bare(task.text)[:20], task.due, task.units, task.lead) for task in speech.tasks]


def _bare(value: object) -> str:
    return "".join(str(value or "").split()).replace("．", ".").replace("—", "-")


def compare(made: dict[str, dict[str, Path]], folder: Path) -> dict[str, list[list[bool]]]:
    """Format -> a row a text: whether each aspect is the same."""
    right: dict[str, Shape] = {}
    right_big5: dict[str, Shape] = {}
    for name, text in texts().items():
        for words, shapes in ((text, right), (traditional(text), right_big5)):
            path = folder / f"{name}.txt"
            path.write_text(words, encoding="utf-8")
            shapes[name] = shape(path)
    out: dict[str, list[list[bool]]] = {}
    for kind, files in made.items():
        for name, path in files.items():
            try:
                found: Shape | None = shape(path)
            except ReadError as error:
                print(error, file=sys.stderr)
                found = None
            expected = (right_big5 if "big5" in kind else right)[name]
            same = [found is not None and a == b for a, b in zip(expected, found or (0, 0, 0, 0), strict=True)]
            out.setdefault(kind, []).append(same)
    return out


def table(rows: dict[str, list[list[bool]]]) -> Iterator[str]:
    yield "| format | " + " | ".join(ASPECTS) + " |"
    yield "| --- |" + " ---: |" * len(ASPECTS)
    for kind, texts_ in rows.items():
        cells = [f"{sum(text[i] for text in texts_)} of {len(texts_)}" for i in range(len(ASPECTS))]
        yield f"| {kind} | " + " | ".join(cells) + " |"


MARK = "<!-- made by tests/tools/formats.py -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="put the table into this page")
    parser.add_argument("--show", nargs=2, metavar=("TEXT", "FORMAT"), help="what differs")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = make(folder)
        if options.show:
            text, kind = options.show
            path = folder / "right.txt"
            path.write_text(texts()[text], encoding="utf-8")
            for a, b in zip(shape(path), shape(made[kind][text]), strict=True):
                if a != b:
                    print(a, b, sep="\n")
            return 0
        rows = compare(made, folder)
    lines = list(table(rows))
    print("\n".join(lines))
    cells = [cell for texts_ in rows.values() for text in texts_ for cell in text]
    print(f"{sum(cells)} of {len(cells)} the same, {sum(cells) / len(cells):.1%}")
    if options.write:
        before, _, rest = options.write.read_text(encoding="utf-8").partition(MARK)
        after = rest.partition(MARK)[2]
        page = before + MARK + "\n\n" + "\n".join(lines) + "\n\n" + MARK + after
        options.write.write_text(page, encoding="utf-8")
    return 0 if sum(cells) >= ENOUGH * len(cells) else 1


if __name__ == "__main__":
    raise SystemExit(main())
