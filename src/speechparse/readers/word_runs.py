"""The words of a Word paragraph: runs in order, hidden, struck and deleted ones left out, fields by their results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .word_numbering import attr, child, tag, val
from .word_styles import Style, Styles

SKIPPED = {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "Fallback", "rt", "sdtPr", "tblPr", "trPr", "tcPr"}
_TEXT_OF = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BLOCKS = {"p", "tbl"}
_LONGEST_CODE = 100  # characters of a field's instruction that matter


@dataclass(slots=True)
class Words:
    """A paragraph's text, the bold stretches in it, the text boxes anchored in it."""

    text: str = ""
    bold: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    contents: bool = False  # a line of a table of contents
    hidden: bool = False
    struck: bool = False


class Runs:
    """Reads paragraphs one after another: a field may run over several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[str] = []  # the instructions of the fields that are open

    def read(self, paragraph: Element, style: Style) -> Words:
        """The words of a paragraph. Walked without recursion: runs may stand as deep as the file makes it."""
        words, parts, length = Words(contents=style.contents or self._in_contents()), [], 0
        stack: list[tuple[Iterator[Element], Style]] = [(iter(paragraph), style)]
        while stack:
            elements, own = stack[-1]
            inner = next(elements, None)
            if inner is None:
                stack.pop()
                continue
            kind = tag(inner)
            if kind == "t" or kind in _TEXT_OF:
                text = _text(inner, kind)
                if own.hidden or own.struck:
                    words.hidden, words.struck = words.hidden or own.hidden, words.struck or own.struck
                    continue
                if own.bold and text.strip():
                    _extend(words.bold, length, length + len(text))
                parts.append(text)
                length += len(text)
            elif kind == "r":
                stack.append((iter(inner), self._styles.run(child(inner, "rPr"), own)))
            elif kind == "txbxContent":
                words.boxes.append(inner)
            elif kind in ("fldChar", "instrText", "fldSimple"):
                words.contents |= self._field(inner, kind)
                if kind == "fldSimple":
                    stack.append((iter(inner), own))
            elif kind == "sdt" and is_placeholder(inner):
                continue
            elif kind not in SKIPPED and kind not in _BLOCKS and len(inner):
                stack.append((iter(inner), own))
        words.text = "".join(parts)
        return words

    def _field(self, element: Element, kind: str) -> bool:
        """Note a field's beginning, instruction or end; whether it belongs to a table of contents."""
        if kind == "fldSimple":
            return _is_contents(attr(element, "instr") or "")
        if kind == "instrText":
            if self._fields and len(self._fields[-1]) < _LONGEST_CODE:
                self._fields[-1] += element.text or ""
            return self._in_contents()
        step = attr(element, "fldCharType")
        if step == "begin":
            self._fields.append("")
        elif step == "end" and self._fields:
            self._fields.pop()
        return False

    def _in_contents(self) -> bool:
        return any(_is_contents(code) for code in self._fields[-4:])


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows the words that ask for its content, and has none."""
    properties = child(control, "sdtPr")
    return properties is not None and is_shown_placeholder(properties)


def is_shown_placeholder(properties: Element) -> bool:
    """Whether the ``sdtPr`` of a content control says so."""
    shown = child(properties, "showingPlcHdr")
    return shown is not None and attr(shown, "val") not in ("0", "false", "off")


def is_contents_control(properties: Element) -> bool:
    """Whether the ``sdtPr`` of a content control says that it holds a table of contents."""
    part = child(properties, "docPartObj")
    return part is not None and (val(part, "docPartGallery") or "").lower().startswith("table of contents")


def _is_contents(code: str) -> bool:
    return code.lstrip()[:7].upper().startswith(("TOC", "PAGEREF"))


def _text(element: Element, kind: str) -> str:
    if kind == "t":
        return element.text or ""
    return "" if attr(element, "type") in ("page", "column") else _TEXT_OF[kind]


def _extend(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    if stretches and stretches[-1][1] == start:
        stretches[-1] = stretches[-1][0], end
    else:
        stretches.append((start, end))
