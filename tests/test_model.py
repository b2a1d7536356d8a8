"""What the public classes promise: they cannot be changed, travel between processes, and are told apart by match."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from speechparse import model
from speechparse.model import Metadata, Source, Speech, TimeRef

CLASSES: list[Any] = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


def made(cls: Any) -> Any:
    return cls(*range(len(dataclasses.fields(cls))))


@pytest.mark.parametrize("cls", CLASSES)
def test_nothing_can_be_set_or_deleted(cls: Any) -> None:
    for field in dataclasses.fields(cls):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made(cls), field.name, 0)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made(cls), field.name)


@pytest.mark.parametrize("cls", CLASSES)
def test_copies_of_another_process_are_equal_and_of_the_class(cls: Any) -> None:
    one = made(cls)
    other = pickle.loads(pickle.dumps(one))
    assert (other, hash(other), type(other)) == (one, hash(one), cls)


def test_a_default_that_may_change_is_made_for_each_object() -> None:
    one, other = Metadata(), Metadata(spans={"title": (0, 4)})
    one.spans["title"] = (2, 6)
    assert (one.spans, other.spans, Metadata().spans) == ({"title": (2, 6)}, {"title": (0, 4)}, {})


def test_equal_are_those_of_one_class_with_equal_fields() -> None:
    assert TimeRef("年底前", None, None, (0, 3)) == TimeRef("年底前", None, None, (0, 3))
    assert TimeRef("年底前", None, None, (0, 3)) != TimeRef("年底前", None, None, (1, 4))
    other: Any = ("年底前", None, None, (0, 3))
    assert TimeRef(*other) != other


def test_parts_become_dicts_and_are_told_apart_by_match() -> None:
    speech = Speech(Source(), Metadata(title="在座谈会上的讲话"))
    assert dataclasses.asdict(speech)["metadata"]["title"] == "在座谈会上的讲话"
    match speech:
        case Speech(Source(None, "text"), Metadata(title)):
            assert title == "在座谈会上的讲话"
        case _:
            raise AssertionError


def test_every_field_of_the_head_has_a_row() -> None:
    assert [*model.HEAD, "spans", "confidence"] == [field.name for field in dataclasses.fields(Metadata)]
