"""Rule files of a user's own: right ones, and ones that are wrong in every way that a row or a file can be.

Each kind is one function that draws a file. The first line of a file says its kind and what must become of it
(``# kind: taken``, ``refused`` or ``either``), as far as the file can be read, so that a finding says it too.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import cache
from random import Random
from typing import NamedTuple

from speechparse.rules.check import OPEN_VALUES, SCANNED
from speechparse.rules.check import WORDS as PAIRS
from speechparse.rules.loader import DATA, load_rules
from speechparse.rules.rows import Cue, Style

from . import grammar
from .odd import BACKTRACKING, BROKEN, EMPTY, ENCODINGS, FLAGS, LOOSE_STYLES, SLIPS, TIMES, TYPES, WIDE, WORDS

TAKEN, REFUSED, EITHER = "taken", "refused", "either"


class Overlay(NamedTuple):
    """A rule file. ``must``: what becomes of it. ``row``: the refusal names the row."""

    kind: str
    data: bytes
    must: str
    row: bool


Row = dict[str, str]
"""A row's keys with their values as TOML."""


def text(word: str) -> str:
    """A word as a TOML string. JSON escapes are TOML's, but for half a character, which no TOML file can hold."""
    return json.dumps(word.encode("utf-8", "replace").decode()).replace("\x7f", "\\u007f")


def cue(name: str, **changed: str) -> Row:
    """A row that works in the cue set ``name``, but for what is ``changed`` (as TOML)."""
    row = {"set": text(name), "id": '"own-row"', "pattern": "'火星办'", "value": text(_value(name))}
    return {**row, "example": '"请火星办落实"', **changed}


def style(**changed: str) -> Row:
    """A numbering style that works, but for what is ``changed`` (as TOML)."""
    row = {"id": '"own-star"', "family": '"heading"', "rank": "6", "pattern": "'★([一二三四五六七八九十])'"}
    row |= {"first": '"★"', "numeral": '"chinese"', "weight": "5.0", "inline": "0.0", "example": '"★一 加强领导"'}
    return {**row, **changed}


def table(kind: str, row: Row) -> str:
    return f"[[{kind}]]\n" + "".join(f"{key} = {value}\n" for key, value in row.items())


@cache
def _sets() -> tuple[list[str], list[str], list[str]]:
    rules = load_rules()
    return sorted(rules.cues), sorted(rules.words), sorted(rules.weights)


@cache
def _value(name: str) -> str:
    return load_rules().cues[name][0].value


def a_set(chance: Random) -> str:
    return chance.choice(_sets()[0])


def a_cue(chance: Random, name: str) -> Cue:
    return chance.choice(load_rules().cues[name])


def a_style(chance: Random) -> Style:
    return chance.choice(load_rules().styles)


def _file(kind: str, rows: str, must: str = REFUSED, row: bool = True) -> Overlay:
    return Overlay(kind, f"# {kind}: {must}\n{rows}".encode(), must, row)


# --- patterns -------------------------------------------------------------------------------------------------------


def _unit(chance: Random) -> str:
    return chance.choice(["一", "a", "，", "。", " ", "[一-龥]", ".", "\\d", "\\w", "[^。]", "的", "\n", "(?:甲|乙)"])


def _of(row: str, pattern: str, chance: Random, example: str = "火星办落实") -> str:
    quoted = {"pattern": text(pattern), "example": text(example)}
    if row == "style":
        return table("style", style(**quoted))
    return table("cue", cue(a_set(chance), **quoted))


def flags(chance: Random) -> Overlay:
    return _file("flags", _of(chance.choice(("cue", "style")), chance.choice(FLAGS), chance))


