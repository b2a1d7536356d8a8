"""The forms that the phases hand on, in logical offsets. The text stands in ``logical``; phases take it from here, too.

Records whose fields are read one by one have slots: a field of a named tuple takes five times as long to read, which
came to a twentieth of all parsing. Named tuples are for what is taken apart as a whole, or seldom read.
What is never compared or shown is made without ``eq`` and ``repr``, or by hand where it is small: Python writes and
compiles those methods anew at each start, a quarter of a millisecond a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..model import Role, RoleGuess, Span
from .logical import WHOLE as WHOLE
from .logical import Aside as Aside
from .logical import Block as Block
from .logical import BlockKind as BlockKind
from .logical import LogicalText as LogicalText
from .logical import Paragraph as Paragraph
from .logical import Said as Said
from .logical import may_be_divided as may_be_divided

Position = Literal["paragraph", "sentence", "clause"]
"""Where a mark stands: first in its paragraph, after a sentence's end (。！？；：), or after a comma or less."""


class Field(NamedTuple):
    """A head-matter field: its value, where it stands, how sure we are, and the rule that found it."""

    value: str
    span: Span
    rule: str
    confidence: float = 1.0


class Doubt(NamedTuple):
    """What speaks against a field of the head: ``code`` of the diagnostic, the field's name, its place, the words."""

    code: str
    field: str
    span: Span
    words: str


class Front(NamedTuple):
    """Head matter by field name (the names of ``model.Metadata``); ``body`` is where the speech proper begins."""

    fields: dict[str, Field]
    doubts: tuple[Doubt, ...]
    body: int


ITEM = 20
"""Added to the level of a list's item in ``Mark.level``."""


@dataclass(slots=True, eq=False, repr=False)
class Mark:
    """A possible enumeration mark: ``[start, end)`` is the marker itself, ``style`` the id of its rule.

    ``ordinal`` is None for marks without one and 0 for a word that continues any list (最后, 再就是).
    ``weight`` is what it costs to leave the mark out; ``heading`` tells that its paragraph is nothing but a title.
    ``series`` is the style with its classifier: 第一点 goes on with 第二点, not with 第二种.
    ``level`` is what the format says of its paragraph: 1 to 9 a heading of that level, ``ITEM`` + n an item of a list
    inside n - 1 others, 0 nothing.
    """

    start: int
    end: int
    style: str
    ordinal: int | None
    position: Position
    paragraph: int
    weight: float = 1.0
    heading: bool = False
    series: str = ""
    level: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Item:
    """A node of the outline. ``parent`` is an index into ``Outline.items``, -1 for none.

    ``[start, end)`` covers all that belongs to it, children included; ``title`` is the span of its heading or
    first clause; ``steps`` names what was irregular (ordinal-gap …); ``confidence`` is the probability
    that it is a node in its place, ``facts`` what that rests on (see outline/trust). ``closed`` says why it ends where
    it does (see outline/ends): ``next``, ``text`` or the rule that was found there. ``margin`` is how much dearer the
    next best reading of its mark was. ``long``: nothing ended it, and it is much longer than each of its siblings.
    """

    mark: Mark
    level: int
    parent: int
    start: int
    end: int
    title: Span
    steps: tuple[str, ...] = ()
    confidence: float = 1.0
    facts: tuple[str, ...] = ()
    closed: str = "text"
    margin: float = 0.0
    long: bool = False


class Outline:
    """All items in document order, with children lists (indices) and ids such as ``3.1``."""

    __slots__ = ("children", "ids", "items", "roots")

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.children: list[list[int]] = [[] for _ in items]
        self.roots: list[int] = []
        self.ids: list[str] = []
        for i, item in enumerate(items):
            siblings = self.children[item.parent] if item.parent >= 0 else self.roots
            siblings.append(i)
            prefix = f"{self.ids[item.parent]}." if item.parent >= 0 else ""
            self.ids.append(f"{prefix}{len(siblings)}")


class RoleDecision:
    """The role of one item, its probability, the next best role with its own, and, where asked for, the evidence."""

    __slots__ = ("confidence", "reasons", "role", "second")

    def __init__(self, role: Role, confidence: float, second: RoleGuess | None, reasons: tuple[str, ...]) -> None:
        self.role = role
        self.confidence = confidence
        self.second = second
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class ClaimHit:
    """An announced count: the span of the phrase, the number, and the indices of the items it counts."""

    span: Span
    count: int
    items: tuple[int, ...]
