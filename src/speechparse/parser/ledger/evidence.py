"""What speaks for and against a row: who, when, how much, a verb of doing, a directive; past, background, announcing.

Each reason is worth points, log odds in ``rules/data/tasks.toml``: the role's belief is a prior among them and shuts
nothing out. A row is a task where the sum is not below zero.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ...model import Span
from ...rules.types import Rules
from ..calendar import times
from ..numbers.targets import aims
from ..numbers.targets import find as find_targets
from . import assignments, cutting, steps, stretches
from .action import actions
from .forms import Evidence, Ground, Row

HEAD = 160  # how much of a paragraph tells that it is background
_SHARE = 0.4  # of a paragraph's sentences that arrange work make it one that does
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百两]")
_BLANK = "。；;：:）\u3000 \n\t"


def judge(ground: Ground, rows: list[Row]) -> list[Row]:
    """The rows, in order, with their reasons and scores; those of several bodies are cut where another one is named."""
    notes: set[int] = set()
    after = False  # the list of enclosures has begun
    out: list[Row] = []
    for row in rows:
        _begin(ground, row, notes, after)
        after = after or any(r.rule == "background-tail" for r in row.reasons)
        if row.score + _most(ground.rules) < 0:
            out.append(row)
            continue
        row.said = assignments.said(ground.where, row.start, row.end, [one.span for one in row.assigned])
        if not row.said and row.score + _most_of(ground, row) < 0:
            out.append(row)
            continue
        parts = cutting.by_body(ground.text.text, row)
        for part in parts:
            if len(parts) > 1:
                _begin(ground, part, notes, after)
            _weigh(part, _content(ground, part))
            _weigh(part, _dates(ground, part))
            _weigh(part, _goals(ground, part))
        out += parts
    return out


def _begin(ground: Ground, row: Row, notes: set[int], after: bool) -> None:
    """Weighs what needs no reading of the words."""
    bias = weights(ground.rules)["bias"]
    row.reasons, row.score = [Evidence("bias", (row.start, row.start), bias)], bias
    _weigh(row, _prior(ground, row))
    if row.assigned or row.score + _most(ground.rules) >= 0:
        _weigh(row, _frame(ground, row, notes, after))


def _weigh(row: Row, reasons: Iterable[Evidence]) -> None:
    for reason in reasons:
        row.reasons.append(reason)
        row.score += reason.points


@lru_cache(maxsize=8)
def weights(rules: Rules) -> dict[str, float]:
    """Points by the name of a reason; a later row replaces an earlier one."""
    pairs = (word.partition("=") for word in rules.words["task.weight"])
    return {name: float(points) for name, _, points in pairs}


def _most(rules: Rules) -> float:
    """What the words of a row can say for it at most."""
    found = weights(rules)
    return found["spoken"] + found["verb"] + found["directive"] + found["dated"] + found["measured"]


def _most_of(ground: Ground, row: Row) -> float:
    """The same for a row that names nobody, after a glance at it."""
    found, text = weights(ground.rules), ground.text.text
    points = found["verb"] + found["directive"]
    if ground.rules["task.dated"].search(text, row.start, row.end):
        points += found["dated"]
    return points + (found["measured"] if _NUMERAL.search(text, row.start, row.end) else 0.0)


# -- before the words are read


def _prior(ground: Ground, row: Row) -> Iterator[Evidence]:
    """What the role of the item makes us expect, and that a row is all that its item says."""
    found, span = weights(ground.rules), (row.start, row.end)
    if row.owner < 0:
        yield Evidence("outside", span, found["outside"])
        return
    decision = ground.roles[row.owner]
    sure = 1.0 if decision.role != "task" else decision.confidence
    yield Evidence(f"role-{decision.role}", span, sure * found[f"role-{decision.role}"])
    if decision.role == "requirement" and ground.kind in ("report", "plan", "notice", "minutes"):
        yield Evidence("requirement-of-a-report", span, found["requirement-of-a-report"])
    if is_leaf(ground, row) if row.first else is_body(ground, row):
        yield Evidence("leaf", span, found["leaf"])
    if row.first and decision.role in ("requirement", "background") and is_leaf(ground, row):
        yield Evidence("siblings", span, found["siblings"] * _tasks_beside(ground, row.owner))


def _tasks_beside(ground: Ground, owner: int) -> float:
    """How many of the item's siblings are tasks, from 0 to 1."""
    parent = ground.outline.items[owner].parent
    if parent not in ground.kin:
        kin = ground.outline.children[parent] if parent >= 0 else ground.outline.roots
        tasks = sum(ground.roles[i].role == "task" for i in kin)
        ground.kin[parent] = tasks / (len(kin) - 1) if len(kin) > 1 else 0.0
    return ground.kin[parent]


