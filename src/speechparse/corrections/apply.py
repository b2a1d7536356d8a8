"""Corrections laid over what the program reads of a text: pure, the same in the same order each time.

Nodes first, then rows of the ledger, then head, claims and remarks. An item that a person confirmed or
changed and that the program did not read this time is put back while its words stand in the text. An item that a
person removed is removed each time the program reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ..model import Claim, Metadata, Span, Speech, outermost
from ..rules.types import Rules
from . import head, nodes, rows
from .anchors import find
from .file import Correction, Corrections

_ORDER = {"reject": 0, "add": 1, "change": 2, "confirm": 3}


class Outcome(NamedTuple):
    """What became of a correction: ``done``, ``moved`` (its words stand elsewhere now), ``gone`` (they stand no more),
    ``idle`` (there was nothing to take out).
    """

    correction: Correction
    status: str
    span: Span | None


def apply(
    speeches: Iterable[Speech], text: str, given: Corrections, rules: Rules | None = None
) -> tuple[list[Speech], list[Outcome]]:
    """The speeches of ``text`` with the corrections, and what became of each."""
    if rules is None:
        from ..rules.loader import load_rules

        rules = load_rules()
    made: list[Speech] = []
    told: list[Outcome] = []
    many = list(speeches)
    for speech in many:
        mine = [one for one in given.corrections if one.part == speech.source.part or len(many) == 1]
        one, outcomes = _speech(speech, text, mine, rules)
        made.append(one)
        told += outcomes
    known = {speech.source.part for speech in many}
    told += [Outcome(one, "gone", None) for one in given.corrections if len(many) > 1 and one.part not in known]
    return made, told


def _speech(speech: Speech, text: str, mine: list[Correction], rules: Rules) -> tuple[Speech, list[Outcome]]:
    placed = [(one, find(text, one.at)) for one in mine]
    told = [Outcome(one, _status(one, span), span) for one, span in placed]
    here = sorted(
        ((one, span) for one, span in placed if span is not None), key=lambda p: (_ORDER[p[0].action], p[1], p[0].kind)
    )
    speech, idle = _nodes(speech, text, [p for p in here if p[0].kind == "node"])
    speech, more = _tasks(speech, text, [p for p in here if p[0].kind == "task"], rules)
    idle |= more
    for one, span in here:
        if one.kind == "field" and one.name:
            speech = replace(speech, metadata=_field(speech, one, span))
        elif one.kind == "claim":
            speech = replace(speech, claims=tuple(_claims(list(speech.claims), one, span)))
        elif one.kind == "remark" and one.action in ("reject", "confirm"):
            speech = replace(speech, diagnostics=tuple(head.without_remark(list(speech.diagnostics), one.name, span)))
    return speech, [t._replace(status="idle") if id(t.correction) in idle else t for t in told]


def _status(one: Correction, span: Span | None) -> str:
    return "gone" if span is None else "done" if span[0] == one.at.offset else "moved"


def _nodes(speech: Speech, text: str, mine: list[tuple[Correction, Span]]) -> tuple[Speech, set[int]]:
    if not mine:
        return speech, set()
    found = nodes.rows_of(speech.outline)
    idle: set[int] = set()
    titles = {node.title for node in speech.walk()}
    renamed: dict[str, str] = {}
    for one, span in mine:
        k = nodes.at(found, span, len(one.at.quote))
        if one.action == "reject":
            if k is None:
                idle.add(id(one))
            while k is not None:
                nodes.reject(found, k)
                k = nodes.at(found, span, len(one.at.quote)) if _is_again(found, span) else None
            continue
        if k is None or (one.action == "add" and found[k].node.span[0] != span[0]):
            k = nodes.add(found, span, {**one.was, **one.values}, text)
        before = found[k].node.title
        if one.action == "confirm":
            nodes.confirm(found, k)
        else:
            nodes.change(found, k, one.values, text)
        if found[k].node.title != before and before in titles:
            renamed[before] = found[k].node.title
    outline, ids = nodes.build(found, text)
    claims = tuple(_counted_again(claim, ids) for claim in speech.claims)
    tasks = tuple(
        replace(
            task,
            node=ids.get(task.node) if task.node else None,
            section=tuple(renamed.get(title, title) for title in task.section),
        )
        for task in speech.tasks
    )
    return replace(
        speech, outline=outline, tasks=tasks, claims=claims,
        highlights=outermost(outline, "highlight"), requirements=outermost(outline, "requirement"),
    ), idle  # fmt: skip


def _is_again(found: list[nodes.Row], span: Span) -> bool:
    return any(row.node.span[0] == span[0] for row in found)


def _counted_again(claim: Claim, ids: dict[str, str]) -> Claim:
    kept = tuple(ids[id] for id in claim.nodes if id in ids)
    if len(kept) == len(claim.nodes):
        return replace(claim, nodes=kept)
    return replace(claim, nodes=kept, found=len(kept), ok=claim.count == len(kept))


def _tasks(speech: Speech, text: str, mine: list[tuple[Correction, Span]], rules: Rules) -> tuple[Speech, set[int]]:
    if not mine:
        return speech, set()
    found, idle = list(speech.tasks), set[int]()
    for one, span in mine:
        if one.action == "reject":
            kept = [task for task in found if not rows.is_same(task, span)]
            if len(kept) == len(found):
                idle.add(id(one))
            found = kept
            continue
        known = rows.at(found, span)
        if one.action == "add" and known and found[known[0]].span != span:
            known = []
        if not known:
            found.append(rows.add(speech.outline, span, {**one.was, **one.values}, text, rules))
        elif one.action == "confirm":
            found[known[0]] = replace(found[known[0]], confidence=1.0)
        else:
            found[known[0]] = rows.change(found[known[0]], one.values, text, rules)
    return replace(speech, tasks=rows.numbered(found, {})), idle


def _field(speech: Speech, one: Correction, span: Span) -> Metadata:
    known, name = speech.metadata, one.name or ""
    if one.action == "reject":
        return head.set_field(known, name, None, None) if head.has_field(known, name, span, one.at.quote) else known
    value = one.values.get("value") if one.values else getattr(known, name, None)
    place = span if one.action == "add" else known.spans.get(name, span)
    return head.set_field(known, name, value, place)


def _claims(found: list[Claim], one: Correction, span: Span) -> list[Claim]:
    k = head.claim_at(found, span)
    if k is None:
        return found
    if one.action == "reject":
        return found[:k] + found[k + 1 :]
    return [*found[:k], head.counted(found[k], one.values), *found[k + 1 :]] if one.action == "change" else found
