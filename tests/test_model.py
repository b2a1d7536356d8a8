"""The model's classes are frozen dataclasses like any other, however they are made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from speechparse import model
from speechparse.frozen import frozen
from speechparse.model import Measure, Metadata, Source, Speech, TimeRef

CLASSES: list[Any] = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


def made(cls: Any) -> Any:
    return cls(*range(len(cls.__dataclass_fields__)))


@pytest.mark.parametrize("cls", CLASSES)
def test_fields_are_set_in_their_order(cls: Any) -> None:
    assert [getattr(made(cls), field.name) for field in dataclasses.fields(cls)] == list(range(len(cls.__slots__)))
    assert type(made(cls)) is cls


@pytest.mark.parametrize("cls", CLASSES)
def test_nothing_can_be_set_or_deleted(cls: Any) -> None:
    for name in cls.__slots__:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made(cls), name, 0)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made(cls), name)


@pytest.mark.parametrize("cls", CLASSES)
def test_copies_are_equal_and_of_the_class(cls: Any) -> None:
    one = made(cls)
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one), dataclasses.replace(one)):
        assert other == one
        assert type(other) is cls
        assert hash(other) == hash(one)


@pytest.mark.parametrize("cls", CLASSES)
def test_the_signature_is_that_of_the_fields(cls: Any) -> None:
    parameters = inspect.signature(cls).parameters.values()
    assert [(p.name, p.annotation) for p in parameters] == [(f.name, f.type) for f in dataclasses.fields(cls)]
    for parameter, field in zip(parameters, dataclasses.fields(cls), strict=True):
        if field.default is not dataclasses.MISSING:
            assert parameter.default == field.default
        elif field.default_factory is not dataclasses.MISSING:
            assert repr(parameter.default) == "<factory>"
        else:
            assert parameter.default is parameter.empty


def test_a_missing_field_is_named() -> None:
    with pytest.raises(TypeError, match=r"TimeRef.__init__\(\) missing .*'span'"):
        TimeRef("年底前", None, None)  # type: ignore[call-arg]


def test_defaults_are_kept() -> None:
    assert (Measure("抓好落实", (0, 4)).deadline, Measure("抓好落实", (0, 4)).targets) == (None, ())


@pytest.mark.parametrize("option", [{"repr": False}, {"compare": False}, {"init": False}, {"kw_only": True}])
def test_an_option_of_a_field_that_would_be_lost_is_refused(option: dict[str, bool]) -> None:
    given: Any = dataclasses.field(default=0, **option)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="not the options of hidden"):
        frozen(type("Row", (), {"__annotations__": {"hidden": "int"}, "hidden": given}))


def test_a_default_that_may_change_is_made_for_each_object() -> None:
    one, other = Metadata(), Metadata(spans={"title": (0, 4)})
    one.spans["title"] = (2, 6)
    assert (one.spans, other.spans, Metadata().spans) == ({"title": (2, 6)}, {"title": (0, 4)}, {})


def test_equal_are_those_of_one_class_with_equal_fields() -> None:
    assert TimeRef("年底前", None, None, (0, 3)) == TimeRef("年底前", None, None, (0, 3))
    assert TimeRef("年底前", None, None, (0, 3)) != TimeRef("年底前", None, None, (1, 4))
    other: Any = ("年底前", None, None, (0, 3))
    assert TimeRef(*other) != other


def test_an_object_is_shown_as_it_is_made() -> None:
    shown = "TimeRef(text='年底前', start=None, end='2022-12-31', span=(0, 3))"
    assert repr(TimeRef("年底前", None, "2022-12-31", (0, 3))) == shown
    assert eval(shown) == TimeRef("年底前", None, "2022-12-31", (0, 3))


def test_parts_become_dicts_and_are_told_apart_by_match() -> None:
    speech = Speech(Source(), Metadata(title="在座谈会上的讲话"))
    assert dataclasses.asdict(speech)["metadata"]["title"] == "在座谈会上的讲话"
    match speech:
        case Speech(Source(None, "text"), Metadata(title)):
            assert title == "在座谈会上的讲话"
        case _:
            raise AssertionError
