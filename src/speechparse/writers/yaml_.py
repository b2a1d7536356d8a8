"""YAML: the same content as the JSON, Chinese unescaped, keys in order, long text as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from ..model import Speech
from .registry import Options, arranged, selected

_LONG = 80
# Line ends of YAML that are none of ours: only escapes in double quotes keep them.
_ESCAPED = re.compile("[\r\x85\u2028\u2029]")
# PyYAML gives up the block for these, or changes them in it.
_UNFIT = re.compile("[\t\ufeff]| $| \n|^[ \n]")


class _Dumper(yaml.SafeDumper):  # the C dumper escapes characters beyond the BMP
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _string(dumper: _Dumper, value: str) -> yaml.Node:
    style = None
    if _ESCAPED.search(value):
        style = '"'
    elif ("\n" in value or len(value) > _LONG) and not _UNFIT.search(value):
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    numbers = bool(value) and all(isinstance(item, int | float) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=numbers or not value)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(list, _list)


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One mapping, or a sequence of them: as the JSON writer does."""
    array, speeches = arranged(speeches, options)
    items = (selected(speech, options) for speech in speeches)
    if not array:
        yield dumps(next(items))
        return
    empty = True
    for item in items:
        yield dumps([item])
        empty = False
    if empty:
        yield "[]\n"


def dumps(value: Any) -> str:
    """YAML of plain data; loads back equal to it."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=2**31
    )
    return text
