"""The documents of the local page with their corrections, and last year's ledger. They are kept in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..corrections import Corrections, apply
from ..corrections.fields import of_task
from ..corrections.file import of as corrections_of
from ..errors import ReadError
from ..model import Speech
from ..source import SourceText
from ..writers import ledger
from ..writers.ledger_table import Layout

MOST = 500  # documents
KINDS = ("xlsx", "docx", "csv", "json")


@dataclass
class Paper:
    """A document on the desk. ``given``: its corrections in the form of their file."""

    id: int
    source: SourceText
    speeches: list[Speech]
    given: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.source.name or "-"

    def file(self) -> dict[str, Any]:
        """Its corrections as a file."""
        source = {"name": self.name, "sha256": self.source.sha256, "chars": len(self.source.text)}
        return {"format": "speechparse-corrections", "version": 1, "source": source, "corrections": self.given}

    def corrections(self) -> Corrections:
        """Its corrections."""
        return corrections_of(self.file(), self.name)

    def corrected(self) -> list[Speech]:
        """Its speeches with the corrections applied."""
        return apply(self.speeches, self.source.text, self.corrections())[0] if self.given else self.speeches

    def summary(self) -> dict[str, Any]:
        """What the list of documents shows."""
        speeches = self.corrected()
        first = speeches[0]
        return {
            "id": self.id,
            "name": self.name,
            "title": " ".join((first.metadata.title or "").split()),
            "speaker": first.metadata.speaker or "",
            "date": first.metadata.date or "",
            "parts": len(speeches),
            "tasks": sum(len(speech.tasks) for speech in speeches),
            "edits": len(self.given),
        }


class Desk:
    """All documents by their number, in the order they came."""

    def __init__(self) -> None:
        self.papers: dict[int, Paper] = {}
        self.last = 0
        self.old: tuple[str, bytes] | None = None

    def put(self, source: SourceText, speeches: list[Speech]) -> Paper:
        """A new document. Raises ReadError where there is no room."""
        if len(self.papers) >= MOST:
            raise ReadError(source.name or "-", f"there are {MOST} documents already", "take some off first")
        self.last += 1
        paper = self.papers[self.last] = Paper(self.last, source, speeches)
        return paper

    def chosen(self, ids: str) -> list[Paper]:
        """The documents with these numbers (``1,3``); all of them if none is named."""
        wanted = [int(id) for id in ids.split(",") if id.isdigit()]
        return [self.papers[id] for id in wanted if id in self.papers] if wanted else list(self.papers.values())

    def rows(self, papers: list[Paper]) -> list[dict[str, Any]]:
        """The ledger as a table to edit: each row with its document and its place."""
        from ..corrections.anchors import anchor

        found = []
        for paper in papers:
            for speech in paper.corrected():
                for task in speech.tasks:
                    at = anchor(paper.source.text, task.span)._asdict()
                    found.append(
                        {
                            "doc": paper.id, "name": paper.name, "part": speech.source.part, "id": task.id, "at": at,
                            "section": " › ".join(task.section), "values": of_task(task),
                        }
                    )  # fmt: skip
        return found

    def edit(self, paper: Paper, row: dict[str, Any]) -> None:
        """Correct or remove one row; earlier corrections stay. Raises ReadError."""
        same = [
            one for one in paper.given
            if one.get("kind") == "task" and one.get("part") == row.get("part") and one.get("at") == row.get("at")
        ]  # fmt: skip
        action = "reject" if row.get("action") == "reject" else "change"
        new = {"action": action, "kind": "task", "part": row.get("part", 1), "at": row.get("at")}
        if same and same[-1]["action"] in ("change", "add") and action == "change":
            new["action"] = same[-1]["action"]
            new["values"] = {**same[-1].get("values", {}), **(row.get("values") or {})}
        elif action == "change":
            new["values"] = row.get("values") or {}
        kept = [one for one in paper.given if one not in same]
        if not (action == "reject" and same and same[-1]["action"] == "add"):
            kept.append(new)
        corrections_of({**paper.file(), "corrections": kept}, paper.name)  # or it says what is wrong
        paper.given = kept

    def ledger(self, papers: list[Paper], kind: str, *, together: bool, update: bool) -> tuple[bytes, str]:
        """The ledger of some documents as a file, and a report of what was updated. Raises ReadError, WriteError."""
        speeches = [(speech, paper.source) for paper in papers for speech in paper.corrected()]
        layout = Layout(together=together and len(speeches) > 1)
        with TemporaryDirectory(prefix="speechparse-") as folder:
            path = Path(folder, f"ledger.{kind}")
            if update and self.old is not None and kind == "xlsx":
                from ..writers.ledger_update import update as carry_on

                old = Path(folder, "old.xlsx")
                old.write_bytes(self.old[1])
                told = str(carry_on(speeches, old, path, layout.settled(office=True)))
                return path.read_bytes(), told
            ledger.save(speeches, path, name=kind, layout=layout)
            return path.read_bytes(), ""
