"""A server for the Model Context Protocol: parse, tasks and quote, each with the spans that its answer comes from.

Only files below the folders named at the start are read, and nothing is written. The package ``mcp`` is imported here
and nowhere else.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import ReadError
from .limits import DEFAULT, Limits, within
from .source import SourceText


class Reader:
    """Reads files below some folders. ``limits`` hold for each file and call."""

    def __init__(self, folders: list[Path], limits: Limits) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self.limits = limits

    def source(self, path: str) -> SourceText:
        """The decoded text of a file. Raises ReadError."""
        from .readers.registry import read_source

        place = Path(path)
        if not place.is_absolute():
            place = self.folders[0] / place
        if not any(place.resolve().is_relative_to(folder) for folder in self.folders):
            raise ReadError(path, "lies outside the folders that may be read", "name its folder when the server starts")
        limits = self.limits
        return within(limits.timeout, path, lambda: read_source(place, name=path, max_bytes=limits.max_bytes))

    def speeches(self, path: str, *only: str) -> list[dict[str, Any]]:
        """The speeches of a file as plain data; of ``only`` some sections, where they are named."""
        from .api import parse_source

        source = self.source(path)
        speeches = within(self.limits.timeout, path, lambda: parse_source(source, only=only))
        return [speech.to_dict() for speech in speeches]


def server(folders: list[Path], limits: Limits = DEFAULT) -> Any:
    """The server, ready to ``run()``."""
    reader = Reader(folders, limits)
    made = import_module("mcp.server").MCPServer("speechparse", instructions=_USE)

    @made.tool()  # type: ignore[untyped-decorator, unused-ignore]
    def parse(path: str, section: str = "") -> list[dict[str, Any]]:
        """Structure of the Chinese official speeches in a file: head matter, outline, highlights, requirements, tasks.

        section keeps one of metadata, outline, highlights, requirements, tasks, claims, diagnostics. Spans are
        half-open code-point offsets into the file's text, for quote.
        """
        speeches = reader.speeches(path, *([section] if section else []))
        return [{"source": one["source"], section: one[section]} for one in speeches] if section else speeches

    @made.tool()  # type: ignore[untyped-decorator, unused-ignore]
    def tasks(path: str, unit: str = "", due_before: str = "") -> list[dict[str, Any]]:
        """The tasks (任务) of a file: text, units (责任单位), deadline, due day, targets, span."""
        found = [task for speech in reader.speeches(path) for task in speech["tasks"]]
        if unit:
            found = [task for task in found if any(unit in name for name in task["units"])]
        if due_before:
            found = [task for task in found if task["due"] and task["due"] <= due_before + "~"]
        return found

    @made.tool()  # type: ignore[untyped-decorator, unused-ignore]
    def quote(path: str, start: int, end: int) -> dict[str, Any]:
        """The exact words at a span of a file, with line and column, to cite."""
        source = reader.source(path)
        if not 0 <= start <= end <= len(source.text):
            raise ValueError(f"no span ({start}, {end}); the text has {len(source.text)} characters")
        line, column = source.line_col(start)
        return {"text": source.text[start:end], "span": [start, end], "line": line, "column": column, "file": path}

    return made


_USE = """Chinese official speeches (领导讲话, 工作报告) as structured data. Call parse or tasks, then quote the span of
whatever you cite: never cite words that quote has not given."""
