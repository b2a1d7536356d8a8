"""Scores the heads of annotated documents, and says how sure the program was of what was right and wrong.

    python tests/tools/score_heads.py GOLD CORPUS [--show FIELD] [--half work|judge] [--families] [--table]

GOLD holds one JSON file a document: ``doc``, ``sha256`` of its bytes, ``speeches`` with ``meta`` (field -> right
values, or [start, end] of the text where the value stands), and ``optional`` fields that may be given or not.
Or one file a family (``family``, ``half``, ``documents``: such notes), whose texts stand in CORPUS/family; so is
tests/gold/heads, whose texts are public but no part of the project. CORPUS is where the documents are; one that is
not there, or is another text, is passed over and counted.

Prints the share of right fields, the whole header (title, speaker, date), and the calibration of the confidence.
``--families`` prints the fields of each family and their mean over families; ``--half`` takes one half of the
families: rules are written for ``work``, of ``judge`` only the totals are looked at. ``--table`` prints both halves as
they stand in docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechparse.parser import heads
from speechparse.parser.head.lines import Lines
from speechparse.parser.text.lines import segment
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules

FIELDS = ("title", "speaker", "position", "date", "occasion", "salutation", "number")
HEADER = ("title", "speaker", "date")
BLANK = re.compile(r"[\s\u3000（）()]+")
DASH = re.compile("[—―–-]{2,}|──")


class Seen(NamedTuple):
    """One field of one head: whether it is right, the rule that gave it (empty: none) and its confidence."""

    family: str
    doc: str
    field: str
    right: bool
    rule: str
    confidence: float
    wanted: list[str]
    got: str | None


def same(field: str, wanted: str, got: str) -> bool:
    a, b = BLANK.sub("", wanted), BLANK.sub("", got)
    if field == "title":
        return a == b or DASH.split(a)[0] == DASH.split(b)[0]
    if field == "date" and min(len(a), len(b)) >= 7:
        return a.startswith(b) or b.startswith(a)
    return a == b


def right(field: str, wanted: list[str], got: str | None, optional: list[str]) -> bool:
    if got is None:
        return not wanted or field in optional
    if not wanted:
        return field in optional
    return any(same(field, value, got) for value in wanted)


def values(text: str, wanted: list[Any]) -> list[str]:
    """The right values; a place is read from the text."""
    return [value if isinstance(value, str) else text[slice(*value)] for value in wanted]


def notes(gold: Path, half: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The annotations: family, document below the texts' folder, note."""
    for path in sorted(gold.glob("*.json")):
        note = json.loads(path.read_text(encoding="utf-8"))
        if "family" not in note:
            yield note["doc"].split("/")[0], note["doc"], note
        elif half in ("", note["half"]):
            for one in note["documents"]:
                yield note["family"], f"{note['family']}/{one['doc']}", one


def scored(gold: Path, corpus: Path, half: str = "") -> Iterator[list[Seen]]:
    """The fields of each head. Where a document is missing, an empty list."""
    rules = load_rules()
    for family, doc, note in notes(gold, half):
        file = corpus / doc
        if not file.exists() or sha256(data := file.read_bytes()).hexdigest() != note["sha256"]:
            yield []
            continue
        source = source_from_bytes(data, str(file))
        text = source.text if "doc" in note and doc == note["doc"] else data.decode("utf-8-sig")
        found = [front for front, _ in heads(Lines(segment(source, rules), rules, source.text))]
        for i, one in enumerate(note["speeches"]):
            fields = found[i].fields if i < len(found) else {}
            row = []
            for name in FIELDS:
                wanted = values(text, one["meta"].get(name, []))
                field = fields.get(name)
                got = field.value if field else None
                fine = right(name, wanted, got, note.get("optional", []))
                rule, chance = (field.rule, field.confidence) if field else ("", 0.0)
                row.append(Seen(family, doc, name, fine, rule, chance, wanted, got))
            yield row


