"""Fits the weights of rules/data/roles.toml on annotated documents, families of documents left out in turn.

    python tests/tools/fit_roles.py GOLD TEXTS [GOLD TEXTS …] [--spread S] [--folds N] [--write]

GOLD holds one JSON file a document: all nodes with their roles (``nodes``), or the outermost ones only (``roles``:
[start, letters]); TEXTS is where the documents are, or several places with a comma between them. The family of a
document is the folder it came from.

The model is that of ``parser/roles``: rows of evidence add up over the units of a tree whose bonds are rows, too. The
fit maximises the probability of what the annotators said (of any letter where they gave several) with a ridge that
holds each weight near the one it has, so a row that was never seen stays. A document counts by the root of its labelled
nodes. Prints what the weights as they are and the new ones get right, on documents whose family was left out, with the
difference's bounds by resampling documents. ``--write`` puts the weights fitted on all documents into roles.toml.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from speechparse.parser import VOICE, analyse
from speechparse.parser.lists.lists import find as find_lists
from speechparse.parser.roles.evidence import ROLES, model_of
from speechparse.parser.roles.model import units
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules

LETTERS = "HRTB"
LETTER = {"highlight": "H", "requirement": "R", "task": "T", "background": "B"}
RULES = Path(__file__).resolve().parents[2] / "src/speechparse/rules/data/roles.toml"
NEAR = 2
ALL = (True, True, True, True)
BACKGROUND = ROLES.index("background")
SETS = ("title", "place", "marker", "lead-in", "heading", "opening", "body")


class Unit(NamedTuple):
    """What is decided as a whole: on what it hangs and how, its evidence, the roles it may have, its labels."""

    above: int
    bond: str
    evidence: tuple[tuple[int, float], ...]
    allowed: tuple[bool, ...]
    labels: tuple[str, ...]


@dataclass
class Document:
    name: str
    family: str
    units: list[Unit]

    @property
    def labelled(self) -> int:
        return sum(len(unit.labels) for unit in self.units)


@dataclass
class Weights:
    """Of each row, and of each bond: how much likelier neighbours are alike, and the lower one explains."""

    rows: list[float]
    same: dict[str, float]
    explains: dict[str, float]


class Model(NamedTuple):
    ids: list[str]
    speaks_for: list[tuple[int, ...]]
    start: Weights


def model() -> Model:
    rules = load_rules()
    found = model_of(rules)
    speaks, start = [], []
    for weights in found.weights:
        speaks.append(tuple(k for k, w in enumerate(weights) if w))
        start.append(max(weights))
    same: dict[str, float] = {}
    explains: dict[str, float] = {}
    for cue in rules.cues["role.bond"]:
        (same if "same" in cue.id else explains)[cue.value] = cue.weight
    for bond in same:
        explains.setdefault(bond, 0.0)
    return Model(found.ids, speaks, Weights(start, same, explains))


def read(gold: Path, places: Sequence[Path]) -> list[Document]:
    out = []
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        folder = path.stem.partition("__")[0] if "__" in path.stem else ""
        names = [Path(wanted["doc"]), Path(folder) / wanted["doc"]]
        for place in (place / name for place in places for name in names):
            if place.is_file() and sha256(data := place.read_bytes()).hexdigest() == wanted["sha256"]:
                units_of = document(wanted, place.name, data)
                out.append(Document(path.stem, folder or path.stem, units_of))
                break
    return out


def document(wanted: dict[str, Any], name: str, data: bytes) -> list[Unit]:
    said_of = wanted["roles"] if "roles" in wanted else [(n["start"], n["role"]) for n in wanted["nodes"]]
    labels: dict[int, str] = dict(said_of)
    rules = load_rules()
    found_model = model_of(rules)
    out: list[Unit] = []
    for one in analyse(source_from_bytes(data, name), rules):
        items, text = one.outline.items, one.text
        fields = one.front.fields
        title, kind = (fields[f].value if f in fields else None for f in ("title", "kind"))
        voice = not VOICE.isdisjoint(fields)
        lists = find_lists(text, one.outline, one.front.body)
        base = len(out)
        for unit in units(text, one.outline, lists, found_model, title, kind, voice):
            said = []
            for i in unit.members:
                start = text.source_offset(items[i].start)
                label = next((labels[start + d] for d in (0, 1, -1, 2, -2) if start + d in labels), None)
                if label is not None and (items[i].parent < 0 or "nodes" in wanted):
                    said.append(label)
            allowed = tuple(all(letter in label.split("|") for label in said) for letter in LETTERS)
            if said and not any(allowed):
                allowed = tuple(
                    2 * sum(letter in label.split("|") for label in said) >= len(said) for letter in LETTERS
                )
            both = dict(unit.shared)
            for row, strength in unit.own.items():
                both[row] = both.get(row, 0.0) + strength
            above = unit.above + base if unit.above >= 0 else -1
            out.append(Unit(above, unit.bond, tuple(both.items()), allowed if any(allowed) else ALL, tuple(said)))
    return out


def normal(scores: list[float]) -> list[float]:
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    whole = sum(powers)
    return [p / whole for p in powers]


def beliefs(found: list[Unit], m: Model, w: Weights, held: bool) -> tuple[list[list[float]], list[float]]:
    """Each unit's probabilities, and those that it is like the one above; ``held`` to what was annotated."""
    inner = []
    for unit in found:
        scores = [0.0] * 4
        for row, strength in unit.evidence:
            add = w.rows[row] * strength
            for k in m.speaks_for[row]:
                scores[k] += add
        if held:
            scores = [s if ok else -60.0 for s, ok in zip(scores, unit.allowed, strict=True)]
        inner.append(scores)
    up: list[list[float]] = [[] for _ in found]
    for i in range(len(found) - 1, -1, -1):
        unit = found[i]
        if unit.above >= 0:
            own = inner[i].copy()
            own[BACKGROUND] += w.explains[unit.bond]
            up[i] = across(own, exp(w.same[unit.bond]) - 1.0)
            inner[unit.above] = [a + b for a, b in zip(inner[unit.above], up[i], strict=True)]
    totals: list[list[float]] = []
    out: list[list[float]] = []
    alike = [0.0] * len(found)
    for i, unit in enumerate(found):
        if unit.above < 0:
            totals.append(inner[i])
        else:
            outer = [a - b for a, b in zip(totals[unit.above], up[i], strict=True)]
            gain = exp(w.same[unit.bond]) - 1.0
            down = across(outer, gain)
            own = inner[i].copy()
            own[BACKGROUND] += w.explains[unit.bond]
            totals.append([a + b for a, b in zip(own, down, strict=True)])
            x, y = normal(outer), normal(own)
            both = sum(a * b for a, b in zip(x, y, strict=True))
            alike[i] = (1 + gain) * both / (1 + gain * both)
        out.append(normal(totals[i]))
    return out, alike


