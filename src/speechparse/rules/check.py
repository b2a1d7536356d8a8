"""What a row of a rule file must be like to work: one that would stop, slow down or silently do nothing is refused.

Every check raises ValueError with what is wrong and what to write; the loader adds the file and the row. Only rows that
are read from a file are checked: the compiled shipped ones have been. What fields a row has is looked at in ``fields``.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

from .fields import check_one_of, nearest, short
from .patterns import inner_starts, opening, starts
from .rows import Cue, Style
from .slow import children, slow

FAMILIES = ("heading", "word", "bullet")
NUMERALS = ("chinese", "arabic", "roman", "symbol", "word", "none")
_MANY = 60  # repeats of a part that may be repeated itself
_DEEPEST = 40  # groups inside groups
_LONGEST = 100  # characters of a word
_TAKEN = "-unbound"  # the end of names that the scanners of numbering give
_BAD_WORD = re.compile(r"[\\\[\]^\x00-\x1f\x7f]")

OPEN_VALUES = {
    # cue sets whose value is no member of a list: what it must look like, and that in words
    "time.year": (r"(?:-?\d|[*~%]) -?\d", "two numbers of years, the first and the last: 0 0, 0 1, -1 -1"),
    "time.month": (r"-?\d", "a number of months: 0, 1, -1"),
    "time.week": (r"-?\d", "a number of weeks: 0, 1, -1"),
    "time.day": (r"-?\d{1,2}(?: -?\d{1,2})?", "a number of days: 0, 1, -1"),
    "time.holiday": (
        r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])"
        r"|L(?:1[0-2]|[1-9])-(?:30|[12]?\d)|T\S{0,2}",
        "a day of every year: 10-01, L8-15 by the lunar calendar, T清明",
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

WORDS = {
    # word sets whose words have parts: what one must look like, and that in words
    "task.weight": (r"[a-z-]+=-?\d{1,3}(?:\.\d+)?", "the name of a reason and its points, as bias=-2.2"),
    "assignment.alias": (r"[^=]+=[^=]+", "the short and the full name, as 示例委=示例委员会"),
}

SCANNED = (
    "assignment.opener", "assignment.past", "assignment.verb", "quantity.before", "quantity.right", "task.argument",
    "task.background", "task.dated", "task.directive", "task.gathers", "task.goal", "time.gate",
)  # fmt: skip
"""Cue sets that are looked for in whole texts: from one of their first characters to the next. A test holds them."""


def check_style(style: Style) -> None:
    """Raises where a numbering style can't work."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", style.id) or style.id.endswith(_TAKEN):
        raise ValueError(
            f"id = {short(style.id)}; write lower-case letters, digits and hyphens, not {_TAKEN} at its end"
        )
    check_one_of(style.family, FAMILIES, "family")
    check_one_of(style.numeral, NUMERALS, "numeral")
    check_pattern(style.pattern)
    check_pattern(style.needs, "needs")
    pattern = re.compile(style.pattern)
    if pattern.groups != (style.numeral != "none") or pattern.groupindex:
        raise ValueError("pattern must hold exactly one group, the ordinal, without a name; none where numeral is none")
    if pattern.fullmatch(""):
        raise ValueError("pattern may match nothing at all; write + for *, or {1,3} for {0,3}")
    if not pattern.search(style.example):
        raise ValueError(f"pattern does not match its own example {short(style.example)}; correct one of them")
    if style.weight < 0 or style.inline < 0:
        raise ValueError("weight and inline are what leaving a mark out costs; write 0 or more")
    if style.inline and not style.first and not style.needs:
        raise ValueError("marks inside a paragraph are looked for by what they begin with; write first = …, or needs")
    _check_first(style)


def _check_first(style: Style) -> None:
    """Raises where marks may begin with more than ``first`` names: they would be found by chance."""
    if not style.first:
        return
    begins = starts(style.pattern)
    example = re.search(style.pattern, style.example)
    rest = {style.example[example.start()]} if begins is None and example else begins or set()
    if others := sorted(rest.difference(style.first)):
        raise ValueError(f"pattern may begin with {short(''.join(others))}; write these characters in first too")


def check_cue(cue: Cue) -> None:
    """Raises where a cue can't work, whatever its set."""
    check_pattern(cue.pattern)
    if re.compile(cue.pattern).groups:
        raise ValueError("pattern holds a capturing group; write (?:…)")
    if not re.search(cue.pattern, cue.example):
        raise ValueError(f"pattern does not match its own example {short(cue.example)}; correct one of them")


