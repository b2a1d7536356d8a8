"""Records made by the thousand are those that their classes make."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from speechparse.made import new_measure, new_time
from speechparse.model import Measure, TimeRef

MADE = new_measure("完成排查。", (3, 8), people=("王小明",))
WRITTEN = Measure("完成排查。", (3, 8), people=("王小明",))


def test_a_made_record_is_the_record() -> None:
    assert type(MADE) is Measure
    assert MADE == WRITTEN
    assert hash(MADE) == hash(WRITTEN)
    assert repr(MADE) == repr(WRITTEN)
    assert MADE.units == ()


def test_a_made_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        MADE.text = "开展排查。"  # type: ignore[misc]


def test_a_made_record_is_copied_like_any_other() -> None:
    assert pickle.loads(pickle.dumps(MADE)) == WRITTEN
    assert replace(MADE, text="开展排查。").text == "开展排查。"


def test_a_missing_field_is_told() -> None:
    with pytest.raises(TypeError, match="span"):
        new_time("10月底前", None, "2026-10-31")  # type: ignore[call-arg]
    assert new_time("10月底前", None, "2026-10-31", (0, 5)) == TimeRef("10月底前", None, "2026-10-31", (0, 5))
