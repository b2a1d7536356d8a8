"""``speechparse explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from ..limits import within
from ..messages import phrases
from .common import DEFAULT, Encoding, Limits, MaxSize, RuleFiles, Timeout, emit, load, read

_STAGES = "text, head, marks, outline, lists, roles or ledger; in numbers: blocks, markers, weights."


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="File to read; - is standard input.")],
    stage: Annotated[str, typer.Option(metavar="NAME", help=_STAGES)] = "outline",
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Print what one phase of the parser saw, a line each with its place in the source."""
    from ..parser.explain import STAGES, explain

    if stage not in STAGES:
        raise typer.BadParameter(f"no stage {stage!r}; it is one of {' '.join(STAGES)}", param_hint="--stage")
    limits, tables = Limits(timeout, max_size), load(rules)
    source = read(file, encoding, limits)
    lines = within(limits.timeout, file, lambda: list(explain(source, tables, stage)))
    emit(phrases(line) + "\n" for line in lines)
