"""A Word document's blocks as lines of text with hints and tables, in document order.

Nothing here knows how the blocks are kept: .docx, Word 2003 XML and the parts of an altChunk use it alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..source import Hint, Table
from .word_numbering import Numbering, attr, child, tag
from .word_runs import SKIPPED, Runs, Words, is_contents_control, is_placeholder
from .word_styles import Style, Styles

_NUMERAL = re.compile(r"[0-9０-９]+|[零〇一二三四五六七八九十百]+|[①-⑳㉑-㉟㊱-㊿]|[A-Za-z]+")
_PAGE_AT_END = re.compile(r".{1,80}[\t…·.]\s*\d{1,4}\s*")
_CONTENTS_HEAD = re.compile(r"\s*目\s*[录錄次]\s*")
_LONGEST_BOLD_SHARE = 0.5
_MOST_BLANK = 3  # empty lines in a row; more of them say no more


@dataclass(slots=True)
class Writer:
    """Collects lines, hints and tables. ``table`` writes a table, ``chunk`` reads a part that is set in (altChunk)."""

    styles: Styles
    numbering: Numbering
    table: Callable[[Writer, Element, int, bool], None]
    chunk: Callable[[Writer, str], None] = lambda writer, part: None
    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    offset: int = 0
    numbers: int = 0  # automatic numbers written out
    _runs: Runs = field(init=False)
    _carry: str = ""  # the words of a paragraph whose mark is deleted: the next one goes on with them
    _contents: list[int] = field(default_factory=list)  # the numbers of the lines that belong to a table of contents
    _undefined: int = 0  # paragraphs of a list that is nowhere defined
    _blank: int = 0  # empty lines at the end
    _bold: list[Hint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._runs = Runs(self.styles)

    def blocks(self, parent: Element, depth: int = 0, contents: bool = False) -> None:
        """Paragraphs and tables below an element, through any wrapper (content controls, insertions)."""
        for block, listed in inner_blocks(parent, contents):
            self.block(block, depth, listed)

    def block(self, element: Element, depth: int = 0, contents: bool = False) -> None:
        """One paragraph, table or part that is set in."""
        kind = tag(element)
        if kind == "p":
            self._paragraph(element, depth, contents)
        elif kind == "tbl":
            self.table(self, element, depth, contents)
        elif kind == "altChunk":
            self.chunk(self, attr(element, "id") or "")

    def line(self, text: str, *, contents: bool = False) -> tuple[int, int]:
        """Add one line; its span."""
        start = self.offset
        if contents:
            self._contents.append(len(self.lines))
        self.lines.append(text)
        self.offset += len(text) + 1
        return start, start + len(text)

    def labelled(self, element: Element) -> tuple[Style, Words, str]:
        """A paragraph's style, its words and its automatic number; a number that is typed as well is not doubled."""
        properties = child(element, "pPr")
        style = self.styles.paragraph(properties)
        words = self._runs.read(element, style)
        if words.hidden:
            self.notes.setdefault("hidden-text", "hidden text is left out")
        if words.struck:
            self.notes.setdefault("struck-text", "struck-out text is left out")
        label = _label(properties)
        if label is None:
            gone = words.hidden and not words.text
            label = self.numbering.label(*style.numbering) if style.numbering and not gone else ""
            if style.numbering and words.text.strip() and not self.numbering.defines(*style.numbering):
                self._undefined += 1
        self.numbers += bool(label) and bool(words.text.strip())
        return style, words, "" if label and _is_typed(label, words.text) else label

    def _paragraph(self, element: Element, depth: int, contents: bool) -> None:
        style, words, label = self.labelled(element)
        text = label + words.text if words.text.strip() else words.text
        self._blank = 0 if text else self._blank + 1
        if _goes_on(element):
            self._carry += text
        elif self._blank > _MOST_BLANK and not self._carry:
            pass
        elif words.text or not (words.hidden or words.struck):
            shift = len(self._carry) + len(text) - len(words.text)
            self._emit(style, self._carry + text, words, shift, contents)
            self._carry = ""
        for box in words.boxes:
            self.blocks(box, depth)

    def _emit(self, style: Style, text: str, words: Words, shift: int, contents: bool) -> None:
        start, end = self.line(text, contents=contents or words.contents)
        if not text.strip() or contents or words.contents:
            return
        if style.kind == "subtitle":
            self.hints.append(Hint(start, end, "field", value="subtitle"))
        elif style.kind:
            self.hints.append(Hint(start, end, style.kind, style.level))
        elif style.numbering and shift:
            self.hints.append(Hint(start, end, "item", style.numbering[1] + 1))
        if not style.bold:
            self._bold += [Hint(start + shift + a, start + shift + b, "strong") for a, b in words.bold if b - a > 1]

    @property
    def marked(self) -> int:
        """How many lines belong to a table of contents so far."""
        return len(self._contents)

    def close(self) -> None:
        """Write what waits, and the hints that need the whole: the table of contents, bold words."""
        if self._undefined:
            what = f"{self._undefined} numbered paragraphs have no number: the file does not define their list"
            self.notes.setdefault("numbers-lost", what)
        if self._carry:
            self.line(self._carry)
            self._carry = ""
        at = line = 0
        for first, last in self._contents_runs():
            start = at + sum(len(text) + 1 for text in self.lines[line:first])
            at, line = start + sum(len(text) + 1 for text in self.lines[first : last + 1]), last + 1
            self.hints.append(Hint(start, at - 1, "aside", value="contents"))
        if sum(hint.end - hint.start for hint in self._bold) < self.offset * _LONGEST_BOLD_SHARE:
            self.hints += self._bold
        self.hints.sort(key=lambda hint: (hint.start, -hint.end))
        self.tables.sort(key=lambda table: table.start)

    def _contents_runs(self) -> Iterator[tuple[int, int]]:
        """First and last line of each table of contents: 目录 and neighbours that end in a page number belong to it."""
        marked = frozenset(self._contents)
        taken = -1
        for n in self._contents:
            if n <= taken:
                continue
            first = last = n
            while first - 1 > taken and _PAGE_AT_END.fullmatch(self.lines[first - 1]):
                first -= 1
            if first - 1 > taken and _CONTENTS_HEAD.fullmatch(self.lines[first - 1]):
                first -= 1
            for after in range(n + 1, len(self.lines)):
                if after in marked or _PAGE_AT_END.fullmatch(self.lines[after]):
                    last = after
                elif self.lines[after].strip():
                    break
            taken = last
            yield first, last


