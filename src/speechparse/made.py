"""Records of a frozen class, made by the thousand.

The ``__init__`` of a frozen dataclass hands each field to ``object.__setattr__``, which takes five times as long as an
assignment: that came to a twentieth of all parsing. ``maker`` gives a function that takes the same arguments. It fills
a twin of the record, with the same slots and nothing that forbids it, and then says that it is the record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, ParamSpec, TypeVar

from .model import Diagnostic, Measure, Node, RoleGuess, Target, Task, TimeRef

P = ParamSpec("P")
T = TypeVar("T")


def maker(record: Callable[P, T]) -> Callable[P, T]:
    """A function that makes what the frozen dataclass ``record`` makes; it must have slots and no default factory."""
    rows = fields(record)  # type: ignore[arg-type]
    names = {f"default_{row.name}": row.default for row in rows} | {"record": record}
    given = [row.name if row.default is MISSING else f"{row.name}=default_{row.name}" for row in rows]
    body = [*(f"self.{row.name} = {row.name}" for row in rows), "self.__class__ = record"]
    made: dict[str, Any] = {"__slots__": tuple(row.name for row in rows)}
    # As the standard library makes the methods of a dataclass.
    exec(f"def __init__(self, {', '.join(given)}):\n    " + "\n    ".join(body), names, made)
    twin: Any = type(f"New{record.__name__}", (), made)
    return twin  # type: ignore[no-any-return]


new_node = maker(Node)
new_guess = maker(RoleGuess)
new_task = maker(Task)
new_measure = maker(Measure)
new_target = maker(Target)
new_time = maker(TimeRef)
new_diagnostic = maker(Diagnostic)
