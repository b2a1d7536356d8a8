"""What else a user might pick for the job, each in an environment of its own under the user's cache folder.

None of them does what speechparse does; the table says what each does. One that cannot be installed or run
(no network, no model) is reported with the reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

from . import texts
from .rows import Row, span, speed

SAMPLE = 60_000  # characters
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "speechparse-benchmarks"


class Peer(NamedTuple):
    """A package from the index and what it does with a text."""

    name: str
    does: str


PEERS = (
    Peer("arborparser", "tree of numbered headings, by patterns that its user writes"),
    Peer("dedoc", "text reader: lines with the kind of each"),
    Peer("unstructured", "partition_text: titles, list items, narrative text"),
    Peer("langextract", "chunks for a language model (without the model)"),
)


class Unavailable(Exception):
    """Why a peer cannot be measured."""


def rows(documents: list[str], quick: bool) -> list[Row]:
    """A row a peer, on the first documents up to ``SAMPLE`` characters."""
    text = "\n".join(documents)[: SAMPLE // 4 if quick else SAMPLE]
    out = [_ours(text)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        for peer in PEERS:
            try:
                out.append(_row(peer, _run(peer, path)))
            except Unavailable as reason:
                out.append(Row(peer.name, f"{peer.name}: {peer.does}", "not available", note=str(reason)))
    return out


def _ours(text: str) -> Row:
    from speechparse.parser import parse
    from speechparse.rules.loader import load_rules
    from speechparse.source import SourceText

    from . import clock, yardsticks

    rules = load_rules()
    parse(SourceText(text), rules)
    seconds = clock.repeated(lambda: parse(SourceText(text), rules), 0.2, 9)
    unit = clock.repeated(lambda: yardsticks.plain(text), 0.2, 9)
    return Row("peer-speechparse", "speechparse: the whole result object", speed(len(text), seconds), seconds / unit)


def _row(peer: Peer, found: dict[str, float]) -> Row:
    note = f"{found['found']:.0f} pieces; loads in {span(found['load'])}"
    figure = speed(int(found["chars"]), found["seconds"])
    return Row(
        peer.name, f"{peer.name} {found['version']}: {peer.does}", figure, found["seconds"] / found["unit"], note=note
    )


def _run(peer: Peer, path: Path) -> dict[str, float]:
    python = _environment(peer.name)
    command = [str(python), "-m", "benchmarks.peer_runner", peer.name, str(path)]
    done = _call(command, 300, "cannot run")
    version = _call(
        [str(python), "-c", f"import importlib.metadata as m; print(m.version({peer.name!r}))"], 60, "no version"
    )
    found: dict[str, float] = json.loads(done.splitlines()[-1])
    return {**found, "version": version.strip()}  # type: ignore[dict-item]


def _environment(name: str) -> Path:
    """The interpreter of the peer's environment, made and filled where it is not there yet."""
    folder = CACHE / f"{name}-py{sys.version_info.major}{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        print(f"installing {name} into {folder} …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
        _call(pip, 1200, "cannot be installed")
        done.touch()
    return python


def _call(command: list[str], limit: float, what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=texts.ROOT, timeout=limit)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{what}: not done in {limit:.0f} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Unavailable(f"{what}: {lines[-1][:100]}")
    return done.stdout
