"""TOML files -> ``Rules``. The shipped rules come from ``_compiled``, made by ``python -m speechparse.rules``.

Reading TOML takes longer than parsing a short speech, so the shipped files are kept as a Python literal too
(its byte code is cached by Python); a test holds both equal. A user's own files are read and laid over it.

A file may hold::

    [[style]]              a numbering style (types.Style); an id that exists already is replaced
    [[cue]] set = "close"  a row of the cue set ``close`` (types.Cue)
    [[words]] set = "surname"  words = "赵 钱 孙 李"   a word list; a user's words are added to the shipped ones
    [[weights]] set = "head.line" id = "any" values = {title = 1.2}   fitted weights; an id replaces the shipped one
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import ReadError, RulesError
from .fields import ascii_signs, check_fields, short
from .patterns import ending, inner_starts, opening
from .rows import Cue, Style
from .types import INNER, LAST, Rules

_SAID = 200  # characters of what the reader of TOML says

_NESTED = re.compile(r"^[ \t\[]*+(?:[\w-]++\s*+\.\s*+){50}", re.M)

DATA = Path(__file__).with_name("data")

Tables = dict[str, Any]
"""``{"style": [row…], "cue": {set: [row…]}, "words": {set: [word…]}, "weights": {set: {id: {name: number}}}}``"""


@cache
def load_rules(*overlays: str) -> Rules:
    """The shipped rules, each overlay file laid over them in turn. Raises RulesError.

    Where the environment holds SPEECHPARSE_LAWS, every output made with them is checked (``types.Rules.checked``).
    """
    from . import _compiled

    tables = _compiled.TABLES
    for overlay in overlays:
        tables = merge(tables, read_tables([Path(overlay)]), overlay)
    return build(tables)


def starts(cues: dict[str, list[dict[str, Any]]]) -> dict[str, list[tuple[str, str]]]:
    """The characters that each row's matches begin with, see ``types.Rules``."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, rows in cues.items():
        patterns = [row["pattern"] for row in rows]
        found[name] = list(map(opening, patterns))
        if not all(first for first, _ in found[name]) and (inner := inner_starts(patterns)):
            found[name + INNER] = [(inner, "")]
        lasts = list(map(ending, patterns))
        if all(lasts):
            found[name + LAST] = [("".join(sorted(set().union(*(last or () for last in lasts)))), "")]
    return found


def read_tables(files: list[Path]) -> Tables:
    """The checked rows of TOML files, in order. Raises RulesError that names the file and the row."""
    import tomllib

    from ..limits import MB, printable, regular

    tables: Tables = {"style": [], "cue": {}, "words": {}, "weights": {}}
    for path in files:
        shown = ascii_signs(printable(path))
        try:
            regular(path)
            if path.stat().st_size > MB:
                raise RulesError(f"{shown}: has more than 1 MB; a rule file is a TOML file of some rows")
            words = path.read_text(encoding="utf-8-sig")
            if _NESTED.search(words):  # the reader of TOML would take minutes
                raise RulesError(f"{shown}: cannot be read as TOML (nested without end); correct the file")
            data = tomllib.loads(words)
        except ReadError as error:
            raise RulesError(f"{shown}: {error.problem}; a rule file is a TOML file") from error
        except UnicodeDecodeError as error:
            raise RulesError(f"{shown}: cannot be read as TOML (it is not UTF-8); save it as UTF-8") from error
        except RecursionError as error:
            raise RulesError(f"{shown}: cannot be read as TOML (nested without end); correct the file") from error
        except (OSError, ValueError) as error:
            said = ascii_signs(str(error))[:_SAID]
            raise RulesError(f"{shown}: cannot be read as TOML ({said}); correct the file") from error
        for kind, rows in data.items():
            if kind not in tables or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                known = "a rule file holds [[style]], [[cue]], [[words]], [[weights]] rows"
                raise RulesError(f"{shown}: unknown table {short(kind)}; {known}")
            for number, row in enumerate(rows, 1):
                _add(tables, kind, row, f"{shown}: [[{kind}]] row {_named(row, number)}")
    return tables


