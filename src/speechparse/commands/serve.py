"""``speechparse serve``: the local page for people without a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import DEFAULT, Limits, MaxSize, Timeout


def serve(
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; a free one by default.")] = 0,
    timeout: Timeout = DEFAULT.timeout,
    max_size: MaxSize = DEFAULT.max_size,
) -> None:
    """Serve a page on this machine: drop documents, look through them, fetch the ledger.

    For this machine alone (127.0.0.1, with a token in the address); nothing is stored, nothing goes to the network.
    Needs the extra web: pip install 'speechparse[web]'. Exit code 0: closed; 1: it runs already, or cannot; 2: usage.
    """
    from ..web.start import serve as run

    raise typer.Exit(run(port=port, open_browser=open_, limits=Limits(timeout, max_size)))
