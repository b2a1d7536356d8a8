"""What holds for every output, whatever the text: the laws of spans, nesting and quoting, in one place.

``broken`` names those that the speeches of a source break. It is asked for every output where ``Rules.checked`` is set
(``SPEECHPARSE_LAWS=1``), by the property tests and by ``python -m tests.fuzz``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..model import Node, Span, Speech
from ..rules.types import Rules
from ..signs import BULLETS
from ..source import SourceText
from .text.fold import INVISIBLE
from .text.lines import tile
from .text.visible import ENTITIES

UNSEEN = re.compile(rf"[{INVISIBLE}\u0300-\u036f\ufe00-\ufe0f]")
"""What no reader sees: signs without width, accents on no letter."""
_BLANK = re.compile(rf"\s+|{UNSEEN.pattern}|(?i:{ENTITIES.pattern})")
_LOOSE = re.compile(r"\s+(?![A-Za-z])|(?<![A-Za-z])\s+")
_HEAD = ("title", "subtitle", "speaker", "date_text", "occasion", "salutation")
_JOINED = ("title", "subtitle")  # of several lines: no blank between Chinese characters

Quotation = tuple[str, str, list[Span]]
"""What claims to stand in the source: what it is, its words, its spans."""


class LawBroken(Exception):  # of no other kind: mypyc knows no class below AssertionError
    """An output breaks a law: a mistake of the parser. Raised where outputs are checked only."""


def check(speeches: list[Speech], source: SourceText, rules: Rules) -> None:
    """Raises LawBroken with the first law that is broken."""
    for law in broken(speeches, source, rules):
        raise LawBroken(law)


def broken(speeches: list[Speech], source: SourceText, rules: Rules) -> Iterator[str]:
    """The laws that are broken, each in a few words with the place."""
    text = source.text
    words = Words(source, rules)
    yield from words.broken
    yield from _parts(speeches, len(text))
    for speech in speeches:
        yield from _nesting(speech.outline, (0, len(text)))
        yield from _places(speech, len(text))
        for node in speech.walk():
            yield from _pieces(node, words)
            if node.marker and not squeeze(text[slice(*node.span)]).startswith(squeeze(node.marker)):
                yield f"node {node.id} does not begin with its marker {node.marker!r}"
        for quotation in quotations(speech):
            yield from _quoted(quotation, text, words)


class Words:
    """The words of a source without white space, page furniture, asides and the marks of its format."""

    def __init__(self, source: SourceText, rules: Rules) -> None:
        blocks = tile(source, rules)
        marks = [(hint.start, hint.end) for hint in source.hints if hint.kind in ("markup", "aside")]
        self._text = source.text
        self._kept = list(_without(marks, [(b.start, b.end) for b in blocks if b.kind == "paragraph"]))
        self._starts = [start for start, _ in self._kept]
        self.broken = list(_tiling([(b.start, b.end) for b in blocks], len(source.text)))

    def between(self, start: int, end: int) -> str:
        """What is kept of ``[start, end)``."""
        out, at = [], max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._kept) and self._kept[at][0] < end:
            low, high = self._kept[at]
            out.append(self._text[max(start, low) : min(end, high)])
            at += 1
        return squeeze("".join(out))


def _without(marks: list[Span], blocks: list[Span]) -> Iterator[Span]:
    """What the marks leave of the blocks; both stand in order of their starts."""
    number = 0
    for start, end in blocks:
        at = start
        while number < len(marks) and marks[number][0] < end:
            low, high = marks[number]
            if low > at:
                yield at, low
            at = max(at, high)
            number += 1
        if at < end:
            yield at, end


def squeeze(text: str) -> str:
    """The text without white space and what no reader sees."""
    return _BLANK.sub("", text)


def closed_up(text: str) -> str:
    """The text without white space but between words in letters: 3 年内 is shown as 3年内, New York as it is."""
    return _LOOSE.sub("", ENTITIES.sub(" ", UNSEEN.sub("", text)))


def quotations(speech: Speech) -> list[Quotation]:
    """Everything in a speech that claims to stand in the source."""
    out: list[Quotation] = []
    for node in speech.walk():
        out.append((f"title of {node.id}", node.title, [node.title_span]))
        out.append((f"text of {node.id}", node.text, list(node.text_spans)))
    out += [(f"claim {claim.phrase}", claim.phrase, [claim.span]) for claim in speech.claims]
    for name in _HEAD:
        if name in speech.metadata.spans:
            out.append((name, getattr(speech.metadata, name) or "", [speech.metadata.spans[name]]))
    for task in speech.tasks:
        out.append((f"text of {task.id}", task.text, [task.span]))
        out += [(f"time of {task.id}", ref.text, [ref.span]) for ref in (task.deadline, task.period) if ref]
        out += [(f"target of {task.id}", target.text, [target.span]) for target in task.targets]
        out += [(f"measure of {task.id}", measure.text, [measure.span]) for measure in task.measures]
    return out


def _quoted(quotation: Quotation, text: str, words: Words) -> Iterator[str]:
    what, said, spans = quotation
    if any(not 0 <= start <= end <= len(text) for start, end in spans):
        return  # named by another law
    exact = "".join([text[start:end] for start, end in spans])
    if closed_up(exact) == closed_up(said):
        return
    bare, places = squeeze(said), [squeeze(exact), "".join([words.between(*span) for span in spans])]
    if what == "speaker" and all(name in places[0] for name in bare.split("、")):
        return  # several speakers, between whom an office may stand
    if bare not in places:
        yield f"{what} is {said[:40]!r}, its place says {exact[:40]!r}"
    elif len(spans) == 1 and what not in _JOINED and bare == places[0] and not re.search("[\r\n]", exact):
        yield f"{what} is {said[:40]!r}, its line says {exact[:40]!r}"


def _nesting(outline: tuple[Node, ...], around: Span) -> Iterator[str]:
    todo = [("", outline, around)]  # lists may nest deeper than Python calls may
    while todo:
        prefix, nodes, (at, end) = todo.pop()
        for number, node in enumerate(nodes, 1):
            start, stop = node.span
            if node.id != f"{prefix}{number}" or node.level != node.id.count(".") + 1:
                yield f"node {node.id} of level {node.level} stands where {prefix}{number} should"
            if not at <= start < stop <= end:
                yield f"node {node.id} has the span {node.span} inside {(at, end)}"
            if not start <= node.title_span[0] <= node.title_span[1] <= stop:
                yield f"node {node.id} has its title at {node.title_span}, outside {node.span}"
            if not (0 <= node.confidence <= 1 and 0 <= node.role_confidence <= 1):
                yield f"node {node.id} has a confidence that is no probability"
            at = stop
            if node.children:
                todo.append((f"{node.id}.", node.children, node.span))


def _pieces(node: Node, words: Words) -> Iterator[str]:
    """What no child holds is in the node's own text, white space, furniture and bullets before a number apart."""
    inside = sorted([*node.text_spans, *[child.span for child in node.children]])
    at = node.span[0]
    for start, end in inside:
        if start < at or end > node.span[1]:
            yield f"the pieces of node {node.id} overlap or stand outside it: {inside} in {node.span}"
            return
        if lost := words.between(at, start).strip(BULLETS):
            yield f"node {node.id} loses {lost[:40]!r}"
        at = end
    if lost := words.between(at, node.span[1]).strip(BULLETS):
        yield f"node {node.id} loses {lost[:40]!r}"


