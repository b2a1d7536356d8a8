"""Head matter -> fields: title, speaker, date, occasion and the rest, each with its place and its rule."""

from __future__ import annotations

import re

from ...model import Span
from ...rules.types import Rules
from ...signs import BLANKS, COMMAS, HALF_STOPS
from ..forms import Field, Front, LogicalText
from ..people.addressees import find_salutation, opening_salutation
from ..people.names import is_name, patterns
from .date import speech_date
from .datelines import STORY
from .evidence import has_signs
from .kinds import LABEL, Line
from .lines import Lines
from .occasion import find_occasion, opening_occasion
from .regions import Head, runs
from .signatures import signature
from .speaker import find_speaker
from .title import is_strong
from .trust import doubted, sure
from .verdicts import above as lines_above
from .verdicts import layout

_DASH = re.compile(r"[ \t\u3000]*(?:[—―─]{2,}|--+|(?<=[ \t\u3000])[—―─–])[ \t\u3000]*")
_DASHES = re.compile(r"[—―─–\s]+|--+\s*")
_REFERENCES = "※＊*①⑴†"  # after a title they point at a note
_FIELD_END = re.compile(r"\s{2,}|\s(?=\S{2,6}[：:])")  # the next field on the same line
_NAME_COLON = re.compile(r"[\u4e00-\u9fff·]{2,4}\s?[：:](?=在|《)")
_DATE_BRACKET = re.compile(
    r"\s*[（(]\s?(?:\d{4}|[一二][〇零○oO0-9一二三四五六七八九]{3}|\s{1,4}(?=年\s{1,4}月))\s?年[^）)]{0,40}[）)]$"
    r"|\s*[（(]\d{4}[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?[）)]$"
)
_COLUMN = re.compile(r"[（(]([\u4e00-\u9fff]{2,6}(?:访谈|发布|论坛|观察|解读|谈|评论))[）)]$")
_SOURCE = re.compile(rf"(?:来源|稿源|出处)\s?[：:]\s?([^{COMMAS}{HALF_STOPS}\s）)】]{{2,30}})")
_PAPER = re.compile(
    r"《\s?([\u4e00-\u9fff]{2,8})\s?》\s?[（(]\s?\d{4}|[（(](《[\u4e00-\u9fff]{2,12}》(?:第.{1,4}卷)?)[^（）()]{0,40}[）)]$"
)
_AGENCY = re.compile(r"(新华社|中新社)[\u4e00-\u9fff·]{0,12}(?:\d{1,2}月\d{1,2}日\s?电|发[）)]|[）)]$)")
_DAILY = re.compile(r"([\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|商报))讯")
_SAID_AGAIN = 20_000  # characters in which a name may be said again: a file may hold thousands of speeches
_TURN = 300  # characters of a turn in which it addresses somebody
_PAGES = 0.95
_NUMBER = re.compile(r"(?:№|No\.?|NO\.?)\s?(\d{1,6})")


def read(lines: Lines, first: int, last: int, cover: int = 0) -> Front:
    """The head matter of the speech in the paragraphs ``first`` to ``last`` (half-open), in logical offsets.

    ``cover``: so many paragraphs stand above the titles of all the speeches of the file.
    """
    if first >= last:
        return Front({}, (), 0)
    fields, head = gather(lines, first, last, cover)
    fields = sure(lines.text, fields, head, lines.rules)
    return Front(fields, doubted(lines.text, fields, head), head.body)


