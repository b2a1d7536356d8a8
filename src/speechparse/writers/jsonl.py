"""JSON Lines: one speech a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from .. import model
from ..model import SCHEMA_VERSION, Speech
from .registry import EVERYTHING, Options, selected


def line(speech: Speech, options: Options = EVERYTHING) -> str:
    """The speech as one line, without the line feed."""
    if not (options.only or options.explain or options.extra):
        return f'{{"schema_version":"{SCHEMA_VERSION}",{_encode(speech)[1:]}'
    return json.dumps(selected(speech, options), ensure_ascii=False, separators=(",", ":"))


def _fields(value: Any) -> dict[str, Any]:
    """What the encoder asks for where it meets a dataclass: less than half the time of ``Speech.to_dict``."""
    names, values = _FIELDS[type(value)]
    return dict(zip(names, values(value), strict=True))


def _getters() -> Iterator[tuple[type, tuple[tuple[str, ...], attrgetter[Any]]]]:
    for kind in vars(model).values():
        names = tuple(name for name in getattr(kind, "__dataclass_fields__", ()) if name != "reasons")
        if names:
            yield kind, (names, attrgetter(*names))


_FIELDS = dict(_getters())
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_fields).encode


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One line a speech."""
    for speech in speeches:
        yield line(speech, options) + "\n"
