"""One paragraph of the head -> the lines that its layout has lost: fields, gaps, a title or a salutation run on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Span
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from ..calendar.forms import find_dates
from ..people.addressees import find_salutation, is_salutation, opening_salutation
from ..people.names import patterns, person_line
from .kinds import BLANKS, LABEL, TITLE
from .wordings import words

_LONG = 120  # a paragraph of this length is no line of a head, but may begin with some
REACH = 320  # how far into a long paragraph its head is looked for
_GAP = re.compile(
    r"(?=[（(\s※—―])(?:([（(][^（(）)]{0,40}日[^（(）)]{0,24}[）)])|[ \t\u3000]{2,}|\t|\s*※\s*|(?=[—―]{2})|"
    # One blank divides only where it is plain what stands on both sides: …上的讲话 周启明 （2024年3月8日）
    r"(?<=讲话|报告|致辞|致词|演讲|发言) (?=[\u4e00-\u9fff·]{2,4}[ （])| (?=（\d{4}年))"
)
_APART = re.compile(
    r"(?<=[\u4e00-\u9fff”》）)])(?:[ \t\u3000]+|(?=[（(]))(?=[^\s]{2,24}$|[^\s]{1,24}[ \u3000]{1,6}[^\s]{1,8}$)"
)
_WIDE = re.compile(r"[ \t\u3000]{2,}|\t|\u3000")
_NAME = 36  # characters from the noun of a title to the end of the office and the name after it
_DASHES = "—―─- "
_FIELD = re.compile(r"(?=【)|(?<= )(?=- [a-z_]{2,20}: )")
DATELINE = re.compile(r"新华社[\u4e00-\u9fff·]{1,12}\d{1,2}月\d{1,2}日\s?电")
_LETTER = re.compile(f"[^{CLAUSE_ENDS}]{{0,30}}(?:贺信|贺电|贺词|慰问信|慰问电)(?=值此|在|欣闻|欣悉|值|正值)")
_LEAD = re.compile(
    r"[^\n]{8,200}?(?:(?:讲话|致辞|致词|发言|演讲|录音整理)(?:稿|的)?(?:全文|内容)?(?:如下)?|全文如下)[：:。]"
)
_SITE = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_-]{4,60}(?=[\u4e00-\u9fff])")
_CAPTION = re.compile(
    rf"(?:记者|通讯员|本报|供图)\s?[^{CLAUSE_ENDS}\s]{{0,8}}\s?[^{CLAUSE_ENDS}\s]{{0,8}}\s?摄(?![影像制])"
)
_TITLED = re.compile(r"【([^【】]{4,40})】")
_STOP = re.compile(f"[{CLAUSE_ENDS}]")  # an address ends with one
_KEY = re.compile(r"(\w{2,8}|\w[ \u3000]{1,6}\w)\s?[：:]")
_NEXT_KEY = re.compile(r"(?<=\s)(\w{2,8}|\w[ \u3000]{1,6}\w)\s?[：:]")
_BODY = re.compile(r"【\s?(?:正文?|全文)\s?】")
_SAME = 6  # characters by which a title is known to be said again


def cut_lines(text: str, start: int, end: int, head: bool, rules: Rules) -> Iterator[Span]:
    """A paragraph -> the lines that its layout has lost: fields, gaps, a salutation run on.

    ``head`` is false where the speech has begun: then only a turn of a transcript is divided.
    """
    reach = min(end, start + REACH)
    if head and text[start] == "【" and (titled := _titled(text, start, reach, rules)):
        yield titled
        start = titled[1] + 1
    if (text[start] == "【" and not _BODY.match(text, start, reach)) or text.startswith("- ", start):
        cuts = [m.start() for m in _FIELD.finditer(text, start + 1, reach)]
        yield from zip([start, *cuts], [*cuts, end], strict=True)
        return
    if turn := _labelled_salutation(text, start, end, rules):
        yield from turn
        return
    if not head:
        yield start, end
        return
    if keys := _keys(text, start, reach, rules):
        yield from zip([start, *keys], [*keys, end], strict=True)
        return
    if text[start] == "【" and (body := _BODY.match(text, start, reach)) and body.end() < end:
        start = body.end()
    site = _SITE.search(text, start, min(end, start + TITLE)) if "www." in text[start : start + TITLE] else None
    if site:
        yield start, site.end()  # 某某网—每日更新www.example.cn|在全县大会上的讲话
        start = site.end()
    if text.startswith("1、", start) and _said_again(text, start + 2, end, rules):
        start += 2  # the mark is the page's
    while again := _said_again(text, start, end, rules):
        yield start, again
        start = again
    begin = text[start:reach]
    lead = _LEAD.match(text, start, reach) if "全文" in begin or "如下" in begin else None
    if lead and lead.end() < end and _is_addressed(text, lead.end(), reach, rules):
        yield start, lead.end()  # 馆长罗照远出席读书节，以下是讲话全文。同志们：…
        start = lead.end()
        begin = text[start:reach]
    dateline = DATELINE.search(text, start, reach) if "电" in begin else None
    if dateline and dateline.start() > start and "。" not in text[start : dateline.start()]:
        yield start, dateline.start()  # a title that a story runs on from
        start = dateline.start()
    caption = _CAPTION.search(text, start, reach) if "摄" in begin else None
    if caption and caption.end() < end and "。" not in text[caption.end() : end]:
        yield start, caption.end()  # a title that runs on from a picture's caption
        start = caption.end()
    greeting = None
    if _STOP.search(begin):
        greeting = find_salutation(text, start, reach, rules) or opening_salutation(text, start, reach, rules)
    if greeting and (cut := _glued_title(text, *greeting, rules)):
        yield start, cut
        start, greeting = cut, (cut, greeting[1])
    if greeting and greeting[0] > start:
        yield from _gaps(text, start, greeting[0])
        start = greeting[0]
    if greeting and greeting[1] < end:
        yield greeting
        yield greeting[1], end
    elif end - start < _LONG:
        yield from _named(text, start, end, rules)
    else:
        yield from _opening_lines(text, start, end, rules)


def _named(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """——在全县大会上的报告　罗照远, 在全县大会上的讲话（罗照远）: a title's line with the speaker after it, as two."""
    if pieces := _apart(text, start, end, rules):
        yield from pieces
        return
    # It stands near the end.
    gap = _APART.search(text, max(start, end - _NAME), end) if 8 < end - start <= TITLE else None
    if gap and person_line(text, gap.end(), end, rules):
        first = start
        while first < gap.start() and text[first] in _DASHES:
            first += 1
        if words(rules).strong.fullmatch(text, first, gap.start()):
            yield start, gap.start()
            yield gap.start(), end
            return
    yield start, end


