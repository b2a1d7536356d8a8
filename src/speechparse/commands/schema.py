"""``speechparse schema``."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import emit, json_safe


def schema(
    array: Annotated[bool, typer.Option("--array", help="The schema of an array of speeches.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="SECTION", help="The schema of output with --only.")] = None,
) -> None:
    """Print the JSON Schema (2020-12) that every JSON output validates against.

    One object is one speech. --array prints the schema of an array of speeches, --only that of such an output.
    """
    from ..schema import shipped, variant
    from ..sections import SECTIONS

    unknown = [name for name in only or () if name not in SECTIONS]
    if unknown:
        raise typer.BadParameter(f"no section {unknown[0]!r}; it is one of {' '.join(SECTIONS)}", param_hint="--only")
    emit([variant(tuple(only or ()), array=array) if array or only else shipped()], json_safe)
