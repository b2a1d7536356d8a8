"""A first use as a picture of a terminal: ``python tests/tools/first_use.py`` writes docs/first-use.svg."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

import speechparse
from speechparse import preview

ROOT = Path(__file__).parents[2]
SAMPLE = "samples/12-时限与单位.txt"


def main() -> None:
    source = speechparse.read_source(ROOT / SAMPLE, name=SAMPLE)
    console = Console(
        record=True, width=100, file=io.StringIO(), force_terminal=True, markup=False, emoji=False, highlight=False
    )
    console.print(Text.assemble(("$ ", "green"), f"speechparse {SAMPLE}"))
    preview.render(speechparse.parse_source(source), console, source=source)
    console.print(Text.assemble(("$ ", "green"), f"speechparse tasks {SAMPLE} -o 台账.xlsx"))
    console.save_svg(str(ROOT / "docs" / "first-use.svg"), title="speechparse")


if __name__ == "__main__":
    main()
