"""JSON of the model's dataclasses, by functions made once from their annotations.

What a speech consists of is known beforehand, so nothing need be asked of its values and no dict be built. That takes
half the time of ``Speech.to_dict`` and the encoder of the standard library, and where the output is indented a fifth.
Making the functions takes some milliseconds, so it is for those who write many speeches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache, reduce
from json.encoder import encode_basestring
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from ..model import Span

Write = Callable[[Any, str], str]
"""Writes a value. The second argument is a line feed and the spaces of the line that the value begins on."""

_LEFT_OUT = ("reasons",)  # written on request only, and then from ``Speech.to_dict``


class Layout(NamedTuple):
    """``comma`` and ``colon`` within a line. ``indent``: what has keys takes a line a member. ``other``: the rest."""

    comma: str
    colon: str
    indent: str
    other: Write


@cache
def writer(kind: Any, layout: Layout, **first: str) -> Write:
    """What writes a dataclass: one f-string, as one would write it by hand. ``first``: members before its fields."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name not in _LEFT_OUT}
    names: dict[str, Any] = {"string": encode_basestring, "other": layout.other}
    inner, outer = ("{inner}", "{outer}") if layout.indent else ("", "")
    values = {**{name: f'"{text}"' for name, text in first.items()}, **{name: f"{{_{name}}}" for name in hints}}
    members = ",".join(f'{inner}"{name}"{layout.colon}{value}' for name, value in values.items())
    lines = [
        "def write(value, outer):",
        f"inner = outer + {layout.indent!r}",
        f"deeper = inner + {layout.indent!r}",
        *(f"_{name} = {_json(hint, f'value.{name}', 'inner', kind, layout, names)}" for name, hint in hints.items()),
        f"return f'{{{{{members}{outer}}}}}'",
    ]
    exec("\n    ".join(lines), names)  # as the standard library makes the methods of a dataclass
    write: Write = names["write"]
    return write


def _json(kind: Any, value: str, place: str, owner: Any, layout: Layout, names: dict[str, Any]) -> str:
    """Python for the JSON of a value at a place, or for a number itself. What it calls is put into ``names``."""
    members = get_args(kind)
    if kind in (int, float):
        return value
    if kind == float | int:  # a number of the text, which may be as long as you like
        return f"{value} if type({value}) is int else other({value}, {place})"
    if kind is str:
        return f"string({value})"
    if get_origin(kind) is Literal:  # a word of our own
        return f"f'\"{{{value}}}\"'"
    if kind == Span:
        return f"f'[{{{value}[0]}}{layout.comma}{{{value}[1]}}]'"
    if isinstance(kind, UnionType) and NoneType in members:
        there = reduce(or_, [member for member in members if member is not NoneType])
        return f"'null' if {value} is None else {_json(there, value, place, owner, layout, names)}"
    if get_origin(kind) is tuple and members[1:] == (...,):
        each = f"[{_json(members[0], 'item', 'deeper', owner, layout, names)} for item in {value}]"
        if layout.indent and is_dataclass(members[0]):
            return f'f"""[{{deeper}}{{(\',\' + deeper).join({each})}}{{inner}}]""" if {value} else \'[]\''
        return f'f"""[{{{layout.comma!r}.join({each})}}]""" if {value} else \'[]\''
    if not is_dataclass(kind):
        return f"other({value}, {place})"
    if kind is owner:
        return f"write({value}, {place})"
    function = f"write_{len(names)}"
    names[function] = writer(kind, layout)  # type: ignore[arg-type]
    return f"{function}({value}, {place})"
