#!/usr/bin/env python3
"""Likely mistakes over a folder of speeches, found without annotation.

    python tests/tools/audit.py FOLDER [--list CHECK]

Each check counts the speeches (or items) that look wrong: an announced count that disagrees with what was found, a
gap in the ordinals, a title that is too long to be one. ``--list`` names the places of one check.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import speechparse
from speechparse import Node, ReadError, Speech

NAME = re.compile(r"[\u3400-\u9fff·]{2,12}|[A-Za-z .·\-]{3,40}")
LONG_SECTION = 5000
LONG_TITLE = 60


def nodes(roots: tuple[Node, ...]) -> Iterator[Node]:
    for node in roots:
        yield node
        yield from nodes(node.children)


def suspicions(speech: Speech) -> Iterator[tuple[str, str]]:
    """(check, what is seen) for each likely mistake of one speech."""
    meta = speech.metadata
    for diagnostic in speech.diagnostics:
        if diagnostic.code in ("ordinal-gap", "ordinal-repeat", "count-mismatch"):
            yield diagnostic.code, diagnostic.message
    if meta.title is None:
        yield "no title", ""
    elif len(meta.title) > LONG_TITLE:
        yield "long title", meta.title
    if meta.speaker and not NAME.fullmatch(meta.speaker):
        yield "odd speaker", meta.speaker
    if meta.date and not "1900" <= meta.date[:4] <= "2100":
        yield "odd date", meta.date
    if speech.source.chars > LONG_SECTION and not speech.outline:
        yield "no outline", f"{speech.source.chars} characters"
    for node in nodes(speech.outline):
        if not node.children and node.span[1] - node.span[0] > LONG_SECTION:
            yield "long childless section", f"{node.id} {node.marker or ''}{node.title[:24]} {node.span}"
        if len(node.title) > LONG_TITLE:
            yield "long node title", f"{node.id} {node.title[:40]}"
        if node.style == "plain" and not node.text.strip(node.title) and not node.children:
            yield "empty heading", f"{node.id} {node.title}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", dest="check", help="name the places of this check")
    args = parser.parse_args()
    found: dict[str, list[str]] = defaultdict(list)
    files, speeches, totals = 0, 0, Counter[str]()
    for path in sorted(p for p in args.folder.rglob("*") if p.suffix in (".txt", ".md") and p.is_file()):
        try:
            read = speechparse.read(path)
        except ReadError as error:
            print(error, file=sys.stderr)
            continue
        files += 1
        for speech in read:
            speeches += 1
            totals["nodes"] += sum(1 for _ in nodes(speech.outline))
            totals["claims"] += len(speech.claims)
            totals["tasks"] += len(speech.tasks)
            for check, seen in suspicions(speech):
                found[check].append(f"{path.relative_to(args.folder)}: {seen}")
    print(f"{files} files, {speeches} speeches, " + ", ".join(f"{n} {what}" for what, n in totals.items()))
    for check, places in sorted(found.items(), key=lambda row: -len(row[1])):
        print(f"{check:24} {len(places):5}  in {len({p.split(':')[0] for p in places})} files")
    for place in found.get(args.check or "", []):
        print(" ", place)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
