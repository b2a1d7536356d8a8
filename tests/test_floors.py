"""The guard over the scores: what it reads from the printed tables, and when it fails."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "tools"))

import floors

PRINTED = """24 documents, 900 nodes
node F1            0.951   95% [0.930, 0.970]
meta title         0.875   95% [0.750, 1.000]
bad spans          0.000   95% [0.000, 0.000]

worst documents      nodes  found  extra  path F1  role acc
some-document          40     39      1    0.900     0.900

speech: 57 tasks; official rows 33; characters covered 0.981; rows matched 0.848
notice: 33 tasks; official rows 33; rows found 1.000; units exact 0.970; people exact 1.000

dev2.path F1 0.964
noise.worst.whole header 0.261
"""


def test_scores_are_read_from_both_tables() -> None:
    assert floors.scores(PRINTED) == {
        "node F1": 0.951,
        "meta title": 0.875,
        "bad spans": 0.0,
        "speech characters covered": 0.981,
        "speech rows matched": 0.848,
        "notice rows found": 1.0,
        "notice units exact": 0.97,
        "notice people exact": 1.0,
        "dev2.path F1": 0.964,
        "noise.worst.whole header": 0.261,
    }


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        ({"structure": {"node F1": 0.951}}, 0),
        ({"structure": {"node F1": 0.952}}, 1),
        ({"structure": {"path F1": 0.0}}, 1),
        ({"at_most": {"bad spans": 0.0}}, 0),
        ({"at_most": {"meta title": 0.8}}, 1),
    ],
)
def test_a_score_under_its_floor_or_missing_fails(rows: dict[str, dict[str, float]], broken: int) -> None:
    assert len(floors.failures(floors.scores(PRINTED), rows)) == broken


def test_floors_file_is_readable() -> None:
    assert set(tomllib.loads(floors.FLOORS.read_text(encoding="utf-8"))) == {"structure", "ledger", "unseen", "at_most"}
