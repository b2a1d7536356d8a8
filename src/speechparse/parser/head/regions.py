"""The order of the head's lines -> which of them are the title, and where the speech begins."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

from ...model import Span
from ...rules.types import Rules
from ..forms import LogicalText
from ..people.frames import placed_name
from .evidence import has_signs, is_motto
from .judge import LABELS, judge, overruled
from .lines import DATELINE, LABEL, Kind, Line, Lines, words

_ROWS = 60
_SALUTATION_WITHIN = 26
_PREFACE = 700  # characters of notes that may stand before a title
_LEAD = 160  # an editor's sentence between the head and the salutation
_TITLE = 110
_BROKEN = re.compile(
    r"[^在]{0,30}在(?!.*(?:上|时|期间)(?:的|[）)\s]|$)).*"
)  # 在某省第十四届: the rest is on the next line
_LEADS = re.compile(r"(?:全文|内容)如下\s?[：:]?$")
_MATTER = frozenset({"key", "stamp", "date", "number", "person", "office", "subtitle", "salutation"})
_SPOKEN = frozenset({"text", "heading", "label"})


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


def layout(lines: Lines, first: int, last: int) -> Head:
    """Reads the head of the speech that the paragraphs ``first`` to ``last`` (half-open) hold.

    ``Head.judged`` holds each line with the probabilities of what it may be (``judge.LABELS``).
    """
    text, rules = lines.text, lines.rules
    rows = head_rows(lines, first, last)
    if not rows:
        return Head([], [], [], None, _end(text, first, last))
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
        wrong = {i: label for i, label in wrong.items() if not _complete(text, rows[i], rules)}
    if wrong:
        head = arrange(lines, _corrected(rows, roles, wrong) + below, first, last)
    judged = tuple((row, dict(zip(LABELS, chance, strict=True))) for row, chance in zip(rows, chances, strict=True))
    return head._replace(judged=judged)


_OF_BODY = re.compile(r"关于|印发|20\d\d[年—-]")
_OPEN_ENDED = re.compile(r".*(?:\d年度?|学期|第[一二三四五六七八九十\d]{1,3}[届次]|[的和与及]|全体会议)")
_BODY = re.compile(r".*(?:政府|委员会|党委|党组|党工委|办公室|局|厅|委|院|校|公司|学校|大学|中学|小学|工会|支部)")


def joined(text: LogicalText, rows: list[Line], rules: Rules) -> set[int]:
    """Lines that are a title by their own words: mottoes, and lines that want each other.

    云川县2022年度 | 安全生产工作要点, 某乡人民政府 | 关于…的实施方案, 不忘初心强党性 | 牢记使命勇争先
    """
    mottoes = (i for i, row in enumerate(rows) if row.kind == "short")
    found = {i for i in mottoes if is_motto(text.text[rows[i].start : rows[i].end], rules)}
    for i in sorted(found):  # the other half of a couplet
        for j in (i - 1, i + 1):
            if 0 <= j < len(rows) and rows[j].kind == "short" and _length(rows[i]) == _length(rows[j]):
                found.add(j)
    for i, (row, below) in enumerate(pairwise(rows)):
        if row.kind != "short" or below.kind != "short" or below.start >= len(text.text):
            continue
        if _OPEN_ENDED.fullmatch(text.text, row.start, row.end) or (
            _OF_BODY.match(text.text, below.start) and _BODY.fullmatch(text.text, row.start, row.end)
        ):
            found |= {i, i + 1}
    return found


def _length(row: Line) -> int:
    return row.end - row.start


def placed(text: LogicalText, rows: list[Line], rules: Rules) -> list[Line]:
    """A name alone in the speaker's place, between the title and a date or a salutation, is that line's kind."""
    out = list(rows)
    for i in range(1, len(rows) - 1):
        if rows[i].kind != "short" or rows[i].end - rows[i].start > 12:
            continue
        above, below = rows[i - 1].kind, rows[i + 1].kind
        titled = any(row.kind == "short" and row.end - row.start > 6 for row in rows[:i])
        placed = below == "salutation" or (above, below) in (("short", "date"), ("subtitle", "date"), ("date", "text"))
        longest = 6 if (above, below) == ("date", "salutation") else 4
        if titled and placed and placed_name(text.text, rows[i].start, rows[i].end, rules, longest):
            out[i] = replace(rows[i], kind="person")
    return out


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


def arrange(lines: Lines, rows: list[Line], first: int, last: int) -> Head:
    """Which of the lines are the title, what stands above and below it, and where the speech begins."""
    text, rules = lines.text, lines.rules
    start = _anchor(text, rows, rules)
    greeting = _address(text, rows) if _is_transcript(text, rows) else _salutation(text, rows, start)
    title, stop = _title(text, rows, start, greeting, rules)
    if greeting is None:
        if stop + 1 < len(rows) and rows[stop].kind == "label":
            stop += 1
        body = rows[stop].start if stop < len(rows) else _end(text, first, last)
    else:
        body, stop = rows[greeting].start, greeting
    title = _below_letterhead(rows, title, stop)
    begin = title[0] if title else stop
    return Head(
        before=rows[: min(begin, stop)],
        title=[rows[i] for i in title],
        after=[rows[i] for i in range(start, stop) if i not in title and (not title or i > begin)],
        salutation=_whole_salutation(text, rows, greeting) if greeting is not None else None,
        body=body,
    )


def head_rows(lines: Lines, first: int, last: int) -> list[Line]:
    """The lines to look at: into the speech no further than a title may stand; a transcript's head is longer."""
    rows: list[Line] = []
    spoken = turns = 0
    titled = False
    text = lines.text
    for row in islice(lines.between(first, last), _ROWS):
        rows.append(row)
        if row.kind in _SPOKEN:
            spoken += 1
            turns += LABEL.match(text.text, row.start, row.end) is not None
            if spoken >= 2 and turns < 2 and (titled or row.end - rows[0].start > _PREFACE):
                break
        elif not spoken:
            titled = titled or row.kind == "subtitle" or is_strong(text, row, lines.rules)
    return rows


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


