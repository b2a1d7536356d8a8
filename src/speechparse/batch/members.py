"""Documents inside files: the members of a ZIP archive, the records of a corpus (JSON Lines, JSON, CSV, TSV).

A member's path is that of its file, ``::`` and what finds it again: a name in the archive, the bytes of a line, the
number of a record. A record reaches the worker as the bytes of a JSON object.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..errors import ReadError
from ..readers import corpus
from .discover import Unreadable, Wanted
from .job import Document
from .places import is_url

_SEPARATOR = "::"
_MAX_MEMBER = 200_000_000
_LINE = re.compile(r"(\d+)-(\d+)")
_NUMBERED = re.compile(r"(.+)#\d{6,}")


def expand(document: Document, wanted: Wanted, columns: corpus.Columns | None) -> Iterator[Document | Unreadable]:
    """The documents in a file: those of an archive, the records of a corpus, else the file itself."""
    if is_url(document.path):
        yield document
    elif document.path.lower().endswith(".zip"):
        yield from _in_archive(document, wanted)
    elif columns is not None and corpus.is_corpus(document.path):
        yield from _in_corpus(document)
    else:
        yield document


def read(path: str) -> bytes | None:
    """The bytes of a member; None for a path that is none. Raises ReadError and OSError."""
    base, separator, member = path.rpartition(_SEPARATOR)
    if not separator or is_url(path) or Path(path).exists():
        return None
    if base.lower().endswith(".zip"):
        return _from_archive(base, member)
    if line := _LINE.fullmatch(member):
        start, end = int(line[1]), int(line[2])
        with Path(base).open("rb") as file:
            file.seek(start)
            return file.read(end - start)
    rows = _records(base, Path(base).stat().st_mtime_ns)
    if int(member) > len(rows):
        raise ReadError(path, "is gone since the file was listed", "run again")
    return json.dumps(rows[int(member) - 1], ensure_ascii=False).encode()


def is_record(name: str) -> bool:
    """Whether a document's name is that of a record: ``corpus.jsonl#000017``."""
    found = _NUMBERED.fullmatch(name)
    return found is not None and corpus.is_corpus(found[1])


def _in_archive(document: Document, wanted: Wanted) -> Iterator[Document | Unreadable]:
    try:
        with zipfile.ZipFile(document.path) as archive:
            members = [(_readable(info), info) for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        yield Unreadable(document.path, document.name, f"the archive is damaged ({error})")
        return
    for name, info in sorted(members, key=lambda member: member[0]):
        own = name.rpartition("/")[2]
        if own.startswith((".", "~$")) or "__MACOSX/" in name or not wanted.takes(f"{document.name}/{name}"):
            continue
        path = f"{document.path}{_SEPARATOR}{info.filename}"
        yield Document(path, f"{document.name}/{name}", info.file_size, document.mtime_ns)


def _readable(info: zipfile.ZipInfo) -> str:
    # Windows writes names in the system's encoding, which zipfile takes for an American one.
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            pass
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def _from_archive(base: str, member: str) -> bytes:
    try:
        about = Path(base).stat()
        archive = _archive(base, about.st_mtime_ns, about.st_size)
        info = archive.getinfo(member)
        if info.file_size > _MAX_MEMBER:
            raise ReadError(member, f"unpacks to more than {_MAX_MEMBER // 1_000_000} MB", "unpack it and look")
        return archive.read(info)
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, NotImplementedError) as error:
        raise ReadError(member, f"cannot be unpacked ({error})", "unpack the archive with another program") from error


@lru_cache(maxsize=1)
def _archive(base: str, mtime_ns: int, size: int) -> zipfile.ZipFile:
    """The archive, kept open: its list of contents is read once and not for each member, which took their square."""
    return zipfile.ZipFile(base)


def _in_corpus(document: Document) -> Iterator[Document | Unreadable]:
    path, name, _, mtime_ns = document
    try:
        with Path(path).open("rb") as file:
            head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
        by_lines = Path(path).suffix.lower() in (".jsonl", ".ndjson") and head[:1] == b"{" and b"\0" not in head
        if by_lines:
            yield from _lines(document)
            return
        for number in range(1, len(_records(path, mtime_ns)) + 1):
            yield Document(f"{path}{_SEPARATOR}{number}", f"{name}#{number:06d}", 0, mtime_ns)
    except (OSError, ReadError) as error:
        yield Unreadable(path, name, getattr(error, "problem", None) or str(error))


def _lines(document: Document) -> Iterator[Document]:
    start = number = 0
    with Path(document.path).open("rb") as file:
        for line in file:
            end = start + len(line)
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                number += 1
                path = f"{document.path}{_SEPARATOR}{start}-{end}"
                yield Document(path, f"{document.name}#{number:06d}", len(line), document.mtime_ns)
            start = end


@lru_cache(maxsize=1)
def _records(path: str, mtime_ns: int) -> list[corpus.Record]:
    from ..readers.encoding import decode

    text, _ = decode(Path(path).read_bytes(), path)
    return corpus.records(text, path)
