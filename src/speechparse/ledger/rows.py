"""Rows of a ledger: what a task, a step of it, or an office's own cut gives, each with its own facts and its place.

``task``    a row a task.
``step``    a row a measure; a task without measures stays one row.
``office``  the cut that offices make (see ``office``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from ..model import Measure, Span, Speech, Task, TimeRef
from ..plain import plain
from ..signs import FULL_STOPS

Cut = Literal["task", "step", "office"]
CUTS: tuple[Cut, ...] = ("task", "step", "office")
_NOISE = re.compile(r"[\W\d_]+")
_LONGEST_SENTENCE = 300
_SIGNIFICANT = 24  # characters of the wording that make an id


@dataclass(frozen=True, slots=True)
class LedgerRow(Task):
    """One row: a task, or the part of it that stands in the row.

    ``id`` comes from section and wording, so it is the same in the next version of the text. ``measures`` are those
    within, ``steps`` their spans. ``number`` counts as the table shows it (3, or 3.2 for a step), ``task`` is the
    task's id. ``whole``: the row is all that its task says.
    """

    number: str
    task: str
    steps: tuple[Span, ...]
    whole: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain data, in the order of the fields."""
        data: dict[str, Any] = plain(self)
        return data


def rows(speech: Speech, text: str | None = None, cut: Cut = "task", *, keep_leads: bool = False) -> list[LedgerRow]:
    """The rows of a speech in the order of its text. ``text`` is the source text, which the office cut needs.

    ``keep_leads`` keeps the marks (一是) and the lead-in of a list in the rows of the office cut.
    """
    if cut == "office":
        from .office import pieces

        cuts = pieces(speech, text, keep_leads=keep_leads)
        found = (
            (str(n), task, row)
            for n, (task, row) in enumerate(
                ((task, row) for task, parts in zip(speech.tasks, cuts, strict=True) for row in parts), 1
            )
        )
        return named(within(task, number, words, span, alone=False, text=text) for number, task, (words, span) in found)
    return named(_stepwise(speech, cut == "step"))


def _stepwise(speech: Speech, finer: bool) -> Iterator[LedgerRow]:
    for n, task in enumerate(speech.tasks, 1):
        if not (finer and task.measures):
            yield whole(task, str(n))
            continue
        for k, step in enumerate(task.measures, 1):
            yield within(task, f"{n}.{k}", step.text, step.span, alone=True)


def whole(task: Task, number: str) -> LedgerRow:
    """A task as one row."""
    says = {row.name: getattr(task, row.name) for row in fields(Task)}
    return LedgerRow(**says, number=number, task=task.id, steps=_spans(task.measures), whole=True)


def within(task: Task, number: str, words: str, span: Span, *, alone: bool, text: str | None = None) -> LedgerRow:
    """A part of a task, with the facts that stand in it or hold for all of the task.

    What another part states is never taken over, but for a deadline that opens the sentence in which the part stands;
    the source ``text`` tells. ``alone``: the part is one measure.
    """
    if not alone and covers(span, task.span) and words == task.text:
        return whole(task, number)
    steps = tuple([step for step in task.measures if _shares(span, step.span)])
    deadline, milestones = _times(task, span, steps, text)
    period = next((step.period for step in steps if step.period), task.period)
    return replace(
        whole(task, number),
        span=span,
        text=words,
        action=None,
        object=None,
        units=_names(task, steps, "units"),
        lead=_names(task, steps, "lead"),
        support=_names(task, steps, "support"),
        people=_names(task, steps, "people"),
        deadline=deadline,
        period=period,
        recurrence=task.recurrence if _here(task.recurrence, span) else None,
        milestones=milestones,
        due=(deadline.end if deadline else None) or (period.end if period else None),
        targets=tuple([target for target in task.targets if covers(span, target.span)]),
        measures=steps,
        steps=_spans(steps),
        whole=False,
    )


def _spans(steps: Iterable[Measure]) -> tuple[Span, ...]:
    return tuple([step.span for step in steps])


def covers(outer: Span, inner: Span) -> bool:
    """Whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _shares(a: Span, b: Span) -> bool:
    """Whether two spans have more than half of the shorter one in common: a row may lack a step's mark or last sign."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * common > min(a[1] - a[0], b[1] - b[0])


def _here(ref: TimeRef | None, span: Span) -> bool:
    return ref is not None and covers(span, ref.span)


def _names(task: Task, steps: Iterable[Measure], which: str) -> tuple[str, ...]:
    """What the steps within say, and what the task says for all: the names that none of its steps claims."""
    own = [name for step in steps for name in getattr(step, which)]
    claimed = {name for step in task.measures for name in step.units + step.lead + step.support + step.people}
    shared = [name for name in getattr(task, which) if name not in claimed]
    return tuple(dict.fromkeys([*own, *shared]))


def _times(
    task: Task, span: Span, within: Iterable[Measure], text: str | None
) -> tuple[TimeRef | None, tuple[TimeRef, ...]]:
    """The deadlines that stand in the part; else the task's, where it stands outside all of its text (a bracket).

    To 到2027年，新增学位900个，入园率达95% belong two parts, and the day holds for both.
    """
    known = task.milestones or ((task.deadline,) if task.deadline else ())
    inside = tuple([ref for ref in known if covers(span, ref.span)])
    steps = {step.deadline.span: step.deadline for step in within if step.deadline and covers(span, step.deadline.span)}
    inside += tuple([ref for at, ref in steps.items() if at not in {one.span for one in inside}])
    if inside:
        return max(inside, key=lambda ref: (ref.end or "", ref.span)), inside if len(inside) > 1 else ()
    if task.deadline and not covers(task.span, task.deadline.span):
        return task.deadline, ()
    before = [ref for ref in known if text is not None and _opens_sentence(text, ref.span, span[0])]
    return (before[-1] if before else None), ()


def _opens_sentence(text: str, opener: Span, start: int) -> bool:
    """Whether a day opens, before a comma, the sentence that goes on at ``start``."""
    if not opener[1] < start <= opener[1] + _LONGEST_SENTENCE or text[opener[1]] not in "，,":
        return False
    before = text[: opener[0]].rstrip()[-1:] if opener[0] < 2 else text[opener[0] - 2 : opener[0]].strip()[-1:]
    return (not before or not before.isalnum()) and not any(c in text[opener[1] : start] for c in FULL_STOPS + "\n")


# -- ids


def named(found: Iterable[LedgerRow]) -> list[LedgerRow]:
    """The rows with their ids; of rows with the same words the later ones are counted."""
    seen: dict[str, int] = {}
    out: list[LedgerRow] = []
    for row in found:
        key = identity(row.section, row.text)
        seen[key] = seen.get(key, 0) + 1
        out.append(replace(row, id=key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return out


def identity(section: Iterable[str], words: str) -> str:
    """Eight hexadecimal digits from the innermost heading and the first words; numbers and signs do not count."""
    heading = [*section][-1:]
    bare = _NOISE.sub("", "".join(heading)) + "|" + _NOISE.sub("", words)[:_SIGNIFICANT]
    return hashlib.sha1(bare.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]
