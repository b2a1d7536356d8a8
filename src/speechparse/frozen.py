"""Frozen dataclasses that take little to define and to make.

The decorator of the standard library writes and compiles six methods a class, half a millisecond of each start, and
sets each field of an object through ``object.__setattr__``, which takes four times as long as an assignment. Here
only ``__init__`` is written, and assigns; the other methods are the same for all classes. What works on a dataclass
(``fields``, ``replace``, ``asdict``, ``copy``, ``pickle``, ``match``) works on these.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


class _Factory:
    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()
"""Stands for the default of a field that is made anew for each object."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """In place of ``@dataclass(frozen=True, slots=True)``. Of a field's options only its default is known here."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    if other := [one.name for one in fields(made) if not (one.init and one.repr and one.compare) or one.kw_only]:
        raise TypeError(f"{cls.__name__}: @frozen knows defaults only, not the options of {', '.join(other)}")
    for method in (__setattr__, __delattr__, __eq__, __hash__, __repr__, __reduce__):
        setattr(made, method.__name__, method)
    made.__init__ = _init(made)
    return made  # type: ignore[no-any-return]


def _init(cls: Any) -> Any:
    """Fills an object that nobody else has seen yet while it is of a class with the same slots that is not frozen."""
    known = fields(cls)
    names = [one.name for one in known]
    made_anew = {f"make_{one.name}": one.default_factory for one in known if one.default_factory is not MISSING}
    lines = [f"def __init__(self, {', '.join(names)}):", 'become(self, "__class__", thawed)']
    for name in names:
        value = f"make_{name}() if {name} is factory else {name}" if f"make_{name}" in made_anew else name
        lines.append(f"self.{name} = {value}")
    thawed = type(f"_{cls.__name__}", (), {"__slots__": cls.__slots__})
    become = object.__setattr__
    scope: dict[str, Any] = {**made_anew, "factory": _FACTORY, "become": become, "thawed": thawed, "frozen": cls}
    exec("\n    ".join([*lines, "self.__class__ = frozen"]), scope)  # as dataclass does it
    init = scope["__init__"]
    optional = [one for one in known if not one.default is one.default_factory is MISSING]
    init.__defaults__ = tuple(_FACTORY if one.default is MISSING else one.default for one in optional)
    init.__annotations__ = {**{one.name: one.type for one in known}, "return": "None"}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


# The methods that all classes share.


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__slots__])


def __setattr__(self: Any, name: str, value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __eq__(self: Any, other: Any) -> Any:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def __hash__(self: Any) -> int:
    return hash(_values(self))


def __repr__(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def __reduce__(self: Any) -> tuple[Any, ...]:
    return type(self), _values(self)
