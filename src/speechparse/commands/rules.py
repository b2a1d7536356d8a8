"""``speechparse rules``."""

from __future__ import annotations

from typing import Annotated

import typer

from ..rules.types import Rules
from .common import RuleFiles, emit, load


def rules(
    name: Annotated[str | None, typer.Option("--set", metavar="NAME", help="Print this set's rows.")] = None,
    overlays: RuleFiles = None,
) -> None:
    """List the rule sets, or the rows of one with their examples (tab-separated)."""
    table = load(overlays)
    sets = _sets(table)
    if name is None:
        emit(f"{key}\t{len(rows)}\n" for key, rows in sets.items())
    elif name in sets:
        emit(row + "\n" for row in sets[name])
    else:
        raise typer.BadParameter(f"no rule set {name!r}; `speechparse rules` lists them", param_hint="--set")


def _sets(table: Rules) -> dict[str, list[str]]:
    def row(*cells: object) -> str:
        return "\t".join(str(cell) for cell in cells)

    styles = [row(s.id, s.family, s.pattern, s.weight, s.example) for s in table.styles]
    cues = {k: [row(c.id, c.value, c.pattern, c.weight, c.example) for c in v] for k, v in table.cues.items()}
    words = {k: list(v) for k, v in table.words.items()}
    return {"style": styles, **cues, **words}
