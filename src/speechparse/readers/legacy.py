"""Old Office files (.doc, .wps; .rtf): converted by an installed LibreOffice, else named with what to do.

Numbers that Word makes by itself are kept: the way goes by .docx, where they are definitions that are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..errors import ReadError
from ..source import SourceText

_IN_LIST = re.compile(rb"\x0a\x26[\x00-\x08]\x0b\x46(..)", re.DOTALL)  # the level, the number of the list
_TEXT = ("WordDocument", "MatOST", "CONTENTS")  # Word and WPS; Works
_INSTALL = "save it as .docx in Word or WPS, or install LibreOffice, which reads it"


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Text and hints, by way of .docx. Raises ReadError: no LibreOffice, protected, no text document."""
    kind, suffix = _kind(data, name)
    from . import docx, office

    try:
        converted = office.one(suffix, data)
    except office.Failed as error:
        raise ReadError(name, f"is {kind}, and {error}", _INSTALL) from None
    if converted is None:
        advice = "open it in Word or WPS; take its password off if it has one, and save it as .docx"
        raise ReadError(name, f"is {kind} that LibreOffice does not open", advice)
    found, numbers = docx.read_counted(converted, name)
    notes = [*found.notes, ("converted", "read by way of LibreOffice")]
    before = _numbers(data)
    if numbers < before:
        lost = f"{before - numbers} of at least {before} automatic numbers (一、1.) were lost on the way to .docx"
        notes.append(("numbers-lost", f"{lost}: save it as .docx in Word or WPS and compare"))
    return replace(found, notes=tuple(notes))


def prepare(files: Iterable[bytes], seconds: float) -> None:
    """Have those of the files that are old Office files converted in one call, before they are read one by one."""
    from . import office

    old = []
    for data in files:
        try:
            old.append((_kind(data, "")[1], data))
        except ReadError:
            continue
    office.prepare(old, seconds)


def _numbers(data: bytes) -> int:
    """At least how many automatic numbers the file has: RTF writes each out, Word says so of a paragraph's list."""
    if data.startswith(b"{\\rtf"):
        return data.count(b"{\\listtext")
    return min(1, sum(any(match[1]) for match in _IN_LIST.finditer(data)))


def _kind(data: bytes, name: str) -> tuple[str, str]:
    """What it is, in words, and its suffix. Raises ReadError for what is no text."""
    if data.startswith(b"{\\rtf"):
        return "an RTF file", ".rtf"
    if _holds(data, "EncryptedPackage"):
        advice = "open it in Word or WPS, take the password off and save it again"
        raise ReadError(name, "is protected by a password (文件已加密)", advice)
    if not _holds(data, "WordDocument"):
        for stream, kind in (
            ("Workbook", "an old Excel workbook (.xls)"),
            ("PowerPoint Document", "a PowerPoint file"),
        ):
            if _holds(data, stream):
                raise ReadError(name, f"is {kind}", "save what it says as .docx, .xlsx or text")
    if not any(_holds(data, stream) for stream in _TEXT):
        problem = "is an old Office file that holds no text document, or a damaged one"
        raise ReadError(name, problem, "save it as .docx in Word or WPS")
    return "an old Office file (.doc, .wps)", ".doc"


def _holds(data: bytes, stream: str) -> bool:
    """Whether the container's directory names this stream."""
    return stream.encode("utf-16-le") in data
