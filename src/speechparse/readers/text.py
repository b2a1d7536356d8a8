"""Plain text: the text is the source as it stands."""

from __future__ import annotations

from .encoding import decode
from .registry import Content


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Decode. Raises ReadError."""
    return Content(*decode(data, name, encoding))
