"""The head as the readers take it, and as it stands after the judge has looked at each of its lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ...rules.types import Rules
from ..forms import LogicalText
from ..people.frames import placed_name
from ..people.names import is_name, patterns
from .evidence import is_couplet, is_motto
from .judge import LABELS, judge, overruled
from .kinds import Kind, Line
from .lines import Above, Lines
from .links import without_page
from .regions import Head, arrange, end_of_text, head_rows
from .title import is_complete, is_strong, squeezed
from .wordings import words


class Verdict(NamedTuple):
    """The lines that the judge looked at, what the readers take each for, the probability of each of
    ``judge.LABELS``, and what it overrules. ``head`` is the readers' own; ``below`` are the lines not asked about.
    """

    rows: list[Line]
    roles: list[str]
    chances: list[list[float]]
    wrong: dict[int, str]
    head: Head
    below: list[Line]


def layout(lines: Lines, first: int, last: int) -> Head:
    """Reads the head of the speech that the paragraphs ``first`` to ``last`` (half-open) hold.

    ``Head.judged`` holds each line with the probabilities of what it may be (``judge.LABELS``).
    """
    return _whole(lines, verdict(lines, first, last), first, last)


def above(lines: Lines, first: int) -> list[Line]:
    """What stands above the title of the first speech in the paragraphs before ``first``; looked for once a file."""
    if lines.above is None or first <= lines.above.reach:
        rows, whole = head_rows(lines, 0, first)
        before = _whole(lines, _verdict(lines, rows, 0, first), 0, first).before
        if not whole:
            return before
        lines.above = Above(rows[-1].paragraph, before)
    return lines.above.before


def _whole(lines: Lines, found: Verdict | None, first: int, last: int) -> Head:
    """The head after the judge."""
    if found is None:
        return Head([], [], [], None, end_of_text(lines.text, first, last))
    rows, roles, chances, wrong, head, below = found
    if wrong:
        head = arrange(lines, _corrected(rows, roles, wrong) + below, first, last)
    judged = tuple((row, dict(zip(LABELS, chance, strict=True))) for row, chance in zip(rows, chances, strict=True))
    return head._replace(judged=judged)


def verdict(lines: Lines, first: int, last: int) -> Verdict | None:
    """What the readers take the lines for, and the judge; None where there are no lines."""
    return _verdict(lines, head_rows(lines, first, last)[0], first, last)


def _verdict(lines: Lines, rows: list[Line], first: int, last: int) -> Verdict | None:
    text, rules = lines.text, lines.rules
    if not rows:
        return None
    rows = placed(text, rows, rules)
    head = arrange(lines, rows, first, last)
    roles = roles_of(rows, head)
    asked = judged_rows(roles)
    rows, roles, below = rows[:asked], roles[:asked], rows[asked:]
    chances = judge(text, rows, roles, rules)
    wrong = overruled(rows, chances, roles, joined(text, rows, rules))
    if (
        wrong
        and "title" not in wrong.values()
        and not {"title", "more"} & {role for i, role in enumerate(roles) if i not in wrong}
    ):  # nothing would be left: what names a text stays
        wrong = {i: label for i, label in wrong.items() if not is_complete(text, rows[i], rules)}
    return Verdict(rows, roles, chances, wrong, head, below)


_NUMBER = re.compile(r"\d{1,3}\s?[.．、]\s{0,2}(?=在)")
_SAID_AGAIN = 20_000  # characters around a name in which its words may be said again
_PLACES = {("short", "date"), ("subtitle", "date"), ("date", "text")}  # kinds of the lines around a name
_DASHED = 10  # characters of a name after its dash, with blanks
_GOES_ON = re.compile("暨")  # 在庆祝建党九十五周年 | 暨表彰大会上的讲话
_GIVEN_AT = re.compile("在.{2,40}[上时]")  # 答 词 | 在授予称号仪式上
_ANSWERED = re.compile("(?:上|时)的")
_OF_BODY = re.compile(r"关于|印发|20\d\d[年—-]")
_OPEN_ENDED = re.compile(r".*(?:\d年度?|学期|第[一二三四五六七八九十\d]{1,3}[届次]|[的和与及]|全体会议)")
_BODY = re.compile(r".*(?:政府|委员会|党委|党组|党工委|办公室|局|厅|委|院|校|公司|学校|大学|中学|小学|工会|支部)")


def joined(text: LogicalText, rows: list[Line], rules: Rules) -> set[int]:
    """Lines that are a title by their own words: mottoes, and lines that want each other.

    云川县2022年度 | 安全生产工作要点, 某乡人民政府 | 关于…的实施方案, 不忘初心强党性 | 牢记使命勇争先
    """
    mottoes = (i for i, row in enumerate(rows) if row.kind == "short")
    found = {i for i in mottoes if is_motto(text.text[rows[i].start : rows[i].end], rules)}
    if not any(is_strong(text, row, rules) for row in rows):
        found |= {i for i, row in enumerate(rows) if row.kind == "short" and is_couplet(text.text[row.start : row.end])}
    for i in sorted(found):  # the other half of a couplet
        for j in (i - 1, i + 1):
            if 0 <= j < len(rows) and rows[j].kind == "short" and _length(rows[i]) == _length(rows[j]):
                found.add(j)
    for i, (row, below) in enumerate(pairwise(rows)):
        if row.kind != "short" or below.kind != "short" or below.start >= len(text.text):
            continue
        if _OPEN_ENDED.fullmatch(text.text, row.start, row.end) or (
            _GOES_ON.match(text.text, below.start)
            or (_GIVEN_AT.fullmatch(text.text, below.start, below.end) and is_complete(text, row, rules))
            or _is_cut(text, row, below, rules)
            or (_OF_BODY.match(text.text, below.start) and _BODY.fullmatch(text.text, row.start, row.end))
        ):
            found |= {i, i + 1}
    return found


def _is_cut(text: LogicalText, row: Line, below: Line, rules: Rules) -> bool:
    """在全区社区工作者培训班 | 开班式上的讲话: the upper line's 在 is answered below; 全县防火工作会议 | 主 持 词."""
    above = text.text[row.start : row.end]
    if words(rules).part.fullmatch(squeezed(text, below)):
        return above.endswith(rules.words["event.noun"])
    if not above.startswith("在") or "上" in above or text.text.startswith("在", below.start):
        return False
    return _ANSWERED.search(text.text, below.start, below.end) is not None


