"""The ledger as a Word file: A4 landscape, a table a speech, its head row and a page number on every page."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from ..ledger.words import word
from .ledger_groups import half_pages, merged
from .ledger_table import Layout, Ledger

_BODY, _HEAD, _TITLE_FONT, _LATIN = "仿宋_GB2312", "黑体", "方正小标宋简体", "Times New Roman"
_PAGE = (29.7, 21.0)  # cm
_MARGIN = 1.4
_SIZE, _HEAD_SIZE, _TITLE_SIZE = 9.0, 9.0, 20.0  # points
_LEAST = {"number": 1.0, "people": 1.35, "leaders": 1.35, "status": 1.35, "when": 3.7, "milestones": 3.7}  # cm
_PAGE_HIGH = _PAGE[1] - 2 * _MARGIN - 1.2  # cm that rows fill, below the head
_ONE_LINE, _SMALL_TITLE = 34, 16.0  # characters of a title that fit on a line, and the size of longer ones
_PADDING = 70  # twentieths of a point, at the sides of a cell
_NO_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STILL = datetime(2000, 1, 1)  # the same ledger gives the same document


def write(ledgers: list[Ledger], path: Path, layout: Layout) -> None:
    """Write the document. OSError where that fails."""
    document: Any = docx.Document()
    ledgers = ledgers or [Ledger(word("title.ledger", layout.language), "", [], layout.columns)]
    properties = document.core_properties
    properties.created = properties.modified = _STILL
    properties.author = properties.comments = ""
    properties.title = _safe(ledgers[0].title)[:255]
    properties.language = "zh-CN" if layout.language == "zh" else "en"
    _style(document.styles["Normal"])
    _page(document.sections[0], layout)
    for n, one in enumerate(ledgers):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_after = Pt(10)
        title.paragraph_format.page_break_before = n > 0
        title.paragraph_format.keep_with_next = True
        size = _TITLE_SIZE if len(one.title) <= _ONE_LINE else _SMALL_TITLE
        _font(title.add_run(_safe(one.title)), _TITLE_FONT, size)
        _table(document, one, layout)
    document.save(str(path))


def _style(style: Any) -> None:
    style.font.name, style.font.size = _LATIN, Pt(_SIZE)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), _BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)


def _font(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size = _LATIN, Pt(size)
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), name)


def _page(section: Any, layout: Layout) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(side) for side in _PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    section.footer_distance = Cm(0.9)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in re.split(r"(\{page\}|\{pages\})", word("cell.page", layout.language)):
        if part in ("{page}", "{pages}"):
            _field(paragraph, "PAGE" if part == "{page}" else "NUMPAGES")
        elif part:
            paragraph.add_run(part)


def _field(paragraph: Any, instruction: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _table(document: Any, one: Ledger, layout: Layout) -> None:
    table = document.add_table(rows=1 + len(one.rows), cols=len(one.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _padding(table)
    widths = _fitted(one)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    lines = [[column.title for column in one.columns], *([c.shown(row) for c in one.columns] for row in one.rows)]
    joined = list(merged(one, layout, half_pages([_height(texts, widths) for texts in lines[1:]], _PAGE_HIGH)))
    covered = {(row, at) for at, first, end, _ in joined for row in range(first + 1, end)}
    rows = [(row._tr, list(row._tr.tc_lst)) for row in table.rows]  # asking the table for a cell takes long
    for n, ((line, boxes), texts) in enumerate(zip(rows, lines, strict=True)):
        for i, (column, width, box, text) in enumerate(zip(one.columns, widths, boxes, texts, strict=True)):
            box.width = Cm(width)
            cell = _Cell(box, table)
            _fill(cell, "" if (n - 1, i) in covered else text, head=n == 0, centred=n == 0 or column.centred)
        properties = line.get_or_add_trPr()
        for mark in ("w:cantSplit", "w:tblHeader")[: 2 if n == 0 else 1]:  # a row on one page, the head on every page
            properties.append(properties.makeelement(qn(mark), {qn("w:val"): "true"}))
    for at, first, end, _ in joined:
        for n in range(first, end):
            rows[1 + n][1][at].vMerge = "restart" if n == first else "continue"


def _height(texts: list[str], widths: list[float]) -> float:
    """About how many centimetres a row is high."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        room = max(1, int((width - 0.25) / (_SIZE * 0.0353)))
        lines = max(lines, sum(1 + len(line) // room for line in text.split("\n")))
    return lines * _SIZE * 0.0353 * 1.4 + 0.15


def _padding(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", 40), ("left", _PADDING), ("bottom", 40), ("right", _PADDING)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(size))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def _fitted(one: Ledger) -> list[float]:
    """Centimetres: dates, names and states as wide as they need, the rest of the page for the others."""
    widths = [float(width) for width in one.widths()]
    room = _PAGE[0] - 2 * _MARGIN
    taken = {i: _LEAST[column.field] for i, column in enumerate(one.columns) if column.field in _LEAST}
    for i, column in enumerate(one.columns):
        if column.field == "when":  # as wide as its longest date
            taken[i] = min(taken[i], max([_wide(column.title), *[_wide(column.shown(row)) for row in one.rows]]))
    rest = sum(width for i, width in enumerate(widths) if i not in taken)
    if sum(taken.values()) > room / 2 or not rest:
        taken, rest = {}, sum(widths)
    share = (room - sum(taken.values())) / rest
    return [taken.get(i, width * share) for i, width in enumerate(widths)]


def _wide(text: str) -> float:
    """Centimetres that the longest line of a cell takes."""
    longest = max(sum(1.0 if char > "\u02ff" else 0.55 for char in line) for line in text.split("\n"))
    return longest * _SIZE * 0.0353 + 0.35


def _fill(cell: Any, text: str, *, head: bool, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for n, line in enumerate(_safe(text).split("\n")):
        paragraph = cell.add_paragraph() if n else cell.paragraphs[0]
        run = paragraph.add_run(line)
        if head:
            _font(run, _HEAD, _HEAD_SIZE)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _safe(text: str) -> str:
    return _NO_CONTROL.sub("", text)
