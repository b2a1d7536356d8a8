"""``python -m benchmarks``: measure, print the table, write ``docs/benchmarks.md``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from . import compiled, growth, memory, parsing, peers, startup, texts
from .report import PAGE, Report, Table, markdown, plain
from .rows import Row, span, speed

PARTS: dict[str, Callable[[list[str], bool], list[Table]]] = {
    "parse": lambda documents, quick: [Table("Parsing", parsing.rows(documents, quick))],
    "phases": lambda documents, quick: [_phases(documents, quick)],
    "compiled": lambda documents, quick: [Table("Parsing, compiled", compiled.rows(documents, quick), _COMPILED)],
    "start": lambda documents, quick: [Table("Start", startup.rows(quick), _start_remark())],
    "memory": lambda documents, quick: [Table("Memory", memory.rows(quick))],
    "growth": lambda documents, quick: _growth(quick),
    "peers": lambda documents, quick: [Table("Peers", peers.rows(documents, quick), _PEERS)],
}
_PEERS = "All on one sample. The others give no tasks, deadlines, roles or offsets; the ratio is about time alone."

_COMPILED = (
    "`HATCH_BUILD_HOOK_ENABLE_MYPYC=1 python -m build` makes a wheel whose parser is machine code, where there is a C"
    " compiler. It gives the same output; everything else on this page is measured without it."
)


def main(arguments: list[str] | None = None) -> int:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="PART,…", help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="smaller texts, fewer rounds")
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="a folder of .txt and .md files (else ../shared/corpus, else generated)",
    )
    parser.add_argument("-o", "--output", type=Path, help=f"write the page here (default: {PAGE.name} on a full run)")
    options = parser.parse_args(arguments)
    names = options.only.split(",") if options.only else list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        parser.error(f"no part {unknown[0]!r}; it is one of {', '.join(PARTS)}")
    folder = options.corpus or (texts.CORPUS if texts.CORPUS.is_dir() else None)
    documents = texts.documents(folder)
    what = "documents" if folder else "generated speeches"
    report = Report(f"{len(documents)} {what}, {sum(map(len, documents)):,} characters")
    for name in names:
        for table in PARTS[name](documents, options.quick):
            report.tables.append(table)
            print(plain(table), flush=True)
    page = options.output or (PAGE if not options.only and not options.quick else None)
    if page:
        page.parent.mkdir(exist_ok=True)
        page.write_text(markdown(report, ", ".join(PARTS)), encoding="utf-8")
    return 0


def _phases(documents: list[str], quick: bool) -> Table:
    taken = parsing.phases(documents, 2 if quick else 5)
    chars, whole = sum(map(len, documents)), sum(taken.values())
    rows = [Row(name, name, f"{span(t)}, {speed(chars, t)}", t / whole * 100, "%") for name, t in taken.items()]
    return Table("Phases, over the corpus", rows)


def _growth(quick: bool) -> list[Table]:
    rows = growth.rows(quick)
    return [Table("Growth", rows[:3]), Table("Growth, every hostile text at ten times its size", rows[3:])]


def _start_remark() -> str:
    count, milliseconds = startup.patterns()
    dearest = ", ".join(f"{name} {us / 1000:.1f} ms" for us, name in startup.imports(8))
    needed = (
        f"A parse needs {count} regular expressions, which take {milliseconds:.0f} ms to compile where none is kept."
    )
    return f"{needed} Dearest imports: {dearest}."


if __name__ == "__main__":
    sys.exit(main())
