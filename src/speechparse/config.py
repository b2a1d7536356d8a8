"""Settings from files: the user's, then the project's, which wins; options of a call win over both.

A file is TOML. Keys at its top hold for all commands (``SHARED``); a table named as a command holds its options by
their long names::

    lang = "zh"
    [tasks]
    rows = "step"

The folders are those of platformdirs, found without it: it takes a fifth of the start. A test compares them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from .errors import ConfigError
from .messages import LANGUAGES

SHARED = {
    "lang": "zh or en; else by the locale",
    "encoding": "the files' encoding, where it is not recognised",
    "timeout": "seconds for one file",
    "max_size": "megabytes of one file",
    "rules": "rule files to lay over the shipped rules; relative to this file",
    "pager": "false: long previews go straight to the terminal",
}
PROJECT = "speechparse.toml"


class Setting(NamedTuple):
    """A value and the file it comes from. ``command`` is empty where it holds for all."""

    command: str
    key: str
    value: Any
    where: str


def user_file() -> Path | None:
    """The user's file (``SPEECHPARSE_CONFIG`` names another one); None without a home."""
    if (named := os.environ.get("SPEECHPARSE_CONFIG")) is not None:
        return Path(named) if named else None
    with suppress(RuntimeError):
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            base = Path(local) if local else Path(r"~\AppData\Local").expanduser()
        elif sys.platform == "darwin":
            base = Path("~/Library/Application Support").expanduser()
        else:
            named = os.environ.get("XDG_CONFIG_HOME", "")  # a relative one is to be ignored (XDG Base Directory)
            base = Path(named) if Path(named).is_absolute() else Path("~/.config").expanduser()
        return base / "speechparse" / "config.toml"
    return None


def project_file() -> Path | None:
    """The nearest ``speechparse.toml``, here or in a folder above."""
    with suppress(OSError):
        here = os.getcwd()  # noqa: PTH109 (start-up)
        while True:
            if os.path.isfile(found := os.path.join(here, PROJECT)):  # noqa: PTH113, PTH118
                return Path(found)
            above = os.path.dirname(here)  # noqa: PTH120
            if above == here:
                return None
            here = above
    return None


def settings(commands: Collection[str]) -> list[Setting]:
    """All settings in the order of their files, later ones win; a table is one of ``commands``. Raises ConfigError."""
    files = [file for file in (user_file(), project_file()) if file is not None and file.is_file()]
    return [setting for file in files for setting in _read(file, commands)]


def _read(file: Path, commands: Collection[str]) -> list[Setting]:
    import tomllib

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(str(file), f"cannot be read ({error})", "correct the file") from error
    found = []
    for key, value in data.items():
        if isinstance(value, dict):
            if key not in commands:
                raise ConfigError(str(file), f"has a table [{key}]", "a table is named as a command, as [tasks]")
            found += [
                Setting(key, name.replace("-", "_"), _placed(name, v, file), str(file)) for name, v in value.items()
            ]
        elif key == "lang" and value not in LANGUAGES:
            raise ConfigError(str(file), f"lang is {value!r}", f"it is one of {' '.join(LANGUAGES)}")
        elif (name := key.replace("-", "_")) in SHARED:
            found.append(Setting("", name, _placed(name, value, file), str(file)))
        else:
            advice = f"at the top stand {' '.join(SHARED)}; other options under their command, as [tasks]"
            raise ConfigError(str(file), f"has the unknown key {key}", advice)
    return found


def _placed(key: str, value: Any, file: Path) -> Any:
    """A value as a command line has it. Rule files are looked for beside the file that names them."""
    if key != "rules":
        return value if isinstance(value, bool) else list(map(str, value)) if isinstance(value, list) else str(value)
    names = value if isinstance(value, list) else [value]
    return [str(file.parent / str(name)) for name in names]


def defaults(found: list[Setting], command: str, options: set[str]) -> dict[str, Any]:
    """What the settings say for the options of a command. Raises ConfigError for an option it has not."""
    values: dict[str, Any] = {}
    for setting in found:
        if setting.command == command and setting.key not in options:
            known = " ".join(sorted(options))
            raise ConfigError(setting.where, f"[{command}] has no option {setting.key}", f"it has {known}")
        if setting.key in options and setting.command in ("", command):
            values[setting.key] = setting.value
    return values


def value(found: list[Setting], key: str) -> Any:
    """The value of a key that holds for all commands; None where no file sets it."""
    return next((one.value for one in reversed(found) if not one.command and one.key == key), None)
