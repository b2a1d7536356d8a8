"""What previews, reports and tables share: fields and tasks put into words, in the user's language or the one asked."""

from __future__ import annotations

from .messages import tr
from .messages.zh_labels import FIELDS
from .messages.zh_labels import ROLES as ROLES
from .model import Claim, Metadata, Node, Task, TimeRef
from .signs import LOOSE

LABELS = FIELDS


def default_sections(found: bool) -> tuple[str, ...]:
    """What to show where nothing was asked for: the outline only if there is no highlight, requirement or task."""
    return ("metadata", *(("highlights", "requirements", "tasks") if found else ("outline",)), "claims", "diagnostics")


def label(name: str, into: str | None = None) -> str:
    """The name of a key."""
    return tr(name, into).replace("_", " ")


def fields(metadata: Metadata, into: str | None = None) -> list[tuple[str, str, str]]:
    """Name, label and words of each field that is stated, the title left out."""
    found = ((name, getattr(metadata, name, None)) for name in LABELS if name != "title")
    return [
        (name, label(name, into), tr(value, into) if name == "kind" else value)
        for name, value in found
        if isinstance(value, str)
    ]


def heading(node: Node) -> str:
    """Marker and title, the marker once."""
    marker = node.marker or ""
    return marker + node.title.removeprefix(marker).strip()


def body(node: Node) -> str:
    """The node's words after its marker and title, on one line."""
    own = " ".join(node.text.split())
    for known in (node.marker or "", " ".join(node.title.split())):
        own = own.removeprefix(known).lstrip(LOOSE + "．.")
    return own


def time(when: TimeRef | None) -> str:
    """``10月底前 2023-10-31``, ``第四季度 2023-10-01/2023-12-31``; the words alone where no day is known."""
    if when is None or when.end is None:
        return when.text if when else ""
    return f"{when.text} {when.end if when.start in (None, when.end) else f'{when.start}/{when.end}'}"


def units(task: Task, into: str | None = None) -> str:
    """``牵头：甲；配合：乙；丙；责任人：丁``, as far as stated."""
    named = (*task.lead, *task.support)
    parts = (
        tr(f"lead: {'、'.join(task.lead)}", into) if task.lead else "",
        tr(f"support: {'、'.join(task.support)}", into) if task.support else "",
        "、".join(unit for unit in task.units if unit not in named),
        tr(f"people: {'、'.join(task.people)}", into) if task.people else "",
    )
    return "；".join(part for part in parts if part)


def targets(task: Task) -> str:
    """The quantified goals in their words."""
    return "；".join(target.text for target in task.targets)


def verdict(claim: Claim, into: str | None = None) -> str:
    """``五个最: announced 9, found 9, ok``."""
    outcome = "ok" if claim.ok else "mismatch"
    return tr(f"{claim.phrase}: announced {claim.count}, found {claim.found}, {outcome}", into)
