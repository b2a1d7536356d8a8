"""Bytes that are no text: what kind of file they belong to, and how many control characters are too many."""

from __future__ import annotations

_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"ID3", "an MP3 file"),
    (b"\0\0\0\x18ftyp", "an MP4 film"),
    (b"\0\0\0\x20ftyp", "an MP4 film"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
)


def looks_like(data: bytes) -> str | None:
    """What kind of binary file the first bytes belong to, in words."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or _control_share(data[:512]) > 0.05):
            return kind
    return None


def is_binary(data: bytes) -> bool:
    """More control characters than a damaged text has."""
    return len(data) - len(data.translate(None, _CONTROLS)) > max(3, len(data) // 100)


def _control_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / max(1, len(data))
