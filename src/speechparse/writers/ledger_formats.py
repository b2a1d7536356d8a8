"""What the sheets of a workbook have in common: formats of cells, fonts and sizes, days, the printed page."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from ..ledger.words import word
from .ledger_table import Layout

_LONGEST_CELL = 32_767  # Excel's limit
SIZE, SMALL = 11.0, 8.0  # points; the small one where a cell would be higher than Excel allows
_BODY, _HEAD, _TITLE_FONT = "仿宋_GB2312", "黑体", "方正小标宋简体"
_NO_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
STILL = datetime(2000, 1, 1)  # the same ledger gives the same bytes
_SHADE = "#D9E2F3"
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **wish: Any) -> Any:
        """A cell's format: the usual one with what is wished."""
        usual = {"font_name": _BODY, "font_size": SIZE, "valign": "vcenter", "text_wrap": True, "border": 1}
        key = tuple(sorted({**usual, **wish}.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(key))
        return self.made[key]

    @property
    def title(self) -> Any:
        """Of the line above the table."""
        return self.get(font_name=_TITLE_FONT, font_size=20.0, align="center", border=0)

    @property
    def header(self) -> Any:
        """Of the columns' titles."""
        return self.get(font_name=_HEAD, align="center", bg_color=_SHADE)


def midnight(last: date) -> datetime:
    """A day as a workbook holds it."""
    return datetime(last.year, last.month, last.day)


def page_setup(sheet: Any, layout: Layout) -> None:
    """A4 on its side, one page wide, the pages counted at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(**MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + word("cell.page", layout.language, page="&P", pages="&N"))


def safe(text: str) -> str:
    """The words without what a cell cannot hold."""
    text = _NO_CONTROL.sub("", text)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
