"""HTML: the review page of one file or several. What stands on it and how it looks is the business of ``pages``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import WriteError
from ..model import Speech
from .registry import Options


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One page for all speeches. Raises WriteError where ``options.source`` is not given."""
    if options.source is None:
        raise WriteError("html", "needs the texts that the speeches are from", "hand in Options(source=…)")
    from ..pages.report import page

    yield from page(((speech, options.source(speech)) for speech in speeches), options.only)
