"""What the program says to people, in English and in Chinese.

English stands in the code, where it is said, and is the key; the modules ``zh_*`` hold the Chinese, one row a sentence,
``{}`` for what changes in it. A sentence is put into the user's language only where it is shown (``tr``), so that data
and the library stay the same under every locale. ``tests/test_messages.py`` collects every sentence of the code and
asks for its row. Nothing is loaded for English.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..errors import SpeechparseError

LANGUAGES = ("zh", "en")
TABLES = ("zh_errors", "zh_help", "zh_labels", "zh_options", "zh_pages", "zh_readers", "zh_remarks")

_chosen: list[str] = []


def choose(language: str) -> None:
    """Speak this language, whatever the environment says (``--lang``)."""
    _chosen[:] = [language]


def explicit() -> str | None:
    """The language that was asked for by option or ``SPEECHPARSE_LANG``; None where only the locale tells."""
    if _chosen:
        return _chosen[0]
    named = os.environ.get("SPEECHPARSE_LANG", "")[:2].lower()
    return named if named in LANGUAGES else None


def language() -> str:
    """``zh`` under a Chinese locale or where it was asked for, else ``en``."""
    return explicit() or _of_locale()


@cache
def _of_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import ctypes

        chinese = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04
        return "zh" if chinese else "en"
    return "en"


class _Template(NamedTuple):
    """A sentence with gaps: the pieces between them, and the other language's sentence."""

    pieces: tuple[str, ...]
    other: str

    def fitted(self, text: str) -> list[str] | None:
        """What stands in the gaps of ``text``, or None where it is not this sentence."""
        first, *middle, last = self.pieces
        if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
            return None
        values, at, end = [], len(first), len(text) - len(last)
        for piece in middle:
            found = text.find(piece, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(piece)
        return [*values, text[at:end]]


class _Table(NamedTuple):
    whole: dict[str, str]
    templates: list[_Template]


@cache
def _table() -> _Table:
    rows: dict[str, str] = {}
    for name in TABLES:
        rows |= import_module(f".{name}", __package__).ZH
    templates = [_Template(tuple(english.split("{}")), other) for english, other in rows.items() if "{}" in english]
    templates.sort(key=lambda row: -sum(map(len, row.pieces)))  # the one that says most first
    return _Table({english: other for english, other in rows.items() if "{}" not in english}, templates)


def tr(text: str, into: str | None = None) -> str:
    """``text`` in the user's language (or ``into``); as it is where the table has no row for it."""
    if (into or language()) != "zh" or not text:
        return text
    return _chinese(text) or text


def known(text: str) -> bool:
    """Whether the table has the Chinese of a sentence."""
    return _chinese(text) is not None


def _chinese(text: str) -> str | None:
    table = _table()
    if text in table.whole:
        return table.whole[text]
    for row in table.templates:
        values = row.fitted(text)
        if values is not None:
            return row.other.format(*(_chinese(value) or value for value in values))
    if "; " in text:  # a problem and what to do
        parts = [_chinese(part) for part in text.split("; ")]
        if None not in parts:
            return "；".join(part for part in parts if part)
    return None


def phrases(line: str) -> str:
    """A line that is put together of phrases (``explain``), each in the user's language."""
    return line if language() != "zh" else _replaced(line)


def _replaced(line: str) -> str:
    for english, chinese in _phrases():
        line = line.replace(english, chinese)
    return line


@cache
def _phrases() -> list[tuple[str, str]]:
    rows = import_module(".zh_explain", __package__).PHRASES
    return sorted(rows.items(), key=lambda row: -len(row[0]))


def told(error: SpeechparseError) -> str:
    """An error in the user's language: where, what is wrong, what to do."""
    problem, advice = getattr(error, "problem", None), getattr(error, "advice", None)
    if language() != "zh" or problem is None or advice is None:
        return tr(str(error))
    return f"{getattr(error, 'path', '')}：{tr(problem)}；{tr(advice)}"
