"""Word (.docx) by the standard library: paragraphs as lines, automatic numbering written out, headings as hints.

Clerks let Word number their lists, so 一、（一）1. often stands nowhere in the file's text: ``word_numbering`` makes
it from the definitions. Tracked deletions, hidden text, notes, headers and footers are left out; insertions and
the results of fields stay. A table's row is a line with tabs between its cells; a table of one column is only a
frame, so its paragraphs stay paragraphs. Parts with a DTD are refused: Word writes none, entity bombs need one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ..errors import ReadError
from ..source import Hint
from .registry import Content
from .word_numbering import Numbering, attr, child, tag

_DAMAGE = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,  # encrypted, or nested beyond all measure
    NotImplementedError,
    LookupError,
    ValueError,
)
_MAX_PART = 200_000_000
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "Fallback", "rt"}
_TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BLOCKS = {"p", "tbl"}


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text and hints of a Word file. Raises ReadError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(archive, name)
    except _DAMAGE as error:
        raise ReadError(
            name, f"the Word file is damaged ({error})", "open it in Word or WPS and save it again"
        ) from None


def _content(archive: zipfile.ZipFile, name: str) -> Content:
    parts = {part.filename: part for part in archive.infolist()}
    main = _main_part(archive, parts, name)
    folder = main.rpartition("/")[0]

    def optional(part: str) -> ElementTree.Element:
        path = f"{folder}/{part}"
        return _xml(archive, parts[path], name) if path in parts else ElementTree.Element("none")

    numbering = Numbering(optional("numbering.xml"))
    writer = _Writer(_styles(optional("styles.xml"), numbering), numbering)
    body = child(_xml(archive, parts[main], name), "body")
    if body is not None:
        writer.blocks(body)
    return Content("\n".join(writer.lines), None, tuple(writer.hints), hard_breaks=True)


def _main_part(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], name: str) -> str:
    if "_rels/.rels" in parts:
        for relation in _xml(archive, parts["_rels/.rels"], name):
            target = (attr(relation, "Target") or "").lstrip("/")
            if (attr(relation, "Type") or "").endswith("/officeDocument") and target in parts:
                if target.startswith("word"):
                    return target
                kind = {"xl": "an Excel workbook", "ppt": "a PowerPoint file"}.get(
                    target.partition("/")[0], "no Word file"
                )
                raise ReadError(name, f"is {kind}", "give a text, Markdown, Word (.docx), HTML or PDF file")
    raise ReadError(name, "is a ZIP archive without a Word document", "unpack it, or save the document as .docx")


def _xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> ElementTree.Element:
    if part.file_size > _MAX_PART:
        raise ReadError(name, f"{part.filename} unpacks to {part.file_size} bytes", "split the document")
    data = archive.read(part)
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # as UTF-8 or UTF-16
        raise ReadError(name, f"{part.filename} holds a document type definition", "open it in Word and save it again")
    return ElementTree.fromstring(data)


@dataclass(slots=True)
class _Style:
    kind: str | None  # title | heading
    level: int
    numbering: tuple[str, int] | None


@dataclass(slots=True)
class _Writer:
    """Collects lines and hints in document order."""

    styles: dict[str, _Style]
    numbering: Numbering
    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    offset: int = 0

    def blocks(self, parent: ElementTree.Element) -> None:
        """Paragraphs and tables, through any wrapper (content controls, insertions)."""
        for element in parent:
            kind = tag(element)
            if kind == "p":
                self.paragraph(element)
            elif kind == "tbl":
                self.table(element)
            elif kind not in _SKIPPED:
                self.blocks(element)

    def paragraph(self, element: ElementTree.Element) -> None:
        """One paragraph, its label in front; text boxes anchored in it follow as paragraphs of their own."""
        style, text = self.labelled(element)
        if style is not None and style.kind and text.strip():
            kind = "title" if style.kind == "title" else "heading"
            self.hints.append(Hint(self.offset, self.offset + len(text), kind, style.level))  # type: ignore[arg-type]
        self.line(text)
        for box in _boxes(element):
            self.blocks(box)

    def labelled(self, element: ElementTree.Element) -> tuple[_Style | None, str]:
        """The paragraph's style and its text with the automatic number in front."""
        properties = child(element, "pPr")
        style = self.styles.get(_val(properties, "pStyle") or "", None)
        if (level := _val(properties, "outlineLvl")) is not None and level.isdecimal() and int(level) < 9:
            style = _Style("heading", int(level) + 1, style.numbering if style else None)
        text = "".join(_runs(element))
        where = _numbering(properties, style.numbering if style else None)
        if where and text.strip():
            text = self.numbering.label(*where) + text
        return style, text

    def table(self, element: ElementTree.Element) -> None:
        """Rows as lines; in a table of one column, paragraphs as they are."""
        for row in _find(element, "tr"):
            cells = list(_find(row, "tc"))
            if len(cells) == 1:
                self.blocks(cells[0])
                continue
            self.line("\t".join(" ".join(self.cell(cell)) for cell in cells))

    def cell(self, cell: ElementTree.Element) -> Iterator[str]:
        """The paragraphs of a cell that have text, line breaks as blanks."""
        for paragraph in _find(cell, "p"):
            text = self.labelled(paragraph)[1].strip()
            if text:
                yield text.replace("\n", " ")

    def line(self, text: str) -> None:
        """Add one line."""
        self.lines.append(text)
        self.offset += len(text) + 1


