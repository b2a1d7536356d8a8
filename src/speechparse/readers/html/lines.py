"""A page's tree -> its lines as a browser would break them, each with what the elements around it say.

Inline elements never break a line, whatever their name (``<st1:chsdate>``, ``<nobr>``, links); blocks and ``<br>`` do.
Rows of data tables are one line each. What is hidden, scripted or to be filled in is left out here; what belongs to
the page and not to its text is told apart later, in ``content``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import tables
from .counters import Counter, typed
from .pieces import BLANKS, Mark, join_pieces
from .tree import BLOCKS, Element

_DROPPED = frozenset({"script", "style", "noscript", "template", "select", "button", "textarea", "svg", "iframe"})
_DROPPED |= {"object", "head", "title", "datalist", "rp", "rt", "audio", "video", "canvas", "map"}
_STRONG = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
INVISIBLE = re.compile(
    r"visibility\s{0,5}:\s{0,5}hidden|opacity\s{0,5}:\s{0,5}0(?![.\d])|font-size\s{0,5}:\s{0,5}0(?![.\d])",
    re.IGNORECASE,
)
_KEEPS_BLANKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)


class Line(NamedTuple):
    """A line. ``linked`` counts its characters in links, ``ends`` are the places where inline elements end.

    ``level`` is that of a heading, ``item`` that of a list member whose first line it is; 0 for none. ``cells`` are the
    columns of a table's row, counted in the line; ``table`` numbers the table.
    """

    text: str
    owner: Element
    linked: int = 0
    level: int = 0
    item: int = 0
    strong: tuple[tuple[int, int], ...] = ()
    ends: tuple[int, ...] = ()
    cells: tuple[tuple[int, int, int, int], ...] = ()  # start, end, column, height: rows that it stands in
    table: int = 0
    heads: bool = False


def lines(root: Element) -> tuple[list[Line], dict[Element, tuple[int, int]]]:
    """The visible lines of a page, and for each element the first of its lines and the one after its last."""
    renderer = _Renderer()
    renderer.walk(root)
    renderer.flush(root)
    return renderer.lines, renderer.ranges


class _Renderer:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.ranges: dict[Element, tuple[int, int]] = {}
        self._pieces: list[str | tuple[Mark]] = []
        self._owner: Element | None = None
        self._level = 0
        self._lists: list[Counter] = []
        self._marker = ""
        self._item = 0
        self._links = self._strong = self._pre = 0
        self._tables = 0

    def walk(self, element: Element) -> None:
        first = len(self.lines)
        if element.block:
            self.flush(element)
            first = len(self.lines)
        rows = tables.data(element, cell_text) if element.name == "table" else None
        if element.name == "tr":
            tables.flatten(element)
        if rows is not None:
            self._table(element, rows)
        else:
            leave = self._enter(element)
            for child in element.children:
                if isinstance(child, str):
                    self._data(child, element)
                elif child.name == "br":
                    self._owner = self._owner or element
                    self.flush(element, keep_level=True)
                elif not _left_out(child):
                    if child.name in ("td", "th") and not child.block:
                        self._pieces.append(("tab",))
                    self.walk(child)
            leave()
        if element.block:
            self.ranges[element] = (first, len(self.lines))

    def _enter(self, element: Element) -> Callable[[], None]:
        name, style = element.name, element.get("style")
        before = (self._level, self._strong, self._pre, self._links, len(self._lists))
        marks: list[Mark] = []
        if name in _HEADINGS:
            self._level = _HEADINGS[name]
        elif name in ("ol", "ul", "menu", "dir"):
            self._lists.append(Counter(element, len(self._lists) + 1))
        elif name == "li" and self._lists:
            self._marker, self._item = self._lists[-1].marker(element), self._lists[-1].level
        elif name == "a" and element.get("href"):
            self._links += 1
            self._pieces.append(("link",))
            marks.append("/link")
        if name == "pre" or (style and _KEEPS_BLANKS.search(style)):
            self._pre += 1
        if (name in _STRONG and not (style and _NOT_BOLD.search(style))) or (style and _BOLD.search(style)):
            if not self._strong:
                self._pieces.append(("strong",))
                marks.append("/strong")
            self._strong += 1
        if not element.block:
            marks.append("end")

        def leave() -> None:
            self._pieces.extend((mark,) for mark in marks)
            if element.block:
                self.flush(element)
            self._level, self._strong, self._pre, self._links, depth = before
            if name == "li":
                self._marker, self._item = "", 0
            del self._lists[depth:]

        return leave

    def _data(self, data: str, element: Element) -> None:
        if self._owner is None and data.strip():
            self._owner = element
        if not self._pre:
            self._pieces.append(data)
            return
        first, *rest = data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._pieces.append(first)
        for line in rest:
            self.flush(element, keep_level=True)
            self._owner = element
            self._pieces.append(line)

    def flush(self, element: Element, *, keep_level: bool = False) -> None:
        """End the line."""
        pieces, self._pieces = self._pieces, []
        # What is open goes on in the next line.
        if self._links:
            self._pieces.append(("link",))
        if self._strong:
            self._pieces.append(("strong",))
        text, linked, strong, ends = join_pieces(pieces)
        if text:
            marker = self._marker if self._marker and not typed(text) else ""
            shift = len(marker)
            owner = self._owner or element
            while not owner.block and owner.parent is not None:
                owner = owner.parent
            level = self._level
            self.lines.append(
                Line(
                    marker + text,
                    owner,
                    linked,
                    level,
                    self._item,
                    tuple((start + shift, end + shift) for start, end in strong),
                    tuple(end + shift for end in ends),
                )
            )
            self._marker, self._item = "", 0
        if text or not keep_level:
            self._owner = None

    def _table(self, element: Element, rows: list[tables.Row]) -> None:
        self._tables += 1
        self.lines += [
            Line(row.text, element, row.linked, cells=row.cells, table=self._tables, heads=row.heads) for row in rows
        ]


def _left_out(element: Element) -> bool:
    name, attributes = element.name, element.attributes
    if name in _DROPPED:
        return True
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style", "")
    # A hidden block may be the text that a script shows (WeChat): ``content`` decides; a word in a line is hidden.
    return bool(style) and bool(_HIDDEN.search(style) or (not element.block and INVISIBLE.search(style)))


def cell_text(element: Element) -> tuple[list[str], int]:
    """The lines of a table's cell and its characters in links."""
    renderer = _Renderer()
    renderer.walk(element)
    renderer.flush(element)
    return [line.text for line in renderer.lines], sum(line.linked for line in renderer.lines)


def up(element: Element) -> Iterator[Element]:
    """The element and those around it, outwards."""
    node: Element | None = element
    while node is not None:
        yield node
        node = node.parent


__all__ = ["BLANKS", "BLOCKS", "Line", "cell_text", "lines", "up"]