def gather(lines: Lines, first: int, last: int, cover: int = 0) -> tuple[dict[str, Field], Head]:
    """The fields as they are found, and the head they are found in; none is weighed yet."""
    text, rules = lines.text, lines.rules
    head = layout(lines, max(first, cover), last)
    above = list(lines.between(0, cover)) if cover else lines_above(lines, first) if first else []
    # A circular's letter tells of every speech it encloses.
    head = head._replace(before=[row for row in above if row.kind in ("note", "date", "number")] + head.before)
    joint = [(row.start, row.end) for row in above if row.kind == "short"]
    keyed = head.title[:1] and head.title[0].key == "title"  # 馆长在读书会上的讲话 | 题目：做有温度的读书人
    stated = [(row.start, row.end) for row in head.before if keyed and is_strong(text, row, rules)]
    joint += stated
    tail = _tail(text, head, last)
    fields = _titles(text, head)
    titles = [fields[k].span for k in ("title", "subtitle") if k in fields]
    kind = _kind(text, fields, head, rules)
    report, document = kind == "news", kind in ("notice", "opinions", "plan")
    fields |= find_speaker(text, [*titles, *stated], head, tail, last, rules)
    fields |= speech_date(text, head, last, report or _is_story(text, head), document, rules)
    if kind == "letter":
        fields = signature(text, head, last, rules) | fields
    where = find_occasion(text, titles, head, tail, report, rules)
    where = where or (None if document else opening_occasion(text, _speech_start(head), rules))
    if where is None and joint:  # 罗照远、林澄宇同志在全省会议上的讲话 above the two speeches
        where = find_occasion(text, joint, head, [], report, rules)
    if where:
        fields["occasion"] = where
    if head.salutation is None and (span := _in_turn(text, fields, rules)):
        fields["salutation"] = Field(_join(text, [span]), span, "salutation.line")
    if head.salutation:
        span = head.salutation.start, head.salutation.end
        name = None if "speaker" in fields or not head.title else _glued_name(text, span, rules)
        if name:
            fields["speaker"] = Field(text.raw[slice(*name)], name, "speaker.glued")
            span = name[1], span[1]
        fields["salutation"] = Field(_join(text, [span]), span, "salutation.line")
    if first == 0 and last == len(text.paragraphs):  # what stands above several speeches names none of them
        fields |= _series(text, head, titles, rules)
    fields |= _source(text, head, tail)
    if kind:
        fields["kind"] = Field(kind, titles[0] if titles else (head.body, head.body), "kind")
    return fields, head


def _in_turn(text: LogicalText, fields: dict[str, Field], rules: Rules) -> Span | None:
    """行政长官：主席、各位议员：…: the address with which whoever says most in a transcript begins."""
    found = next((f for name in ("speaker", "position") if (f := fields.get(name)) and f.rule == "speaker.label"), None)
    label = LABEL.search(text.text, max(0, found.span[1] - 1), found.span[1] + 12) if found else None
    if label is None:
        return None
    start, end = label.end(), min(text.paragraphs[text.paragraph_at(label.start())].end, label.end() + _TURN)
    while start < end and text.text[start] in BLANKS:
        start += 1
    if start >= end:
        return None
    greeting = find_salutation(text.text, start, end, rules) or opening_salutation(text.text, start, end, rules)
    return greeting if greeting and greeting[0] == start else None


def _glued_name(text: LogicalText, span: Span, rules: Rules) -> Span | None:
    """刘长胜同志们、朋友们：: the name that the loss of a line break has glued to the address, said nowhere else."""
    match = patterns(rules).called.match(text.text, *span)
    if match is None or not is_name(match[1], rules) or text.text.find(match[1], span[1], span[1] + _SAID_AGAIN) >= 0:
        return None
    return match.span(1)


def _tail(text: LogicalText, head: Head, last: int) -> list[Span]:
    """The ends of the last paragraphs, the last one first."""
    spans = [(max(p.start, head.body, p.end - 200), p.end) for p in text.paragraphs[max(0, last - 5) : last]]
    return [span for span in reversed(spans) if span[0] < span[1]]


def _speech_start(head: Head) -> int:
    return head.salutation.end if head.salutation else head.body


def _join(text: LogicalText, spans: list[Span]) -> str:
    """The words of a title broken over lines: no blank between Chinese characters."""
    parts = [line for start, end in spans for line in text.raw[start:end].split("\n")]
    out = parts[0]
    for part in parts[1:]:
        latin = out[-1:].isascii() and part[:1].isascii() and out[-1:].isalnum() and part[:1].isalnum()
        out += " " * latin + part
    return out


