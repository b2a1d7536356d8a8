"""Everything that the phases found out about one speech, as one tuple."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Task
from .forms import ClaimHit, Front, LogicalText, Mark, Outline, RoleDecision
from .ledger.tasks import Ledger


class Analysis(NamedTuple):
    """Everything the phases found out about one speech, in logical offsets.

    It stands between ``start`` and ``end``; what follows ``tail`` is no longer spoken.
    """

    text: LogicalText
    front: Front
    start: int
    tail: int
    end: int
    marks: list[Mark]
    outline: Outline
    roles: list[RoleDecision]
    claims: list[ClaimHit]
    tasks: list[Task]
    ledger: Ledger
