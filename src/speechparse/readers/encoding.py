"""Bytes -> text: UTF-8, UTF-16, GB18030 (which holds GB2312 and GBK) and Big5, with or without a byte order mark.

UTF-8 proves itself: hardly any other text is nearly valid UTF-8 by chance. GB18030 and Big5 accept most of each
other's bytes, so the one whose characters are the everyday ones of its own standard wins: both standards sort their
characters into a common and a rare level. Bytes that no encoding explains are damage (``damage``) and cost themselves.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ..errors import ReadError
from .binary import is_binary, looks_like
from .damage import LOST, common_share, double_byte, utf16

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Python's codecs that stand for no character encoding of a file.
_NO_TEXT = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
# A page that calls itself GB2312 often holds characters of its supersets.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
_SAMPLE, _DAMAGED_SAMPLE = 20_000, 8_000
_FEW = 2  # lost characters that any text may have
_SURE = 0.8  # a share of everyday characters that no misreading reaches
_UTF16 = ("utf-16-le", "utf-16-be")
# Traditional text in GB18030 has about half its characters outside the everyday level.
_PLAUSIBLE = {"gb18030": 0.4, "cp950": 0.4, "big5hkscs": 0.4, "utf-16-le": 0.9, "utf-16-be": 0.9}


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was read with; a byte order mark is no part of the text.

    Damaged bytes cost their own characters, which become U+FFFD; so does NUL. A given ``encoding`` is taken at its
    word, unless more than half of what is no ASCII does not fit. Raises ReadError: empty, binary, unknown encoding,
    or no encoding fits.
    """
    if not data:
        raise _empty(name)
    text, codec = _as_told(data, name, encoding) if encoding is not None else _recognised(data, name)
    if not text:
        raise _empty(name)
    return text.replace("\0", LOST) if "\0" in text else text, codec


def _recognised(data: bytes, name: str) -> tuple[str, str]:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _marked(data, bom, codec), codec
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not is_binary(data):
            return text, "utf-8"
    return _best_fit(data, name)


def canonical(label: str) -> str | None:
    """Python's name for an encoding label, widened to the superset in use; None if unknown or no text encoding."""
    try:
        b"a".decode(label.strip(), "replace")  # LookupError for base64 and the like, too
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if name.replace("_", "-") in _NO_TEXT:
        return None
    return _WIDER.get(name, name)


def _as_told(data: bytes, name: str, label: str) -> tuple[str, str]:
    codec = canonical(label)
    if codec is None:
        raise ReadError(name, f"unknown encoding {label!r}", "use utf-8, gb18030, big5, utf-16 or another Python codec")
    for bom, bom_codec in _BOMS:
        if data.startswith(bom) and bom_codec.startswith(codec[:6]):
            return _marked(data, bom, bom_codec), bom_codec
    text = _forgiving(data, codec)
    bad = text.count(LOST)
    if bad * 2 > len(_beyond_ascii(text)):
        raise ReadError(name, f"is not {codec}: {bad} places do not fit, {_first(data, codec)}", _other(data, name))
    return text, codec


def _other(data: bytes, name: str) -> str:
    """What to do where the encoding that was named does not fit."""
    try:
        return f"it looks like {_recognised(data, name)[1]}: leave --encoding out"
    except ReadError:
        return "no other encoding fits either: get the file again from where it came"


def _marked(data: bytes, bom: bytes, codec: str) -> str:
    if codec != "utf-16":
        return _forgiving(data, codec)
    return utf16(data[len(bom) :], "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be")


def _forgiving(data: bytes, codec: str) -> str:
    """The text, whatever does not fit made U+FFFD. A text that fits costs one decoding."""
    try:
        return data.decode(codec, "speechparse-euro" if codec == "gb18030" else "strict")
    except UnicodeDecodeError:
        pass
    if codec in _EVERYDAY:
        return double_byte(data, codec)
    if codec in _UTF16:
        return utf16(data, codec)
    return data.decode(codec, "replace")


def _empty(name: str) -> ReadError:
    return ReadError(name, "the file is empty", "check that it was saved or downloaded whole")


class _Fit(NamedTuple):
    score: float  # the share of everyday characters in a sample, lost ones counted against it
    codec: str


