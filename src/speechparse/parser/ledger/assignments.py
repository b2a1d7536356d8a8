"""Who a task is given to: 责任单位, 牵头单位, 配合单位, 责任人, in every written form.

Three forms are read. *Labels*, in a bracket or on a line of their own (（牵头单位：甲局；配合单位：乙局）). *Brackets*
without labels that close a sentence (（甲局、乙局牵头，丙局按职责分工负责）, （甲局）). *Prose* (由甲局牵头，乙局配合;
各镇人民政府要…). What a label announces is taken as written; elsewhere a name must look like one. An entry is what
stands between two enumeration commas: 和 and 及 stay inside it, since names hold them (人力资源和社会保障局).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ...model import Span
from ...rules.types import Cue, Rules, union
from ..people.organisations import bodies, entries

Kind = Literal["label", "bracket", "prose"]

_LONGEST_BRACKET = 600
_SHORTEST_BRACKET = 4  # （县局）; （一） holds nobody
_LONGEST_LABEL = 14
_LONGEST_NAMES = 120  # characters of a name list in prose
_CLAUSE_ENDS = "。；;，,：:！!？?\n（）、"
_SENTENCE_ENDS = "。！？!?\n”"
_PIECE_ENDS = _SENTENCE_ENDS + "；;"
_COLON = re.compile("[：:]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_PIECE = re.compile(r"[^；;。]+")
_BY = re.compile(r"由[^，,。；;\n]{2,60}(?:负责|承办|落实|实施|办理)")
_DUTY = re.compile(r"要|应当|必须|须|应(?!急|用|对|届|收|税|力|变)")
_MAY_BIND = re.compile(r"[。！？!?\n](?=[^，,。；;：:\n（）要应必须]{0,60}+[要应必须])")  # the gate before _DUTY
_NO_SUBJECT = re.compile(r"[，,。；;：:\n（）]")
_LONGEST_SUBJECT = 60
_LONGEST_DUTY = 2  # with the character that _DUTY looks ahead to
_LEADS = re.compile(r"[^，,。；;]{0,4}牵头")


class Assignment(NamedTuple):
    """``units`` holds every body, ``lead`` and ``support`` those whose part is stated; ``people`` are names.

    ``span`` covers the whole phrase (a bracket with its signs); ``deadline`` the words behind 完成时限：.
    """

    units: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    people: tuple[str, ...]
    span: Span
    kind: Kind
    deadline: Span | None = None


class _Part(NamedTuple):
    role: str  # lead | units | support | people | mixed | deadline | contact
    start: int
    end: int


def find(
    text: str, start: int, end: int, rules: Rules, raw: str | None = None, *, prose: bool = True
) -> list[Assignment]:
    """The assignments of ``text[start:end]`` in order; without ``prose`` only labels and brackets.

    Names are cut from ``raw`` (same length), where given.
    """
    return Reader(text, start, end, rules, raw).find(start, end, prose=prose)


class Reader:
    """The assignments of ``text[start:end]``, for spans within it."""

    def __init__(self, text: str, start: int, end: int, rules: Rules, raw: str | None = None) -> None:
        self.text, self.raw = text, text if raw is None else raw
        self.bodies = bodies(rules)
        self.label, self.label_cues = union(rules, "assignment.label")
        self.verb, self.verb_cues = union(rules, "assignment.verb")
        self.past, _ = union(rules, "assignment.past")
        self.inside: dict[Span, list[_Part]] = {}
        """What brackets hold; each is met with its list and again with its row."""
        self.colons = [
            colon
            for colon in _all(text, "：:", start, end)
            if self.label.search(text, max(start, colon + 1 - _LONGEST_LABEL), colon + 1)
        ]
        """The colons that a label may end with, in order."""

    def find(self, start: int, end: int, *, prose: bool = True) -> list[Assignment]:
        """As ``find`` above."""
        found = list(self._brackets(start, end)) if self.text.find("（", start, end) >= 0 else []
        low, high = bisect_left(self.colons, start), bisect_left(self.colons, end)
        if low < high:
            found += self._labels(self.colons[low:high], start, end, [a.span for a in found])
        if prose:
            found += self._prose(start, end, sorted([a.span for a in found]))
        return sorted(found, key=lambda a: a.span) if len(found) > 1 else found

    # -- brackets and labels

    def _brackets(self, start: int, end: int) -> Iterator[Assignment]:
        pos = self.text.find("（", start, end)
        while pos >= 0:
            close = self._closing(pos, end)
            if close > pos and (found := self._bracket(pos, close, start, end)):
                yield found
                pos = close
            pos = self.text.find("（", pos + 1, end)

    def _closing(self, start: int, end: int) -> int:
        """The bracket that closes the one at ``start``; -1 if there is none near."""
        end = min(end, start + _LONGEST_BRACKET)
        close, inner = self.text.find("）", start, end), start
        while close >= 0 and (inner := self.text.find("（", inner + 1, close)) >= 0:
            close = self.text.find("）", close + 1, end)
        return close

    def _bracket(self, open_: int, close: int, start: int, end: int) -> Assignment | None:
        if close - open_ < _SHORTEST_BRACKET:
            return None
        span, a, b = (open_, close + 1), open_ + 1, close
        labelled = _COLON.search(self.text, a, b) and self.label.search(self.text, a, b)
        if not labelled and not self._closes_piece(span, start, end):
            return None
        if span not in self.inside:
            self.inside[span] = self._labelled(a, b) if labelled else self._unlabelled(a, b)
        return self._build(self.inside[span], span, "label" if labelled else "bracket")

    def _closes_piece(self, span: Span, start: int, end: int) -> bool:
        """Whether a bracket stands at the end of a sentence or piece, or fills one."""
        before = self.text[span[0] - 1] if span[0] > start else "\n"
        after = self.text[span[1]] if span[1] < end else "\n"
        return before in _PIECE_ENDS or after in _PIECE_ENDS

    def _unlabelled(self, start: int, end: int) -> list[_Part]:
        return self._spoken(start, end) or ([_Part("units", start, end)] if self._all_units(start, end) else [])

    def _labels(self, colons: list[int], start: int, end: int, taken: list[Span]) -> Iterator[Assignment]:
        """Labels outside brackets: what follows on the same line, up to a full stop."""
        done = start
        for colon in colons:
            window = max(done, colon + 1 - _LONGEST_LABEL)
            match = self.label.search(self.text, window, colon + 1) if colon >= done else None
            if match is None or _covered(taken, match.start(), match.end()):
                continue
            at = match.start()
            if at > start and self.text[at - 1] not in _CLAUSE_ENDS + " \u3000\t】":
                continue
            line = self.text.find("\n", at, end)
            stop = self.text.find("。", at, end if line < 0 else line)
            done = stop + 1 if stop >= 0 else end if line < 0 else line
            if found := self._build(self._labelled(at, done), (at, done), "label"):
                yield found

    def _labelled(self, start: int, end: int) -> list[_Part]:
        """``label：value`` runs; a piece behind a semicolon is read as speech, or as more names."""
        marks = list(self.label.finditer(self.text, start, end))
        parts = self._spoken(start, marks[0].start())
        for mark, following in zip(marks, [*(m.start() for m in marks[1:]), end], strict=True):
            role = _value(mark, self.label_cues)
            for n, piece in enumerate(_PIECE.finditer(self.text, mark.end(), following)):
                a, b = piece.span()
                if n and (spoken := self._spoken(a, b)):
                    parts += spoken
                elif n == 0 or self._all_units(a, b):
                    parts.append(_Part(role, a, b))
        return parts

    # -- names and verbs

    def _spoken(self, start: int, end: int) -> list[_Part]:
        """甲、乙牵头，丙配合 as parts; nothing where what stands before a verb is no list of names."""
        parts: list[_Part] = []
        pos, joint = start, False
        for match in self.verb.finditer(self.text, start, end):
            role = _value(match, self.verb_cues)
            after = self.text[match.end()] if match.end() < end else "。"
            if role != "with" and after not in _CLAUSE_ENDS:
                continue
            names = entries(self.text[pos : match.start()]) if match.start() - pos <= _LONGEST_NAMES else []
            if names and all(self.bodies.is_unit(n) or self.bodies.person(n) for n in names):
                parts.append(_Part(_role(role, joint), pos, match.start()))
                joint = role == "with"
            pos = match.end()
        return parts

    def _all_units(self, start: int, end: int) -> bool:
        names = entries(self.text[start:end])
        return bool(names) and all(len(n) > 2 and self.bodies.is_unit(n) for n in names)

    # -- prose

    def _prose(self, start: int, end: int, taken: list[Span]) -> Iterator[Assignment]:
        spoken = []
        if self._speaks(start, end):
            pos = start
            while pos < end:
                close = _SENTENCE_END.search(self.text, pos, end)
                stop = close.end() if close else end
                found = None if _covered(taken, pos, stop) else self._sentence(pos, stop)
                if found and not self.past.search(self.text, pos, stop):
                    spoken.append((pos, stop))
                    yield found
                pos = stop
        yield from self._duties(start, end, sorted(taken + spoken) if spoken else taken)

    def _speaks(self, start: int, end: int) -> bool:
        find = self.text.find  # any(…) would take as long as all the searches
        if find("牵头", start, end) >= 0 or find("会同", start, end) >= 0 or find("负总责", start, end) >= 0:
            return True
        by = find("由", start, end)
        return by >= 0 and bool(_BY.search(self.text, by, end))

    def _sentence(self, start: int, end: int) -> Assignment | None:
        parts: list[_Part] = []
        first = pos = start
        joint = False
        for match in self.verb.finditer(self.text, start, end):
            role = _value(match, self.verb_cues)
            after = self.text[match.end() : match.end() + 1]
            if after == "的":  # 由甲局牵头、乙局配合的机制
                return None
            near = max(pos, match.start() - _LONGEST_NAMES - 1)
            a = max(near, *(self.text.rfind(c, near, match.start()) + 1 for c in "。；;，,：:！？"))
            by = self.text.rfind("由", a, match.start())
            a = max(a, by + 1)
            if by < 0 and role == "units" and (after not in _CLAUSE_ENDS or not parts):
                continue  # 甲局负责 says who only beside a lead or in a bracket
            names = entries(self.text[a : match.start()]) if match.start() - a <= _LONGEST_NAMES else []
            if not names or not all(map(self._named, names)):
                continue
            first = first if parts else a - (by >= 0)
            parts.append(_Part(_role(role, joint), a, match.start()))
            pos, joint = match.end(), role == "with"
        return self._build(parts, (first, pos), "prose") if parts and parts[0].role != "support" else None

    def _duties(self, start: int, end: int, taken: list[Span]) -> Iterator[Assignment]:
        """各处室、单位要…: the subject of a directive."""
        for a, b in self._subjects(start, end):
            names = entries(self.text[a:b])
            if not names or not self.bodies.is_subject(names[0]) or _covered(taken, a, b):
                continue
            if all(self.bodies.is_subject(n) or self.bodies.is_common(n) for n in names):
                role = "lead" if _LEADS.match(self.text, b, end) else "units"
                found = self._build([_Part(role, a, b)], (a, b), "prose")
                stop = _SENTENCE_END.search(self.text, b, end)
                if found and not self.past.search(self.text, a, stop.end() if stop else end):
                    yield found

    def _subjects(self, start: int, end: int) -> Iterator[Span]:
        """What stands between the beginning of a sentence and its first 要, 应当, 必须."""
        done = start
        for a in [start, *[m.end() for m in _MAY_BIND.finditer(self.text, start, end)]]:
            if a <= done and a > start:
                continue  # within the subject before: 同志们！我们要
            far = a + _LONGEST_SUBJECT
            duty = _DUTY.search(self.text, a + 2, min(end, far + _LONGEST_DUTY))
            if duty and duty.start() <= far and not _NO_SUBJECT.search(self.text, a, duty.start()):
                done = duty.start() if a > start else start
                yield a, duty.start()

    def _named(self, entry: str) -> bool:
        """Strict: a body with a full name, or a person with a post."""
        name = self.bodies.person(entry)
        return self.bodies.is_unit_in_prose(entry) or (name is not None and name != entry)

    # -- the whole

    def _build(self, parts: list[_Part], span: Span, kind: Kind) -> Assignment | None:
        roles: dict[str, list[str]] = {"units": [], "lead": [], "support": [], "people": []}
        deadline: Span | None = None
        for role, a, b in parts:
            if role == "deadline":
                deadline = (a, b)
            if role in ("deadline", "contact"):
                continue
            names = entries(self.raw[a:b])
            if role == "people":
                found = [name for entry in names if (name := self.bodies.person(entry))]
                roles["people"] += found or names  # a post alone only where no name stands in the list
                continue
            for entry in names:
                loose = kind != "label" or role == "mixed"
                name = self.bodies.person(entry) if loose and not self.bodies.is_unit(entry) else None
                roles["people" if name else "units"].append(name or entry)
                if not name and role in ("lead", "support"):
                    roles[role].append(entry)
        if not any(roles.values()) and deadline is None:
            return None
        units, lead, support, people = (tuple(roles[key]) for key in ("units", "lead", "support", "people"))
        return Assignment(units, lead, support, people, span, kind, deadline)


def _all(text: str, characters: str, start: int, end: int) -> list[int]:
    """Where any of a few characters stands, in order: str.find is ten times as fast as re for one."""
    found = []
    for character in characters:
        at = text.find(character, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(character, at + 1, end)
    return sorted(found)


def _covered(spans: list[Span], start: int, end: int) -> bool:
    """Whether one of ``spans`` (in order, apart) overlaps ``[start, end)``."""
    i = bisect_left(spans, (end, 0))
    return i > 0 and spans[i - 1][1] > start


def _value(match: re.Match[str], cues: tuple[Cue, ...]) -> str:
    return cues[(match.lastindex or 1) - 1].value


def _role(verb: str, joint: bool) -> str:
    """The part a verb gives: 甲会同乙负责 makes 甲 the lead and 乙 its support."""
    if verb == "with":
        return "lead"
    return "support" if joint and verb == "units" else verb
