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
    kind = type(value)
    if kind is str:
        return _string(value)
    if kind is int:
        return str(value)
    inner = newline + "  "
    if isinstance(value, dict) and value:
        rows = [f"{_string(key)}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(rows)}{newline}}}"
    if isinstance(value, list):
        kinds = set(map(type, value))
        if kinds <= {int}:  # a span
            return f"[{', '.join(map(str, value))}]"
        if dict in kinds:
            rows = [_indented(item, inner) for item in value]
            return f"[{inner}{f',{inner}'.join(rows)}{newline}]"
    return "null" if value is None else _encode(value)


_LINE = "\n"
_LAYOUT = Layout(", ", ": ", "  ", _indented)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_string = json.encoder.encode_basestring
