"""The role of a node in sentences: which evidence spoke for it, and how near the next best role came."""

from __future__ import annotations

from collections.abc import Iterator

from ...rules.types import Rules
from ..forms import RoleDecision

_PLACES = {
    "lead-in": "the lead-in of its list",
    "heading": "its heading",
    "body": "its text",
    "opening": "how its text begins",
    "title": "the title of the speech",
    "marker": "its mark",
    "place": "where it stands",
    "section": "the section around it",
    "neighbour": "the member of its list before it",
    "parent": "the node that it stands in",
}
_NEAR = 0.1


def verdict(found: RoleDecision) -> str:
    """``task, sure (1.00); requirement is far from it (0.00)``."""
    sure = "sure" if found.confidence >= 0.9 else "likely" if found.confidence >= 0.6 else "doubtful"
    if found.second is None:
        return f"{found.role}, {sure} ({found.confidence:.2f}); no other role was near"
    near = "comes near" if found.second.confidence >= _NEAR else "is far from it"
    return f"{found.role}, {sure} ({found.confidence:.2f}); {found.second.role} {near} ({found.second.confidence:.2f})"


def reasons(found: RoleDecision, rules: Rules) -> Iterator[str]:
    """A sentence for each piece of evidence, the strongest first, with the example of the rule."""
    for reason in found.reasons:
        place, _, name = reason.partition(":")
        row = next((row for row in rules.cues.get(f"role.{place}", ()) if row.id == name), None)
        said = _PLACES.get(place, place)
        if row is not None:
            yield f"{said} says so, worth {row.weight:.1f} (rule {reason}), as in: {row.example}"
        else:
            yield f"{said} says so (rule {reason})"
