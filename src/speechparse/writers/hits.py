"""The hits of ``query`` in each form: for a person, as JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from ..display import label
from ..messages import tr
from ..query import Found, Hit
from ..query_sums import Goal, Points
from .csv_ import as_text as safe_cell


def as_jsonl(hits: list[Hit]) -> Iterator[str]:
    """A line a hit."""
    return (json.dumps(hit._asdict(), ensure_ascii=False) + "\n" for hit in hits)


def as_json(hits: list[Hit]) -> Iterator[str]:
    """An array."""
    lines = ",\n".join("  " + json.dumps(hit._asdict(), ensure_ascii=False) for hit in hits)
    yield f"[\n{lines}\n]\n" if hits else "[]\n"


def as_csv(hits: list[Hit]) -> Iterator[str]:
    """A head row, then a row a hit; the span in two columns."""
    names = [name for name in Hit._fields if name != "span"]
    yield _row([*names, "span_start", "span_end"])
    for hit in hits:
        yield _row([*(getattr(hit, name) for name in names), *hit.span])


def rows(found: Sequence[Points | Goal], name: str) -> Iterator[str]:
    """Rows of counts or goals in a format: text (with tabs), json, jsonl or csv."""
    plain = [row._asdict() for row in found]
    if name in ("json", "jsonl"):
        lines = [json.dumps(row, ensure_ascii=False) for row in plain]
        yield from ([f"{line}\n" for line in lines] if name == "jsonl" else [f"[{','.join(lines)}]\n"])
        return
    for row in plain:
        start, end = row.pop("span", (None, None))
        if start is not None:
            row |= {"span_start": start, "span_end": end}
    if name == "csv":
        yield from (_row(values) for values in [list(row) for row in plain[:1]] + [list(row.values()) for row in plain])
        return
    for row in plain:
        row.pop("span_end", None)
        row.pop("span_start", None)
        yield "\t".join(_said(value) for value in row.values()) + "\n"


def _said(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).replace("\t", " ")


def told(count: int, limit: int) -> str:
    """How many rows there are, and whether ``limit`` may have cut them off."""
    if not count:
        return tr("nothing found")
    return tr(f"{count} rows") + ("; " + tr(f"the first {limit} are given; -n allows more") if count == limit else "")


def _row(values: list[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([safe_cell(value) for value in values])
    return out.getvalue()


def as_text(hits: list[Hit]) -> Iterator[str]:
    """Three lines a hit: speech, sentence, file:line."""
    for number, hit in enumerate(hits, 1):
        head = " · ".join(filter(None, (hit.title or tr("(no title)"), hit.speaker, hit.date)))
        role = label(hit.role) if hit.role and hit.role != hit.kind else None
        due = f"→ {hit.due}" if hit.due else None
        what = " ".join(filter(None, (label(hit.kind), hit.id, role, due)))
        place = f"{hit.path}:{hit.line}" if hit.line else hit.path
        yield f"{number}. {head}\n   {hit.sentence}\n   {place} [{what}]\n"


def counted(found: Found, limit: int) -> str:
    """How many there are of each kind, and whether ``limit`` has cut them off."""
    if not found.hits:
        return tr("nothing found")
    total = sum(found.counts.values())
    kinds = ", ".join(f"{label(kind)} {count}" for kind, count in found.counts.items())
    if len(found.hits) < min(limit, total) or total <= limit:
        return kinds
    return f"{kinds}; " + tr(f"the first {limit} are given, -n {total} gives all")