def is_leaf(ground: Ground, row: Row) -> bool:
    """Whether the row is all that its item says."""
    if row.leaf < 0:
        row.leaf = int(_is_whole(ground, row))
    return row.leaf == 1


def _is_whole(ground: Ground, row: Row) -> bool:
    item, text = ground.outline.items[row.owner], ground.text.text
    if ground.outline.children[row.owner] and not row.cuts:
        return False
    rest = text[row.end : min(item.end, row.end + HEAD)].strip(_BLANK)
    return not rest or _is_tail(ground, rest)


def _is_tail(ground: Ground, words: str) -> bool:
    hit = ground.rules["task.opening"].match(words, 0, HEAD)
    return hit is not None and hit.row.id == "background-tail"


def is_body(ground: Ground, row: Row) -> bool:
    """Whether the row is all that stands below the heading of an item without children."""
    if row.first or row.owner < 0 or ground.outline.children[row.owner]:
        return False
    item, text = ground.outline.items[row.owner], ground.text.text
    if row.start - item.title[1] > HEAD:
        return False
    before = text[item.title[1] : row.start].strip(_BLANK)
    rest = text[row.end : min(item.end, row.end + HEAD)].strip(_BLANK)
    return not before and (not rest or _is_tail(ground, rest))


def reading_start(ground: Ground, row: Row) -> int:
    """Where the words begin that tell what a row is: after the heading of an item that says more."""
    if row.first and not is_leaf(ground, row):
        stop = ground.outline.items[row.owner].title[1]
        if stop < row.end - 1 or ground.text.text[row.end - 1] not in "。；":
            return min(row.end, stop)
    return row.start


def _frame(ground: Ground, row: Row, notes: set[int], after: bool) -> Iterator[Evidence]:
    """Who is stated beside the row; headings, announcements, background and what stands after the speech."""
    found, text, span = weights(ground.rules), ground.text.text, (row.start, row.end)
    for one in row.assigned:
        if one.units or one.people:
            yield Evidence("named", one.span, found["named"])
            break
    if any(one.deadline for one in row.assigned):
        yield Evidence("dated", row.assigned[0].span, found["stated-deadline"])
    start = reading_start(ground, row)
    piece = text[start : row.end]  # cut out, so that ^ in a pattern means its beginning
    if not piece.strip(_BLANK):
        if row.first and not row.assigned:
            yield Evidence("heading", span, found["heading"])  # what stands below it are the rows
            hit = ground.rules["task.opening"].match(text, row.start, row.end)
            if hit:
                yield Evidence(hit.row.id, (hit.start, hit.end), -hit.weight)
            return
        piece, start = text[row.start : row.end], row.start
    elif row.first and start == row.start and not row.assigned and not is_leaf(ground, row):
        name = "sentence-above-items" if ground.outline.children[row.owner] else "sentence-above-others"
        yield Evidence(name, span, found[name])
    hit = ground.rules["task.opening"].match(piece, 0, HEAD) or ground.rules["task.background"].search(piece, 0, HEAD)
    if hit:
        yield Evidence(hit.row.id, (start + hit.start, start + hit.end), -hit.weight)
        if hit.value == "notes":
            notes.add(row.owner)
    elif row.owner in notes:
        yield Evidence("notes", span, found["notes"])
    if after:
        yield Evidence("after-the-end", span, found["after-the-end"])
    if not row.assigned and (piece.rstrip()[-1:] in "：:" or _announces(ground, row, start)):
        yield Evidence("announces", span, found["announces"])


def _announces(ground: Ground, row: Row, start: int) -> bool:
    """抓好以下三项工作。; a sentence that merely ends so (做好住校生工作。) only where its own list begins after it."""
    text, items = ground.text.text, ground.outline.items
    if "。" in text[start : row.end - 1]:
        return False
    follows = stretches.gathers(text, start, row.end, ground.rules)
    if follows == "gathers" and row.first and is_leaf(ground, row):
        return False  # 完成保障性安居工程建设任务
    if follows != "gathers" or text[row.end - 1] != "。":
        return follows != ""
    following = bisect_left(items, row.end, key=lambda item: item.start)
    if following >= len(items) or text[row.end : items[following].start].strip():
        return False
    return items[following].parent == row.owner


# -- the words


