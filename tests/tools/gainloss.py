#!/usr/bin/env python3
"""What a change of the code changes in the output over a folder: only the differences, so that harm is seen early.

    python tests/tools/gainloss.py OTHER_CHECKOUT FOLDER [--fields outline,metadata,tasks,claims]

Runs the package of this checkout and that of ``OTHER_CHECKOUT`` (for example a ``git worktree`` of the state before)
in separate processes and prints lost (-) and gained (+) lines by file.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

DUMP = """
import json, sys, pathlib
import speechparse
out = {}
for path in map(pathlib.Path, sys.argv[1:]):
    try:
        out[str(path)] = [s.to_dict() for s in speechparse.read(path)]
    except speechparse.ReadError as error:
        out[str(path)] = str(error)
print(json.dumps(out))
"""


def outputs(checkout: Path, files: list[str]) -> dict[str, object]:
    env = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    done = subprocess.run([sys.executable, "-c", DUMP, *files], env=env, capture_output=True, text=True, check=True)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def lines(speeches: object, fields: list[str]) -> list[str]:
    """The output as lines that stay the same while offsets shift."""
    if isinstance(speeches, str):
        return [speeches]
    assert isinstance(speeches, list)
    out: list[str] = []
    for speech in speeches:
        if "metadata" in fields:
            out += [f"{k}: {v}" for k, v in speech["metadata"].items() if k not in ("spans", "confidence")]
        pending = [(node, 0) for node in reversed(speech["outline"])] if "outline" in fields else []
        while pending:
            node, depth = pending.pop()
            size = node["span"][1] - node["span"][0]
            out.append(f"{'  ' * depth}{node['marker'] or '·'} {node['title'][:24]} [{node['role']}] {size}")
            pending += [(child, depth + 1) for child in reversed(node["children"])]
        for name in ("tasks", "claims"):
            if name in fields:
                out += [f"{name}: {json.dumps(row, ensure_ascii=False)}" for row in speech[name]]
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fields", default="metadata,outline")
    args = parser.parse_args()
    fields = args.fields.split(",")
    files = sorted(str(p) for p in args.folder.rglob("*") if p.suffix in (".txt", ".md") and p.is_file())
    before, after = outputs(args.other, files), outputs(Path(__file__).resolve().parents[2], files)
    changed = lost = gained = 0
    for name in files:
        diff = difflib.unified_diff(lines(before[name], fields), lines(after[name], fields), lineterm="", n=0)
        rows = [row for row in diff if row[:1] in "+-" and row[:3] not in ("+++", "---")]
        if rows:
            changed += 1
            lost += sum(row[0] == "-" for row in rows)
            gained += sum(row[0] == "+" for row in rows)
            print(f"== {Path(name).relative_to(args.folder)}", *rows, sep="\n")
    print(f"{changed} of {len(files)} files differ: {lost} lines lost, {gained} gained")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