def backtracking(chance: Random) -> Overlay:
    a, b = _unit(chance), _unit(chance)
    pattern = chance.choice(BACKTRACKING).format(a, b)
    row = chance.choice(("cue", "cue", "style"))
    field = "pattern" if row == "cue" else chance.choice(("pattern", "needs"))
    if row == "style":
        return _file(
            "backtracking",
            table("style", style(**{field: text(pattern if field == "needs" else f"({pattern})")})),
            EITHER,
        )
    example = grammar.matching(pattern, chance)
    return _file("backtracking", _of(row, pattern, chance, example), EITHER)


def broken(chance: Random) -> Overlay:
    field = chance.choice(("pattern", "needs"))
    pattern = chance.choice(BROKEN)
    if chance.random() < 0.3:
        return _file("broken", table("style", style(**{field: text(pattern)})), EITHER)
    return _file("broken", _of("cue", pattern, chance, "火火星星火星"), EITHER)


def empty(chance: Random) -> Overlay:
    pattern = chance.choice(EMPTY)
    if chance.random() < 0.3:
        return _file("empty", table("style", style(pattern=text(f"({pattern})"))), EITHER)
    return _file("empty", _of("cue", pattern, chance, chance.choice(("火星办", "", "\n", "火星"))), EITHER)


def loose_cue(chance: Random) -> Overlay:
    """A shipped pattern with something cut out, put in or doubled, in its own set or in another one."""
    name = a_set(chance)
    row = a_cue(chance, name)
    pattern = _slips(row.pattern, chance)
    other = name if chance.random() < 0.7 else a_set(chance)
    example = row.example if chance.random() < 0.6 else grammar.cue(chance)
    return _file(
        "loose-cue",
        table("cue", cue(other, pattern=text(pattern), value=text(row.value), example=text(example))),
        EITHER,
    )


def _slips(words: str, chance: Random) -> str:
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(words))
        if chance.random() < 0.5:
            words = words[:at] + chance.choice(SLIPS) + words[at:]
        elif chance.random() < 0.7:
            words = words[:at] + words[at + chance.randint(1, 4) :]
        else:
            words = words[:at] * 2 + words[at:]
    return words


# --- values, types, keys --------------------------------------------------------------------------------------------


def times(chance: Random) -> Overlay:
    name = chance.choice([one for one in _sets()[0] if one.startswith("time.")] + sorted(OPEN_VALUES))
    value = chance.choice(TIMES)
    return _file("times", table("cue", cue(name, value=text(value))), EITHER)


def types(chance: Random) -> Overlay:
    kind = chance.choice(("cue", "style", "words", "weights"))
    rows = {
        "cue": cue(a_set(chance)),
        "style": style(),
        "words": {"set": text(chance.choice(_sets()[1])), "words": '"火星办"'},
        "weights": {"set": text(chance.choice(_sets()[2])), "id": '"own-row"', "values": "{}"},
    }[kind]
    key = chance.choice(
        list(rows)
        + (["weight", "counter"] if kind == "cue" else ["counter", "needs", "like"] if kind == "style" else [])
    )
    return _file("types", table(kind, {**rows, key: chance.choice(TYPES)}), EITHER)


def keys(chance: Random) -> Overlay:
    """A key that is misspelt, doubled, missing or none; a table that is none."""
    kind, row = chance.choice((("cue", cue(a_set(chance))), ("style", style())))
    key = chance.choice(list(row))
    way = chance.randrange(6)
    if way == 0:
        wrong = chance.choice(
            (key + "s", key.upper(), key[:-1], key[::-1] + "x", "标记", "a b", "", "__class__", "self")
        )
        return _file("keys", table(kind, {(text(wrong) if k == key else k): v for k, v in row.items()}))
    if way == 1:
        need = key not in ("first", "set")
        return _file("keys", table(kind, {k: v for k, v in row.items() if k != key}), REFUSED if need else EITHER)
    if way == 2:
        return _file("keys", table(kind, row) + f"{key} = {row[key]}\n", row=False)
    if way == 3:
        wrong = chance.choice(
            ("cues", "styles", "Style", "rule", "words.set", '""', "规则", "weight", "starts", "init")
        )
        return _file("keys", table(wrong, row), row=False)
    if way == 4:
        return _file("keys", table(kind, row).replace(f"[[{kind}]]", f"[{kind}]"), row=False)
    return _file("keys", f"{kind} = {chance.choice(TYPES)}\n", EITHER, row=False)


