"""The ledger as a Word file: A4 landscape, a table a speech, its head row repeated on every page."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .ledger import COLUMNS, SECTION, Layout, Ledger, groups

_FONT = "宋体"
_PAGE = (29.7, 21.0)  # cm
_MARGIN = 1.5
_NO_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STILL = datetime(2000, 1, 1)  # the same ledger gives the same document


def write(ledgers: list[Ledger], path: Path, layout: Layout) -> None:
    """Write the document. OSError where that fails."""
    document: Any = docx.Document()
    document.core_properties.created = document.core_properties.modified = _STILL
    document.core_properties.author = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(side) for side in _PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    for n, one in enumerate(ledgers or [Ledger("任务分解表", "", [])]):
        if n:
            document.add_page_break()
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = title.add_run(_safe(one.title))
        run.bold, run.font.size = True, Pt(16)
        _table(document, one, layout)
    document.save(str(path))


def _table(document: Any, one: Ledger, layout: Layout) -> None:
    table = document.add_table(rows=1 + len(one.rows), cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = one.widths()
    unit = (_PAGE[0] - 2 * _MARGIN) / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width * unit)
    lines = [[column.title for column in COLUMNS], *([c.cell(row) for c in COLUMNS] for row in one.rows)]
    for n, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        for column, width, cell, text in zip(COLUMNS, widths, row.cells, texts, strict=True):
            cell.width = Cm(width * unit)
            _fill(cell, text, head=n == 0, centred=n == 0 or column.centred)
        mark = "w:tblHeader" if n == 0 else "w:cantSplit"  # the head on every page, a row on one page
        properties = row._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn(mark), {qn("w:val"): "true"}))
    if layout.merge:
        for first, end in groups(one.rows):
            if end - first > 1:
                cells = [table.cell(1 + i, SECTION) for i in range(first, end)]
                for cell in cells[1:]:
                    cell.paragraphs[0].clear()
                merged = cells[0].merge(cells[-1])
                for paragraph in merged.paragraphs[1:]:
                    paragraph._p.getparent().remove(paragraph._p)


def _fill(cell: Any, text: str, *, head: bool, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.add_run(_safe(text)).bold = head
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _safe(text: str) -> str:
    return _NO_CONTROL.sub("", text)
