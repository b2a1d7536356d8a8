"""Plain data, as read from JSON, back to dataclasses, by their annotations. It knows no class by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

_PLAIN: dict[Any, Any] = {str: str, int: int, float: (int, float), bool: bool}
T = TypeVar("T")


def build(kind: type[T], data: Mapping[str, Any], place: str) -> T:
    """The object of a dataclass that ``data`` describes; keys it does not know are left out.

    Raises ValueError, with the place of what is wrong, ``place`` being the name of the whole.
    """
    whole = _value(kind, data, place)
    assert isinstance(whole, kind)
    return whole


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _tree(kind: Any) -> tuple[Any, str] | None:
    """The dataclass and its field of members, where ``kind`` is a tuple of objects that hold such a tuple again."""
    members = get_args(kind)
    if get_origin(kind) is not tuple or members[1:] != (...,) or not is_dataclass(members[0]):
        return None
    name = next((row.name for row in fields(members[0]) if _hints(members[0])[row.name] == kind), "")  # type: ignore[arg-type]
    return (members[0], name) if name else None


def _values(kind: Any, data: Any, place: str, without: str = "") -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError(f"{place} is no object")
    values = {}
    for row in fields(kind):
        if row.name == without:
            continue
        if row.name in data:
            values[row.name] = _value(_hints(kind)[row.name], data[row.name], f"{place}.{row.name}")
        elif row.default is MISSING and row.default_factory is MISSING:
            raise ValueError(f"{place} has no {row.name}")
    return values


def _members(kind: Any, inner: str, data: Any, place: str) -> tuple[Any, ...]:
    """A list of objects with all below them, which may be deeper than Python's recursion."""
    found: list[tuple[dict[str, Any], int]] = []  # values, number of the parent
    pending = [(data, place, -1)]
    while pending:
        members, where, parent = pending.pop()
        if not isinstance(members, list | tuple):
            raise ValueError(f"{where} is no list")
        for n, member in enumerate(members):
            values = _values(kind, member, f"{where}[{n}]", inner)
            pending.append((member.get(inner) or (), f"{where}[{n}].{inner}", len(found)))
            found.append((values, parent))
    below: dict[int, list[Any]] = {}
    for number in range(len(found) - 1, -1, -1):
        values, parent = found[number]
        members = tuple(reversed(below.pop(number, [])))
        below.setdefault(parent, []).append(kind(**values, **{inner: members}))
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
    elif tree := _tree(kind):
        return _members(*tree, value, place)
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
        make: Any = kind
        return make(**_values(kind, value, place))
    elif kind in _PLAIN and isinstance(value, _PLAIN[kind]) and (kind is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{place} is {value!r:.60}, which is no {getattr(kind, '__name__', kind)}")
