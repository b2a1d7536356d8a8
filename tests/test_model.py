"""The model's classes are frozen dataclasses like any other, however fast they are made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from speechparse.model import Measure, Node, Target, Task, TimeRef

QUICK: list[Any] = [Measure, Node, Target, Task, TimeRef]


def made(cls: Any) -> Any:
    return cls(*range(len(cls.__dataclass_fields__)))


@pytest.mark.parametrize("cls", QUICK)
def test_fields_are_set_in_their_order(cls: Any) -> None:
    assert [getattr(made(cls), field.name) for field in dataclasses.fields(cls)] == list(range(len(cls.__slots__)))
    assert type(made(cls)) is cls


@pytest.mark.parametrize("cls", QUICK)
def test_nothing_can_be_set_or_deleted(cls: Any) -> None:
    for name in cls.__slots__:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made(cls), name, 0)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made(cls), name)


@pytest.mark.parametrize("cls", QUICK)
def test_copies_are_equal_and_of_the_class(cls: Any) -> None:
    one = made(cls)
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one), dataclasses.replace(one)):
        assert other == one
        assert type(other) is cls
        assert hash(other) == hash(one)


@pytest.mark.parametrize("cls", QUICK)
def test_the_signature_is_that_of_the_fields(cls: Any) -> None:
    parameters = inspect.signature(cls).parameters.values()
    assert [(p.name, p.annotation) for p in parameters] == [(f.name, f.type) for f in dataclasses.fields(cls)]
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    missing = dataclasses.MISSING
    assert defaults == {f.name: f.default for f in dataclasses.fields(cls) if f.default is not missing}


def test_a_missing_field_is_named() -> None:
    with pytest.raises(TypeError, match=r"TimeRef.__init__\(\) missing .*'span'"):
        TimeRef("年底前", None, None)  # type: ignore[call-arg]


def test_defaults_are_kept() -> None:
    assert (Measure("抓好落实", (0, 4)).deadline, Measure("抓好落实", (0, 4)).targets) == (None, ())
