"""Records that take little to define: ``NamedTuple``, ``dataclass`` and ``frozen`` as start-up can afford them.

The standard library reads a program's hundred classes as it goes: it evaluates each annotation, writes and compiles
up to six methods a class, and loads ``inspect`` for it, 22 of the 122 ms of a start. Here ``__init__`` alone is
written for a class, once for all classes of one form; the other methods are shared. To a type checker the names are
those of ``typing`` and ``dataclasses``, and what works on those (``fields``, ``replace``, ``asdict``, ``copy``,
``pickle``, ``match``) works on these.
"""

from __future__ import annotations

import _collections  # type: ignore[import-not-found]
from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace
    from types import CodeType
    from typing import NamedTuple as NamedTuple

_Class = TypeVar("_Class")
_MISSING: Any = object()


class _Factory:
    def __repr__(self) -> str:
        return "<factory>"


_FACTORY: Any = _Factory()
"""Stands for the default of a field that is made anew for each object."""


class _Field:
    """What the body of a class says of a field."""

    __slots__ = ("compare", "default", "factory", "init", "repr")

    def __init__(self, default: Any, factory: Any, init: bool, repr: bool, compare: bool) -> None:
        self.default, self.factory, self.init, self.repr, self.compare = default, factory, init, repr, compare


def _field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
) -> Any:
    return _Field(default, default_factory, init, repr, compare)


def names(kind: Any) -> tuple[str, ...]:
    """The fields that an object of a class is made of, in order."""
    found: tuple[str, ...] = kind.__match_args__
    return found


# Records with slots.


