"""What a row of a rule file must be like to work: one that would stop, slow down or silently do nothing is refused.

Every check raises ValueError, TypeError or re.error with what is wrong and what to write; the loader adds the file and
the row. Only rows that are read from a file are checked: the compiled shipped ones have been.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from .patterns import inner_starts, opening
from .rows import Cue, Style

FAMILIES = ("heading", "word", "bullet")
NUMERALS = ("chinese", "arabic", "roman", "symbol", "word", "none")
_MANY = 60  # repeats of a part that may be repeated itself
_BAD_WORD = re.compile(r"[\\\[\]^\x00-\x1f]")

OPEN_VALUES = {
    # cue sets whose value is no member of a list: what it must look like, and that in words
    "time.year": (r"-?\d", "a number of years: 0, 1, -1"),
    "time.month": (r"-?\d", "a number of months: 0, 1, -1"),
    "time.week": (r"-?\d", "a number of weeks: 0, 1, -1"),
    "time.day": (r"-?\d{1,2}(?: -?\d{1,2})?", "a number of days: 0, 1, -1"),
    "time.holiday": (
        r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|L(?:1[0-2]|[1-9])-(?:30|[12]?\d)|[A-KM-Z]\S{1,4}",
        "a day: 10-01, or L8-15 by the lunar calendar",
    ),
    "time.gate": (r"\S+", "the characters that a moment may begin with"),
    "head.note": (r".*", ""),
    "head.furniture": (r".*", ""),
    "head.number": (r".*", ""),
    "head.series": (r".*", ""),
    "furniture": (r".*", ""),
    "indicator": (r"\S+", "the indicator's name"),
    "keyword.mask": (r".*", ""),
}

SCANNED = (
    "assignment.opener", "assignment.past", "assignment.verb", "quantity.before", "quantity.right", "task.argument",
    "task.background", "task.dated", "task.directive", "task.gathers", "task.goal", "time.gate",
)  # fmt: skip
"""Cue sets that are looked for in whole texts: from one of their first characters to the next. A test holds them."""


def check_style(style: Style) -> None:
    """Raises where a numbering style can't work."""
    _check_types(style, ("id", "family", "pattern", "numeral", "example", "counter", "first", "needs", "like"))
    if not re.fullmatch(r"[a-z][a-z0-9-]*", style.id):
        raise ValueError("id must be lower-case letters, digits and hyphens")
    _one_of(style.family, FAMILIES, "family")
    _one_of(style.numeral, NUMERALS, "numeral")
    check_pattern(style.pattern)
    check_pattern(style.needs)
    if re.compile(style.pattern).groups != (style.numeral != "none"):
        raise ValueError("pattern must hold exactly one group, the ordinal; none where numeral is none")
    if style.inline and not style.first and not style.needs:
        raise ValueError("inline marks need first (the characters they begin with) or needs")


def check_cue(cue: Cue) -> None:
    """Raises where a cue can't work, whatever its set."""
    _check_types(cue, ("id", "pattern", "value", "example", "counter"))
    check_pattern(cue.pattern)
    if re.compile(cue.pattern).groups:
        raise ValueError("pattern holds a capturing group; write (?:…)")
    if not re.search(cue.pattern, cue.example):
        raise ValueError(f"pattern does not match its own example {cue.example!r}")


def check_opening(cue: Cue, name: str) -> None:
    """Raises where a row of a set that is looked for in whole texts may begin with anything.

    One such row, and all rows of the set are tried at every place of the text.
    """
    if name in SCANNED and not opening(cue.pattern)[0] and not inner_starts([cue.pattern]):
        raise ValueError(
            f"pattern may begin with anything, and {name!r} is looked for in whole texts by its first characters; "
            "begin it with the words themselves, and name what stands before them in a look back: (?<=，)要"
        )


def check_value(cue: Cue, name: str, shipped: Iterable[Cue]) -> None:
    """Raises where the value of a cue means nothing in its set: the shipped rows show which ones do."""
    if name in OPEN_VALUES:
        form, says = OPEN_VALUES[name]
        if not re.fullmatch(form, cue.value):
            raise ValueError(f"value = {cue.value!r} means nothing in {name!r}; it is {says}")
        return
    known = dict.fromkeys(word for row in shipped for word in row.value.split() or [""])
    for word in cue.value.split() or [""]:
        if word not in known:
            raise ValueError(f"value = {word!r} means nothing in {name!r}; {_nearest(word, known)}")


