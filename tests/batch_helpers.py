"""What the batch tests share: a folder of small documents, and a run with the toy parser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from speechparse.batch.options import Options, Summary
from speechparse.batch.run import run

TOY = "batch_toys:parse_file"
SLOW = "batch_toys:slow_parse_file"


def make_documents(folder: Path, count: int, lines: int = 3) -> Path:
    """``count`` documents over three folders, in names whose order by bytes, letters and numbers differs."""
    for i in range(count):
        path = folder / ("甲", "a", "a.b")[i % 3] / f"讲话{i}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "\n".join([f"题目{i}", *(f"推进第{k}项养老服务工作{i}" for k in range(lines))]), encoding="utf-8"
        )
    return folder


def go(source: Path, out: Path | str, **options: Any) -> Summary:
    """A run with the toy parser."""
    return run(Options((str(source),), str(out), **{"jobs": 1, "work": TOY, "timeout": 20.0, **options}))


def names(out: Path) -> list[str]:
    """The documents in a JSON Lines output, in order."""
    return [json.loads(line)["source"]["name"] for line in out.read_text(encoding="utf-8").splitlines()]


def errors(out: Path) -> dict[str, str]:
    """File -> cause, as OUT.errors.jsonl has it."""
    path = out.with_name(out.name + ".errors.jsonl")
    if not path.exists():
        return {}
    return {row["file"]: row["error"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def product(out: Path) -> dict[str, bytes]:
    """The bytes of an output, by file; of a store without the count of changes that SQLite keeps."""
    if out.is_dir():
        return tree(out)
    data = out.read_bytes()
    if data.startswith(b"SQLite format 3"):
        data = data[:24] + bytes(4) + data[28:92] + bytes(4) + data[96:]
    return {"": data}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, hidden ones too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
