"""The task ledger (任务分解表): candidate rows -> tasks with who, when, how much, action and object.

A row is a task when its node's role is task and it arranges work, or when it says who is responsible, whatever
its role. ``measures`` cut a task finer: its sentences, or the inline items it holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date

from ...model import Measure, Span, Target, Task, TimeRef
from ...rules.types import Rules, finder, union
from ..calendar import times
from ..forms import LogicalText, Outline, RoleDecision
from ..numbers.targets import aims
from ..numbers.targets import find as find_targets
from . import assignments, steps, stretches
from .action import actions
from .assignments import Assignment
from .stretches import Row

_SURE = 0.5  # from this probability on the role alone makes a task of an item
_SHARE = 0.4  # of a paragraph's sentences must arrange work
_HEAD = 160  # how much of a paragraph tells that it is background


def find(
    text: LogicalText,
    outline: Outline,
    roles: list[RoleDecision],
    reference: date | None,
    body: int,
    end: int,
    rules: Rules,
    segmenter: Callable[[str], list[str]] | None = None,
) -> list[Task]:
    """The tasks of ``text`` between ``body`` and ``end`` (logical offsets), in order, with source spans.

    ``reference`` is the date that words like 今年 are read against. ``segmenter`` cuts words; with it the
    border between ``action`` and ``object`` falls between words.
    """
    builder = _Builder(text, outline, roles, reference, body, end, rules, segmenter)
    stated = builder.named.find(body, end, prose=False)
    found = [row for row in stretches.find(text, outline, roles, stated, body, end, rules) if builder.is_task(row)]
    _spread(found, outline)
    return builder.tasks(found)


def _spread(found: list[Row], outline: Outline) -> None:
    """责任单位 in a paragraph of its own below a list whose members name nobody holds for the whole list."""
    lists: dict[int, list[Row]] = {}
    for row in found:
        if row.owner >= 0 and row.first:
            lists.setdefault(outline.items[row.owner].parent, []).append(row)
    for members in lists.values():
        last = members[-1]
        if last.apart and len(members) > 1 and not any(row.assigned for row in members[:-1]):
            for row in members[:-1]:
                row.assigned = last.assigned


class _Builder:
    def __init__(
        self,
        text: LogicalText,
        outline: Outline,
        roles: list[RoleDecision],
        reference: date | None,
        body: int,
        end: int,
        rules: Rules,
        segmenter: Callable[[str], list[str]] | None,
    ) -> None:
        self.text, self.outline, self.roles, self.body = text, outline, roles, body
        self.reference, self.rules, self.segmenter = reference, rules, segmenter
        self.words = actions(rules)
        self.named = assignments.Reader(text.text, body, end, rules, text.raw)
        self.leads: dict[int, dict[int, Span]] = {}  # by the item that holds the lists
        self.background, self.background_cues = finder(rules, "task.background")
        self.directive, _ = union(rules, "task.directive")
        self.notes: set[int] = set()  # nodes below whose text footnotes began
        self.periods: dict[tuple[int, bool], TimeRef | None] = {}
        self.places: dict[Span, TimeRef | None] = {}
        self.sections: dict[int, tuple[str, ...]] = {-1: ()}

    # -- which rows are tasks

    def is_task(self, row: Row) -> bool:
        if row.assigned and any(a.units or a.people for a in row.assigned):
            return True
        if row.owner < 0 or self.roles[row.owner].role != "task":
            return row.owner >= 0 and self.roles[row.owner].role == "requirement" and self._is_led(row)
        if row.first and self._is_leaf_text(row):
            sure = self.roles[row.owner].confidence >= _SURE
            return sure or self._arranges(row.owner, row.start, row.end)
        start = row.start
        if row.first:
            start = self.outline.items[row.owner].title[1]
            if not self.text.text[start : row.end].strip("。；;：: \u3000\n"):
                return False  # a heading; what stands below it are the rows
        return self._arranges(row.owner, start, row.end)

    def _is_led(self, row: Row) -> bool:
        """A demand that names who takes the lead is a row, whatever else it is: nothing may be missed."""
        if self.text.text.find("牵头", row.start, row.end) < 0:
            return False
        return any(a.lead for a in self.named.find(row.start, row.end, prose=True))

    def _is_leaf_text(self, row: Row) -> bool:
        """Whether the row is all that its item says."""
        item = self.outline.items[row.owner]
        whole = not self.outline.children[row.owner] or bool(row.cuts)
        return whole and not self.text.text[row.end : item.end].strip("。；;：:） \u3000\n\t")

    def _arranges(self, owner: int, start: int, end: int) -> bool:
        if owner in self.notes:
            return False
        piece = self.text.text[start:end]  # cut out, so that ^ in a pattern means its beginning
        if match := self.background.search(piece, 0, _HEAD):
            if self.background_cues[(match.lastindex or 1) - 1].value == "notes":
                self.notes.add(owner)
            return False
        if piece[-1] in "：:" or ("。" not in piece[:-1] and self._announces(start, end)):
            return False
        sentences = steps.SENTENCE.findall(piece)
        missing = max(1.0, _SHARE * len(sentences))
        for one in sentences:
            if self.words.arranges(one) or self.directive.search(one):
                missing -= 1
                if missing <= 0:
                    return True
        return False

    def _announces(self, start: int, end: int) -> bool:
        """抓好以下三项工作。; a sentence that merely ends so (做好住校生工作。) only where a list begins behind it."""
        follows = stretches.gathers(self.text.text, start, end, self.rules)
        if follows != "gathers" or self.text.text[end - 1] != "。":
            return follows != ""
        items = self.outline.items
        following = bisect_left(items, end, key=lambda item: item.start)
        return following < len(items) and not self.text.text[end : items[following].start].strip()

    # -- what a row says

    def tasks(self, found: list[Row]) -> list[Task]:
        """The tasks of the rows. One kind of thing is read in all rows, then the next: its patterns stay in the
        processor's cache, which is a tenth of the time.
        """
        text, raw, spans = self.text.text, self.text.raw, [(row.start, row.end) for row in found]
        stated = [row.assigned or self.named.find(row.start, row.end) for row in found]
        hits = [self._times(span) for span in spans]
        year = self.reference.year if self.reference else None
        targets = [aims(find_targets(text, *span, self.rules, raw, year)) for span in spans]
        periods = [self._period(row.owner, row.first) for row in found]
        actions = [self.words.split(text, *span, raw, self.segmenter) for span in spans]
        said = zip(found, stated, hits, targets, periods, actions, strict=True)
        return [self._task(f"T{n}", *what) for n, what in enumerate(said, 1)]

    def _task(
        self,
        id: str,
        row: Row,
        stated: list[Assignment],
        hits: list[times.TimeHit],
        targets: list[Target],
        period: TimeRef | None,
        action: tuple[str | None, str | None],
    ) -> Task:
        deadlines = [h.ref for h in hits if h.kind == "deadline"]
        aims = self._placed(targets)
        deadline = self._time(self._stated_deadline(row.assigned) or _latest(deadlines))
        span = self._time(period or _first_period(hits))
        return Task(
            id=id,
            node=self.outline.ids[row.owner] if row.owner >= 0 else None,
            section=self._section(self.outline.items[row.owner].parent if row.first else row.owner),
            text=self.text.raw[row.start : row.end],
            action=action[0],
            object=action[1],
            units=_merged([a.units for a in stated]) if stated else (),
            lead=_merged([a.lead for a in stated]) if stated else (),
            support=_merged([a.support for a in stated]) if stated else (),
            people=_merged([a.people for a in stated]) if stated else (),
            deadline=deadline,
            period=span,
            recurrence=self._time(next((h.ref for h in hits if h.kind == "recurrence"), None)),
            milestones=self._milestones(deadlines),
            due=(deadline.end if deadline else None) or (span.end if span else None),
            targets=aims,
            measures=self._measures(row, deadlines, [t.span[0] for t in targets], aims),
            span=self.text.source_span((row.start, row.end)),
            confidence=self._confidence(row),
        )

    def _section(self, i: int) -> tuple[str, ...]:
        """The headings from the top down to item ``i``."""
        if i not in self.sections:
            item = self.outline.items[i]
            title = self.text.raw[max(item.mark.end, item.title[0]) : item.title[1]].strip("。：: \u3000\n")
            self.sections[i] = (*self._section(item.parent), title)
        return self.sections[i]

    def _stated_deadline(self, stated: Iterable[Assignment]) -> TimeRef | None:
        """The deadline of an assignment: behind 完成时限：, or spoken beside the names (9月底前完成)."""
        for assignment in stated:
            start, end = assignment.deadline or assignment.span
            hits = self._times((start, end))
            if assignment.deadline is None:
                hits = [h for h in hits if h.kind == "deadline"]
            if hits:
                return hits[-1].ref
            if assignment.deadline:
                words = self.text.raw[start:end].strip(" \u3000；;。，,\n")
                at = self.text.raw.find(words, start, end)
                return TimeRef(words, None, None, (at, at + len(words)))
        return None

    def _period(self, owner: int, first: bool) -> TimeRef | None:
        """What the heading says unless the row is the ``first`` below it, else the lead-in, else what stands above."""
        if owner < 0:
            return None
        key = (owner, first)
        if key not in self.periods:
            item = self.outline.items[owner]
            found = None if first else self._period_in(item.title)
            if found is None and (lead := self._lead_ins(item.parent).get(owner)):
                found = self._period_in(lead)
            self.periods[key] = found or self._period(item.parent, False)
        return self.periods[key]

    def _lead_ins(self, owner: int) -> dict[int, Span]:
        if owner not in self.leads:
            self.leads[owner] = stretches.lead_ins(self.text, self.outline, owner, self.body)
        return self.leads[owner]

    def _period_in(self, place: Span) -> TimeRef | None:
        if place not in self.places:  # the members of a list share its lead-in
            self.places[place] = _first_period(self._times(place))
        return self.places[place]

    def _confidence(self, row: Row) -> float:
        role = self.roles[row.owner].confidence if row.owner >= 0 else 0.5
        if row.assigned:
            return round(max(role, 0.95), 3)
        return round(role if row.first and self._is_leaf_text(row) else 0.9 * role, 3)

    def _times(self, span: Span) -> list[times.TimeHit]:
        return times.find(self.text.text, *span, self.reference, self.rules, self.text.raw)

    # -- logical to source spans

    def _time(self, ref: TimeRef | None) -> TimeRef | None:
        return ref and TimeRef(ref.text, ref.start, ref.end, self.text.source_span(ref.span))

    def _milestones(self, deadlines: list[TimeRef]) -> tuple[TimeRef, ...]:
        placed = [self._time(ref) for ref in deadlines] if len(deadlines) > 1 else []
        return tuple([ref for ref in placed if ref])

    def _placed(self, targets: list[Target]) -> tuple[Target, ...]:
        if not targets:
            return ()
        place = self.text.source_span
        return tuple(
            [
                Target(t.text, t.metric, t.value, t.value_max, t.unit, t.comparator, place(t.span), t.bound, t.kind)
                for t in targets
            ]
        )

    # -- measures

    def _measures(
        self, row: Row, deadlines: list[TimeRef], numbers: list[int], targets: tuple[Target, ...]
    ) -> tuple[Measure, ...]:
        """``numbers`` are the logical starts of the ``targets``."""
        title = self.outline.items[row.owner].title[1] if row.owner >= 0 and row.first else -1
        spans = steps.spans(self.text.text, row, title, numbers, self.words.arranges)
        if len(spans) < 2:
            return ()
        raw, place = self.text.raw, self.text.source_span
        if not deadlines and not targets:
            return tuple([Measure(raw[a:b], place((a, b))) for a, b in spans])
        times_at = [d.span[0] for d in deadlines]
        return tuple(
            [
                Measure(
                    raw[a:b],
                    place((a, b)),
                    deadline=self._time(_latest(deadlines[bisect_left(times_at, a) : bisect_left(times_at, b)])),
                    targets=targets[bisect_left(numbers, a) : bisect_left(numbers, b)],
                )
                for a, b in spans
            ]
        )


def _first_period(hits: list[times.TimeHit]) -> TimeRef | None:
    return next((hit.ref for hit in hits if hit.kind == "period"), None)


def _latest(refs: list[TimeRef]) -> TimeRef | None:
    """The last of several deadlines: a task is done when its last step is."""
    if len(refs) < 2:
        return refs[0] if refs else None
    return max(refs, key=lambda r: r.end or "", default=None)


def _merged(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The first list as written, with what the others add."""
    if len(lists) == 1:
        return lists[0]
    out: list[str] = []
    for names in lists:
        known = set(out)
        out += [name for name in names if name not in known]
    return tuple(out)
