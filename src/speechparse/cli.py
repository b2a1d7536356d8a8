"""The command line: a table of commands, each loaded only when it is called.

The first word chooses the command; when it is none of the table, ``parse`` is meant (``speechparse a.txt``).
A command is a function with Typer annotations, named as the command, in its module under ``commands/``.
One Typer program is built a run, so that a plain parse imports no other command.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from .errors import RulesError, SpeechparseError
from .regexcache import kept

COMMANDS = {
    # name: (module under commands/, the line in `speechparse --help`)
    "parse": ("parse", "Speech in, structure out (the default)."),
    "batch": ("batch", "Parse a folder: in parallel, resumable, into JSON, SQLite, Parquet, Excel."),
    "merge": ("batch", "Join the parts that batch --shard has made."),
    "query": ("batch", "Search a SQLite file that batch has written."),
    "tasks": ("tasks", "The task ledger (任务分解表) as a table, Excel, Word, CSV."),
    "text": ("text", "The text that all offsets point into."),
    "view": ("view", "An HTML report: the text beside its structure, each item a click from its sentence."),
    "check": ("tasks", "Diagnostics as file:line:col: code message."),
    "diff": ("tasks", "What changed between two speeches."),
    "schema": ("schema", "The JSON Schema of the output."),
    "rules": ("rules", "The rules with their examples."),
    "explain": ("explain", "What each phase of the parser saw."),
}


def run(args: list[str]) -> None:
    """Run the command that ``args`` name. Ends by SystemExit."""
    with kept():
        _run(args)


def _meant(args: list[str]) -> str | None:
    """The command that a first word, which names no file, is a slip of: ``task`` for ``tasks``."""
    word = args[0] if args else ""
    if not word.isalpha() or not word.isascii() or word in COMMANDS or os.path.exists(word):  # noqa: PTH110 (start-up)
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, 1, 0.75)), None)


def _run(args: list[str]) -> None:
    if meant := _meant(args):
        sys.stderr.write(f"speechparse: no command or file {args[0]!r}; did you mean `speechparse {meant}`?\n")
        sys.exit(2)
    try:
        if args and args[0] not in COMMANDS and all(word == "-" or not word.startswith("-") for word in args):
            # Nothing but files: Typer, which is most of the start, has nothing to do.
            from .commands import job

            sys.exit(job.run(args, job.default_format()))
        _with_options(args)
    except SpeechparseError as error:
        from .commands.inputs import say

        say(f"speechparse: {error}")
        sys.exit(2 if isinstance(error, RulesError) else 1)


def _with_options(args: list[str]) -> None:
    import typer

    name, named = (args[0], True) if args and args[0] in COMMANDS else ("parse", False)
    module = import_module(f".commands.{COMMANDS[name][0]}", __package__)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(
        name,
        epilog=None if named else _command_list(),
        no_args_is_help=not named,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )(getattr(module, name))
    app(args=args[1:] if named else args, prog_name=f"speechparse {name}" if named else "speechparse")


def _command_list() -> str:
    lines = [f"  {name:<9}{help_line}" for name, (_, help_line) in COMMANDS.items()]
    # \b keeps the lines as they stand.
    return "\b\nCommands (speechparse COMMAND --help says more):\n" + "\n".join(lines)
