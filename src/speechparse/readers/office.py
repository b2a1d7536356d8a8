"""Old formats by an installed LibreOffice: a file in, .docx out, within a time limit and with a profile of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

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

    Raises Failed: no LibreOffice, or it took longer than ``seconds``.
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
        _run([office, *options, *convert, *map(str, inputs)], folder, seconds)
        made = [out / f"{path.stem}.docx" for path in inputs]
        return [path.read_bytes() if path.exists() else None for path in made]


def _run(command: list[str], folder: str, seconds: float) -> None:
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
    except subprocess.TimeoutExpired:
        raise Failed(f"LibreOffice took longer than {seconds:.0f} s") from None
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