def _places(speech: Speech, length: int) -> Iterator[str]:
    """All spans lie in the text; all names of nodes are names of nodes."""
    ids = {node.id for node in speech.walk()}
    meta = speech.metadata
    spans = [(name, span) for name, span in meta.spans.items()]
    spans += [(f"claim {claim.phrase}", claim.span) for claim in speech.claims]
    spans += [(f"diagnostic {d.code}", d.span) for d in speech.diagnostics]
    for task in speech.tasks:
        refs = [task.deadline, task.period, task.recurrence, *task.milestones]
        parts = [task.span, *[ref.span for ref in refs if ref], *[target.span for target in task.targets]]
        parts += [measure.span for measure in task.measures]
        spans += [(f"task {task.id}", span) for span in parts]
        if task.node is not None and task.node not in ids:
            yield f"task {task.id} is of node {task.node}, which is none"
        if not 0 <= task.confidence <= 1:
            yield f"task {task.id} has a confidence that is no probability"
        if not all(squeeze(unit) for unit in (*task.units, *task.people)):
            yield f"task {task.id} is for a body without a name"
    for what, (start, end) in spans:
        if not 0 <= start <= end <= length:
            yield f"{what} has the span {(start, end)} in a text of {length} characters"
    for name in (*meta.spans, *meta.confidence):
        if getattr(meta, name) is None:
            yield f"{name} has a place or a confidence and no value"
    for claim in speech.claims:
        if claim.found != len(claim.nodes) or claim.ok != (claim.count == claim.found) or not ids >= set(claim.nodes):
            yield f"claim {claim.phrase} counts what is not there: {claim.found} of {claim.nodes}"
    held = [node for node in (*speech.highlights, *speech.requirements) if node.id not in ids]
    if held:
        yield f"highlight or requirement {held[0].id} is no node"


def _parts(speeches: list[Speech], length: int) -> Iterator[str]:
    if not speeches:
        yield "no speech at all"
    end = 0
    for number, speech in enumerate(speeches, 1):
        source = speech.source
        if (source.part, source.parts, source.chars) != (number, len(speeches), length):
            yield f"speech {number} of {len(speeches)} says {source.part} of {source.parts}"
        if speech.outline:
            if speech.outline[0].span[0] < end:
                yield f"speech {number} begins inside the one before it"
            end = speech.outline[-1].span[1]


def _tiling(blocks: list[Span], length: int) -> Iterator[str]:
    at = 0
    for start, end in blocks:
        if start != at or end <= start:
            yield f"a block has the span {(start, end)}, the one before it ends at {at}"
        at = end
    if at != length:
        yield f"the blocks end at {at} of {length}"
