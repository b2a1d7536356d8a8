"""PDF with a text layer, by pypdfium2 (extra ``pdf``): the place of each character, whence lines and paragraphs.

What is done with the places is in ``pdf_lines`` and ``pdf_paragraphs``, which know no PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import ReadError
from ..source import SourceText
from .pdf_lines import Glyph, Page
from .pdf_paragraphs import arrange

_MOST_PAGES = 3_000
_MOST_CHARS = 5_000_000
_NO_CHARACTER = {0xFFFE, 0xFFFF, *range(0xD800, 0xE000)}  # U+FFFE is PDFium's hyphen at a line's end
_FAR = 20_000.0  # points from a corner of the page: no page has more than 14,400
_AGAIN = "open it in a PDF reader and print it to PDF anew, or save it as .docx"


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """The paragraphs of all pages with hints. Raises ReadError."""
    try:
        import pypdfium2
    except ImportError:
        advice = 'install it with: pip install "speechparse[pdf]"; or save the file as .docx or .txt'
        raise ReadError(name, "reading PDF needs pypdfium2", advice) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(name, "is protected by a password", "take the password off and save it again") from None
        raise ReadError(name, f"is no readable PDF ({_short(error)})", _AGAIN) from None
    try:
        pages = list(_pages(document, name, pypdfium2))
    finally:
        document.close()
    found = arrange(pages)
    if not found.text.strip():
        raise ReadError(name, "the PDF has no text layer (scanned pages)", "run text recognition (OCR) on it first")
    return found


def _pages(document: Any, name: str, pypdfium2: Any) -> Iterator[Page]:
    if len(document) > _MOST_PAGES:
        raise ReadError(name, f"has more than the {_MOST_PAGES:,} pages that are read at most", "split the file")
    characters = failed = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            failed += 1
            if failed == len(document) or failed > 20:
                problem = "is no readable PDF (its page tree is damaged)"
                raise ReadError(name, problem, _AGAIN) from None
            continue
        try:
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        try:
            characters += textpage.count_chars()
            if characters > _MOST_CHARS:
                problem = f"holds more than the {_MOST_CHARS:,} characters that are read at most"
                raise ReadError(name, problem, "split the file")
            width, height = page.get_size()
            yield Page(number + 1, width, height, list(_glyphs(textpage, pypdfium2.raw)))
        finally:
            textpage.close()
            page.close()
    if failed and failed == len(document):
        raise ReadError(name, "is no readable PDF (its page tree is damaged)", _AGAIN)


def _glyphs(textpage: Any, raw: Any) -> Iterator[Glyph]:
    from ctypes import c_double

    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code < 0x20 or code in _NO_CHARACTER or raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue  # PDFium puts in blanks and line ends that the page has not
        if not raw.FPDFText_GetLooseCharBox(textpage, i, box) or not raw.FPDFText_GetCharOrigin(textpage, i, x, y):
            continue
        angle = raw.FPDFText_GetCharAngle(textpage, i)
        slanted = 0.03 < angle < 6.25
        left, right, base = _within(box.left), _within(box.right), _within(y.value)
        yield Glyph(chr(code), left, right, base, min(_FAR, max(1.0, box.top - box.bottom)), slanted)


def _within(place: float) -> float:
    """A place as a file gives it, brought near the page where it is absurd: what follows goes over it step by step."""
    return max(-_FAR, min(_FAR, place))


def _short(error: Exception) -> str:
    return str(error).strip().rstrip(".").removeprefix("Failed to load document ").strip("()").removeprefix("PDFium: ")
