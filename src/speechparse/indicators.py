"""One name for one indicator: 生产总值, 国内生产总值 and 地区生产总值 are the same thing."""

from __future__ import annotations

from .rules.types import Rules


def indicator(metric: str | None, rules: Rules) -> str | None:
    """The usual name of what is measured (rule set ``indicator``); the metric itself where none is known."""
    if metric is None:
        return None
    hit = rules["indicator"].search(metric)
    return hit.value if hit else metric
