"""The console command. ``--version`` is answered before anything else is imported."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Entry point of ``speechparse``; ends by ``sys.exit`` with 0, 1 (some input failed) or 2 (usage)."""
    args = sys.argv[1:]
    if args in (["--version"], ["-V"]):
        from . import __version__

        sys.stdout.write(f"speechparse {__version__}\n")
        return
    _opened()
    gc.disable()  # what is loaded stays; `commands.inputs.settled` begins the collector's work
    _encoded()
    try:
        from .cli import run

        run(args)
    except KeyboardInterrupt:
        sys.exit(130)


def _opened() -> None:
    """A stream that whoever called has closed (``>&-``) is None. What is read from it is nothing; what is written to
    standard output fails like a full disk, for its words would be lost. In this order each gets its own number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _encoded() -> None:
    """Pipes and files get UTF-8, whatever the locale, unless PYTHONIOENCODING names another encoding.

    What an encoding cannot show is replaced; a terminal that cannot show Chinese at all is told of.
    """
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if not sys.stdout.isatty():
        if named := os.environ.get("PYTHONIOENCODING", "").partition(":")[0]:
            sys.stdout.reconfigure(encoding=named, newline="\n", errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        return
    sys.stdout.reconfigure(errors="replace")
    if not _shows_chinese(sys.stdout.encoding):
        problem = f"this terminal's encoding, {sys.stdout.encoding}, has no Chinese characters"
        sys.stderr.write(f"speechparse: {problem}; set PYTHONUTF8=1 (Windows: chcp 65001), or write a file with -o\n")


def _shows_chinese(encoding: str) -> bool:
    try:
        "讲话".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


if __name__ == "__main__":
    main()
