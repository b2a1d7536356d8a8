"""What we wrote into a row, kept in a hidden column, so that an update can tell it from what people wrote."""

from __future__ import annotations

import json

from ..ledger.dates import day
from .ledger_columns import FIELDS, Row, stated_time

KEPT = ("task", "lead", "units", "support", "people", "when", "targets")
"""The fields that are compared and kept."""
MARK = "speechparse"
"""The title of the hidden column; the one before it holds the rows' ids."""


def memory(row: Row) -> str:
    """What we write into a row, as JSON."""
    return json.dumps({field: words for field in KEPT if (words := fresh(row, field))}, ensure_ascii=False)


def fresh(row: Row, field: str) -> str:
    """What we would write now; a day in ISO form."""
    if field == "when" and not row.notes.get("when") and (last := day(stated_time(row.row))):
        return last.isoformat()
    return row.notes.get(field) or FIELDS[field](row)
