"""Who a task is given to: 责任单位, 牵头单位, 配合单位, 责任人, in every written form.

Four forms are read. *Labels*, in a bracket or on a line of their own (（牵头单位：甲局；配合单位：乙局）). *Brackets*
without labels that close a sentence (（甲局、乙局牵头，丙局按职责分工负责）, （甲局）). *Prose* (由甲局牵头，乙局配合).
*Duties* (各镇人民政府要…). What a label announces is taken as written; elsewhere a name must be worth what its frame
asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Span
from ...rules.types import Rules
from ...signs import COMMAS, HALF_STOPS, SENTENCE_ENDS
from ..people.organisations import KNOWN
from . import charged, duties, labels, spoken
from .forms import Assignment, Part, Place, built, covered, place
from .glance import Glance, between

_LONGEST_BRACKET = 600
_SHORTEST_BRACKET = 4  # （县局）; （一） holds nobody
_PIECE_ENDS = SENTENCE_ENDS + "\n”"
_CLAUSE = re.compile(f"[^{COMMAS}{HALF_STOPS}。]+")
_BRACKETS = ("（）", "【】", "[]", "［］", "〔〕")


def find(
    text: str, start: int, end: int, rules: Rules, raw: str | None = None, *, prose: bool = True
) -> list[Assignment]:
    """The assignments of ``text[start:end]`` in order; without ``prose`` only labels and brackets.

    Names are cut from ``raw`` (same length), where given.
    """
    where = place(text, raw, rules)
    found = _first_leads(where, stated(where, start, end))
    if not prose:
        return found
    prosaic = said(where, [(start, end)], [[a.span for a in found]], Glance(where, start, end))[0]
    return sorted([*found, *prosaic], key=_span)


def stated(where: Place, start: int, end: int) -> list[Assignment]:
    """Brackets and labels, in order."""
    found = list(_brackets(where, start, end))
    if stops := labels.anchors(where, start, end):
        found += labels.outside(where, stops, start, end, sorted(a.span for a in found))
    return sorted(found, key=_span)


def said(where: Place, spans: list[Span], taken: list[list[Span]], seen: Glance) -> list[list[Assignment]]:
    """Who the words of each stretch name outside the spans ``taken`` in it, in order; ``seen`` is where they may.

    One way of naming for all stretches and then the next, which passes over what those before it have named.
    """
    named = [sorted(one) for one in taken]
    found: list[list[Assignment]] = [[] for _ in spans]
    for read, places in ((_spoken, seen.verbs), (_told, seen.duties), (_charged, seen.openers)):
        for n, (start, end) in enumerate(spans):
            here = between(places, start, end)
            if here and (more := read(where, start, end, named[n], here, seen)):
                found[n] += more
                named[n] = sorted([*named[n], *(a.span for a in more)])
    return [sorted(one, key=_span) if len(one) > 1 else one for one in found]


def _spoken(where: Place, start: int, end: int, named: list[Span], verbs: list[int], _: Glance) -> list[Assignment]:
    """By a verb: 由甲局牵头."""
    found = where.rules["assignment.verb"].at(where.text, verbs, end)
    if hits := [hit for hit in found if not covered(named, hit.start, hit.end)]:
        return [a for a in spoken.sentences(where, start, end, hits) if not covered(named, *a.span)]
    return []


def _told(where: Place, start: int, end: int, named: list[Span], told: list[int], seen: Glance) -> list[Assignment]:
    """As who is told to act, or by what it does: 甲局要…"""
    return list(duties.find(where, start, end, named, told, seen.openers))


def _charged(where: Place, start: int, end: int, named: list[Span], openers: list[int], _: Glance) -> list[Assignment]:
    """As who is charged with a thing: 责成甲局…"""
    hits = where.rules["assignment.opener"].at(where.text, openers, end)
    return list(charged.find(where, start, end, named, hits)) if hits else []


def first_listed_leads(where: Place) -> bool:
    """Whether the text says that the body named first leads: 列第一位的单位为牵头单位，下同."""
    return where.rules["assignment.rule"].search(where.text) is not None


def _first_leads(where: Place, found: list[Assignment]) -> list[Assignment]:
    return [leading(a) for a in found] if found and first_listed_leads(where) else found


def leading(a: Assignment) -> Assignment:
    """The same with its first body as the lead, where none is stated."""
    return a if a.lead or not a.units else a._replace(lead=a.units[:1])


# -- brackets


def _brackets(where: Place, start: int, end: int) -> Iterator[Assignment]:
    for pair in _BRACKETS:
        pos = where.text.find(pair[0], start, end)
        while pos >= 0:
            close = _closing(where.text, pair, pos, end)
            if close > pos and (found := _bracket(where, pos, close, start, end)):
                yield found
                pos = close
            pos = where.text.find(pair[0], pos + 1, end)


def _closing(text: str, pair: str, start: int, end: int) -> int:
    """The bracket that closes the one at ``start``; -1 if there is none near."""
    end = min(end, start + _LONGEST_BRACKET)
    close, inner = text.find(pair[1], start, end), start
    while close >= 0 and (inner := text.find(pair[0], inner + 1, close)) >= 0:
        close = text.find(pair[1], close + 1, end)
    return close


def _bracket(where: Place, open_: int, close: int, start: int, end: int) -> Assignment | None:
    if close - open_ < _SHORTEST_BRACKET:
        return None
    span, a, b = (open_, close + 1), open_ + 1, close
    if where.rules["assignment.rule"].search(where.text, a, b):
        return None
    if found := labels.labels_in(where, a, b):
        return built(where, labels.labelled(where, found, a, b), span, "label")
    if not _closes_piece(where.text, span, start, end):
        return None
    return built(where, _unlabelled(where, a, b), span, "bracket")


def _closes_piece(text: str, span: Span, start: int, end: int) -> bool:
    """Whether a bracket stands at the end of a sentence or piece, or fills one."""
    before = text[span[0] - 1] if span[0] > start else "\n"
    after = text[span[1]] if span[1] < end else "\n"
    return before in _PIECE_ENDS or after in _PIECE_ENDS


def _unlabelled(where: Place, start: int, end: int) -> list[Part]:
    """A bracket's verbs with their names, else its clauses if each names bodies or says how (持续推进)."""
    if found := spoken.parts(where, start, end):
        first = found[0].start
        lead = [p for p in _clauses(where, start, first) if p.role == "units"]
        return spoken.led([*lead, *found])
    parts = _clauses(where, start, end)
    return parts if any(p.role == "units" for p in parts) and all(p.role != "" for p in parts) else []


def _clauses(where: Place, start: int, end: int) -> list[Part]:
    out = []
    for clause in _CLAUSE.finditer(where.text, start, end):
        a, b = clause.span()
        names = where.bodies.names(where.text, a, b)
        if names and all(where.bodies.weight(n) >= KNOWN for n in names):
            out.append(Part("units", a, b))
        elif where.rules["assignment.manner"].match(where.text, a, b):
            out.append(Part("contact", a, b))
        else:
            out.append(Part("", a, b))
    return out


def _span(a: Assignment) -> Span:
    return a.span
