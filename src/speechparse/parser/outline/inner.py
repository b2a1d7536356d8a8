"""Headings inside headings, where no number tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...rules.types import Rules
from ..forms import LogicalText, Mark

_HARDLY_A_BODY = 170
_SENTENCE = 60


def two_levels(
    lines: list[Mark], text: LogicalText, marked: Mapping[int, int | None], last: int, rules: Rules
) -> list[Mark]:
    """Headings inside headings, where no number tells: one with hardly a body of its own holds the next ones.

    They go on until a heading comes that is worded like the outer one (推动旅游业) and not like them (保险业务), or one
    that has no more than a sentence to itself and so holds others again. A numbered mark ends it all.
    """
    out: list[Mark] = []
    outer = inner = False  # the forms of the heading outside and of those inside it
    inside = False
    bodies = [_body(text, lines, i, marked, last) for i in range(len(lines))]
    for i, mark in enumerate(lines):
        form = _form(text, mark, rules)
        body, followed = bodies[i]
        holds = followed and 3 * body < bodies[i + 1][0]
        if inside and (not bodies[i - 1][1] or form == outer != inner or (holds and body <= _SENTENCE)):
            inside = False
        out.append(replace(mark, style="plain-inner") if inside else mark)
        if not inside and holds and body <= _HARDLY_A_BODY:
            inside, outer, inner = True, form, _form(text, lines[i + 1], rules)
    return out


def _body(
    text: LogicalText, lines: list[Mark], i: int, marked: Mapping[int, int | None], last: int
) -> tuple[int, bool]:
    """The characters under a heading, and whether the next heading without number ends them."""
    here = lines[i].paragraph
    stop = lines[i + 1].paragraph if i + 1 < len(lines) else last
    section = min((index for index in range(here + 1, stop) if index in marked), default=None)
    after = stop if section is None else section
    length = text.paragraphs[after - 1].end - text.paragraphs[here].end
    return length, section is None and i + 1 < len(lines)


def _form(text: LogicalText, mark: Mark, rules: Rules) -> bool:
    """Whether a heading begins with a verb, as 推动旅游业 does."""
    return rules["heading.verb"].match(text.text, mark.start) is not None
