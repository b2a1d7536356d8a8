"""The columns of a ledger: what stands in each, and the templates that choose them.

A template is ``office`` (what is sent out), ``full`` (all that is known, for data), or a TOML file of one's own with
``columns = [{field = "task", title = "工作内容", width = 40}, …]`` and, if wanted, ``title``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ReadError, RulesError
from ..ledger.dates import official
from ..ledger.rows import LedgerRow, covers
from ..ledger.words import word
from ..limits import regular
from ..model import Target, TimeRef
from ..signs import COMMAS, HALF_STOPS


class Row(NamedTuple):
    """One line of the table. ``place`` is line and column, ``file`` the source's name, ``name`` the task in short.

    ``shared``: the facts of the task that a row without its own shows. ``notes`` are cells by field that are not found
    in the text: remark, change, units (a suggestion).
    """

    row: LedgerRow
    name: str
    place: str
    file: str
    category: str
    aspect: str
    leaders: tuple[str, ...]
    steps: str
    notes: dict[str, str]

    @property
    def number(self) -> str:
        """As the table shows it."""
        return self.row.number


class Column(NamedTuple):
    """``width`` counts half-width characters; ``centred`` goes for short cells."""

    field: str
    title: str
    width: int
    centred: bool = False
    merge: bool = False
    keep: bool = False

    def cell(self, row: Row) -> str:
        """The words of the cell."""
        return row.notes.get(self.field) or FIELDS[self.field](row)

    def shown(self, row: Row) -> str:
        """The same for a narrow cell: a name a line, so that none is broken."""
        words = self.cell(row)
        return words.replace("、", "\n") if self.field in ("people", "leaders") else words


class Template(NamedTuple):
    """``title`` holds {text} for the ledger's usual title; None keeps that."""

    columns: tuple[Column, ...]
    title: str | None = None


def names(found: Iterable[str]) -> str:
    """甲局、乙局, each once."""
    return "、".join(dict.fromkeys(found))


def _rest(row: LedgerRow) -> str:
    named = {*row.lead, *row.support}
    return names(unit for unit in row.units if unit not in named)


def stated_time(row: LedgerRow) -> TimeRef | None:
    """The deadline, else the period; but no whole year that only a heading names (2026年重点工作)."""
    period = row.period
    if row.deadline or period is None or covers(row.span, period.span):
        return row.deadline or period
    year = (period.start or "")[:4]
    return None if year and (period.start, period.end) == (f"{year}-01-01", f"{year}-12-31") else period


def _deadline(row: Row) -> str:
    """The words with their days, all milestones."""
    own = row.row.milestones or tuple(ref for ref in (stated_time(row.row),) if ref)
    return "；".join(dict.fromkeys(map(_dated, own)))


def _dated(ref: TimeRef) -> str:
    if ref.end is None:
        return ref.text
    return f"{ref.text}（{ref.end if ref.start in (None, ref.end) else f'{ref.start} 至 {ref.end}'}）"


def _when(row: Row) -> str:
    own = row.row
    return official(stated_time(own) or own.recurrence)


def _recurrence(row: Row) -> str:
    own = row.row
    return own.recurrence.text if own.recurrence else ""


def _milestones(row: Row) -> str:
    return "\n".join(_milestone(row.row.text, ref) for ref in row.row.milestones)


def _milestone(text: str, ref: TimeRef) -> str:
    """The date with what is to be done by then: the rest of its clause."""
    at = text.find(ref.text)
    rest = text[at + len(ref.text) :] if at >= 0 else ""
    end = min((i for i in map(rest.find, COMMAS + HALF_STOPS + "。\n") if i >= 0), default=len(rest))
    return official(ref) + rest[:end]


def _goals(row: Row) -> str:
    return "；".join(dict.fromkeys(_goal(target) for target in row.row.targets if target.kind == "goal"))


def _goal(target: Target) -> str:
    metric = target.metric or ""
    return target.text if metric in target.text else metric + target.text


def _note(_: Row) -> str:
    return ""


FIELDS: dict[str, Callable[[Row], str]] = {
    "number": lambda r: r.row.number,
    "category": lambda r: r.category,
    "aspect": lambda r: r.aspect,
    "task": lambda r: r.name if r.steps else r.row.text,
    "name": lambda r: r.name,
    "steps": lambda r: r.steps,
    "lead": lambda r: names(r.row.lead),
    "units": lambda r: _rest(r.row),
    "support": lambda r: names(r.row.support),
    "leaders": lambda r: names(r.leaders),
    "people": lambda r: names(person for person in r.row.people if person not in r.leaders),
    "when": _when,
    "deadline": _deadline,
    "milestones": _milestones,
    "recurrence": _recurrence,
    "targets": _goals,
    "progress": _note,
    "status": _note,
    "remark": _note,
    "change": _note,
    "section": lambda r: " › ".join(r.row.section),
    "source": lambda r: r.row.text,
    "place": lambda r: r.place,
    "file": lambda r: r.file,
    "id": lambda r: r.row.id,
}
_TITLES = {"task": "column.text"}
_CENTRED = {"number", "place", "id", "status", "when", "category", "aspect"}


@cache
def shipped(name: str, language: str = "zh") -> Template:
    """The template of a name. Raises KeyError."""
    text = (files("speechparse.writers") / "ledger_templates.toml").read_text(encoding="utf-8")
    return _made(tomllib.loads(text)[name], language)


def template(name: str, language: str = "zh") -> Template:
    """``office``, ``full`` or a file. Raises RulesError where the file cannot be read or says what is not known."""
    if name in ("office", "full"):
        return shipped(name, language)
    try:
        regular(name)
        return _made(tomllib.loads(Path(name).read_text(encoding="utf-8")), language)
    except ReadError as error:
        raise RulesError(f"{name}: {error.problem}; --template is office, full or a TOML file") from error
    except OSError as error:
        why = error.strerror or "cannot be read"
        raise RulesError(f"{name}: {why}; --template is office, full or a TOML file") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RulesError(f"{name}: is no template: {error}; fields are {' '.join(FIELDS)}") from error


def _made(data: dict[str, Any], language: str) -> Template:
    columns = []
    for number, row in enumerate(data["columns"], 1):
        field = row["field"]
        if field not in FIELDS:
            raise ValueError(f"column {number} has the unknown field {field!r}")
        if unknown := set(row) - {"field", "title", "width", "merge", "keep"}:
            raise ValueError(f"column {number} has the unknown key {min(unknown)!r}")
        title = row.get("title") or word(_TITLES.get(field, f"column.{field}"), language)
        width = int(row.get("width", 16))
        columns.append(Column(field, title, width, field in _CENTRED, row.get("merge", False), row.get("keep", False)))
    if not columns:
        raise ValueError("it has no columns")
    return Template(tuple(columns), data.get("title"))
