"""What a speech says survives how it came: the samples in other clothes (tests/tools/layouts.py)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "tools"))

import layouts


def test_a_clothing_changes_hardly_anything_but_offsets() -> None:
    found = layouts.scores(layouts.SAMPLES)
    assert {name: score for name, score in found.items() if score[0] < 0.94 or score[1] < 0.95} == {}
    assert sum(path for path, _ in found.values()) / len(found) >= 0.985
    assert sum(head for _, head in found.values()) / len(found) >= 0.985
