"""``speechparse config``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from .. import config as files
from .. import messages
from ..messages import tr
from .common import emit
from .table import COMMANDS


def config(
    what: Annotated[str, typer.Argument(metavar="show|path", help="The settings, or their files.")] = "show",
) -> None:
    """Show the settings and where each comes from.

    Settings stand in the user's file and in the nearest speechparse.toml, here or in a folder above, which wins;
    options of a call win over both. Keys at the top hold for all commands, a table such as [tasks] for one.
    """
    if what not in ("show", "path"):
        raise typer.BadParameter(f"{what!r} is none of show path", param_hint="show|path")
    emit(line + "\n" for line in (_paths() if what == "path" else _shown()))


def _paths() -> Iterator[str]:
    yield str(files.user_file() or "")
    if project := files.project_file():
        yield str(project)


def _shown() -> Iterator[str]:
    found = files.settings(COMMANDS)
    language = messages.language()
    asked = messages.explicit()
    where = tr("the locale") if asked is None else tr("--lang, SPEECHPARSE_LANG or a file")
    yield f"lang = {language!r}  # {where}"
    for key, words in files.SHARED.items():
        if key != "lang" and files.value(found, key) is None:
            yield f"# {key}: {tr(words)}  ({tr('default')})"
    last = {(one.command, one.key): one for one in found}
    for (command, key), one in last.items():
        name = f"{command}.{key}" if command else key
        yield f"{name} = {one.value!r}  # {one.where}"
    for path in _paths():
        yield f"# {path}"
