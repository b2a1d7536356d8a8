"""JSON and JSON Lines given as a document: named for what they are, with the option that reads them."""

from __future__ import annotations

import json

from ..errors import ReadError
from ..source import SourceText
from .corpus import records, text_key
from .encoding import decode


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Always raises ReadError: a file of many texts is read text by text."""
    text, _ = decode(data, name, encoding)
    key = text_key(records(text, name))
    if key is None:
        raise ReadError(name, "is JSON and holds no texts", "give the documents themselves, or JSON Lines with a text")
    shown = json.dumps(key, ensure_ascii=False)
    raise ReadError(name, f"is JSON Lines with a text in each line, under {shown}", f"read it with --text-column {key}")
