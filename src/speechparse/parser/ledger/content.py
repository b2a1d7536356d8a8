"""What the sentences of a row say for it: verbs of doing and directives; against it: looking back, explaining."""

from __future__ import annotations

from typing import NamedTuple

from . import steps
from .action import actions
from .forms import Ground, Row
from .points import add, weights
from .whole import is_body, reading_start

_SHARE = 0.4  # of a paragraph's sentences that arrange work make it one that does
_EXPLAINED = 0.34  # so much of a task may say why it is one


class _Words(NamedTuple):
    """The words of a row after its heading, cut out, so that ^ in a pattern means their beginning."""

    row: Row
    start: int
    piece: str
    sentences: list[str]


class Content:
    """Weighs the sentences of rows, one question for all rows and then the next."""

    __slots__ = ("_acts", "_argument", "_directive", "_found", "_ground", "_past", "_tense")

    def __init__(self, ground: Ground) -> None:
        rules = ground.rules
        self._ground, self._found, self._acts = ground, weights(rules), actions(rules)
        self._past, self._tense = rules["assignment.past"], rules["quantity.tense"]
        self._argument, self._directive = rules["task.argument"], rules["task.directive"]

    def weigh(self, rows: list[Row]) -> None:
        """How many of the sentences of each row give out work, how many look back."""
        for row in rows:
            if row.said:
                self._named(row)
        read = self._looking_back(rows)
        self._explaining(read)
        undecided = self._doing(read)
        directive, worth = self._directive, self._found["directive"]
        for row, start, piece, _ in undecided:
            if told := directive.search(piece):
                add(row, "directive", (start + told.start, start + told.end), worth)

    def _named(self, row: Row) -> None:
        """The words say who: by a verb, as who is told to act, or by what it does."""
        kinds = {one.kind for one in row.said}
        opens = row.first and row.said[0].span[0] == row.start
        does = "opens" if opens else "does"
        kind = "spoken" if not kinds <= {"duty", "deed"} else "told" if "duty" in kinds else does
        add(row, kind, row.said[0].span, self._found[kind])

    def _looking_back(self, rows: list[Row]) -> list[_Words]:
        """Weighs what looks back; the rows that no more need be asked of are left out."""
        text, found, past, sure = self._ground.text.text, self._found["past"], self._past.found, self._found["sure"]
        cut: list[tuple[Row, int, str, bool]] = []
        for row in rows:
            start = row.begins if row.begins >= 0 else reading_start(self._ground, row)
            piece = text[start : row.end]
            back = past(piece)
            if back or row.score < sure:
                cut.append((row, start, piece, back))
        read = []
        for row, start, piece, back in cut:
            sentences: list[str] = steps.SENTENCE.findall(piece)
            if not sentences:
                continue
            if many := sum(map(self._looks_back, sentences)) if back else 0:
                add(row, "past", (start, row.end), found * many / len(sentences))
            elif row.score >= sure:
                continue
            read.append(_Words(row, start, piece, sentences))
        return read

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

    def _explaining(self, read: list[_Words]) -> None:
        """Weighs how many of the sentences explain or argue, where nobody is named."""
        argues, worth = self._argument.found, self._found["argues"]
        for row, start, piece, sentences in read:
            if not row.said and argues(piece):
                talk = sum(map(argues, sentences)) / len(sentences) - _EXPLAINED
                if talk > 0:
                    add(row, "argues", (start, row.end), worth * talk)

    def _doing(self, read: list[_Words]) -> list[_Words]:
        """Weighs how many of the sentences give out work; those rows where a directive may still decide."""
        found, undecided = self._found, []
        for words in read:
            row, start, _, sentences = words
            points = row.score
            missing = max(1.0, _SHARE * len(sentences))
            doing = min(1.0, self._arranging(sentences, missing) / missing)
            if doing:
                worth = found["verb"] * doing
                add(row, "verb", (start, row.end), worth)
                points += worth
            if doing < 1 and not row.first and row.owner >= 0:
                if not is_body(self._ground, row):
                    add(row, "talk", (start, row.end), found["talk"] * (1 - doing))
                elif not doing and not row.said and not row.assigned:
                    add(row, "idle", (start, row.end), found["idle"])
                    points += found["idle"]
            if points < 0:
                undecided.append(words)
        return undecided

    def _arranging(self, sentences: list[str], enough: float) -> int:
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
