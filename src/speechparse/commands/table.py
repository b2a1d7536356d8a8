"""The table of commands, each loaded only when it is called.

A command is a function with Typer annotations, named as the command, in the module that its row names. One Typer
program is built a run, so that a plain parse imports no other command.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .. import config

COMMANDS = {
    # name: (module under commands/, the line in `speechparse --help`)
    "parse": ("parse", "Speech in, structure out (the default)."),
    "batch": ("batch", "Parse a folder: in parallel, resumable, into JSON, SQLite, Parquet, Excel."),
    "merge": ("batch", "Join the parts that batch --shard has made."),
    "query": ("query", "Search a SQLite file that batch has written."),
    "tasks": ("tasks", "The task ledger (任务分解表) as a table, Excel, Word, CSV."),
    "text": ("text", "The text that all offsets point into."),
    "chunks": ("chunks", "Pieces of the text for search and language models, as JSON Lines."),
    "view": ("view", "An HTML report: the text beside its structure, each item a click from its sentence."),
    "apply": ("apply", "The output with what people set right on the review page."),
    "corrections": ("apply", "Where what people set right stands now; a gold standard of it."),
    "serve": ("serve", "A page on this machine: drop documents, look, fetch the ledger."),
    "check": ("tasks", "Diagnostics as file:line:col: code message."),
    "diff": ("tasks", "What changed between two speeches."),
    "schema": ("schema", "The JSON Schema of the output."),
    "rules": ("rules", "The rules with their examples."),
    "explain": ("explain", "What each phase of the parser saw."),
    "config": ("config", "The settings and where they come from."),
    "mcp": ("mcp", "A server for programs that speak the Model Context Protocol."),
    "completion": ("completion", "Completion of commands and options in the shell."),
}


def built(names: list[str], found: list[config.Setting], *, epilog: str = "", help_without_words: bool = False) -> Any:
    """A Typer program of these commands, with the settings as the defaults of their options."""
    import typer

    from .program import Command

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    for name in names:
        function = getattr(import_module(f".{COMMANDS[name][0]}", __package__), name)
        defaults = config.defaults(found, name, set(function.__annotations__) - {"return"})
        app.command(
            name,
            cls=Command,
            epilog=epilog or None,
            no_args_is_help=help_without_words,
            context_settings={"help_option_names": ["-h", "--help"], "default_map": defaults},
        )(function)
    return app
