"""What stands around each mark: plain paragraphs, turns, announced counts, the marks that number on from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from ...rules.types import Rules
from ...signs import COLONS, FULL_STOPS
from ..forms import LogicalText, Mark
from ..lists.phrases import announced
from .frames import Context
from .paths import State
from .prices import OUTERMOST
from .turns import Discourse, between

_SURE = 1.9  # a leading mark of this weight is hardly ever dropped: its paragraph is no plain one
_SENTENCE = 400  # characters before a mark in which the last sentence has ended
_WEIGHTY = 0.7  # of a mark that may be the first of another list
_SPOKEN = 1.6  # the turn that such words are
_SPOKEN_WITHIN = 48  # characters before a mark in which the speaker may say that a list begins
_ANNOUNCES = 100  # characters before a list that may say how many members it has
_HEADING_WEIGHT = 4.0  # inside a paragraph only headings of a text without breaks weigh so much
_DIGIT = re.compile(r"\d")
_COUNTED = ("yige", "label")  # two of these are a list only where the text announces two
_TWO = re.compile(r"[两二2][个個条種种類类点大项次件对層层頭头]|两方面")


@lru_cache(maxsize=8)
def _families(rules: Rules) -> dict[str, tuple[str, int]]:
    out = {style.id: (style.family, style.rank) for style in rules.styles}
    titles = {f"md{n}": ("title", n) for n in range(1, 7)} | {
        "annex": ("title", OUTERMOST),
        "bold": ("title", 7),
        "plain": ("title", 8),
        "plain-inner": ("title", 9),
    }
    return out | titles | {"label": ("bullet", 9), "item": ("bullet", 9)}


class Surroundings:
    """What stands around each mark, given the mark kept before it."""

    def __init__(self, text: LogicalText, marks: list[Mark], discourse: Discourse, rules: Rules) -> None:
        self.text, self.marks, self.discourse, self.rules = text, marks, discourse, rules
        self.families = _families(rules)
        self.leading = sorted({m.paragraph for m in marks if m.position == "paragraph" and m.weight >= _SURE})
        self.weighty = [m.start for m in marks if m.weight >= _WEIGHTY]
        self.runs_on = _numbers_run_on(marks)
        self.goes_on = _next_numbers(text, marks)
        self.announced: dict[int, set[int]] = {}  # the counts named before a list, by where it begins
        self.cached: dict[int, Context] = {}
        self.alone = 0, 0, False, False, 0  # see _of_mark
        self.cached_for = -1

    def context(self, index: int, state: State) -> Context:
        """The mark's surroundings as seen from the last mark that the state has kept."""
        kept = state.path.mark if state.path else -1
        if index != self.cached_for:
            self.cached, self.cached_for = {}, index
            self.alone = self._of_mark(index)
        context = self.cached.get(kept)
        if context is None:
            context = self.cached[kept] = self._context(index, kept)
        return context

    def _of_mark(self, index: int) -> tuple[int, int, bool, bool, int]:
        """What does not depend on the mark kept before.

        How many turns stand before the mark, where its paragraph begins to count, whether a colon stands before it,
        whether two are announced, where the last full stop stands.
        """
        mark, text = self.marks[index], self.text.text
        start, inline = mark.start, mark.position != "paragraph"
        counted = mark.style in _COUNTED and _TWO.search(text, max(0, start - 40), start) is not None
        stop = text.rfind(FULL_STOPS[0], max(0, start - _SENTENCE), start) if inline else 0
        turns = self.discourse.starts
        return (
            bisect_left(turns, start) if turns else 0,
            mark.paragraph - (not inline),
            self._after_colon(mark),
            counted,
            stop,
        )

    def _context(self, index: int, kept: int) -> Context:
        mark = self.marks[index]
        style = mark.style
        family, rank = self.families[style]
        turns, last, after_colon, counted, stop = self.alone
        plain, out, turn, below = 0, 0.0, 0.0, False
        if kept >= 0:
            previous = self.marks[kept]
            if last > previous.paragraph:
                plain = self._plain(previous.paragraph, last)
            if turns:
                out, turn = between(self.discourse, self._since(mark, previous), turns)
            if after_colon and mark.ordinal == 1 and mark.position != "paragraph":
                turn = max(turn, self._spoken(mark, previous))
            below = previous.heading and previous.paragraph + 1 == mark.paragraph
        return Context(
            mark,
            index,
            mark.series or style,
            family,
            rank,
            mark.position != "paragraph",
            plain,
            out,
            turn,
            after_colon,
            self.runs_on[index],
            below,
            counted,
            self.goes_on[index],
            stop,
        )

    def announces(self, count: int, start: int) -> bool:
        """Whether the words before ``start`` announce so many members of the list that begins there."""
        if start not in self.announced:
            # What stands before another list announced that one.
            above = bisect_left(self.weighty, start)
            floor = max(0, start - _ANNOUNCES, self.weighty[above - 1] if above else 0)
            found = announced(self.text, floor, start, self.rules)
            self.announced[start] = {number for _, number in found}
        return count in self.announced[start]

    def _plain(self, first: int, last: int) -> int:
        """How many paragraphs without a mark follow the paragraph ``first``, up to ``last``."""
        leading = self.leading
        return last - first - bisect_left(leading, last + 1) + bisect_left(leading, first + 1)

    def _since(self, mark: Mark, previous: Mark) -> int:
        """From where a turn between two marks counts."""
        if previous.heading and previous.paragraph + 1 < mark.paragraph:
            # 一、… 各位代表，…: a section may begin with a call
            return self.text.paragraphs[previous.paragraph + 1].end
        return previous.end

    def _spoken(self, mark: Mark, previous: Mark) -> float:
        """How surely the speaker begins anew with a list that the words before it announce: 下面，我提两点希望：."""
        hit = self.rules["announcing"].search(
            self.text.text, max(previous.end, mark.start - _SPOKEN_WITHIN), mark.start
        )
        return _SPOKEN if hit else 0.0

    def _after_colon(self, mark: Mark) -> bool:
        before = mark.start - 1
        if mark.position == "paragraph" and mark.paragraph:
            before = self.text.paragraphs[mark.paragraph - 1].end - 1
        return before >= 0 and self.text.text[before] in COLONS


