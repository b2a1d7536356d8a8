"""Regenerates the figures of docs/accuracy.md.

    python tests/tools/accuracy.py --shared ../shared [--texts DIR] [--heads DIR] [--only NAME …]

The page is its own template: figures stand between ``<!-- NAME -->`` and ``<!-- /NAME -->``, the prose around them
is by hand. Each name is a function below that returns Markdown; a new one needs a function, a row in ``PARTS`` and its
two marks in the page. --shared is where the corpus and the evaluation are, --texts where the documents of
tests/gold/outlines and tests/gold/roles are that are not in the corpus; without it their rows are left out.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from score_outlines import HEAD, Score, family, read, row, total

TOOLS = Path(__file__).resolve().parent
GOLD = TOOLS.parent / "gold"
PAGE = TOOLS.parents[1] / "docs/accuracy.md"
KINDS = ("missed", "extra", "path", "role", "close", "early end", "claim missed", "claim extra")


class Places(NamedTuple):
    """Where things are: ../shared, and the texts of the new families (None: not there)."""

    shared: Path
    texts: Path | None
    heads: Path | None

    def sets(self) -> dict[str, dict[str, Score]]:
        """The scores of each document of each annotated set, by the set's name in the page."""
        gold, corpus = self.shared / "eval/gold", self.shared / "corpus"
        out = {
            "22 documents": read(gold / "dev", self.shared / "eval/docs/dev")[0],
            "dev2": read(gold / "dev2", corpus)[0],
        }
        if self.texts:
            for half in ("work", "judge"):
                out[f"new families, {half} half"] = read(GOLD / "outlines", self.texts, half)[0]
        return out


def table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "| --- " * (head.count("|") - 1) + "|", *rows])


def outlines(places: Places) -> str:
    """Nodes, paths, roles, closes, claims by set."""
    return table(HEAD, [row(name, total(scores.values())) for name, scores in places.sets().items()])


def census(places: Places) -> str:
    """What is left, by kind: how many mistakes, in how many documents, by set."""
    rows = []
    for name, scores in places.sets().items():
        counts: Counter[str] = Counter()
        documents: dict[str, set[str]] = defaultdict(set)
        for doc, score in scores.items():
            for mistake in score.mistakes:
                kind = next(kind for kind in KINDS if f": {kind} " in mistake)
                counts[kind] += 1
                documents[kind].add(family(doc) + doc)
        cells = [f"{counts[k]} in {len(documents[k])}" if counts[k] else "–" for k in KINDS]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return table("| mistakes in documents | " + " | ".join(KINDS) + " |", rows)


def clothes(places: Places) -> str:
    """The 22 documents in other clothes, and heads, as ../shared/eval/wide prints them."""
    program = Path(sys.executable).with_name("speechparse")
    said = run([str(places.shared / "eval/wide")], SPEECHPARSE=str(program))
    found = dict(re.findall(r"^((?:heads|noise)\.[\w. ]+) (\d\.\d+)$", said, re.MULTILINE))
    names = [name.removeprefix("noise.mean.") for name in found if name.startswith("noise.mean.")]
    rows = [f"| {n} | {found[f'noise.mean.{n}']} | {found[f'noise.worst.{n}']} |" for n in names]
    heads = {name.removeprefix("heads."): value for name, value in found.items() if name.startswith("heads.")}
    of_heads = table(
        "| heads of 149 documents | " + " | ".join(heads) + " |", ["| | " + " | ".join(heads.values()) + " |"]
    )
    return table("| in other clothes | mean | worst |", rows) + "\n\n" + of_heads


def roles(places: Places) -> str:
    """The fit of roles with families left out."""
    corpus = places.shared / "corpus"
    sets = [places.shared / "eval/gold/dev", places.shared / "eval/docs/dev", places.shared / "eval/gold/dev2", corpus]
    if places.texts:
        sets += [GOLD / "outlines", places.texts, GOLD / "roles", f"{places.texts},{corpus}"]  # type: ignore[list-item]
    return run([sys.executable, str(TOOLS / "fit_roles.py"), *map(str, sets), "--spread", "0.25"]).strip()


def confidence(places: Places) -> str:
    """Reliability of nodes, as they are and with families left out."""
    corpus, gold = places.shared / "corpus", places.shared / "eval/gold"
    sets = [places.shared / "eval/docs/dev", gold / "dev", corpus, gold / "dev2", corpus, GOLD / "roles"]
    if places.texts:
        sets += [places.texts, GOLD / "outlines", places.texts, GOLD / "roles"]
    return run([sys.executable, str(TOOLS / "calibrate.py"), *map(str, sets)]).partition("# new")[0].strip()


def heads(places: Places) -> str | None:
    """Head fields of the new families."""
    if places.heads is None:
        return None
    command = [sys.executable, str(TOOLS / "score_heads.py"), str(GOLD / "heads"), str(places.heads), "--table"]
    return run(command).strip()


PARTS: dict[str, Callable[[Places], str | None]] = {
    "outlines": outlines,
    "census": census,
    "clothes": clothes,
    "heads": heads,
    "roles": roles,
    "confidence": confidence,
}


def run(command: list[str], **environment: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-800:]}")
    return done.stdout


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=Path("../shared"))
    ap.add_argument("--texts", type=Path)
    ap.add_argument("--heads", type=Path, help="where the texts of tests/gold/heads are")
    ap.add_argument("--only", nargs="*", default=list(PARTS), choices=list(PARTS), help="only these parts")
    args = ap.parse_args()
    places = Places(args.shared.resolve(), *(p.resolve() if p else None for p in (args.texts, args.heads)))
    page = PAGE.read_text(encoding="utf-8")
    for name in args.only:
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        above, found, rest = page.partition(begin)
        if not found or end not in rest:
            raise SystemExit(f"{PAGE.name} has no marks {begin.strip()} and {end.strip()}")
        figures = PARTS[name](places)
        if figures is None:
            print(f"{name}: left as it is, its texts are not there", file=sys.stderr)
            continue
        page = above + begin + figures + "\n" + end + rest.partition(end)[2]
        PAGE.write_text(page, encoding="utf-8", newline="\n")
        print(f"{name}: written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
