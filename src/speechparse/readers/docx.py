"""Word (.docx) by the standard library: paragraphs as lines, automatic numbering written out, styles as hints.

Clerks let Word number their lists, so 一、（一）1. often stands nowhere in the file's text: ``word_numbering`` makes
it from the definitions. Tracked deletions, hidden and struck text, notes, headers and footers are left out; insertions
and the results of fields stay. Parts with a DTD are refused: Word writes none, entity bombs need one. The document is
read as it streams by, one block at a time, so that what is held does not grow with the file's markup.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..errors import ReadError
from ..source import Hint, SourceText, Table
from . import word_table
from .docx_body import Body
from .word_body import Writer
from .word_numbering import Numbering, attr, tag
from .word_styles import Styles
from .zipped import DAMAGE

_MAX_PART = 200_000_000  # bytes of a part, unpacked
_MAX_TAGS = 5_000_000  # of all parts; a book of a thousand pages has one or two million
_MAX_SIDE = 50_000_000  # bytes of styles and numbering each
_MAX_DEPTH = 3  # documents set into documents
_AT_ONCE = 1 << 16  # bytes


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text, hints and tables of a Word file. Raises ReadError."""
    return read_counted(data, name)[0]


def read_counted(data: bytes, name: str) -> tuple[SourceText, int]:
    """As ``read``, and how many automatic numbers were written out. Raises ReadError."""
    package = Package(data, name)
    writer = package.document(0)
    writer.close()
    if not any(map(str.strip, writer.lines)):
        raise ReadError(name, "the document holds no words", "run text recognition (OCR) first if it holds pictures")
    content = SourceText(
        "\n".join(writer.lines),
        hints=tuple(writer.hints),
        tables=tuple(writer.tables),
        properties=package.properties,
        hard_breaks=True,
        notes=tuple(writer.notes.items()),
    )
    return content, writer.numbers


