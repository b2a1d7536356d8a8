"""Formats that are recognised only to say what to do: .doc and .wps (OLE), .rtf."""

from __future__ import annotations

from ..errors import ReadError
from .registry import Content


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Always raises ReadError."""
    if data.startswith(b"{\\rtf"):
        raise ReadError(name, "is an RTF file", "save it as .docx or .txt")
    # WPS, Word, Excel and PowerPoint share this container.
    raise ReadError(name, "is an old Office file (.doc, .wps, .xls …)", "save it as .docx in Word or WPS")
