"""JSON, indented: one speech is an object, several are an array (see ``Options.many``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Speech
from .registry import Options, selected


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """An object or an array, speech by speech."""
    iterator = iter(speeches)
    first = next(iterator, None)
    second = next(iterator, None)
    if first is not None and second is None and not options.many:
        yield dumps(selected(first, options)) + "\n"
        return
    yield "["
    separator = "\n"
    for speech in (s for s in (first, second) if s is not None):
        yield separator + dumps(selected(speech, options))
        separator = ",\n"
    for speech in iterator:
        yield separator + dumps(selected(speech, options))
    yield "\n]\n"


def dumps(value: Any) -> str:
    """Indented by two, Chinese unescaped; an array of plain values (a span) stays on its line."""
    parts: list[str] = []
    _write(value, "\n", parts.append)
    return "".join(parts)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def _write(value: Any, newline: str, out: Any) -> None:
    if isinstance(value, dict) and value:
        inner = newline + "  "
        separator = "{" + inner
        for key, item in value.items():
            out(f"{separator}{_encode(key)}: ")
            _write(item, inner, out)
            separator = "," + inner
        out(newline + "}")
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        inner = newline + "  "
        separator = "[" + inner
        for item in value:
            out(separator)
            _write(item, inner, out)
            separator = "," + inner
        out(newline + "]")
    else:
        out(_encode(value))
