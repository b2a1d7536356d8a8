"""Where a run keeps what: the product and, beside it, the manifest, the records on their way, the errors.

A product at a URL is made in a temporary folder here; the manifest travels with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from ..errors import WriteError
from .places import download, is_url, list_folder, plain, remove, remove_folder, upload


class Layout:
    """The places of one run. Use as a context manager: temporary folders go at its end.

    ``out``: what was asked for, absolute. ``product``: the local file or folder that is made (None for stdout).
    """

    def __init__(self, out: str, kind: str, shard: tuple[int, int] | None = None) -> None:
        """Raises WriteError where the output cannot be reached."""
        self.out = out if out == "-" else plain(out)
        self.kind = kind
        self.tag = f"{shard[0]}-of-{shard[1]}" if shard else ""
        self.remote = is_url(self.out)
        self._temporary = None
        if self.remote or out == "-":
            self._temporary = Path(mkdtemp(prefix="speechparse-"))
        base = Path(self.out) if self._temporary is None else self._temporary / (Path(self.out).name or "stdout")
        self.product = None if out == "-" else base
        self.manifest = self._beside(base, "manifest")
        self.parts = self._beside(base, "parts")
        self.errors = self._beside(base, "errors.jsonl")
        if self.remote:
            self._pull()

    def _beside(self, base: Path, what: str) -> Path:
        return base.with_name(".".join(filter(None, (base.name, self.tag, what))))

    def __enter__(self) -> Layout:
        return self

    def __exit__(self, *_: object) -> None:
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def own(self) -> tuple[str, ...]:
        """Absolute paths that are output and never input."""
        if self._temporary is not None:
            return (self.out,)
        shown = (self.manifest, self.parts, self.errors)
        return (self.out, *map(str, shown), f"{self.manifest}-wal", f"{self.manifest}-shm")

    def kept(self) -> list[str]:
        """The names of what stands beside a local output for the next run."""
        held = () if self.remote else (self.manifest, self.parts)
        return [path.name for path in held if path.is_file() or (path.is_dir() and any(path.iterdir()))]

    def identities(self) -> frozenset[tuple[int, int]]:
        """The same by device and number, of those that are there."""
        found = set()
        for path in self.own() if self._temporary is None else ():
            with suppress(OSError):
                about = Path(path).stat()
                found.add((about.st_dev, about.st_ino))
        return frozenset(found)

    def beside(self) -> list[str]:
        """The names of the files in the folder of the output. Raises WriteError."""
        folder = self.out.rpartition("/")[0] if self.remote else str(Path(self.out).parent)
        with self._reaching():
            return [member.name for member in list_folder(folder)]

    def _pull(self) -> None:
        """Fetch what an earlier run left, so that this one can go on from there."""
        with self._reaching():
            if not download(self._url(self.manifest), str(self.manifest)) or self.kind == "folder":
                return
            download(self.out, str(self.product))
            for name in self._remote_parts():
                self.parts.mkdir(exist_ok=True)
                download(f"{self.parts_url()}/{name}", str(self.parts / name))

    def push(self) -> None:
        """Bring output, manifest, errors and the records on their way to a URL; nothing where the output is local.

        After the manifest was closed. Raises WriteError.
        """
        if not self.remote:
            return
        parts = {file.name for file in self.parts.iterdir()} if self.parts.is_dir() else set()
        with self._reaching():
            for name in sorted(parts):
                upload(str(self.parts / name), f"{self.parts_url()}/{name}")
            if self.product is not None and self.product.is_file():
                upload(str(self.product), self.out)
            if self.errors.is_file():
                upload(str(self.errors), self._url(self.errors))
            else:
                remove(self._url(self.errors))
            upload(str(self.manifest), self._url(self.manifest))
            for name in self._remote_parts() - parts:
                remove(f"{self.parts_url()}/{name}")
            if not parts:
                remove_folder(self.parts_url())

    def _remote_parts(self) -> set[str]:
        try:
            return {member.name for member in list_folder(self._url(self.parts))}
        except OSError:
            return set()

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WriteError(self.out, error.strerror or str(error), "check the URL and your rights there") from error

    def parts_url(self) -> str:
        """Where records stand beside a remote output."""
        return self._url(self.parts)

    def _url(self, local: Path) -> str:
        return f"{self.out.rpartition('/')[0]}/{local.name}"
