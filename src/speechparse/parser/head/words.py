"""The decisions of the head in sentences: where a field was found, and what speaks against it."""

from __future__ import annotations

from ..forms import Doubt, Field

_PLACES = {
    "above": "above the title",
    "at": "in the title or a line of the head, as what the speech was given at",
    "author": "in a note on the author",
    "dateline": "on the line of the date",
    "field": "in a key field",
    "glued": "in front of the first sentence, where a line break is lost",
    "imprint": "in the imprint below the speech",
    "interview": "in the title of an interview",
    "introduced": "in the first sentences, where the speaker introduces himself",
    "kind": "by the words of the title",
    "label": "in the labels of those who speak in turn",
    "lead": "in the first sentence of a story",
    "line": "on a line of its own in the head",
    "lines": "on the lines of the title",
    "note": "in a note",
    "page": "in what the page says of itself",
    "running-head": "in a running head",
    "signature": "below the speech, as a signature",
    "title": "in the title",
    "title-year": "in the title, the year alone",
}
_SURE, _FAIR = 0.9, 0.7


def field(found: Field) -> str:
    """Where a field was found and how sure it is: ``found on a line of its own in the head; rather sure (0.88)``."""
    place = _PLACES.get(found.rule.rpartition(".")[2], f"by the rule {found.rule}")
    sure = "sure" if found.confidence >= _SURE else "rather sure" if found.confidence >= _FAIR else "doubtful"
    return f"found {place}; {sure} ({found.confidence:.2f})"


def doubt(found: Doubt) -> str:
    """What speaks against a field."""
    return f"against {found.field}: {found.words} ({found.code})"
