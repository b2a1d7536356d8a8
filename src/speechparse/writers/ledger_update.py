"""A ledger carried on: the rows of a new text put into the workbook that an office has worked in.

Nothing that people wrote is changed: rows stay in their order, split, merged and with all their columns. Only cells
that still hold what we wrote take the new words, and what they held is told in the column 变更情况, beside 新增, 变化
and 未再提及. New rows stand below the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..ledger.dates import day, number_format, official
from ..ledger.matching import Words, grams, match
from ..ledger.words import word
from ..signs import LOOSE
from . import ledger_sheet as sheets
from .files import closed, replacing
from .ledger_columns import FIELDS, Row
from .ledger_memory import KEPT, fresh, memory
from .ledger_sheet import OldRow, Table
from .ledger_sums import sum_up
from .ledger_table import Layout, Ledger, Read, tables

_HIGHEST = 409  # points of a row in a workbook
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
    marks = {id(table.sheet): _mark_column(table, layout) for table in known}
    changed = 0
    for i, j in pairs.items():
        table = table_of[id(old[i])]
        _named_again(table, old[i].number, marks, layout)
        said = _carry(table, old[i], new[j], layout)
        changed += bool(said)
        if said:
            _mark(table, old[i].number, marks, f"{word('change.changed', layout.language)}：{'；'.join(said)}")
    gone = [i for i in range(len(old)) if i not in pairs and i not in parts_old]
    for i in gone:
        _mark(table_of[id(old[i])], old[i].number, marks, word("change.gone", layout.language))
    matched = {*pairs.values(), *parts_new}
    fresh = [j for j in range(len(new)) if j not in matched]
    _append(known[0], [new[j] for j in fresh], marks, layout)
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
                _put(table, before.number, field, after, new)
        elif _plain(old) == _plain(ours):
            _put(table, before.number, field, after, new)
            said.append(word("change.field", layout.language, title=title, old=old))
        elif _plain(new) != _plain(ours):
            said.append(word("change.kept", layout.language, title=title, new=new))
    if hidden := table.columns.get("id"):
        table.sheet.cell(before.number, hidden).value = after.row.id
        table.sheet.cell(before.number, hidden + 1).value = memory(after)
    return said


def _plain(words: str) -> str:
    return "".join(words.replace("、", "").split()).rstrip(LOOSE)


def _put(table: Table, number: int, field: str, row: Row, words: str) -> None:
    cell = table.sheet.cell(number, table.columns[field])
    if type(cell).__name__ == "MergedCell":
        return
    last = day(row.row.deadline or row.row.period) if field == "when" and not row.notes.get("when") else None
    if last:
        cell.value = datetime(last.year, last.month, last.day)
        cell.number_format = number_format(official(row.row.deadline or row.row.period), last)
    elif field == "number" and words.isdigit():
        cell.value = int(words)
    else:
        cell.value = words
        cell.data_type = "s"  # =1+1 is no formula


def _mark_column(table: Table, layout: Layout) -> int:
    """The column 变更情况, made at the right of all others where it is missing."""
    if "change" in table.columns:
        return table.columns["change"]
    sheet = table.sheet
    column = 1 + max(sheet.max_column, table.columns.get("memory", 0))
    head = sheet.cell(table.header, column, word("column.change", layout.language))
    _like(head, sheet.cell(table.header, table.columns["task"]))
    sheet.column_dimensions[head.column_letter].width = 28
    for row in table.rows:
        _like(sheet.cell(row.number, column), sheet.cell(row.number, table.columns["task"]))
    table.columns["change"] = column
    return int(column)


def _mark(table: Table, number: int, marks: dict[int, int], words: str) -> None:
    cell = table.sheet.cell(number, marks[id(table.sheet)])
    earlier = str(cell.value or "")
    if words not in earlier:
        cell.value = words + (f"\n{earlier}" if earlier else "")
        _make_room(table.sheet, cell)


def _make_room(sheet: Any, cell: Any) -> None:
    """The row as high as what has been added to it needs, where its height is fixed."""
    row, width = sheet.row_dimensions[cell.row], sheet.column_dimensions[cell.column_letter].width
    if row.height:
        lines = sum(-(-2 * len(line) // max(4, int(width) - 2)) or 1 for line in str(cell.value).split("\n"))
        row.height = min(_HIGHEST, max(row.height, 15 * lines + 6))


def _named_again(table: Table, number: int, marks: dict[int, int], layout: Layout) -> None:
    """Take back 未再提及."""
    cell = table.sheet.cell(number, marks[id(table.sheet)])
    lines = str(cell.value or "").split("\n")
    if word("change.gone", layout.language) in lines:
        cell.value = "\n".join(line for line in lines if line != word("change.gone", layout.language)) or None


def _like(cell: Any, other: Any) -> None:
    cell._style = copy(other._style)  # all of it at once; the public attributes take twenty times as long


def _append(table: Table, rows: list[Row], marks: dict[int, int], layout: Layout) -> None:
    """New rows, below everything that stands in the sheet."""
    sheet = table.sheet
    end = table.header
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(value not in (None, "") for value in cells):
            end = number
    highest = max([int(row.words["number"]) for row in table.rows if row.words.get("number", "").isdigit()], default=0)
    width = max(sheet.max_column, marks[id(sheet)])
    for n, row in enumerate(rows, 1):
        number = end + n
        for column in range(1, width + 1) if table.rows else ():
            _like(sheet.cell(number, column), sheet.cell(table.last, column))
        for field in table.columns:
            if field == "number":
                sheet.cell(number, table.columns[field]).value = highest + n
            elif field not in ("id", "memory", "change", "text") and (words := fresh(row, field)):
                _put(table, number, field, row, words)
        if hidden := table.columns.get("id"):
            sheet.cell(number, hidden).value = row.row.id
            sheet.cell(number, hidden + 1).value = memory(row)
        _mark(table, number, marks, word("change.new", layout.language))
    _stretch(table, end + len(rows), marks[id(sheet)])


def _stretch(table: Table, last: int, mark: int) -> None:
    """Filter, states to choose from, colours and what is printed reach to the last row."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import CellRange

    sheet = table.sheet
    first = table.header + 1

    def longer(reference: str) -> str:
        parts = [CellRange(part) for part in str(reference).split()]
        for part in parts:
            if part.min_row <= first <= part.max_row and part.max_row >= table.last:
                part.max_row = max(part.max_row, last)
        return " ".join(part.coord for part in parts)

    for choice in sheet.data_validations.dataValidation:
        choice.sqref = type(choice.sqref)(longer(choice.sqref))
    rules = ConditionalFormattingList()
    for group in sheet.conditional_formatting:
        for rule in group.rules:
            rules.add(longer(group.sqref), rule)
    sheet.conditional_formatting = rules
    if sheet.auto_filter.ref:
        area = CellRange(sheet.auto_filter.ref)
        sheet.auto_filter.ref = CellRange(
            min_row=area.min_row, min_col=area.min_col, max_row=max(last, area.max_row), max_col=area.max_col
        ).coord
    if sheet.print_area:
        sheet.print_area = f"A1:{get_column_letter(mark)}{max(last, sheet.max_row)}"