def _content(ground: Ground, row: Row) -> Iterator[Evidence]:
    """Who is named in the words, how many of the sentences give out work, how many look back."""
    found, rules, text = weights(ground.rules), ground.rules, ground.text.text
    start = reading_start(ground, row)
    if row.said:
        kind = "told" if all(one.kind == "duty" for one in row.said) else "spoken"
        yield Evidence(kind, row.said[0].span, found[kind])
    piece = text[start : row.end]  # cut out, so that ^ in a pattern means its beginning
    spans = [m.span() for m in steps.SENTENCE.finditer(piece)]
    if not spans:
        return
    back = 0
    if rules["assignment.past"].search(piece):
        back = sum(rules["assignment.past"].search(piece, *at) is not None for at in spans)
    if back:
        yield Evidence("past", (start, row.end), found["past"] * back / len(spans))
    elif row.score >= found["sure"]:
        return
    points = row.score
    missing = max(1.0, _SHARE * len(spans))
    doing = _count(piece, spans, missing, actions(rules).arranges)
    if doing < missing:  # what no verb opens may still be a directive
        doing = max(doing, _count(piece, spans, missing, lambda one: _gives_out(rules, one)))
    if doing:
        yield Evidence("verb", (start, row.end), found["verb"] * min(1.0, doing / missing))
        points += found["verb"] * min(1.0, doing / missing)
    if points < 0 and (told := rules["task.directive"].search(piece)):
        yield Evidence("directive", (start + told.start, start + told.end), found["directive"])


def _count(piece: str, spans: list[Span], enough: float, holds: Callable[[str], bool]) -> int:
    """How many of the sentences are so, as far as it matters."""
    count = 0
    for a, b in spans:
        if holds(piece[a:b]):
            count += 1
            if count >= enough:
                break
    return count


def _gives_out(rules: Rules, sentence: str) -> bool:
    return actions(rules).arranges(sentence) or rules["task.directive"].search(sentence) is not None


def _dates(ground: Ground, row: Row) -> Iterator[Evidence]:
    """A deadline, something that comes again; looked for where they may still decide."""
    found, text = weights(ground.rules), ground.text.text
    if row.score + found["dated"] + found["measured"] < 0:
        return
    if row.score < 0 and not ground.rules["task.dated"].search(text, row.start, row.end):
        return
    row.hits = times.find(text, row.start, row.end, ground.reference, ground.rules, ground.text.raw)
    for kind, name in (("deadline", "dated"), ("recurrence", "repeated")):
        ref = next((hit.ref for hit in row.hits if hit.kind == kind), None)
        if ref:
            yield Evidence(name, ref.span, found[name])


def _goals(ground: Ground, row: Row) -> Iterator[Evidence]:
    """A goal with a number."""
    found = weights(ground.rules)
    if row.score + found["measured"] < 0:
        return
    year = ground.reference.year if ground.reference else None
    row.targets = aims(find_targets(ground.text.text, row.start, row.end, ground.rules, ground.text.raw, year))
    goal = next((t for t in row.targets if t.kind == "goal"), None)
    if goal:
        yield Evidence("measured", goal.span, found["measured"])


# -- what was left out


def left_out(ground: Ground, rows: list[Row]) -> list[Span]:
    """The sentences that name who or until when and stand in no row; those that look back or away are left out.

    Where no row was found, days are looked for in everything that was passed over.
    """
    least = weights(ground.rules)["missed"]
    empty = not any(row.score >= 0 for row in rows)
    passed = [row for row in rows if least <= row.score < 0 and _is_worth_telling(row)]
    return sorted({_sentence(ground.text.text, span) for row in passed for span in _telling(ground, row, empty)})


def _telling(ground: Ground, row: Row, empty: bool) -> list[Span]:
    """Where a row names who or until when."""
    spans = [reason.span for reason in row.reasons if reason.rule in ("named", "spoken", "dated")]
    if not spans and empty and ground.rules["task.dated"].search(ground.text.text, row.start, row.end):
        hits = times.find(ground.text.text, row.start, row.end, ground.reference, ground.rules, ground.text.raw)
        spans = [hit.ref.span for hit in hits if hit.kind == "deadline"]
    return spans


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span."""
    start = max(text.rfind(c, max(0, span[0] - HEAD), span[0]) + 1 for c in "。；！？\n")
    ends = [at + 1 for c in "。；！？\n" if (at := text.find(c, max(start, span[1] - 1), span[1] + HEAD)) >= 0]
    end = min(ends, default=min(len(text), span[1] + HEAD))
    return start, max(end - (text[end - 1] == "\n"), span[1])


def _is_worth_telling(row: Row) -> bool:
    rules = {reason.rule for reason in row.reasons}
    if rules & {"heading", "announces", "after-the-end", "background-tail", "role-highlight"}:
        return False
    return not any(r.rule == "past" and r.points < -1 for r in row.reasons)