def sets(chance: Random) -> Overlay:
    wrong = chance.choice(
        (
            "",
            "close ",
            "Close",
            "closes",
            "time",
            "time.",
            "role",
            "task.verbs",
            "火",
            "^",
            "close^",
            "close$",
            "x" * 5000,
            "\x00",
            "surname",
        )
    )
    kind = chance.choice(("cue", "words", "weights"))
    rows = {
        "cue": cue(a_set(chance), set=text(wrong)),
        "words": {"set": text(chance.choice((wrong, *_sets()[0]))), "words": '"火星办"'},
        "weights": {"set": text(wrong), "id": '"own-row"', "values": "{any = 1.0}"},
    }[kind]
    return _file("sets", table(kind, rows), EITHER, row=False)


# --- words and weights ----------------------------------------------------------------------------------------------


def words(chance: Random) -> Overlay:
    name = chance.choice(_sets()[1])
    listed = chance.choices(WORDS, k=chance.choice((1, 1, 2, 5)))
    bad = any(sign in word for word in listed for sign in "\\[]^\x00\x1b\x7f\x01")
    return _file(
        "words", table("words", {"set": text(name), "words": text(" ".join(listed))}), REFUSED if bad else EITHER
    )


def many_words(chance: Random) -> Overlay:
    name = chance.choice([one for one in _sets()[1] if one not in PAIRS])
    listed = [
        "".join(chance.choices(grammar.ANY, k=chance.randint(1, 5))) for _ in range(chance.choice((50, 500, 5000)))
    ]
    return _file("many-words", table("words", {"set": text(name), "words": text(" ".join(listed))}), TAKEN)


def weights(chance: Random) -> Overlay:
    rules = load_rules()
    name = chance.choice(_sets()[2])
    id, values = chance.choice(list(rules.weights[name].items()))
    known = {text(key): str(value) for key, value in values.items()}
    way = chance.randrange(4)
    if way == 0 and known:
        known[chance.choice(list(known))] = chance.choice(TYPES)
    elif way == 1:
        known[chance.choice(('"火"', '""', '"a b"', '"bias"', '"any"'))] = "1.0"
    elif way == 2:
        known = {key: chance.choice(("0", "-50", "50", "1e6", "-1e6", "1e308", "-1e308")) for key in known}
    else:
        id = chance.choice(("火星", "", "any", "above", "x" * 2000))
    listed = "{" + ", ".join(f"{key} = {value}" for key, value in known.items()) + "}"
    return _file("weights", table("weights", {"set": text(name), "id": text(id), "values": listed}), EITHER)


def heavy(chance: Random) -> Overlay:
    name = a_set(chance)
    row = a_cue(chance, name)
    weight = chance.choice(("0", "-1", "1e9", "1e308", "-1e308", "-1e9", "1", "true", "1e400", "9" * 400, "5e-324"))
    rows = cue(name, weight=weight)
    if chance.random() < 0.5:
        rows = {
            **rows,
            "id": text(row.id),
            "pattern": text(row.pattern),
            "value": text(row.value),
            "example": text(row.example),
        }
    return _file("heavy", table("cue", rows), EITHER)


# --- files ----------------------------------------------------------------------------------------------------------


def _right(chance: Random) -> str:
    rows = [table("style", style())] if chance.random() < 0.5 else []
    rows += [table("cue", cue("close", value='"list"'))]
    return "\n".join(rows)


