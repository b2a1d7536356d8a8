#!/usr/bin/env python3
"""Fit the weights of ``parser/outline/trust.py`` on annotated speeches, and show how far confidence can be trusted.

    python tests/tools/calibrate.py DOCS GOLD [DOCS GOLD …]

DOCS holds the documents, GOLD one annotation (JSON) each. A node counts as right when it is one and hangs under the
right parent; with its role when that is right too. Prints reliability tables, of the weights as they are and of new
ones (ten-fold cross-validated over documents): of the node with its place, and of ``confidence`` as the output has it.
Last come the weights to put into ``WEIGHTS``.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

from speechparse.parser import analyse
from speechparse.parser.outline.trust import probability, with_role
from speechparse.readers.registry import read_source
from speechparse.rules.loader import load_rules

ROLE = {"highlight": "H", "requirement": "R", "task": "T", "background": "B"}
NEAR = 2  # a node is found when its start lies within so many characters


class Row(NamedTuple):
    document: str
    facts: tuple[str, ...]
    role_confidence: float
    placed: bool
    right: bool


def rows(docs: Path, gold_path: Path) -> list[Row]:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    nodes = parents(gold)
    found: dict[int, tuple[int, int]] = {}  # gold index -> (speech, item)
    out, items = [], []
    for part, analysis in enumerate(analyse(read_source(docs / gold["doc"]), load_rules())):
        for i, item in enumerate(analysis.outline.items):
            start = analysis.text.source_offset(item.start)
            if not any(a <= start < b for a, b in gold.get("ignore") or []):
                items.append((part, i, start, item, analysis.roles[i]))
    free = {start: (part, i) for part, i, start, _, _ in items}
    for g, node in enumerate(nodes):
        near = [
            free[s] for s in sorted(free, key=lambda s: abs(s - node["start"]))[:1] if abs(s - node["start"]) <= NEAR
        ]
        found.update((g, place) for place in near)
    back = {place: g for g, place in found.items()}
    for part, i, _, item, role in items:
        match = back.get((part, i))
        g = -1 if match is None else match
        placed = g >= 0 and found.get(nodes[g]["parent"], -1) == ((part, item.parent) if item.parent >= 0 else -1)
        right = placed and ROLE[role.role] in nodes[g]["role"].split("|")
        out.append(Row(gold["doc"], item.facts, role.confidence, placed, right))
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
    """Logistic regression by gradient descent with a ridge; the bias is free."""
    counts: dict[tuple[tuple[str, ...], bool], int] = defaultdict(int)
    for row in data:
        counts[row.facts, row.placed] += 1
    weights: dict[str, float] = defaultdict(float)
    weights["bias"] = 2.0
    for step in range(steps):
        slope: dict[str, float] = defaultdict(float)
        for (facts, placed), n in counts.items():
            error = n * (placed - 1 / (1 + exp(-sum(weights[f] for f in facts))))
            for fact in facts:
                slope[fact] += error
        rate = 20.0 / len(data) / (1 + step / 200)
        for fact, s in slope.items():
            weights[fact] += rate * (s - (decay * weights[fact] if fact != "bias" else 0.0))
    return dict(weights)


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


def main(args: list[str]) -> int:
    if not args or len(args) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    data = [
        row
        for docs, gold in zip(args[::2], args[1::2], strict=True)
        for path in sorted(Path(gold).glob("*.json"))
        for row in rows(Path(docs), path)
    ]
    names = sorted({row.document for row in data})
    random.Random(7).shuffle(names)
    held: list[tuple[float, Row]] = []
    for fold in range(10):
        out = set(names[fold::10])
        weights = fit([row for row in data if row.document not in out])
        for row in data:
            if row.document in out:
                held.append((1 / (1 + exp(-sum(weights.get(f, 0.0) for f in row.facts))), row))
    bins = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01]
    loss = -sum(log(p if row.placed else 1 - p) for p, row in held) / len(held)
    print(f"{len(data)} nodes of {len(names)} documents; log loss {loss:.3f}\n\nthe weights as they are:\n")
    table([(probability(row.facts), row.placed) for row in data], bins)
    table([(with_role(probability(row.facts), row.role_confidence), row.right) for row in data], bins)
    print("cross-validated, the node and its place:\n")
    table([(p, row.placed) for p, row in held], bins)
    print("… and its role (`confidence` in the output):\n")
    table([(with_role(p, row.role_confidence), row.right) for p, row in held], bins)
    print("WEIGHTS = {")
    for name, weight in sorted(fit(data).items(), key=lambda kv: kv[0]):
        print(f'    "{name}": {weight:.2f},')
    print("}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
