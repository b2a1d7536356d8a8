"""One speech on one console: head matter, highlights, requirements, tasks, claims, diagnostics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .. import display
from ..messages import tr
from ..model import Diagnostic, Metadata, Node, Speech, Task
from ..source import SourceText
from ..terminal import visible
from .lines import PROSE, clipped, wrap

_TABLE_FROM, _TARGETS_FROM = 90, 130
_MAX_INDENT = 24
_BRIEF = 12  # things of a kind in a summary
_ALIKE = 3  # remarks of one kind that are listed; of more only the first
_SEVERITY = {"error": "bold red", "warning": "yellow", "info": "dim"}


class Page:
    """One speech on one console."""

    def __init__(self, console: Console, speech: Speech, source: SourceText | None) -> None:
        self.console, self.speech, self.source = console, speech, source
        self.width = max(30, console.width)
        self.prose = min(self.width, PROSE)

    def show(self, sections: Sequence[str]) -> None:
        """Print the sections asked for; a section without content is left out."""
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
                for line in clipped(lines, self.prose - cell_len(guide)):
                    self.print_parts((guide, "dim"), (line, ""))
            self.nodes(node.children, below)

    def tasks(self, tasks: tuple[Task, ...]) -> None:
        """Print a table if the console is wide enough, otherwise a few lines for each task."""
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
        """Text after ``indent`` and ``lead`` (padded to ``pad`` cells), further lines after ``rest`` or blanks."""
        lead += " " * (pad - cell_len(lead)) if pad else ""
        hang = (indent if rest is None else rest) + (" " * cell_len(lead) if cell_len(lead) <= 24 else "")
        first = cell_len(indent) + cell_len(lead)
        lines = wrap(text, self.prose - max(first, cell_len(hang)))
        self.print_parts((indent, "dim"), (lead, "cyan"), (lines[0], style))
        for line in lines[1:]:
            self.print_parts((hang, "dim"), (line, style))

    def print_parts(self, *parts: tuple[str, str]) -> None:
        """One line of styled parts."""
        self.console.print(Text.assemble(*((visible(words), style) for words, style in parts)), soft_wrap=True)

    def print(self, line: str, style: str = "") -> None:
        """One line."""
        self.print_parts((line, style))


def _folded(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """Of more than three diagnostics of a kind only the first, with the number of those left out."""
    kinds: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        key = (one.code, one.message.partition(":")[0]) if one.severity == "info" else (one.code, str(one.span))
        kinds.setdefault(key, []).append(one)
    for alike in kinds.values():
        shown = alike if len(alike) <= _ALIKE else alike[:1]
        yield from ((one, 0) for one in shown[:-1])
        yield shown[-1], len(alike) - len(shown)


_FACTS = ("deadline", "units", "targets")


def _facts(task: Task) -> tuple[str, str, str]:
    return display.time(task.deadline or task.period), display.units(task), display.targets(task)