def encodings(chance: Random) -> Overlay:
    words = _right(chance)
    way = chance.randrange(6)
    if way == 0:
        return Overlay("encodings", words.encode(chance.choice(ENCODINGS), "replace"), EITHER, False)
    if way == 1:
        return Overlay("encodings", b"\xef\xbb\xbf" + words.encode(), TAKEN, False)
    if way == 2:
        return Overlay("encodings", words.replace("\n", "\r\n").encode(), TAKEN, False)
    data = bytearray(words.encode())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.choice(
            (0, 0x1B, 0x7F, 0xFF, 0x80, 0xED, 0x0D, chance.randrange(256))
        )
    return Overlay("encodings", bytes(data), EITHER, False)


def nesting(chance: Random) -> Overlay:
    deep = chance.choice((50, 400, 3000, 50000))
    words = chance.choice(
        (
            "a = " + "[" * deep + "]" * deep,
            "a = " + "{a = " * deep + "1" + "}" * deep,
            ".".join("a" * deep) + " = 1",
            "[" + ".".join("a" * deep) + "]",
            "[[cue]]\nset = " + "[" * deep + "]" * deep,
            "[[cue]]\n" + ".".join(["set"] * deep) + " = 1",
            "[[weights]]\nset = 'head.line'\nid = 'x'\nvalues = " + "{a = " * deep + "1" + "}" * deep,
            "[[" + "cue." * deep + "x]]\na = 1",
            "[[cue]]\n" * deep,
            "[[style]]\n" * deep,
            "#" * deep * 10,
            "\n" * deep * 10,
            "[" * deep,
            '"' * deep,
        )
    )
    return _file("nesting", words, EITHER, row=False)


def cut(chance: Random) -> Overlay:
    """A part of a shipped file, with lines left out, doubled and changed."""
    path = chance.choice(sorted(DATA.glob("*.toml")))
    tables = path.read_text(encoding="utf-8").split("\n[[")
    at = chance.randrange(len(tables))
    lines = ("[[" + "\n[[".join(tables[at : at + chance.randint(1, 4)])).split("\n")
    for _ in range(chance.randint(0, 3)):
        place = chance.randrange(len(lines))
        way = chance.randrange(4)
        if way == 0:
            del lines[place]
        elif way == 1:
            lines.insert(place, chance.choice(lines))
        else:
            lines[place] = _slips(lines[place], chance)
        lines = lines or [""]
    return _file("cut", "\n".join(lines), EITHER, row=False)


# --- rows that clash ------------------------------------------------------------------------------------------------


def clash_style(chance: Random) -> Overlay:
    """A style with a shipped id or a shipped style's fields, and some of another."""
    row, other = a_style(chance), a_style(chance)
    fields = {name: getattr(row, name) for name in Style.__dataclass_fields__}
    for name in chance.sample(list(fields), chance.randint(0, 4)):
        fields[name] = getattr(other, name)
    if chance.random() < 0.5:
        fields["id"] = chance.choice(("own", row.id, other.id))
    if chance.random() < 0.4:
        fields["rank"] = chance.choice((0, 1, 9, -1, 99, 10**9))
    if chance.random() < 0.3:
        fields["like"] = chance.choice((row.id, other.id, "own", "nowhere", fields["id"]))
    if chance.random() < 0.3:
        fields["weight"], fields["inline"] = chance.choice(
            ((0.0, 0.0), (-5.0, -5.0), (1e6, 1e6), (5.0, 5.0), (1e-9, 3.0))
        )
    if chance.random() < 0.3:
        fields["first"] = chance.choice(("", "一", " ", "\n", "]", "^", "\\", "第（一1", "-", "火"))
    if chance.random() < 0.2:
        fields["needs"] = chance.choice(("火", ".", "", "x*", "\n"))
    rows = {k: text(v) if isinstance(v, str) else repr(v) for k, v in fields.items()}
    return _file("clash-style", table("style", rows) * chance.choice((1, 1, 1, 2)), EITHER)


