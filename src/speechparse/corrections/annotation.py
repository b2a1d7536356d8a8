"""A text with its corrections as a gold standard: the lines of the annotation guide, and the scorer's own form.

Every item counts as right, also one that nobody looked at: so a person must have read the whole text before.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Node, Speech
from ..source import SourceText

_ROLES = {"highlight": "H", "requirement": "R", "task": "T", "background": "B"}
_FIELDS = ("title", "speaker", "position", "date", "occasion", "salutation", "series", "number", "source")
_QUOTE = 20


def lines(speeches: Sequence[Speech], source: SourceText) -> Iterator[str]:
    """The file, line by line: meta, body, node, close, claim; tabs between the columns."""
    for speech in speeches:
        if len(speeches) > 1:
            yield _row("speech", *_at(source, _beginning(speech)))
        for name in _FIELDS:
            if value := getattr(speech.metadata, name):
                yield _row("meta", name, " ".join(str(value).split()))
        yield _row("body", *_at(source, _body(speech)))
        rows = [
            (n.span[0], 1, _row("node", n.level, *_at(source, n.span[0], _most(n)), _ROLES[n.role]))
            for n in speech.walk()
        ]
        rows += [(at, 0, _row("close", level, *_at(source, at))) for at, level in _closes(speech, source.text)]
        yield from (row for _, _, row in sorted(rows))
        firsts = {node.id: node.span[0] for node in speech.walk()}
        for claim in speech.claims:
            if claim.nodes and claim.nodes[0] in firsts:
                line, _ = _at(source, claim.span[0])
                yield _row("claim", line, _one_line(claim.phrase), claim.count, *_at(source, firsts[claim.nodes[0]]))


def scored(speeches: Sequence[Speech], source: SourceText, name: str) -> str:
    """The same as the scorer reads it: one JSON object a document."""
    whole: dict[str, Any] = {
        "doc": name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "chars": len(source.text),
    }
    parts = [_scored(speech, source) for speech in speeches]
    whole |= {
        "meta": parts[0]["meta"],
        "body": parts[0]["body"],
        "nodes": [],
        "closes": [],
        "claims": [],
        "ignore": [],
        "notes": [],
    }
    for part in parts:
        for key in ("nodes", "closes", "claims"):
            whole[key] += part[key]
    if len(parts) > 1:
        whole["speeches"] = [{"start": p["start"], "meta": p["meta"], "body": p["body"]} for p in parts]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _scored(speech: Speech, source: SourceText) -> dict[str, Any]:
    firsts = {node.id: node.span[0] for node in speech.walk()}

    def place(offset: int) -> dict[str, Any]:
        line, quote = _at(source, offset)
        return {"line": line, "quote": quote}

    return {
        "start": _beginning(speech),
        "meta": {name: value for name in _FIELDS if (value := getattr(speech.metadata, name))},
        "body": _body(speech),
        "nodes": [
            {"start": n.span[0], "level": n.level, **place(n.span[0]), "role": _ROLES[n.role]} for n in speech.walk()
        ],
        "closes": [{"start": at, "level": level, **place(at)} for at, level in _closes(speech, source.text)],
        "claims": [
            {"start": c.span[0], "phrase": c.phrase, "count": c.count, "first": firsts[c.nodes[0]]}
            for c in speech.claims
            if c.nodes and c.nodes[0] in firsts
        ],
    }


def _row(*cells: object) -> str:
    return "\t".join(map(str, cells)) + "\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _at(source: SourceText, offset: int, most: int = _QUOTE) -> tuple[int, str]:
    """Line and quote of a place; the quote is long enough to be the first of its like on the line."""
    line, column = source.line_col(offset)
    starts = source.line_starts
    end = starts[line] if line < len(starts) else len(source.text)
    whole = source.text[starts[line - 1] : end].rstrip("\r\n")
    size = max(8, most)
    while column - 1 + size < len(whole) and whole.find(whole[column - 1 : column - 1 + size]) < column - 1:
        size += 4
    return line, whole[column - 1 : column - 1 + size].replace("\t", " ").rstrip()


def _most(node: Node) -> int:
    return min(_QUOTE, max(8, node.title_span[1] - node.span[0]))


def _beginning(speech: Speech) -> int:
    starts = [span[0] for name, span in speech.metadata.spans.items() if name in ("title", "salutation")]
    return min(starts) if starts else _body(speech)


def _body(speech: Speech) -> int:
    """The salutation, else the end of the head's last field."""
    spans = speech.metadata.spans
    if "salutation" in spans:
        return spans["salutation"][0]
    first = speech.outline[0].span[0] if speech.outline else 0
    return min([first, *([max(span[1] for span in spans.values())] if spans else [])])


def _closes(speech: Speech, text: str) -> Iterator[tuple[int, int]]:
    """The closes: where the text continues after a node without a new node. Offset and level of each."""
    nodes = list(speech.walk())
    starts = sorted(node.span[0] for node in nodes)
    found: dict[int, int] = {}
    for node in nodes:
        at = node.span[1]
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text) and (k := bisect_right(starts, at)) >= 0 and not (k and starts[k - 1] == at):
            found[at] = min(node.level, found.get(at, node.level))
    yield from sorted(found.items())