def _end(text: LogicalText, first: int, last: int) -> int:
    return text.paragraphs[last - 1].end if last > first else 0


def is_strong(text: LogicalText, row: Line, rules: Rules) -> bool:
    """Whether a line alone looks like the title of a speech: …的讲话, 政府工作报告."""
    return row.kind == "short" and words(rules).strong.fullmatch(text.text, row.start, row.end) is not None


def _anchor(text: LogicalText, rows: list[Line], rules: Rules) -> int:
    """Where the head proper begins: behind a forwarder's letter, if a speech's title stands below one."""
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
        letter = letter or row.kind in ("note", "text", "salutation")
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


def _whole_salutation(text: LogicalText, rows: list[Line], i: int) -> Line:
    """女士们，先生们， | 同志们，朋友们：: the lines of a salutation as one."""
    last = i
    while last + 1 < len(rows) and rows[last + 1].kind == "salutation" and text.text[rows[last].end - 1] in "，,、":
        last += 1
    return replace(rows[i], end=rows[last].end)


def _is_transcript(text: LogicalText, rows: list[Line]) -> bool:
    """Whether several people speak in turn, each line of theirs behind a label."""
    spoken = [row for row in rows[:24] if row.kind in ("text", "short", "label")]
    labels = [m[0] for row in spoken if (m := LABEL.match(text.text, row.start, row.end))]
    return len(labels) >= 4 and len(set(labels)) < len(labels)


def _address(text: LogicalText, rows: list[Line]) -> int | None:
    """In a transcript: the salutation of the speech among those of the chair and the interrupters."""
    greetings = [i for i, row in enumerate(rows) if row.kind == "salutation"]
    whole = (i for i in greetings if text.text[rows[i].end - 1] in "：:")
    return next(whole, greetings[0] if greetings else None)


def _salutation(text: LogicalText, rows: list[Line], start: int) -> int | None:
    """The first salutation that nothing but head matter stands before; one editor's sentence may."""
    for i, row in enumerate(rows[start : start + _SALUTATION_WITHIN], start):
        if row.kind == "salutation":
            return i
        after = rows[i + 1] if i + 1 < len(rows) else None
        if row.kind == "label" and after and after.kind == "salutation":
            continue
        if row.kind in _SPOKEN:
            lead = i > start and row.kind == "text" and row.end - row.start <= _LEAD
            if not (lead and after and after.kind == "salutation" and text.text[after.end - 1] in "：:"):
                return None
    return None


