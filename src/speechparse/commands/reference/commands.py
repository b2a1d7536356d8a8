"""The commands, their options and examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from ..examples import EXAMPLES
from ..program import argument_name, option_row
from ..table import COMMANDS, built


def command(name: str) -> Any:
    """A command as Click has it."""
    return typer.main.get_command(built([name], []))


def page() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Made by `python -m speechparse.commands.reference`. `speechparse COMMAND --help` says the same, in Chinese too."
    for name, (_, line) in COMMANDS.items():
        one = command(name)
        arguments = [param for param in one.params if param.param_type_name == "argument"]
        called = "speechparse" if name == "parse" else f"speechparse {name}"
        yield from ("", f"## {name}", "", line, "")
        yield f"`{' '.join([called, '[OPTIONS]', *map(argument_name, arguments)])}`"
        for paragraph in (one.help or "").strip().split("\n\n"):
            yield from ("", " ".join(paragraph.split()))
        if rows := EXAMPLES.get(name):
            yield from ("", "```text", *(f"{example}   # {what}" for example, what in rows), "```")
        yield from ("", "| option | for |", "| --- | --- |")
        for param in arguments:
            yield _row(argument_name(param), param.help or "")
        for param in one.params:
            if param.param_type_name == "option":
                yield _row(*option_row(param))


def _row(name: str, words: str) -> str:
    return f"| `{name.replace('|', chr(92) + '|')}` | {words.replace('|', chr(92) + '|')} |"
