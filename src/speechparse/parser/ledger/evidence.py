"""What speaks for and against a row: who, when, how much, a verb of doing, a directive; past, background, announcing.

Each reason is worth points, log odds in ``rules/data/tasks.toml``: the role's belief is a prior among them and shuts
nothing out. A row is a task where the sum is not below zero.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from ...model import Span
from ...rules.types import Rules
from ...signs import COLONS
from ..calendar import times
from ..numbers.targets import aims
from ..numbers.targets import find_all as find_targets
from . import assignments, cutting, steps, stretches
from .action import actions
from .forms import Evidence, Ground, Row
from .glance import DATED, NAMED, Glance
from .whole import AROUND, HEAD, TAIL, is_body, is_leaf, reading_start

# What a heading does not say.
_OWN = frozenset({"named", "spoken", "told", "does", "opens", "dated", "soon", "repeated", "measured"})
_SHARE = 0.4  # of a paragraph's sentences that arrange work make it one that does
_EXPLAINED = 0.34  # so much of a task may say why it is one
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百两]")
_OPENS = ("part", "chapter", "cn-dun", "article")  # styles of a document's own first list: 第一章, 一、
_REPORTS = frozenset({"report", "plan", "notice", "minutes"})

_Prior = tuple[str, Span | None, float]
"""A reason that holds for each row of an item; without a span it is of the whole row."""


def judge(ground: Ground, rows: list[Row]) -> list[Row]:
    """The rows, in order, with their reasons and scores; those of several bodies are cut where another one is named."""
    # One kind of evidence for all rows and then the next: the same few patterns run in a row, which is a third faster
    # than all of them in turns for each row.
    judges = _Judge(ground, rows)
    for row in rows:
        judges.begin(row)
    late = [judges.frame(row) for row in rows]
    held = judges.held(rows)
    out: list[Row] = []
    read: list[tuple[Row, int]] = []  # the rows whose words are read, with the kinds of words that they may hold
    for row, after, kinds in zip(rows, late, held, strict=True):
        parts = cutting.by_body(ground.text.text, row) if kinds >= 0 and len(row.said) > 1 else [row]
        out += parts
        if len(parts) > 1:
            judges.after = after
            for part in parts:
                judges.begin(part)
                judges.frame(part)
            read += [(part, judges.seen.kinds(part.start, part.end)) for part in parts]
        elif kinds >= 0:
            read.append((row, kinds))
    for row, _ in read:
        judges.content(row)
    judges.dates(read)
    judges.goals([row for row, _ in read])
    for row, following in pairwise(out):
        if row.first and row.score >= 0 and following.owner == row.owner and following.score >= 0:
            judges.head(row)
    return out


class _Judge:
    """Weighs the rows of one speech, in order; what is looked up for every row is looked up once."""

    __slots__ = (
        "_acts",
        "_argument",
        "_background",
        "_bias",
        "_directive",
        "_ground",
        "_opening",
        "_past",
        "_priors",
        "_roles",
        "_tense",
        "_text",
        "_thought",
        "after",
        "found",
        "most",
        "notes",
        "seen",
    )

    def __init__(self, ground: Ground, rows: list[Row]) -> None:
        rules = ground.rules
        self._ground, self.found = ground, weights(rules)
        self._acts, self._past = actions(rules), rules["assignment.past"]
        self._background, self._opening = rules["task.background"], rules["task.opening"]
        self._thought, self._argument = rules["task.thought"], rules["task.argument"]
        self._directive, self._tense = rules["task.directive"], rules["quantity.tense"]
        found = self.found
        # What the words of a row can say for it at most.
        self.most = found["spoken"] + found["verb"] + found["directive"] + found["dated"] + found["measured"]
        self._text, self._bias = ground.text.text, found["bias"]
        self._priors: dict[int, list[_Prior]] = {}
        self._roles = {name.removeprefix("role-"): name for name in found if name.startswith("role-")}
        first, last = (min([r.start for r in rows]), max([r.end for r in rows])) if rows else (0, 0)
        self.seen = Glance(ground.where, first, last)
        self.notes: set[int] = set()
        self.after = False  # the list of enclosures has begun

    def begin(self, row: Row) -> None:
        """Weighs what the row's place and item make us expect."""
        start = row.start
        span = (start, row.end)
        reasons: list[Evidence] = [("bias", (start, start), self._bias)]
        if row.owner < 0:
            reasons.append(("outside", span, self.found["outside"]))
        else:
            self._prior(row, span, reasons)
        score = 0.0
        for _, _, points in reasons:
            score += points
        row.reasons, row.score = reasons, score

    def held(self, rows: list[Row]) -> list[int]:
        """The kinds of words that each row may hold, whose names are read; -1 where none can make it a task."""
        kinds = [self.seen.kinds(row.start, row.end) if row.score + self.most >= 0 else -1 for row in rows]
        self.names([row for row, held in zip(rows, kinds, strict=True) if held > 0 and held & NAMED])
        return [
            held if held >= 0 and (row.said or self.has_hope(row, held)) else -1
            for row, held in zip(rows, kinds, strict=True)
        ]

    def _add(self, row: Row, rule: str, span: Span, points: float) -> None:
        row.reasons.append((rule, span, points))
        row.score += points

    # -- before the words are read

    def _prior(self, row: Row, span: Span, reasons: list[Evidence]) -> None:
        """What the role of the item makes us expect, and that a row is all that its item says."""
        owner = row.owner
        priors = self._priors.get(owner)
        if priors is None:
            priors = self._priors[owner] = self._expected(owner)
        for rule, where, points in priors:
            reasons.append((rule, where or span, points))
        found, ground = self.found, self._ground
        if is_leaf(ground, row) if row.first else is_body(ground, row):
            reasons.append(("leaf", span, found["leaf"]))
            if row.first and ground.roles[owner].role in ("requirement", "background"):
                reasons.append(("siblings", span, found["siblings"] * _tasks_beside(ground, owner)))

    def _expected(self, owner: int) -> list[_Prior]:
        """What an item's role and heading make us expect of each of its rows."""
        found, ground = self.found, self._ground
        decision = ground.roles[owner]
        role, name = decision.role, self._roles[decision.role]
        priors: list[_Prior] = [(name, None, (1.0 if role != "task" else decision.confidence) * found[name])]
        if role == "requirement" and ground.kind in _REPORTS:
            priors.append(("requirement-of-a-report", None, found["requirement-of-a-report"]))
        if self._thinks(owner):
            priors.append(("thought", ground.outline.items[owner].title, found["thought"]))
        return priors

    def _thinks(self, owner: int) -> bool:
        """Whether a heading announces thoughts, not work: 总体要求."""
        item = self._ground.outline.items[owner]
        start, end = max(item.mark.end, item.title[0]), item.title[1]
        return self._thought.fullmatch(self._text, start, end) is not None

    def frame(self, row: Row) -> bool:
        """Weighs how a row begins and ends, and who is stated beside it; whether the list of enclosures has begun."""
        if row.assigned or row.score + self.most >= 0:
            self._frame(row, (row.start, row.end))
        return self.after

    def _frame(self, row: Row, span: Span) -> None:
        """Who is stated beside the row; headings, announcements, background and what stands after the speech."""
        ground, found, text = self._ground, self.found, self._text
        if row.assigned:
            self._stated(row)
        start = row.begins = reading_start(ground, row) if row.first else row.start
        piece = text[start : row.end]  # cut out, so that ^ in a pattern means its beginning
        after = self.after = self.after and not (row.first and self._begins_anew(row.owner))
        if not piece or (piece[0] in AROUND and not piece.strip(AROUND)):
            if row.first and not row.assigned:
                self._add(row, "heading", span, found["heading"])  # what stands below it are the rows
                hit = self._opening.match(text, row.start, row.end)
                if hit:
                    self._add(row, hit.row.id, (hit.start, hit.end), -hit.weight)
                    self.after = after or hit.row.id == TAIL
                return
            piece, start = text[row.start : row.end], row.start
        elif row.first and start == row.start and not row.assigned and not is_leaf(ground, row):
            name = "sentence-above-items" if ground.outline.children[row.owner] else "sentence-above-others"
            self._add(row, name, span, found[name])
        hit = self._opening.match(piece, 0, HEAD) or self._background.search(piece, 0, HEAD)
        if hit:
            self._add(row, hit.row.id, (start + hit.start, start + hit.end), -hit.weight)
            if hit.value == "notes":
                self.notes.add(row.owner)
            self.after = after or hit.row.id == TAIL
        elif row.owner in self.notes:
            self._add(row, "notes", span, found["notes"])
        if after:
            self._add(row, "after-the-end", span, found["after-the-end"])
        if not row.assigned and (piece.rstrip()[-1:] in COLONS or _announces(ground, row, start)):
            self._add(row, "announces", span, found["announces"])

    def _begins_anew(self, owner: int) -> bool:
        """Whether an item opens what is enclosed: 一、 of the plan below a letter (此件公开发布, 附件：实施方案)."""
        item = self._ground.outline.items[owner]
        return item.parent < 0 and item.mark.ordinal == 1 and item.mark.style.startswith(_OPENS)

    def _stated(self, row: Row) -> None:
        for one in row.assigned:
            if one.units or one.people:
                self._add(row, "named", one.span, self.found["named"])
                break
        if any(one.deadline for one in row.assigned):
            self._add(row, "dated", row.assigned[0].span, self.found["stated-deadline"])

    # -- the words

    def names(self, rows: list[Row]) -> None:
        """Who is named in the words."""
        spans = [(row.start, row.end) for row in rows]
        taken = [[one.span for one in row.assigned] for row in rows]
        for row, said in zip(rows, assignments.said(self._ground.where, spans, taken, self.seen), strict=True):
            # 各部门密切配合: there is nobody whom they support
            if row.assigned or not all(one.support and one.units == one.support for one in said):
                row.said = said

    def has_hope(self, row: Row, held: int) -> bool:
        """Whether the words of a row that names nobody can still make it a task, after a glance at it."""
        found = self.found
        points = found["verb"] + found["directive"]
        if held & DATED and row.score + points < 0:
            points += found["dated"]
        if row.score + points >= 0:
            return True
        if row.score + (points + found["measured"]) < 0:
            return False
        return _NUMERAL.search(self._text, row.start, row.end) is not None

    def content(self, row: Row) -> None:
        """How many of the sentences give out work, how many look back."""
        found = self.found
        start = row.begins if row.begins >= 0 else reading_start(self._ground, row)
        if row.said:
            kinds = {one.kind for one in row.said}
            opens = row.first and row.said[0].span[0] == row.start
            does = "opens" if opens else "does"
            kind = "spoken" if not kinds <= {"duty", "deed"} else "told" if "duty" in kinds else does
            self._add(row, kind, row.said[0].span, found[kind])
        piece = self._text[start : row.end]  # cut out, so that ^ in a pattern means its beginning
        past = self._past.found(piece)
        if not past and row.score >= found["sure"]:
            return
        sentences: list[str] = steps.SENTENCE.findall(piece)
        if not sentences:
            return
        back = sum(map(self._looks_back, sentences)) if past else 0
        if back:
            self._add(row, "past", (start, row.end), found["past"] * back / len(sentences))
        elif row.score >= found["sure"]:
            return
        if not row.said and (talk := self._arguing(piece, sentences) / len(sentences) - _EXPLAINED) > 0:
            self._add(row, "argues", (start, row.end), found["argues"] * talk)
        points = row.score
        missing = max(1.0, _SHARE * len(sentences))
        doing = min(1.0, self._doing(sentences, missing) / missing)
        if doing:
            worth = found["verb"] * doing
            self._add(row, "verb", (start, row.end), worth)
            points += worth
        if doing < 1 and not row.first and row.owner >= 0 and not is_body(self._ground, row):
            self._add(row, "talk", (start, row.end), found["talk"] * (1 - doing))
        if points < 0 and (told := self._directive.search(piece)):
            self._add(row, "directive", (start + told.start, start + told.end), found["directive"])

    def _arguing(self, piece: str, sentences: list[str]) -> int:
        """How many of the sentences explain or argue."""
        if self._argument.search(piece) is None:
            return 0
        return sum(self._argument.search(one) is not None for one in sentences)

    def _looks_back(self, sentence: str) -> bool:
        """Whether a sentence tells what has been, and not what is to follow it: 去年新建30座，今年再新建40座."""
        hit = self._past.search(sentence)
        if hit is None:
            return False
        last = max(sentence.rfind("；"), sentence.rfind(";")) + 1
        if last >= hit.end and self._past.search(sentence, last) is None:
            return not any(one.value == "ahead" for one in self._tense.finditer(sentence, last))
        if hit.row.id != "past-time":
            return True
        later = self._tense.finditer(sentence, hit.end)
        return not any(one.value == "ahead" and "年" in sentence[one.start : one.end] for one in later)

    def head(self, row: Row) -> None:
        """A heading that only names what the paragraph below it does: （三）支持融合发展。⏎促进…."""
        rules = {rule for rule, _, _ in row.reasons}
        if "sentence-above-others" in rules and rules.isdisjoint(_OWN):
            self._add(row, "headed", (row.start, row.end), self.found["headed"])

    def _doing(self, sentences: list[str], enough: float) -> int:
        """How many of the sentences give out work, as far as it matters; what no verb opens may be a directive."""
        count, rest = self._acts.arranging(sentences, enough)
        if count < enough:
            told = self._directive.found
            for one in rest:
                if told(one):
                    count += 1
                    if count >= enough:
                        break
        return count

    def dates(self, rows: list[tuple[Row, int]]) -> None:
        """A deadline, something that comes again; looked for where they may still decide."""
        ground, least = self._ground, -(self.found["dated"] + self.found["measured"])
        read = [row for row, held in rows if row.score >= 0 or (held & DATED and row.score >= least)]
        spans = [(row.start, row.end, ground.reference_at(row.owner)) for row in read]
        for row, hits in zip(read, times.find_all(self._text, spans, ground.rules, ground.text.raw), strict=True):
            if hits:
                row.hits = hits
                self._dated(row)

    def _dated(self, row: Row) -> None:
        """The first deadline of a row, and the first thing that comes again."""
        for kind, name in (("deadline", "dated"), ("recurrence", "repeated")):
            for hit in row.hits:
                if hit.kind == kind:
                    vague = self._ground.rules["time.vague"].match(hit.ref.text) if name == "dated" else None
                    name = "soon" if vague and vague.row.id == "vague-soon" else name  # 尽快 tells how, not when
                    self._add(row, name, hit.ref.span, self.found[name])
                    break

    def goals(self, rows: list[Row]) -> None:
        """A goal with a number; looked for where it may still decide."""
        worth, ground = self.found["measured"], self._ground
        rows = [row for row in rows if row.score + worth >= 0]
        year = ground.reference.year if ground.reference else None
        spans = [(row.start, row.end) for row in rows]
        found = find_targets(self._text, spans, ground.rules, ground.text.raw, year)
        for row, targets in zip(rows, found, strict=True):
            if targets:
                row.targets = aims(targets)
                if goal := next((target for target in row.targets if target.kind == "goal"), None):
                    self._add(row, "measured", goal.span, worth)


@lru_cache(maxsize=8)
def weights(rules: Rules) -> dict[str, float]:
    """Points by the name of a reason; a later row replaces an earlier one."""
    pairs = (word.partition("=") for word in rules.words["task.weight"])
    return {name: float(points) for name, _, points in pairs}


def _tasks_beside(ground: Ground, owner: int) -> float:
    """How many of the item's siblings are tasks, from 0 to 1."""
    parent = ground.outline.items[owner].parent
    if parent not in ground.kin:
        kin = ground.outline.children[parent] if parent >= 0 else ground.outline.roots
        tasks = sum(ground.roles[i].role == "task" for i in kin)
        ground.kin[parent] = tasks / (len(kin) - 1) if len(kin) > 1 else 0.0
    return ground.kin[parent]


def _announces(ground: Ground, row: Row, start: int) -> bool:
    """抓好以下三项工作。; a sentence that merely ends so (做好住校生工作。) only where its own list begins after it."""
    text, items = ground.text.text, ground.outline.items
    if text.find("。", start, row.end - 1) >= 0:
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
