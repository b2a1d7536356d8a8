"""The reasons for and against a row, in words: ``explain --stage ledger``."""

from __future__ import annotations

from .forms import Row

_WORDS = {
    "bias": "to begin with",
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
    "dated": "it sets a day",
    "soon": "it is wanted soon, without a day",
    "repeated": "it comes again",
    "measured": "it sets a number",
    "talk": "few of its sentences do",
    "thought": "its heading names thoughts, not work",
    "headed": "the paragraph below it says the same",
    "verb": "its sentences open with verbs of doing",
    "directive": "it says that something must be done",
    "past": "its sentences look back",
    "heading": "it is a heading",
    "announces": "it announces a list",
    "notes": "notes have begun",
    "after-the-end": "it stands below the list of enclosures",
    "sentence-above-others": "more is said below it",
    "sentence-above-items": "items stand below it",
}


def reasons(row: Row) -> str:
    """All reasons with their points, the strongest first: its item is a task +2.20; it sets a day +1.50."""
    ordered = sorted(row.reasons, key=lambda reason: -abs(reason[2]))
    return "; ".join(f"{_said(reason[0])} {reason[2]:+.2f}" for reason in ordered)


def _said(rule: str) -> str:
    return _WORDS.get(rule) or f"its words are {rule.replace('-', ' ')}"
