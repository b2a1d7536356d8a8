"""The shape of the output, schema 1.1: frozen dataclasses, and what the fields of the head are called.

Spans are half-open code-point offsets ``(start, end)`` into the decoded source text. Dates are ISO 8601
(``2022``, ``2022-10`` or ``2022-10-10``). A field that the text does not state is ``None`` or empty.
``confidence`` is a probability in 0..1 that the node or field is right. The order of the fields is the
order of the keys in every output format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .plain import drop_reasons, plain

SCHEMA_VERSION = "1.1"

Span = tuple[int, int]
Role = Literal["highlight", "requirement", "task", "background"]
Severity = Literal["info", "warning", "error"]
TargetKind = Literal["goal", "result"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from. ``sha256`` is that of the file's bytes; ``chars`` counts code points."""

    name: str | None = None
    format: str = "text"
    encoding: str | None = None
    sha256: str | None = None
    chars: int = 0
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Metadata:
    """Head matter. ``spans`` and ``confidence`` are keyed by field name."""

    title: str | None = None
    subtitle: str | None = None
    speaker: str | None = None
    position: str | None = None
    date: str | None = None
    date_text: str | None = None
    occasion: str | None = None
    salutation: str | None = None
    series: str | None = None
    number: str | None = None
    issued: str | None = None
    source: str | None = None
    kind: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)


HEAD = {
    "title": ("标题", "The main title; lines joined."),
    "subtitle": ("副题", "The subtitle, usually after a dash."),
    "speaker": ("讲话人", "The speaker's name only."),
    "position": ("职务", "The speaker's office."),
    "date": ("日期", "The day of the speech, ISO 8601, as exact as stated: 2022, 2022-10 or 2022-10-10."),
    "date_text": ("日期原文", "The words the date was read from."),
    "occasion": ("场合", "The meeting or event, without 在…上的讲话."),
    "salutation": ("称呼", "The salutation, verbatim (同志们：)."),
    "series": ("系列", "The series the text was published in."),
    "number": ("编号", "The issue or document number printed in the head."),
    "issued": ("刊期", "When it was printed, ISO 8601."),
    "source": ("来源", "The publisher or site named in the text."),
    "kind": ("类型", "The kind of document (讲话, 工作报告 …)."),
}
"""Each field of ``Metadata`` with its Chinese label and what it holds.

Schema, reference, labels of previews and pages, and the columns of the store are made from these rows.
"""


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """A role and the probability that it is the right one."""

    role: Role
    confidence: float


@dataclass(frozen=True, slots=True)
class Node:
    """One member of an enumeration, or a heading.

    ``span`` runs from the marker to the end of all that belongs to the node, children included.
    ``title`` is the heading, or the item's first clause. ``text`` is the node's own words, children left
    out: the pieces ``text_spans`` of the source, joined by line feeds. ``role_confidence`` is the probability of the
    role, ``role_second`` the next best one: below 0.7 the role is worth a look. ``reasons`` names the rules that
    the node and its role rest on; it is found and written on request only (``explain``).
    """

    id: str
    level: int
    marker: str | None
    ordinal: int | None
    style: str
    role: Role
    title: str
    text: str
    span: Span
    title_span: Span
    text_spans: tuple[Span, ...]
    confidence: float
    role_confidence: float = 1.0
    role_second: RoleGuess | None = None
    children: tuple[Node, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A deadline or period: the words, and the ISO dates of its first and last day where they are known."""

    text: str
    start: str | None
    end: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified goal. ``comparator`` is one of ``= >= > <= < ~ += -=``; ``value_max`` closes a range.

    ``+=`` and ``-=`` stand for growth and decline by ``value``. ``value`` counts single units (3万亩 is
    30000 with unit 亩; 6.5% is 6.5 with unit %). ``bound`` is ``>=``, ``>``, ``<=``, ``<`` or ``~`` where a growth or
    decline is no exact number (增长8%以上: comparator ``+=``, bound ``>=``), else None. ``kind`` is ``goal`` for what
    is to be reached and ``result`` for what has been (去年完成28亿元).
    """

    text: str
    metric: str | None
    value: float | int
    value_max: float | int | None
    unit: str | None
    comparator: str
    span: Span
    bound: str | None = None
    kind: TargetKind = "goal"


@dataclass(frozen=True, slots=True)
class Measure:
    """One sentence-sized step of a task, for an office that cuts its rows finer.

    Who, when and how much are the step's own; what it does not state is empty, never taken from another step.
    """

    text: str
    span: Span
    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    deadline: TimeRef | None = None
    period: TimeRef | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A ledger row (任务分解表). ``section`` is the path of headings above it, outermost first.

    ``units`` holds every responsible body; ``lead`` (牵头单位) and ``support`` (配合单位) are those of them
    whose part is stated. ``people`` are names (责任人). ``milestones`` are all deadlines of a row that has several, in
    the order of the text; ``deadline`` is the last of them. ``recurrence`` holds the words of what comes again
    (每季度末), its dates are null. ``due`` is the last day: that of the deadline, else that of the period.
    """

    id: str
    node: str | None
    section: tuple[str, ...]
    text: str
    action: str | None
    object: str | None
    units: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    people: tuple[str, ...]
    deadline: TimeRef | None
    period: TimeRef | None
    recurrence: TimeRef | None
    milestones: tuple[TimeRef, ...]
    due: str | None
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """An announced number of items (“九个最”) against the number found. ``nodes`` are the ids counted."""

    phrase: str
    count: int
    found: int
    ok: bool
    span: Span
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a reader of the output should know, with the place it stands at."""

    code: str
    severity: Severity
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech: the whole output object."""

    source: Source
    metadata: Metadata
    outline: tuple[Node, ...] = ()
    highlights: tuple[Node, ...] = ()
    requirements: tuple[Node, ...] = ()
    tasks: tuple[Task, ...] = ()
    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Every node of the outline in the order of the text, parents before their children."""
        pending = list(reversed(self.outline))
        while pending:
            node = pending.pop()
            yield node
            pending += reversed(node.children)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Speech:
        """The speech that ``to_dict`` (and so the JSON output) describes; keys it does not know are left out.

        Raises ValueError where a key is missing or a value is of the wrong kind, with its place.
        """
        from .undict import build

        return build(cls, data, "speech")

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, in schema order.

        With ``explain`` nodes keep ``reasons``, which they have where the text was parsed with ``explain``.
        """
        data = {"schema_version": SCHEMA_VERSION, **plain(self)}
        if not explain:
            for key in ("outline", "highlights", "requirements"):
                drop_reasons(data[key])
        return data


def outermost(outline: tuple[Node, ...], role: str) -> tuple[Node, ...]:
    """The outermost nodes of a role."""
    found: list[Node] = []
    pending = list(reversed(outline))
    while pending:
        node = pending.pop()
        if node.role == role:
            found.append(node)
        else:
            pending += reversed(node.children)
    return tuple(found)
