"""Tokens -> a tree of elements, forgiving as browsers are: tags left out or crossed cost no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .tokens import _NONE, Attributes, tokens

MAX_ELEMENTS = 500_000
MAX_DEPTH = 200

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "bgsound",
        "frame",
        "keygen",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_IN_HEAD = frozenset(["title", "meta", "link", "base", "style", "script", "noscript", "bgsound"])
# A start tag closes an open element of these, unless one of the walls stands between.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
_CELLS, _ROWS = frozenset({"td", "th"}), frozenset({"tr"})
_TABLE = frozenset({"table"})
_PARTS = frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"})
for _name in ("td", "th"):
    _CLOSES[_name] = (_CELLS, _TABLE)
_CLOSES["tr"] = (_ROWS, _TABLE)
for _name in ("thead", "tbody", "tfoot"):
    _CLOSES[_name] = (_PARTS, _TABLE)
_CLOSES["li"] = (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "td", "th", "table"}))
for _name in ("dt", "dd"):
    _CLOSES[_name] = (frozenset({"dt", "dd"}), frozenset({"dl", "td", "th", "table"}))
_CLOSES["option"] = (frozenset({"option"}), frozenset({"select"}))
_CLOSES["a"] = (frozenset({"a"}), BLOCKS)
_NOT_IN_P = BLOCKS - {"option", "optgroup", "legend", "caption"}
_P = (frozenset({"p"}), frozenset({"td", "th", "table", "div", "li", "section", "body"}))
_OF_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_OUTERMOST = 4
_DISPLAY = re.compile(r"display\s*:\s*(none|block)", re.IGNORECASE)


class TooLarge(Exception):
    """A page of more elements than any page of text has."""


class Element:
    """An element: its ``children`` are elements and pieces of text."""

    __slots__ = ("attributes", "block", "children", "name", "parent")

    def __init__(self, name: str, attributes: Attributes = _NONE, parent: Element | None = None) -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children: list[Element | str] = []
        self.block = name in BLOCKS
        if "style" in attributes and (shown := _DISPLAY.search(attributes["style"])):
            self.block = shown[1].lower() == "block" or self.block

    def get(self, name: str) -> str:
        """An attribute's value as written, or the empty text."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """This element and all below it, in the order of the page."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """All its words, as they stand."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(pieces)


def build(page: str) -> Element:
    """The tree of a page. Raises TooLarge."""
    root = Element("body")
    stack = [root]
    count = 0
    for token in tokens(page):
        if token.kind == "text":
            stack[-1].children.append(token.name)
        elif token.kind == "end":
            _close(stack, token.name)
        elif token.name in ("html", "body"):
            _leave_head(stack)
        else:
            count += 1
            if count > MAX_ELEMENTS:
                raise TooLarge
            _open(stack, token.name, token.attributes)
    return root


def _open(stack: list[Element], name: str, attributes: Attributes) -> None:
    if name not in _IN_HEAD:
        _leave_head(stack)
    if name in _NOT_IN_P:
        _close_one(stack, _P)
    if name in _CLOSES:
        _close_one(stack, _CLOSES[name])
    if name in _HEADINGS and stack[-1].name in _HEADINGS:
        stack.pop()
    parent = stack[-1]
    element = Element(name, attributes, parent)
    parent.children.append(element)
    if name not in VOID and len(stack) < MAX_DEPTH:
        stack.append(element)


def _leave_head(stack: list[Element]) -> None:
    for depth in range(1, min(len(stack), _OUTERMOST)):  # </head> may be left out, <html> be wrapped
        if stack[depth].name == "head":
            del stack[depth:]
            return


def _close_one(stack: list[Element], rule: tuple[frozenset[str], frozenset[str]]) -> None:
    names, walls = rule
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].name in names:
            del stack[depth:]
            return
        if stack[depth].name in walls:
            return


def _close(stack: list[Element], name: str) -> None:
    block = name in BLOCKS
    for depth in range(len(stack) - 1, 0, -1):
        open_name = stack[depth].name
        if open_name == name or (name in _HEADINGS and open_name in _HEADINGS):  # <h2>…</h1>
            del stack[depth:]
            return
        # A stray </div> in a cell does not close the table, nor a stray </span> the paragraph.
        if (open_name in _OF_TABLES and name not in _OF_TABLES) or (not block and open_name in BLOCKS):
            return