def across(scores: list[float], gain: float) -> list[float]:
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    whole = sum(powers)
    return [top + log(whole + gain * p) for p in powers]


def fit(documents: list[Document], m: Model, spread: float, only: str = "", steps: int = 40) -> Weights:
    """Gradient ascent with steps of its own for each weight (RMSprop); no weight falls below nought.

    ``only`` is searched for in the names of rows: the others stay as they are.
    """
    w = Weights(m.start.rows.copy(), m.start.same.copy(), m.start.explains.copy())
    flat: list[tuple[str, Any]] = [("rows", k) for k, name in enumerate(m.ids) if re.search(only, name)]
    if not only:
        flat += [("same", bond) for bond in w.same] + [("explains", bond) for bond in w.explains]
    square: dict[tuple[str, Any], float] = defaultdict(float)
    for step in range(steps):
        slope: dict[tuple[str, Any], float] = defaultdict(float)
        for doc in documents:
            if not doc.labelled:
                continue
            share = 1 / sqrt(doc.labelled)
            free, like = beliefs(doc.units, m, w, held=False)
            kept, like_kept = beliefs(doc.units, m, w, held=True)
            for i, unit in enumerate(doc.units):
                change = [share * (a - b) for a, b in zip(kept[i], free[i], strict=True)]
                if max(map(abs, change)) > 1e-5:
                    for row, strength in unit.evidence:
                        slope["rows", row] += strength * sum(change[k] for k in m.speaks_for[row])
                    if unit.above >= 0:
                        slope["explains", unit.bond] += change[BACKGROUND]
                if unit.above >= 0:
                    slope["same", unit.bond] += share * (like_kept[i] - like[i])
        rate = 0.12 / (1 + step / 15)
        for key in flat:
            name, k = key
            at, start = getattr(w, name)[k], getattr(m.start, name)[k]
            s = slope[key] - (at - start) / spread
            square[key] = 0.8 * square[key] + 0.2 * s * s
            if square[key] > 0:
                getattr(w, name)[k] = max(0.0, at + rate * s / (sqrt(square[key]) + 0.05))
    return w


class Seen(NamedTuple):
    """One labelled node: whether its role is right, and with demand and task as one; how probable what was said is."""

    right: bool
    alike: bool
    probability: float


