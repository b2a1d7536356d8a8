"""The decisions of the head in sentences: what each line was taken for, where a field was found, and the doubts.

What a line rests on is told against its rival: a fact's points are what it adds to the one more than to the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...rules.types import Rules
from ..forms import Doubt, Field, LogicalText
from .evidence import facts
from .judge import LABELS, weights
from .verdicts import Verdict

_PLACES = {
    "above": "above the title",
    "at": "in the title or a line of the head, as what the speech was given at",
    "author": "in a note on the author",
    "dateline": "on the line of the date",
    "field": "in a key field",
    "glued": "before the first sentence, where a line break is lost",
    "imprint": "in the imprint below the speech",
    "interview": "in the title of an interview",
    "introduced": "in the first sentences, where the speaker introduces himself",
    "kind": "by the words of the title",
    "label": "in the labels of those who speak in turn",
    "lead": "in the first sentence of a story",
    "line": "on a line of its own in the head",
    "lines": "on the lines of the title",
    "meeting": "by the name of a meeting",
    "news": "in the story's first sentence",
    "dated": "beside the date",
    "opening": "in the first sentences of the speech",
    "day": "in the first sentence of a story, the month from elsewhere",
    "year": "in the first sentence of a story, the year from elsewhere",
    "republic": "as a year of the Republic",
    "column": "as a column named after the title",
    "series": "on the line of a series",
    "agency": "by the name of a news agency",
    "note": "in a note",
    "papers": "on a line above or below the title, as the name of a meeting",
    "page": "in what the page says of itself",
    "running-head": "in a running head",
    "signature": "below the speech, as a signature",
    "title": "in the title",
    "title-year": "in the title, the year alone",
}
_LABELS = {
    "other": "a line of the page",
    "title": "the title",
    "more": "a further line of the title",
    "subtitle": "the subtitle",
    "person": "who speaks",
    "date": "the date",
    "body": "the speech",
}
_FACTS = {
    "names-speech": "it names a speech and where it was given",
    "names-speech-plainly": "it names a speech",
    "names-speech-barely": "it is hardly more than a word for a speech",
    "names-text": "it names a document",
    "ends-in-body": "it ends in a body's name",
    "signs": "it holds signs of a page",
    "latin": "it holds Latin letters",
    "digits": "it holds digits",
    "code": "it is hardly Chinese",
    "counted": "it counts pages or issues",
    "colon": "it holds a colon",
    "stop": "it holds a full stop",
    "comma": "it holds a comma",
    "blank": "it holds blanks",
    "at": "it begins with a meeting",
    "said-most": "the speech says no other line again so much",
    "said-above": "a line above says the same",
    "said-below": "a line below says the same",
    "part-of-another": "another line holds it",
    "last-short": "no short line follows",
    "not-last": "short lines follow, or it is none",
    "couplet-above": "it and the line below are as long",
    "couplet-below": "it and the line above are as long",
    "no-key": "no key field holds it",
    "any": "lines are so more often",
}
_STARTS = (
    ("kind=", "it is"),
    ("key=", "its key is"),
    ("role=", "the readers take it for"),
    ("place=", "its place in the head is"),
    ("said=", "how much of it the speech says again:"),
    ("length=", "how long it is:"),
    ("verbs=", "how many verbs of mottoes it holds:"),
    ("matter-below=", "what follows the short lines is"),
    ("above=", "the line above it is"),
    ("below=", "the line below it is"),
    ("opens=", "it begins with"),
    ("closes=", "it ends with"),
)
_JOINTS = ((" above ", "stands above"), (" below ", "stands below"), (" at ", "stands in place"))
_KINDS = {
    "short": "a short line",
    "person": "a name",
    "office": "an office",
    "date": "a date",
    "salutation": "an address",
    "subtitle": "a line with a dash",
    "text": "prose",
    "note": "a note",
    "key": "a key field",
    "stamp": "a page's stamp",
    "heading": "a heading",
    "number": "a document's number",
    "series": "a series",
    "furniture": "page matter",
    "label": "a label",
    "start": "the beginning",
    "end": "the end",
    "none": "nothing",
}
_SURE, _FAIR = 0.9, 0.7
_REASONS = 3  # facts that are told of a line
_LEAST = 0.1  # points


def field(found: Field) -> str:
    """Where a field was found and how sure it is: ``found on a line of its own in the head; rather sure (0.88)``."""
    place = _PLACES.get(found.rule.rpartition(".")[2], f"by the rule {found.rule}")
    sure = "sure" if found.confidence >= _SURE else "rather sure" if found.confidence >= _FAIR else "doubtful"
    return f"found {place}; {sure} ({found.confidence:.2f})"


def doubt(found: Doubt) -> str:
    """What speaks against a field."""
    return f"against {found.field}: {found.words} ({found.code})"


def lines(found: Verdict, text: LogicalText, rules: Rules) -> Iterator[tuple[int, int, str, list[str]]]:
    """For each line its logical span, what it was taken for against which rival, and the facts that decided."""
    known = weights(rules).facts
    for i, (row, named) in enumerate(zip(found.rows, facts(text, found.rows, found.roles, rules), strict=True)):
        chances = dict(zip(LABELS, found.chances[i], strict=True))
        taken = found.wrong.get(i, found.roles[i])
        rival = max((label for label in LABELS if label != taken), key=chances.__getitem__)
        said = f"taken for {_LABELS[taken]} ({chances[taken]:.2f}); next is {_LABELS[rival]} ({chances[rival]:.2f})"
        if i in found.wrong:
            said = f"{said}; the readers took it for {_LABELS[found.roles[i]]} and were overruled"
        a, b = LABELS.index(taken), LABELS.index(rival)
        gains = [(known[name][a] - known[name][b], name) for name in named if name in known]
        gains = sorted((gain for gain in gains if abs(gain[0]) >= _LEAST), key=lambda gain: -abs(gain[0]))[:_REASONS]
        yield row.start, row.end, said, [_worth(*gain) for gain in gains]


def _worth(points: float, name: str) -> str:
    side = "for it" if points > 0 else "against it"
    return f"{side}, {abs(points):.1f}: {_fact(name)}"


def _fact(name: str) -> str:
    """A fact of ``evidence`` in words; those that join two kinds of lines say so as they are named."""
    if name in _FACTS:
        return _FACTS[name]
    for start, words in _STARTS:
        if name.startswith(start):
            value = name.removeprefix(start)
            return f"{words} {(_LABELS if start == 'role=' else _KINDS).get(value, value)}"
    for joint, words in _JOINTS:
        kind, found, other = name.partition(joint)
        if found:
            return f"{_KINDS.get(kind, kind)} {words} {_KINDS.get(other, other)}"
    return f"it is {name}"