def _find(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The nearest descendants of a name, deletions left out."""
    for inner in element:
        kind = tag(inner)
        if kind == name:
            yield inner
        elif kind not in _SKIPPED:
            yield from _find(inner, name)


def _runs(element: ElementTree.Element) -> Iterator[str]:
    for inner in element:
        kind = tag(inner)
        if kind == "t":
            yield inner.text or ""
        elif kind in _TEXT_OF:
            yield "" if attr(inner, "type") == "page" else _TEXT_OF[kind]
        elif kind == "r":
            if not _hidden(inner):
                yield from _runs(inner)
        elif kind not in _SKIPPED and kind not in _BLOCKS and kind != "txbxContent":
            yield from _runs(inner)


def _boxes(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for inner in element:
        kind = tag(inner)
        if kind == "txbxContent":
            yield inner
        elif kind not in _SKIPPED:
            yield from _boxes(inner)


def _hidden(run: ElementTree.Element) -> bool:
    properties = child(run, "rPr")
    vanish = None if properties is None else child(properties, "vanish")
    return vanish is not None and attr(vanish, "val") not in ("0", "false")


def _val(parent: ElementTree.Element | None, name: str) -> str | None:
    element = None if parent is None else child(parent, name)
    return None if element is None else attr(element, "val")


def _numbering(properties: ElementTree.Element | None, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    """(numId, ilvl) of a paragraph. numId "0" switches an inherited numbering off: no list has it."""
    element = None if properties is None else child(properties, "numPr")
    if element is None:
        return inherited
    number = _val(element, "numId") or (inherited[0] if inherited else None)
    level = _val(element, "ilvl") or "0"
    return (number, int(level)) if number is not None and level.isdecimal() else None


def _styles(root: ElementTree.Element, numbering: Numbering) -> dict[str, _Style]:
    """Paragraph styles by id: heading level and numbering, both inherited along basedOn."""
    rows = {attr(element, "styleId") or "": element for element in root if tag(element) == "style"}
    done: dict[str, _Style] = {}
    for key in rows:
        chain = [key]  # walked without recursion: the chain is as long as the file makes it
        while (base := _val(rows[chain[-1]], "basedOn")) and base in rows and base not in chain and base not in done:
            chain.append(base)
        for link in reversed(chain):
            done[link] = _style(link, rows[link], done.get(_val(rows[link], "basedOn") or ""), numbering)
    return done


def _style(key: str, element: ElementTree.Element, base: _Style | None, numbering: Numbering) -> _Style:
    properties = child(element, "pPr")
    name = (_val(element, "name") or "").lower().replace(" ", "")
    kind, level = (base.kind, base.level) if base else (None, 0)
    outline = _val(properties, "outlineLvl")
    if name in ("title", "标题"):
        kind, level = "title", 0
    elif name.startswith(("heading", "标题")) and name[-1:].isdigit():
        kind, level = "heading", int(name[-1])
    elif outline is not None and outline.isdecimal():
        kind, level = ("heading", int(outline) + 1) if int(outline) < 9 else (None, 0)
    where = _numbering(properties, base.numbering if base else None)
    if where and properties is not None and (own := child(properties, "numPr")) is not None and not _val(own, "ilvl"):
        where = where[0], numbering.level_of(where[0], key)
    return _Style(kind, level, where)
