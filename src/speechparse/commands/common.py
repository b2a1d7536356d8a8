"""What the commands share: the options they have in common, and the work of ``inputs``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ..limits import DEFAULT as DEFAULT
from ..limits import Limits as Limits
from ..limits import megabytes, seconds
from .files import listed as listed
from .files import read as read
from .inputs import Corpus as Corpus
from .inputs import Document as Document
from .inputs import Inputs as Inputs
from .inputs import load as load
from .talk import emit as emit
from .talk import json_safe as json_safe
from .talk import note as note
from .talk import say as say

Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files to read; - is standard input.")]
Format = Annotated[
    str | None,
    typer.Option("-f", "--format", metavar="NAME", help="json jsonl yaml markdown report csv html or preview."),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here; the suffix gives the format.")
]
OutputFile = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here; else to stdout.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The files' encoding, where it is not recognised (gb18030, big5 …).")
]
TextColumn = Annotated[
    str | None, typer.Option("--text-column", metavar="NAME", help="Read JSON Lines and CSV: a text in each record.")
]
MetaColumns = Annotated[
    str | None,
    typer.Option("--meta-columns", metavar="NAMES", help="With it: the columns kept, with commas between; else all."),
]
MetaTable = Annotated[
    str | None,
    typer.Option("--meta", metavar="FILE", help="A table of what is known of the files: file, title, speaker, date …"),
]
FilesFrom = Annotated[
    str | None, typer.Option("--files-from", metavar="FILE", help="Read the files' names from here, one a line.")
]

Timeout = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", help="For one file.", callback=lambda value: _taken(seconds, value)),
]
MaxSize = Annotated[
    float,
    typer.Option("--max-size", metavar="MB", help="Of one file.", callback=lambda value: _taken(megabytes, value)),
]
WithText = Annotated[
    bool, typer.Option("--with-text", help="Add the text that all offsets point into (JSON, YAML, SQLite, Parquet).")
]

Corrected = Annotated[
    list[Path] | None,
    typer.Option("--corrections", metavar="FILE", help="Lay over what people set right (from the review page)."),
]


def names(columns: str | None) -> tuple[str, ...]:
    """``a,b`` as names."""
    return tuple(name.strip() for name in (columns or "").replace("，", ",").split(",") if name.strip())


RuleFiles = Annotated[
    list[str] | None, typer.Option("--rules", metavar="FILE", help="A rule file (TOML) to lay over the shipped rules.")
]


def _taken(check: Callable[[float], float], value: float) -> float:
    """The value of an option, or a usage error that says what it takes."""
    try:
        return check(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def time_or_none(value: float) -> float:
    """A time limit in seconds, 0 for none, or a usage error."""
    return _taken(lambda given: seconds(given, none=True), value)
