"""OUT.errors.jsonl: the documents that failed, a line each."""

from __future__ import annotations

import json
from contextlib import suppress

from ..writers.files import replacing
from .layout import Layout
from .manifest import Manifest
from .options import Summary


def write_errors(layout: Layout, manifest: Manifest, summary: Summary) -> None:
    """OUT.errors.jsonl: a line a failed document; no file where none failed. Raises WriteError."""
    if not summary.failed:
        with suppress(OSError):
            layout.errors.unlink()
        return
    with replacing(layout.errors) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for entry in manifest.results("failed"):
            line = {"file": entry.name, "path": entry.path, "error": entry.error}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
