"""Where the names of a row stand: the model holds them as words, the page shows them in the text."""

from __future__ import annotations

from ..model import Node, Span, Task

_MOST = 6  # places of one name in one row


def names(text: str, task: Task, node: Node | None) -> dict[str, list[Span]]:
    """The places of the units and people of a task: in its own words, else in those of its node."""
    found: dict[str, list[Span]] = {}
    taken: list[Span] = []
    for name in sorted(dict.fromkeys((*task.units, *task.lead, *task.support, *task.people)), key=len, reverse=True):
        for span in (task.span, node.span if node else task.span):
            if here := _within(text, name, span, taken):
                found[name] = here
                taken += here
                break
    return found


def _within(text: str, name: str, span: Span, taken: list[Span]) -> list[Span]:
    found: list[Span] = []
    at = text.find(name, *span) if name else -1
    while at >= 0 and len(found) < _MOST:
        place = at, at + len(name)
        if not any(a <= place[0] and place[1] <= b for a, b in taken):  # not 水利局 in 县水利局
            found.append(place)
        at = text.find(name, place[1], span[1])
    return found