class Package:
    """The parts of a Word file. Raises ReadError for whatever is wrong with it."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.properties: tuple[tuple[str, str], ...] = ()
        self._data = data
        self._counted = 0

    def document(self, depth: int) -> Writer:
        """The document, written down."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                return self._document(archive, depth)
        except DAMAGE as error:
            raise ReadError(
                self.name, f"the Word file is damaged ({error})", "open it in Word or WPS and save it again"
            ) from None

    def _document(self, archive: zipfile.ZipFile, depth: int) -> Writer:
        parts = {part.filename: part for part in archive.infolist()}
        main = self._main(archive, parts)
        folder = main.rpartition("/")[0]

        def optional(path: str) -> Element:
            return self._xml(archive, parts[path]) if path in parts else Element("none")

        numbering = Numbering(optional(f"{folder}/numbering.xml"))
        styles = Styles(optional(f"{folder}/styles.xml"), numbering)
        self.properties = tuple(_properties(optional("docProps/core.xml")))
        targets = {
            attr(relation, "Id"): _joined(folder, attr(relation, "Target") or "")
            for relation in optional(f"{folder}/_rels/{main.rpartition('/')[2]}.rels")
        }

        def chunk(writer: Writer, key: str) -> None:
            part = parts.get(targets.get(key, ""))
            if part is None or depth >= _MAX_DEPTH:
                writer.notes.setdefault("part-left-out", "a part set into the document was not read")
            else:
                self._set_in(writer, part.filename, self._bytes(archive, part, _MAX_SIDE), depth)

        writer = Writer(styles, numbering, word_table.write, chunk)
        self._count(archive, parts[main])
        with archive.open(parts[main]) as stream:
            for block, contents in self._blocks(stream, parts[main]):
                writer.block(block, 0, contents)
        return writer

    def _main(self, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> str:
        if "_rels/.rels" in parts:
            for relation in self._xml(archive, parts["_rels/.rels"]):
                target = (attr(relation, "Target") or "").lstrip("/")
                if (attr(relation, "Type") or "").endswith("/officeDocument") and target in parts:
                    kind = {"xl": "an Excel workbook", "ppt": "a PowerPoint file"}.get(target.partition("/")[0])
                    if kind is None:
                        return target
                    advice = "give a text, Markdown, Word (.docx), HTML or PDF file"
                    raise ReadError(self.name, f"is {kind}", advice)
        if "OFD.xml" in parts:
            advice = "save it as .docx or PDF in the OFD reader (数科、福昕、WPS), and give that"
            raise ReadError(self.name, "is an OFD file (版式文件), which is not read", advice)
        if "mimetype" in parts and self._bytes(archive, parts["mimetype"], 1_000).startswith(b"application/vnd.oasis"):
            raise ReadError(self.name, "is an OpenDocument file that is no text", "save the text as .odt or .docx")
        advice = "unpack it, or save the document as .docx"
        raise ReadError(self.name, "is a ZIP archive without a Word document", advice)

    def _bytes(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> bytes:
        if part.file_size > limit:
            raise self._too_large(part)
        with archive.open(part) as stream:
            data = stream.read(limit + 1)  # the size that is stated may be a lie
        if len(data) > limit:
            raise self._too_large(part)
        self._refuse_definitions(data, part)
        return data

    def _xml(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Element:
        data = self._bytes(archive, part, _MAX_SIDE)
        self._tags(data.count(b"<"))
        return ElementTree.fromstring(data)

    def _blocks(self, stream: IO[bytes], part: zipfile.ZipInfo) -> Iterator[tuple[Element, bool]]:
        """The blocks of the body as they stream by, and whether a table of contents holds them."""
        parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
        body = Body()
        last = b""
        while chunk := stream.read(_AT_ONCE):
            self._refuse_definitions(last + chunk, part)
            last = chunk[-40:]
            parser.feed(chunk)
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                if event == "start":
                    body.start(element)
                elif (block := body.end(element)) is not None:
                    yield block
        parser.close()

    def _count(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Refuse a part that would take too long, before it is read: unpacking takes a hundredth of the time."""
        size = 0
        with archive.open(part) as stream:
            while chunk := stream.read(_AT_ONCE):
                size += len(chunk)
                if size > _MAX_PART:
                    raise self._too_large(part)
                self._tags(chunk.count(b"<"))

    def _tags(self, count: int) -> None:
        self._counted += count
        if self._counted > _MAX_TAGS:
            problem = f"holds more than the {_MAX_TAGS:,} tags that are read at most"
            raise ReadError(self.name, problem, "save the document in several files")

    def _too_large(self, part: zipfile.ZipInfo) -> ReadError:
        problem = f"{part.filename} unpacks to more than the {_MAX_PART >> 20} MB that are read at most"
        return ReadError(self.name, problem, "save the document in several files")

    def _refuse_definitions(self, data: bytes, part: zipfile.ZipInfo) -> None:
        if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data else data):  # as UTF-8 or UTF-16
            problem = f"{part.filename} holds a document type definition"
            raise ReadError(self.name, problem, "open it in Word and save it again")

    def _set_in(self, writer: Writer, part: str, data: bytes, depth: int) -> None:
        """The words of a part that is set in, after what the writer has."""
        if data.startswith(b"PK\x03\x04"):
            inner = Package(data, self.name)
            inner._counted = self._counted
            written = inner.document(depth + 1)
            self._counted = inner._counted
            written.close()
            found = SourceText("\n".join(written.lines), hints=tuple(written.hints), tables=tuple(written.tables))
        else:
            from importlib import import_module

            from .registry import reader_for

            found = import_module(f".{reader_for(part, data).module}", __package__).read(data, self.name, None)
        take(writer, found)


def take(writer: Writer, found: SourceText) -> None:
    """Add what another reader found to a writer's lines, hints and tables."""
    shift = writer.offset
    for line in found.text.split("\n"):
        writer.line(line)
    writer.hints += [Hint(h.start + shift, h.end + shift, h.kind, h.level, h.value) for h in found.hints]
    for table in found.tables:
        rows = tuple(tuple((a + shift, b + shift) for a, b in row) for row in table.rows)
        writer.tables.append(Table(table.start + shift, table.end + shift, rows, table.headers))


def _properties(core: Element) -> Iterator[tuple[str, str]]:
    """Title and author as the file's properties state them."""
    for element in core:
        if tag(element) in ("title", "subject", "creator", "created") and (text := (element.text or "").strip()):
            yield tag(element), text[:500]


def _joined(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
