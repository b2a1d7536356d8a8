"""The order of the head's lines -> what stands above the title and below it, and where the speech begins."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from ...model import Span
from ...rules.types import Rules
from ...signs import COLONS, PAUSES, SENTENCE_ENDS
from ..forms import LogicalText
from ..people.addressees import greets, is_salutation
from .kinds import LABEL, SPOKEN, Line
from .lines import Lines
from .title import below_letterhead, find_title, is_strong
from .wordings import words

_ROWS = 60
_SALUTATION_WITHIN = 26
_PREFACE = 700  # characters of notes that may stand before a title
_LEAD = 160  # an editor's sentence between the head and the salutation
_BROKEN = re.compile(
    r"[^在]{0,30}在(?!.*(?:上|时|期间)(?:的|[）)\s]|$)).*"
)  # 在某省第十四届: the rest is on the next line
_CALLED = 60  # characters of a line of an address that does not look like one alone
_LED = 16  # rows in which a lead is looked for
_LEADS = re.compile(r"(?:全文|(?<![条项点])内容)(?:如下\s?[：:]?|[为是][：:])$")  # 十七条内容如下： leads in to a list
_MATTER = frozenset({"key", "stamp", "date", "number", "person", "office", "subtitle", "salutation"})


class Head(NamedTuple):
    """The head matter of one speech.

    ``before``: lines above the title; ``title``: its lines; ``after``: lines between it and the body;
    ``body``: where the speech begins, at the salutation if there is one.
    """

    before: list[Line]
    title: list[Line]
    after: list[Line]
    salutation: Line | None
    body: int
    judged: tuple[tuple[Line, dict[str, float]], ...] = ()


def arrange(lines: Lines, rows: list[Line], first: int, last: int) -> Head:
    """Which of the lines are the title, what stands above and below it, and where the speech begins."""
    text, rules = lines.text, lines.rules
    start = _anchor(text, rows, rules)
    below = _below_lead(text, rows, start)
    if _is_transcript(text, rows):
        greeting = _address(text, rows)
    else:
        greeting = _salutation(text, rows, max(start, below or 0))
    told = greeting is None and below is not None
    title, stop = find_title(text, rows, start, below if told else greeting, rules)
    if told and below is not None:
        body, stop = rows[below].start, below
    elif greeting is None:
        if stop + 1 < len(rows) and rows[stop].kind == "label":
            stop += 1
        body = rows[stop].start if stop < len(rows) else end_of_text(text, first, last)
    else:
        body, stop = rows[greeting].start, greeting
    title = below_letterhead(rows, title, stop)
    begin = title[0] if title else stop
    greeted = _whole_salutation(text, rows, greeting, rules) if greeting is not None else None
    if greeted and greeting:  # its upper lines
        while stop and rows[stop - 1].start >= greeted.start:
            stop -= 1
        title = [i for i in title if i < stop]
    return Head(
        before=rows[: min(begin, stop)],
        title=[rows[i] for i in title],
        after=[rows[i] for i in range(start, stop) if i not in title and (not title or i > begin)],
        salutation=greeted,
        body=greeted.start if greeted else body,
    )


def head_rows(lines: Lines, first: int, last: int) -> tuple[list[Line], bool]:
    """The lines to look at: into the speech no further than a title may stand; a transcript's head is longer.

    Also whether they end there, however many paragraphs follow ``last``.
    """
    rows: list[Line] = []
    spoken = turns = 0
    titled = False
    text = lines.text
    for row in islice(lines.between(first, last), _ROWS):
        rows.append(row)
        if row.kind in SPOKEN:
            spoken += 1
            turns += LABEL.match(text.text, row.start, row.end) is not None
            if spoken >= 2 and turns < 2 and (titled or row.end - rows[0].start > _PREFACE):
                return rows, True
        elif not spoken:
            titled = titled or row.kind == "subtitle" or is_strong(text, row, lines.rules)
    return rows, len(rows) == _ROWS


def runs(text: LogicalText, head: Head) -> list[Span]:
    """The lines below the title that tell of the speech; one broken off inside a name with the line below it.

    ——2026年1月26日在某省第十四届 | 人民代表大会第五次会议上
    """
    rows = [row for row in head.after if row.kind in ("date", "subtitle", "short")]
    spans: list[Span] = []
    for i, row in enumerate(rows):
        if spans and spans[-1][1] >= row.end:
            continue
        below = rows[i + 1] if i + 1 < len(rows) else None
        broken = below and below.kind == "short" and _BROKEN.fullmatch(text.text, row.start, row.end)
        spans.append((row.start, below.end if broken and below else row.end))
    return spans


def end_of_text(text: LogicalText, first: int, last: int) -> int:
    """Where the last of these paragraphs ends: there a speech without a body begins."""
    return text.paragraphs[last - 1].end if last > first else 0


def _anchor(text: LogicalText, rows: list[Line], rules: Rules) -> int:
    """Where the head proper begins: after a forwarder's letter, if a speech's title stands below one."""
    letter = False
    for i, row in enumerate(rows[:16]):
        if row.start - rows[0].start > _PREFACE:
            break
        follows = rows[i + 1].kind if i + 1 < len(rows) else "text"
        if not letter and is_strong(text, row, rules):
            return i if _is_in_one(text, rows[:i], row) else 0
        titled = follows in _MATTER or "同志的" in text.text[row.start : row.end]
        if letter and titled and is_strong(text, row, rules):
            while i > 0 and rows[i - 1].kind == "short" and rows[i - 1].end - rows[i - 1].start >= 6:
                i -= 1
            return i
        if letter and row.kind == "subtitle" and _names_speech(text, row, rules) and follows in _MATTER:
            above = i  # a motto with a dashed subtitle
            while above > 0 and rows[above - 1].kind == "short":
                above -= 1
            if above < i:
                return above
        if row.kind == "note" and follows == "short" and _LEADS.search(text.text, row.start, row.end):
            return i + 1  # 市政府公布方案。全文如下：: the text's own title stands below
        letter = letter or row.kind in ("note", "text", "salutation", "heading")
    return 0


def _is_in_one(text: LogicalText, above: list[Line], row: Line) -> bool:
    """Whether a line above holds a speech's title: 首页 > 讲话 > 在全区大会上的讲话."""
    title = text.text[row.start : row.end]
    return len(title) > 7 and any(
        title in text.text[r.start : r.end] and r.end - r.start > row.end - row.start for r in above
    )


