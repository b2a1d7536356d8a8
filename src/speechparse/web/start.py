"""Running the local page: 127.0.0.1, a free port, a new token each time, one start at a time."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from threading import Timer

from ..errors import WriteError
from ..limits import DEFAULT, Limits
from ..messages import tr
from .instance import RunningError, alone

_NEEDED = "pip install 'speechparse[web]'"


def serve(*, port: int = 0, open_browser: bool = False, limits: Limits = DEFAULT) -> int:
    """Serve until it is closed. The exit code. Raises WriteError where the extra is missing or the port is taken."""
    try:
        import starlette as starlette
        import uvicorn as uvicorn
    except ModuleNotFoundError as error:
        raise WriteError("serve", f"{error.name} is not installed", _NEEDED) from error
    try:
        with alone() as note:
            listening = _listen(port)
            return _run(listening, note, open_browser, limits)
    except RunningError as running:
        tell(tr(f"speechparse: the local page runs already: {running.address or '-'}"))
        if open_browser and running.address:
            webbrowser.open(running.address)
        return 1


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise WriteError(f"127.0.0.1:{port}", "the port is taken", "name another one, or none") from error
    listening.listen(64)  # after this line a browser waits and is not refused
    return listening


def _run(listening: socket.socket, note: Path | None, open_browser: bool, limits: Limits) -> int:
    from uvicorn import Config, Server

    from .app import application
    from .guard import Guard

    port, token = listening.getsockname()[1], token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/{token}/"

    def quit() -> None:
        server.should_exit = True

    guarded = Guard(application(limits, quit), port, token, limits.max_bytes)
    server = Server(
        Config(
            guarded, log_level="error", access_log=False, server_header=False, date_header=False, ws="none",
            timeout_keep_alive=30, limit_concurrency=64,
        )
    )  # fmt: skip
    if note is not None:
        with suppress(OSError):
            note.touch(mode=0o600)
            note.write_text(address, encoding="utf-8")
    tell(tr(f"speechparse: open {address}"))
    tell(tr("speechparse: for this machine alone; nothing is stored; Ctrl-C ends it"))
    if open_browser:
        Timer(0.5, webbrowser.open, [address]).start()
    server.run(sockets=[listening])
    return 0


def tell(words: str) -> None:
    """Print a line for the person who started it in a terminal."""
    if sys.stderr is not None:  # pythonw has none
        sys.stderr.write(words + "\n")
        sys.stderr.flush()
