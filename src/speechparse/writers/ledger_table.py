"""A speech's rows as a table: short names, places, categories, what is unclear; tables joined or split by unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..ledger.rows import Cut, LedgerRow, covers, rows
from ..ledger.titles import ledger_title
from ..ledger.words import word
from ..model import Speech
from ..signs import COMMAS, HALF_STOPS, LINKS, LOOSE
from ..source import SourceText
from .ledger_columns import Column, Row, Template, shipped

Read = tuple[Speech, SourceText | None]
_NARROW = 9
_CLAUSE = re.compile(rf"[{COMMAS}{LINKS}]?[^{COMMAS}{HALF_STOPS}：:\n]+")
_WHO = ("负责", "牵头", "配合")
_LONGEST_NAME = 60  # of a task, before it is cut
_LEADER = re.compile(r"领导[：:]([^；;）)\n]{0,80})")
_NEAR = 200  # characters after a row that name who leads it


@dataclass(frozen=True, slots=True)
class Layout:
    """What a ledger looks like.

    ``cut`` and ``template`` None: office for a workbook and a Word file, else task and full. ``merge``: neighbouring
    cells of the same section become one. ``unclear``: an empty unit or deadline says 需明确. ``together``: the rows of
    all speeches in one table, repeats marked. ``split``: a table a unit.
    """

    cut: Cut | None = None
    template: Template | None = None
    merge: bool = False
    language: str = "zh"
    keep_leads: bool = False
    quantified: bool = False
    unclear: bool = False
    together: bool = False
    split: bool = False
    missed: bool = False
    notes: dict[str, dict[str, str]] = field(default_factory=dict)

    def settled(self, office: bool) -> Layout:
        """With cut and template chosen."""
        template = self.template or shipped("office" if office else "full", self.language)
        return replace(self, cut=self.cut or ("office" if office else "task"), template=template)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the template."""
        return (self.template or shipped("full", self.language)).columns


PLAIN = Layout()


class Ledger(NamedTuple):
    """The rows of one table under its title; ``source`` is the file's name, ``missed`` place and words left out."""

    title: str
    source: str
    rows: list[Row]
    columns: tuple[Column, ...]
    missed: tuple[tuple[str, str], ...] = ()

    def widths(self) -> list[int]:
        """The columns' widths; those that hold nothing shrink to their heading, where nobody is to fill them in."""
        return [
            column.width if column.keep or not self.rows or any(map(column.cell, self.rows)) else _NARROW
            for column in self.columns
        ]


def ledger(speech: Speech, source: SourceText | None = None, layout: Layout = PLAIN) -> Ledger:
    """The ledger of a speech; places are line:column where the source is given, else offsets."""
    layout = layout if layout.cut and layout.template else layout.settled(office=False)
    text = source.text if source else None
    found = rows(speech, text, layout.cut or "task", keep_leads=layout.keep_leads)
    if layout.quantified:
        found = [row for row in found if is_quantified(row)]
    title = ledger_title(speech.metadata, layout.language)
    if layout.template and layout.template.title:
        title = layout.template.title.replace("{text}", title)
    # In the other cuts the steps are rows, or within them; those of a table's own column (工作措施) are neither.
    steps = {
        task.id: [step.text for step in task.measures]
        for task in speech.tasks
        if layout.cut == "task" or not any(covers(task.span, step.span) for step in task.measures)
    }
    table = list(_table(found, speech, source, steps, layout))
    return Ledger(title, speech.source.name or "", table, _shown(layout.columns, table), _missed(speech, source))


def is_quantified(row: LedgerRow) -> bool:
    """Whether a row has a number, a date or somebody who answers for it."""
    return bool(row.targets or row.deadline or row.period or row.units or row.lead or row.people)


def _table(
    found: list[LedgerRow], speech: Speech, source: SourceText | None, steps: dict[str, list[str]], layout: Layout
) -> Iterator[Row]:
    paths = _paths([row.section for row in found])
    for row, path in zip(found, paths, strict=True):
        place = "{}:{}".format(*source.line_col(row.span[0])) if source else str(row.span[0])
        own = steps.get(row.task, [])
        notes = dict(layout.notes.get(row.id, {}))
        if layout.unclear:
            notes |= _unclear(row, layout.language)
        yield Row(
            row, short_name(row), place, speech.source.name or "", path[0], path[1], _leaders(row, source),
            _listed(own) if len(own) > 1 or (own and own[0] not in row.text) else "", notes,
        )  # fmt: skip


def _listed(steps: list[str]) -> str:
    """The steps, numbered where there are several."""
    words = ["".join(step.split()) for step in steps]
    return words[0] if len(words) == 1 else "\n".join(f"{n}.{step}" for n, step in enumerate(words, 1))


def _unclear(row: LedgerRow, language: str) -> dict[str, str]:
    said = word("cell.unclear", language)
    who = {} if row.units or row.lead or row.people else {"units": said}
    when = {} if row.deadline or row.period or row.recurrence else {"when": said, "deadline": said}
    return who | when


