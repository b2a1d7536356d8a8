"""Web archives (.mht) and mails (.eml): the HTML or text part is read, subject and sender are properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from importlib import import_module

from ..errors import ReadError
from ..source import SourceText
from .encoding import canonical

_MOST_PARTS = 1_000


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text and hints of the first HTML part, else of the first text part. Raises ReadError."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)  # the new policy reads a header at each look
        parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False) if not part.is_multipart()]
        chosen = next((p for kind in ("text/html", "text/plain") for p in parts if _is(p, kind)), None)
        body = chosen.get_payload(decode=True) if chosen is not None else None
        charset = chosen.get_content_charset() if chosen is not None else None
        properties = tuple(_properties(message))
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise ReadError(
            name, f"the web archive or mail is damaged ({error})", "save it again as HTML or .docx"
        ) from None
    if chosen is None or not isinstance(body, bytes) or not body.strip():
        raise ReadError(name, "the web archive or mail holds no text part", "save it as HTML, .docx or .txt")
    module = "html" if chosen.get_content_type() == "text/html" else "text"
    reader = import_module(f".{module}", __package__)
    try:
        found: SourceText = reader.read(body, name, encoding or (canonical(charset) and charset if charset else None))
    except ReadError:
        found = reader.read(body, name, None)
    left = sum(p.get_content_disposition() == "attachment" for p in parts)
    notes = (("attachments-left-out", f"{left} attachments were not read"),) if left else ()
    return replace(found, properties=(*properties, *found.properties), notes=(*found.notes, *notes))


def _is(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _properties(message: Message) -> Iterator[tuple[str, str]]:
    for name, key in (("title", "subject"), ("creator", "from")):
        raw = next((value for field, value in message.raw_items() if field.lower() == key), "")
        value = str(policy.default.header_fetch_parse(key, raw)).strip()[:500]
        if value:
            yield name, value
