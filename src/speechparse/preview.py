"""A speech for the eyes: head matter, highlights, requirements, tasks, claims, diagnostics in a terminal.

The only module that imports rich, which measures cells (a Chinese character is two wide), colours, and draws the
table. Lines are broken here: rich breaks at blanks, and Chinese has none.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from . import display
from .messages import tr
from .model import Diagnostic, Metadata, Node, Speech, Task
from .pager import paged
from .signs import CLAUSE_ENDS
from .source import SourceText

if TYPE_CHECKING:
    from .compare import Change, Comparison

_TABLE_FROM, _TARGETS_FROM = 90, 130
_PROSE = 110  # longer lines are hard to read, however wide the window is
_BODY_LINES = 2
_MAX_INDENT = 24
_LONGEST_NAME = 60
_SCREENS = 2  # a preview longer than so many is summed up
_BRIEF = 12  # things of a kind in a summary
_ALIKE = 3  # remarks of one kind that are listed; of more only the first
# One atom is never broken: a Chinese character or a Western word, with the punctuation that must not be parted from it.
_ATOM = re.compile(rf"[“‘（《〈【「『(\[]*(?:[!-'*-\\^-~]+|[^\s])[{CLAUSE_ENDS}、）》〉】」』”’….)\]]*|\s+")
_SEVERITY = {"error": "bold red", "warning": "yellow", "info": "dim"}


def render(
    speeches: Iterable[Speech], console: Console, *, only: Sequence[str] = (), source: SourceText | None = None
) -> None:
    """Print speeches to ``console`` at its width. ``only``: sections to show; ``source`` gives places line and column.

    Without ``only`` the outline is shown only where nothing in it is a highlight, a requirement or a task.
    """
    for speech in speeches:
        found = bool(speech.highlights or speech.requirements or speech.tasks)
        wanted = only or display.default_sections(found)
        _Page(console, speech, source).show(wanted)


def text(
    documents: Iterable[tuple[SourceText, list[Speech]]], *, only: Sequence[str] = (), width: int | None = None
) -> str:
    """The preview as plain text, ``width`` cells wide, or as wide as the terminal."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    for source, speeches in documents:
        render(speeches, console, only=only, source=source)
    return re.sub(r"[ \t]+$", "", out.getvalue(), flags=re.MULTILINE)


def show(documents: Iterable[tuple[SourceText, list[Speech]]], *, only: Sequence[str] = (), full: bool = False) -> None:
    """Print to the terminal. NO_COLOR and the terminal's abilities are respected.

    What is longer than some screens is summed up, unless ``full`` or a section is asked for; one document that is
    longer than the screen goes through a pager.
    """
    console = _terminal()
    pages = (_shown(console, source, speeches, only, full) for source, speeches in documents)
    first, second = next(pages, ""), next(pages, None)
    if second is None:
        paged(first, console.height)
        return
    for page in chain((first, second), pages):
        sys.stdout.write(page)
        sys.stdout.flush()


def _shown(console: Console, source: SourceText, speeches: list[Speech], only: Sequence[str], full: bool) -> str:
    with console.capture() as page:
        render(speeches, console, only=only, source=source)
    if full or only or page.get().count("\n") <= _SCREENS * console.height:
        return page.get()
    with console.capture() as page:
        for speech in speeches:
            _Page(console, speech, source).brief()
    return page.get()


