"""The few calls that a batch needs, for local paths and fsspec URLs (s3://, hdfs://, …) alike."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Any, NamedTuple

from ..errors import WriteError

_ESCAPED = re.compile(r"\\(?=x[0-9a-f]{2})")


class Listed(NamedTuple):
    """A member of a folder. ``identity`` tells folders apart where links may lead back (None: no links there)."""

    name: str
    path: str
    is_folder: bool
    size: int
    mtime_ns: int
    identity: tuple[int, int] | None


def is_url(place: str) -> bool:
    """True for what fsspec must open. A file:// URL is a local path (see ``plain``)."""
    return "://" in place and not place.startswith("file://")


def plain(place: str) -> str:
    """A file:// URL as a path, a path made absolute, any other URL as it is."""
    if place.startswith("file://"):
        from urllib.parse import unquote, urlsplit

        place = unquote(urlsplit(place).path)
    return place.rstrip("/") if is_url(place) else os.path.abspath(place)  # noqa: PTH100 (links stay as they are)


def shown(path: str) -> str:
    """A path as printable text: bytes that are no UTF-8 become ``\\xNN``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def named(path: str) -> str:
    """A path as the key and name of its document: as ``shown``, but two paths never become one.

    Where a name holds ``\\xNN`` in letters, its backslash is written so too.
    """
    return shown(_ESCAPED.sub(r"\\x5c", path) if os.sep == "/" and "\\x" in path else path)


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it. Raises WriteError where fsspec or its driver is missing."""
    try:
        import fsspec

        fs, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise WriteError(
            url, f"cannot be opened ({error})", 'pip install "speechparse[cluster]" and the driver'
        ) from error
    return fs, path


def join(place: str, name: str) -> str:
    """A ``/``-separated name under a folder or URL."""
    return f"{place}/{name}" if is_url(place) else str(Path(place, _native(name)))


def _native(name: str) -> str:
    """The name as the system takes it: where its encoding cannot say it (LC_ALL=C), in UTF-8 all the same."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogatepass"))
    return name


def list_folder(place: str) -> list[Listed]:
    """The members of a folder, links followed. Raises OSError."""
    return _list_url(place) if is_url(place) else _list_local(place)


def _list_local(place: str) -> list[Listed]:
    found = []
    with os.scandir(place) as entries:
        for entry in entries:
            try:
                stat = entry.stat()
                is_folder, is_file = entry.is_dir(), entry.is_file()
            except OSError:  # a broken link, or gone since
                continue
            if is_folder or is_file:
                identity = (stat.st_dev, stat.st_ino)
                found.append(Listed(entry.name, entry.path, is_folder, stat.st_size, stat.st_mtime_ns, identity))
    return found


def _list_url(place: str) -> list[Listed]:
    fs, path = filesystem(place)
    found = []
    for info in fs.ls(path, detail=True):
        name = info["name"].rstrip("/").rpartition("/")[2]
        if info["name"].rstrip("/") == path.rstrip("/"):  # object stores list the folder's own marker
            continue
        is_folder = info["type"] == "directory"
        found.append(Listed(name, f"{place}/{name}", is_folder, info.get("size") or 0, _stamp(info), None))
    return found


def stat(place: str) -> tuple[bool, int, int]:
    """Whether it is a folder, its size, its time of change in ns. Raises OSError."""
    if not is_url(place):
        found = Path(place).stat()
        return S_ISDIR(found.st_mode), found.st_size, found.st_mtime_ns
    fs, path = filesystem(place)
    info = fs.info(path)
    return info["type"] == "directory", info.get("size") or 0, _stamp(info)


def _stamp(info: dict[str, Any]) -> int:
    time = info.get("mtime") or info.get("LastModified") or info.get("last_modified") or info.get("updated") or 0
    if isinstance(time, str):
        from zlib import crc32

        return crc32(time.encode())
    return int((time if isinstance(time, int | float) else time.timestamp()) * 1_000_000_000)


def read_bytes(place: str) -> bytes:
    """All bytes of a path or URL. Raises OSError."""
    if not is_url(place):
        return Path(place).read_bytes()
    fs, path = filesystem(place)
    data: bytes = fs.cat_file(path)
    return data


def write_whole(place: str, data: bytes, temporary: str) -> None:
    """Write a file so that it is there whole or not at all, its folder made where missing. Raises OSError.

    ``temporary`` is the name of the file on its way, in the same folder. It should be the same each time the
    same file is written, so that a killed run leaves nothing that the next one does not overwrite.
    """
    if is_url(place):
        fs, path = filesystem(place)
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.pipe_file(path, data)
        return
    on_its_way = Path(place).with_name(temporary)
    try:
        try:
            _write_new(on_its_way, data)
        except FileNotFoundError:
            on_its_way.parent.mkdir(parents=True, exist_ok=True)
            _write_new(on_its_way, data)
        on_its_way.replace(place)
    except OSError:
        with suppress(OSError):
            on_its_way.unlink()
        raise


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there: what a killed run left is removed, a link put in its place is not followed."""
    try:
        file = path.open("xb")
    except FileExistsError:
        path.unlink()
        file = path.open("xb")
    with file:
        file.write(data)


def upload(local: str, place: str) -> None:
    """Copy a local file to a path or URL. Raises OSError."""
    if is_url(place):
        fs, path = filesystem(place)
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.put_file(local, path)
    else:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(local, place)


def download(place: str, local: str) -> bool:
    """Copy a path or URL to a local file; False where there is none. Raises OSError."""
    try:
        if is_url(place):
            fs, path = filesystem(place)
            fs.get_file(path, local)
        else:
            shutil.copyfile(place, local)
    except FileNotFoundError:
        return False
    return True


def remove(place: str) -> None:
    """Delete a file; nothing happens where there is none."""
    with suppress(OSError):
        if is_url(place):
            fs, path = filesystem(place)
            fs.rm_file(path)
        else:
            Path(place).unlink()


def remove_folder(url: str) -> None:
    """Delete an empty folder at a URL; nothing happens where there is none (object stores have no folders)."""
    with suppress(OSError, NotImplementedError):
        fs, path = filesystem(url)
        fs.rmdir(path)
