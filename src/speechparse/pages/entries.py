"""The lists at the left of the review page: one flat row an item, and the same items as data for the script."""

from __future__ import annotations

from typing import Any

from .. import display
from ..corrections import anchors, fields
from ..messages import tr
from ..model import Claim, Diagnostic, Node, Span, Speech, Task, TimeRef
from ..source import SourceText
from . import places
from .ranges import part, place, sure
from .rows import Entry, Fact, Link, Lists

DOUBTFUL = 0.65
"""A node or task less certain than this is marked as doubtful: about a tenth of them."""
SEVERITIES = {"error": "错误", "warning": "注意", "info": "提醒"}
_BODY, _QUOTE = 160, 24


def lists(number: int, speech: Speech, source: SourceText, remarks: list[Diagnostic]) -> Lists:
    """The lists of one speech."""
    n, by_id = number, {node.id: node for node in speech.walk()}
    return Lists(
        [_field(n, speech, *row) for row in head(speech)],
        [_node(f"h{n}-{node.id}", n, node, depth) for node, depth in _walk(speech.highlights)],
        [_node(f"q{n}-{node.id}", n, node, depth) for node, depth in _walk(speech.requirements)],
        [_task(n, task, places.names(source.text, task, by_id.get(task.node or ""))) for task in speech.tasks],
        [_node(f"o{n}-{node.id}", n, node, depth) for node, depth in _walk(speech.outline)],
        [_claim(n, k, claim) for k, claim in enumerate(speech.claims, 1)],
        [_remark(n, k, found, source) for k, found in enumerate(remarks, 1)],
    )


def head(speech: Speech) -> list[tuple[str, str, str]]:
    """Name, label and words of the head's fields, the title first."""
    known = speech.metadata
    first = [("title", display.LABELS["title"], known.title)] if known.title else []
    undated = [("date_text", display.LABELS["date"], known.date_text)] if known.date_text and not known.date else []
    return [*first, *display.fields(known, "zh"), *undated]


def _walk(outline: tuple[Node, ...]) -> list[tuple[Node, int]]:
    """Nodes in the order of the text with their depth below the outermost ones shown."""
    found: list[tuple[Node, int]] = []
    pending = [(node, 1) for node in reversed(outline)]
    while pending:
        node, depth = pending.pop()
        found.append((node, depth))
        pending += [(child, depth + 1) for child in reversed(node.children)]
    return found


def _field(n: int, speech: Speech, name: str, label: str, value: str) -> Entry:
    key, placed = f"m{n}-{name}", name in speech.metadata.spans
    confidence = speech.metadata.confidence.get(name)
    return Entry(
        f"f{n}-{name}",
        key,
        "field",
        value,
        label,
        note=name,
        doubt=doubt(confidence),
        body=sure(confidence),
        classes=f"f-{name}",
        placed=placed,
    )


def _node(id: str, n: int, node: Node, depth: int) -> Entry:
    marker = node.marker or ""
    title = " ".join(node.title.removeprefix(marker).split())
    body = _short(display.body(node))
    return Entry(
        id, f"n{n}-{node.id}", "node", title, marker, f"r-{node.role}", min(depth, 6), body, doubt(node.confidence)
    )


def _short(words: str) -> str:
    return words if len(words) <= _BODY else words[: _BODY - 1] + "…"


def _task(n: int, task: Task, found: dict[str, list[Span]]) -> Entry:
    name, stop, rest = " ".join(task.text.split()).partition("。")
    times = [*(m.deadline for m in task.measures), *task.milestones, task.deadline]
    deadlines = _times(n, times)
    facts = (
        Fact("deadline", "期限", deadlines),
        Fact("period", "时段", [] if deadlines else _times(n, [task.period])),
        Fact("recurrence", "周期", _times(n, [task.recurrence])),
        Fact("units", "单位", [_name(n, task, unit, found) for unit in _in_order(task)]),
        Fact("people", "责任人", [_name(n, task, person, found) for person in task.people]),
        Fact("targets", "目标", [Link(_line(t.text), place(n, t.span)) for t in task.targets]),
        Fact("section", "章节", [Link(_line(" › ".join(task.section)))] if task.section else []),
    )
    return Entry(
        f"l{n}-{task.id}",
        f"t{n}-{task.id}",
        "task",
        name + stop,
        task.id,
        "r-task",
        body=rest,
        doubt=doubt(task.confidence),
        facts=tuple(fact for fact in facts if fact.links),
        due=task.due or "",
        section=task.section[0] if task.section else "",
        units="\n".join((*task.units, *task.people)),
    )


