"""Files are written whole or not at all: beside the target first, then moved over it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import WriteError

_ADVICE = {
    errno.EACCES: ("no permission to write there", "choose another place, or close the program that has the file open"),
    errno.EPERM: ("no permission to write there", "choose another place, or close the program that has the file open"),
    errno.ENOENT: ("the folder does not exist", "make it first"),
    errno.ENOTDIR: ("a part of the path is a file", "choose another place"),
    errno.EISDIR: ("is a folder", "name a file"),
    errno.ENOSPC: ("the disk is full", "make room or choose another place"),
    errno.EROFS: ("the disk is read-only", "choose another place"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` to write to; moved over ``path`` at the end, removed on any error.

    Until then the old file stays whole. OSError inside the block becomes WriteError.
    """
    target = Path(os.path.realpath(path))  # a link stays, the file that it names is replaced
    temporary: Path | None = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        if target.exists() and not target.is_file():
            yield target  # a device or a pipe (/dev/null): there is nothing to keep
            return
        temporary = _beside(target)  # known before it is made, so that Ctrl-C in between leaves nothing
        _make(temporary)
        yield temporary
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _beside(target: Path) -> Path:
    """A name beside ``target`` that no file has and nobody could have put a link at."""
    from secrets import token_hex

    return target.parent / f".{target.name[:60]}.{token_hex(8)}.tmp"


def _make(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def keep_apart(inputs: Iterable[str], output: Path | None) -> None:
    """Raises WriteError where ``output`` is one of the inputs: a report would take the place of its own source."""
    if output is None:
        return
    for name in inputs:
        with suppress(OSError, ValueError):
            if Path(name).samefile(output):
                raise WriteError(str(output), "is also an input, which would be lost", "name another file with -o")


def closed(path: Path) -> None:
    """Raise WriteError where an office program has the file open: it would write its own state over ours."""
    for lock in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        if path.exists() and (path.parent / lock).exists():
            raise WriteError(str(path), "is open in another program", f"close it there (its sign is the file {lock})")


def gone(error: OSError, system: str = os.name) -> bool:
    """Whether the reader of a pipe has gone. Windows says «invalid argument» then."""
    return isinstance(error, BrokenPipeError) or (system == "nt" and error.errno == errno.EINVAL)


def write_error(path: Path, error: OSError) -> WriteError:
    """What went wrong in words, with what to do."""
    problem, advice = _ADVICE.get(error.errno or 0, (error.strerror or str(error), "choose another place"))
    return WriteError(str(path), problem, advice)
