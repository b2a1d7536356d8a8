"""Diagnostics with their places: as lines for people and editors, as JSON, as SARIF for code-review tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from .. import __version__
from ..messages import tr
from ..model import Diagnostic
from ..source import SourceText
from .json_ import dumps

_LEVELS = {"info": "note", "warning": "warning", "error": "error"}


class Finding(NamedTuple):
    """A diagnostic in the file it speaks of."""

    source: SourceText
    diagnostic: Diagnostic


def lines(found: Iterable[Finding]) -> Iterator[str]:
    """``file:line:col: code message``."""
    for source, diagnostic in found:
        line, column = source.line_col(diagnostic.span[0])
        message = " ".join(tr(diagnostic.message).split())
        yield f"{source.name or '-'}:{line}:{column}: {diagnostic.code} {message}\n"


def as_json(found: Iterable[Finding]) -> Iterator[str]:
    """An array of objects."""
    yield "["
    separator = "\n"
    for source, diagnostic in found:
        line, column = source.line_col(diagnostic.span[0])
        row = {
            "file": source.name,
            "line": line,
            "column": column,
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "message": tr(diagnostic.message),
            "span": list(diagnostic.span),
        }
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def sarif(found: Iterable[Finding]) -> Iterator[str]:
    """SARIF 2.1.0, one run."""
    results = [_result(finding) for finding in found]
    codes = sorted({result["ruleId"] for result in results})
    driver = {"name": "speechparse", "version": __version__, "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    yield dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}) + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    source, diagnostic = finding
    start, end = diagnostic.span
    line, column = source.line_col(start)
    end_line, end_column = source.line_col(max(start, end))
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    region |= {"charOffset": start, "charLength": end - start}
    uri = quote((source.name or "stdin").replace("\\", "/"))
    return {
        "ruleId": diagnostic.code,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": tr(diagnostic.message)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }


FORMATS: dict[str, Callable[[Iterable[Finding]], Iterator[str]]] = {"text": lines, "json": as_json, "sarif": sarif}