def short_name(row: LedgerRow) -> str:
    """What is to be done to what, else the first sentence; where that is long, the whole clauses there is room for.

    Clauses that go on with it belong to it (坚持党建引领，抓实产业), those that say until when, how far or who do not.
    """
    said = row.text.split("。", 1)[0]
    if row.action and row.object:
        done = row.action + row.object
        said = _with_series(done, said[max(0, said.find(done)) :])
    first = " ".join(said.split()).strip(LOOSE)
    if len(first) <= _LONGEST_NAME:
        return first
    cut = max(first.rfind(sign, 0, _LONGEST_NAME) for sign in COMMAS + HALF_STOPS)
    inner = first[:cut]
    if cut > _LONGEST_NAME // 3 and inner.count("“") == inner.count("”") and inner.count("（") == inner.count("）"):
        return inner
    return first[: _LONGEST_NAME - 1] + "…"


def _with_series(done: str, said: str) -> str:
    """``done`` with the clauses of its sentence that go on with it."""
    if not said.startswith(done) or said[len(done) : len(done) + 1] not in tuple(COMMAS + LINKS):
        return done
    aside = tuple(word("name.aside").split())
    end = len(done)
    for clause in _CLAUSE.finditer(said, end):
        words = clause[0].lstrip(COMMAS)
        if words.startswith(aside) or words[:1].isdigit() or words.endswith(_WHO):
            break
        end = clause.end()
    return said[:end]


def _leaders(row: LedgerRow, source: SourceText | None) -> tuple[str, ...]:
    """Those of the people whom the text calls 责任领导."""
    if not source or not row.people:
        return ()
    said = " ".join(_LEADER.findall(source.text, row.span[0], row.span[1] + _NEAR))
    return tuple(person for person in row.people if person in said)


def _paths(sections: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    """类别 and 方面 of each row: the two headings below those that all rows share."""
    shared = 0
    if sections and all(sections):
        while len(first := {section[shared : shared + 1] for section in sections}) == 1 and first != {()}:
            shared += 1
    out = []
    for section in sections:
        path = tuple("".join(heading.split()) for heading in section[shared:])
        if not path and section:
            path = ("".join(section[-1].split()),)
        out.append((path[0] if path else "", path[-1] if len(path) > 1 else ""))
    return out


def _shown(columns: tuple[Column, ...], table: list[Row]) -> tuple[Column, ...]:
    """Without the columns that hold nothing and that nobody is to fill in."""
    return tuple(column for column in columns if column.keep or any(map(column.cell, table)))


def _missed(speech: Speech, source: SourceText | None) -> tuple[tuple[str, str], ...]:
    found = []
    for one in speech.diagnostics:
        if one.code == "unlisted-task":
            place = "{}:{}".format(*source.line_col(one.span[0])) if source else str(one.span[0])
            found.append((place, " ".join((source.text[slice(*one.span)] if source else one.message).split())))
    return tuple(found)


# -- several tables


def tables(speeches: Iterable[Read], layout: Layout) -> list[Ledger]:
    """The ledgers of all speeches, joined or split as the layout says."""
    found = [ledger(speech, source, layout) for speech, source in speeches]
    if layout.together and len(found) > 1:
        found = [_joined(found, layout)]
    return [part for one in found for part in by_unit(one, layout.language)] if layout.split else found


def _joined(found: list[Ledger], layout: Layout) -> Ledger:
    from ..ledger.matching import Words, repeats

    table = [row for one in found for row in one.rows]
    first = repeats([Words(row.row.section, row.row.text) for row in table])
    out = []
    for n, row in enumerate(table, 1):
        notes = dict(row.notes)
        if (earlier := first.get(n - 1)) is not None:
            notes["remark"] = word("cell.repeat", layout.language, number=earlier + 1)
        out.append(row._replace(row=replace(row.row, number=str(n)), notes=notes))
    columns = layout.columns
    if all(column.field != "file" for column in columns):
        columns = (columns[0], Column("file", word("column.file", layout.language), 14), *columns[1:])
    missed = tuple(item for one in found for item in one.missed)
    return Ledger(word("title.together", layout.language), "", out, _shown(columns, out), missed)


def by_unit(one: Ledger, language: str) -> Iterator[Ledger]:
    """A table a unit, in the order in which they are first named; what nobody answers for stands last."""
    owners: dict[str, list[Row]] = {}
    nobody: list[Row] = []
    for row in one.rows:
        units = dict.fromkeys((*row.row.lead, *row.row.units, *row.row.support))
        for unit in units:
            owners.setdefault(unit, []).append(row)
        if not units:
            nobody.append(row)
    for unit, own in owners.items():
        yield one._replace(title=word("title.unit", language, unit=unit), rows=own, missed=())
    if nobody or not owners:
        yield one._replace(title=word("title.nobody", language), rows=nobody)