def check_opening(cue: Cue, name: str) -> None:
    """Raises where a row of a set that is looked for in whole texts takes nothing, or may begin with anything.

    One such row, and all rows of the set are tried at every place of the text.
    """
    found = re.search(cue.pattern, cue.example)
    if (
        name.startswith((*SCANNED, "time."))
        and name not in ("time.before", "time.after")
        and found
        and found.start() == found.end()
    ):
        raise ValueError("pattern takes no character of its own example; name some that are taken, not only looked at")
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
            raise ValueError(f"value = {short(cue.value)} means nothing in {name!r}; it is {says}")
        return
    known = dict.fromkeys(word for row in shipped for word in row.value.split() or [""])
    for word in cue.value.split() or [""]:
        if word not in known:
            raise ValueError(f"value = {short(word)} means nothing in {name!r}; {nearest(word, known)}")


def check_weight(row: dict[str, Any], name: str, shipped: Iterable[dict[str, Any]]) -> None:
    """Raises where a row has a weight in a set that does not weigh: no shipped row of it has one."""
    if "weight" in row and not any("weight" in one for one in shipped):
        raise ValueError(f"weight means nothing in {name!r}, where a row matches or does not; leave the line out")


def check_set(name: str, kind: str, known: Iterable[str]) -> None:
    """Raises where a set is unknown, with the nearest right one."""
    if name not in (names := list(known)):
        raise ValueError(f"no {kind} set {short(name)}; {nearest(name, names, 6)}; `speechparse rules` lists the sets")


def check_names(values: dict[str, float], name: str, known: Iterable[str]) -> None:
    """Raises where a weight has a name that no shipped row of the set knows, with the nearest right one."""
    for one in values:
        if one not in (names := list(known)):
            raise ValueError(f"{short(one)} means nothing in {name!r}; {nearest(one, names, 12)}")


def check_like(row: dict[str, Any], alone: Iterable[str]) -> None:
    """Raises where a style counts as one that does not stand by itself; ``alone`` are those that do."""
    like = row.get("like", "")
    if like and like not in (names := sorted(alone)):
        raise ValueError(f"like = {short(like)} is no style that stands by itself; {nearest(like, names, 12)}")


def check_words(words: Iterable[str], name: str) -> None:
    """Raises where a word holds what a pattern can't be made of, or not what the words of its set are."""
    form, says = WORDS.get(name, ("", ""))
    for word in words:
        if _BAD_WORD.search(word):
            raise ValueError(f"{short(word)} is no word; leave out \\ [ ] ^ and control characters")
        if len(word) > _LONGEST:
            raise ValueError(f"{short(word)} is no word; write one of at most {_LONGEST} characters")
        if form and not re.fullmatch(form, word):
            raise ValueError(f"{short(word)} means nothing in {name!r}; write {says}")


def check_pattern(pattern: str, name: str = "pattern") -> None:
    """Raises where a pattern does not compile, sets flags, or may take exponential time."""
    if re.search(r"\(\?[aiLmsux]+\)", pattern):
        raise ValueError(f"{name} sets flags such as (?i); write both forms, [Aa], or (?i:…)")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
            parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]
        deep = depth(parsed)
    except (re.error, Warning, OverflowError) as error:
        said = "a bracket, a star or a stroke that is looked for is written \\(, \\*, \\|"
        raise ValueError(f"{name} is no regular expression ({error}); correct it: {said}") from error
    except (RecursionError, MemoryError):
        deep = _DEEPEST + 1
    if deep > _DEEPEST:
        raise ValueError(f"{name} has groups inside groups without end; write at most {_DEEPEST} inside one another")
    if nested(parsed):
        raise ValueError(f"{name} repeats without bound inside a repeat, as (a+)+ does; write one repeat, or {{0,20}}")
    if (text := slow(pattern)) is not None:
        raise ValueError(
            f"{name} takes too long on a text such as {short(text)}; write fewer repeats that take the same"
        )


def depth(parsed: Any) -> int:
    """How many groups and repeats stand inside one another."""
    return max((1 + depth(child) for _, value in parsed for child in children(value)), default=0)


def nested(parsed: Any, inside: bool = False) -> bool:
    """Whether an unbounded repeat stands inside another repeat that may run many times."""
    for op, value in parsed:
        many = str(op) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[1] > _MANY
        if many and inside:
            return True
        if any(nested(child, inside or many) for child in children(value)):
            return True
    return False
