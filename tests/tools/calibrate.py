#!/usr/bin/env python3
"""Fit the weights of ``parser/outline/trust.py`` on annotated speeches, and show how far confidence can be trusted.

    python tests/tools/calibrate.py DOCS GOLD [DOCS GOLD …]

DOCS holds the documents, GOLD one annotation (JSON) each, of all nodes or of the outermost ones (``roles``).
Every document is read as it is and in the clothes of
``clothes.py``: errors are rare in the one and common in the others, and confidence must tell them apart. A node counts
as right when it is one and each node above it is right too; with its role when that is right as well. Prints
reliability tables, of the weights as they are and of new ones, cross-validated over families (the clothes of one
document, and its folder's other documents, stay together), and once more with each clothing left out. Last come the
weights for ``rules/data/trust.toml``.
"""

from __future__ import annotations

import json
import random
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

from clothes import CLOTHES, put_on

from speechparse.parser import analyse
from speechparse.parser.outline.trust import probability, with_role
from speechparse.parser.outline.trust import weights as trust_weights
from speechparse.readers.registry import read_source, source_from_bytes
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

ROLE = {"highlight": "H", "requirement": "R", "task": "T", "background": "B"}
DOUBTS = ("doc:", "under-", "margin", "irregular", "late", "mixed", "single")
NEAR = 2  # a node is found when its start lies within so many characters


class Row(NamedTuple):
    family: str
    clothing: str
    facts: tuple[str, ...]
    role_confidence: float
    placed: bool
    right: bool


def read(docs: Path, gold_path: Path) -> list[Row]:
    """The nodes found in a document, as it is and clothed."""
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    folder, _, name = gold_path.stem.partition("__")
    paths = [docs / gold["doc"], *(docs / folder).glob(f"{name}.*")] if name else [docs / gold["doc"]]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return []
    source = read_source(path)
    family = folder if name else gold_path.stem
    if "roles" in gold:
        return outermost(source, gold, family)
    out = rows(source, gold, family, "")
    if not gold.get("speeches"):
        for clothing, (suffix, clothe) in CLOTHES.items():
            text, moved = put_on(clothe, source.text, gold)
            out += rows(source_from_bytes(text.encode("utf-8", "replace"), f"a{suffix}"), moved, family, clothing)
    return out


def outermost(source: SourceText, gold: dict[str, Any], family: str) -> list[Row]:
    """The outermost nodes of which an annotator said what they are, or that they are none (``no_nodes``)."""
    roles, none = dict(gold["roles"]), set(gold.get("no_nodes") or [])
    out = []
    for analysis in analyse(source, load_rules()):
        for item, role in zip(analysis.outline.items, analysis.roles, strict=True):
            start = analysis.text.source_offset(item.start)
            if item.parent < 0 and (start in roles or start in none):
                right = start in roles and ROLE[role.role] in roles[start].split("|")
                out.append(Row(family, "", item.facts, role.confidence, start in roles, right))
    return out


def rows(source: SourceText, gold: dict[str, Any], family: str, clothing: str) -> list[Row]:
    nodes = parents(gold)
    found: dict[int, tuple[int, int]] = {}  # gold index -> (speech, item)
    out, items = [], []
    for part, analysis in enumerate(analyse(source, load_rules())):
        for i, item in enumerate(analysis.outline.items):
            start = analysis.text.source_offset(item.start)
            if not any(a <= start < b for a, b in gold.get("ignore") or []):
                items.append((part, i, start, item, analysis.roles[i]))
    free = {start: (part, i) for part, i, start, _, _ in items}
    starts = sorted(free)
    for g, node in enumerate(nodes):
        k = bisect_left(starts, node["start"] - NEAR)
        near = [s for s in starts[k : k + 3] if abs(s - node["start"]) <= NEAR]
        found.update((g, free[s]) for s in near[:1])
    back = {place: g for g, place in found.items()}
    whole: dict[tuple[int, int], bool] = {}  # whether a node and all above it are right
    for part, i, _, item, role in items:
        g = back.get((part, i), -1)
        above = (part, item.parent) if item.parent >= 0 else -1
        parent = nodes[g]["parent"] if g >= 0 else -1
        while parent >= 0 and nodes[parent].get("optional") and parent not in found:
            parent = nodes[parent]["parent"]
        placed = g >= 0 and found.get(parent, -1) == above and whole.get((part, item.parent), True)
        whole[part, i] = placed
        right = placed and ROLE[role.role] in nodes[g]["role"].split("|")
        out.append(Row(family, clothing, item.facts, role.confidence, placed, right))
    return out


