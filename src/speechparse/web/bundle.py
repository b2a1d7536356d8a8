"""``python -m speechparse.web.bundle -o FOLDER``: the local page as one file to double-click, with all that it needs.

``speechparse.pyz`` holds the program and its packages without compiled parts, so that one file serves Windows, macOS
and Linux wherever Python 3.11 or newer is; ``--native`` keeps the compiled parts (and with them Word ledgers) for
machines like this one. Beside it stand start files for the three systems. Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import speechparse

NEEDED = ("jinja2", "starlette", "uvicorn", "openpyxl", "xlsxwriter", "pyyaml")
NATIVE = ("python-docx", "pypdfium2")
_COMPILED = (".so", ".pyd", ".dll", ".dylib")
_MAIN = '''"""Unpacks the program into the user's cache folder at the first start, and runs it from there."""
import os
import pathlib
import shutil
import sys
import tempfile
import zipfile

KEY = "{key}"


def home():
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return pathlib.Path(base or os.path.join(os.path.expanduser("~"), ".cache"), "speechparse")


def unpacked():
    target = home() / ("program-" + KEY)
    if not target.is_dir():
        home().mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(dir=home())
        with zipfile.ZipFile(sys.argv[0]) as whole:
            whole.extractall(made, [name for name in whole.namelist() if name.startswith("site/")])
        try:
            os.replace(os.path.join(made, "site"), target)
        except OSError:
            if not target.is_dir():
                raise
        shutil.rmtree(made, ignore_errors=True)
    return str(target)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("speechparse: Python 3.11 or newer is needed; see python.org")
    sys.path.insert(0, unpacked())
    from speechparse.web.__main__ import main

    sys.exit(main())
'''
_STARTS = {
    # name: (words, line ends, may be run)
    "打开台账工具（Windows）.bat": (
        '@echo off\nchcp 65001 >nul\ncd /d "%~dp0"\nwhere py >nul 2>nul\n'
        "if errorlevel 1 (python speechparse.pyz) else (py -3 speechparse.pyz)\nif errorlevel 1 pause\n",
        "\r\n",
    ),
    "打开台账工具（macOS）.command": ('#!/bin/sh\ncd "$(dirname "$0")" && exec python3 speechparse.pyz\n', "\n"),
    "打开台账工具（Linux）.sh": ('#!/bin/sh\ncd "$(dirname "$0")" && exec python3 speechparse.pyz\n', "\n"),
}


def build(folder: Path, *, native: bool = False) -> Path:
    """Write the program and its start files to ``folder``; the program's path."""
    folder.mkdir(parents=True, exist_ok=True)
    files = dict(sorted(dict(_files(native)).items()))
    key = hashlib.sha256()
    for name, path in files.items():
        key.update(name.encode() + path.read_bytes())
    program = folder / "speechparse.pyz"
    with zipfile.ZipFile(program, "w", zipfile.ZIP_DEFLATED) as whole:
        _put(whole, "__main__.py", _MAIN.replace("{key}", key.hexdigest()[:16]).encode())
        for name, path in files.items():
            _put(whole, f"site/{name}", path.read_bytes())
    for name, (words, end) in _STARTS.items():
        start = folder / name
        start.write_bytes(words.replace("\n", end).encode())
        start.chmod(0o755)
    return program


def _put(whole: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))  # the same bytes whenever it is built
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    whole.writestr(entry, data)


def _files(native: bool) -> Iterator[tuple[str, Path]]:
    own = Path(speechparse.__file__).parent
    for path in own.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and (native or path.suffix not in _COMPILED):
            yield f"speechparse/{path.relative_to(own).as_posix()}", path
    for package in _packages((*NEEDED, *NATIVE) if native else NEEDED):
        for one in package.files or ():
            name = one.as_posix()
            wanted = not name.startswith(("..", "/")) and "__pycache__" not in name
            if wanted and "/tests/" not in name and (native or one.suffix not in _COMPILED):
                yield name, Path(str(one.locate()))


def _packages(names: tuple[str, ...]) -> Iterator[Distribution]:
    """The packages with all that they require, as they are installed here."""
    pending, seen = list(names), set[str]()
    while pending:
        name = re.sub(r"[-_.]+", "-", pending.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            if name in map(str.lower, NEEDED):
                raise SystemExit(f"speechparse: {name} is not installed: pip install 'speechparse[web,xlsx]'") from None
            continue
        yield found
        for line in found.requires or ():
            if "extra ==" not in line and (match := re.match(r"[\w.-]+", line)):
                pending.append(match[0])


def main(arguments: list[str] | None = None) -> int:
    """Build it and say where."""
    parser = argparse.ArgumentParser(prog="python -m speechparse.web.bundle", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("台账工具"), metavar="FOLDER")
    parser.add_argument("--native", action="store_true", help="keep compiled parts: for machines like this one")
    options = parser.parse_args(arguments)
    program = build(options.output, native=options.native)
    sys.stdout.write(f"{program}: {program.stat().st_size / (1 << 20):.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
