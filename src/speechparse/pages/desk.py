"""The pages of the local server besides the review page: the desk, and the ledger as a table to edit."""

from __future__ import annotations

from collections.abc import Iterator

from ..corrections.fields import KINDS
from . import templates
from .templates import Parts


def desk(megabytes: float) -> Iterator[str]:
    """Where files are dropped and ledgers are fetched. ``megabytes``: the most that a file may have."""
    parts = Parts(("base.css", "desk.css"), ("select.js", "dom.js", "desk.js"), connects=True)
    return templates.render("desk.html", parts, most=round(megabytes), data={"most": round(megabytes)})


def ledger() -> Iterator[str]:
    """The rows of all documents; a cell is edited where it stands."""
    parts = Parts(("base.css", "desk.css"), ("select.js", "dom.js", "ledger.js"), connects=True)
    fields = [field._asdict() for field in KINDS["task"]]
    return templates.render("ledger.html", parts, fields=fields, data={"fields": fields})
