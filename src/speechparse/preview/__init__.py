"""A speech shown in a terminal: head matter, highlights, requirements, tasks, claims, diagnostics.

The only package that imports rich, which measures cells (a Chinese character is two wide), colours, and draws the
table.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import chain

from rich.console import Console

from .. import display
from ..model import Speech
from ..pager import paged
from ..source import SourceText
from .changes import changes as changes
from .lines import plain, terminal
from .lines import wrap as wrap
from .page import Page

_SCREENS = 2  # screens: a longer preview is replaced by a summary


def render(
    speeches: Iterable[Speech], console: Console, *, only: Sequence[str] = (), source: SourceText | None = None
) -> None:
    """Print speeches to ``console`` at its width. ``only``: sections to show; ``source`` gives places line and column.

    Without ``only`` the outline is shown only where nothing in it is a highlight, a requirement or a task.
    """
    for speech in speeches:
        found = bool(speech.highlights or speech.requirements or speech.tasks)
        wanted = only or display.default_sections(found)
        Page(console, speech, source).show(wanted)


def text(
    documents: Iterable[tuple[SourceText, list[Speech]]], *, only: Sequence[str] = (), width: int | None = None
) -> str:
    """The preview as plain text, ``width`` cells wide, or as wide as the terminal."""
    out = io.StringIO()
    console = plain(out, width)
    for source, speeches in documents:
        render(speeches, console, only=only, source=source)
    return re.sub(r"[ \t]+$", "", out.getvalue(), flags=re.MULTILINE)


def show(documents: Iterable[tuple[SourceText, list[Speech]]], *, only: Sequence[str] = (), full: bool = False) -> None:
    """Print to the terminal. NO_COLOR and the terminal's abilities are respected.

    A preview of several screens is replaced by a summary, except with ``full`` or with a section. One document that is
    longer than the screen goes through a pager.
    """
    console = terminal()
    pages = (_shown(console, source, speeches, only, full) for source, speeches in documents)
    first, second = next(pages, ""), next(pages, None)
    if second is None:
        paged(first, console.height)
        return
    for page in chain((first, second), pages):
        sys.stdout.write(page)
        sys.stdout.flush()


def _shown(console: Console, source: SourceText, speeches: list[Speech], only: Sequence[str], full: bool) -> str:
    with console.capture() as page:
        render(speeches, console, only=only, source=source)
    if full or only or page.get().count("\n") <= _SCREENS * console.height:
        return page.get()
    with console.capture() as page:
        for speech in speeches:
            Page(console, speech, source).brief()
    return page.get()
