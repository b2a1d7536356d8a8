"""The parser as machine code: what ``parsing`` measures, in an environment that the compiled build is installed into.

``python -m benchmarks.compiled FILE`` prints the rows as JSON; FILE holds the documents, a JSON array.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

from . import parsing, texts
from .environments import Unavailable, call, install, interpreter
from .rows import Row

BUILD = "HATCH_BUILD_HOOK_ENABLE_MYPYC"  # see pyproject.toml


def rows(documents: list[str], quick: bool) -> list[Row]:
    """The rows of the pure parser's table, without goals."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            python = interpreter("compiled", "build")
            build = [str(python), "-m", "build", "--outdir", folder, str(texts.ROOT)]
            call(build, 1800, "cannot be built", {**os.environ, BUILD: "1"})
            install(python, "--force-reinstall", *map(str, Path(folder).glob("*.whl")))
            file = Path(folder) / "documents.json"
            file.write_text(json.dumps(documents), encoding="utf-8")
            found = call([str(python), "-m", "benchmarks.compiled", str(file)], 1200, "cannot run")
        except Unavailable as reason:
            return [Row("compiled", "the parser as machine code", "not available", note=str(reason))]
    return [Row(**row) for row in json.loads(found)]


def _main(file: str) -> None:
    documents = json.loads(Path(file).read_text(encoding="utf-8"))
    ours, _, _ = parsing.parse_row(documents, 10)
    found = [ours, parsing.example_row(10)]
    print(json.dumps([asdict(replace(row, key=f"compiled-{row.key}", goal=None)) for row in found]))


if __name__ == "__main__":
    _main(*sys.argv[1:])
