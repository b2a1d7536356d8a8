"""A ledger carried on: the rows of a new text put into the workbook that an office has worked in.

Nothing that people wrote is changed: rows stay in their order, split, merged and with all their columns. Only cells
that still hold what we wrote take the new words, and what they held is told in the column 变更情况, beside 新增, 变化
and 未再提及. New rows stand below the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..ledger.matching import Words, grams, match
from ..ledger.words import word
from ..signs import LOOSE
from . import ledger_sheet as sheets
from .files import closed, replacing
from .ledger_cells import append, mark, mark_column, named_again, put
from .ledger_columns import FIELDS, Row
from .ledger_memory import KEPT, fresh, memory
from .ledger_sheet import OldRow, Table
from .ledger_sums import sum_up
from .ledger_table import Layout, Ledger, Read, tables

_HELD = 0.85  # of a row's words that stand in another row: it is a part of that row
_ALIKE = 0.5  # from this likeness on last year's units are suggested


class Told(NamedTuple):
    """How many rows are new, changed, gone, and as they were."""

    new: int
    changed: int
    gone: int
    same: int

    def said(self, language: str) -> str:
        """In words: new 1, changed 0, not named again 0, the same 32."""
        parts = (f"{word(f'change.{key}', language)} {count}" for key, count in zip(self._fields, self, strict=True))
        return (", " if language == "en" else "，").join(parts)


def update(speeches: Iterable[Read], old: Path, path: Path, layout: Layout) -> Told:
    """Write the old workbook with the new rows to ``path``, whole or not at all. Raises ReadError, WriteError."""
    closed(path)
    book = sheets.opened(old)
    known = sheets.tables(book, old)
    made = tables(speeches, layout)
    told = _merge(known, made, layout)
    sum_up(book, sheets.tables(book, old), layout)
    with replacing(path) as temporary:
        book.save(str(temporary))
    return told


def suggestions(speeches: list[Read], last: Path, layout: Layout) -> Layout:
    """The layout with units of last year's ledger for the rows that name none. Raises ReadError."""
    from dataclasses import replace

    known = [row for table in sheets.tables(sheets.opened(last), last) for row in table.rows]
    rows = [row for one in tables(speeches, layout) for row in one.rows]
    bare = [row for row in rows if not (row.row.units or row.row.lead or row.row.people)]
    notes: dict[str, dict[str, str]] = {key: dict(cells) for key, cells in layout.notes.items()}
    before = [Words(_headings(row), row.text) for row in known]
    for pair in match(before, [Words((row.category, row.aspect), row.row.text) for row in bare], enough=_ALIKE):
        words = known[pair.old].words
        for field in ("lead", "units", "support"):
            if words.get(field):
                said = word("cell.suggested", layout.language, names=words[field])
                notes.setdefault(bare[pair.new].row.id, {})[field] = said
    return replace(layout, notes=notes)


# -- who is who


def _headings(row: OldRow) -> tuple[str, ...]:
    return tuple(words for field in ("category", "aspect") if (words := row.words.get(field)))


def _merge(known: list[Table], made: list[Ledger], layout: Layout) -> Told:
    old = [row for table in known for row in table.rows]
    new = [row for one in made for row in one.rows]
    pairs = _pairs(old, new)
    parts_old, parts_new = _parts(old, new, pairs)
    table_of = {id(row): table for table in known for row in table.rows}
    marks = {id(table.sheet): mark_column(table, layout) for table in known}
    changed = 0
    for i, j in pairs.items():
        table = table_of[id(old[i])]
        named_again(table, old[i].number, marks, layout)
        said = _carry(table, old[i], new[j], layout)
        changed += bool(said)
        if said:
            mark(table, old[i].number, marks, f"{word('change.changed', layout.language)}：{'；'.join(said)}")
    gone = [i for i in range(len(old)) if i not in pairs and i not in parts_old]
    for i in gone:
        mark(table_of[id(old[i])], old[i].number, marks, word("change.gone", layout.language))
    matched = {*pairs.values(), *parts_new}
    fresh = [j for j in range(len(new)) if j not in matched]
    append(known[0], [new[j] for j in fresh], marks, layout)
    return Told(len(fresh), changed, len(gone), len(pairs) - changed)


def _pairs(old: list[OldRow], new: list[Row]) -> dict[int, int]:
    """Old row to new row: by the id, then by section and wording."""
    ids = {row.row.id: j for j, row in enumerate(new)}
    pairs: dict[int, int] = {}
    for i, row in enumerate(old):
        if (j := ids.pop(row.id, None)) is not None:
            pairs[i] = j
    left_old = [i for i in range(len(old)) if i not in pairs]
    taken = set(pairs.values())
    left_new = [j for j in range(len(new)) if j not in taken]
    before = [Words(_headings(old[i]), old[i].text) for i in left_old]
    after = [Words((new[j].category, new[j].aspect), FIELDS["task"](new[j])) for j in left_new]
    for pair in match(before, after) if before and after else ():
        pairs[left_old[pair.old]] = left_new[pair.new]
    return pairs


def _parts(old: list[OldRow], new: list[Row], pairs: dict[int, int]) -> tuple[set[int], set[int]]:
    """Old rows that an office has split off from a row, and new rows that it has merged into one."""
    taken = set(pairs.values())
    free_old = [i for i in range(len(old)) if i not in pairs]
    free_new = [j for j in range(len(new)) if j not in taken]
    whole_new = _index([row.row.text for row in new])
    whole_old = _index([row.text for row in old])
    split = {i for i in free_old if _within(old[i].text, whole_new)}
    joined = {j for j in free_new if _within(new[j].row.text, whole_old)}
    return split, joined


def _index(texts: list[str]) -> dict[str, list[frozenset[str]]]:
    index: dict[str, list[frozenset[str]]] = {}
    for found in map(grams, texts):
        for gram in found:
            index.setdefault(gram, []).append(found)
    return index


def _within(text: str, index: dict[str, list[frozenset[str]]]) -> bool:
    own = grams(text)
    rare = sorted((gram for gram in own if gram in index), key=lambda gram: (len(index[gram]), gram))[:3]
    near = [other for gram in rare for other in index[gram][:50]]
    return any(len(own & other) >= _HELD * len(own) for other in near)


# -- what becomes of a row


def _carry(table: Table, before: OldRow, after: Row, layout: Layout) -> list[str]:
    """Bring a row up to date where it still says what we wrote; in words what has changed."""
    said = []
    for field in KEPT:
        if field not in table.columns:
            continue
        old, new = before.words.get(field, ""), fresh(after, field)
        if not new or _plain(old) == _plain(new):
            continue
        title = "".join(str(table.sheet.cell(table.header, table.columns[field]).value).split())
        ours = before.memory.get(field, "")
        if not old:
            if not ours:  # a cell that somebody has emptied stays empty
                put(table, before.number, field, after, new)
        elif _plain(old) == _plain(ours):
            put(table, before.number, field, after, new)
            said.append(word("change.field", layout.language, title=title, old=old))
        elif _plain(new) != _plain(ours):
            said.append(word("change.kept", layout.language, title=title, new=new))
    if hidden := table.columns.get("id"):
        table.sheet.cell(before.number, hidden).value = after.row.id
        table.sheet.cell(before.number, hidden + 1).value = memory(after)
    return said


def _plain(words: str) -> str:
    return "".join(words.replace("、", "").split()).rstrip(LOOSE)
