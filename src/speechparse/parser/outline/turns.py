"""Where lists end by discourse: 最后，强调…; 同志们，让我们…; 以上四点…; a paragraph that goes back to the whole.

A turn ends every list that does not go on behind it. Without a turn, a list of run-in items ends where its last
item has had as many paragraphs as the longest of its other items; a section under a heading of its own goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...numerals import to_int
from ...rules.types import Rules, union, word_pattern
from ..forms import LogicalText, Mark

_GIANT = 1500  # a paragraph of this length has lost its breaks, so turns are looked for at its sentences' starts
_TURNS_BACK = 12  # turns looked at before a mark; a text of nothing but turns must not cost more
_INTERRUPTS = 1.2  # turns of this weight can stand between two members of a list
_FIRST_WORDS = 40  # of a paragraph: within them it says what it is about
_LONG_TITLE = 24
_POINTS_BACK = re.compile("这(?!样|种|里|时)|以上|上述|都是|均")
_SENTENCE_STOP = re.compile(r"[。！？][”’」』）]?")


class Turn(NamedTuple):
    """A cue at ``start``. ``out``: it leads out of everything; ``leads``: it opens its paragraph."""

    start: int
    paragraph: int
    weight: float
    out: bool
    leads: bool
    rule: str


@dataclass(slots=True, eq=False)
class Member:
    """A kept mark with its depth (from 0); ``opens`` marks the first member of a list."""

    mark: Mark
    depth: int
    opens: bool


@lru_cache(maxsize=8)
def _patterns(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    pattern, _ = union(rules, "close")
    tail, _ = union(rules, "tail")
    return re.compile(rf"(?<=[。！？；”）])(?:{pattern.pattern})"), tail


@lru_cache(maxsize=8)
def _looks_back(rules: Rules) -> re.Pattern[str]:
    """这四个, 以上6项: how a sentence refers to what was just enumerated; the group is the number."""
    number = r"([一二两三四五六七八九十]{1,3}|\d{1,2})"
    return re.compile(rf"(?:这|以上|上述|前述)\s?{number}\s?(?:{word_pattern(rules.words['claim.counter'])})")


class Discourse:
    """The turns of one speech between the logical offsets ``body`` and ``end``, and its ``tail``.

    The tail (signature, date, source line, notes) belongs to no list and holds no marks.
    """

    def __init__(self, text: LogicalText, body: int, end: int, rules: Rules) -> None:
        self.text, self.body, self.rules = text, body, rules
        self.first = max(0, text.paragraph_at(body))
        self.last = self._tail(max(self.first, text.paragraphs_before(end)))
        self.end = self._without_trailer() if self.last > self.first else end
        self.turns = self._turns()
        self._starts = [turn.start for turn in self.turns]

    def _tail(self, last: int) -> int:
        """Index of the first paragraph of the tail: notes, or short closing lines with a date among them."""
        text, paragraphs = self.text.text, self.text.paragraphs
        _, tail = _patterns(self.rules)
        _, cues = union(self.rules, "tail")
        for index in range(self.first + (last - self.first) // 3, last):
            start, end = paragraphs[index]
            if (
                end - start <= 40
                and (m := tail.match(text, start, end))
                and cues[(m.lastindex or 1) - 1].value == "notes"
            ):
                return index
        index, dated = last, last
        while index - 1 > self.first:
            start, end = paragraphs[index - 1]
            m = tail.match(text, start, end) if end - start <= 120 else None
            if m:
                index, dated = index - 1, index - 1
            elif end - start <= 24 and text[end - 1] not in "。！？；：.!?" and last - index < 4:
                index -= 1
            else:
                break
        # The signature stands above its date; a short line without any date below it may be a heading.
        above = dated
        while above > index and above - 1 > self.first and dated < last:
            above -= 1
        return above if dated < last else last

    def _without_trailer(self) -> int:
        """The end of the last paragraph, a date or dispatch note behind its last sentence left out."""
        start, end = self.text.paragraphs[self.last - 1]
        match = union(self.rules, "trailer")[0].search(self.text.text, max(start, end - 140), end)
        return match.start() if match and match.start() > self.body else end

    def _turns(self) -> list[Turn]:
        pattern, cues = union(self.rules, "close")
        inside, _ = _patterns(self.rules)
        text, turns, body = self.text.text, [], self.body
        for index, (start, end) in enumerate(self.text.paragraphs[self.first : self.last], self.first):
            if start < body:  # in a text of one line the head matter stands in the same paragraph
                start = body
            matches = [m] if (m := pattern.match(text, start, end)) else []
            if end - start > _GIANT:
                matches += inside.finditer(text, start + 1, end)
            for match in matches:
                cue = cues[(match.lastindex or 1) - 1]
                leads = match.start() == start
                turns.append(Turn(match.start(), index, cue.weight, cue.value == "all", leads, cue.id))
        return turns + self._peroration(turns)

    def _peroration(self, turns: list[Turn]) -> list[Turn]:
        """A last paragraph that ends in an exclamation speaks to everyone, whatever its words."""
        if self.last - self.first < 4:
            return []
        start, end = self.text.paragraphs[self.last - 1]
        if self.text.text[end - 1] not in "！!" or any(t.out and t.paragraph >= self.last - 3 for t in turns):
            return []
        return [Turn(start, self.last - 1, 1.5, True, True, "close.exclamation")]

    def between(self, start: int, stop: int) -> tuple[float, float]:
        """The strongest turns that stand in ``[start, stop)``: (out of everything, of any kind)."""
        last = bisect_left(self._starts, stop)
        if last == 0 or self._starts[last - 1] < start:
            return 0.0, 0.0
        first = max(bisect_left(self._starts, start, 0, last), last - _TURNS_BACK)
        turns = self.turns[first:last]
        return max([turn.weight for turn in turns if turn.out], default=0.0), max([turn.weight for turn in turns])

    def ends(self, members: list[Member]) -> list[int]:
        """The end of each member, all that belongs to it included."""
        n = len(members)
        ends, heads = [self.end] * n, [0] * n  # heads: index of the list's first member
        follows = [n] * n  # index of the next member that is not inside
        above = [-1] * n  # index of the member that it stands in
        stack: list[int] = []
        for i, member in enumerate(members):
            while stack and members[stack[-1]].depth >= member.depth:
                j = stack.pop()
                follows[j], ends[j] = i, member.mark.start
                if members[j].depth == member.depth:
                    heads[i] = i if member.opens else heads[j]
            if member.opens:
                heads[i] = i
            above[i] = stack[-1] if stack else -1
            stack.append(i)
        chains: dict[int, list[int]] = {}
        for i in range(n):
            chains.setdefault(heads[i], []).append(i)
        for chain in chains.values():
            last = chain[-1]
            for i in chain[:-1]:
                ends[i] = min(ends[i], self._interrupted(i, chain, members, follows, ends[i]))
            around = members[above[last]].mark if above[last] >= 0 else None
            ends[last] = min(ends[last], self._close(chain, members, follows, around, ends[last]))
        self._close_like_siblings(list(chains.values()), above, ends)
        stack = []
        for i, member in enumerate(members):  # nothing outlives what it stands in
            del stack[member.depth :]
            if stack:
                ends[i] = min(ends[i], ends[stack[-1]])
            stack.append(i)
            ends[i] = self._trim(member.mark.start, ends[i])
        return ends

    def _close_like_siblings(self, chains: list[list[int]], above: list[int], ends: list[int]) -> None:
        """Sections that all end with a list of their own leave what stands behind the last one's list outside."""
        inside = [-1] * len(above)  # index of the last member right inside each
        for i, outer in enumerate(above):
            if outer >= 0:
                inside[outer] = i
        text = self.text.text
        for chain in reversed(chains):  # inner lists first
            *others, last = chain
            if len(others) < 2 or any(inside[i] < 0 for i in chain):
                continue
            if not any(text[ends[inside[i]] : ends[i]].strip() for i in others):
                ends[last] = min(ends[last], ends[inside[last]])

    def _interrupted(self, i: int, chain: list[int], members: list[Member], follows: list[int], limit: int) -> int:
        """Where a remark (同志们，…; 在此，…) stands between a member and the next, its start."""
        mark = members[i].mark
        if mark.position != "paragraph" or mark.heading:
            return limit
        after = max(members[follows[i] - 1].mark.paragraph, mark.paragraph) + 1
        for index in range(after, self.last):
            start = self.text.paragraphs[index].start
            if start >= limit:
                break
            turn = self._turn_at(start)
            if turn is not None and turn.weight >= _INTERRUPTS:
                return start
        return limit

    def _close(
        self, chain: list[int], members: list[Member], follows: list[int], around: Mark | None, limit: int
    ) -> int:
        """Where the last member of a list ends, at most at ``limit``; the list stands below the mark ``around``."""
        last = chain[-1]
        mark = members[last].mark
        inside = members[follows[last] - 1].mark  # the last mark inside the last member, or itself
        if mark.position != "paragraph":
            return self._close_inline(chain, members, inside, around, limit)
        paragraphs = self.text.paragraphs
        after = max(inside.paragraph, mark.paragraph) + 1
        lengths = self._lengths(chain, members)
        longest = max(lengths, default=0)
        # Where another member is one line, and this one's line says something, they are sentences and no headings.
        sentence = min(lengths, default=2) < 2 and self._says_something(mark)
        unnumbered = mark.style.startswith(("plain", "bold", "md"))
        section = unnumbered or (mark.heading and not sentence)
        if section and after == mark.paragraph + 1:
            after += 1  # a section is not closed by its first words, even when they call the audience
        final = follows[last] == len(members)
        implied = not final and members[follows[last]].opens
        for index in range(after, self.last):
            start = paragraphs[index].start
            if start >= limit:
                break
            turn = self._turn_at(start)
            if turn is not None and (turn.out or not section or final):
                return start
            if self._counted(len(chain), start, min(limit, start + _FIRST_WORDS)) == start:
                return start
            if not section and longest and index - mark.paragraph >= longest and len(chain) > 1:
                return start
        if implied:
            # The next list stands outside: its lead-in, the paragraph that holds or precedes it, is outside too.
            nxt = members[follows[last]].mark
            lead = nxt.paragraph - (1 if nxt.position == "paragraph" else 0)
            if lead >= after:
                return min(limit, paragraphs[lead].start)
        return limit

    def _says_something(self, mark: Mark) -> bool:
        """Whether a mark's paragraph is more than a short title: 第四，安全为上，人人受益。, not （二）基本原则。"""
        end = self.text.paragraphs[mark.paragraph].end
        return end - mark.end > _LONG_TITLE or any(self.text.text.find(sign, mark.end, end) >= 0 for sign in "，；")

    def _lengths(self, chain: list[int], members: list[Member]) -> list[int]:
        """The paragraphs of each member but the last."""
        return [members[b].mark.paragraph - members[a].mark.paragraph for a, b in pairwise(chain)]

    def _turn_at(self, start: int) -> Turn | None:
        k = bisect_left(self._starts, start)
        return self.turns[k] if k < len(self.turns) and self._starts[k] == start else None

    def _close_inline(
        self, chain: list[int], members: list[Member], inside: Mark, around: Mark | None, limit: int
    ) -> int:
        """The same for a list inside a paragraph; ``inside`` is the last mark that the last member holds."""
        mark = members[chain[-1]].mark
        start, end = self.text.paragraphs[inside.paragraph]
        limit = min(limit, end)
        turn, _ = _patterns(self.rules)
        if end - start <= _GIANT and (match := turn.search(self.text.text, inside.end, limit)):
            limit = match.start()
        k = bisect_left(self._starts, inside.end)
        if k < len(self.turns):
            limit = min(limit, self.turns[k].start)
        limit = self._echo(around, inside.end, limit)
        limit = self._counted(len(chain), inside.end, limit)
        starts = [members[i].mark.start for i in chain]
        text = self.text.text
        if not any(_SENTENCE_STOP.search(text, a, b - 1) for a, b in pairwise(starts)):
            # 一是…；二是…；三是…。这… Items that are clauses of one sentence end with it.
            stop = _SENTENCE_STOP.search(text, inside.end, limit)
            limit = stop.end() if stop else limit
            # 一是甲，二是乙，这是… A clause that points back on them is outside where a comma ends each.
            whole = [text.find("，", members[i].mark.end, b) + 1 == b for i, b in zip(chain, starts[1:], strict=False)]
            comma = text.find("，", mark.end, limit) + 1 if all(whole) else 0
            return comma if comma and _POINTS_BACK.match(text, comma, limit) else limit
        usual = (starts[-1] - starts[0]) // (len(starts) - 1) if len(starts) > 1 else 0
        if end - start > _GIANT and usual and limit - mark.start > 2 * usual + 60:
            # No break and no turn: the last item is taken to be about as long as the others.
            stop = _SENTENCE_STOP.search(text, max(inside.end, mark.start + usual), limit)
            return stop.end() if stop else limit
        return limit

    def _echo(self, above: Mark | None, start: int, limit: int) -> int:
        """Where a sentence takes up the heading above (二、借势发力 … 借势发力、事半功倍！), else ``limit``."""
        if above is None or not above.heading:
            return limit
        text = self.text.text
        words = text[above.end : self.text.paragraphs[above.paragraph].end].strip("。：: ")
        at = text.find(words, start, limit) if 3 <= len(words) <= 16 else -1
        return at if at > 0 and text[at - 1] in "。！？；”" else limit

    def _counted(self, count: int, start: int, limit: int) -> int:
        """Where a sentence looks back on the list by its number (如果这四个假设成立), else ``limit``."""
        text = self.text.text
        for match in _looks_back(self.rules).finditer(text, start, limit) if count > 1 else ():
            if to_int(match[1]) == count:
                return max(start, *(text.rfind(sign, start, match.start()) + 1 for sign in "。！？；\n"))
        return limit

    def _trim(self, start: int, end: int) -> int:
        text = self.text.text
        while end > start and ((last := text[end - 1]).isspace() or (last in "#*" and self._is_markdown(end, start))):
            end -= 1
        return end

    def _is_markdown(self, offset: int, start: int) -> bool:
        """Whether a # or * before ``offset`` is of the next heading's marks: only such marks before it on its line."""
        text = self.text.text
        offset -= 1
        while offset > start and text[offset] in "#* ":
            offset -= 1
        return text[offset] == "\n"