def of_families(rows: list[list[Seen]]) -> Iterator[tuple[str, list[float | None]]]:
    """The share of right fields of each family, whole headers last, and the mean over families."""
    grouped: dict[str, list[list[Seen]]] = defaultdict(list)
    for row in rows:
        if row:
            grouped[row[0].family].append(row)
    shares: list[list[float | None]] = []
    for family, docs in sorted(grouped.items()):
        one: list[float | None] = []
        for name in FIELDS:
            asked = [seen.right for row in docs for seen in row if seen.field == name and (seen.wanted or seen.got)]
            one.append(sum(asked) / len(asked) if asked else None)
        one.append(sum(is_whole(row) for row in docs) / len(docs))
        shares.append(one)
        yield family, one
    columns = [[share for share in column if share is not None] for column in zip(*shares, strict=True)]
    yield f"mean of {len(shares)}", [sum(column) / len(column) if column else None for column in columns]


def table(gold: Path, corpus: Path) -> Iterator[str]:
    """The halves' shares of right fields, over heads and as a mean over families, as rows of a page."""
    columns = [name for name in FIELDS if name != "number"]
    yield "| heads of new families | " + " | ".join(columns) + " | whole header |"
    yield "| --- |" + " --- |" * (len(columns) + 1)
    for half in ("work", "judge"):
        rows = [row for row in scored(gold, corpus, half) if row]
        over: list[float] = []
        for name in columns:
            asked = [one.right for row in rows for one in row if one.field == name and (one.wanted or one.got)]
            over.append(sum(asked) / max(len(asked), 1))
        over.append(sum(map(is_whole, rows)) / max(len(rows), 1))
        yield f"| {half}: {len(rows)} heads | " + " | ".join(f"{share:.3f}" for share in over) + " |"
        name, means = list(of_families(rows))[-1]
        known = [share for field, share in zip((*FIELDS, ""), means, strict=True) if field != "number"]
        yield f"| {half}: {name} families | " + " | ".join("–" if s is None else f"{s:.3f}" for s in known) + " |"


def is_whole(row: list[Seen]) -> bool:
    return all(one.right for one in row if one.field in HEADER)


def report(rows: list[list[Seen]], show: str) -> None:
    missing = sum(not row for row in rows)
    rows = [row for row in rows if row]
    print(f"{len(rows)} heads" + (f", {missing} documents are not there" if missing else ""))
    for name in FIELDS:
        asked = [one for row in rows for one in row if one.field == name and (one.wanted or one.got)]
        if asked:
            print(f"{name:12} {sum(one.right for one in asked) / len(asked):.3f}  of {len(asked)}")
    whole = [is_whole(row) for row in rows]
    print(f"{'whole header':12} {sum(whole) / max(len(whole), 1):.3f}")
    given = [one for row in rows for one in row if one.rule]
    print("confidence    given  right  said")
    error = 0.0
    for low in (0.0, 0.5, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.5: 0.7, 0.7: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 1.01}[low]
        part = [one for one in given if low <= one.confidence < high]
        if part:
            share, said = sum(one.right for one in part) / len(part), sum(one.confidence for one in part) / len(part)
            error += abs(share - said) * len(part) / len(given)
            print(f"{low:.2f}-{high:.2f} {len(part):9} {share:6.3f} {said:6.3f}")
    print(f"calibration error {error:.3f}")
    for one in (one for row in rows for one in row if one.field == show and not one.right):
        print(f"{one.doc}\n    {' | '.join(one.wanted)}\n    {one.got}  ({one.rule} {one.confidence:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", default="", metavar="FIELD", help="list what is wrong in this field")
    parser.add_argument("--half", default="", choices=("", "work", "judge"), help="only this half of the families")
    parser.add_argument("--families", action="store_true", help="print the fields of each family and their mean")
    parser.add_argument("--table", action="store_true", help="print both halves as rows of docs/accuracy.md")
    options = parser.parse_args()
    if options.table:
        print("\n".join(table(options.gold, options.corpus)))
        return
    rows = list(scored(options.gold, options.corpus, options.half))
    if options.families:
        print(" " * 24 + " ".join(f"{name[:8]:>8}" for name in (*FIELDS, "whole")))
        for family, shares in of_families(rows):
            print(f"{family[:24]:24}" + " ".join("       –" if s is None else f"{s:8.3f}" for s in shares))
    else:
        report(rows, options.show)


if __name__ == "__main__":
    main()