def check_weight(row: dict[str, Any], name: str, shipped: Iterable[dict[str, Any]]) -> None:
    """Raises where a row has a weight in a set that does not weigh: no shipped row of it has one."""
    if "weight" in row and not any("weight" in one for one in shipped):
        raise ValueError(f"weight means nothing in {name!r}, where a row matches or does not; leave the line out")


def check_set(name: str, kind: str, known: Iterable[str]) -> None:
    """Raises where a set is unknown, with the nearest right one."""
    if name not in (names := list(known)):
        raise ValueError(f"no {kind} set {name!r}; {_nearest(name, names, 6)}; `speechparse rules` lists the sets")


def check_names(values: dict[str, float], name: str, known: Iterable[str]) -> None:
    """Raises where a weight has a name that no shipped row of the set knows, with the nearest right one."""
    for one in values:
        if one not in (names := list(known)):
            raise ValueError(f"{one!r} means nothing in {name!r}; {_nearest(one, names, 12)}")


def check_words(words: Iterable[str]) -> None:
    """Raises where a word holds what a pattern can't be made of."""
    for word in words:
        if _BAD_WORD.search(word):
            raise ValueError(f"{word!r} is no word: leave out \\ [ ] ^ and control characters")


def check_pattern(pattern: str) -> None:
    """Raises where a pattern does not compile, sets flags, or may take exponential time."""
    if re.search(r"\(\?[aiLmsux]+\)", pattern):
        raise ValueError("pattern sets flags such as (?i); write both forms, [Aa], or (?i:…)")
    re.compile(pattern)
    if nested(re._parser.parse(pattern)):  # type: ignore[attr-defined]
        raise ValueError("pattern repeats without bound inside a repeat, as (a+)+ does; write one repeat, or {0,20}")
    from .slow import slow

    if (text := slow(pattern)) is not None:
        raise ValueError(f"pattern takes too long on a text such as {text!r}; write fewer repeats that take the same")


def nested(parsed: Any, inside: bool = False) -> bool:
    """Whether an unbounded repeat stands inside another repeat that may run many times."""
    for op, value in parsed:
        many = str(op) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[1] > _MANY
        if many and inside:
            return True
        for part in value if isinstance(value, tuple | list) else [value]:
            for child in part if isinstance(part, list) else [part]:
                if hasattr(child, "data") and nested(child, inside or many):
                    return True
    return False


KEYS = {
    "style": tuple(Style.__dataclass_fields__),
    "cue": ("set", *Cue.__dataclass_fields__),
    "words": ("set", "words"),
    "weights": ("set", "id", "values"),
}
"""The fields of each kind of row."""


def check_keys(row: dict[str, Any], kind: str) -> None:
    """Raises where a row has a key that is none, with the nearest right one."""
    known = KEYS[kind]
    for key in row:
        if key not in known:
            raise ValueError(f"{key!r} is no field; {_nearest(key, known)}")


def _check_types(row: Style | Cue, strings: tuple[str, ...]) -> None:
    for name in row.__dataclass_fields__:
        value = getattr(row, name)
        if not isinstance(value, str if name in strings else int | float):
            raise TypeError(f"{name} = {value!r} is of the wrong kind")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{name} = {value!r} is no number to weigh with")


def _one_of(value: str, known: tuple[str, ...], name: str) -> None:
    if value not in known:
        raise ValueError(f"{name} = {value!r}; {name} is one of {', '.join(known)}")


def _nearest(word: str, known: Iterable[str], most: int = 99) -> str:
    """“did you mean task?”, then all that there are; of more than ``most`` the first ones."""
    from difflib import get_close_matches

    names = [name or '""' for name in known]
    near = get_close_matches(word, names, 1)
    listed = ", ".join(names[:most]) + (" …" if len(names) > most else "")
    return (f"did you mean {near[0]!r}? It is" if near else "it is") + f" one of {listed}"


def check_weights(values: dict[str, float]) -> None:
    """Raises TypeError where a weight is no number."""
    for name, value in values.items():
        if not isinstance(value, int | float) or not math.isfinite(value):
            raise TypeError(f"values: {name} = {value!r} is no number to weigh with")
