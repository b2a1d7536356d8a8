"""One document, in a worker: read, parse, put down. Every way to fail ends as a report."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from io import FileIO
from pathlib import Path
from time import perf_counter
from typing import Any
from zlib import crc32

from ..errors import ReadError, SpeechparseError
from ..limits import regular, too_large
from ..model import Speech
from ..source import SourceText
from .encode import encoder, target_name
from .job import WORK, Document, Entry, Item, Job, Report
from .places import is_url, join, named, read_bytes, shown, write_whole

# After these no document can be written any more; each other error costs its document only.
FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})

_OLD = (".doc", ".wps", ".rtf", ".dot", ".wpt")
_SHARE, _NO_LIMIT = 0.6, 75.0  # of the time that a document may take, for those of a chunk together; seconds
Work = Callable[[bytes, str, Job], tuple[list[Speech], SourceText | None]]


def parse_file(data: bytes, name: str, job: Job) -> tuple[list[Speech], SourceText | None]:
    """The speeches of a file, given its bytes and its name, and the text they are from. Raises ReadError."""
    from ..api import parse_source
    from ..readers import corpus
    from ..readers.registry import source_from_bytes
    from ..rules.loader import load_rules
    from ..sections import parsed_alone
    from .members import is_record

    if job.text_column and is_record(name):
        source = corpus.one(data, name, corpus.Columns(job.text_column, job.meta_columns))
    else:
        source = source_from_bytes(data, name, encoding=job.encoding)
    if job.meta:
        source = corpus.with_known(source, _sidecar(job.meta), name)
    only = parsed_alone(job.only, job.format if job.sink == "folder" else job.sink)
    return parse_source(source, rules=load_rules(*job.rules), explain=job.explain, only=only), source


@lru_cache(maxsize=1)
def _sidecar(path: str) -> dict[str, tuple[tuple[str, str], ...]]:
    from ..readers.corpus import sidecar

    regular(path)
    return sidecar(Path(path).read_bytes(), path)


class Store:
    """The file that takes the records of one chunk; made when the first record comes.

    Each chunk, and each attempt at one, has its own, so that no two writers ever meet.
    """

    def __init__(self, folder: str) -> None:
        self.name = ""
        self._folder, self._end = Path(folder), 0
        self._file: FileIO | None = None

    def append(self, record: bytes) -> int:
        """Write a record through to the operating system; its offset. Raises OSError."""
        if self._file is None:
            self.name = f"{os.urandom(8).hex()}.part"
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = (self._folder / self.name).open("xb", buffering=0)
        offset, view = self._end, memoryview(record)
        while view:
            view = view[self._file.write(view) :]
        self._end += len(record)
        return offset

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()


class Worker:
    """What a worker process holds: the job, and the functions it names."""

    def __init__(self, job: Job) -> None:
        """Imports the work and the rules. Raises SpeechparseError, ImportError."""
        module, _, name = job.work.partition(":")
        self.job, self._work = job, _function(module, name)
        self._encode = encoder(job)

    def prepare(self, items: Sequence[Item]) -> None:
        """Before a chunk is done: its old Office files go through LibreOffice together, as its start takes seconds."""
        documents = [item.document for item in items if item.known is None]
        old = [document for document in documents if document.name.lower().endswith(_OLD)]
        if len(old) < 2 or self.job.work != WORK:
            return
        from ..readers import legacy

        files = []
        for document in old:
            with suppress(SpeechparseError, OSError):
                files.append(_read(document, self.job.max_bytes)[1])
        legacy.prepare(files, _SHARE * (self.job.timeout or _NO_LIMIT))

    def do(self, item: Item, store: Store) -> Report:
        """Do one document. Never raises but for what ends the process."""
        started = perf_counter()
        document = item.document
        retire = False
        try:
            entry = self._parse(document, item.known, store)
        except SpeechparseError as error:
            problem, advice = getattr(error, "problem", None), getattr(error, "advice", None)
            entry = failed(document, f"{problem}; {advice}" if problem else str(error))
        except MemoryError:
            retire = True
            limit = f" than the {self.job.memory >> 20} MB that --memory allows" if self.job.memory else ""
            entry = failed(document, f"needs more memory{limit}")
        except OSError as error:
            entry = failed(document, error.strerror or str(error))
        except Exception as error:
            entry = failed(document, f"a mistake of speechparse: {type(error).__name__}: {error}; please report it")
        return Report(item.number, entry._replace(seconds=round(perf_counter() - started, 6)), retire)

    def _parse(self, document: Document, known: str | None, store: Store) -> Entry:
        read, data = _read(document, self.job.max_bytes)
        path, name, size, mtime_ns = read
        entry = Entry(named(path), name, size, mtime_ns, "ok")
        if known is not None and known == sha256(data).hexdigest():
            return entry._replace(status="same", sha256=known)
        speeches, source = self._work(data, name, self.job)
        record = self._encode(speeches, source)
        digest = (source and source.sha256) or sha256(data).hexdigest()
        entry = entry._replace(sha256=digest, speeches=len(speeches), length=len(record), crc=crc32(record))
        try:
            if self.job.sink == "folder":
                self._write(document, record)
                return entry
            return entry._replace(offset=store.append(record), store=store.name)
        except OSError as error:
            if error.errno not in FATAL:
                raise
            return entry._replace(status="fatal", error=error.strerror)

    def _write(self, document: Document, record: bytes) -> None:
        name = target_name(document.name, self.job.format)
        temporary = f".{sha256(name.encode()).hexdigest()[:16]}.tmp"
        write_whole(join(self.job.out, name), record, temporary)


def failed(document: Document, error: str) -> Entry:
    """The entry of a document that came to nothing."""
    path, name, size, mtime_ns = document
    return Entry(named(path), name, size, mtime_ns, "failed", error=shown(error))


def _read(document: Document, limit: int) -> tuple[Document, bytes]:
    """The bytes of a document, and the size and time that belong to them; at most ``limit``. Raises ReadError."""
    if limit and document.size > limit:  # as the listing saw it, before anything is unpacked or fetched
        raise too_large(document.name, document.size, limit)
    read, data = _whole(document, limit or None)
    if limit and len(data) > limit:
        raise too_large(document.name, len(data), limit)
    return read, data


def _whole(document: Document, limit: int | None) -> tuple[Document, bytes]:
    if is_url(document.path):
        return document, read_bytes(document.path)
    if "::" in document.path:
        from .members import read as read_member

        data = read_member(document.path)
        if data is not None:
            return document, data
    for _ in range(2):
        try:
            regular(document.path, limit)
            with FileIO(document.path) as file:
                before = os.fstat(file.fileno())
                data = file.readall()
                after = os.fstat(file.fileno())
        except FileNotFoundError:
            raise ReadError(
                document.name, "is gone since the folder was listed", "run again if it comes back"
            ) from None
        except OSError as error:
            raise ReadError(document.name, f"cannot be read ({error.strerror})", "check your rights there") from error
        if (before.st_mtime_ns, len(data)) == (after.st_mtime_ns, after.st_size):
            return document._replace(size=len(data), mtime_ns=after.st_mtime_ns), data
    raise ReadError(document.name, "changed while it was read", "run the same command again when it is at rest")


def _function(module: str, name: str) -> Any:
    function = getattr(import_module(module), name)
    if module == __name__:  # what parse_file imports, now and not within the first document's time
        import_module("speechparse.parser")
        import_module("speechparse.readers.registry")
    return function
