"""The records on their way from the workers to the sink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from .job import Entry

_OPEN = 32  # files held open for reading


class Parts:
    """The stores in one folder, and the last product, which still goes by the name of the store it was."""

    def __init__(self, folder: str, product: str = "", product_name: str | None = None) -> None:
        self.folder, self._product, self._product_name = Path(folder), Path(product), product_name
        self._open: dict[str, BinaryIO] = {}
        self._awaited: Counter[str] = Counter()  # records of this run's stores that the sink has not got yet
        self._closed: set[str] = set()  # stores to which nothing is appended any more

    def read(self, entry: Entry) -> bytes | None:
        """The record of an entry; None where it is lost or not what it was."""
        file = self._file(entry.store)
        if file is None:
            return None
        file.seek(entry.offset)
        record = file.read(entry.length)
        return record if len(record) == entry.length and crc32(record) == entry.crc else None

    def _file(self, name: str) -> BinaryIO | None:
        if name in self._open:
            return self._open[name]
        places = [self.folder / name]
        if name == self._product_name:
            places.append(self._product)
        for place in places:
            with suppress(OSError):
                if len(self._open) >= _OPEN:
                    self._open.pop(next(iter(self._open))).close()
                self._open[name] = place.open("rb")
                return self._open[name]
        return None

    def expect(self, entries: Iterable[Entry], closed: Iterable[str]) -> None:
        """New records stand in the parts, and some stores are complete."""
        self._awaited.update(entry.store for entry in entries if entry.store)
        self._closed.update(closed)

    def release(self, stores: Iterable[str]) -> None:
        """The sink has a record out of each of ``stores``; those that hold nothing more are deleted."""
        for store in stores:
            if store in self._awaited:
                self._awaited[store] -= 1
        for store in [name for name in self._closed if self._awaited[name] <= 0]:
            self._closed.discard(store)
            del self._awaited[store]
            self._remove(store)

    def _remove(self, name: str) -> None:
        if name in self._open:
            self._open.pop(name).close()
        with suppress(OSError):
            (self.folder / name).unlink()

    def sweep(self, keep: set[str]) -> None:
        """Delete all stores but some, and the folder when nothing is left."""
        self.close()
        with suppress(OSError):
            for file in list(self.folder.iterdir()):
                if file.name not in keep:
                    self._remove(file.name)
            self.folder.rmdir()

    def close(self) -> None:
        """Close all files."""
        for file in self._open.values():
            file.close()
        self._open.clear()