def _in_order(task: Task) -> list[str]:
    return list(dict.fromkeys((*task.lead, *task.support, *task.units)))


def _name(n: int, task: Task, name: str, found: dict[str, list[Span]]) -> Link:
    note = "" if name in task.people else {"牵头单位": "牵头", "配合单位": "配合"}.get(part(task, name), "")
    return Link(name, place(n, found[name][0], "u") if name in found else "", note)


def _times(n: int, found: list[TimeRef | None]) -> list[Link]:
    """Times in the order of the text, each once."""
    times = {time.span: time for time in found if time}
    return [Link(_line(time.text), place(n, span), _days(time)) for span, time in sorted(times.items())]


def _days(time: TimeRef) -> str:
    if time.end is None:
        return ""
    return time.end if time.start in (None, time.end) else f"{time.start}/{time.end}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _claim(n: int, k: int, claim: Claim) -> Entry:
    links = tuple(Link(id, f"n{n}-{id}") for id in claim.nodes)
    verdict = f"应有 {claim.count}，找到 {claim.found}，{'相符' if claim.ok else '不符'}"
    return Entry(
        f"k{n}-{k}",
        f"c{n}-{k}",
        "claim",
        f"{_line(claim.phrase)}：{verdict}",
        classes="" if claim.ok else "bad",
        links=links,
    )


def _remark(n: int, k: int, found: Diagnostic, source: SourceText) -> Entry:
    start, end = found.span
    line, column = source.line_col(start)
    quote = _line(source.text[start : min(end, start + _QUOTE)]) + ("…" if end > start + _QUOTE else "")
    return Entry(
        f"r{n}-{k}",
        f"d{n}-{k}",
        "remark",
        tr(found.message, "zh"),
        SEVERITIES[found.severity],
        found.severity,
        body=quote,
        note=f"{line}:{column} {found.code}",
    )


def doubt(confidence: float | None) -> str:
    """The words beside an item with low confidence."""
    return "" if confidence is None or confidence >= DOUBTFUL else f"存疑 {confidence:.0%}"


def data(number: int, speech: Speech, source: SourceText, remarks: list[Diagnostic]) -> dict[str, Any]:
    """What the script knows of a speech: for each key the values that can be set right, and where it stands."""
    n, text = number, source.text
    items: dict[str, Any] = {}

    def add(key: str, kind: str, span: Span, values: fields.Values, **more: Any) -> None:
        items[key] = {"kind": kind, "at": anchors.anchor(text, span)._asdict(), "values": values, **more}

    for name, _, _ in head(speech):
        span = speech.metadata.spans.get(name, (0, 0))
        add(f"m{n}-{name}", "field", span, fields.of_field(speech.metadata, name), name=name)
    for node in speech.walk():
        add(f"n{n}-{node.id}", "node", node.span, fields.of_node(node))
    for task in speech.tasks:
        add(f"t{n}-{task.id}", "task", task.span, fields.of_task(task))
    for k, claim in enumerate(speech.claims, 1):
        add(f"c{n}-{k}", "claim", claim.span, fields.of_claim(claim))
    for k, remark in enumerate(remarks, 1):
        add(f"d{n}-{k}", "remark", remark.span, {}, name=remark.code)
    origin = speech.source
    return {
        "number": n,
        "title": " ".join((speech.metadata.title or origin.name or "").split()),
        "name": origin.name or "",
        "sha256": origin.sha256 or "",
        "chars": len(text),
        "part": origin.part,
        "items": items,
    }