def _titles(text: LogicalText, head: Head) -> dict[str, Field]:
    """``title`` and ``subtitle``: divided by a dash or by lines, the bracketed date and the speaker's name left out."""
    main: list[Span] = []
    below: list[Span] = []
    for row in head.title:
        name = None if main or text.said.titled else _NAME_COLON.match(text.text, row.start, row.end)
        start = name.end() if name else row.start
        dash = _DASH.search(text.text, start, row.end)
        if dash and dash.start() > start and not below:
            main.append((start, dash.start()))
            below.append((dash.end(), row.end))
        else:
            (below or main).append((start, row.end))
    below = below or _subtitle_lines(text, head)
    if not main:
        main, below = below, []
    fields = {}
    for name_, spans in (("title", main), ("subtitle", below)):
        spans = _unbroken(text, _trim(text, spans))
        if spans:
            span = spans[0][0], spans[-1][1]
            fields[name_] = Field(_join(text, spans), span, f"{name_}.lines")
    return fields


def _unbroken(text: LogicalText, spans: list[Span]) -> list[Span]:
    """The lines up to other words between two of them: a field's words are those of its place."""
    for i in range(1, len(spans)):
        if text.raw[spans[i - 1][1] : spans[i][0]].strip(BLANKS):
            return spans[:i]
    return spans


def _subtitle_lines(text: LogicalText, head: Head) -> list[Span]:
    """The lines with a dash in front, else the short lines right below the title; a page's stamp may come between."""
    dashed = [span for span in runs(text, head) if text.text[span[0]] in "—―─" or text.text.startswith("--", span[0])]
    if dashed or not head.title:
        return dashed
    below: list[Span] = []
    for i, row in enumerate(head.after):
        if _same(text, row, head.title) or _is_no_title(text, row, head):
            continue
        if row.kind == "short" and not (below and row.paragraph > head.after[i - 1].paragraph + 1):
            below.append((row.start, row.end))
        elif below or row.kind not in ("stamp", "key", "number"):
            break
    return below[:3]


def _is_no_title(text: LogicalText, row: Line, head: Head) -> bool:
    """A line with a colon or a page's signs that the judge is sure is the page's."""
    line = text.text[row.start : row.end]
    marked = "：" in line or ":" in line or has_signs(line)
    return marked and any(known.start == row.start and chances["other"] > _PAGES for known, chances in head.judged)


def _same(text: LogicalText, row: Line, title: list[Line]) -> bool:
    """Whether a line says the title again, alone or with words of the page: 移动端:…的讲话."""
    said = "".join("".join(text.text[r.start : r.end].split()) for r in title)
    line = "".join(text.text[row.start : row.end].split())
    return said == line or (len(said) > 7 and said in line)


def _trim(text: LogicalText, spans: list[Span]) -> list[Span]:
    """Without the dash in front, and without the date in brackets after it."""
    out = []
    for i, (start, end) in enumerate(spans):
        if i == 0 and (dash := _DASHES.match(text.text, start, end)):
            start = dash.end()
        if i == len(spans) - 1 and (bracket := _DATE_BRACKET.search(text.text, start, end)):
            end = bracket.start()
        while i == len(spans) - 1 and end > start and text.text[end - 1] in _REFERENCES:
            end -= 1
        if end > start:
            out.append((start, end))
    return out


def _kind(text: LogicalText, fields: dict[str, Field], head: Head, rules: Rules) -> str | None:
    """What kind of text the title announces, else the subtitle."""
    for name in ("title", "subtitle"):
        if name in fields:
            start, end = fields[name].span
            # A string of its own: the rows anchor themselves at both ends. The dash before 访 belongs to them.
            words = "—" * (name == "subtitle") + text.text[start:end]
            for line in (words, "".join(words.split())):  # 政 府 工 作 报 告
                if hit := rules["kind"].search(line):
                    return hit.value
    if any(row.kind == "number" and "号" in text.text[row.start : row.end] for row in head.after):
        return "notice"
    return "speech" if head.salutation and not fields else None


