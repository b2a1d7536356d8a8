"""The public functions. ``speechparse.parse`` and its neighbours come from here."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from .model import Speech
from .sections import SECTIONS
from .source import SourceText

if TYPE_CHECKING:
    from .parser import Segmenter
    from .readers.registry import Readable
    from .rules.types import Rules
    from .tfidf import Keywords


def parse_source(
    source: SourceText,
    *,
    rules: Rules | None = None,
    segmenter: Segmenter | None = None,
    explain: bool = False,
    only: Collection[str] = (),
) -> list[Speech]:
    """Every speech in a text, in order; at least one. Never raises, whatever the text.

    ``segmenter`` cuts a sentence into words; where it is given, a task's action and object are refined by it.
    With ``explain`` nodes name their ``reasons``, the rules that they and their roles rest on.
    ``only`` names the sections that are wanted (``sections.SECTIONS``). What none of them needs is not read: it is
    empty in the output, and no diagnostic is about it. Raises ValueError for a name that is no section.
    """
    if unknown := [name for name in only if name not in SECTIONS]:
        raise ValueError(f"no section {unknown[0]!r}; it is one of {' '.join(SECTIONS)}")
    if _fresh:
        _fresh.clear()
        from .regexcache import kept

        with kept():  # most patterns are compiled now: 100 ms without those kept from earlier
            return _parsed(source, rules, segmenter, explain, only)
    return _parsed(source, rules, segmenter, explain, only)


_fresh = [True]
"""Empty after the first parse."""


def _parsed(
    source: SourceText, rules: Rules | None, segmenter: Segmenter | None, explain: bool, only: Collection[str]
) -> list[Speech]:
    from .parser import parse as run

    if rules is None:
        from .rules.loader import load_rules

        rules = load_rules()
    return run(source, rules, segmenter, explain=explain, only=only)


def parse_all(
    text: str,
    *,
    rules: Rules | None = None,
    segmenter: Segmenter | None = None,
    explain: bool = False,
    only: Collection[str] = (),
) -> list[Speech]:
    """Every speech in ``text``, in order; at least one. Offsets count code points of ``text``.

    The options are those of ``parse_source``.
    """
    return parse_source(SourceText(text), rules=rules, segmenter=segmenter, explain=explain, only=only)


def parse(
    text: str,
    *,
    rules: Rules | None = None,
    segmenter: Segmenter | None = None,
    explain: bool = False,
    only: Collection[str] = (),
) -> Speech:
    """The speech in ``text`` (the first one, where it holds several). The options are those of ``parse_source``."""
    return parse_all(text, rules=rules, segmenter=segmenter, explain=explain, only=only)[0]


def read(
    path: Readable,
    *,
    name: str | None = None,
    encoding: str | None = None,
    rules: Rules | None = None,
    segmenter: Segmenter | None = None,
    explain: bool = False,
    only: Collection[str] = (),
) -> list[Speech]:
    """Every speech in a file (.txt, .md, .docx, .html, .pdf …), in order; at least one.

    ``path`` is a path, the file's bytes, or a file object opened for bytes. ``name`` stands for the file in messages
    and in the output; its suffix serves where the content does not tell the format. Offsets count code points of the
    decoded text, which ``read_source`` gives. ``encoding`` overrules the recognition.
    ``only`` names the sections that are wanted, as in ``parse_source``.
    Raises ReadError, with what is wrong and what to do, and of a file nothing else.
    """
    from .readers.registry import read_source

    source = read_source(path, name=name, encoding=encoding)
    return parse_source(source, rules=rules, segmenter=segmenter, explain=explain, only=only)


def keywords(what: Speech | str, top: int = 20, *, text: str | None = None, rules: Rules | None = None) -> Keywords:
    """The ``top`` weightiest words (TF-IDF) of a text, or of a speech and of each of its sections.

    ``text`` is the text of a speech, which a ``Speech`` does not hold; without it its outline's words are counted.
    """
    from .tfidf import keywords as find

    return find(what, top, text=text, rules=rules)
