"""The command line: which command is meant, in which language, with which settings.

The first word chooses the command (``commands.table``); when it is none of them, ``parse`` is meant
(``speechparse a.txt``).
"""

from __future__ import annotations

import os
import sys

from . import config, messages
from .commands.table import COMMANDS, built
from .errors import ConfigError, RulesError, SpeechparseError
from .regexcache import kept


def run(args: list[str]) -> None:
    """Run the command that ``args`` name. Ends by SystemExit."""
    with kept():
        try:
            found = config.settings(COMMANDS)
            _run(_spoken(args, found), found)
        except SpeechparseError as error:
            from .commands.talk import say

            say(f"speechparse: {messages.told(error)}")
            sys.exit(2 if isinstance(error, RulesError | ConfigError) else 1)


def _spoken(args: list[str], found: list[config.Setting]) -> list[str]:
    """``args`` without ``--lang``, which may stand anywhere and is heard first: even a usage error speaks it."""
    left: list[str] = []
    wanted = None
    words = iter(args)
    for word in words:
        if word == "--":
            left += [word, *words]
        elif word == "--lang" or word.startswith("--lang="):
            wanted = word.partition("=")[2] or next(words, "")
            if wanted not in messages.LANGUAGES:
                sys.stderr.write(f"speechparse: --lang {wanted}: no such language; it is zh or en\n")
                sys.exit(2)
        else:
            left.append(word)
    wanted = wanted or (None if messages.explicit() else config.value(found, "lang"))
    if wanted in messages.LANGUAGES:
        messages.choose(wanted)
    return left


def _meant(args: list[str]) -> str | None:
    """The command that a first word, which names no file, is a slip of: ``task`` for ``tasks``."""
    word = args[0] if args else ""
    if not word.isalpha() or not word.isascii() or word in COMMANDS or os.path.exists(word):  # noqa: PTH110 (start-up)
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, 1, 0.75)), None)


def _run(args: list[str], found: list[config.Setting]) -> None:
    if meant := _meant(args):
        command = f"speechparse {meant}"  # one value: the name of a command is not translated
        text = messages.tr(f"speechparse: no command or file {args[0]!r}; did you mean `{command}`?")
        sys.stderr.write(f"{text}\n")
        sys.exit(2)
    if _completing(args):
        from .commands.completion import complete

        complete(args)
    plain = args and args[0] not in COMMANDS and all(word == "-" or not word.startswith("-") for word in args)
    if plain and not any(setting.command in ("", "parse") and setting.key != "lang" for setting in found):
        # Nothing but files: Typer, which is most of the start, has nothing to do.
        from .commands import job

        sys.exit(job.run(args, job.default_format()))
    if config.value(found, "pager") is False:
        os.environ.setdefault("SPEECHPARSE_PAGER", "")
    _with_options(args, found)


def _completing(args: list[str]) -> bool:
    return "_SPEECHPARSE_COMPLETE" in os.environ or args[:1] in (["--show-completion"], ["--install-completion"])


def _with_options(args: list[str], found: list[config.Setting]) -> None:
    from .commands.inputs import settled
    from .commands.program import call

    name, named = (args[0], True) if args and args[0] in COMMANDS else ("parse", False)
    app = built([name], found, epilog="" if named else _command_list(), help_without_words=not named)
    settled()
    call(app, args[1:] if named else args, f"speechparse {name}" if named else "speechparse")


def _command_list() -> str:
    tr = messages.tr
    lines = [f"  {name:<12}{tr(line)}" for name, (_, line) in COMMANDS.items()]
    return "\n".join([f"{tr('Commands')} ({tr('`speechparse COMMAND --help` says more')}):", *lines])
