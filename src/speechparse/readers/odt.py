"""OpenDocument text (.odt) by the standard library: paragraphs as lines, list numbers written out, headings as hints.

Deleted text, notes, comments, headers and footers are left out. Tables and tables of contents are told as in Word.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..errors import ReadError
from ..source import SourceText
from .odt_body import Body
from .word_numbering import tag
from .zipped import DAMAGE

_MAX_PART = 100_000_000
_MAX_TAGS = 3_000_000


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text, hints and tables of an OpenDocument text. Raises ReadError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml", name):
                raise ReadError(name, "is protected by a password", "take the password off and save it again")
            content = _xml(archive, "content.xml", name)
            styles = _xml(archive, "styles.xml", name)
            meta = _xml(archive, "meta.xml", name)
    except DAMAGE as error:
        advice = "open it in LibreOffice or WPS and save it again"
        raise ReadError(name, f"the OpenDocument file is damaged ({error})", advice) from None
    body = Body(name)
    for part in (styles, content):
        body.learn(part)
    for element in content.iter():
        if tag(element) == "text" and element.tag.endswith("office:1.0}text"):
            body.blocks(element)
    if not any(map(str.strip, body.lines)):
        raise ReadError(name, "the document holds no words", "run text recognition (OCR) first if it holds pictures")
    properties = tuple(
        ("creator" if "creator" in tag(e) else "title", e.text.strip())
        for e in meta.iter()
        if tag(e) in ("title", "initial-creator") and e.text and e.text.strip()
    )
    hints = tuple(sorted(body.hints, key=lambda hint: (hint.start, -hint.end)))
    return SourceText(
        "\n".join(body.lines),
        hints=hints,
        tables=tuple(body.tables),
        properties=properties,
        hard_breaks=True,
    )


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    if part not in archive.namelist():
        return b""
    with archive.open(part) as stream:
        data = stream.read(_MAX_PART + 1)
    if len(data) > _MAX_PART or data.count(b"<") > _MAX_TAGS:
        raise ReadError(name, f"{part} is larger than what is read at most", "save the document in several files")
    if b"<!DOCTYPE" in data:
        raise ReadError(name, f"{part} holds a document type definition", "open it in LibreOffice and save it again")
    return data


def _xml(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    data = _part(archive, part, name)
    return ElementTree.fromstring(data) if data else Element("none")
