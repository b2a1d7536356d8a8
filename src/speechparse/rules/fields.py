"""The fields of a row: which there are, which must be there, and what kind of value each holds.

Every check raises ValueError with what is wrong and what to write; ``loader`` adds the file and the row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from .rows import Cue, Style

FIELDS: dict[str, dict[str, bool]] = {
    # kind of row -> field -> whether it must be there
    "style": dict.fromkeys(Style.__dataclass_fields__, True)
    | dict.fromkeys(("counter", "first", "needs", "like"), False),
    "cue": {"set": True} | dict.fromkeys(Cue.__dataclass_fields__, True) | {"counter": False, "weight": False},
    "words": {"set": True, "words": True},
    "weights": {"set": True, "id": True, "values": True},
}
_NUMBERS = {"weight": 1000, "inline": 1000, "rank": 99}
"""The fields that hold numbers, and how large one may be."""
_LONGEST = 10_000  # characters of a field; the words of a list may be more
_SHOWN = 40  # characters of a value that a message repeats


def check_fields(row: dict[str, Any], kind: str) -> None:
    """Raises where a row has a field that is none, lacks one, or has one of the wrong kind."""
    known = FIELDS[kind]
    for key in row:
        if key not in known:
            raise ValueError(f"{short(key)} is no field; {nearest(key, known)}")
    missing = [key for key, must in known.items() if must and key not in row]
    if missing:
        are = "are" if len(missing) > 1 else "is"
        raise ValueError(f"{', '.join(missing)} {are} missing; docs/rules.md says what stands there")
    for key, value in row.items():
        if key == "values":
            check_weights(value)
        elif key in _NUMBERS:
            check_number(value, key, _NUMBERS[key])
        elif not isinstance(value, str):
            raise ValueError(f"{key} = {short(value)} is of the wrong kind; write it in quotes")
        elif len(value) > _LONGEST and key != "words":
            raise ValueError(f"{key} has {len(value)} characters; write at most {_LONGEST}")
    if isinstance(row.get("rank", 0), float):
        raise ValueError(f"rank = {short(row['rank'])} is of the wrong kind; write a whole number")


def check_weights(values: Any) -> None:
    """Raises where fitted weights are no table of numbers."""
    if not isinstance(values, dict):
        raise ValueError(f"values = {short(values)} is of the wrong kind; write a table, as {{ title = 1.2 }}")
    for name, value in values.items():
        check_number(value, f"values: {short(name)}", _NUMBERS["weight"])


def check_number(value: Any, name: str, most: int) -> None:
    """Raises where a value is no number, or one that is so large that sums of it mean nothing."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"{name} = {short(value)} is no number to weigh with; write one such as 1.5, without quotes")
    if abs(value) > most:
        raise ValueError(f"{name} = {short(value)} is too large; write at most {most}")


def check_one_of(value: str, known: Iterable[str], name: str) -> None:
    """Raises where a field holds none of the words that it may hold."""
    if value not in (names := tuple(known)):
        raise ValueError(f"{name} = {short(value)}; {name} is one of {', '.join(names)}")


def short(value: Any) -> str:
    """A value as a message shows it: on one line, cut where it is long."""
    try:
        words = ascii_signs(repr(value))
    except ValueError:  # a whole number of thousands of digits
        return "a very long number"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def ascii_signs(words: str) -> str:
    """The words with what cannot be printed as its number: ``\\x1b``, ``\\u200b``."""
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)


def nearest(word: str, known: Iterable[str], most: int = 99) -> str:
    """“did you mean task?”, then all that there are; of more than ``most`` the first ones."""
    from difflib import get_close_matches

    names = [name or '""' for name in known]
    near = get_close_matches(word[:_LONGEST], names, 1)
    listed = ", ".join(names[:most]) + (" …" if len(names) > most else "")
    return (f"did you mean {near[0]!r}? It is" if near else "it is") + f" one of {listed}"
