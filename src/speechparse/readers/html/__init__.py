"""HTML: a page's own text without what the page puts around it, with its title, fields, headings, lists and tables.

bytes -> tokens -> tree -> lines -> content (which lines are the text) -> text with hints
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from ...errors import ReadError
from ...source import SourceText
from ..encoding import canonical, decode

if TYPE_CHECKING:
    from .compose import Page

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
# Codecs of Python's that are no encodings of pages: they take any bytes for something else.
_NO_PAGE = re.compile(r"punycode|idna|utf-?7|escape|mbcs|oem|undefined|rot|hex|base64|zip|zlib|bz2|uu|quopri", re.I)


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text and hints of a page. Raises ReadError."""
    text, used = _decode(data, name, encoding)
    page = page_of(text, name)
    if not page.text:
        raise ReadError(
            name, "the page holds no text", "it may be filled by a script: save it as text from the browser"
        )
    return SourceText(
        page.text,
        encoding=used,
        hints=page.hints,
        tables=page.tables,
        properties=page.properties,
        hard_breaks=True,
        notes=page.notes,
    )


def page_of(text: str, name: str) -> Page:
    """A page's markup, decoded, as text with hints. Raises ReadError."""
    from . import compose
    from .tree import MAX_ELEMENTS, TooLarge, build

    try:
        root = build(text)
    except TooLarge:
        problem = f"has more than the limit of {MAX_ELEMENTS:,} elements"
        raise ReadError(name, problem, "it is no page of text; save the part you need as text") from None
    return compose.page(root, unescape)


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    label = declared[1].decode("ascii") if declared and encoding is None else ""
    codec = canonical(label) if label and not _NO_PAGE.search(label) else None
    if codec is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            pass  # pages lie about themselves
    return decode(data, name, encoding)