def _numbers_run_on(marks: list[Mark]) -> list[bool]:
    """For each mark whether its number follows that of the last leading mark of its style, wherever that stood."""
    out, last = [], dict[str, int]()
    for mark in marks:
        out.append(last.get(mark.style) == (mark.ordinal or 0) - 1)
        if mark.ordinal and mark.position == "paragraph":
            last[mark.style] = mark.ordinal
    return out


def _next_numbers(text: LogicalText, marks: list[Mark]) -> list[int]:
    """For each leading mark the offset of the one that numbers on from it, before its series begins anew; else 0.

    A heading without a number goes on with one of the same form: 2023年工作回顾, 2024年工作安排.
    """
    out = [0] * len(marks)
    ahead: dict[str, dict[int, int]] = {}
    below: tuple[str, int] | None = None
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        if mark.style == "plain":
            form = _form(text, mark)
            if below is not None and _alike(form, below[0]):
                out[i] = below[1]
            below = form, mark.start
            continue
        if not mark.ordinal or (mark.position != "paragraph" and mark.weight < _HEADING_WEIGHT):
            continue
        series = ahead.setdefault(mark.series or mark.style, {})
        out[i] = series.get(mark.ordinal + 1, 0)
        for ordinal in [n for n in series if n > mark.ordinal]:
            del series[ordinal]
        series[mark.ordinal] = mark.start
    return out


def _form(text: LogicalText, mark: Mark) -> str:
    """A heading's words, every digit the same."""
    start, end = mark.start, text.paragraphs[mark.paragraph].end
    return _DIGIT.sub("0", text.text[start:end])


def _alike(a: str, b: str) -> bool:
    """Whether two headings without numbers begin or end alike, or are divided alike: 回首过去，…, 展望未来，…."""
    comma = a.find("，")
    return a[:2] == b[:2] or a[-2:] == b[-2:] or (comma > 0 and comma == b.find("，") and len(a) == len(b))
