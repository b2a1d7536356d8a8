"""Corrections of the head's fields, of announced numbers and of remarks."""

from __future__ import annotations

from dataclasses import fields, replace

from ..model import Claim, Diagnostic, Metadata, Span
from .fields import Values

_KNOWN = {row.name for row in fields(Metadata)} - {"spans", "confidence"}


def set_field(head: Metadata, name: str, value: str | None, span: Span | None) -> Metadata:
    """The head with one field as told; None takes it out."""
    if name not in _KNOWN:
        return head
    spans = {key: place for key, place in head.spans.items() if key != name or value}
    sure = {key: p for key, p in head.confidence.items() if key != name}
    if value and span and span[0] < span[1]:
        spans[name] = span
    if value:
        sure[name] = 1.0
    made = replace(head, spans=spans, confidence=sure, **{name: value})
    if name == "date" and value is None:
        return set_field(made, "date_text", None, None)
    return made


def has_field(head: Metadata, name: str, span: Span | None, quote: str) -> bool:
    """Whether a field holds what stands at a place."""
    value, place = getattr(head, name, None), head.spans.get(name)
    if value is None:
        return False
    if place is None or span is None or span[0] == span[1]:
        return True
    return (place[0] < span[1] and span[0] < place[1]) or value == quote


def claim_at(claims: list[Claim], span: Span) -> int | None:
    """The number of the claim at a place."""
    return next((k for k, claim in enumerate(claims) if claim.span[0] < span[1] and span[0] < claim.span[1]), None)


def counted(claim: Claim, values: Values) -> Claim:
    """A claim with the number that a person read."""
    count = int(values.get("count") or claim.count)
    return replace(claim, count=count, ok=count == claim.found)


def without_remark(found: list[Diagnostic], code: str | None, span: Span) -> list[Diagnostic]:
    """The remarks without those of a code at a place."""
    here = max(span[1], span[0] + 1)
    return [
        one
        for one in found
        if one.code != code or not (one.span[0] < here and span[0] < max(one.span[1], one.span[0] + 1))
    ]