def _named(row: dict[str, Any], number: int) -> str:
    """What a message calls a row: its id, its set, or which one of the file it is."""
    name = row.get("id") or row.get("set")
    return short(name).strip("'\"") if isinstance(name, str) else f"number {number}"


def _add(tables: Tables, kind: str, row: dict[str, Any], name: str) -> None:
    from . import check

    rest = {key: value for key, value in row.items() if kind == "style" or key != "set"}
    try:
        check_fields(row, kind)
        if kind == "style":
            check.check_style(Style(**rest))
            tables["style"].append(rest)
            return
        if kind == "weights":
            tables[kind].setdefault(row["set"], {})[row["id"]] = row["values"]
            return
        target = tables[kind].setdefault(row["set"], [])
        if kind == "words":
            words = rest["words"].split()
            check.check_words(words, row["set"])
            target.extend(words)
        else:
            check.check_cue(Cue(**rest))
            check.check_opening(Cue(**rest), row["set"])
            target.append(rest)
    except ValueError as error:
        raise RulesError(f"{name}: {error}") from error


def merge(base: Tables, over: Tables, name: str) -> Tables:
    """``over`` laid over ``base``: a row with a known id replaces it, others come first (the first match wins)."""
    from ..limits import printable

    _check_sets(base, over, ascii_signs(printable(name)))

    def rows(old: list[Any], new: list[Any]) -> list[Any]:
        ids = {row["id"] for row in new}
        return [*new, *(row for row in old if row["id"] not in ids)]

    own = {k: rows(base["cue"][k], more) for k, more in over["cue"].items()}
    gone = {k + part for k in own for part in ("", INNER, LAST)}
    return {
        "style": rows(base["style"], over["style"]),
        "cue": {**base["cue"], **own},
        "starts": {**{k: v for k, v in base["starts"].items() if k not in gone}, **starts(own)},
        "words": {k: [*v, *over["words"].get(k, [])] for k, v in base["words"].items()},
        "weights": {k: {**v, **over["weights"].get(k, {})} for k, v in base["weights"].items()},
    }


def _check_sets(base: Tables, over: Tables, name: str) -> None:
    """Raises RulesError where a row is of no set, or says what means nothing in its set."""
    from . import check

    where = name
    try:
        for kind in ("cue", "words", "weights"):
            for one, found in over[kind].items():
                first = short(found[0]["id"] if kind == "cue" else one).strip("'\"")
                where = f"{name}: [[{kind}]] row {first}"
                check.check_set(one, kind, base[kind])
        for cues, rows in over["cue"].items():
            shipped = [Cue(**row) for row in base["cue"][cues]]
            for row in rows:
                where = f"{name}: [[cue]] row {short(row['id'])[1:-1]}"
                check.check_value(Cue(**row), cues, shipped)
                check.check_weight(row, cues, base["cue"][cues])
        for fitted, by_id in over["weights"].items():
            known = {word for values in base["weights"][fitted].values() for word in values}
            for id, values in by_id.items():
                where = f"{name}: [[weights]] row {short(id)[1:-1]}"
                check.check_names(values, fitted, sorted(known))
        alone = {row["id"] for row in (*base["style"], *over["style"]) if not row.get("like")}
        for row in over["style"]:
            where = f"{name}: [[style]] row {row['id']}"
            check.check_like(row, alone)
    except ValueError as error:
        raise RulesError(f"{where}: {error}") from error


def build(tables: Tables) -> Rules:
    """Checked tables -> Rules."""
    return Rules(
        styles=tuple(Style(**row) for row in tables["style"]),
        cues={k: tuple(Cue(**row) for row in v) for k, v in tables["cue"].items()},
        words={k: tuple(v) for k, v in tables["words"].items()},
        weights=tables["weights"],
        starts=tables["starts"] if "starts" in tables else starts(tables["cue"]),
        checked=bool(os.environ.get("SPEECHPARSE_LAWS")),
    )
