"""Readable expectations: a text's outline as indented lines, and whose words a quote belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from speechparse import parse
from speechparse.model import Node, Speech

HEAD = "在全市重点工作推进会上的讲话\n\n同志们：\n"
"""Stands before a fragment, so that nothing of it is taken for head matter."""


def outline(fragment: str, *, head: str = HEAD) -> str:
    """The tree of a fragment, one node a line: two blanks a level, the marker if there is one, the title."""
    return render(parse(head + fragment))


def nodes(fragment: str, *, head: str = HEAD) -> list[Node]:
    """All nodes of a fragment, parents before children."""
    return list(walk(parse(head + fragment).outline))


def render(speech: Speech) -> str:
    """The tree of a speech in the same form."""
    return "\n".join(
        f"{'  ' * (n.level - 1)}{f'{n.marker} ' if n.marker else ''}{n.title}" for n in walk(speech.outline)
    )


def diagnostics(fragment: str, *, head: str = HEAD) -> list[str]:
    """What was irregular about the numbering: ``ordinal-gap 四、``, one entry a diagnostic."""
    text = head + fragment
    found = [d for d in parse(text).diagnostics if d.code.startswith("ordinal")]
    return [f"{d.code} {text[d.span[0] : d.span[1]].strip()}" for d in found]


def owner(fragment: str, quote: str, *, head: str = HEAD) -> str | None:
    """The id of the innermost node whose span holds the quote's first character; None outside of all nodes."""
    at = (head + fragment).index(quote, len(head))
    holds = [n.id for n in nodes(fragment, head=head) if n.span[0] <= at < n.span[1]]
    return holds[-1] if holds else None


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All nodes, parents before children, in document order."""
    for node in nodes:
        yield node
        yield from walk(node.children)
