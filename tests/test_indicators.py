"""One name for one indicator, and none for what only looks like it."""

from __future__ import annotations

import pytest

from speechparse.indicators import indicator
from speechparse.rules.loader import load_rules


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("生产总值", "地区生产总值"),
        ("全市地区生产总值", "地区生产总值"),
        ("国内生产总值", "地区生产总值"),
        ("人均生产总值", "人均地区生产总值"),
        ("单位生产总值能耗", "单位地区生产总值能耗"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("农村常住居民人均可支配收入", "农村居民人均可支配收入"),
        ("茶园", "茶园"),
        (None, None),
    ],
)
def test_indicators(metric: str | None, name: str | None) -> None:
    assert indicator(metric, load_rules()) == name
