"""``speechparse view``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from . import job
from .common import DEFAULT, Encoding, Files, Limits, MaxSize, RuleFiles, Timeout


def view(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, say report.html.")
    ] = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Make an HTML report: the text beside its structure, each item a click from its sentence.

    One page without network or outside files, to read in any browser or to print on A4. What is doubtful is marked.
    Exit code 0: fine; 1: an input or the output failed; 2: usage.
    """
    if output is None and sys.stdout.isatty():
        raise typer.BadParameter("a report is no text for a terminal; name a file, say -o report.html", param_hint="-o")
    if output is not None and output.suffix.lower() not in (".html", ".htm", ""):
        raise typer.BadParameter(f"a report is HTML, not {output.suffix}; name it .html", param_hint="-o")
    raise typer.Exit(job.run(files, "html", output, encoding=encoding, rules=rules, limits=Limits(timeout, max_size)))
