"""``speechparse mcp``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..extras import require
from .common import DEFAULT, Limits, MaxSize, Timeout


def mcp(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER…", help="Folders that may be read; the current one by default."),
    ] = None,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
) -> None:
    """Serve parse, tasks and quote to a program that speaks the Model Context Protocol, over stdin and stdout.

    Needs the extra mcp: pip install 'speechparse[mcp]'. Files are read from the folders named; nothing is written.
    """
    require("mcp", "mcp")
    from ..mcp_server import server

    server(folders or [Path()], Limits(timeout, max_size)).run()