def _best_fit(data: bytes, name: str) -> tuple[str, str]:
    kind = looks_like(data)
    if kind:
        raise ReadError(name, f"is {kind}, not text", "give a text, Markdown, Word (.docx), HTML or PDF file")
    wide = is_binary(data)
    if not wide and _is_nearly_utf8(data):
        return _forgiving(data, "utf-8"), "utf-8"
    codecs = _UTF16 if wide else (*_EVERYDAY, *_UTF16)
    whole = _fits(codecs, data, damaged=False)
    fits = whole if whole and max(whole).score >= _SURE else _fits(codecs, data, damaged=True)
    if fits:
        codec = max(fits).codec
        return _forgiving(data, codec), codec
    if wide:
        raise ReadError(name, "is a binary file, not text", "give a text, Markdown, Word (.docx), HTML or PDF file")
    likeliest = max(_fit(data[:_SAMPLE], codec) for codec in ("gb18030", "cp950")).codec
    problem = f"no encoding fits; as {likeliest}, the likeliest, {_first(data, likeliest)}"
    raise ReadError(name, problem, f"--encoding {likeliest} reads what can be read; or name the right one")


def _is_nearly_utf8(data: bytes) -> bool:
    # Two other encodings may well fit by chance; nothing else is nearly UTF-8 by chance.
    beyond = _beyond_ascii(data.decode("utf-8", "replace"))
    lost = beyond.count(LOST)
    return lost * 20 < len(beyond) or (lost <= _FEW and common_share(beyond.replace(LOST, "")) > 0.8)


def _fits(codecs: tuple[str, ...], data: bytes, *, damaged: bool) -> list[_Fit]:
    """The encodings that fit the whole of the data, or with ``damaged`` the most of a sample."""
    fits = []
    for codec in codecs:
        if damaged:
            sample = data[:_DAMAGED_SAMPLE] if codec in _UTF16 else _whole_lines(data)
        elif _decodes(data, codec):
            sample = data[: 3 * _SAMPLE]
        else:
            continue
        fit = _fit(sample, codec)
        if fit.score >= _PLAUSIBLE[codec]:
            fits.append(fit)
    return fits


def _fit(sample: bytes, codec: str) -> _Fit:
    text = _forgiving(sample, codec)
    lost = text.count(LOST) / max(1, len(text if codec in _UTF16 else _beyond_ascii(text)))
    return _Fit(_plausibility(text[:_SAMPLE], codec) - 2 * lost, codec)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec, "speechparse-euro" if codec == "gb18030" else "strict")
    except UnicodeDecodeError:
        return False
    return True


def _whole_lines(data: bytes) -> bytes:
    end = data.rfind(b"\n", 1, _DAMAGED_SAMPLE)
    return data[: end if end > 0 and len(data) > _DAMAGED_SAMPLE else _DAMAGED_SAMPLE]


def _first(data: bytes, codec: str) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return f"the first at byte {error.start} (0x{data[error.start]:02x})"
    return "though each byte fits"


def _beyond_ascii(text: str) -> str:
    return _ASCII.sub("", text)


def _plausibility(sample: str, codec: str) -> float:
    """Share of the characters beyond ASCII that are everyday ones in the encoding's own country, 0..1."""
    if codec in _UTF16:
        return common_share(sample)
    beyond_ascii = _beyond_ascii(sample.replace(LOST, ""))
    everyday = _EVERYDAY[codec].findall(beyond_ascii.encode(codec, "ignore"))
    return sum(map(len, everyday)) / 2 / max(1, len(beyond_ascii))


_ASCII = re.compile(r"[\0-\x7f]+")
_BIG5 = re.compile(rb"((?:[\xa4-\xc6\xa1].)+)|..", re.DOTALL)
_EVERYDAY = {  # runs of everyday characters, else one other, so that no match begins in the middle of one
    "gb18030": re.compile(rb"((?:[\xb0-\xd7\xa1\xa3][\xa1-\xff])+)|.[\x30-\x39]..|..", re.DOTALL),
    "cp950": _BIG5,
    "big5hkscs": _BIG5,
}
