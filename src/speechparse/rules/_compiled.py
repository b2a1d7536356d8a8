"""Made by `python -m speechparse.rules` from data/*.toml: change those, not this."""

from typing import Any

TABLES: dict[str, Any] = {'style': [], 'cue': {}, 'words': {}}
