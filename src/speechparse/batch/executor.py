"""Who does the work of a run: processes on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..errors import SpeechparseError
from .job import Item, Report


class PoolError(SpeechparseError):
    """No worker can be started; the message says why."""


class Executor(Protocol):
    """What runs documents: the pool here, or a cluster. ``chunk_files`` and ``chunk_bytes`` bound one chunk."""

    chunk_files: int
    chunk_bytes: int

    def room(self) -> bool:
        """Whether another chunk may be handed in; a bounded queue keeps the parent small."""

    def submit(self, items: Sequence[Item]) -> None:
        """Hand in a chunk. Does not wait."""

    def wait(self, timeout: float) -> list[Report]:
        """What was done since, at the latest after ``timeout`` seconds; often nothing. Raises PoolError."""

    def close(self) -> None:
        """Stop at once; what was not reported is not done."""
