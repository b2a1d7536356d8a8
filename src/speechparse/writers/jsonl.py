"""JSON Lines: one speech a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..model import Speech
from .registry import EVERYTHING, Options, selected


def line(speech: Speech, options: Options = EVERYTHING) -> str:
    """The speech as one line, without the line feed."""
    return json.dumps(selected(speech, options), ensure_ascii=False, separators=(",", ":"))


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One line a speech."""
    for speech in speeches:
        yield line(speech, options) + "\n"
