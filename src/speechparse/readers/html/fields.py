"""The key fields of a page (来源、发布时间 …): each value ends where its element ends, or where the next key begins."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ...rules.loader import load_rules
from ...signs import COMMAS, LINKS, SENTENCE_ENDS
from .counters import typed
from .evidence import EDGE, page_words
from .lines import Line
from .pieces import BLANKS

_COLON = re.compile("[：:]")
_WIDE_GAP = re.compile("[ \u00a0]{2,}|[\u2002\u2003\u3000\t|｜┃]+")
_APART = re.compile("[ \u00a0]{2,}|[\u2002\u2003\u3000\t|｜┃【】\\[\\]]+")
STAMP = re.compile(r"\d{4}(?:-|/|年)\d{1,2}(?:-|/|月)\d{1,2}日?(?:[ T-]?\d{1,2}:\d{2}(?::\d{2})?)?")
_STAMPED = re.compile(STAMP.pattern + r"(?=[\s\u3000|｜]|$)")
_ADDRESS = re.compile(r"(?:https?://)?(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,4}/?[\s\u3000]+(?=\d{4})")
_SAID = re.compile(f"[{SENTENCE_ENDS}{COMMAS}]")
_AFTER_VALUE = BLANKS + LINKS + "【[（("
_LONGEST_KEY = 8
_LONGEST_BYLINE = 80
PUBLISHED = "published"
_MEDIUM = re.compile(r"[网报社台刊号]$|记者 ?[\u4e00-\u9fff]|综合$|客户端|发布$")
_OFFICE = re.compile("[长员任席][ \u3000]|书记|同志|讲话|代表|[（(《“：]|" + STAMP.pattern)
_LONGEST_NAME, _NAME = 24, 4
DAYS = frozenset({PUBLISHED, "时间", "发布时间", "发布日期", "日期"})
BYLINE = "byline"  # names of the account, the place, the page's authors: no words of the speech


class Piece(NamedTuple):
    """A part of a line: ``name`` and the value's place in ``text`` where it is a field."""

    text: str
    name: str = ""
    start: int = 0
    end: int = 0


def has_key(text: str) -> bool:
    """Whether a key field begins somewhere in the line."""
    return bool(_keys(text)) if len(text) < 400 else False


def pieces(line: Line) -> list[Piece] | None:
    """A line of key fields, each as a line of its own; other words between them too, the page's own left out.

    None where the line holds no field.
    """
    text = line.text
    keys = _keys(text, line.ends)
    if not keys and (parts := _byline(line)):
        return parts
    site = _ADDRESS.match(text)
    at = site.end() if site else 0
    if not keys and not (len(text) < 60 and _STAMPED.match(text, at) and not _SAID.search(text)):
        return None
    found: list[Piece] = []
    dropped = False
    for index, (start, colon, name) in enumerate(keys):
        found += [] if dropped else _words(text[at:start])
        limit = keys[index + 1][0] if index + 1 < len(keys) else len(text)
        end = _value_end(line, colon + 1, limit)
        field = _field(text[start:end], colon + 1 - start, name)
        found += field
        dropped = not field  # 字号：默认 大 超大|打印
        at = end
    return found if dropped else found + _words(text[at:])


def is_byline(line: Line) -> bool:
    """A short line by the day of a page that names its medium, account or reporters: 石桥日报, 石桥新闻网记者 王正岳

    A name, alone or with an office, is left to be the speaker's.
    """
    text = line.text
    if len(text) > _LONGEST_NAME or line.cells or line.level or line.item or typed(text):
        return False
    if _SAID.search(text) or has_key(text):
        return False
    return _MEDIUM.search(text) is not None or (len(text) > _NAME and _OFFICE.search(text) is None)


def _byline(line: Line) -> list[Piece]:
    """A line of names and a day without keys, each in an element of its own: 石桥县委办 石桥发布 2026年3月5日 18:20"""
    text = line.text
    stamps = [match for match in STAMP.finditer(text) if match.start() in line.ends]
    if len(text) > _LONGEST_BYLINE or len(stamps) != 1 or len(line.ends) < 2 or _SAID.search(text):
        return []
    stamp = stamps[0]
    edges = [0, *(end for end in line.ends if end <= stamp.start() or end >= stamp.end()), len(text)]
    found: list[Piece] = []
    for start, end in pairwise(edges):
        words = text[start:end].strip(BLANKS)
        if start == stamp.start():
            found.append(Piece(stamp[0], PUBLISHED, 0, len(stamp[0])))
        elif words and page_words(words) < EDGE:
            found.append(Piece(words, BYLINE, 0, len(words)))
    return found


def _keys(text: str, ends: tuple[int, ...] = ()) -> list[tuple[int, int, str]]:
    """Where keys begin, their colons, and the names of their fields."""
    keys = load_rules()["page.key"]
    found = []
    at = 0
    for colon in _COLON.finditer(text):
        low = max(at, colon.start() - _LONGEST_KEY)
        for start in range(low, colon.start()):
            if start and "\u4e00" <= text[start - 1] <= "\u9fff" and start not in ends:  # 原标题：
                continue
            hit = keys.match(text, start)
            if hit and not text[hit.end : colon.start()].strip(BLANKS):
                found.append((start, colon.start(), hit.value or text[start : hit.end]))
                at = colon.end()
                break
    return found


def _value_end(line: Line, start: int, limit: int) -> int:
    """The end of the value: where an inline element ends after some words of it, or before a wide gap."""
    text = line.text
    begin = start
    while begin < limit and text[begin] in BLANKS:
        begin += 1
    end = next((end for end in line.ends if begin < end < limit), limit)
    gap = _WIDE_GAP.search(text, begin, end)
    if gap:
        end = gap.start()
    stamp = STAMP.search(text, begin, end)
    if stamp and stamp.start() > begin:  # 来源：县政府办 2026-03-05 10:12
        end = stamp.start()
    return end


def _field(text: str, value: int, name: str) -> list[Piece]:
    words = text.strip(BLANKS)
    shift = len(text) - len(text.lstrip(BLANKS))
    start, end = value - shift, len(words)
    while start < end and words[start] in BLANKS:
        start += 1
    while end > start and words[end - 1] in _AFTER_VALUE:
        end -= 1
    words = words[:end]
    if start >= end or page_words(words) >= 2.0:
        return []
    return [Piece(words, re.sub(r"\s", "", name), start, end)]


def _words(text: str) -> list[Piece]:
    found: list[Piece] = []
    for words in _APART.split(text):
        words = words.strip(BLANKS + "-·")
        stamp = STAMP.match(words)
        if stamp:
            found.append(Piece(stamp[0], PUBLISHED, 0, stamp.end()))
            words = words[stamp.end() :].strip(BLANKS + "-·")
        if len(words) > 1 and page_words(words) < EDGE:
            medium = bool(found) and len(words) <= _LONGEST_NAME and _MEDIUM.search(words) is not None
            found.append(Piece(words, BYLINE if medium else ""))
    return found
