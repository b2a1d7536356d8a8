"""The ledger's decisions in sentences: ``explain --stage ledger``."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Task
from .forms import Evidence, Row

_WORDS = {
    "bias": "no stretch is a row before something speaks for it",
    "role-task": "its item is a task",
    "role-requirement": "its item is a requirement",
    "role-background": "its item is background",
    "role-highlight": "its item is a highlight",
    "outside": "it stands in no item",
    "leaf": "it is all that its item says",
    "siblings": "the items beside it are tasks",
    "requirement-of-a-report": "requirements of a report are work",
    "named": "a bracket or label says who",
    "stated-deadline": "a bracket or label says until when",
    "spoken": "its words say who does it",
    "told": "it tells a body what to do",
    "does": "it says what a body does",
    "opens": "it opens with a body and what that does",
    "dated": "it sets a day",
    "soon": "it is wanted soon, without a day",
    "repeated": "it comes again",
    "measured": "it sets a number",
    "idle": "none of its sentences does anything",
    "talk": "few of its sentences do",
    "thought": "its heading names thoughts, not work",
    "headed": "the paragraph below it says the same",
    "verb": "its sentences open with verbs of doing",
    "directive": "it says that something must be done",
    "past": "its sentences look back",
    "argues": "its sentences explain or argue",
    "heading": "it is a heading",
    "announces": "it announces a list",
    "notes": "notes have begun",
    "after-the-end": "it stands below the list of enclosures",
    "sentence-above-others": "more is said below it",
    "sentence-above-items": "items stand below it",
}
_QUOTED = frozenset(
    {"named", "stated-deadline", "spoken", "told", "dated", "soon", "repeated", "measured", "directive"}
)
"""The reasons that rest on a few words, which are shown."""
_MOST = 24  # characters shown of them
_LEAST = 0.05  # points that make no difference


def verdict(row: Row) -> str:
    """``a row: 6.5 points, 0 are enough``; ``no row: -3.4 points, 3.4 too few``."""
    if row.score >= 0:
        return f"a row: {row.score:.1f} points, 0 are enough"
    return f"no row: {row.score:.1f} points, {-row.score:.1f} too few"


def reasons(row: Row, raw: str) -> Iterator[str]:
    """A sentence for each reason, the strongest first: ``for it, 1.5: it sets a day, 10月底前``.

    ``raw`` is the logical text as written.
    """
    for one in sorted(row.reasons, key=lambda reason: -abs(reason[2])):
        rule, span, points = one
        if abs(points) >= _LEAST:
            side = "for it" if points > 0 else "against it"
            quoted = f", {_quoted(one, raw)}" if rule in _QUOTED and span[1] > span[0] else ""
            yield f"{side}, {abs(points):.1f}: {_said(rule)}{quoted}"


def taken(task: Task) -> str:
    """What the row became: ``who: 县教育局; until when: 2024-12-20; how much: nothing``."""
    time = task.deadline or task.period or task.recurrence
    when = (time.end or time.text) if time else "not stated"
    who = "、".join((*task.units, *task.people)) or "not stated"
    much = "、".join(target.text for target in task.targets) or "not stated"
    return f"who: {who}; until when: {when}; how much: {much}"


def _said(rule: str) -> str:
    return _WORDS.get(rule) or f"its words are {rule.replace('-', ' ')}"


def _quoted(reason: Evidence, raw: str) -> str:
    words = " ".join(raw[slice(*reason[1])].split())
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"
