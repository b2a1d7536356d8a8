"""What a list of the review page is made of: entries with their facts and links."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """Words that lead to their place; ``key`` is empty where they have none. ``note`` stands after them."""

    words: str
    key: str = ""
    note: str = ""


class Fact(NamedTuple):
    """A line under a task: 期限, 单位, 目标, 章节."""

    name: str
    label: str
    links: list[Link]


class Entry(NamedTuple):
    """A row of a list. ``id`` is its own, ``key`` that of its words in the text; both name the speech's number.

    Without ``placed`` it has no words of its own in the text. ``classes`` colour it, ``tag`` stands first (a marker, a
    task's number, a severity), ``depth`` sets it in.
    """

    id: str
    key: str
    kind: str
    title: str
    tag: str = ""
    classes: str = ""
    depth: int = 1
    body: str = ""
    doubt: str = ""
    note: str = ""
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    due: str = ""
    section: str = ""
    units: str = ""
    placed: bool = True


class Lists(NamedTuple):
    """All lists of a speech."""

    metadata: list[Entry]
    highlights: list[Entry]
    requirements: list[Entry]
    tasks: list[Entry]
    outline: list[Entry]
    claims: list[Entry]
    diagnostics: list[Entry]

    def only(self, names: tuple[str, ...]) -> Lists:
        """The lists that are named; the others empty."""
        return Lists(*(rows if name in names else [] for name, rows in zip(self._fields, self, strict=True)))
