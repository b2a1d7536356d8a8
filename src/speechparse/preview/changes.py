"""What changed between two speeches, kind by kind."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from .. import display
from ..messages import tr
from .lines import PROSE, plain, terminal, wrap

if TYPE_CHECKING:
    from ..compare import Change, Comparison

_LONGEST_NAME = 60
_STATUS = {
    "new": ("+", "new", "green"),
    "gone": ("-", "not named again (未再提及)", "red"),
    "changed": ("~", "changed", "yellow"),
}
_KIND = {"task": "tasks", "target": "targets", "requirement": "requirements"}


def changes(comparison: Comparison, *, width: int | None = None) -> str | None:
    """Print what changed between two speeches, kind by kind; with ``width`` return it as plain text instead."""
    out = io.StringIO()
    console = terminal() if width is None else plain(out, width)
    room = min(max(30, console.width), PROSE)
    for kind, name in _KIND.items():
        rows = [change for change in comparison.changes if change.kind == kind]
        if not rows and not comparison.same.get(kind):
            continue
        same = tr(f"({comparison.same[kind]} unchanged)") if comparison.same.get(kind) else ""
        console.print(Text(f"{display.label(name)}  {len(rows)}{same}", "bold cyan"), soft_wrap=True)
        for change in rows:
            sign, status, style = _STATUS[change.status]
            lead = f"{sign} {tr(status)}"
            hang = cell_len(lead) + 4
            for n, line in enumerate(wrap(_change_words(change), room - hang)):
                parts = ((f"  {lead}  " if n == 0 else " " * hang, style), (line, ""))
                console.print(Text.assemble(*parts), soft_wrap=True)
            if places := " → ".join(side.place for side in (change.old, change.new) if side and side.place):
                console.print(Text.assemble((" " * hang + places, "dim")), soft_wrap=True)
        console.print()
    return out.getvalue() if width is not None else None


def _change_words(change: Change) -> str:
    sides = [" ".join(side.text.split()) for side in (change.old, change.new) if side]
    if change.kind == "task":
        sides = list(dict.fromkeys(_name(text) for text in sides))
    words = " → ".join(sides)
    return f"{change.metric}：{words}" if change.metric and change.metric not in sides[-1] else words


def _name(text: str) -> str:
    """A task's first sentence, and no more of it than a line or two hold."""
    first = text.split("。", 1)[0]
    return first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"
