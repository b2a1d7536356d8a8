"""Scores the outlines of annotated documents: nodes, paths, roles, closes, claims.

    python tests/tools/score_outlines.py GOLD TEXTS [GOLD TEXTS …] [--half work|judge] [--families] [--show WORD]

GOLD holds one JSON file a document: ``doc`` (its path below TEXTS), ``sha256`` of its bytes, ``nodes`` (``start``,
``level``, ``role``: letters of H, R, T, B with ``|`` between equally right ones, ``optional``), ``closes`` (``start``,
``level``: from there on the text belongs to no node of that level or deeper) and ``claims`` (``start``, ``length``,
``count``). Offsets are code points of the decoded text. A document that is not there, or is another text, is passed
over and counted.

A node is found when it begins within two characters of the annotated one; its path is right when all nodes above it
are right too. An early end is a node that ends more than 80 characters before the annotated one does. A document with a
perfect outline has all its paths right and no further node.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from speechparse.model import Node
from speechparse.parser import parse
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules

LETTER = {"highlight": "H", "requirement": "R", "task": "T", "background": "B"}
NEAR = 2  # characters by which a beginning may be off
EARLY = 80  # characters: a signature, a date, a page's last words


@dataclass(eq=False)
class Item:
    """A node, found or annotated: where it is, what it is, and the one that holds it."""

    start: int
    end: int
    level: int
    role: str
    parent: Item | None = None
    optional: bool = False
    pair: Item | None = None


@dataclass
class Score:
    """What was counted in one document or in several."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> int:
        return self.counts[name]

    def measures(self) -> dict[str, float]:
        c = self.counts
        found = c["gold"] + c["found"]
        return {
            "node": 2 * c["hit"] / found if found else 1.0,
            "path": 2 * c["path"] / found if found else 1.0,
            "role": c["role"] / c["hit"] if c["hit"] else 1.0,
            "role, R = T": c["role RT"] / c["hit"] if c["hit"] else 1.0,
            "close": c["closed"] / c["closes"] if c["closes"] else 1.0,
            "early ends": c["early"] / c["hit"] if c["hit"] else 0.0,
            "claim": 2 * c["claims hit"] / (c["claims"] + c["claims found"])
            if c["claims"] + c["claims found"]
            else 1.0,
            "perfect": c["perfect"] / c["documents"] if c["documents"] else 0.0,
        }


def total(scores: Iterable[Score]) -> Score:
    all_of = Score()
    for score in scores:
        all_of.counts.update(score.counts)
        all_of.mistakes += score.mistakes
    return all_of


def annotated(gold: dict[str, Any], length: int) -> list[Item]:
    """The annotated nodes, each with its parent and its end."""
    nodes = [Item(n["start"], length, n["level"], n["role"], optional=bool(n.get("optional"))) for n in gold["nodes"]]
    parts = [s["start"] for s in gold.get("speeches") or []]
    closes = [(c["start"], c["level"]) for c in gold["closes"] if c["start"] is not None]
    marks = sorted([(n.start, n.level) for n in nodes] + closes + [(at, 1) for at in parts])
    stack: list[Item] = []
    begun = 0
    for node in sorted(nodes, key=lambda n: n.start):
        if begun < len(parts) and node.start >= parts[begun]:
            stack.clear()
            begun += 1
        del stack[node.level - 1 :]
        node.parent = stack[-1] if stack else None
        stack.append(node)
        node.end = next((at for at, level in marks if at > node.start and level <= node.level), length)
    return nodes


def found(nodes: Iterable[Node], parent: Item | None = None, level: int = 1) -> list[Item]:
    out = []
    for node in nodes:
        item = Item(*node.span, level, LETTER.get(node.role or "", "B"), parent)
        out += [item, *found(node.children, item, level + 1)]
    return out


def pair(gold: list[Item], got: list[Item]) -> None:
    at: dict[int, Item] = {}
    for item in got:
        at.setdefault(item.start, item)
    for node in gold:
        for off in sorted(range(-NEAR, NEAR + 1), key=abs):
            other = at.get(node.start + off)
            if other is not None and other.pair is None:
                node.pair, other.pair = other, node
                break


def above(node: Item) -> Item | None:
    """The annotated node that holds this one; an optional one that was not found is passed over."""
    held = node.parent
    while held is not None and held.optional and held.pair is None:
        held = held.parent
    return held


def placed(node: Item | None) -> bool:
    """Whether a node and all above it were found, in one another."""
    other = node.pair if node is not None else None
    while node is not None:
        if other is None or node.pair is not other:
            return False
        node, other = above(node), other.parent
    return other is None