def inner_blocks(parent: Element, contents: bool = False) -> Iterator[tuple[Element, bool]]:
    """The paragraphs, tables and altChunks nearest below an element, and whether a table of contents holds them."""
    stack = [(iter(parent), contents)]
    while stack:
        elements, listed = stack[-1]
        element = next(elements, None)
        if element is None:
            stack.pop()
            continue
        kind = tag(element)
        if kind in ("p", "tbl", "altChunk"):
            yield element, listed
        elif kind == "sdt":
            properties = child(element, "sdtPr")
            if not is_placeholder(element):
                stack.append((iter(element), listed or (properties is not None and is_contents_control(properties))))
        elif kind not in SKIPPED:
            stack.append((iter(element), listed))


def _label(properties: Element | None) -> str | None:
    """The number that Word 2003 XML writes beside the definition of its list."""
    numbered = None if properties is None else child(properties, "listPr")
    shown = None if numbered is None else child(numbered, "t")
    if shown is None:
        return None
    text = (attr(shown, "val") or "")[:64]
    return text if text.endswith(("、", "）", ")", "．", "。")) or not text else text + " "


def _goes_on(element: Element) -> bool:
    """Whether the paragraph's mark is deleted or hidden, so that the next paragraph goes on with its words."""
    properties = child(element, "pPr")
    mark = None if properties is None else child(properties, "rPr")
    return mark is not None and any(tag(inner) in ("del", "moveFrom", "specVanish") for inner in mark)


def _is_typed(label: str, text: str) -> bool:
    """Whether the text begins with a number of the same form as the automatic one."""
    label, text = label.strip(), text.lstrip()
    if not _NUMERAL.search(label):
        return text.startswith(label)
    form = "".join(
        f"(?:{_class(part)})" if _NUMERAL.fullmatch(part) else re.escape(part)
        for part in re.split(f"({_NUMERAL.pattern})", label)
        if part
    )
    return re.match(form + r"(?!\d)", text) is not None


def _class(numeral: str) -> str:
    if numeral[0] in "0123456789０１２３４５６７８９":
        return "[0-9０-９]{1,4}"
    if numeral.isascii():
        return "[A-Z]{1,4}" if numeral.isupper() else "[a-z]{1,4}"
    return "[①-⑳㉑-㉟㊱-㊿]" if numeral[0] > "①" and numeral[0] < "㋿" else "[零〇一二三四五六七八九十百]{1,6}"
