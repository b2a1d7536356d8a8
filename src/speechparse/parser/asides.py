"""What no field and no node holds, named: lines of the page, of the head and the tail, and marks read as text.

Each stretch gives one diagnostic with its reason, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Diagnostic, Span
from .forms import Aside

if TYPE_CHECKING:
    from .analysis import Analysis
    from .forms import LogicalText

_REASONS = {
    "page-number": "page number",
    "running-head": "running head",
    "page-matter": "words of the web page",
    "contents": "table of contents",
    "head": "above the speech, read as none of its fields",
    "tail": "after the speech, read as none of its fields",
}
_FORMAT = "set aside by the format"
_MARK = "looks like the number of a list, read as text: {words}"
_SURE = 1.0  # a mark that costs less to leave out is hardly one
_SHOWN = 24


def diagnostics(analysis: Analysis, source: str, part: Span) -> list[Diagnostic]:
    """One info diagnostic for each stretch set aside in a speech whose part of the source is ``part``."""
    text = analysis.text
    found = [aside for aside in text.asides if part[0] <= aside.start < part[1]]
    found += _unread(analysis, "head", analysis.start, analysis.front.body)
    found += _unread(analysis, "tail", analysis.tail, analysis.end)
    out = [Diagnostic("set-aside", "info", _message(aside, source), aside[:2]) for aside in found]
    for start, end in _marks(analysis):
        words = _short(text.raw[start : start + _SHOWN + 1].partition("\n")[0])
        out.append(Diagnostic("mark-not-used", "info", _MARK.format(words=words), text.source_span((start, end))))
    return out


def _message(aside: Aside, source: str) -> str:
    reason = _REASONS.get(aside.reason) or f"{_FORMAT} ({aside.reason})"
    return f"{reason}: {_short(source[aside.start : min(aside.end, aside.start + 3 * _SHOWN)])}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _unread(analysis: Analysis, reason: str, start: int, end: int) -> Iterator[Aside]:
    """The paragraphs between two offsets that hold no field, neighbours as one stretch."""
    if end <= start:
        return
    text = analysis.text
    spans = sorted(field.span for field in analysis.front.fields.values())
    first = -1
    at = start
    for index in range(max(0, text.paragraph_at(start)), text.paragraphs_before(end)):
        below, above = text.paragraphs[index]
        begin, stop = max(below, start), min(above, end)
        if begin >= stop:
            continue
        if any(a < stop and begin < b for a, b in spans):
            if first >= 0:
                yield _aside(text, first, at, reason)
            first = -1
        else:
            first, at = (begin if first < 0 else first), stop
    if first >= 0:
        yield _aside(text, first, at, reason)


def _aside(text: LogicalText, start: int, end: int, reason: str) -> Aside:
    words = text.raw[start:end]
    start += len(words) - len(words.lstrip())
    return Aside(*text.source_span((start, max(start + 1, end - len(words) + len(words.rstrip())))), reason)


def _marks(analysis: Analysis) -> Iterator[Span]:
    """The numbers at the beginning of a paragraph that the outline holds no item for."""
    kept = {item.mark.start for item in analysis.outline.items}
    for mark in analysis.marks:
        if mark.position == "paragraph" and mark.ordinal and mark.weight >= _SURE and mark.start not in kept:
            yield mark.start, mark.end
