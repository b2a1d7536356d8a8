"""TOML files -> ``Rules``. The shipped rules come from ``_compiled``, made from the TOML by ``python -m speechparse.rules``.

Reading TOML takes longer than parsing a short speech, so the shipped files are kept as a Python literal too
(its byte code is cached by Python); a test holds both equal. A user's own files are read and laid over it.

A file may hold::

    [[style]]              a numbering style (types.Style); an id that exists already is replaced
    [[cue]] set = "close"  a row of the cue set ``close`` (types.Cue)
    [[words]] set = "surname"  words = "赵 钱 孙 李"   a word list; a user's words are added to the shipped ones
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ..errors import RulesError
from .types import Cue, Rules, Style

DATA = Path(__file__).with_name("data")


@cache
def load_rules(*overlays: str) -> Rules:
    """The shipped rules, each overlay file laid over them in turn. Raises RulesError."""
    from . import _compiled

    tables = _compiled.TABLES
    for overlay in overlays:
        tables = merge(tables, read_tables([Path(overlay)]), overlay)
    return build(tables)


def read_tables(files: list[Path]) -> dict[str, Any]:
    """``{"style": [row…], "cue": {set: [row…]}, "words": {set: [word…]}}`` of TOML files, in order."""
    import tomllib

    tables: dict[str, Any] = {"style": [], "cue": {}, "words": {}}
    for path in files:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise RulesError(f"{path}: cannot be read as TOML ({error}); correct the file") from error
        unknown = set(data) - set(tables)
        if unknown:
            raise RulesError(f"{path}: unknown table {sorted(unknown)[0]!r}; a rule file holds style, cue and words")
        tables["style"] += data.get("style", [])
        for kind in ("cue", "words"):
            for row in data.get(kind, []):
                if "set" not in row:
                    raise RulesError(f"{path}: a [[{kind}]] row without set; name the set it belongs to")
                rest = {k: v for k, v in row.items() if k != "set"}
                target = tables[kind].setdefault(row["set"], [])
                target.extend(rest["words"].split() if kind == "words" else [rest])
    return tables


def merge(base: dict[str, Any], over: dict[str, Any], name: str) -> dict[str, Any]:
    """``over`` laid over ``base``: rows with a known id replace it, others come first (the first match wins)."""
    for kind in ("cue", "words"):
        unknown = set(over[kind]) - set(base[kind])
        if unknown:
            raise RulesError(f"{name}: no {kind} set {sorted(unknown)[0]!r}; `speechparse rules` lists the sets")

    def rows(old: list[Any], new: list[Any]) -> list[Any]:
        ids = {row["id"] for row in new}
        return [*new, *(row for row in old if row["id"] not in ids)]

    return {
        "style": rows(base["style"], over["style"]),
        "cue": {k: rows(v, over["cue"].get(k, [])) for k, v in base["cue"].items()},
        "words": {k: [*v, *over["words"].get(k, [])] for k, v in base["words"].items()},
    }


def build(tables: dict[str, Any]) -> Rules:
    """Tables -> Rules. Raises RulesError with the row's id where a field is missing or unknown."""

    def make(kind: type[Style] | type[Cue], row: dict[str, Any]) -> Any:
        try:
            return kind(**row)
        except TypeError as error:
            raise RulesError(f"rule {row.get('id', '?')!r}: {error}; see docs/rules.md for the fields") from error

    return Rules(
        styles=tuple(make(Style, row) for row in tables["style"]),
        cues={k: tuple(make(Cue, row) for row in v) for k, v in tables["cue"].items()},
        words={k: tuple(v) for k, v in tables["words"].items()},
    )
