"""Dataclasses as plain data: dicts, lists, strings and numbers in the order of the fields, whatever the class."""

from __future__ import annotations

from typing import Any

_LEAVES = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A value with all that it holds as plain data."""
    kind = type(value)
    if kind in _LEAVES:
        return value
    if kind is tuple or kind is list:  # what one holds is of one kind
        return [plain(item) for item in value] if value and type(value[0]) not in _LEAVES else list(value)
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name in kind.__match_args__}


def drop_reasons(nodes: list[dict[str, Any]]) -> None:
    """Take the reasons out of nodes that are plain data already."""
    for node in nodes:
        del node["reasons"]
        drop_reasons(node["children"])
