"""The console command. ``--version`` is answered before anything else is imported."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Entry point of ``speechparse``; ends by ``sys.exit`` with 0, 1 (some input failed) or 2 (usage)."""
    args = sys.argv[1:]
    if args in (["--version"], ["-V"]):
        from . import __version__

        sys.stdout.write(f"speechparse {__version__}\n")
        return
    # A pipe on Windows, or under a GBK locale, would otherwise change the bytes of the output.
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        from .cli import run

        run(args)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
