"""The phases' results -> ``Speech``: logical offsets become source offsets, items become nodes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Claim, Diagnostic, Metadata, Node, Source, Span, Speech, Task, TimeRef, outermost
from ..signs import BLANKS, BULLETS
from ..source import SourceText
from . import asides
from .outline.trust import with_role

if TYPE_CHECKING:
    from .analysis import Analysis
    from .forms import Front, Item, LogicalText

_LOST = "characters lost: a wrong encoding or a damaged file"
_MOST_LOST = 20
_END_ADVICE = "{marker} is much longer than its siblings and may end earlier"
_SHOWN = 40  # characters of a sentence in a message
_GAP_ADVICE = {
    "ordinal-gap": "a number is missing before {marker}",
    "ordinal-repeat": "{marker} repeats the number before it",
}

_DOUBTS = {
    "head-doubt": "the {field} is doubtful: {words}",
    "head-unread": "the head was probably not read; it begins: {words}",
    "head-contradiction": "another line of the head states another {field}: {words}",
}


def speeches(analyses: Iterable[Analysis], count: int, source: SourceText, *, explain: bool = False) -> list[Speech]:
    """The output objects of a source of ``count`` speeches; with ``explain`` nodes name their ``reasons``."""
    out, start = [], 0
    for part, analysis in enumerate(analyses, 1):
        end = analysis.text.source_offset(analysis.end) if part < count else len(source.text)
        damage = [span for span in source.damage if start <= span[0] < end]
        told = [Diagnostic(code, "info", words, (start, start)) for code, words in source.notes if part == 1]
        more = [*told, *_damage(damage), *asides.diagnostics(analysis, source.text, (start, end))]
        out.append(_speech(analysis, source, part, count, explain, more))
        start = end
    return out


def _speech(
    analysis: Analysis, source: SourceText, part: int, parts: int, explain: bool, more: list[Diagnostic]
) -> Speech:
    nodes = _nodes(analysis, explain)
    roots = tuple(nodes[i] for i in analysis.outline.roots)
    origin = Source(source.name, source.format, source.encoding, source.sha256, len(source.text), part, parts)
    return Speech(
        source=origin,
        metadata=_metadata(analysis.front, analysis.text),
        outline=roots,
        highlights=outermost(roots, "highlight"),
        requirements=outermost(roots, "requirement"),
        tasks=tuple([_as_written(task, source.text) for task in analysis.tasks]),
        claims=tuple(_claims(analysis)),
        diagnostics=tuple(sorted([*_diagnostics(analysis), *more], key=lambda d: d.span)),
    )


def _as_written(task: Task, text: str) -> Task:
    """The task with its times in the source's words: the blank of 3 年内 is left out to read by, not to quote."""
    if task.deadline is task.period is task.recurrence is None and not task.milestones:
        return task
    deadline, period, again = (_quoted(ref, text) for ref in (task.deadline, task.period, task.recurrence))
    milestones = tuple([_quoted(ref, text) or ref for ref in task.milestones])
    if (deadline, period, again, milestones) == (task.deadline, task.period, task.recurrence, task.milestones):
        return task
    from dataclasses import replace

    return replace(task, deadline=deadline, period=period, recurrence=again, milestones=milestones)


def _quoted(ref: TimeRef | None, text: str) -> TimeRef | None:
    """The time in the source's words, unless it goes over the end of a line."""
    if ref is None:
        return None
    start, end = ref.span
    if end - start == len(ref.text):
        return ref
    words = text[start:end]
    return ref if "\n" in words or "\r" in words else TimeRef(words, ref.start, ref.end, ref.span)


def _nodes(analysis: Analysis, explain: bool) -> list[Node]:
    """One node an item. Built backwards, children before parents, so that no recursion can run deep."""
    text, tree, roles = analysis.text, analysis.outline, analysis.roles
    raw, place, in_one = text.raw, text.source_span, len(text.piece_starts) == 1
    sure: dict[tuple[float, float], float] = {}  # the members of a list share theirs
    nodes: list[Node] = [None] * len(tree.items)  # type: ignore[list-item]
    for i in range(len(tree.items) - 1, -1, -1):
        item, decision, kids = tree.items[i], roles[i], tree.children[i]
        mark, whole, title = item.mark, (item.start, item.end), _strip(raw, *item.title)
        own = _own_spans(raw, item, [tree.items[j] for j in kids])
        parts = [part for span in own for part in _parts(text, span)] if text.cuts else own
        span = place(whole)
        marker = (mark.start, mark.end) if in_one else text.whole((mark.start, mark.end))
        placed = item.confidence, decision.confidence
        if placed not in sure:
            sure[placed] = round(with_role(*placed), 3)
        nodes[i] = Node(
            id=tree.ids[i],
            level=item.level,
            marker=raw[marker[0] : marker[1]].strip() or None,
            ordinal=mark.ordinal or None,
            style=mark.style,
            role=decision.role,
            title=raw[title[0] : title[1]],
            text="\n".join([raw[a:b] for a, b in own]),
            span=span,
            title_span=place(title) if title[0] < title[1] else _empty(place((item.start, title[0])), span),
            text_spans=tuple([span if part == whole else place(part) for part in parts]),
            confidence=sure[placed],
            role_confidence=decision.confidence,
            role_second=decision.second,
            children=tuple([nodes[j] for j in kids]),
            reasons=_reasons(mark.style, item.steps, item.facts) + decision.reasons if explain else (),
        )
    return nodes


