"""PDF with a text layer, by pypdfium2 (extra ``pdf``). Page furniture is left to the parser."""

from __future__ import annotations

from ..errors import ReadError
from .registry import Content


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """The pages' text, one after another, lines as they are set. Raises ReadError."""
    try:
        import pypdfium2
    except ImportError:
        advice = 'install it with: pip install "speechparse[pdf]"; or save the file as .docx or .txt'
        raise ReadError(name, "reading PDF needs pypdfium2", advice) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(name, f"is no readable PDF ({error})", "remove the password, or save it again") from None
    try:
        pages = [_text(page) for page in document]
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise ReadError(name, "the PDF has no text layer (scanned pages)", "run text recognition (OCR) on it first")
    return Content("\n".join(pages))


def _text(page: object) -> str:
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    try:
        text: str = textpage.get_text_range()
    finally:
        textpage.close()
    # U+FFFE is PDFium's mark for a hyphen at a line's end.
    return text.replace("\r\n", "\n").replace("\ufffe", "")
