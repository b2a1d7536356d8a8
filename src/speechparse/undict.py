"""Plain data, as read from JSON, back to the model's dataclasses, by their annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .model import Node, Speech

_PLAIN: dict[Any, Any] = {str: str, int: int, float: (int, float), bool: bool}


def speech(data: Mapping[str, Any]) -> Speech:
    """The speech that ``data`` describes. Raises ValueError, with the place of what is wrong."""
    whole = _value(Speech, data, "speech")
    assert isinstance(whole, Speech)
    return whole


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise ValueError(f"{place} is no object")
    values = {}
    for row in fields(kind):
        if row.name in data:
            hint = _hints(kind)[row.name]
            if kind is Node and row.name == "children":
                continue
            values[row.name] = _value(hint, data[row.name], f"{place}.{row.name}")
        elif row.default is MISSING and row.default_factory is MISSING:
            raise ValueError(f"{place} has no {row.name}")
    return values if kind is Node else kind(**values)


def _nodes(data: Any, place: str) -> tuple[Node, ...]:
    """A list of nodes with all below them. An outline may be deeper than Python's recursion."""
    found: list[tuple[Any, dict[str, Any], int]] = []  # data, values, number of the parent
    pending = [(data, place, -1)]
    while pending:
        members, where, parent = pending.pop()
        if not isinstance(members, list | tuple):
            raise ValueError(f"{where} is no list")
        for n, member in enumerate(members):
            values = _object(Node, member, f"{where}[{n}]")
            pending.append((member.get("children") or (), f"{where}[{n}].children", len(found)))
            found.append((member, values, parent))
    below: dict[int, list[Node]] = {}
    for number in range(len(found) - 1, -1, -1):
        _, values, parent = found[number]
        below.setdefault(parent, []).append(Node(**values, children=tuple(reversed(below.pop(number, [])))))
    return tuple(reversed(below.get(-1, [])))


def _value(kind: Any, value: Any, place: str) -> Any:
    members = get_args(kind)
    if isinstance(kind, UnionType):
        if value is None and NoneType in members:
            return None
        kinds = [member for member in members if member is not NoneType]
        if len(kinds) == 1:
            return _value(kinds[0], value, place)
        if isinstance(value, tuple(kinds)) and not isinstance(value, bool):
            return value
    elif kind == tuple[Node, ...]:
        return _nodes(value, place)
    elif get_origin(kind) is tuple and isinstance(value, list | tuple):
        if members[1:] == (...,):
            return tuple([_value(members[0], item, f"{place}[{n}]") for n, item in enumerate(value)])
        if len(value) == len(members):
            return tuple([_value(member, item, place) for member, item in zip(members, value, strict=True)])
    elif get_origin(kind) is dict and isinstance(value, Mapping):
        return {str(key): _value(members[1], item, f"{place}.{key}") for key, item in value.items()}
    elif get_origin(kind) is Literal:
        if value in members:
            return value
    elif is_dataclass(kind):
        return _object(kind, value, place)
    elif kind in _PLAIN and isinstance(value, _PLAIN[kind]) and (kind is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{place} is {value!r:.60}, which is no {getattr(kind, '__name__', kind)}")