def _apart(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """在全县大会上的发言　罗照远　1971年3月: a title, who speaks and the day with wide gaps between."""
    gap = _WIDE.search(text, start + 4, end) if end - start <= TITLE else None
    if gap is None or not words(rules).strong.fullmatch(text, start, gap.start()):
        return []
    spans = [(start, gap.start())]
    at = gap.end()
    for other in (*_WIDE.finditer(text, at, end), None):
        spans.append((at, other.start() if other else end))
        at = other.end() if other else end
    if len(spans) < 3 or not all(person_line(text, *span, rules) or _is_day(text, *span) for span in spans[1:]):
        return []
    return spans


def _is_day(text: str, start: int, end: int) -> bool:
    return [span for span, _ in find_dates(text, start, end)] == [(start, end)]


def _is_addressed(text: str, start: int, end: int, rules: Rules) -> bool:
    greeting = find_salutation(text, start, end, rules)
    return greeting is not None and not text[start : greeting[0]].strip(BLANKS)


def _titled(text: str, start: int, end: int, rules: Rules) -> Span | None:
    """【开学典礼致辞】尊敬的…: the title in the brackets before an address."""
    found = _TITLED.match(text, start, end)
    if found is None:
        return None
    address = rules["head.address"].match(text, found.end(), end)
    return found.span(1) if address and address.value != "line" else None


def _keys(text: str, start: int, end: int, rules: Rules) -> list[int]:
    """日期：1966-11-30 作者：周景文: where the second and further keys of a line of keys begin."""
    known = words(rules).key
    first = _KEY.match(text, start, min(end, start + 20))
    if first is None or (known("".join(first[1].split())) or "body") == "body":
        return []
    return [m.start(1) for m in _NEXT_KEY.finditer(text, first.end(), end) if known("".join(m[1].split()))]


def _said_again(text: str, start: int, end: int, rules: Rules) -> int | None:
    """在全县大会上的讲话在全县大会上的讲话同志们：: where a title that opens a paragraph is said the second time."""
    opening = text[start : start + _SAME]
    if len(opening) < _SAME or _STOP.search(opening):
        return None
    at = text.find(opening, start + _SAME + 2, min(end, start + TITLE))
    if at < 0 or _STOP.search(text, start, at):
        return None
    whole = text.startswith(text[start:at], at)
    return at if whole or words(rules).strong.fullmatch(text, start, at) else None


def _labelled_salutation(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """行政长官：主席、各位议员：…: label, salutation and rest."""
    label = LABEL.match(text, start, min(end, start + 40))
    if label is None or label.end() >= end or is_salutation(text, start, label.end(), rules):
        return []
    greeting = opening_salutation(text, label.end(), min(end, start + REACH), rules)
    if greeting is None and is_salutation(text, label.end(), end, rules):
        greeting = label.end(), end
    if greeting is None:
        return []
    return [span for span in ((start, label.end()), greeting, (greeting[1], end)) if span[0] < span[1]]


def _gaps(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of a stretch between wide gaps, before dashes and after a date in brackets; blanks may trail."""
    at = start
    for gap in _GAP.finditer(text, start, end):
        stop = gap.end(1) if gap[1] else gap.start()
        if stop > at:
            yield at, stop
        at = gap.end()
    if at < end:
        yield at, end


def _glued_title(text: str, start: int, end: int, rules: Rules) -> int | None:
    """医院职代会主持词同志们：, 【开学典礼致辞】尊敬的…：: where the address begins that its title has run into."""
    begins = (hit.start for hit in rules["head.address"].finditer(text, start + 3, end) if hit.value != "line")
    address = next(begins, None)
    if address is None:
        return None
    first, last = start, address
    while first < last and text[first] in "【[《":
        first += 1
    while last > first and text[last - 1] in "】]》 0123456789":  # 毕业典礼致辞1尊敬的…
        last -= 1
    return address if words(rules).strong.fullmatch(text, first, last) else None


def _opening_lines(text: str, start: int, end: int, rules: Rules) -> Iterator[Span]:
    """A long paragraph: the short lines it begins with, if gaps divide them, and the rest."""
    at = start
    if end - start < REACH and rules["head.full-text"].search(text, start, end):
        yield start, end  # 以下是馆长今日（四月二日）在读书会上的致辞全文：
        return
    if (title := words(rules).glued.match(text, start, min(end, start + TITLE))) and title.end() < end:
        yield title.span()
        yield title.end(), end
        return
    for piece in _gaps(text, start, min(end, start + 200)):
        if piece[1] - piece[0] > 70 or "。" in text[slice(*piece)] or piece[1] >= start + 200:
            break
        yield piece
        at = piece[1]
    letter = _LETTER.match(text, start, end)
    if letter and at == start:
        yield letter.span()
        yield letter.end(), end
        return
    if at > start:
        at += len(text[at : at + 40]) - len(text[at : at + 40].lstrip(BLANKS + "※"))
    if at > start and (name := patterns(rules).glued.match(text, at, end)):
        yield at, name.end()
        at = name.end()
    yield at, end