def _is_story(text: LogicalText, head: Head) -> bool:
    """Whether the body opens like a news story: 某某日报讯, 12月7日上午，…"""
    return head.salutation is None and STORY.match(text.text, head.body) is not None


def _series(text: LogicalText, head: Head, titles: list[Span], rules: Rules) -> dict[str, Field]:
    """``series`` and ``number``: a named series with its issue, a bulletin, a column, a document's number."""
    fields: dict[str, Field] = {}
    rows = [*head.before, *head.after]
    for row in rows:
        if row.kind == "series" and "series" not in fields:
            fields |= _named_series(text, row, rules)
        elif (
            (row.kind == "number" or row.key == "number")
            and row.end > row.start + 1  # 文号: 无
            and "number" not in fields
        ):
            match = _NUMBER.match(text.text, row.start, row.end)
            span = match.span(1) if match else _unbracketed(text.text, row.start, row.end)
            fields["number"] = Field(text.raw[slice(*span)], span, "number.line")
    for start, end in titles[:1]:
        if (match := _COLUMN.search(text.text, start, end)) and "series" not in fields:
            fields["series"] = Field(text.raw[slice(*match.span(1))], match.span(1), "series.column")
    return fields


def _unbracketed(text: str, start: int, end: int) -> Span:
    """（县政办〔2021〕15号） without the brackets around it."""
    bracketed = text[start] in "（(" and text[end - 1] in "）)"
    return (start + 1, end - 1) if bracketed else (start, end)


def _named_series(text: LogicalText, row: Line, rules: Rules) -> dict[str, Field]:
    """“日新月异”系列№4906 -> 日新月异, 4906; 某某学习材料第二专题 -> 某某学习材料, 第二专题."""
    fields = {}
    start, end = row.start, row.end
    if number := rules["head.number"].search(text.text, start, end):
        inner = _NUMBER.match(text.text, number.start, number.end)
        span = inner.span(1) if inner else (number.start, number.end)
        fields["number"] = Field(text.raw[slice(*span)], span, "number.series")
        end = number.start
    end = text.text.find("系列", start, end) if "系列" in text.text[start:end] else end
    while end > start and text.text[end - 1] in "”」』》】] \u3000（(":
        end -= 1
    while start < end and text.text[start] in "“「『《【[ \u3000":
        start += 1
    if end > start:
        fields["series"] = Field(text.raw[start:end], (start, end), "series.line")
    return fields


def _source(text: LogicalText, head: Head, tail: list[Span]) -> dict[str, Field]:
    """The publisher: a field of the head, a line at the end, an imprint, a news agency's dateline."""
    rows = [*head.before, *head.title, *head.after]
    keyed = [(r.start, r.end) for r in rows if r.key == "source" and r.end > r.start]
    if keyed:
        start, end = keyed[0]
        stop = _FIELD_END.search(text.text, start, end)
        span = start, stop.start() if stop else end
        if text.text[span[0]] == "《" and text.text[span[1] - 1] == "》":
            span = span[0] + 1, span[1] - 1
        return {"source": Field(text.raw[slice(*span)], span, "source.field")}
    places = [(r.start, r.end) for r in rows if r.kind in ("stamp", "note", "key")]
    lead = (head.body, min(len(text.text), head.body + 60))
    for pattern, spans, rule in (
        (_SOURCE, [*places, *tail], "source.line"),
        (_PAPER, tail, "source.imprint"),
        (_AGENCY, [*places, *tail, lead], "source.agency"),
        (_DAILY, [lead], "source.lead"),
    ):
        for start, end in spans:
            if match := pattern.search(text.text, start, end):
                span = match.span(match.lastindex or 0)
                return {"source": Field(text.raw[slice(*span)], span, rule)}
    return {}