def score(gold: dict[str, Any], name: str, data: bytes) -> Score:
    source = source_from_bytes(data, name)
    speeches = parse(source, load_rules())
    ignored = [tuple(span) for span in gold.get("ignore") or []]

    def counted(item: Item) -> bool:
        return not any(a <= item.start < b for a, b in ignored)

    wanted = [n for n in annotated(gold, len(source.text)) if counted(n)]
    got = [n for speech in speeches for n in found(speech.outline) if counted(n)]
    pair(wanted, got)
    nodes = [n for n in wanted if n.pair is not None or not n.optional]
    out, c = Score(), Counter[str]()
    c.update(documents=1, gold=len(nodes), found=len(got))

    def say(what: str, at: int, more: str = "") -> None:
        line = source.text[at : at + 24].replace("\n", "⏎")
        out.mistakes.append(f"{name}: {what} {at} {line} {more}")

    for node in nodes:
        if node.pair is None:
            say("missed", node.start, f"level {node.level}")
            continue
        c["hit"] += 1
        good = placed(node)
        c["path"] += good
        c["role"] += node.pair.role in node.role.split("|")
        c["role RT"] += node.pair.role.replace("T", "R") in node.role.replace("T", "R").split("|")
        early = node.pair.end < node.end - EARLY
        c["early"] += early
        if not good:
            say("path", node.start, f"level {node.level} got {node.pair.level}")
        if node.pair.role not in node.role.split("|"):
            say("role", node.start, f"{node.role} got {node.pair.role}")
        if early:
            say("early end", node.pair.end, f"of {node.start}, right {node.end}")
    for item in got:
        if item.pair is None:
            say("extra", item.start, f"level {item.level}")
    for close in gold["closes"]:
        if close["start"] is None:
            continue
        level, outer = (
            close["level"],
            max((n for n in wanted if n.start < close["start"]), key=lambda n: n.start, default=None),
        )
        while outer is not None:
            level -= outer.level < close["level"] and outer.optional and outer.pair is None
            outer = outer.parent
        closed = not any(n.start <= close["start"] < n.end and n.level >= level for n in got)
        c.update(closes=1, closed=closed)
        if not closed:
            say("close", close["start"], f"level {close['level']}")
    claims(gold, speeches, c, say)
    c["perfect"] += c["gold"] == c["hit"] == c["found"] == c["path"]
    out.counts = c
    return out


def claims(gold: dict[str, Any], speeches: Any, c: Counter[str], say: Any) -> None:
    got = [(*x.span, x.count) for speech in speeches for x in speech.claims]
    taken: set[int] = set()
    c["claims found"] += len(got)
    for claim in gold["claims"]:
        if claim["start"] is None:
            continue
        a, b = claim["start"], claim["start"] + (claim.get("length") or len(claim["phrase"]))
        c["claims"] += 1
        hit = next(
            (i for i, (x, y, n) in enumerate(got) if i not in taken and x < b and a < y and n == claim["count"]), None
        )
        if hit is None:
            say("claim missed", a, str(claim["count"]))
        else:
            taken.add(hit)
            c["claims hit"] += 1
    for i, (x, _, n) in enumerate(got):
        if i not in taken:
            say("claim extra", x, str(n))


def text_of(gold: dict[str, Any], path: Path, texts: Path) -> tuple[str, bytes] | None:
    """Name and bytes of a document, where it is there and unchanged."""
    places = [texts / gold["doc"], texts / path.stem.partition("__")[0] / gold["doc"]]
    for place in places:
        if place.is_file() and sha256(data := place.read_bytes()).hexdigest() == gold["sha256"]:
            return place.name, data
    return None


def read(gold: Path, texts: Path, half: str = "") -> tuple[dict[str, Score], int]:
    """The score of each document of a set (by the file's name), and how many were passed over."""
    scores, missing = {}, 0
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        if half and wanted.get("half") != half:
            continue
        text = text_of(wanted, path, texts)
        if text is None:
            missing += 1
        else:
            scores[path.stem] = score(wanted, *text)
    return scores, missing


def family(name: str) -> str:
    return name.partition("__")[0]


def row(name: str, one: Score) -> str:
    values = one.measures()
    cells = [f"{v:.0%}" if k == "perfect" else f"{v:.3f}" for k, v in values.items()]
    return f"| {name} | {one['documents']} | {one['gold']} | " + " | ".join(cells) + " |"


HEAD = "| set | documents | nodes | " + " | ".join(Score().measures()) + " |"


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("places", nargs="+", type=Path, metavar="GOLD TEXTS")
    ap.add_argument("--half", default="", help="only documents of this half (work or judge)")
    ap.add_argument("--families", action="store_true", help="one row a family")
    ap.add_argument("--show", metavar="WORD", help="list the mistakes of documents whose name holds this word")
    args = ap.parse_args()
    if len(args.places) % 2:
        ap.error("give GOLD and TEXTS in pairs")
    print(HEAD + "\n" + "| --- " * (HEAD.count("|") - 1) + "|")
    for gold, texts in zip(args.places[::2], args.places[1::2], strict=True):
        scores, missing = read(gold, texts, args.half)
        if args.families:
            groups: dict[str, list[Score]] = defaultdict(list)
            for name, one in scores.items():
                groups[family(name)].append(one)
            for name, some in groups.items():
                print(row(name, total(some)))
        print(row(f"{gold.name} {args.half}".strip(), total(scores.values())))
        if missing:
            print(f"({missing} passed over: not there, or another text)")
        for name, one in scores.items():
            if args.show is not None and args.show in name:
                print("\n".join(one.mistakes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