@lru_cache(maxsize=1000)  # the members of a list share theirs
def _reasons(style: str, steps: tuple[str, ...], facts: tuple[str, ...]) -> tuple[str, ...]:
    return (f"mark:{style}", *steps, *(f"sure:{fact}" for fact in facts[1:]))


def _empty(before: Span, span: Span) -> Span:
    """Where an empty title stands: right after what stands ``before`` it, inside its node's ``span``."""
    at = min(before[1], span[1]) if before[0] < before[1] else span[0]
    return at, at


def _strip(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at its ends."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _own_spans(text: str, item: Item, children: list[Item]) -> list[Span]:
    """What is left of an item when its children are cut out."""
    if not children:
        whole = _strip(text, item.start, item.end)
        return [whole] if whole[0] < whole[1] else []
    starts = [item.start, *[child.end for child in children]]
    ends = [*[child.start for child in children], item.end]
    spans = [_strip(text, start, end) for start, end in zip(starts, ends, strict=True)]
    own = item.mark.end  # the item's own mark may be a bullet
    spans = [_without_glyph(text, own, *span) if text[max(span[1] - 1, 0)] in BULLETS else span for span in spans]
    return [span for span in spans if span[0] < span[1]]


def _without_glyph(text: str, own: int, start: int, end: int) -> Span:
    """``[start, end)`` without the bullets, ``own`` left, that stand before the next child's number: - 一是加强领导"""
    stop, first = end, max(start, own)
    while stop > first and (text[stop - 1] in BULLETS or (text[stop - 1] in BLANKS and text[stop - 1] != "\n")):
        stop -= 1
    return _strip(text, start, stop if stop == first or text[stop - 1] == "\n" else end)


def _parts(text: LogicalText, span: Span) -> list[Span]:
    """A node's words without the page furniture inside them."""
    parts = text.uncut(span)
    return parts if len(parts) == 1 else [_strip(text.raw, *part) for part in parts]


def _metadata(front: Front, text: LogicalText) -> Metadata:
    fields = dict(front.fields)
    if "date" in fields and "date_text" not in fields:
        date = fields["date"]
        fields["date_text"] = date._replace(value=text.raw[date.span[0] : date.span[1]])
    return Metadata(
        **{name: f.value for name, f in fields.items()},
        spans={name: text.source_span(f.span) for name, f in fields.items()},
        confidence={name: round(f.confidence, 3) for name, f in fields.items()},
    )


def _claims(analysis: Analysis) -> list[Claim]:
    text = analysis.text
    return [
        Claim(
            phrase=text.raw[hit.span[0] : hit.span[1]],
            count=hit.count,
            found=len(hit.items),
            ok=hit.count == len(hit.items),
            span=text.source_span(hit.span),
            nodes=tuple(analysis.outline.ids[i] for i in hit.items),
        )
        for hit in analysis.claims
    ]


def _damage(spans: list[Span]) -> list[Diagnostic]:
    """One diagnostic a stretch of lost characters; of very many the first."""
    return [Diagnostic("replacement-character", "warning", _LOST, span) for span in spans[:_MOST_LOST]]


def _diagnostics(analysis: Analysis) -> list[Diagnostic]:
    text, out = analysis.text, []
    for item in analysis.outline.items:
        if item.long:
            last = text.source_span((max(item.start, item.end - 1), item.end))
            marker = text.raw[item.mark.start : item.mark.end].strip()
            out.append(Diagnostic("end-in-doubt", "info", _END_ADVICE.format(marker=marker), last))
        for step in item.steps:
            marker = text.raw[item.mark.start : item.mark.end].strip()
            span = text.source_span((item.mark.start, max(item.mark.end, item.mark.start + 1)))
            out.append(Diagnostic(step, "warning", _GAP_ADVICE[step].format(marker=marker), span))
    for hit in analysis.claims:
        if hit.count != len(hit.items):
            phrase = text.raw[hit.span[0] : hit.span[1]]
            message = f"“{phrase}” announces {hit.count} items, {len(hit.items)} were found"
            out.append(Diagnostic("count-mismatch", "warning", message, text.source_span(hit.span)))
    for doubt in analysis.front.doubts:
        message = _DOUBTS[doubt.code].format(field=doubt.field, words=doubt.words)
        out.append(Diagnostic(doubt.code, "warning", message, text.source_span(doubt.span)))
    for start, end in analysis.ledger.left_out:
        words = text.raw[start : min(end, start + _SHOWN)].strip()
        message = f"a sentence names who or until when and is no row of the ledger: {words}"
        out.append(Diagnostic("unlisted-task", "info", message, text.source_span((start, end))))
    return out