def seen(doc: Document, m: Model, w: Weights) -> list[Seen]:
    out = []
    for unit, belief in zip(doc.units, beliefs(doc.units, m, w, held=False)[0], strict=True):
        best = LETTERS[max(range(4), key=belief.__getitem__)]
        for label in unit.labels:
            said = label.split("|")
            one = [x.replace("T", "R") for x in said]
            p = sum(b for b, letter in zip(belief, LETTERS, strict=True) if letter in said)
            out.append(Seen(best in said, best.replace("T", "R") in one, p))
    return out


def share(of: Sequence[Sequence[Seen]], what: int = 0) -> float:
    rows = [row for rows in of for row in rows]
    return sum(bool(row[what]) for row in rows) / max(1, len(rows))


def held_out(documents: list[Document], m: Model, spread: float, only: str, folds: int) -> dict[str, list[Seen]]:
    families = sorted({doc.family for doc in documents})
    random.Random(5).shuffle(families)
    out = {}
    for k in range(folds):
        out_of = set(families[k::folds])
        w = fit([doc for doc in documents if doc.family not in out_of], m, spread, only)
        out.update({doc.name: seen(doc, m, w) for doc in documents if doc.family in out_of})
    return out


def report(documents: list[Document], m: Model, new: dict[str, list[Seen]], groups: dict[str, str]) -> None:
    old = {doc.name: seen(doc, m, m.start) for doc in documents}
    print(
        "| documents | n | nodes | as it is (R = T) | new, families left out (R = T) | gain, 95 % | log probability |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for group in ["all", *dict.fromkeys(groups.values())]:
        names = [doc.name for doc in documents if group in ("all", groups[doc.name])]
        a, b = [old[n] for n in names], [new[n] for n in names]
        rng = random.Random(3)
        draws = []
        for _ in range(1000):
            pick = rng.choices(range(len(names)), k=len(names))
            draws.append(share([b[i] for i in pick]) - share([a[i] for i in pick]))
        draws.sort()
        said = [sum(log(max(1e-6, s.probability)) for d in x for s in d) / max(1, sum(map(len, x))) for x in (a, b)]
        print(
            f"| {group} | {len(names)} | {sum(map(len, a))} | {share(a):.3f} ({share(a, 1):.3f}) | {share(b):.3f} "
            f"({share(b, 1):.3f}) | {draws[25]:+.3f} to {draws[975]:+.3f} | {said[0]:.3f}, {said[1]:.3f} |"
        )


def write(m: Model, w: Weights) -> None:
    """Puts the weights into roles.toml, row by row; the rest of the file stays as it is."""
    new = {
        f"role.{row.partition(':')[0]}/{row.partition(':')[2]}": weight
        for row, weight in zip(m.ids, w.rows, strict=True)
    }
    rules = load_rules()
    for cue in rules.cues["role.bond"]:
        new[f"role.bond/{cue.id}"] = (w.same if "same" in cue.id else w.explains)[cue.value]
    lines, name, ident = [], "", ""
    for line in RULES.read_text(encoding="utf-8").split("\n"):
        if found := re.match(r'(set|id) = "(.*)"', line):
            name, ident = (found[2], ident) if found[1] == "set" else (name, found[2])
        weight = new.get(f"{name}/{ident}")
        lines.append(f"weight = {round(weight, 2)}" if line.startswith("weight = ") and weight is not None else line)
    RULES.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("places", nargs="+", metavar="GOLD TEXTS")
    ap.add_argument("--spread", type=float, default=1.0, help="how far a weight may go from where it was")
    ap.add_argument("--only", default="", help="fit only the rows whose name holds this pattern: place:|heading:story")
    ap.add_argument("--folds", type=int, default=8, help="parts of the families left out in turn; 0: no such figures")
    ap.add_argument("--write", action="store_true", help="write the weights fitted on all documents")
    args = ap.parse_args()
    if len(args.places) % 2:
        ap.error("give GOLD and TEXTS in pairs")
    m = model()
    documents, groups = [], {}
    for gold, texts in zip(args.places[::2], args.places[1::2], strict=True):
        some = read(Path(gold), [Path(place) for place in texts.split(",")])
        groups.update({doc.name: "/".join(Path(gold).parts[-2:]) for doc in some})
        documents += some
    families, labels = {doc.family for doc in documents}, sum(doc.labelled for doc in documents)
    print(f"{len(documents)} documents of {len(families)} families, {labels} labels")
    if args.folds:
        report(documents, m, held_out(documents, m, args.spread, args.only, args.folds), groups)
    if args.write:
        write(m, fit(documents, m, args.spread, args.only))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
