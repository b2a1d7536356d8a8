"""Old formats by an installed LibreOffice: files in, .docx out, within a time limit and with a profile of its own.

A start takes seconds, a file a fraction of one: whoever has many (``prepare``) gives them to one call.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from zipfile import is_zipfile

_SECONDS = 45.0
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


class Failed(Exception):
    """LibreOffice did not convert it; the message says why."""


@cache
def program() -> str | None:
    """Where LibreOffice is, or None."""
    return next(filter(None, map(shutil.which, ("soffice", "libreoffice", *_ELSEWHERE))), None)


@cache
def _profile() -> str:
    """A profile for this process: LibreOffice refuses to start twice with one, and it is no business of the user's."""
    folder = mkdtemp(prefix="speechparse-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def to_docx(files: Iterable[tuple[str, bytes]], seconds: float = _SECONDS) -> list[bytes | None]:
    """Each file, given as its suffix and bytes, as .docx; None where it was not converted. One call for all.

    A file that LibreOffice dies of, or does not come to an end with, costs those after it too: give them again.
    Raises Failed: no LibreOffice, or it took longer than ``seconds`` and made nothing.
    """
    office = program()
    if office is None:
        raise Failed("no LibreOffice is installed")
    with TemporaryDirectory(prefix="speechparse-") as folder:
        inputs = []
        for number, (suffix, data) in enumerate(files):
            path = Path(folder, f"{number}{suffix}")
            path.write_bytes(data)
            inputs.append(path)
        out = Path(folder, "out")
        options = [f"-env:UserInstallation={_profile()}", "--headless", "--norestore", "--nologo", "--nolockcheck"]
        convert = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
        late = not _run([office, *options, *convert, *map(str, inputs)], folder, seconds)
        made = [out / f"{path.stem}.docx" for path in inputs]
        found = [path.read_bytes() if path.exists() and is_zipfile(path) else None for path in made]
        if late and not any(found):
            raise Failed(f"LibreOffice took longer than {seconds:.0f} s")
        return found


_ready: dict[bytes, bytes] = {}  # digest of a file -> its .docx, until it is read


def prepare(files: Iterable[tuple[str, bytes]], seconds: float = _SECONDS) -> None:
    """Convert several files in one call; ``one`` hands each out. Those that fail here are tried alone there."""
    _ready.clear()
    unique = {sha256(data).digest(): (suffix, data) for suffix, data in files}
    if len(unique) < 2 or program() is None:
        return
    try:
        found = to_docx(unique.values(), seconds)
    except Failed:
        return
    _ready.update({digest: made for digest, made in zip(unique, found, strict=True) if made is not None})


def one(suffix: str, data: bytes) -> bytes | None:
    """A file as .docx; None where it was not converted. Raises Failed."""
    made = _ready.pop(sha256(data).digest(), None) if _ready else None
    return made if made is not None else to_docx([(suffix, data)])[0]


def _run(command: list[str], folder: str, seconds: float) -> bool:
    """Run LibreOffice; whether it came to an end in time."""
    child = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )
    try:
        child.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it has started."""
    if child.poll() is None:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