def _length(row: Line) -> int:
    return row.end - row.start


def placed(text: LogicalText, rows: list[Line], rules: Rules) -> list[Line]:
    """A name alone in the speaker's place, between the title and a date or a salutation, is that line's kind."""
    out = without_page(text, rows)
    if len(rows) > 2 and _is_paper(text, rows, rules):
        out[0] = replace(rows[0], kind="series")
    for i in range(1, len(rows) - 1):
        if out[i].kind == "furniture":
            continue
        if rows[i].kind == "heading" and (start := _numbered_title(text, rows[i], rows[i + 1], rules)):
            out[i] = replace(rows[i], kind="short", start=start)
        dated = "date" in (rows[i - 1].kind, rows[i + 1].kind)
        if rows[i].kind == "subtitle" and dated and (name := _dashed(text.text, rows[i], rows[i + 1], rules)):
            out[i] = replace(rows[i], kind="person", start=name)
        if rows[i].kind != "short" or rows[i].end - rows[i].start > 12:
            continue
        above, below = rows[i - 1].kind, rows[i + 1].kind
        titled = any(row.kind == "short" and row.end - row.start > 6 for row in rows[:i])
        placed = below in ("salutation", "office") or (above, below) in _PLACES
        longest = 6 if (above, below) == ("date", "salutation") else 4
        if titled and placed and _is_named(text.text, rows[i].start, rows[i].end, longest, rules):
            out[i] = replace(rows[i], kind="person")
    return out


