"""What a file is, by its first bytes: formats whose names say little (.doc may be a web archive)."""

from __future__ import annotations

import re

_MAIL_LINE = re.compile(
    rb"(?:MIME-Version|Content-Type|Content-Transfer-Encoding|From|To|Cc|Subject|Date|Message-ID|Received|Return-Path"
    rb"|Delivered-To|Reply-To|X-[A-Za-z-]{1,30}|Snapshot-Content-Location):[ \t]",
    re.IGNORECASE,
)
_MAIL_ONLY = (b"mime-version:", b"content-type:", b"message-id:", b"received:", b"return-path:")


def is_odt(head: bytes) -> bool:
    """An OpenDocument text: its kind stands first in the archive."""
    return head.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument.text" in head


def is_word_xml(head: bytes) -> bool:
    """A Word document as one XML file, in UTF-8 or UTF-16."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith((b"<?xml", b"<w:wordDocument", b"<pkg:package")) and any(
        mark in start for mark in (b'progid="Word.Document"', b"<w:wordDocument", b"<pkg:package")
    )


def is_mail(head: bytes) -> bool:
    """A mail or web archive: two header lines at the start, one of which no text begins with."""
    lines = [line for line in head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n") if line[:1] not in (b" ", b"\t")][:12]
    count = 0
    while count < len(lines) and _MAIL_LINE.match(lines[count]):
        count += 1
    return count > 1 and any(line.lower().startswith(_MAIL_ONLY) for line in lines[:count])
