"""JSON, indented: one speech is an object, several are an array (see ``Options.many``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..model import SCHEMA_VERSION, Speech
from .registry import Options, arranged, in_bulk, selected
from .serializer import Layout, writer


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """An object or an array, speech by speech."""
    array, speeches = arranged(speeches, options)
    texts = (_text(speech, options) for speech in speeches)
    if not array:
        yield next(texts) + "\n"
        return
    yield "["
    for number, text in enumerate(texts):
        yield (",\n" if number else "\n") + text
    yield "\n]\n"


def _text(speech: Speech, options: Options) -> str:
    if in_bulk(options):
        return writer(Speech, _LAYOUT, schema_version=SCHEMA_VERSION)(speech, _LINE)
    return dumps(selected(speech, options))


def dumps(value: Any) -> str:
    """Indented by two, Chinese unescaped; an array of plain values (a span, a list of units) stays on its line."""
    return _indented(value, _LINE)


def _indented(value: Any, newline: str) -> str:
    parts: list[str] = []
    _write(value, newline, parts.append)
    return "".join(parts)


_LINE = "\n"
_LAYOUT = Layout(", ", ": ", "  ", _indented)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_string = json.encoder.encode_basestring


def _write(value: Any, newline: str, out: Any) -> None:
    if isinstance(value, str):
        out(_string(value))
    elif value is None:
        out("null")
    elif isinstance(value, dict) and value:
        inner = newline + "  "
        separator = "{" + inner
        for key, item in value.items():
            out(f"{separator}{_string(key)}: ")
            _write(item, inner, out)
            separator = "," + inner
        out(newline + "}")
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        inner = newline + "  "
        separator = "[" + inner
        for item in value:
            out(separator)
            _write(item, inner, out)
            separator = "," + inner
        out(newline + "]")
    elif type(value) is int:
        out(str(value))
    elif isinstance(value, list) and all(type(item) is int for item in value):  # a span
        out(f"[{', '.join(map(str, value))}]")
    else:
        out(_encode(value))
