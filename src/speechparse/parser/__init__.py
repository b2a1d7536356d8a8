"""The parser: a source text in, speeches out. Pure: no files, no clock, no randomness, no terminal.

    SourceText -> text -> head -> marks -> outline -> lists -> roles, claims -> ledger -> assemble -> Speech

Each phase is a function from one form of ``forms`` to the next; ``analyse`` runs them in order for one speech.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from ..model import Span, Speech
from ..rules.types import Rules
from ..sections import NEED_LEDGER, NEED_OUTLINE
from ..source import SourceText
from . import assemble
from .analysis import Analysis
from .forms import Front, LogicalText, Outline
from .head.fields import read as read_head
from .head.lines import Lines
from .head.parts import apart, cover
from .head.parts import speeches as find_parts
from .ledger.forms import Ground, place
from .ledger.tasks import Ledger
from .ledger.tasks import read as read_ledger
from .lists.claims import find as find_claims
from .lists.lists import find as find_lists
from .outline.numbered import find as find_marks
from .outline.search import solve
from .outline.turns import read as read_turns
from .roles.model import assign as assign_roles
from .text.lines import segment

Segmenter = Callable[[str], list[str]]
"""Cuts a sentence into words; refines a task's action and object where it is given."""

VOICE = frozenset(("speaker", "position", "salutation", "occasion", "number"))
"""The fields of a head that tell of somebody who speaks, or of an office that writes."""

_TITLE_YEAR = re.compile(r"(?<![\d—–~-])(?<!至)(?<!到)(20\d\d) ?年(?!前|底|至|到|[—–~-])")


def parse(
    source: SourceText,
    rules: Rules,
    segmenter: Segmenter | None = None,
    *,
    explain: bool = False,
    only: Collection[str] = (),
) -> list[Speech]:
    """The speeches of a source, at least one; with ``explain`` nodes name their ``reasons``.

    ``only`` names the sections of the output that are wanted: phases that none of them needs do not run.
    Never raises on account of the text.
    """
    # No phase makes a cycle of references. Their collector would walk through all objects again and again, which makes
    # a long text dearer than as many short ones; it comes back when the phases' records are gone.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _parse(source, rules, segmenter, explain, only)
    finally:
        if collects:
            gc.enable()


def _parse(
    source: SourceText, rules: Rules, segmenter: Segmenter | None, explain: bool, only: Collection[str]
) -> list[Speech]:
    count, analyses = _one_by_one(source, rules, segmenter, explain, only)
    speeches = assemble.speeches(analyses, count, source, explain=explain)
    if rules.checked and not only:  # the laws are about the whole output
        from . import laws

        laws.check(speeches, source, rules)
    return speeches


def analyse(
    source: SourceText,
    rules: Rules,
    segmenter: Segmenter | None = None,
    *,
    explain: bool = False,
    only: Collection[str] = (),
) -> list[Analysis]:
    """The phases' results for each speech of a source; with ``explain`` roles name their reasons.

    What the sections ``only`` do not need is left empty; where none is named all are read.
    """
    return list(_one_by_one(source, rules, segmenter, explain, only)[1])


def _one_by_one(
    source: SourceText, rules: Rules, segmenter: Segmenter | None, explain: bool, only: Collection[str]
) -> tuple[int, Iterator[Analysis]]:
    """How many speeches a source holds, and the phases' results for each, found when it is its turn.

    Those of a file with thousands of speeches take as much room as the speeches; no two of them are needed at once.
    """
    text = segment(source, rules)
    lines = Lines(text, rules, source.text)
    found = heads(lines)
    return len(found), _in_turn(lines, found, segmenter, explain, only)


def _in_turn(
    lines: Lines, found: list[tuple[Front, Span]], segmenter: Segmenter | None, explain: bool, only: Collection[str]
) -> Iterator[Analysis]:
    # No generator expression: machine code would make a list of it.
    outlined = not only or not NEED_OUTLINE.isdisjoint(only)
    judged = not only or not NEED_LEDGER.isdisjoint(only)
    for head, span in found:
        if outlined:
            yield _analyse(lines, head, span, segmenter, explain, judged)
        else:
            yield _head_alone(lines.text, head, span)


def _head_alone(text: LogicalText, head: Front, span: Span) -> Analysis:
    """The results where no phase after the head is wanted."""
    start, stop = _bounds(text, span)
    return Analysis(text, head, start, stop, stop, [], Outline([]), [], [], [], Ledger([], [], []))


def _bounds(text: LogicalText, span: Span) -> Span:
    """Where the paragraphs of a speech begin and end."""
    first, last = span
    return (text.paragraphs[first].start, text.paragraphs[last - 1].end) if last > first else (0, 0)


def heads(lines: Lines) -> list[tuple[Front, Span]]:
    """The head of each speech of a text, and its paragraphs: from the first up to, not with, the second."""
    parted, above = ranges(lines)
    return [(read_head(lines, first, last, above), (first, last)) for first, last in parted]


def ranges(lines: Lines) -> tuple[list[Span], int]:
    """The paragraphs of each speech (half-open), and how many stand above the titles of several speeches."""
    found = find_parts(lines)
    above = cover(lines, found)
    parted = apart(lines, found, above)
    return parted, above if parted is found else 0  # else the cover is a text of its own


def _analyse(
    lines: Lines, head: Front, span: Span, segmenter: Segmenter | None, explain: bool, judged: bool
) -> Analysis:
    """The results of all phases; without ``judged`` the ledger is left empty."""
    text, rules = lines.text, lines.rules
    start, stop = _bounds(text, span)
    discourse = read_turns(text, head.body, stop, rules)
    title, kind = (head.fields[f].value if f in head.fields else None for f in ("title", "kind"))
    marks = find_marks(text, head.body, discourse.end, rules, title or "")
    tree = solve(text, marks, discourse, rules)
    lists = find_lists(text, tree, head.body)
    voice = not VOICE.isdisjoint(head.fields)
    decided = assign_roles(text, tree, lists, rules, title, kind, voice, explain=explain)
    counted = find_claims(text, tree, lists, head.body, discourse.end, rules)
    if not judged:
        none = Ledger([], [], [])
        return Analysis(text, head, start, discourse.end, stop, marks, tree, decided, counted, [], none)
    words = place(text.text, text.raw, rules, frozenset([item.mark.end for item in tree.items]))
    day, spoken = reference_date(head), (head.body, discourse.end)
    ledger = read_ledger(Ground(text, tree, decided, rules, words, *spoken, (start, stop), day, kind, segmenter))
    return Analysis(text, head, start, discourse.end, stop, marks, tree, decided, counted, ledger.tasks, ledger)


def reference_date(head: Front) -> date | None:
    """The day of the speech as far as it is stated; a missing month or day counts as the first.

    Without a date it is the one year that the title names: 石桥县2026年重点工作要点.
    """
    if "date" not in head.fields:
        title = head.fields["title"].value if "title" in head.fields else ""
        years = set(_TITLE_YEAR.findall(title))
        return date(int(years.pop()), 1, 1) if len(years) == 1 else None
    parts = [int(n) for n in head.fields["date"].value.split("-")]
    return date(*[*parts, 1, 1][:3])