def parents(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The gold nodes, each with ``parent``: an index, -1 for none."""
    marks = [(n["start"], 1, k) for k, n in enumerate(gold["nodes"])]
    marks += [(s["start"], -1, -1) for s in gold.get("speeches") or []]
    stack: list[int] = []
    for _, _, k in sorted(marks):
        if k < 0:
            stack = []
            continue
        node = gold["nodes"][k]
        del stack[node["level"] - 1 :]
        node["parent"] = stack[-1] if stack else -1
        stack.append(k)
    result: list[dict[str, Any]] = gold["nodes"]
    return result


def fit(data: Sequence[Row], decay: float = 2.0, steps: int = 400) -> dict[str, float]:
    """Logistic regression by gradient descent with a ridge; the bias is free, and a doubt only lowers.

    A document as it is counts as much as all its clothes: users bring both, and clothes are invented.
    """
    counts: dict[tuple[tuple[str, ...], bool], int] = defaultdict(int)
    for row in data:
        counts[row.facts, row.placed] += 1 if row.clothing else len(CLOTHES)
    weights: dict[str, float] = defaultdict(float)
    weights["bias"] = 2.0
    for step in range(steps):
        slope: dict[str, float] = defaultdict(float)
        for (facts, placed), n in counts.items():
            error = n * (placed - 1 / (1 + exp(-sum(weights[f] for f in facts))))
            for fact in facts:
                slope[fact] += error
        rate = 20.0 / sum(counts.values()) / (1 + step / 200)
        for fact, s in slope.items():
            weights[fact] += rate * (s - (decay * weights[fact] if fact != "bias" else 0.0))
            if fact.startswith(DOUBTS):
                weights[fact] = min(0.0, weights[fact])
    return dict(weights)


def stretch(data: Sequence[Row], own: dict[str, float], steps: int = 300) -> dict[str, float]:
    """The weights as they are, times one number and with another bias: they rank as before, and mean what they say."""
    slope, shift = 1.0, 0.0
    weight = {True: 1.0, False: float(len(CLOTHES))}  # of a row, clothed or not
    sums = [(sum(own.get(f, 0.0) for f in row.facts), row.placed, weight[bool(row.clothing)]) for row in data]
    scale = sum(w * (1 + z * z / 10) for z, _, w in sums)
    for _ in range(steps):
        errors = [(z, w * (placed - 1 / (1 + exp(-(slope * z + shift))))) for z, placed, w in sums]
        slope += 0.2 * sum(e * z for z, e in errors) / scale
        shift += 2.0 * sum(e for _, e in errors) / scale
    return {name: slope * value + (shift if name == "bias" else 0.0) for name, value in own.items()}


def table(pairs: Sequence[tuple[float, bool]], bins: Sequence[float]) -> float:
    """Prints the reliability table; returns the expected calibration error."""
    error = 0.0
    print("| confidence | nodes | mean | right |\n| --- | --- | --- | --- |")
    for low, high in pairwise(bins):
        part = [(p, right) for p, right in pairs if low <= p < high]
        if part:
            mean, share = sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part)
            error += len(part) / len(pairs) * abs(mean - share)
            print(f"| {low:.2f}–{min(high, 1.0):.2f} | {len(part)} | {mean:.3f} | {share:.3f} |")
    doubtful = sorted(pairs)[: len(pairs) // 10]
    wrong = sum(not right for _, right in pairs)
    print(f"\nexpected calibration error {error:.3f}; the least sure tenth holds "
          f"{sum(not right for _, right in doubtful)} of {wrong} mistakes\n")  # fmt: skip
    return error


def held_out(
    data: list[Row],
    groups: list[set[str]],
    key: Callable[[Row], str],
    fitted: Callable[[Sequence[Row]], dict[str, float]] = fit,
) -> list[tuple[float, Row]]:
    """Each row with its probability by weights fitted without its group."""
    out = []
    for group in groups:
        weights = fitted([row for row in data if key(row) not in group])
        out += [(sigmoid(row.facts, weights), row) for row in data if key(row) in group]
    return out


def sigmoid(names: tuple[str, ...], weights: dict[str, float]) -> float:
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) for name in names)))


def main(args: list[str]) -> int:
    if not args or len(args) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    pairs = [
        (Path(d), path) for d, g in zip(args[::2], args[1::2], strict=True) for path in sorted(Path(g).glob("*.json"))
    ]
    data = [row for docs, path in pairs for row in read(docs, path)]
    bins = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01]
    families = sorted({row.family for row in data})
    random.Random(7).shuffle(families)
    by_family = held_out(data, [set(families[k::8]) for k in range(8)], lambda row: row.family)
    clothes = sorted({row.clothing for row in data})
    by_clothing = held_out(data, [{name} for name in clothes], lambda row: row.clothing)
    loss = -sum(log(p if row.placed else 1 - p) for p, row in by_family) / len(by_family)
    print(f"{len(data)} nodes of {len(families)} families, {len(clothes)} clothes; log loss {loss:.3f}\n")
    print("the weights as they are, documents as they are: the node and its place, then with its role\n")
    plain = [row for row in data if not row.clothing]
    own = trust_weights(load_rules())
    table([(probability(row.facts, own), row.placed) for row in plain], bins)
    table([(with_role(probability(row.facts, own), row.role_confidence), row.right) for row in plain], bins)
    print("new weights, families left out: all, then the documents as they are\n")
    table([(p, row.placed) for p, row in by_family], bins)
    table([(p, row.placed) for p, row in by_family if not row.clothing], bins)
    print("… and the role (`confidence` in the output):\n")
    table([(with_role(p, row.role_confidence), row.right) for p, row in by_family], bins)
    print("… of the documents as they are:\n")
    table([(with_role(p, row.role_confidence), row.right) for p, row in by_family if not row.clothing], bins)
    stretched = held_out(
        data, [set(families[k::8]) for k in range(8)], lambda row: row.family, lambda d: stretch(d, own)
    )
    print("the weights as they are, stretched, families left out; documents as they are, then with the role\n")
    table([(p, row.placed) for p, row in stretched if not row.clothing], bins)
    table([(with_role(p, row.role_confidence), row.right) for p, row in stretched if not row.clothing], bins)
    print("new weights, each clothing left out:\n")
    table([(p, row.placed) for p, row in by_clothing], bins)
    for name, fitted in (("new", fit(data)), ("as they are, stretched", stretch(data, own))):
        weights = ", ".join(f'"{name}" = {weight:.2f}' for name, weight in sorted(fitted.items()))
        print(f'# {name}\n[[weights]]\nset = "outline.trust"\nid = "node"\nvalues = {{ {weights} }}')
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
