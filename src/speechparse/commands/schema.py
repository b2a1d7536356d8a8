"""``speechparse schema``."""

from __future__ import annotations

from .common import emit, json_safe


def schema() -> None:
    """Print the JSON Schema (2020-12) that every JSON output validates against."""
    from ..schema import shipped

    emit([shipped()], json_safe)
