"""``speechparse completion``, and what the shell asks when Tab is pressed."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from .. import config
from .common import emit, say
from .table import COMMANDS, built

_VARIABLE = "_SPEECHPARSE_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish, powershell or pwsh.")],
    install: Annotated[bool, typer.Option("--install", help="Put it where the shell finds it.")] = False,
) -> None:
    """Print what makes the shell complete commands, options and files on Tab, or install it.

    Without --install the script goes to stdout: `speechparse completion bash >> ~/.bashrc`.
    """
    typers = import_module("typer.completion")
    if shell not in SHELLS:
        raise typer.BadParameter(f"no shell {shell!r}; it is one of {' '.join(SHELLS)}", param_hint="SHELL")
    if install:
        _, place = typers.install(shell=shell, prog_name="speechparse", complete_var=_VARIABLE)
        say(f"speechparse: {place}: completion is installed; open a new shell")
        return
    emit([typers.get_completion_script(prog_name="speechparse", complete_var=_VARIABLE, shell=shell) + "\n"])


def complete(args: list[str]) -> NoReturn:
    """Answer the shell, or the options that Typer has for it. Ends by SystemExit."""
    from .program import call

    if args[:1] in (["--show-completion"], ["--install-completion"]):
        shell = args[1] if len(args) > 1 else _shell_around()
        more = ["--install"] if args[0].startswith("--install") else []
        call(built(["completion"], []), [shell, *more], "speechparse completion")
        sys.exit(0)
    import_module("typer.completion").completion_init()
    call(built(list(COMMANDS), config.settings(COMMANDS)), args, "speechparse")
    sys.exit(0)


def _shell_around() -> str:
    return os.path.basename(os.environ.get("SHELL", "")) or ("pwsh" if sys.platform == "win32" else "bash")  # noqa: PTH119
