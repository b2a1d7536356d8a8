"""Typer's command as this program shows it: help in the user's language with examples, usage errors in one line.

Typer itself knows no other language than English for most of its words, and breaks lines at blanks only.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from ..errors import ConfigError
from ..messages import told, tr
from ..terminal import cells, wrapped
from .examples import EXAMPLES
from .talk import say, talk

# Typer carries its own copy of Click; this is the base of all it complains with.
ClickError: Any = typer.BadParameter.mro()[2]

_WIDEST = 100
_COLUMN = 30  # help of an option starts here; longer names take a line
_METAVARS = {"integer": "N", "int": "N", "float": "NUMBER", "text": "TEXT", "str": "TEXT", "path": "FILE"}
_SHARED = (
    (("--lang",), {"metavar": "zh|en", "help": "Speak Chinese or English, whatever the locale is."}),
    (("-v", "--verbose"), {"is_flag": True, "help": "Say more on stderr: how each file was read, how long it took."}),
    (("-q", "--quiet"), {"is_flag": True, "help": "Say nothing on stderr but errors."}),
)


def _heard(ctx: Any, param: Any, value: Any) -> Any:
    """``-v`` and ``-q`` take effect."""
    if value and param.name in ("shared_verbose", "shared_quiet"):
        talk.level = 1 if param.name == "shared_verbose" else -1
    return value


class Command(TyperCommand):
    """One command. Options that all commands share are added, those it has itself stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {option for param in self.params for option in param.opts}
        for names, more in _SHARED:
            if not taken & set(names):
                name = names[-1].lstrip("-")
                self.params.append(
                    TyperOption(param_decls=[f"shared_{name}", *names], expose_value=False, callback=_heard, **more)
                )
        settings: dict[str, Any] = self.context_settings.get("default_map") or {}
        for param in self.params:
            if param.name in settings:
                settings[param.name] = _fitting(param, settings[param.name])

    def get_help(self, ctx: Any) -> str:
        """The help text, as wide as the terminal or narrower."""
        width = max(40, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
        return "\n".join(line.rstrip() for line in _help(self, ctx, width))


def _fitting(param: Any, value: Any) -> Any:
    """A setting as an option takes it: one value, or several. Raises ConfigError."""
    several = param.multiple or param.nargs == -1
    if isinstance(value, list) and not several:
        raise ConfigError(
            param.name, "takes one value, no list", "correct the settings; `speechparse config` shows them"
        )
    return value if isinstance(value, list) or not several else [value]


def _help(command: Any, ctx: Any, width: int) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    usage = " ".join([ctx.command_path, tr("[OPTIONS]"), *(argument_name(param) for param in arguments)])
    yield f"{tr('Usage')}: {usage}"
    for paragraph in (command.help or "").strip().split("\n\n"):
        yield ""
        yield from (f"  {line}" for line in wrapped(tr(" ".join(paragraph.split())), width - 2))
    if examples := EXAMPLES.get(command.name or ""):
        yield from ("", f"{tr('Examples')}:")
        for line, what in examples:
            yield f"  {line}"
            yield from (f"      {words}" for words in wrapped(tr(what), width - 6))
    rows = [(argument_name(param), tr(param.help or "")) for param in arguments]
    if rows:
        yield from ("", f"{tr('Arguments')}:", *_list(rows, width))
    yield from ("", f"{tr('Options')}:", *_list([option_row(param) for param in options], width))
    if command.epilog:
        yield from ("", *command.epilog.strip("\n").split("\n"))


def argument_name(param: Any) -> str:
    """An argument as usage lines have it."""
    name = param.metavar or (param.name or "").upper()
    return name if param.required else f"[{name}]"


def option_row(param: Any) -> tuple[str, str]:
    """An option's names with what it takes, and what it is for, in the user's language."""
    names = ", ".join(param.opts)
    if param.secondary_opts:
        names += f" / {', '.join(param.secondary_opts)}"
    if not param.is_flag:
        names += f" {param.metavar or _METAVARS.get(param.type.name, 'VALUE')}"
    words = tr(param.help or "")
    default = param.default
    if "--help" in param.opts:
        words = tr("Show this help.")
    elif param.required:
        words += f" [{tr('required')}]"
    elif not param.is_flag and isinstance(default, str | int | float) and default != 0:
        words += f" [{tr('default')}: {f'{default:g}' if isinstance(default, float) else default}]"
    return names, words


def _list(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    for name, words in rows:
        lines = wrapped(words, width - _COLUMN) or [""]
        lead = f"  {name}"
        if cells(lead) >= _COLUMN - 1:
            yield lead
            lead = ""
        for line in lines:
            yield f"{lead}{' ' * (_COLUMN - cells(lead))}{line}"
            lead = ""


def call(app: Any, args: list[str], name: str) -> None:
    """Run a Typer program. Ends by SystemExit; a mistake in the call is one line on stderr, exit code 2."""
    try:
        code = app(args=args, prog_name=name, standalone_mode=False)
    except ClickError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error.format_message()}\n")
        else:
            say(f"{tr('Error')}: {tr(error.format_message())}")
            context = getattr(error, "ctx", None)
            path = context.command_path if context else name
            say(tr(f"`{path} --help` says more"))
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    except OSError as error:  # help on a full disk
        from ..writers.files import gone, write_error

        if gone(error):
            code = 0
        elif error.filename is not None:
            raise
        else:
            say(f"speechparse: {told(write_error(Path('-'), error))}")
            code = 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(code)
    sys.exit(code if isinstance(code, int) else 0)
