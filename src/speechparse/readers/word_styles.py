"""Word's styles: heading level, numbering, and what hides or strikes text, inherited along ``basedOn``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from xml.etree.ElementTree import Element

from .word_numbering import Numbering, attr, child, tag, val

_OFF = ("0", "false", "off", "none")
_TITLES = {"title": "title", "标题": "title", "subtitle": "subtitle", "副标题": "subtitle"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says. ``numbering`` is (numId, ilvl); ``contents`` marks the styles of a table of contents."""

    kind: Literal["title", "subtitle", "heading"] | None = None
    level: int = 0
    numbering: tuple[str, int] | None = None
    hidden: bool = False
    struck: bool = False
    bold: bool = False
    contents: bool = False


PLAIN = Style()


class Styles:
    """The styles of a document by id. A paragraph without one has the default paragraph style."""

    def __init__(self, root: Element, numbering: Numbering) -> None:
        rows = {attr(element, "styleId") or "": element for element in root if tag(element) == "style"}
        self._numbering = numbering
        self._done: dict[str, Style] = {}
        for key in rows:
            chain, seen = [key], {key}  # walked without recursion: the chain is as long as the file makes it
            while (base := val(rows[chain[-1]], "basedOn")) in rows and base not in seen and base not in self._done:
                chain.append(base)
                seen.add(base)
            for link in reversed(chain):
                self._done[link] = self._style(link, rows[link])
        default = (k for k, e in rows.items() if attr(e, "default") in ("1", "true", "on") and _is_paragraph(e))
        self.default = self._done.get(next(default, ""), PLAIN)

    def paragraph(self, properties: Element | None) -> Style:
        """The style of a paragraph with these ``pPr``, its own outline level, numbering and mark laid over."""
        if properties is None:
            return self.default
        style = self._done.get(val(properties, "pStyle") or "", self.default)
        level = val(properties, "outlineLvl")
        if level is not None and level.isdecimal() and int(level) < 9:
            style = replace(style, kind="heading", level=int(level) + 1)
        numbering = self._own_numbering(properties, style.numbering)
        return style if numbering == style.numbering else replace(style, numbering=numbering)

    def run(self, properties: Element | None, style: Style) -> Style:
        """The style of a run with these ``rPr`` in a paragraph of ``style``: hidden, struck, bold."""
        if properties is None or not len(properties):
            return style
        named = self._done.get(val(properties, "rStyle") or "", PLAIN)
        hidden = _toggle(properties, "vanish", named.hidden or style.hidden)
        struck = _toggle(properties, "dstrike", _toggle(properties, "strike", named.struck or style.struck))
        bold = _toggle(properties, "b", named.bold or style.bold)
        if (hidden, struck, bold) == (style.hidden, style.struck, style.bold):
            return style
        return replace(style, hidden=hidden, struck=struck, bold=bold)

    def _style(self, key: str, element: Element) -> Style:
        base = self._done.get(val(element, "basedOn") or "", PLAIN)
        properties, runs = child(element, "pPr"), child(element, "rPr")
        name = (val(element, "name") or "").lower().replace(" ", "")
        kind, level = base.kind, base.level
        outline = val(properties, "outlineLvl")
        if name in _TITLES:
            kind, level = _TITLES[name], 0  # type: ignore[assignment]
        elif name.startswith(("heading", "标题")) and name[-1:] in "123456789":
            kind, level = "heading", int(name[-1])
        elif outline is not None and outline.isdecimal():
            kind, level = ("heading", int(outline) + 1) if int(outline) < 9 else (None, 0)
        numbering = base.numbering
        if properties is not None:
            numbering = self._own_numbering(properties, numbering)
            own = child(properties, "numPr")
            if own is not None and numbering and not val(own, "ilvl"):
                numbering = numbering[0], self._numbering.level_of(numbering[0], key)
        style = Style(kind, level, numbering, base.hidden, base.struck, base.bold)
        style = self.run(runs, style)
        return replace(style, contents=base.contents or name.startswith("toc"))

    @staticmethod
    def _own_numbering(properties: Element, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
        """(numId, ilvl) of a paragraph. numId "0" switches an inherited numbering off: no list has it."""
        element = child(properties, "numPr")
        if element is None:
            return inherited
        number = val(element, "numId") or (inherited[0] if inherited else None)
        level = val(element, "ilvl") or "0"
        return (number, int(level)) if number is not None and level.isdecimal() and len(level) < 3 else None


def _is_paragraph(style: Element) -> bool:
    return attr(style, "type") in ("paragraph", None)


def _toggle(properties: Element, name: str, inherited: bool) -> bool:
    element = child(properties, name)
    return inherited if element is None else attr(element, "val") not in _OFF
