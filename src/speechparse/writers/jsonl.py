"""JSON Lines: one speech a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..model import SCHEMA_VERSION, Speech
from .registry import EVERYTHING, Options, in_bulk, selected
from .serializer import Layout, writer

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LAYOUT = Layout(",", ":", "", lambda value, _: _encode(value))


def line(speech: Speech, options: Options = EVERYTHING) -> str:
    """The speech as one line, without the line feed."""
    if in_bulk(options):
        return writer(Speech, _LAYOUT, schema_version=SCHEMA_VERSION)(speech, "")
    return _encode(selected(speech, options))


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One line a speech."""
    for speech in speeches:
        yield line(speech, options) + "\n"