def _names_speech(text: LogicalText, row: Line, rules: Rules) -> bool:
    """——在全县干部大会上的讲话: a subtitle that is a speech's title without its dash."""
    start = row.start
    while start < row.end and text.text[start] in "—―─- ":
        start += 1
    return words(rules).strong.fullmatch(text.text, start, row.end) is not None


def _opens_address(text: str, start: int, rules: Rules) -> bool:
    hit = rules["head.address"].match(text, start)
    return hit is not None and hit.value != "inside"


def _whole_salutation(text: LogicalText, rows: list[Line], i: int, rules: Rules) -> Line:
    """女士们，先生们， | 同志们，朋友们：: the lines of a salutation as one.

    尊敬的各位来宾，亲爱的2021级新 | 同学们：: so is one that is broken inside a word.
    """
    last = i
    while last + 1 < len(rows) and text.text[rows[last].end - 1] in PAUSES:
        below = rows[last + 1]
        if greets(text.text, below.start, below.end):
            break  # 朋友们， | 大家晚上好！
        goes_on = below.kind in ("text", "short") and below.end - below.start < _CALLED
        if below.kind != "salutation" and not (
            goes_on and is_salutation(text.text, rows[i].start, below.end, rules)
        ):  # 尊敬的副秘书长阁下， | 协会委员，各位女外交官， | 朋友们，
            break
        last += 1
    start = rows[i].start
    if i > 0 and rows[i - 1].kind in ("short", "text") and _opens_address(text.text, rows[i - 1].start, rules):
        above = text.text[rows[i - 1].start : rows[i - 1].end]
        whole = above + text.text[rows[i].start : rows[i].end]
        whole += "：" * (whole[-1] not in SENTENCE_ENDS + COLONS + PAUSES)
        if above[-1] not in SENTENCE_ENDS + COLONS and is_salutation(whole, 0, len(whole), rules):
            start = rows[i - 1].start
    while start == rows[i].start and i > 0 and text.text[rows[i - 1].end - 1] in PAUSES:  # 潘主席、 | 各位嘉宾：
        line = text.text[rows[i - 1].start : rows[i - 1].end - 1] + "："
        if len(line) > _CALLED or not is_salutation(line, 0, len(line), rules):
            break
        i -= 1
        start = rows[i].start
    return replace(rows[i], start=start, end=rows[last].end)


def _below_lead(text: LogicalText, rows: list[Line], start: int) -> int | None:
    """总统致词全文如下：: the row that a story's lead introduces, where a speech stands below without a title."""
    for i, row in enumerate(rows[start : start + _LED], start):
        if i + 1 < len(rows) and row.kind == "note" and _LEADS.search(text.text, row.start, row.end):
            return i + 1 if rows[i + 1].kind in ("salutation", "text") else None
    return None


def _is_transcript(text: LogicalText, rows: list[Line]) -> bool:
    """Whether several people speak in turn, each line of theirs after a label."""
    spoken = [row for row in rows[:24] if row.kind in ("text", "short", "label")]
    labels = [m[0] for row in spoken if (m := LABEL.match(text.text, row.start, row.end))]
    return len(labels) >= 4 and len(set(labels)) < len(labels)


def _address(text: LogicalText, rows: list[Line]) -> int | None:
    """In a transcript: the salutation of the speech among those of the chair and the interrupters."""
    greetings = [i for i, row in enumerate(rows) if row.kind == "salutation"]
    whole = (i for i in greetings if text.text[rows[i].end - 1] in COLONS)
    return next(whole, greetings[0] if greetings else None)


def _salutation(text: LogicalText, rows: list[Line], start: int) -> int | None:
    """The first salutation that nothing but head matter stands before; one editor's sentence may."""
    for i, row in enumerate(rows[start : start + _SALUTATION_WITHIN], start):
        if row.kind == "salutation":
            return i
        after = rows[i + 1] if i + 1 < len(rows) else None
        if row.kind == "label" and after and after.kind == "salutation":
            continue
        if row.kind in SPOKEN:
            lead = i > start and row.kind == "text" and row.end - row.start <= _LEAD
            if not (lead and after and after.kind == "salutation" and text.text[after.end - 1] in COLONS):
                return None
    return None
