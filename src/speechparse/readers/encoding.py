"""Bytes -> text: UTF-8, UTF-16, GB18030 (which holds GB2312 and GBK) and Big5, with or without a byte order mark.

UTF-8 proves itself: hardly any other text is valid UTF-8 by chance. GB18030 and Big5 accept most of each
other's bytes, so both are decoded strictly and the one whose characters are the everyday ones of its own
standard wins: both standards sort their characters into a common and a rare level.
"""

from __future__ import annotations

import codecs
import re

from ..errors import ReadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# A page that calls itself GB2312 often holds characters of its supersets.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
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
_SAMPLE = 20_000
# Traditional text in GB18030 has about half its characters outside the everyday level.
_PLAUSIBLE = {"gb18030": 0.4, "cp950": 0.4, "big5hkscs": 0.4, "utf-16-le": 0.9, "utf-16-be": 0.9}


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was read with; a byte order mark is no part of the text.

    A given ``encoding`` is taken at its word: bytes that do not fit become U+FFFD, unless they are more than one
    in a hundred. Raises ReadError: empty, binary, unknown encoding, or no encoding fits.
    """
    if not data:
        raise _empty(name)
    if encoding is not None:
        return _as_told(data, name, encoding)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, name, codec), codec
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if _control_share(data) <= 0.01:
            return text, "utf-8"
    return _best_fit(data, name)


def canonical(label: str) -> str | None:
    """Python's name for an encoding label, widened to the superset in use; None if unknown or no text encoding."""
    try:
        b"a".decode(label.strip(), "replace")  # LookupError for base64 and the like, too
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name)


def looks_like(data: bytes) -> str | None:
    """What kind of binary file the first bytes belong to, in words."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or _control_share(data[:512]) > 0.05):
            return kind
    return None


def _as_told(data: bytes, name: str, label: str) -> tuple[str, str]:
    codec = canonical(label)
    if codec is None:
        raise ReadError(name, f"unknown encoding {label!r}", "use utf-8, gb18030, big5, utf-16 or another Python codec")
    for bom, bom_codec in _BOMS:
        if data.startswith(bom) and bom_codec.startswith(codec[:6]):
            codec = bom_codec
            break
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as error:
        text, first = data.decode(codec, errors="replace"), error.start
    bad = text.count("\ufffd")
    if bad * 100 > len(text):
        advice = "leave --encoding out to have it recognised"
        raise ReadError(name, f"is not {codec}: {bad} places do not fit, the first at byte {first}", advice)
    return text, codec


def _strict(data: bytes, name: str, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        problem = f"begins as {codec} but byte {error.start} (0x{data[error.start]:02x}) does not fit"
        advice = f"the file is damaged or cut short; --encoding {codec} reads it all the same"
        raise ReadError(name, problem, advice) from None
    if not text:
        raise _empty(name)
    return text


def _empty(name: str) -> ReadError:
    return ReadError(name, "the file is empty", "check that it was saved or downloaded whole")


def _best_fit(data: bytes, name: str) -> tuple[str, str]:
    kind = looks_like(data)
    if kind:
        raise ReadError(name, f"is {kind}, not text", "give a text, Markdown, Word (.docx), HTML or PDF file")
    wide = b"\0" in data
    best, best_score, furthest = ("", ""), 0.0, ("utf-8", 0)
    for codec in ("utf-16-le", "utf-16-be") if wide else ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            if not codec.startswith("utf-16"):
                furthest = max(furthest, (codec, error.start), key=lambda pair: pair[1])
            continue
        score = _plausibility(text[:_SAMPLE], codec)
        if score > max(best_score, _PLAUSIBLE[codec]):
            best, best_score = (text, codec), score
    damaged = _is_damaged_utf8(data)
    if best_score and not damaged:
        return best
    if wide or _control_share(data) > 0.01:
        raise ReadError(name, "is a binary file, not text", "give a text, Markdown, Word (.docx), HTML or PDF file")
    raise ReadError(
        name,
        _misfit(data, ("utf-8", 0) if damaged else furthest),
        "name the right one with --encoding, or save the file as UTF-8",
    )


def _is_damaged_utf8(data: bytes) -> bool:
    # Two other encodings may well fit by chance; nothing else is nearly UTF-8 by chance.
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(map(len, re.findall("[^\0-\x7f]+", text)))
    return text.count("\ufffd") * 20 < beyond_ascii


def _misfit(data: bytes, furthest: tuple[str, int]) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        furthest = max(("utf-8", error.start), furthest, key=lambda pair: pair[1])
    codec, offset = furthest
    return f"no encoding fits; as {codec}, the likeliest, it fails at byte {offset} (0x{data[offset]:02x})"


def _plausibility(sample: str, codec: str) -> float:
    """Share of the characters beyond ASCII that are everyday ones in the encoding's own country, 0..1."""
    if codec.startswith("utf-16"):
        return sum(_is_common_wide(ord(char)) for char in sample) / max(1, len(sample))
    beyond_ascii = _ASCII.sub("", sample)
    everyday = _EVERYDAY[codec].findall(beyond_ascii.encode(codec))
    return sum(map(len, everyday)) / 2 / max(1, len(beyond_ascii))


_ASCII = re.compile(r"[\0-\x7f]+")
_BIG5 = re.compile(rb"((?:[\xa4-\xc6\xa1].)+)|..", re.DOTALL)
_EVERYDAY = {  # runs of everyday characters, else one other, so that no match begins in the middle of one
    "gb18030": re.compile(rb"((?:[\xb0-\xd7\xa1\xa3][\xa1-\xff])+)|.[\x30-\x39]..|..", re.DOTALL),
    "cp950": _BIG5,
    "big5hkscs": _BIG5,
}


def _is_common_wide(code: int) -> bool:
    return (
        0x20 <= code < 0x7F
        or code in (9, 10, 13)
        or 0x3000 <= code < 0x3020
        or 0x4E00 <= code < 0xA000
        or (0xFF00 <= code < 0xFF60 or 0x2010 <= code < 0x2030)
    )


def _control_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / max(1, len(data))
