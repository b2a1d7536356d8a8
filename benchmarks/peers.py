"""What else a user might pick for the job, each in an environment of its own under the user's cache folder.

None of them does what speechparse does; the table says what each does. One that cannot be installed or run
(no network, no model) is reported with the reason.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import NamedTuple

from .environments import Unavailable, call, interpreter
from .rows import Row, span, speed

SAMPLE = 60_000  # characters


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
    python = interpreter(peer.name, peer.name)
    command = [str(python), "-m", "benchmarks.peer_runner", peer.name, str(path)]
    done = call(command, 300, "cannot run")
    version = call(
        [str(python), "-c", f"import importlib.metadata as m; print(m.version({peer.name!r}))"], 60, "no version"
    )
    found: dict[str, float] = json.loads(done.splitlines()[-1])
    return {**found, "version": version.strip()}  # type: ignore[dict-item]