def _title(
    text: LogicalText, rows: list[Line], start: int, greeting: int | None, rules: Rules
) -> tuple[list[int], int]:
    """The indices of the title's lines, and the index of the first line that is no head matter."""
    stop = greeting if greeting is not None else len(rows)
    keyed = next((i for i in range(start, stop) if rows[i].key == "title"), None)
    title: list[int] = []
    for i in range(start, stop):
        row = rows[i]
        if greeting is None and (row.kind in _SPOKEN or _is_story(text, row)):
            return title, i
        kicker = keyed is None and title == [i - 1] and _is_kicker(text, rows[i - 1], row, rules)
        first = keyed is None and not title and row.kind == "short"
        if i == keyed or kicker or first:
            title = [i]
        elif row.kind == "short" and title and _is_again(text, rows, title, row):
            continue  # a page's title above the text's own
        elif row.kind == "short" and title and _is_pages(text, rows[title[-1]], row):
            rows[i] = replace(row, kind="furniture")
        elif row.kind == "short" and title and title[-1] == i - 1 and _joins(text, rows, title, i, stop, rules):
            title.append(i)
        elif row.kind == "short" and greeting is None and title and not _belongs(text, rows, title, i, rules):
            return title, i
    return title, stop


def _is_again(text: LogicalText, rows: list[Line], title: list[int], row: Line) -> bool:
    """Whether a line says the title again, blanks and the width of signs aside."""
    said = "".join("".join(text.text[rows[i].start : rows[i].end].split()) for i in title)
    return said == "".join(text.text[row.start : row.end].split())


def _is_pages(text: LogicalText, title: Line, row: Line) -> bool:
    """A line below the title with signs that the title has none of: 云川方志馆 · 数字典藏, 阅读 | 分享."""
    return has_signs(text.text[row.start : row.end]) and not has_signs(text.text[title.start : title.end])


def _is_kicker(text: LogicalText, above: Line, row: Line, rules: Rules) -> bool:
    """领导讲话 above 在全县工作会议上的讲话: a word for the kind of text, which the title names in full."""
    if row.kind != "short" or above.end - above.start > 6 or not is_strong(text, above, rules):
        return False
    return "在" in text.text[row.start : row.end] and is_strong(text, row, rules)


def _is_story(text: LogicalText, row: Line) -> bool:
    """新华社北京4月14日电 …全文如下：: without a salutation below it, a story's first sentence is the body's."""
    return row.kind == "note" and row.end - row.start > 40 and bool(DATELINE.match(text.text, row.start, row.end))


def _below_letterhead(rows: list[Line], title: list[int], stop: int) -> list[int]:
    """A document's number stands below its title, or above it below a letterhead: 某局文件 | 〔2018〕38号 | title."""
    for i in range(title[-1] + 1 if title else stop, stop):
        if rows[i].kind != "number":
            continue
        if i + 1 < stop and rows[i + 1].kind == "short":
            below = [i + 1]
            while below[-1] + 1 < stop and rows[below[-1] + 1].kind == "short":
                below.append(below[-1] + 1)
            return below
        above: list[int] = []
        while i - len(above) - 1 > title[-1] and rows[i - len(above) - 1].kind == "short":
            above.insert(0, i - len(above) - 1)
        return above or title
    return title


def _joins(text: LogicalText, rows: list[Line], title: list[int], i: int, stop: int, rules: Rules) -> bool:
    """Whether a title runs on in the line below it."""
    above, row = rows[title[-1]], rows[i]
    if row.paragraph > above.paragraph + 1:
        return False  # a line of nothing but marks (##) parts them
    begun = text.text[rows[title[0]].start : above.end]
    line = text.text[row.start : row.end]
    if len(begun) + len(line) > _TITLE or begun[-1] in "！!？?…" or "\t" in line:
        return False
    if begun.startswith("在") and "上的" not in begun:
        return True  # 在全省…会议 | 暨表彰大会上的讲话
    if _complete(text, above, rules) or (is_strong(text, row, rules) and "在" in line):
        return False
    return i + 1 <= stop


def _complete(text: LogicalText, row: Line, rules: Rules) -> bool:
    return words(rules).complete.fullmatch(text.text, row.start, row.end) is not None


def _belongs(text: LogicalText, rows: list[Line], title: list[int], i: int, rules: Rules) -> bool:
    """A short line below the title that is head matter still: a subtitle without a dash."""
    if is_strong(text, rows[i], rules) and title[-1] == i - 1:
        return True
    return any(row.kind in ("date", "person") for row in rows[i + 1 : i + 3])
