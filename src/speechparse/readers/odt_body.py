"""The body of an OpenDocument text: its paragraphs, lists and tables as lines, numbers written out, with hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..errors import ReadError
from ..source import Hint, Table
from .word_numbering import attr, numeral, tag

_DEEPEST = 200
_LEFT_OUT = {"tracked-changes", "note", "annotation", "sequence-decls", "forms", "ruby-text", "meta", "desc", "title"}
# The first sign of a number format and Word's name for it.
_FORMATS = {
    "1": "decimal", "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "１": "decimalFullWidth", "a": "lowerLetter",
    "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip


@dataclass(slots=True)
class _Level:
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels a number shows
    bullet: str = ""


@dataclass(slots=True)
class _List:
    """The list that a paragraph stands in."""

    style: str
    level: int
    first: bool = False  # the first paragraph of its item has the number


@dataclass(slots=True)
class Body:
    """What has been read so far: lines, and what stands at which of their offsets. ``name`` is the file's."""

    name: str
    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    offset: int = 0
    _parents: dict[str, str] = field(default_factory=dict)
    _list_styles: dict[str, str] = field(default_factory=dict)
    _hidden: set[str] = field(default_factory=set)
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def learn(self, part: Element) -> None:
        """The styles of a part."""
        for element in part.iter():
            kind = tag(element)
            if kind == "style":
                key = attr(element, "name") or ""
                self._parents[key] = attr(element, "parent-style-name") or ""
                if listed := attr(element, "list-style-name"):
                    self._list_styles[key] = listed
                if any(attr(inner, "display") == "none" for inner in element if tag(inner) == "text-properties"):
                    self._hidden.add(key)
            elif kind in ("list-style", "outline-style"):
                key = (attr(element, "name") or "") if kind == "list-style" else "\0outline"
                self._levels[key] = {_int(attr(row, "level"), 1): _level(row) for row in element if "level" in tag(row)}

    def blocks(self, parent: Element, listed: _List | None = None, contents: bool = False, depth: int = 0) -> None:
        """Paragraphs, headings, lists and tables below an element."""
        if depth > _DEEPEST:
            raise ReadError(self.name, f"is nested more than {_DEEPEST} deep", "save it again in LibreOffice or WPS")
        for element in parent:
            kind = tag(element)
            if kind in ("p", "h"):
                self._paragraph(element, kind, listed, contents)
                if listed is not None:
                    listed.first = False
            elif kind == "list":
                style = attr(element, "style-name") or (listed.style if listed else "")
                level = listed.level + 1 if listed else 1
                goes_on = attr(element, "continue-numbering") == "true" or attr(element, "continue-list")
                if level == 1 and not goes_on:
                    self._counters.pop(style, None)
                for item in element:
                    inner = _List(style, level, tag(item) == "list-item")
                    if (start := attr(item, "start-value")) and start.isdecimal():
                        self._counters.setdefault(style, {})[level] = _int(start, 1) - 1
                    self.blocks(item, inner, contents, depth + 1)
            elif kind == "table":
                self._table(element, contents)
            elif kind not in _LEFT_OUT:
                index = kind in ("table-of-content", "alphabetical-index", "illustration-index")
                self.blocks(element, listed, contents or index, depth + 1)

    def _paragraph(self, element: Element, kind: str, listed: _List | None, contents: bool) -> None:
        style = attr(element, "style-name") or ""
        if self._named(style, self._hidden):
            return
        text = "".join(self._words(element))
        label, level = "", _int(attr(element, "outline-level"), 0) if kind == "h" else 0
        if listed and listed.first:
            label = self._label(listed.style or self._named_list(style), listed.level)
        elif level and not listed:
            label = self._label("\0outline", level)
        start = self.offset
        self.line((label + text if text.strip() else text), contents)
        end = self.offset - 1
        names = {style, *self._chain(style)}
        if contents or not text.strip():
            return
        if names & {"Title", "标题"}:
            self.hints.append(Hint(start, end, "title"))
        elif level:
            self.hints.append(Hint(start, end, "heading", min(level, 9)))
        elif label and listed:
            self.hints.append(Hint(start, end, "item", listed.level))

    def line(self, text: str, contents: bool = False) -> None:
        """Add one line."""
        if contents:
            self.hints.append(Hint(self.offset, self.offset + len(text), "aside", value="contents"))
        self.lines.append(text)
        self.offset += len(text) + 1

    def _words(self, paragraph: Element) -> Iterator[str]:
        """The words of a paragraph, walked without recursion."""
        yield _folded(paragraph.text)
        stack = [(paragraph, iter(paragraph))]
        while stack:
            inner = next(stack[-1][1], None)
            if inner is None:
                ended, _ = stack.pop()
                if stack:
                    yield _folded(ended.tail)
                continue
            kind = tag(inner)
            if kind == "s":
                yield " " * min(_int(attr(inner, "c"), 1), 100) + _folded(inner.tail)
            elif kind in ("tab", "line-break"):
                yield ("\t" if kind == "tab" else "\n") + _folded(inner.tail)
            elif kind in _LEFT_OUT or (kind == "span" and self._named(attr(inner, "style-name") or "", self._hidden)):
                yield _folded(inner.tail)
            else:
                yield _folded(inner.text) if kind not in ("frame", "text-box") else ""
                stack.append((inner, iter(inner)))

    def _label(self, style: str, level: int) -> str:
        levels = self._levels.get(style, {})
        row = levels.get(level)
        if row is None:
            return ""
        counters = self._counters.setdefault(style, {})
        counters[level] = counters.get(level, row.start - 1) + 1
        for deeper in [n for n in counters if n > level]:
            del counters[deeper]
        if row.bullet:
            return row.bullet + " "
        if not row.format:
            return ""
        shown = range(max(1, level - row.shown + 1), level + 1)
        parts = [(levels.get(n, row), counters.get(n, 1)) for n in shown]
        text = row.prefix + ".".join(numeral(count, one.format) for one, count in parts if one.format) + row.suffix
        return text if text.endswith(("、", "）", ")", "．", "。", "：", "，", " ")) else text + " "

    def _chain(self, style: str) -> Iterator[str]:
        for _ in range(20):
            style = self._parents.get(style, "")
            if not style:
                return
            yield style

    def _named(self, style: str, names: set[str]) -> bool:
        return bool(names) and (style in names or any(base in names for base in self._chain(style)))

    def _named_list(self, style: str) -> str:
        return next((self._list_styles[key] for key in (style, *self._chain(style)) if key in self._list_styles), "")

    def _table(self, element: Element, contents: bool) -> None:
        rows = list(_inner(element, "table-row"))
        start = self.offset
        spans: list[list[tuple[int, int]]] = []
        for row in rows:
            at = self.offset
            texts: list[str] = []
            out: list[tuple[int, int]] = []
            for cell in row:
                if tag(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                for _ in range(min(_int(attr(cell, "number-columns-repeated"), 1), 63)):
                    words = (
                        " ".join(text for p in _inner(cell, "p", "h") if (text := "".join(self._words(p)).strip()))
                        .replace("\n", " ")
                        .replace("\t", " ")
                    )
                    if tag(cell) == "covered-table-cell":
                        out.append(self._covered(spans, out, len(out)) or (at, at))
                        continue
                    texts.append(words)
                    out.append((at, at + len(words)))
                    at += len(words) + 1
            self.line("\t".join(texts), contents)
            spans.append(out)
        width = max(map(len, spans), default=0)
        if width > 1 and len(spans) > 1 and not contents:
            ends = [(row[-1][1], row[-1][1]) if row else (start, start) for row in spans]
            filled = tuple(tuple(row + [end] * (width - len(row))) for row, end in zip(spans, ends, strict=True))
            headers = sum(1 for header in element if tag(header) == "table-header-rows" for _ in header)
            self.tables.append(Table(start, max(start, self.offset - 1), filled, headers))

    @staticmethod
    def _covered(above: list[list[tuple[int, int]]], row: list[tuple[int, int]], column: int) -> tuple[int, int] | None:
        """The span that a covered cell repeats: that of its left neighbour, else that of the cell above."""
        if row:
            return row[-1]
        return above[-1][column] if above and column < len(above[-1]) else None


def _inner(element: Element, *names: str) -> Iterator[Element]:
    stack = [iter(element)]
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
        elif tag(inner) in names:
            yield inner
        elif tag(inner) not in _LEFT_OUT:
            stack.append(iter(inner))


def _level(row: Element) -> _Level:
    if tag(row) == "list-level-style-bullet":
        sign = attr(row, "bullet-char") or "●"
        return _Level(bullet=sign if sign in "—–-−•●○■□◆◇★☆·▪▶►※*" else "●")
    form = _FORMATS.get((attr(row, "num-format") or "")[:1], "")
    start, shown = _int(attr(row, "start-value"), 1), _int(attr(row, "display-levels"), 1)
    return _Level(form, (attr(row, "num-prefix") or "")[:40], (attr(row, "num-suffix") or "")[:40], start, shown)


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default


def _folded(text: str | None) -> str:
    """White space of the markup as OpenDocument reads it: a row of it is one blank."""
    return " ".join(text.split(" ")).replace("\n", " ").replace("\t", " ") if text else ""
