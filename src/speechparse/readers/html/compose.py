"""The chosen lines of a page as one text, with hints, tables and properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...source import Hint, Table
from . import content, evidence, fields, titles
from .boxes import text_range
from .lines import Line, lines
from .tree import Element

_HEAD = 600  # characters of the text that the page's title is held against


class Page(NamedTuple):
    """What a page holds; as in ``source.SourceText``."""

    text: str
    hints: tuple[Hint, ...]
    tables: tuple[Table, ...]
    properties: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


def page(root: Element, unescape: Callable[[str], str]) -> Page:
    """The text of a page and what it says of it."""
    names = titles.said(root, unescape)
    every, ranges = lines(root)
    if not every:
        return Page("", (), (), (), ())
    judged = evidence.judge(every, root)
    top, inside = text_range(root, ranges, every, judged)
    if top is not root:
        judged = evidence.judge(every, top)
    first = next((i for i in range(*inside) if judged.prose[i] and _begins(every[i])), inside[0])
    title = titles.find(every, names, first, inside)
    heads = range(0) if title is None else range((spread := titles.stretch(every, names, title))[0], spread[1] + 1)
    first = next((i for i in range(*inside) if judged.prose[i] and _begins(every[i]) and i not in heads), first)
    region = content.region(every, judged, inside, heads, first)
    writer = _Writer()
    kept = region.kept
    if heads:
        kept = _once(every, kept, heads)
    else:
        told = titles.cut(names, "".join(every[i].text for i in kept)[:_HEAD])
        if kept and titles.stands(every[kept[0]], told):
            heads = range(kept[0], kept[0] + 1)
        elif told:
            writer.title(told)
    held = {i: fields.pieces(every[i]) for i in kept if i not in heads and _may_hold_fields(every[i], i, region, heads)}
    for index in kept:
        line, parts = every[index], held.get(index)
        beside = (
            parts is None
            and index in held
            and bool(heads)
            and (_beside_day(index, held) or _is_account(line, index, heads))
        )
        if beside and fields.is_byline(line):
            parts = [fields.Piece(line.text, fields.BYLINE, 0, len(line.text))]
        if parts is not None:
            writer.fields(parts)
        elif index in heads and (end := titles.end(line, names)):  # <h2>石桥县备耕 <small>2026-03-05</small></h2>
            writer.line(line._replace(text=line.text[:end], strong=()), in_title=True)
            rest = line.text[end:].strip("([（【)]）】 ")
            writer.fields(fields.pieces(line._replace(text=rest, ends=())) or [])
        else:
            writer.line(line, in_title=index in heads)
    writer.end_table()
    text = "\n".join(writer.texts)
    above = [line for line in every[: kept[0] if kept else 0] if not line.cells]
    properties = tuple(dict.fromkeys([*_properties(names, text, writer), *_told_above(above)]))
    return Page(text, tuple(sorted(writer.hints, key=_order)), tuple(writer.tables), properties, _notes(every, kept))


def _begins(line: Line) -> bool:
    return line.level != 1 and not (len(line.text) < 120 and fields.has_key(line.text))


def _order(hint: Hint) -> tuple[int, int]:
    return hint.start, -hint.end


def _may_hold_fields(line: Line, index: int, region: content.Region, heads: range) -> bool:
    # Above the prose, or a short line just below the title: within the text 来源： may be said by the speaker.
    if line.cells:
        return False
    below = bool(heads) and heads[-1] < index <= heads[-1] + 3
    return index < region.first or below or (index == region.kept[-1] and len(line.text) < 80)


def _is_account(line: Line, index: int, heads: range) -> bool:
    """Whether a line right below the title is nothing but a link: the account of a WeChat article."""
    return index == heads[-1] + 1 and line.linked == len(line.text)


def _beside_day(index: int, held: dict[int, list[fields.Piece] | None]) -> bool:
    """Whether a line stands by key fields of which one is the day of the page, with nothing else between."""
    order = list(held)
    at = order.index(index)
    for way in (order[at + 1 :], order[at - 1 :: -1] if at else []):
        for other in way:
            parts = held[other]
            if parts is None:
                break
            if any(part.name in fields.DAYS for part in parts):
                return True
    return False


def _once(every: list[Line], kept: list[int], heads: range) -> list[int]:
    """The lines without those, at the beginning of the text, that say the title again."""
    said = "".join(titles.letters(every[i].text) for i in heads)
    at = kept.index(heads[-1]) + 1
    for begin in range(at, min(at + 8, len(kept))):
        words = ""
        for end in range(begin, min(begin + 3, len(kept))):
            words += titles.letters(every[kept[end]].text)
            if words == said:
                return kept[:begin] + kept[end + 1 :]
            if not said.startswith(words):
                break
    return kept


def _properties(names: titles.Said, text: str, writer: _Writer) -> list[tuple[str, str]]:
    told = titles.cut(names, text[:_HEAD])
    return ([("title", told)] if told else []) + names.properties


def _told_above(lines: list[Line]) -> list[tuple[str, str]]:
    """The key fields of a table or line above the text (索引号、发文字号), which are not part of it."""
    parts = [part for line in lines if fields.has_key(line.text) for part in fields.pieces(line) or ()]
    return [(part.name, part.text[part.start : part.end]) for part in parts if part.name and part.name != fields.BYLINE]


def _notes(every: list[Line], kept: list[int]) -> tuple[tuple[str, str], ...]:
    stays = set(kept)
    gone = sum(len(line.text) for index, line in enumerate(every) if index not in stays)
    if not gone:
        return ()
    message = f"{gone} characters of the page around the text (menus, links, imprint) left out"
    return (("page-matter", message),)


def _alone(row: Line) -> bool:
    return len({(start, end) for start, end, *_ in row.cells if start < end}) < 2


class _Writer:
    """Lines one after the other, with their offsets."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.hints: list[Hint] = []
        self.tables: list[Table] = []
        self._size = 0
        self._rows: list[tuple[int, Line]] = []

    def title(self, text: str) -> None:
        self.hints.append(Hint(self._size, self._size + len(text), "title"))
        self._add(text)

    def fields(self, parts: list[fields.Piece]) -> None:
        self.end_table()
        for part in parts:
            if part.name == fields.BYLINE:
                self.hints.append(Hint(self._size, self._size + len(part.text), "aside", 0, part.name))
            elif part.name:
                self.hints.append(Hint(self._size + part.start, self._size + part.end, "field", 0, part.name))
            self._add(part.text)

    def line(self, line: Line, *, in_title: bool) -> None:
        if not self._rows or self._rows[-1][1].table != line.table:
            self.end_table()
        start, end = self._size, self._size + len(line.text)
        if line.cells:
            self._rows.append((start, line))
        if in_title:
            above = next((hint for hint in self.hints if hint.kind == "title" and hint.end == start - 1), None)
            if above is not None:
                self.hints.remove(above)
            self.hints.append(Hint(above.start if above else start, end, "title"))
        elif line.level:
            self.hints.append(Hint(start, end, "heading", line.level))
        if line.item:
            self.hints.append(Hint(start, end, "item", line.item))
        self.hints.extend(Hint(start + s, start + e, "strong") for s, e in line.strong)
        self._add(line.text)

    def end_table(self) -> None:
        rows, self._rows = self._rows, []
        while rows and _alone(rows[0][1]):  # the table's own title
            del rows[0]
        while rows and _alone(rows[-1][1]):  # a remark on the table
            del rows[-1]
        if len(rows) < 2:
            return
        columns = max(column for _, line in rows for *_, column, _ in line.cells) + 1
        grid: list[tuple[tuple[int, int], ...]] = []
        above: dict[int, tuple[tuple[int, int], int]] = {}  # column -> a merged cell and the rows that it still covers
        for start, line in rows:
            cells: dict[int, tuple[int, int]] = {}
            for column, (span, left) in list(above.items()):
                cells[column] = span
                above[column] = (span, left - 1)
                if left <= 1:
                    del above[column]
            for s, e, column, height in line.cells:
                cells[column] = (start + s, start + e)
                if height > 1:
                    above[column] = (cells[column], height - 1)
            end = start + len(line.text)
            grid.append(tuple(cells.get(column, (end, end)) for column in range(columns)))
        heads = next((index for index, (_, line) in enumerate(rows) if not line.heads), 0)
        self.tables.append(Table(rows[0][0], rows[-1][0] + len(rows[-1][1].text), tuple(grid), heads))

    def _add(self, text: str) -> None:
        self.texts.append(text)
        self._size += len(text) + 1
