"""Two speeches beside each other: what is new, gone and changed, each a link into both texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..messages import tr
from ..source import SourceText
from . import marks, templates
from .marks import Mark
from .templates import Parts

if TYPE_CHECKING:
    from ..compare import Change, Comparison

STATUS = {"new": "新增", "gone": "未再提及", "changed": "变化"}
KINDS = {"task": "任务", "target": "量化目标", "requirement": "要求"}


class Row(NamedTuple):
    """A change: its own id, the ids of its words in the two texts, and the words on one line."""

    id: str
    status: str
    kind: str
    metric: str
    old: str
    new: str
    old_words: str
    new_words: str
    old_place: str
    new_place: str


def page(result: Comparison, old: SourceText, new: SourceText) -> Iterator[str]:
    """The page, in pieces."""
    rows = [_row(n, change) for n, change in enumerate(result.changes, 1)]
    sides = [("old", old, _marks(result, "old")), ("new", new, _marks(result, "new"))]
    texts = [(side, source.name or "", marks.chunks(source, found, [])) for side, source, found in sides]
    counts = {key: sum(row.status == key for row in rows) for key in STATUS}
    return templates.render(
        "compare.html",
        Parts(("base.css", "source.css", "compare.css"), ("compare.js",)),
        title=f"{old.name or '-'} → {new.name or '-'}",
        rows=rows,
        texts=texts,
        counts=counts,
        same=result.same,
        statuses=STATUS,
        kinds=KINDS,
    )


def _row(n: int, change: Change) -> Row:
    old, new = change.old, change.new
    return Row(
        f"g{n}", change.status, change.kind, tr(change.metric, "zh") if change.metric else "",
        f"x{n}" if old else "", f"y{n}" if new else "",
        " ".join(old.text.split()) if old else "", " ".join(new.text.split()) if new else "",
        old.place if old else "", new.place if new else "",
    )  # fmt: skip


def _marks(result: Comparison, side: str) -> list[Mark]:
    found = []
    for n, change in enumerate(result.changes, 1):
        one = change.old if side == "old" else change.new
        if one:
            hint = f"{KINDS[change.kind]} {STATUS[change.status]}"
            id = f"{'x' if side == 'old' else 'y'}{n}"
            found.append(
                Mark(*one.span, id, f"g{n}", 1 if change.kind == "target" else 2, f"c {change.status}", hint, link=True)
            )
    return found