def loose_style(chance: Random) -> Overlay:
    """A style that matches nearly anything, or nothing."""
    numeral = chance.choice(("chinese", "arabic", "roman", "symbol", "word", "none"))
    pattern = chance.choice(LOOSE_STYLES)
    if numeral == "none":
        pattern = pattern.replace("(", "(?:", 1) if not pattern.startswith("(?<=") else "(?<=，)[一二三]"
    row = style(
        pattern=text(pattern), numeral=text(numeral), first=chance.choice(('"一二三1２"', '"第一"', '""', '"火"'))
    )
    row["weight"] = chance.choice(("5.0", "0.0", "100.0", "-1.0"))
    row["inline"] = chance.choice(("0.0", "3.0", "100.0", "-2.0"))
    row["family"] = chance.choice(('"heading"', '"word"', '"bullet"'))
    row["rank"] = chance.choice(("0", "1", "3", "12"))
    row["example"] = text(grammar.matching(pattern, chance))
    return _file("loose-style", table("style", row), EITHER)


def clash_cue(chance: Random) -> Overlay:
    """A cue with a shipped id, of its set or another, with a shipped row's pattern and value; often twice."""
    name, other = a_set(chance), a_set(chance)
    row, more = a_cue(chance, name), a_cue(chance, other)
    fields = {"pattern": row.pattern, "value": row.value, "example": row.example, "id": row.id}
    if chance.random() < 0.5:
        fields["id"] = chance.choice((more.id, "own", ""))
    if chance.random() < 0.4:
        fields["value"] = chance.choice((more.value, a_cue(chance, name).value, ""))
    if chance.random() < 0.3:
        fields |= {"pattern": more.pattern, "example": more.example}
    into = name if chance.random() < 0.6 else other
    row_ = cue(into, **{key: text(value) for key, value in fields.items()})
    return _file("clash-cue", table("cue", row_) * chance.choice((1, 1, 2, 3)), EITHER)


def wide_cue(chance: Random) -> Overlay:
    """A row of a set that is searched for in whole texts, which matches nearly everywhere."""
    name = chance.choice(SCANNED) if chance.random() < 0.6 else a_set(chance)
    pattern, example = chance.choice(WIDE)
    value = a_cue(chance, name).value
    return _file(
        "wide-cue", table("cue", cue(name, pattern=text(pattern), example=text(example), value=text(value))), EITHER
    )


def right(chance: Random) -> Overlay:
    """Files that are as docs/rules.md says, all of them taken."""
    rows: list[str] = []
    for _ in range(chance.randint(1, 6)):
        way = chance.randrange(4)
        if way == 0:
            sign = chance.choice("★◎※▲☆◇")
            own = {"id": text(f"own-{len(rows)}"), "pattern": f"'{sign}([一二三四五六七八九十])'", "first": text(sign)}
            rows.append(table("style", style(**own, example=text(f"{sign}一 加强领导"))))
        elif way == 1:
            rows.append(table("cue", cue(a_set(chance), id=text(f"own-{len(rows)}"))))
        elif way == 2:
            rows.append(table("words", {"set": '"office"', "words": '"火星办 首席服务官"'}))
        else:
            name = a_set(chance)
            row = a_cue(chance, name)
            fields = {key: text(getattr(row, key)) for key in ("id", "pattern", "value", "example")}
            rows.append(table("cue", cue(name, **fields)))
    return _file("right", "\n".join(rows), TAKEN)


KINDS: tuple[Callable[[Random], Overlay], ...] = (
    flags, backtracking, broken, empty, loose_cue, times, types, keys, sets, words, many_words, weights, heavy,
    encodings, nesting, cut, clash_style, loose_style, clash_cue, wide_cue, right,
)  # fmt: skip
_OFTEN = (backtracking, types, clash_style, loose_style, clash_cue, times)


def overlay(chance: Random) -> Overlay:
    """A rule file of one of the kinds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of patterns that are odd on purpose
        return chance.choice(KINDS + _OFTEN)(chance)
