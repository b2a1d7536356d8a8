"""The model's classes are frozen dataclasses like any other, however they are made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from typing import Any

import pytest

from speechparse import model, shapes
from speechparse.model import Measure, Metadata, Source, Speech, TimeRef
from speechparse.shapes import NamedTuple, dataclass, frozen

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


def test_an_option_of_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="kw_only"):
        shapes.field(default=0, kw_only=True)
    with pytest.raises(TypeError, match="without slots"):
        dataclass(slots=False)(Place)


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


class Place(NamedTuple):
    """Where words stand."""

    start: int
    end: int = 9
    of: str = "text"

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(slots=True)
class Row:
    words: str
    seen: list[int] = shapes.field(default_factory=list)
    note: str = shapes.field(default="", repr=False, compare=False)
    size: int = shapes.field(init=False)
    _known: dict[str, int] = shapes.field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.size = len(self.words)


@frozen
class Pair:
    one: int
    rest: tuple[int, ...] = ()


def test_a_named_tuple_is_one_of_the_standard_library_in_all_that_is_used() -> None:
    class Like(typing.NamedTuple):
        start: int
        end: int = 9
        of: str = "text"

    one, like = Place(1, of="page"), Like(1, of="page")
    assert tuple(one) == tuple(like) == one == (1, 9, "page")
    assert (one._fields, one._asdict(), Place._field_defaults) == (like._fields, like._asdict(), Like._field_defaults)
    assert (one._replace(end=4).length, Place._make([1, 2, "a"])) == (3, (1, 2, "a"))
    assert repr(one) == "Place(start=1, end=9, of='page')"
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert type(copy.copy(one)) is Place
    assert str(inspect.signature(Place)) == "(start: 'int', end: 'int' = 9, of: 'str' = 'text')"
    assert Place.__doc__ == "Where words stand."
    for wrong in ((), (1, 2, "a", 4)):
        with pytest.raises(TypeError, match="argument"):
            Place(*wrong)
    with pytest.raises(TypeError, match="Expected 3 arguments, got 1"):
        Place._make([1])
    with pytest.raises(ValueError, match="no_such"):
        one._replace(no_such=1)  # type: ignore[call-arg]
    match one:
        case Place(start, end):
            assert (start, end) == (1, 9)


def test_a_record_has_what_its_fields_say() -> None:
    one, other = Row("讲话", note="a"), Row("讲话", note="b")
    assert (one.size, one._known, one.seen) == (2, {}, [])
    assert one == other
    one.seen.append(1)
    assert (one != other, other.seen) == (True, [])
    assert repr(one) == "Row(words='讲话', seen=[1], size=2)"
    assert dataclasses.replace(one, words="报告").size == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.unknown = 1  # type: ignore[attr-defined]


def test_records_are_dataclasses_to_the_standard_library() -> None:
    assert dataclasses.is_dataclass(Row)
    assert [(f.name, f.init, f.compare) for f in dataclasses.fields(Row)] == [
        ("words", True, True), ("seen", True, True), ("note", True, False),
        ("size", False, True), ("_known", False, True),
    ]  # fmt: skip
    assert dataclasses.asdict(Pair(1, (2, 3))) == {"one": 1, "rest": (2, 3)}
    assert pickle.loads(pickle.dumps(Row("讲话", [1]))) == Row("讲话", [1])

    @dataclasses.dataclass(frozen=True)
    class More(Pair):
        third: int = 3

    assert repr(More(1)).endswith("More(one=1, rest=(), third=3)")


def test_every_field_of_the_head_has_a_row() -> None:
    assert [*model.HEAD, "spans", "confidence"] == [field.name for field in dataclasses.fields(Metadata)]