def _terminal() -> Console:
    """Standard output. The text is data: no markup, no emoji codes, no guessing at the numbers in it."""
    plain = bool(os.environ.get("NO_COLOR"))  # rich would leave bold and dim
    return Console(markup=False, emoji=False, highlight=False, color_system=None if plain else "auto")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells. Closing marks never begin a line, opening ones never end it."""
    lines, line, used = [], "", 0
    for match in _ATOM.finditer(display.visible(text)):
        atom = match[0]
        size = cell_len(atom)
        if used + size > width:
            if line.strip():
                lines.append(line.rstrip())
            line, used = "", 0
            if atom.isspace():  # however wide
                continue
            while size > width:  # a word longer than the line
                head = set_cell_size(atom, width).rstrip() or atom[0]
                lines.append(head)
                atom = atom[len(head) :]
                size = cell_len(atom)
        line, used = line + atom, used + size
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


class _Page:
    """One speech on one console."""

    def __init__(self, console: Console, speech: Speech, source: SourceText | None) -> None:
        self.console, self.speech, self.source = console, speech, source
        self.width = max(30, console.width)
        self.prose = min(self.width, _PROSE)

    def show(self, sections: Sequence[str]) -> None:
        """The sections asked for, those without content left out."""
        self.head(self.speech.metadata, full="metadata" in sections)
        for name in ("outline", "highlights", "requirements"):
            nodes: tuple[Node, ...] = getattr(self.speech, name)
            if name in sections and nodes:
                self.heading(name, len(nodes))
                self.nodes(nodes)
        if not self.speech.outline and not self.speech.tasks:
            self.print(tr("no outline and no tasks found"))
        if "tasks" in sections and self.speech.tasks:
            self.heading("tasks", len(self.speech.tasks))
            self.tasks(self.speech.tasks)
        if not (self.speech.outline or self.speech.tasks) and {"outline", "tasks"} & set(sections):
            self.print("")
            self.print(tr("no outline, no tasks found"), "dim")
        if "claims" in sections and self.speech.claims:
            self.heading("claims", len(self.speech.claims))
            for claim in self.speech.claims:
                self.block("  ", display.verdict(claim), style="" if claim.ok else "yellow")
        if "diagnostics" in sections and self.speech.diagnostics:
            self.heading("diagnostics", len(self.speech.diagnostics))
            for diagnostic, more in _folded(self.speech.diagnostics):
                self.diagnostic(diagnostic)
                if more:
                    self.print("       " + tr(f"… {more} more like this"), "dim")
        self.print("")

    def brief(self) -> None:
        """A summary: the head, the outermost nodes and the first tasks, a line each, and what else there is."""
        self.head(self.speech.metadata, full=True)
        for name in (
            ("highlights", "requirements") if self.speech.highlights or self.speech.requirements else ("outline",)
        ):
            nodes: tuple[Node, ...] = getattr(self.speech, name)
            self.few(name, [display.heading(node) for node in nodes])
        self.few(
            "tasks", [f"{task.id} {task.text}  {'  '.join(filter(None, _facts(task)))}" for task in self.speech.tasks]
        )
        self.few("claims", [display.verdict(claim) for claim in self.speech.claims])
        kinds = Counter((one.severity, one.code) for one in self.speech.diagnostics)
        self.few("diagnostics", [f"{tr(severity)} {code} {n}" for (severity, code), n in sorted(kinds.items())])
        self.print("")
        self.print(tr("the whole with --full; a file with -o"), "dim")
        self.print("")

    def few(self, name: str, lines: list[str]) -> None:
        """A heading with the first of some lines, each cut to the width."""
        if not lines:
            return
        self.heading(name, len(lines))
        for line in lines[:_BRIEF]:
            words = " ".join(line.split())
            room = self.prose - 2
            self.print(f"  {words}" if cell_len(words) <= room else f"  {set_cell_size(words, room - 2).rstrip()}…")
        if len(lines) > _BRIEF:
            self.print("  " + tr(f"… {len(lines) - _BRIEF} more"), "dim")

    def head(self, metadata: Metadata, *, full: bool) -> None:
        """Title and where it comes from, then the fields that are known."""
        source = self.speech.source
        for line in wrap(metadata.title or tr("(no title)"), self.prose):
            self.print(line, "bold")
        part = "  " + tr(f"speech {source.part} of {source.parts}") if source.parts > 1 else ""
        size = tr(f"{source.chars:,} characters")
        for line in wrap(f"{source.name or ''}  {size}{part}".strip(), self.prose):
            self.print(line, "dim")
        if not full:
            return
        for _, label, value in display.fields(metadata):
            self.block("  ", value, lead=label, pad=12)

    def heading(self, name: str, count: int) -> None:
        """``highlights  9``."""
        self.print("")
        self.print(f"{display.label(name)}  {count}", "bold cyan")

    def nodes(self, nodes: tuple[Node, ...], indent: str = "") -> None:
        """A tree: each node's marker and title, a few lines of its text, its children."""
        for number, node in enumerate(nodes, 1):
            last = number == len(nodes)
            shallow = cell_len(indent) < min(_MAX_INDENT, self.prose // 2)
            branch = ("└─ " if last else "├─ ") if shallow else ""
            below = indent + (("   " if last else "│  ") if shallow else "")
            lead = node.marker or ""
            self.block(indent + branch, node.title.removeprefix(lead).strip(), lead=lead, rest=below, style="bold")
            if body := display.body(node):
                guide = below + ("│ " if node.children else "  ")
                lines = wrap(body, self.prose - cell_len(guide))
                for line in _clipped(lines, self.prose - cell_len(guide)):
                    self.print_parts((guide, "dim"), (line, ""))
            self.nodes(node.children, below)

    def tasks(self, tasks: tuple[Task, ...]) -> None:
        """A table where there is room, else an item of a few lines each."""
        if self.width < _TABLE_FROM:
            for task in tasks:
                self.block("  ", task.text, lead=f"{task.id} ", pad=4)
                facts = zip(map(display.label, _FACTS), _facts(task), strict=True)
                line = "　".join(f"{label} {value}" for label, value in facts if value)
                if line:
                    self.block("      ", line, style="cyan")
            return
        goals = self.width >= _TARGETS_FROM
        widths = {"no.": 7, "deadline": 22, "units": 24} | ({"targets": 30} if goals else {})
        room = min(self.width, 180) - sum(widths.values()) - 3 * (len(widths) + 1)
        table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
        columns = {"no.": widths.pop("no."), "task": room, **widths}
        for name, width in columns.items():
            table.add_column(display.label(name), width=width, no_wrap=True)
        for task in tasks:
            cells = (task.id, task.text, *_facts(task))
            rows = (Text("\n".join(wrap(c, w))) for c, w in zip(cells, columns.values(), strict=False))
            table.add_row(*rows)
        self.console.print(table)

    def diagnostic(self, diagnostic: Diagnostic) -> None:
        """``warning 12:3 ordinal-gap …``."""
        start = diagnostic.span[0]
        place = "{}:{}".format(*self.source.line_col(start)) if self.source else str(start)
        line = f"{place} {diagnostic.code} {tr(diagnostic.message)}"
        self.block("  ", line, lead=f"{tr(diagnostic.severity)} ", style=_SEVERITY[diagnostic.severity])

    def block(
        self, indent: str, text: str, *, lead: str = "", rest: str | None = None, pad: int = 0, style: str = ""
    ) -> None:
        """Text behind ``indent`` and ``lead`` (padded to ``pad`` cells), further lines behind ``rest`` or blanks."""
        lead += " " * (pad - cell_len(lead)) if pad else ""
        hang = (indent if rest is None else rest) + (" " * cell_len(lead) if cell_len(lead) <= 24 else "")
        first = cell_len(indent) + cell_len(lead)
        lines = wrap(text, self.prose - max(first, cell_len(hang)))
        self.print_parts((indent, "dim"), (lead, "cyan"), (lines[0], style))
        for line in lines[1:]:
            self.print_parts((hang, "dim"), (line, style))

    def print_parts(self, *parts: tuple[str, str]) -> None:
        """One line of styled parts."""
        self.console.print(Text.assemble(*((display.visible(words), style) for words, style in parts)), soft_wrap=True)

    def print(self, line: str, style: str = "") -> None:
        """One line."""
        self.print_parts((line, style))


def _folded(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """Remarks with the number of further ones that are left out: of more than three of one kind, the first stands."""
    kinds: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        key = (one.code, one.message.partition(":")[0]) if one.severity == "info" else (one.code, str(one.span))
        kinds.setdefault(key, []).append(one)
    for alike in kinds.values():
        shown = alike if len(alike) <= _ALIKE else alike[:1]
        yield from ((one, 0) for one in shown[:-1])
        yield shown[-1], len(alike) - len(shown)


def _clipped(lines: list[str], width: int) -> Iterator[str]:
    yield from lines[: _BODY_LINES - 1]
    if len(lines) >= _BODY_LINES:
        last = lines[_BODY_LINES - 1]
        yield last if len(lines) == _BODY_LINES else set_cell_size(last, min(cell_len(last), width - 2)).rstrip() + "…"


_FACTS = ("deadline", "units", "targets")


def _facts(task: Task) -> tuple[str, str, str]:
    return display.time(task.deadline or task.period), display.units(task), display.targets(task)


_STATUS = {
    "new": ("+", "new", "green"),
    "gone": ("-", "not named again (未再提及)", "red"),
    "changed": ("~", "changed", "yellow"),
}
_KIND = {"task": "tasks", "target": "targets", "requirement": "requirements"}


def changes(comparison: Comparison, *, width: int | None = None) -> str | None:
    """Print what changed between two speeches, kind by kind; with ``width`` return it as plain text instead."""
    out = io.StringIO()
    console = _terminal()
    if width is not None:
        console = Console(file=out, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    room = min(max(30, console.width), _PROSE)
    for kind, name in _KIND.items():
        rows = [change for change in comparison.changes if change.kind == kind]
        if not rows and not comparison.same.get(kind):
            continue
        same = tr(f"({comparison.same[kind]} unchanged)") if comparison.same.get(kind) else ""
        console.print(Text(f"{display.label(name)}  {len(rows)}{same}", "bold cyan"), soft_wrap=True)
        for change in rows:
            sign, status, style = _STATUS[change.status]
            lead = f"{sign} {tr(status)}"
            hang = cell_len(lead) + 4
            for n, line in enumerate(wrap(_change_words(change), room - hang)):
                parts = ((f"  {lead}  " if n == 0 else " " * hang, style), (line, ""))
                console.print(Text.assemble(*parts), soft_wrap=True)
            if places := " → ".join(side.place for side in (change.old, change.new) if side and side.place):
                console.print(Text.assemble((" " * hang + places, "dim")), soft_wrap=True)
        console.print()
    return out.getvalue() if width is not None else None


def _change_words(change: Change) -> str:
    sides = [" ".join(side.text.split()) for side in (change.old, change.new) if side]
    if change.kind == "task":
        sides = list(dict.fromkeys(_name(text) for text in sides))
    words = " → ".join(sides)
    return f"{change.metric}：{words}" if change.metric and change.metric not in sides[-1] else words


def _name(text: str) -> str:
    """A task's first sentence, and no more of it than a line or two hold."""
    first = text.split("。", 1)[0]
    return first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"
