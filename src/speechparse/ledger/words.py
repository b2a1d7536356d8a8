"""The words of a ledger, by language, from ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    text = (files(__package__ or "speechparse.ledger") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(key: str, language: str = "zh", **fill: object) -> str:
    """The words under a key (``column.lead``), filled in. Raises KeyError for an unknown one."""
    group, name = key.split(".")
    row = _table()[group][name]
    text = row.get(language) or row["zh"]
    return text.format(**fill) if fill else text


def group(name: str, language: str = "zh") -> dict[str, str]:
    """All words of a group, by their names."""
    return {key: word(f"{name}.{key}", language) for key in _table()[name]}