def _is_paper(text: LogicalText, rows: list[Line], rules: Rules) -> bool:
    """全省供销社主任会议交流材料 above 聚力为农服务 | 罗照远: what the text is a paper of stands above its title."""
    if rows[0].kind != "short" or rows[1].kind != "short" or rows[2].kind not in ("person", "office", "subtitle"):
        return False
    return rules["head.paper-of"].fullmatch(text.text, rows[0].start, rows[0].end) is not None


def _dashed(text: str, row: Line, below: Line, rules: Rules) -> int:
    """——罗照远 above a date or an address: where the name begins that the text does not say again; 0: no name."""
    if row.end - row.start > _DASHED or below.kind not in ("date", "salutation"):
        return 0
    start = row.start
    while start < row.end and text[start] in "—―─- ":
        start += 1
    if (
        text.startswith(rules.words["tells.of"], start)
        or not placed_name(text, start, row.end, rules, 3)
        or text[start] not in patterns(rules).surnames
    ):
        return 0
    given = text[start + 1 : row.end]
    near = text.find(given, max(0, start - _SAID_AGAIN), start), text.find(given, row.end, row.end + _SAID_AGAIN)
    return start if max(near) < 0 else 0


def _is_named(text: str, start: int, end: int, longest: int, rules: Rules) -> bool:
    """Whether the line is a name; one of four characters that begins with a surname may be words of the title."""
    if placed_name(text, start, end, rules, longest):
        return True
    halves = text[start : start + 2], text[end - 2 : end]
    if end - start != 4 or not placed_name(text, start, end, rules, 5):
        return False
    first, last = max(0, start - _SAID_AGAIN), end + _SAID_AGAIN
    return all(
        text.find(half, first, start) < 0 and text.find(half, end, last) < 0 and is_name(half, rules) for half in halves
    )


def _numbered_title(text: LogicalText, row: Line, below: Line, rules: Rules) -> int:
    """Where a title begins that a collection has numbered: 12. 在全县会议上的讲话 above its speaker; 0: nowhere."""
    number = _NUMBER.match(text.text, row.start, row.end)
    if number is None or below.kind not in ("person", "date", "salutation"):
        return 0
    return number.end() if words(rules).strong.fullmatch(text.text, number.end(), row.end) else 0


def roles_of(rows: list[Line], head: Head) -> list[str]:
    """What the readers take each line for, as one of the judge's labels."""
    title = [row.start for row in head.title]
    after = {row.start for row in head.after}
    roles = []
    for row in rows:
        if row.start in title:
            roles.append("title" if row.start == title[0] else "more")
        elif row.start >= head.body:
            roles.append("body")
        elif row.kind in ("person", "office"):
            roles.append("person")
        elif row.kind == "date":
            roles.append("date")
        elif row.start in after and row.kind in ("subtitle", "short"):
            roles.append("subtitle")
        else:
            roles.append("other")
    return roles


def judged_rows(roles: list[str]) -> int:
    """How many lines the judge looks at: those above the speech and its first two."""
    body = roles.index("body") if "body" in roles else len(roles)
    return min(body + 2, len(roles))


_AS_KIND: dict[str, Kind] = {"other": "furniture", "title": "short", "more": "short", "subtitle": "subtitle"}


def _corrected(rows: list[Line], roles: list[str], wrong: dict[int, str]) -> list[Line]:
    """The lines with the judge's verdicts in place of the readers'. A new title leaves the old one no title."""
    titled = next((i for i, label in wrong.items() if label == "title"), None)
    out = []
    for i, row in enumerate(rows):
        label = wrong.get(i)
        if titled is not None and i < titled and roles[i] in ("title", "more", "subtitle", "body"):
            label = "other"
        if label == "body":
            row = replace(row, kind="text")
        elif label == "person" and row.kind == "short":
            row = replace(row, kind="person")
        elif label in _AS_KIND:
            row = replace(row, kind=_AS_KIND[label], key="")
        out.append(row)
    return out
