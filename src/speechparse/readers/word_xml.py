"""Word documents as one XML file: Word 2003 (``w:wordDocument``) and Word 2007 and later (``pkg:package``)."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..errors import ReadError
from ..source import SourceText
from . import word_table
from .word_body import Writer
from .word_numbering import Numbering, attr, child, tag
from .word_styles import Styles

_MAX_TAGS = 2_000_000


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text, hints and tables. Raises ReadError."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
    if b"<!DOCTYPE" in plain:
        raise ReadError(name, "holds a document type definition", "open it in Word and save it as .docx")
    if plain.count(b"<") > _MAX_TAGS:
        raise ReadError(name, f"holds more than the {_MAX_TAGS:,} tags that are read at most", "save it as .docx")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ReadError(
            name, f"the Word XML file is damaged ({error})", "open it in Word and save it as .docx"
        ) from None
    parts = {
        attr(part, "name") or "": inner for part in root if tag(part) == "part" and (inner := _data(part)) is not None
    }
    body = child(parts.get("/word/document.xml", root), "body")
    none = Element("none")
    numbering = Numbering(parts.get("/word/numbering.xml", none))
    styles = parts.get("/word/styles.xml", child(root, "styles"))
    writer = Writer(Styles(none if styles is None else styles, numbering), numbering, word_table.write)
    if body is not None:
        writer.blocks(body)
    writer.close()
    if not any(map(str.strip, writer.lines)):
        raise ReadError(name, "the Word XML document holds no words", "open it in Word and save it as .docx")
    notes = tuple(writer.notes.items())
    return SourceText(
        "\n".join(writer.lines),
        hints=tuple(writer.hints),
        tables=tuple(writer.tables),
        properties=_title(root),
        hard_breaks=True,
        notes=notes,
    )


def _data(part: Element) -> Element | None:
    data = child(part, "xmlData")
    return next(iter(data), None) if data is not None else None


def _title(root: Element) -> tuple[tuple[str, str], ...]:
    stated = child(root, "DocumentProperties")
    title = None if stated is None else child(stated, "Title")
    return (("title", title.text.strip()),) if title is not None and title.text and title.text.strip() else ()
