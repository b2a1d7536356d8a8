"""Fits how sure each field of a head is, and shows how far that can be trusted.

    python tests/tools/fit_sure.py GOLD CORPUS NOTES TEXTS [--folds 10] [--ridge 1.0] [--write]

GOLD and CORPUS are annotated heads and their documents (as for fit_head.py), NOTES and TEXTS annotated families
(tests/gold/heads and where their texts stand). Every head of CORPUS is read as it is and with lines around it that are
no part of it (``STRANGE`` of fit_head.py): errors are rare in the one and common in the others. Each given field is a
row: the names of its facts (parser/head/sureness.py), and whether it is right. A logistic model with a ridge is fitted;
families are left out in turn. Prints reliability, the calibration error, and the share of mistakes in the least sure
tenth, of documents as they are. ``--write`` fits on all and
writes rules/data/sure.toml.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from fit_head import STRANGE
from score_heads import FIELDS, notes, right, values

from speechparse.parser.head.fields import gather
from speechparse.parser.head.lines import Lines
from speechparse.parser.head.parts import apart, cover
from speechparse.parser.head.parts import speeches as find_parts
from speechparse.parser.head.sureness import chance, facts
from speechparse.parser.text.lines import segment
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

DATA = Path(__file__).resolve().parents[2] / "src/speechparse/rules/data/sure.toml"
RULES = load_rules()
Weights = dict[str, dict[str, float]]


class Row(NamedTuple):
    family: str
    plain: bool
    field: str
    facts: tuple[str, ...]
    right: bool


def rows_of(
    source: SourceText, speeches: list[dict[str, Any]], optional: list[str], family: str, plain: bool
) -> Iterator[Row]:
    lines = Lines(segment(source, RULES), RULES, source.text)
    ranges = find_parts(lines)
    above = cover(lines, ranges)
    parted = apart(lines, ranges, above)
    if len(parted) != len(speeches):
        return  # each head would be compared with another's
    for (first, last), one in zip(parted, speeches, strict=True):
        fields, head = gather(lines, first, last, above if parted is ranges else 0)
        known = facts(lines.text, fields, head, RULES)
        for name in FIELDS:
            if field := fields.get(name):
                fine = right(name, values(source.text, one["meta"].get(name, [])), field.value, optional)
                yield Row(family, plain, name, tuple(known[name]), fine)


def strange(text: str, seed: int) -> Iterator[str]:
    """The text with strange lines above it, and below its first line."""
    chance = random.Random(seed)
    first, _, rest = text.partition("\n")
    yield "\n".join([chance.choice(STRANGE), text])
    yield "\n".join([*chance.sample(STRANGE, 2), text])
    yield "\n".join([first, chance.choice(STRANGE), rest])
    yield "\n".join([chance.choice(STRANGE), first, chance.choice(STRANGE), rest])


def others(
    source: SourceText, speeches: list[dict[str, Any]], optional: list[str], family: str, seed: int
) -> Iterator[Row]:
    """The rows of a text with strange lines."""
    if len(speeches) != 1:
        return
    for text in strange(source.text, seed):
        other = source_from_bytes(text.encode("utf-8", "replace"), "a.txt")
        yield from rows_of(other, speeches, optional, family, False)


def corpus_rows(gold: Path, corpus: Path) -> Iterator[Row]:
    for path in sorted(gold.glob("*.json")):
        note = json.loads(path.read_text(encoding="utf-8"))
        file = next(
            (
                p
                for p in (corpus / note["doc"], *(corpus / note["doc"]).parent.glob(f"{Path(note['doc']).name}*"))
                if p.is_file()
            ),
            None,
        )
        if file is None:
            continue
        family = note["doc"].split("/")[0]
        source = source_from_bytes(file.read_bytes(), str(file))
        yield from rows_of(source, note["speeches"], note["optional"], family, True)
        if file.suffix == ".txt":
            seed = zlib.crc32(note["doc"].encode())
            yield from others(source, note["speeches"], note["optional"], family, seed)


def family_rows(gold: Path, texts: Path) -> Iterator[Row]:
    for family, doc, note in notes(gold):
        file = texts / doc
        if not file.exists() or sha256(data := file.read_bytes()).hexdigest() != note["sha256"]:
            continue
        text = data.decode("utf-8-sig")
        speeches = [
            {"body": one["body"], "meta": {name: values(text, wanted) for name, wanted in one["meta"].items()}}
            for one in note["speeches"]
        ]
        source = source_from_bytes(data, str(file))
        yield from rows_of(source, speeches, note["optional"], family, True)
        if file.suffix == ".txt":
            yield from others(source, speeches, note["optional"], family, zlib.crc32(doc.encode()))


def fit(rows: list[Row], ridge: float, weight: float, rounds: int = 200) -> Weights:
    """A ridge towards nought for all facts but the bias, each field alone. Rows with strange lines count less."""
    return {name: _fit([row for row in rows if row.field == name], ridge, weight, rounds) for name in FIELDS}


def _fit(rows: list[Row], ridge: float, weight: float, rounds: int) -> dict[str, float]:
    index: dict[str, int] = {"bias": 0}
    data = [
        ([index.setdefault(name, len(index)) for name in row.facts], row.right, 1.0 if row.plain else weight)
        for row in rows
    ]
    odds, sums = [0.0] * len(index), [1e-8] * len(index)
    for _ in range(rounds):
        slope = [0.0, *(-ridge * w for w in odds[1:])]
        for names, fine, share in data:
            miss = share * (fine - 1 / (1 + exp(-sum([odds[i] for i in names]))))
            for i in names:
                slope[i] += miss
        for i, step in enumerate(slope):
            sums[i] += step * step
            odds[i] += 0.5 * step / sums[i] ** 0.5
    return {name: round(odds[i], 2) for name, i in index.items()}


def report(title: str, pairs: list[tuple[float, bool]]) -> None:
    pairs = sorted(pairs)
    wrong = sum(not fine for _, fine in pairs)
    error = 0.0
    print(f"{title}: {len(pairs)} fields, {wrong} wrong")
    bounds = [0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01]
    for low, high in pairwise(bounds):
        part = [(p, fine) for p, fine in pairs if low <= p < high]
        if part:
            share, mean = sum(fine for _, fine in part) / len(part), sum(p for p, _ in part) / len(part)
            error += abs(share - mean) * len(part) / len(pairs)
            print(f"  {low:.2f}-{high:.2f} {len(part):5} right {share:.3f} said {mean:.3f}")
    tenth = pairs[: round(len(pairs) / 10)]
    held = sum(not fine for _, fine in tenth)
    print(f"  calibration error {error:.3f}; least sure tenth: {held} of {wrong} mistakes ({held / max(wrong, 1):.2f})")


HEAD = """# What each fact about a field of the head says for its being right, in log odds (parser/head/sureness.py).
# Fitted by tests/tools/fit_sure.py on annotated heads, as they are and with strange lines around them.
"""


def written(fitted: Weights) -> None:
    rows = [HEAD.rstrip()]
    for name, odds in fitted.items():
        values = ", ".join(
            f'"{fact}" = {value:.2f}'
            for fact, value in sorted(odds.items())
            if abs(value) >= 0.05 or fact.startswith(f"{name}.")
        )
        rows.append(f'\n[[weights]]\nset = "head.sure"\nid = "{name}"\nvalues = {{ {values} }}')
    DATA.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "corpus", "notes", "texts"):
        ap.add_argument(name, type=Path)
    ap.add_argument("--folds", type=int, default=10)
    ap.add_argument("--ridge", type=float, default=1.0)
    ap.add_argument("--weight", type=float, default=0.3, help="of a row with strange lines")
    ap.add_argument("--write", action="store_true")
    options = ap.parse_args()
    rows = [*corpus_rows(options.gold, options.corpus), *family_rows(options.notes, options.texts)]
    now = RULES.weights.get("head.sure", {})
    plain = [row for row in rows if row.plain]
    if now:
        report("as it is", [(chance([*row.facts], now.get(row.field, {})), row.right) for row in plain])
    left_out: list[tuple[Row, float]] = []
    for fold in range(options.folds):
        kept = [row for row in rows if zlib.crc32(row.family.encode()) % options.folds != fold]
        odds = fit(kept, options.ridge, options.weight)
        left = [row for row in rows if zlib.crc32(row.family.encode()) % options.folds == fold]
        left_out += [(row, chance([*row.facts], odds[row.field])) for row in left]
    report("families left out, as they are", [(p, row.right) for row, p in left_out if row.plain])
    report("families left out, strange lines", [(p, row.right) for row, p in left_out if not row.plain])
    by: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row, p in left_out:
        if row.plain:
            by[row.field].append((p, row.right))
    for name, pairs in by.items():
        wrong = [p for p, fine in pairs if not fine]
        mean, doubt = sum(p for p, _ in pairs) / len(pairs), sum(wrong) / max(len(wrong), 1)
        print(f"{name:10} {len(pairs)} fields, {len(wrong)} wrong; mean {mean:.3f}, of the wrong {doubt:.3f}")
    if options.write:
        written(fit(rows, options.ridge, options.weight))


if __name__ == "__main__":
    main()
