"""``speechparse view``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from . import job
from .common import DEFAULT, Corrected, Encoding, Files, Limits, MaxSize, RuleFiles, Timeout


def view(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, say report.html.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    corrections: Corrected = None,
    encoding: Encoding = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
    rules: RuleFiles = None,
) -> None:
    """Make an HTML report: the text beside its structure, each item a click from its sentence.

    One page without network or outside files, to read, search, correct and print in any browser. What is set right on
    it is downloaded as NAME.corrections.json, for `speechparse apply`.
    Exit code 0: fine; 1: an input or the output failed; 2: usage.
    """
    if output is None and not open_ and sys.stdout.isatty():
        raise typer.BadParameter("a report is no text for a terminal; name a file, say -o report.html", param_hint="-o")
    if output is not None and output.suffix.lower() not in (".html", ".htm", ""):
        raise typer.BadParameter(f"a report is HTML, not {output.suffix}; name it .html", param_hint="-o")
    if open_ and output is None:
        import tempfile

        output = Path(tempfile.mkdtemp(prefix="speechparse-")) / "report.html"
    limits = Limits(timeout, max_size)
    code = job.run(files, "html", output, encoding=encoding, rules=rules, limits=limits, corrections=corrections)
    if open_ and output is not None and output.exists():
        import webbrowser

        webbrowser.open(output.resolve().as_uri())
    raise typer.Exit(code)
