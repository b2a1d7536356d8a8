"""What each phase saw, in lines for a person: ``speechparse explain FILE --stage …``.

Places are ``line:column`` of the file, counted from 1; a span is its first and its last character. What is Chinese
stands at the end of a line, where its width moves no column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

from ..model import Span
from ..parser import analyse, ranges
from ..rules.types import Rules
from ..source import SourceText
from .analysis import Analysis
from .forms import Item, LogicalText
from .head import words as head_words
from .head.lines import Lines
from .head.verdicts import verdict
from .ledger import words as ledger_words
from .lists.lists import find as find_lists
from .outline import words as outline_words
from .outline.trust import weights as trust_weights
from .roles import words as role_words
from .text import words as text_words
from .text.lines import segment, tile

_WORDS = 32


def explain(source: SourceText, rules: Rules, stage: str) -> Iterator[str]:
    """The lines of one of ``STAGES``, headings after ``#``. Where a source holds several speeches each has its own.

    All are sentences but three: ``blocks``, ``markers`` and ``weights`` hold the numbers alone.
    """
    analyses = analyse(source, rules, explain=True)
    yield f"# {_COLUMNS[stage]}"
    if stage in ("blocks", "text"):  # found before the speeches are told apart
        yield from _blocks(source, rules) if stage == "blocks" else _text(source, rules)
        return
    lines: Iterable[Iterable[str]] = _head(source, rules) if stage == "head" else repeat(())
    for part, (analysis, above) in enumerate(zip(analyses, lines, strict=False), 1):
        if len(analyses) > 1:
            title = analysis.front.fields.get("title")
            yield f"# {part}/{len(analyses)} {title.value if title else ''}".rstrip()
        yield from above
        yield from _LINES[stage](source, analysis, rules)


def _blocks(source: SourceText, rules: Rules) -> Iterator[str]:
    for kind, start, end in tile(source, rules):
        first = source.line_col(start)[0]
        last = source.line_col(end - 1)[0]
        lines = str(first) if first == last else f"{first}-{last}"
        yield f"{lines:<9} {kind:<9} {_words(source.text, (start, end))}".rstrip()


def _text(source: SourceText, rules: Rules) -> Iterator[str]:
    """What the lines were taken for, and why: a paragraph of how many lines, page matter …"""
    aside = {span.start: span for span in segment(source, rules).asides}
    until, reason = 0, ""
    for found in tile(source, rules):
        first, last = source.line_col(found.start)[0], source.line_col(found.end - 1)[0]
        here = next((aside[at] for at in range(found.start, found.end) if at in aside), None)
        if here:
            until, reason = here.end, here.reason
        lines = str(first) if first == last else f"{first}-{last}"
        yield f"{lines:<9} {_words(source.text, (found.start, found.end))}".rstrip()
        if found.kind != "blank":
            why = reason if found.start < until and found.kind != "paragraph" else ""
            yield f"{'':<10}{text_words.block(found, source.text, last - first + 1, why, rules)}"


def _markers(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text = analysis.text
    kept = {item.mark for item in analysis.outline.items}
    for mark in analysis.marks:
        taken = "kept" if mark in kept else "-"
        ordinal = "-" if mark.ordinal is None else "next" if mark.ordinal == 0 else str(mark.ordinal)
        position = "heading" if mark.heading else mark.position
        yield (
            f"{_place(source, text, mark.start):<8} {taken:<5} {position:<9} {mark.style:<14} {ordinal:<5}"
            f"{mark.weight:5.2f}  {_mark_words(text, mark.start, mark.end)}"
        )


def _marks(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text = analysis.text
    kept = {item.mark for item in analysis.outline.items}
    for mark in analysis.marks:
        yield f"{_place(source, text, mark.start):<8} {_mark_words(text, mark.start, mark.end)}"
        yield f"{'':<9}{outline_words.mark(mark, mark in kept)}"


def _outline(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text, tree = analysis.text, analysis.outline
    fitted = trust_weights(rules)
    siblings = {i: len(run.members) for run in find_lists(text, tree, analysis.front.body) for i in run.members}
    for i, (name, item) in enumerate(zip(tree.ids, tree.items, strict=True)):
        span = _span(source, text, (item.start, item.end))
        yield f"{span:<16} {item.confidence:.2f} {_heading(name, text, item)}"
        steps = f"; {' '.join(item.steps)}" if item.steps else ""
        yield f"{'':<22}{'  ' * (item.level - 1)}{outline_words.node(item, siblings[i], fitted)}{steps}"


def _lists(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    """Each list, the words that lead in to it, and the announced counts that are its own."""
    text, tree = analysis.text, analysis.outline
    for run in find_lists(text, tree, analysis.front.body):
        first, last = tree.items[run.members[0]], tree.items[run.members[-1]]
        names = ", ".join(tree.ids[i] for i in run.members)
        yield f"{_span(source, text, (first.start, last.end)):<16} {len(run.members)} members: {names}"
        lead = text.raw[run.lead : first.start].strip()
        if lead:
            yield f"{'':<17}led in by: {_words(lead[-2 * _WORDS :], (0, 2 * _WORDS))}"
        for claim in analysis.claims:
            if claim.items == tuple(run.members):
                fits = "as many were found" if claim.count == len(run.members) else f"{len(run.members)} were found"
                yield f"{'':<17}announced as {claim.count}, {fits}: {text.raw[claim.span[0] : claim.span[1]]}"


def _weights(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text, fitted = analysis.text, trust_weights(rules)
    for name, item in zip(analysis.outline.ids, analysis.outline.items, strict=True):
        steps = f"  {' '.join(item.steps)}" if item.steps else ""
        facts = " ".join(f"{fact}{fitted.get(fact, 0.0):+.2f}" for fact in item.facts)
        yield (
            f"{_span(source, text, (item.start, item.end)):<16} {item.confidence:.2f} "
            f"{_heading(name, text, item)}{steps}  [{facts}]"
        )


def _roles(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text, tree = analysis.text, analysis.outline
    for name, item, decision in zip(tree.ids, tree.items, analysis.roles, strict=True):
        yield f"{_place(source, text, item.start):<8} {_heading(name, text, item)}"
        indent = f"{'':<9}{'  ' * (item.level - 1)}"
        yield f"{indent}{role_words.verdict(decision)}"
        for sentence in role_words.reasons(decision, rules):
            yield f"{indent}- {sentence}"


def _head(source: SourceText, rules: Rules) -> Iterator[Iterator[str]]:
    """For each speech what its first lines were taken for, against which rival, and what decided."""
    lines = Lines(segment(source, rules), rules, source.text)
    parted, above = ranges(lines)
    for first, last in parted:
        yield _head_lines(source, lines, max(first, above), last)


def _head_lines(source: SourceText, lines: Lines, first: int, last: int) -> Iterator[str]:
    found = verdict(lines, first, last)
    for start, end, said, reasons in head_words.lines(found, lines.text, lines.rules) if found else ():
        yield f"{_place(source, lines.text, start):<8} {_words(lines.text.raw, (start, end))}"
        yield f"{'':<9}{said}"
        yield from (f"{'':<9}- {reason}" for reason in reasons)


def _fields(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    """Each field with its place and value, what speaks against fields, and where the speech begins."""
    text, front = analysis.text, analysis.front
    for name, found in front.fields.items():
        yield f"{_place(source, text, found.span[0]):<8} {name:<11} {_words(found.value, (0, 4 * _WORDS))}"
        yield f"{'':<21}{head_words.field(found)}"
    for doubt in front.doubts:
        yield f"{_place(source, text, doubt.span[0]):<8} {head_words.doubt(doubt)}"
    yield f"{_place(source, text, min(front.body, len(text.text))):<8} here the speech begins"


def _ledger(source: SourceText, analysis: Analysis, rules: Rules) -> Iterator[str]:
    text = analysis.text
    tasks = {task.span: task for task in analysis.tasks}
    for row in analysis.ledger.rows:
        yield f"{_place(source, text, row.start):<8} {_words(text.raw, (row.start, row.end))}"
        yield f"{'':<9}{ledger_words.verdict(row)}"
        yield from (f"{'':<9}- {reason}" for reason in ledger_words.reasons(row, text.raw))
        if task := tasks.get(text.source_span((row.start, row.end))):
            yield f"{'':<9}{ledger_words.taken(task)}"


_LINES: dict[str, Callable[[SourceText, Analysis, Rules], Iterator[str]]] = {
    "head": _fields,
    "marks": _marks,
    "markers": _markers,
    "outline": _outline,
    "weights": _weights,
    "lists": _lists,
    "roles": _roles,
    "ledger": _ledger,
}
_COLUMNS = {
    "blocks": "lines  kind  first words",
    "text": "lines  first words, then what they were taken for and why",
    "head": "place  line, then what it was taken for, against which rival, and the facts that decided; then the fields",
    "markers": "place  kept or -  position  style  ordinal  cost of leaving it out  [mark] and words",
    "marks": "place  [mark] and words, then what it was taken for",
    "outline": "span  confidence  id  marker and title, then why it is a node and where it ends",
    "weights": "span  confidence  id  marker and title  irregular steps  [what the confidence rests on, in log odds]",
    "lists": "span  members, then what leads in to the list and who announced how many",
    "ledger": "place  first words, then whether it is a row, each reason with its points, and what was read of it",
    "roles": "place  id  marker and title, then the role, and what spoke for it, the strongest first",
}
STAGES = tuple(_COLUMNS)


def _place(source: SourceText, text: LogicalText, offset: int) -> str:
    return "{}:{}".format(*source.line_col(text.source_offset(offset)))


def _span(source: SourceText, text: LogicalText, span: Span) -> str:
    start, end = text.source_span(span)
    first, last = source.line_col(start), source.line_col(max(start, end - 1))
    return f"{first[0]}:{first[1]}-{last[0]}:{last[1]}"


def _heading(name: str, text: LogicalText, item: Item) -> str:
    """Id, marker and title, set in by level."""
    marker = text.raw[item.mark.start : item.mark.end].strip()
    return f"{'  ' * (item.level - 1)}{name}  {marker}{_words(text.raw, item.title)}"


def _mark_words(text: LogicalText, start: int, end: int) -> str:
    """The mark in brackets between the words around it."""
    before = text.raw[max(0, start - 6) : start].rpartition("\n")[2]
    after = text.raw[end : end + 16].partition("\n")[0]
    return f"{before}[{text.raw[start:end]}]{after}"


def _words(text: str, span: Span) -> str:
    """The first words of a span, on one line."""
    start, end = span
    words = " ".join(text[start : min(end, start + 4 * _WORDS)].split())
    return words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