@dataclass_transform(frozen_default=True, field_specifiers=(_field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """In place of ``@dataclass(frozen=True, slots=True)``."""
    return _record(cls, frozen=True, eq=True)  # type: ignore[no-any-return]


def _dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Callable[[Any], Any]:
    if not slots:
        raise TypeError("a class without slots is for the standard library's dataclass")
    return lambda cls: _record(cls, frozen, eq)


def _record(cls: Any, frozen: bool, eq: bool) -> Any:
    given = {name: cls.__dict__.get(name, _MISSING) for name in cls.__annotations__}
    rows = {
        name: value if isinstance(value, _Field) else _Field(value, _MISSING, True, True, True)
        for name, value in given.items()
    }
    if hasattr(cls, "__mypyc_attrs__"):  # machine code: the compiler has laid the fields out and knows no other maker
        return _stdlib(cls, rows, frozen, eq, slots=False)
    body = {name: value for name, value in cls.__dict__.items() if name not in rows}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    body |= {
        "__slots__": tuple(rows),
        "__match_args__": tuple([name for name, row in rows.items() if row.init]),
        "__record__": (rows, frozen, eq),
        **_LAZY,
    }
    scope: dict[str, Any] = {"factory": _FACTORY}
    body["__init__"] = _init(cls, rows, frozen, scope)
    if eq:
        body |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
    bases = cls.__bases__ if cls.__bases__ != (object,) else (_Frozen if frozen else _Record,)
    made: Any = type(cls)(cls.__name__, bases, body)
    made.__qualname__ = cls.__qualname__
    if frozen:
        scope["become"], scope["cls"] = object.__setattr__, made
        scope["thawed"] = type(f"_{cls.__name__}", (_Frozen,), {"__slots__": made.__slots__, **_THAWED})
    return made


def _init(cls: Any, rows: dict[str, _Field], frozen: bool, scope: dict[str, Any]) -> Any:
    """Assigns the fields. A frozen object is, until it is whole, of a class with the same slots that is not frozen."""
    first, then = [], []
    for n, row in enumerate(rows.values()):
        value = f"f{n}"
        if row.factory is not _MISSING:
            scope[f"make{n}"] = row.factory
            value = f"make{n}() if f{n} is factory else f{n}" if row.init else f"make{n}()"
        elif not row.init and row.default is _MISSING:
            continue
        elif not row.init:
            scope[f"make{n}"], value = row.default, f"make{n}"
        then.append(f"self.f{n} = {value}")
    if frozen:
        first, then = ['become(self, "__class__", thawed)'], [*then, "self.__class__ = cls"]
    if hasattr(cls, "__post_init__"):
        then.append("self.__post_init__()")
    taken = [(n, name) for n, (name, row) in enumerate(rows.items()) if row.init]
    args = ", ".join(["self", *(f"f{n}" for n, _ in taken)])
    called = {f"f{n}": name for n, name in enumerate(rows)}
    init = _function("__init__", "\n    ".join([f"def __init__({args}):", *first, *then, "pass"]), called, scope)
    defaults = [_FACTORY if rows[n].factory is not _MISSING else rows[n].default for _, n in taken]
    init.__defaults__ = tuple([default for default in defaults if default is not _MISSING])
    init.__annotations__ = {**{name: cls.__annotations__[name] for _, name in taken}, "return": "None"}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


_codes: dict[str, CodeType] = {}


def _function(name: str, source: str, called: dict[str, str], scope: dict[str, Any]) -> Any:
    """The function ``name`` of some source, compiled once, with other names for its variables and attributes."""
    code = _codes.get(source)
    if code is None:
        made: dict[str, Any] = {}
        exec(source, made)  # as the standard library makes the methods of a dataclass
        code = _codes[source] = made[name].__code__
    code = code.replace(
        co_varnames=tuple([called.get(one, one) for one in code.co_varnames]),
        co_names=tuple([called.get(one, one) for one in code.co_names]),
    )
    return FunctionType(code, scope, name)


class _Lazy:
    """What ``dataclasses`` knows of its classes, made by it when it is asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, cls: Any) -> Any:
        rows, frozen, eq = cls.__record__
        body = {"__annotations__": cls.__annotations__, "__module__": cls.__module__}
        like = _stdlib(type(cls.__name__, (), body), rows, frozen, eq, slots=False)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(cls, name, getattr(like, name))
        return getattr(like, self.name)


def _stdlib(cls: Any, rows: dict[str, _Field], frozen: bool, eq: bool, slots: bool) -> Any:
    from dataclasses import dataclass, field

    for name, row in rows.items():
        more: dict[str, Any] = {}
        if row.default is not _MISSING:
            more["default"] = row.default
        elif row.factory is not _MISSING:
            more["default_factory"] = row.factory
        setattr(cls, name, field(init=row.init, repr=row.repr, compare=row.compare, **more))
    return dataclass(frozen=frozen, eq=eq, slots=slots)(cls)


def _replace(self: Any, /, **changes: Any) -> Any:
    record = getattr(self, "__record__", None)
    if record is None:  # of the standard library
        from dataclasses import replace

        return replace(self, **changes)
    return type(self)(**{**{name: getattr(self, name) for name, row in record[0].items() if row.init}, **changes})


class _Record:
    """What all records share."""

    __slots__ = ()
    __replace__ = _replace

    def __repr__(self: Any) -> str:
        shown = [name for name, row in self.__record__[0].items() if row.repr]
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in shown])})"


class _Frozen(_Record):
    """What those share that cannot be changed."""

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), _of(self, "init")


def _of(self: Any, what: str) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name, row in self.__record__[0].items() if getattr(row, what)])


def _eq(self: Any, other: Any) -> Any:
    return _of(self, "compare") == _of(other, "compare") if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_of(self, "compare"))


_LAZY = {name: _Lazy(name) for name in ("__dataclass_fields__", "__dataclass_params__")}
_THAWED = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


def _is_dataclass(kind: Any) -> bool:
    return hasattr(kind, "__record__") or hasattr(kind, "__dataclass_fields__")


# Named tuples.


class _NamedTupleMeta(type):
    def __new__(cls, name: str, bases: tuple[Any, ...], body: dict[str, Any]) -> Any:
        annotations = body.get("__annotations__", {})
        fields = tuple(annotations)
        defaults = {field: body.pop(field) for field in fields if field in body}
        args = "".join([f", f{n}" for n in range(len(fields))])
        source = f"def __new__(cls{args}):\n    return new(cls, ({args[2:]}{',' if len(fields) == 1 else ''}))"
        called = {f"f{n}": field for n, field in enumerate(fields)}
        new = _function("__new__", source, called, {"new": tuple.__new__})
        new.__defaults__ = tuple(defaults.values())
        new.__annotations__ = annotations
        getters = {field: _collections._tuplegetter(n, f"Field {n}") for n, field in enumerate(fields)}
        own = {
            "__slots__": (),
            "__new__": new,
            "_fields": fields,
            "_field_defaults": defaults,
            "__match_args__": fields,
        }
        return type(name, (tuple,), {**_SHARED, **own, **getters, **body})


def _tuple_make(cls: Any, values: Any) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
    return made


def _tuple_replace(self: Any, /, **changes: Any) -> Any:
    made = self._make(map(changes.pop, self._fields, self))
    if changes:
        raise ValueError(f"Got unexpected field names: {list(changes)!r}")
    return made


def _tuple_repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join([f'{n}={v!r}' for n, v in zip(self._fields, self, strict=True)])})"


_SHARED = {
    "_make": classmethod(_tuple_make),
    "_replace": _tuple_replace,
    "__replace__": _tuple_replace,
    "_asdict": lambda self: dict(zip(self._fields, self, strict=True)),
    "__repr__": _tuple_repr,
    "__getnewargs__": lambda self: tuple(self),
}

if not TYPE_CHECKING:
    NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
    dataclass, field, replace, is_dataclass = _dataclass, _field, _replace, _is_dataclass
